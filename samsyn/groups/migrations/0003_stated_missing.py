"""What printed follow-ups say of services that were missing, as they say it: how many, not where."""

from datetime import date

from django.db import migrations

ANSWERS = "Uppföljning 2014: 31 svar från 30 grupper; vilka grupper framgår inte"
STATED = [
    ("2014-05-09", date(2014, 5, 9), "county", "bumm", 4, 30, ANSWERS),
    ("2014-05-09", date(2014, 5, 9), "county", "socialtjanst", 0, 30, ANSWERS),
    ("2014-05-09", date(2014, 5, 9), "county", "skola_forskola", 0, 30, ANSWERS),
    ("2014-05-09", date(2014, 5, 9), "county", "bup", 0, 30, ANSWERS),
    ("2020", date(2020, 12, 31), "city", "fristaende", 9, 10, "Samhandling 2020: endast Farsta har dem"),
]


def fill(apps, schema_editor):
    rows = apps.get_model("groups", "StatedOfGroups").objects
    for said_of, day, place, service, value, among, source in STATED:
        rows.create(
            said_of=said_of,
            day=day,
            figure="missing",
            place=place,
            service=service,
            value=value,
            among=among,
            source=source,
        )


def empty(apps, schema_editor):
    apps.get_model("groups", "StatedOfGroups").objects.filter(figure="missing").delete()


class Migration(migrations.Migration):
    dependencies = [("groups", "0002_required_services_and_agenda")]
    operations = [migrations.RunPython(fill, empty)]
