"""The year 2021 as its file tells it, read in once for a whole module."""

import contextlib
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction

from samsyn.coding.services import import_history

DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 3, 9, 12, tzinfo=ZoneInfo("Europe/Stockholm"))


@contextlib.contextmanager
def year_2021_read_in(django_db_blocker):
    """Reads the file in around all tests of a module, and takes it out again."""
    with django_db_blocker.unblock(), transaction.atomic():
        text = (DATA / "avvikelser-2021.csv").read_text()
        report = import_history(text=text, file_name="2021.csv", by=None, now=NOW)
        assert report.written == 127, report.faults
        yield
        transaction.set_rollback(True)
