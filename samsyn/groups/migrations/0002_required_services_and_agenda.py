"""Which services a local group must have in it, and the common agenda: data that the county may change."""

from django.db import migrations

AGREEMENT = "Överenskommelsen om samverkan kring barn i behov av särskilt stöd, BUS (källa: Uppföljning 2014)"
SUPPOSED = "förslag, ej fastställt"
SCHOOLS = ["skola", "forskola", "elevhalsa"]
SERVICES = [
    ("socialtjanst", "Socialtjänst", ["socialtjanst"], "", True, AGREEMENT),
    ("skola_forskola", "Skola och förskola", SCHOOLS, "", True, AGREEMENT),
    ("bup", "BUP", ["bup"], "", True, AGREEMENT),
    ("habilitering", "Habilitering", ["habilitering"], "", True, AGREEMENT),
    ("bumm", "BUMM", ["bumm"], "", True, AGREEMENT),
    ("fristaende", "Fristående skolor", SCHOOLS, "independent", False, "Samhandling 2020: bjuds in aktivt"),
]
AGENDA = [
    ("Öppnande och närvaro", "Vem är med, och för vilken verksamhet?", "representation"),
    ("Uppgifter från förra mötet", "", "tasks"),
    ("Nya avvikelser", "Vad säger de om samverkan hos oss?", "new_deviations"),
    ("Svar som är sena", "Vad behövs för att de ska komma?", "overdue"),
    ("Handlingsplanen", "Hur går det med aktiviteterna?", "plan"),
    ("Spindelmätningen", "", "spider"),
    ("Årlig uppföljning", "", "survey"),
    ("Frågor att lyfta", "Vad kan inte lösas lokalt?", ""),
    ("Övrigt och nästa möte", "", ""),
]


def fill(apps, schema_editor):
    services = apps.get_model("groups", "RequiredService").objects
    for order, (key, label, kinds, principal, is_required, source) in enumerate(SERVICES, start=1):
        services.create(
            key=key,
            label=label,
            kind_keys=kinds,
            principal_kind=principal,
            is_required=is_required,
            order=10 * order,
            source=source,
        )
    agenda = apps.get_model("groups", "AgendaTemplateItem").objects
    for order, (heading, help_text, standing) in enumerate(AGENDA, start=1):
        agenda.create(
            order=10 * order, heading=heading, help_text=help_text, standing=standing, source=SUPPOSED
        )


def empty(apps, schema_editor):
    apps.get_model("groups", "RequiredService").objects.all().delete()
    apps.get_model("groups", "AgendaTemplateItem").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("groups", "0001_first")]
    operations = [migrations.RunPython(fill, empty)]
