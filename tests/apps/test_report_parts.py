"""What do sentences and pictures say where numbers are hidden, alike, few or none?"""

import pytest

from samsyn.domain.access import Everything
from samsyn.domain.tables import Question, Row, Table, Value
from samsyn.domain.vocabulary import Counted, Dimension
from samsyn.reports.contents.gathering import Gathering
from samsyn.reports.contents.parts import as_report_table, beside, crossed, pictured, ranked
from samsyn.reports.contents.saying import leading, list_proposal, most_from
from samsyn.series.shapes import Line, Point

ALL = Everything("test")
THEME, REPORTER = Dimension.THEME, Dimension.REPORTER_SERVICE


def table_of(n, *by, **counts):
    rows = [Row((Value(name, name),), count, n) for name, count in counts.items()]
    return Table(Question((2021,), by=by), n, tuple(rows), 0)


def test_the_first_is_not_said_where_a_hidden_one_could_be_larger():
    assert ranked(THEME, table_of(20, THEME, remiss=11, sip=None, tolk=None)) == {"remiss": 11}
    assert ranked(THEME, table_of(22, THEME, remiss=11, sip=None, tolk=None)) == {}
    assert ranked(THEME, table_of(None, THEME, sip=None)) == {}
    several = table_of(20, Dimension.RECIPIENT_SERVICE, BUP=19, BUMM=None)
    assert ranked(Dimension.RECIPIENT_SERVICE, several) == {}


def test_all_one_and_several_alike_are_said_as_they_are():
    assert most_from("k", {"BUP": 7}, 7).text == "Alla 7 kommer från BUP."
    one = most_from("k", {"BUP": 1}, 1)
    assert (one.text, one.figures) == ("Avvikelsen kommer från BUP.", {})
    alike = most_from("k", {"BUP": 2, "Skola": 2, "BUMM": 1}, 5)
    assert alike.text == "Flest kommer från BUP och Skola: 2 vardera av 5, 40 %."
    assert leading({"BUP": 3, "Skola": 1}).names == "BUP"


def test_each_number_of_a_list_is_a_figure():
    found = list_proposal("k", "Undertyper: %(list)s.", {"A": 1200, "B": 3})
    assert set(found.figures.values()) == {"1\xa0200", "3"}
    assert all(figure in found.text for figure in found.figures.values())


def test_what_is_hidden_whole_is_nowhere_a_zero():
    shown = table_of(9, REPORTER, BUP=9)
    hidden = Table(Question((2021,), by=(REPORTER,)), None, (), None)
    both = beside("k", "T", {"Alla": shown, "Mellan": hidden}, across="scope")
    assert both.rows == (("BUP", 9, None),)
    gone = Table(Question((2021,), by=(THEME, REPORTER)), None, (), None)
    cross = crossed("k", "T", gone, table_of(9, THEME, sip=9), shown)
    assert cross.rows == (("sip", None, 9),)


def test_the_smallest_across_stand_together_and_never_alone():
    names = [f"s{number}" for number in range(8)]
    across = table_of(8, REPORTER, **dict.fromkeys(names, 1))
    rows = tuple(Row((Value("sip", "sip"), Value(name, name)), 1, 8) for name in names)
    both = Table(Question((2021,), by=(THEME, REPORTER)), 8, rows, 0)
    found = crossed("k", "T", both, table_of(8, THEME, sip=8), across)
    assert found.rows == (("sip", 1, 1, 1, 1, 1, 3, 8),)
    assert found.heads[-2:] == ("Övriga", "Alla rapporter")
    assert found.asked.by == ("theme",)
    assert found.asked.across == "reporter_service"
    six = table_of(6, REPORTER, **dict.fromkeys(names[:6], 1))
    assert "Övriga" not in crossed("k", "T", both, table_of(8, THEME, sip=8), six).heads


def test_there_is_no_picture_of_nothing():
    assert pictured("k", "T", table_of(0, THEME)) == ()
    (only,) = pictured("k", "T", table_of(9, THEME, sip=None, remiss=None))
    assert only.kind == "table"
    assert [one.kind for one in pictured("k", "T", table_of(9, THEME, sip=9))] == [
        "picture", "table",
    ]  # fmt: skip
    assert as_report_table("k", "T", table_of(9, THEME, sip=9)).asked.count == Counted.DEVIATIONS


@pytest.mark.parametrize(("earlier", "is_told"), [(19, False), (20, True)])
def test_a_year_of_few_reports_is_no_measure_of_the_next(earlier, is_told):
    asked = Gathering(2021, ALL)
    line = Line("SIP", {2020: Point(2020, count=9, n=earlier)})
    assert (asked.before(line) is not None) is is_told


def test_a_share_that_was_printed_without_its_n_is_compared_with():
    line = Line("SIP", {2020: Point(2020, percent="43 %", is_published=True)})
    assert Gathering(2021, ALL).before(line) is not None
