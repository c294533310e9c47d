"""How the list of 2020 corresponds to that of 2021 ships as a suggestion (förslag, ej fastställt).

The two reports can be compared in three themes only; where a list has been changed or read in from a file,
so that a theme is not found by its name, nothing is suggested for it.
"""

from datetime import UTC, datetime

from django.db import migrations

OLD, NEW = 2020, 2021
SHIPPED = datetime(2026, 11, 22, tzinfo=UTC)
SIP_2020 = "Samordnad individuell plan (SIP)"
SIP_2021 = "Samordnad individuell plan, SIP"
MISSION_2020 = "Synpunkter på annan verksamhets utförande av sitt uppdrag"
MISSION_2021 = "Synpunkter på annan verksamhets utförande av uppdrag"
COMPLEX_2020 = "Bristande samarbete kring barn och unga med komplex problematik"
COMPLEX_2021 = "Bristande samarbete kring komplex problematik"
REFERRAL = "Remisshantering"
OTHER_2021 = "Övrig samverkan runt individ"
UNCLEAR_2020 = "Oklara gränser för uppdrag och ansvar"
SUGGESTED = [
    (SIP_2020, "one", (SIP_2021, None), "Samma tema; bara namnet är ändrat."),
    (REFERRAL, "one", (REFERRAL, None), "Samma tema med samma namn."),
    (MISSION_2020, "one", (MISSION_2021, None), "Samma tema; bara namnet är ändrat."),
    (
        COMPLEX_2020,
        "one",
        (OTHER_2021, COMPLEX_2021),
        "Var ett eget tema 2020 och är en undertyp till Övrig samverkan runt individ 2021. "
        "Kan därför jämföras med undertypen men inte med temat.",
    ),
    (
        UNCLEAR_2020,
        "none",
        None,
        "Finns inte i listan 2021, och inget tema där rymmer det som temat omfattade 2020.",
    ),
]


def forwards(apps, schema_editor):
    CodeBook = apps.get_model("coding", "CodeBook")
    to_book = CodeBook.objects.filter(year=NEW).first()
    for name, kind, target, words in SUGGESTED:
        theme = apps.get_model("coding", "Theme").objects.filter(code_book__year=OLD, name=name)
        found = _found(apps, *target) if target else {}
        if to_book is None or found is None or not theme.exists():
            continue
        decided = apps.get_model("coding", "Correspondence").objects.create(
            theme=theme.get(),
            to_book=to_book,
            kind=kind,
            decision=words,
            is_proposal=True,
            decided_at=SHIPPED,
        )
        if found:
            apps.get_model("coding", "CorrespondenceTarget").objects.create(
                correspondence=decided, **found
            )


def _found(apps, theme_name, subtype_name):
    """The target's theme and subtype; None when the list does not have them."""
    themes = apps.get_model("coding", "Theme").objects
    theme = themes.filter(code_book__year=NEW, name=theme_name).first()
    if theme is None or subtype_name is None:
        return {"theme": theme} if theme else None
    subtypes = apps.get_model("coding", "Subtype").objects
    subtype = subtypes.filter(theme=theme, name=subtype_name).first()
    return {"theme": theme, "subtype": subtype} if subtype else None


def backwards(apps, schema_editor):
    apps.get_model("coding", "CorrespondenceTarget").objects.all().delete()
    apps.get_model("coding", "Correspondence").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("coding", "0005_correspondences")]
    operations = [migrations.RunPython(forwards, backwards)]
