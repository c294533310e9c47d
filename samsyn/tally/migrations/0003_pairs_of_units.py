from django.db import migrations


class Migration(migrations.Migration):
    """Balances by both units of a deviation: after any migration here everything is counted anew."""

    dependencies = [
        ("tally", "0002_lines_and_balances"),
    ]

    operations: list = []
