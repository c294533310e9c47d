"""What the yearly reports tell of 2018 and 2019, and the breaks that are known (domain.md 1.2, requirement 35).

The values stand with the themes of the first list that ships, 2020's; where it is not there, or has been read
in with other names, a value is left for the secretariat to enter.
"""

from datetime import UTC, date, datetime

from django.db import migrations

SHIPPED = datetime(2026, 11, 22, tzinfo=UTC)
LIST = 2020
SIP, REFERRAL = "Samordnad individuell plan (SIP)", "Remisshantering"
REPORT_2020 = "BUS-rapport 2020, avsnittet om orsaker"
REPORT_2021 = "Rapport avvikelser 2021 (maj 2022), tabellen över vem som skickat in"
VALUES = [
    (2018, "theme", SIP, {"percent": 43}, REPORT_2020),
    (2018, "theme", REFERRAL, {"percent": 31}, REPORT_2020),
    (2019, "theme", SIP, {"percent": 47, "n": 76}, f"{REPORT_2020}; n ur {REPORT_2021}"),
    (2019, "theme", REFERRAL, {"percent": 32, "n": 76}, f"{REPORT_2020}; n ur {REPORT_2021}"),
    (2019, "total", None, {"count": 76}, REPORT_2021),
]
BREAKS = [
    (
        2020,
        None,
        "Pandemin: möten ställdes in eller hölls digitalt",
        "The pandemic: meetings were cancelled or held online",
        None,
        [],
    ),
    (
        2020,
        date(2020, 7, 1),
        "Stadsdelsområden i Stockholm slogs ihop",
        "City districts of Stockholm were merged",
        None,
        ["reporter_district", "reporter_unit", "recipient_unit"],
    ),
    (
        2022,
        date(2022, 6, 1),
        "Utredningar av adhd flyttade från BUMM till BUP",
        "Assessments of ADHD moved from BUMM to BUP",
        REFERRAL,
        ["recipient_service", "recipient_services"],
    ),
    (
        2023,
        date(2023, 1, 1),
        "BUP gick från 16 områden till 9",
        "BUP went from 16 areas to 9",
        None,
        ["reporter_unit", "recipient_unit"],
    ),
    (
        2023,
        date(2023, 7, 1),
        "Stadsdelsområden i Stockholm slogs ihop",
        "City districts of Stockholm were merged",
        None,
        ["reporter_district", "reporter_unit", "recipient_unit"],
    ),
]


def forwards(apps, schema_editor):
    Theme = apps.get_model("coding", "Theme")
    PublishedValue = apps.get_model("series", "PublishedValue")
    for year, kind, name, figures, source in VALUES:
        theme = Theme.objects.filter(code_book__year=LIST, name=name).first() if name else None
        if theme or not name:
            PublishedValue.objects.create(
                year=year, kind=kind, theme=theme, source=source, entered_at=SHIPPED, **figures
            )
    for year, day, words_sv, words_en, name, dimensions in BREAKS:
        row = apps.get_model("series", "SeriesBreak").objects.create(
            year=year,
            day=day,
            words_sv=words_sv,
            words_en=words_en,
            dimensions=dimensions,
            changed_at=SHIPPED,
        )
        if name:
            row.themes.set(Theme.objects.filter(name=name, code_book__year__lte=year))


def backwards(apps, schema_editor):
    apps.get_model("series", "PublishedValue").objects.all().delete()
    apps.get_model("series", "SeriesBreak").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("series", "0001_published_values_and_breaks"),
        ("coding", "0006_proposed_correspondences"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]
