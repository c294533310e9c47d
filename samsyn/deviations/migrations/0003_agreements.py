"""The agreements that ship: BUS, and Hök, which other areas build on. Times and points are a proposal."""

from django.db import migrations

POINTS = [
    ("sip-kallelse", "SIP: kallelse och deltagande"),
    ("sip-genomforande", "SIP: mötet, planen och uppföljningen"),
    ("remiss", "Remiss och remissvar"),
    ("uppdrag", "Ansvar och uppdrag för respektive verksamhet"),
    ("information", "Information och tillgänglighet mellan verksamheter"),
    ("utskrivning", "Utskrivning och överlämning"),
    ("placering", "Hälsoundersökning eller läkarundersökning vid placering"),
    ("lokal-bus", "Lokalt BUS-arbete: representation och gemensamma rutiner"),
    ("annat", "Annan punkt i överenskommelsen"),
]
AGREEMENTS = [
    ("bus", "BUS – barn i behov av särskilt stöd", None),
    ("hok", "Hök – huvudöverenskommelsen", "2022-10-01"),
]


def forwards(apps, schema_editor):
    Agreement = apps.get_model("deviations", "Agreement")
    Point = apps.get_model("deviations", "AgreementPoint")
    for key, name, valid_from in AGREEMENTS:
        agreement = Agreement.objects.create(key=key, name=name, valid_from=valid_from)
        points = POINTS if key == "bus" else POINTS[-1:]
        for order, (point, label) in enumerate(points, start=1):
            Point.objects.create(agreement=agreement, key=point, name=label, order=order)


def backwards(apps, schema_editor):
    apps.get_model("deviations", "Agreement").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("deviations", "0002_search_index")]
    operations = [migrations.RunPython(forwards, backwards)]
