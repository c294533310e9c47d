"""The first version of the spider: nine corners in three dimensions, own wording (requirement 42)."""

from django.db import migrations

from samsyn.surveys.shipped import install


def fill(apps, schema_editor):
    install(apps, "spindel", 1)


class Migration(migrations.Migration):
    dependencies = [("surveys", "0002_yearly_followup")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
