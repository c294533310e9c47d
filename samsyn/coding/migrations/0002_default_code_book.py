"""The list of 2021 ships, so that a first deviation can be coded; names as the yearly report has them."""

from django.db import migrations

YEAR = 2021
THEMES = [
    (
        "sip",
        "Samordnad individuell plan, SIP",
        [
            "Inte deltagit alls i SIP-möte",
            "Endast deltagit en del av SIP-möte",
            "Bristande tillämpning",
            "Svårigheter i kommunikation",
        ],
    ),
    (
        "remiss",
        "Remisshantering",
        [
            "Uteblivet remissvar",
            "Bristfälligt eller otydligt remissvar",
            "Lång väntetid",
            "Flera remisser utan stöd",
        ],
    ),
    (
        "uppdrag",
        "Synpunkter på annan verksamhets utförande av uppdrag",
        ["Annan verksamhets utförande"],
    ),
    (
        "strukturell",
        "Samverkan på strukturell nivå",
        [
            "Uteblivet deltagande i lokalt BUS-möte",
            "Otydlig ansvarsfördelning inför särskoleplacering",
        ],
    ),
    (
        "ovrig",
        "Övrig samverkan runt individ",
        [
            "Läkarundersökning inför LVU",
            "Bristande samarbete kring komplex problematik",
            "Information vid utskrivning från slutenvård",
            "Bristande tillgänglighet för andra professionella",
            "Barn skickas runt",
        ],
    ),
]


def forwards(apps, schema_editor):
    Theme = apps.get_model("coding", "Theme")
    Subtype = apps.get_model("coding", "Subtype")
    book = apps.get_model("coding", "CodeBook").objects.create(year=YEAR, name=str(YEAR))
    for order, (key, name, subtypes) in enumerate(THEMES, start=1):
        theme = Theme.objects.create(code_book=book, key=key, name=name, order=10 * order)
        for place, subtype in enumerate(subtypes, start=1):
            Subtype.objects.create(
                theme=theme, key=f"{key}-{place}", name=subtype, order=10 * place
            )


def backwards(apps, schema_editor):
    Subtype = apps.get_model("coding", "Subtype")
    Subtype.objects.filter(theme__code_book__year=YEAR).delete()
    apps.get_model("coding", "Theme").objects.filter(code_book__year=YEAR).delete()
    apps.get_model("coding", "CodeBook").objects.filter(year=YEAR).delete()


class Migration(migrations.Migration):
    dependencies = [("coding", "0001_first")]
    operations = [migrations.RunPython(forwards, backwards)]
