"""The first version of the families' voice: a short anonymous form after a SIP meeting, own wording."""

from django.db import migrations

from samsyn.surveys.shipped import install


def fill(apps, schema_editor):
    install(apps, "familjernas-rost", 1)


class Migration(migrations.Migration):
    dependencies = [("surveys", "0003_spider")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
