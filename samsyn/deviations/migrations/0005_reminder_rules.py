"""The ladder that every agreement starts with: a proposal (domain.md 2.3), nobody has decided it."""

from django.db import migrations

RULES = [
    ("acknowledge", 0, "unit"),
    ("acknowledge", 7, "manager"),
    ("answer", -5, "unit"),
    ("answer", 0, "unit"),
    ("answer", 14, "manager"),
    ("answer", 21, "coordinator"),
    ("answer", 30, "group"),
]


def forwards(apps, schema_editor):
    Rule = apps.get_model("deviations", "ReminderRule")
    for agreement in apps.get_model("deviations", "Agreement").objects.all():
        for deadline, days, rung in RULES:
            Rule.objects.create(agreement=agreement, deadline=deadline, days=days, rung=rung)


def backwards(apps, schema_editor):
    apps.get_model("deviations", "ReminderRule").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("deviations", "0004_reminders")]
    operations = [migrations.RunPython(forwards, backwards)]
