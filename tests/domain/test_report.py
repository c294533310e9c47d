"""Does a report keep everything as JSON, and do its figures alone make its fingerprint?"""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.report import (
    Asked,
    Part,
    Picture,
    Prose,
    Quote,
    Report,
    ReportTable,
    Section,
    Sentence,
    Standing,
    from_json,
    to_json,
)

words = st.text(max_size=12)
numbers = st.integers(0, 200)
cells = st.one_of(words, numbers, st.none(), st.builds(Part, numbers, numbers))
asked = st.builds(
    Asked,
    years=st.tuples(st.integers(2018, 2030)),
    scope=words,
    count=words,
    by=st.lists(words, max_size=2).map(tuple),
    where=st.lists(st.tuples(words, words), max_size=2).map(tuple),
    across=words,
    different=words,
)
tables = st.builds(
    ReportTable,
    key=words,
    title=words,
    heads=st.tuples(words, words),
    rows=st.lists(st.tuples(cells, cells), max_size=3).map(tuple),
    n=st.none() | numbers,
    notes=st.lists(words, max_size=2).map(tuple),
    residual_rows=st.lists(st.integers(0, 3), max_size=1).map(tuple),
    asked=st.none() | asked,
)
blocks = st.one_of(
    tables,
    st.builds(Prose, words, words),
    st.builds(Sentence, words, words),
    st.builds(Quote, words),
    st.builds(Picture, words, words, words, st.just({"mark": "bar"})),
)
leaves = st.builds(Section, words, words, st.lists(blocks, max_size=3).map(tuple))
sections = st.builds(
    Section,
    words,
    words,
    st.lists(blocks, max_size=3).map(tuple),
    st.lists(leaves, max_size=2).map(tuple),
)
reports = st.builds(
    Report,
    title=words,
    subtitle=words,
    language=st.sampled_from(["sv", "en"]),
    year=st.integers(2018, 2030),
    sections=st.lists(sections, max_size=3).map(tuple),
    summary=st.lists(words, max_size=3).map(tuple),
    standing=st.builds(Standing, st.integers(0, 4), words, words),
)


@given(reports)
def test_nothing_is_lost_on_the_way_through_json(report):
    assert from_json(to_json(report)) == report
    assert to_json(from_json(to_json(report))) == to_json(report)


@given(reports, words)
def test_prose_does_not_change_the_fingerprint(report, text):
    written = Section("new", "New", (Prose("prose", text), Sentence("one", text)))
    assert replace(report, sections=(*report.sections, written)).fingerprint == report.fingerprint


@given(tables, numbers)
def test_one_changed_figure_changes_it(table, number):
    def with_rows(rows):
        section = Section("a", "A", (replace(table, rows=rows),))
        return Report("T", "", "sv", 2021, (section,)).fingerprint

    assert with_rows(((number,),)) != with_rows(((number + 1,),))


def test_sections_are_walked_in_reading_order():
    inner = Section("b", "B")
    report = Report("T", "", "sv", 2021, (Section("a", "A", (), (inner,)), Section("c", "C")))
    assert [(depth, one.key) for depth, one in report.walk()] == [(1, "a"), (2, "b"), (1, "c")]
