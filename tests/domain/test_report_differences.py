"""What has changed between two reports: every changed figure, and nothing else."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.report import Part, Report, ReportTable, Section
from samsyn.domain.report_differences import CellDifference, Changed, differences

TABLE = ReportTable(
    "themes",
    "Teman",
    ("Tema", "Antal", "Andel"),
    (("SIP", 54, Part(54, 106)), ("Remiss", 22, None)),
    106,
)


def report_with(*tables):
    return Report("T", "", "sv", 2021, (Section("a", "A", tables),))


def of(before, after):
    return differences(report_with(*before), report_with(*after))


def test_a_changed_figure_is_named_by_its_row_and_head():
    now = replace(TABLE, rows=(("SIP", 55, Part(55, 106)), TABLE.rows[1]))
    (found,) = of([TABLE], [now])
    assert (found.key, found.title, found.changed) == ("themes", "Teman", Changed.FIGURES)
    assert found.cells == (
        CellDifference(("SIP",), "Antal", 54, 55),
        CellDifference(("SIP",), "Andel", Part(54, 106), Part(55, 106)),
    )


def test_a_hidden_figure_that_is_shown_is_a_change_and_no_new_row():
    now = replace(TABLE, rows=(TABLE.rows[0], ("Remiss", 22, Part(22, 106))))
    (found,) = of([TABLE], [now])
    assert found.cells == (CellDifference(("Remiss",), "Andel", None, Part(22, 106)),)
    assert not found.cells[0].is_new


def test_rows_that_come_and_go():
    now = replace(TABLE, rows=(TABLE.rows[0], ("Samtycke", 3, Part(3, 106))))
    (found,) = of([TABLE], [now])
    assert [(one.row, one.is_new, one.is_gone) for one in found.cells] == [
        (("Samtycke",), True, False),
        (("Samtycke",), True, False),
        (("Remiss",), False, True),
        (("Remiss",), False, True),
    ]


def test_tables_that_come_and_go():
    other = replace(TABLE, key="answers", title="Svar")
    assert [(one.key, one.changed) for one in of([TABLE], [other])] == [
        ("answers", Changed.NEW),
        ("themes", Changed.GONE),
    ]


def test_another_order_and_other_words_are_told_apart_from_figures():
    turned = replace(TABLE, rows=TABLE.rows[::-1])
    named = replace(TABLE, title="Anledningar")
    assert of([TABLE], [turned])[0].changed is Changed.ORDER
    assert of([TABLE], [named])[0].changed is Changed.WORDS


def test_two_rows_of_the_same_name_are_compared_each_with_its_own():
    twice = replace(TABLE, rows=(("Övrigt", 1, None), ("Övrigt", 2, None)))
    now = replace(TABLE, rows=(("Övrigt", 1, None), ("Övrigt", 3, None)))
    (found,) = of([twice], [now])
    assert [(one.before, one.after) for one in found.cells] == [(2, 3)]


cells = st.one_of(st.integers(0, 9), st.none(), st.builds(Part, st.integers(0, 9), st.just(9)))
rows = st.lists(st.tuples(st.sampled_from("ABC"), cells, cells), max_size=4).map(tuple)
tables = st.lists(
    st.builds(
        lambda key, rows: ReportTable(key, key, ("Rad", "Ett", "Två"), rows, 9),
        st.sampled_from("xyz"),
        rows,
    ),
    max_size=3,
    unique_by=lambda table: table.key,
)


@given(tables, tables)
def test_nothing_differs_exactly_when_the_tables_are_the_same(before, after):
    same = {one.key: one for one in before} == {one.key: one for one in after}
    assert (not of(before, after)) is same


@given(tables, tables)
def test_what_differs_one_way_differs_the_other_way_round(before, after):
    there, back = of(before, after), of(after, before)
    assert {one.key for one in there} == {one.key for one in back}
    changed = {
        (one.key, cell.row, cell.head, cell.before, cell.after)
        for one in there
        for cell in one.cells
    }
    turned = {
        (one.key, cell.row, cell.head, cell.after, cell.before)
        for one in back
        for cell in one.cells
    }
    assert changed == turned
