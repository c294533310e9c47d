"""The second version of the families' voice: the same questions in more languages, one file for each."""

from django.db import migrations

from samsyn.surveys.shipped import install


def fill(apps, schema_editor):
    install(apps, "familjernas-rost", 2)


class Migration(migrations.Migration):
    dependencies = [("surveys", "0005_official_figures")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
