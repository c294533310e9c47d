"""Lists as CSV and XLSX: the rows of the page, in constant memory, at most as many as may leave."""

import csv
import io
import zipfile
from datetime import timedelta

import openpyxl
import pytest

from samsyn.deviations.selectors.lists import Standing, Wishes
from samsyn.exports import lists
from samsyn.exports.csv_file import csv_pieces
from samsyn.exports.lists import copies_list, inbox_list, sent_list
from samsyn.exports.xlsx_file import write_xlsx
from tests.builders import NOW, make_answer, make_deviation
from tests.client import watched
from tests.full_case import SECRET

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=40)


def listed(cast, list_of, who, **wishes):
    return list_of(viewer=cast.viewer(who), wishes=Wishes(**wishes), today=LATER.date())


def as_csv(exported):
    text = b"".join(csv_pieces(exported.rows())).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def as_xlsx(exported):
    held = io.BytesIO()
    write_xlsx(exported.rows(), held, name="lista", now=NOW)
    return held


def test_the_inbox(cast):
    make_deviation(cast, title="=cmd|' /C calc'!A0", internal_reference=SECRET)
    answered = make_deviation(
        cast, title="Besvarad", to=[cast.places.bup, cast.places.external_bup]
    )
    make_answer(answered, by=cast.viewer("bo"))
    head, *rows = as_csv(listed(cast, inbox_list, "bo"))
    said = [dict(zip(head, row, strict=True)) for row in rows]
    assert [one["Läge"] for one in said] == ["Besvarad", "Levererad"]
    assert [one["Försenad"] for one in said] == ["nej", "ja"]
    assert said[1]["Rubrik"] == "'=cmd|' /C calc'!A0"
    assert said[1]["Kom in"] == "2026-03-09"
    assert said[1]["Från"] == "Koltrastens socialtjänst"
    only = as_csv(listed(cast, inbox_list, "bo", standing=Standing.ANSWERED))
    assert len(only) == 2
    assert len(as_csv(listed(cast, inbox_list, "cecilia"))) == 1


def test_the_sent_and_the_copies(cast, before_the_guard):
    both = [cast.places.bup, cast.places.external_bup]
    make_deviation(cast, to=both, title="Ring 08-123 45 67", internal_reference=SECRET)
    head, row = as_csv(listed(cast, sent_list, "astrid"))
    sent = dict(zip(head, row, strict=True))
    assert sent["Till"] == "BUP Tofsvipan, BUP Storlommen"
    assert (sent["Läge"], sent["Försenad"]) == ("Skickad", "ja")
    assert sent["Rubrik"] == "Ring 08-123 45 67"
    copy = dict(zip(head, as_csv(listed(cast, copies_list, "doris"))[1], strict=True))
    assert copy["Rubrik"] == "Ring [telefonnummer]"
    for who in ("astrid", "bo", "cecilia", "gudmund"):
        assert len(as_csv(listed(cast, copies_list, who))) == 1


def test_a_spreadsheet_holds_only_texts(cast, before_the_guard):
    make_deviation(cast, title="=1+1")
    make_deviation(cast, title="http://example.com/\x07", internal_reference=SECRET)
    held = as_xlsx(listed(cast, sent_list, "astrid"))
    sheet = openpyxl.load_workbook(held).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert [row[1].value for row in sheet.iter_rows()][1:] in (
        ["http://example.com/\x07", "'=1+1"],
        ["http://example.com/_x0007_", "'=1+1"],
    )
    with zipfile.ZipFile(held) as parts:
        unpacked = b"".join(parts.read(one) for one in parts.namelist())
    assert SECRET.encode() not in unpacked
    assert b"<f>" not in unpacked


def test_a_long_list_is_cut_and_says_so(cast, monkeypatch):
    monkeypatch.setattr(lists, "MOST_ROWS", 2)
    for _ in range(3):
        make_deviation(cast)
    exported = listed(cast, inbox_list, "bo")
    *_, last = rows = as_csv(exported)
    assert exported.count == 2
    assert len(rows) == 4
    assert last[0].startswith("Bara de första 2 av 3 rader")


@pytest.mark.parametrize(
    ("list_of", "who"), [(inbox_list, "bo"), (sent_list, "astrid"), (copies_list, "doris")]
)
def test_queries_do_not_grow_with_the_rows(cast, list_of, who):
    counted = []
    for _ in range(2):
        make_deviation(cast)
        with watched() as seen:
            as_csv(listed(cast, list_of, who))
        counted.append(len(seen.queries))
        assert not seen.writes
    make_deviation(cast)
    assert counted[0] == counted[1] <= 5
