"""The list of 2020 ships too, so that the year can be coded in its own words (requirement 32).

Names as the yearly report of 2020 has them; it tells of no subtypes. Where an earlier year has been read in
already, its list stands as it is.
"""

from django.db import migrations

YEAR = 2020
THEMES = [
    ("sip", "Samordnad individuell plan (SIP)"),
    ("komplex", "Bristande samarbete kring barn och unga med komplex problematik"),
    ("uppdrag", "Synpunkter på annan verksamhets utförande av sitt uppdrag"),
    ("remiss", "Remisshantering"),
    ("granser", "Oklara gränser för uppdrag och ansvar"),
]


def forwards(apps, schema_editor):
    CodeBook = apps.get_model("coding", "CodeBook")
    book, is_new = CodeBook.objects.get_or_create(year=YEAR, defaults={"name": str(YEAR)})
    if not is_new:
        return
    Theme = apps.get_model("coding", "Theme")
    for order, (key, name) in enumerate(THEMES, start=1):
        Theme.objects.create(code_book=book, key=key, name=name, order=10 * order)


class Migration(migrations.Migration):
    dependencies = [("coding", "0003_opinions_and_marks")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
