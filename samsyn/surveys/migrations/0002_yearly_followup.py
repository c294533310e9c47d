"""The first version of the yearly follow-up: own wording, after the areas of 2014 (requirement 43)."""

from django.db import migrations

from samsyn.surveys.shipped import install


def fill(apps, schema_editor):
    install(apps, "uppfoljning", 1)


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_first")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
