"""Do the workbook and the data files of a report say what the report says, and the same bytes each time?"""

import csv
import io
import json
import time
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from samsyn.commands import report as command
from samsyn.domain.access import Everything
from samsyn.domain.report import Part, ReportTable, Section
from samsyn.exports.report_columns import columns_of
from samsyn.exports.report_data import csv_of, json_of, table_of, zip_of
from samsyn.exports.report_xlsx import LONGEST_SHEET_NAME, sheet_names, xlsx_of
from samsyn.reports.selectors import county_report
from tests.made_report import AREAS, YEARS, make_report
from tests.year_2021 import year_2021_read_in

ALL = Everything("test")
ZIP_SECONDS = 2
"""The step of times in an archive: two files made this far apart would tell when they were made."""


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


def read_csv(report, table):
    text = csv_of(report, table).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def read_xlsx(report):
    return openpyxl.load_workbook(io.BytesIO(xlsx_of(report)))


def values_of(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_part_becomes_its_share_and_its_n():
    titles = [(one.title, one.kind) for one in columns_of(AREAS)]
    assert titles == [
        ("Område", "words"),
        ("Rapporter", "number"),
        ("Andel", "share"),
        ("n", "number"),
    ]
    assert columns_of(AREAS)[3].cells == (2000, 2000, 2000, 4)


def test_a_number_that_no_column_says_gets_one():
    titles = [one.title for one in columns_of(YEARS)]
    assert titles == [
        *("", "2020", "2021"),
        *("Andel 2020", "Andel 2020, antal", "Andel 2020, n"),
        *("Andel 2021", "Andel 2021, n"),
    ]


def test_an_n_that_has_its_column_gets_no_other():
    table = ReportTable("k", "T", ("Vad", "Antal", "Andel", "n"), (("a", 1, Part(1, 4), 4),), None)
    assert [one.title for one in columns_of(table)] == ["Vad", "Antal", "Andel", "n"]


def test_csv_holds_numbers_and_says_what_is_hidden():
    assert read_csv(make_report(), AREAS) == [
        ["Område", "Rapporter", "Andel, procent", "n", "Dolda tal"],
        ["'=cmd|' /C calc'!A0", "1200", "60", "2000", ""],
        ["<b>Söder</b>", "", "", "2000", "Rapporter, Andel"],
        ["Öster", "3", "0", "2000", ""],
        ["Ej klassificerad", "1", "25", "4", ""],
    ]


def test_json_tells_all_that_is_known_of_a_table():
    told = json.loads(json_of(make_report(number=2, day="2022-05-03"), AREAS))
    assert told["format"] == "samsyn.report-table/1"
    assert told["report"] == {
        "title": "Avvikelser 2021",
        "year": 2021,
        "language": "sv",
        "edition": 2,
        "day": "2022-05-03",
    }
    assert (told["key"], told["label"], told["n"]) == ("areas", "Tabell 1", 2000)
    assert told["columns"] == list(AREAS.heads)
    assert told["rows"][0]["cells"][1:] == [
        1200,
        {"value": 1200, "n": 2000, "share": 0.6, "percent": 60},
    ]
    assert told["rows"][1] == {
        "cells": ["<b>Söder</b>", None, None],
        "hidden": [1, 2],
        "residual": False,
    }
    assert [row["residual"] for row in told["rows"]] == [False, False, False, True]
    assert told["notes"] == list(AREAS.notes)


def test_the_archive_holds_every_table_and_a_read_me():
    archive = zipfile.ZipFile(io.BytesIO(zip_of(make_report(number=1, errata="3 var 4."))))
    assert archive.namelist() == [
        "README.txt",
        "2021-areas.csv",
        "2021-areas.json",
        "2021-years.csv",
        "2021-years.json",
    ]
    assert archive.read("2021-areas.csv") == csv_of(make_report(number=1), AREAS)
    read_me = archive.read("README.txt").decode()
    assert "Tabell 1. Avvikelser efter område (n = 2\u00a0000)" in read_me
    assert "3 var 4." in read_me and AREAS.notes[0] in read_me
    assert "2021-years.csv, 2021-years.json" in read_me


def test_the_workbook_has_a_sheet_for_each_table():
    book = read_xlsx(make_report(number=1, day="2022-05-03"))
    assert book.sheetnames == ["Innehåll", "1 areas", "2 years"]
    sheet = book["1 areas"]
    assert sheet.freeze_panes == "B4"
    assert values_of(sheet)[:7] == [
        ["Tabell 1. Avvikelser efter område", None, None, None],
        ["n = 2\u00a0000", None, None, None],
        ["Område", "Rapporter", "Andel", "n"],
        ["'=cmd|' /C calc'!A0", 1200, 0.6, 2000],
        ["<b>Söder</b>", "dold", "dold", 2000],
        ["Öster", 3, 3 / 2000, 2000],
        ["Ej klassificerad", 1, 0.25, 4],
    ]
    assert sheet["C4"].number_format == "0%"
    assert sheet["B4"].number_format == "#,##0"
    assert sheet["A9"].value == AREAS.notes[0]
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert types <= {"s", "n"}, "no formula"


def test_its_first_sheet_leads_to_the_others_and_has_the_notes():
    sheet = read_xlsx(make_report(number=2, day="2022-05-03", errata="3 var 4."))["Innehåll"]
    said = [value for row in values_of(sheet) for value in row if value]
    assert said[:3] == ["Avvikelser 2021", "Redovisning av 2021", "Utgåva 2, 3 maj 2022"]
    assert "3 var 4." in said and AREAS.notes[0] in said
    assert any("dold" in str(value) for value in said)
    links = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert [link.location for link in links] == ["'1 areas'!A1", "'2 years'!A1"]


def test_sheet_names_are_short_and_each_its_own():
    long = [replace(AREAS, key=f"theme-samordnad-individuell-plan-{one}") for one in "ab[]:*?/'"]
    report = replace(make_report(), sections=(Section("a", "A", tuple(long)),))
    names = sheet_names(report)
    assert len(set(names)) == len(names)
    assert max(len(one) for one in names) <= LONGEST_SHEET_NAME
    assert read_xlsx(report).sheetnames == ["Innehåll", *names]


@pytest.mark.parametrize("made_by", [xlsx_of, zip_of], ids=["xlsx", "zip"])
def test_the_same_report_is_the_same_file_byte_for_byte(made_by):
    report = make_report(number=1, day="2022-05-03")
    first = made_by(report)
    time.sleep(ZIP_SECONDS + 0.1)
    assert made_by(report) == first
    assert made_by(make_report(number=2, day="2022-05-03")) != first


def test_the_year_2021_comes_whole_into_workbook_and_data(year_2021, db):
    report = county_report(2021, viewer=ALL)
    book = read_xlsx(report)
    assert len(book.sheetnames) == len(report.tables()) + 1
    for table, name in zip(report.tables(), sheet_names(report), strict=True):
        rows = values_of(book[name])[3 : 3 + len(table.rows)]
        lines = read_csv(report, table)[1:]
        for row, written, line in zip(table.rows, rows, lines, strict=True):
            assert_says(table, row, written)
            assert [str(one) for one in row if isinstance(one, int)] == [
                text for text, cell in zip(line, row, strict=False) if isinstance(cell, int)
            ]
    bup = next(row for row in values_of(book[named(report, "recipients")]) if row[0] == "BUP")
    assert bup == ["BUP", 74, 74 / 106, 106]
    assert read_csv(report, table_of(report, "themes"))[1] == [
        *("Samordnad individuell plan, SIP", "54", "51", "106", "")
    ]


def assert_says(table: ReportTable, row, written):
    """Each cell of a row, and the n of each part, in the order of the workbook's columns."""
    expected = []
    for cell in row:
        if isinstance(cell, Part):
            expected += [cell.value / cell.n]
            expected += [cell.n] if "n" not in table.heads else []
        else:
            expected.append("dold" if cell is None else cell)
    found = [one for one in written if one is not None]
    # A workbook keeps sixteen digits of a fraction.
    assert found == [pytest.approx(one) if type(one) is float else one for one in expected]


def named(report, key):
    tables = [table.key for table in report.tables()]
    return sheet_names(report)[tables.index(key)]


def test_keys_of_tables_are_names_of_files_and_each_its_own(year_2021, db):
    keys = [table.key for table in county_report(2021, viewer=ALL).tables()]
    assert len(set(keys)) == len(keys)
    assert all(key.isascii() and key.replace("-", "").isalnum() and key.islower() for key in keys)


def test_the_command_makes_every_form(year_2021, db, tmp_path):
    begins = {"html": b"<!doctype html>", "xlsx": b"PK", "zip": b"PK", "json": b"{"}
    for form, mark in begins.items():
        target = tmp_path / f"2021.{form}"
        assert command.main(["build", "2021", "--format", form, "-o", str(target)]) == 0
        assert target.read_bytes().lstrip().startswith(mark)
    assert (tmp_path / "2021.xlsx").read_bytes() == xlsx_of(county_report(2021, viewer=ALL))
