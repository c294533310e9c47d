"""Series over years: SIP 2018-2021 as the reports have it, and nothing told that is not known."""

import pytest

from samsyn.coding.selectors.correspondences import codes_in, decisions_about
from samsyn.coding.services.correspondences import Decision, decide_correspondence
from samsyn.domain.access import Everything
from samsyn.domain.correspondences import Code
from samsyn.domain.published import PublishedFigure
from samsyn.domain.vocabulary import (
    Comparability,
    CorrespondenceKind,
    Counted,
    Dimension,
    PublishedKind,
    Scope,
    SeriesMark,
)
from samsyn.series.selectors.basis import basis_of_series
from samsyn.series.selectors.series import series_for
from samsyn.series.services.published import NewValue, enter_value
from samsyn.series.shapes import ANSWERED, SUBTYPES, THEMES, TOTAL, SeriesQuestion
from samsyn.statistics.permissions import BreakdownRefused
from tests.builders import NOW
from tests.year_2021 import year_2021_read_in

pytestmark = pytest.mark.django_db
TEST = Everything("test")
SIP, SIP_2020 = "Samordnad individuell plan, SIP", "Samordnad individuell plan (SIP)"
REFERRAL = "Remisshantering"
COMPLEX = "Bristande samarbete kring barn och unga med komplex problematik"
YEAR_2020 = {SIP_2020: 46, COMPLEX: 7, REFERRAL: 3}
"""The report of 2020 as printed values; n is 65."""


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


@pytest.fixture
def printed_2020(cast):
    for name, count in YEAR_2020.items():
        enter(cast, name, PublishedFigure(count=count, n=65, source="BUS-rapport 2020"))


def enter(cast, name, figure, *, year=2020, kind=PublishedKind.THEME, scope=Scope.BETWEEN):
    keys = {one.code.theme: int(one.key[1:]) for one in codes_in(2020) if not one.code.subtype}
    value = NewValue(year, kind, figure, scope, keys.get(name), 2020 if name else None)
    return enter_value(value=value, by=cast.viewer("doris"), now=NOW)


def ask(what=THEMES, first=2018, last=2021, viewer=TEST, this_year=2026, **more):
    basis = basis_of_series(viewer=viewer)
    question = SeriesQuestion(first, last, what, **more)
    return series_for(question, basis, viewer=viewer, this_year=this_year)


def line(series, heading):
    return next(one for one in series.lines if one.heading == heading)


def test_sip_2018_to_2021_as_the_reports_have_it(year_2021, printed_2020):
    series = ask(f"theme:{SIP}")
    (sip,) = series.lines
    points = [sip.points[year] for year in (2018, 2019, 2020, 2021)]
    assert [point.percent for point in points] == ["43 %", "47 %", "71 %", "51 %"]
    assert [(point.count, point.n) for point in points] == [
        (None, None), (None, 76), (46, 65), (54, 106),
    ]  # fmt: skip
    assert [point.is_published for point in points] == [True, True, True, False]
    told = [SeriesMark.PUBLISHED, SeriesMark.PROPOSAL]
    assert [list(point.marks) for point in points] == [told, told, [*told, SeriesMark.BREAK], []]
    assert [one.is_new_list for one in series.years] == [False, False, False, True]
    assert [one.words_sv[:8] for one in series.breaks] == ["Pandemin"]


def test_an_interval_stands_only_where_n_allows_it(year_2021, printed_2020):
    points = ask(f"theme:{SIP}").lines[0].points
    assert points[2018].interval is None
    rounded = {
        year: (round(point.interval.low, 3), round(point.interval.high, 3))
        for year, point in points.items()
        if point.interval
    }
    assert rounded == {2019: (0.365, 0.584), 2020: (0.588, 0.804), 2021: (0.416, 0.603)}


def test_without_an_n_that_tells_the_count_there_is_no_interval(year_2021, cast):
    """32 % of 400 can be 127, 128 or 129 reports, so nobody knows how sure it is."""
    enter(cast, REFERRAL, PublishedFigure(percent=32, n=400, source="x"))
    point = ask(f"theme:{REFERRAL}").lines[0].points[2020]
    assert point.percent == "32 %" and point.n == 400 and point.interval is None


def test_the_older_name_finds_the_same_series(year_2021):
    assert ask(f"theme:{SIP_2020}").lines == ask(f"theme:{SIP}").lines


def test_what_cannot_be_compared_has_its_own_line(year_2021, printed_2020):
    complex_ = line(ask(), COMPLEX)
    assert complex_.how is Comparability.OTHER_LEVEL and complex_.edition == 2020
    assert set(complex_.points) == {2020}
    assert 2020 not in line(ask(), "Övrig samverkan runt individ").points


def test_the_lines_of_a_stored_year_add_up_to_its_n_and_printed_ones_never_count(
    year_2021, printed_2020
):
    series = ask()
    counts = [one.points[2021].count for one in series.lines if 2021 in one.points]
    assert sum(counts) == 106 == series.years[-1].n
    assert "" in {one.heading for one in series.lines}
    assert series.years[2].n is None


def test_totals_and_answers_beside_printed_ones(year_2021, cast):
    total = ask(TOTAL).lines[0].points
    assert {year: point.count for year, point in total.items()} == {2019: 76, 2021: 106}
    assert total[2019].is_published and not total[2021].percent
    answered = ask(ANSWERED).lines[0].points
    assert (answered[2021].count, answered[2021].n, answered[2021].percent) == (45, 106, "42 %")
    figure = PublishedFigure(count=30, n=65, source="x")
    enter(cast, None, figure, kind=PublishedKind.ANSWERED)
    assert ask(ANSWERED).lines[0].points[2020].percent == "46 %"


def test_subtypes_are_a_series_too(year_2021):
    series = ask(SUBTYPES, first=2021)
    assert line(series, "Inte deltagit alls i SIP-möte").points[2021].count == 36


def test_per_recipient_has_no_interval_and_marks_what_was_counted_otherwise(
    year_2021, printed_2020
):
    points = ask(f"theme:{SIP}", count=Counted.RECIPIENTS).lines[0].points
    assert points[2021].interval is None
    assert SeriesMark.OTHER_UNIT in points[2020].marks
    assert points[2020].interval is not None


@pytest.mark.parametrize("more", [{"scope": Scope.ALL}, {"where": "kommun"}])
def test_printed_values_stand_only_for_what_they_are_of(year_2021, printed_2020, more):
    if "where" in more:
        more = {"where": ((Dimension.REPORTER_SERVICE, "Socialtjänst"),)}
    assert set(ask(f"theme:{SIP}", **more).lines[0].points) == {2021}
    assert set(ask(TOTAL, **more).lines[0].points) == {2021}


def test_a_stored_year_is_told_by_its_deviations_whatever_was_printed(year_2021, cast):
    keys = {one.code.theme: int(one.key[1:]) for one in codes_in(2021)}
    figure = PublishedFigure(percent=99, source="x")
    value = NewValue(2021, PublishedKind.THEME, figure, Scope.BETWEEN, keys[SIP], 2021)
    enter_value(value=value, by=cast.viewer("doris"), now=NOW)
    point = ask(f"theme:{SIP}").lines[0].points[2021]
    assert point.percent == "51 %" and not point.is_published


def test_a_decision_moves_the_line_and_not_the_numbers(year_2021, printed_2020, cast):
    key = next(one.key for one in codes_in(2020) if one.code == Code(2020, COMPLEX))
    other = next(one.key for one in codes_in(2021) if one.code.theme.startswith("Övrig"))
    decide_correspondence(
        key=key,
        to=2021,
        decision=Decision(CorrespondenceKind.ONE, "Läst på nytt", (other,)),
        seen=decisions_about(key, 2021)[0].pk,
        by=cast.viewer("doris"),
        now=NOW,
    )
    series = ask()
    assert COMPLEX not in {one.heading for one in series.lines}
    point = line(series, "Övrig samverkan runt individ").points[2020]
    assert point.count == 7 and SeriesMark.PROPOSAL not in point.marks


def test_small_numbers_of_a_place_are_hidden_as_on_the_statistics_page(year_2021, cast):
    """Huddinge sent few: the others see no number from which a small one follows."""
    where = ((Dimension.REPORTER_MUNICIPALITY, "Huddinge"),)
    seen = ask(where=where, viewer=cast.viewer("doris"))
    assert not any(point.is_hidden for one in seen.lines for point in one.points.values())
    hidden = ask(where=where, viewer=cast.viewer("hedda"))
    points = [point for one in hidden.lines for point in one.points.values()]
    assert any(point.is_hidden for point in points)
    assert all(point.count is None and not point.percent for point in points if point.is_hidden)
    shown = [point.count for point in points if not point.is_hidden]
    assert all(count == 0 or count >= 6 for count in shown)


def test_units_are_for_the_secretariat(year_2021, cast):
    where = ((Dimension.REPORTER_UNIT, "BUP Bromma"),)
    with pytest.raises(BreakdownRefused):
        ask(where=where, viewer=cast.viewer("ivar"))


def test_breaks_stand_with_the_themes_and_dimensions_that_they_touch(year_2021):
    series = ask(last=2024)
    assert {one.words_sv[:10] for one in line(series, REFERRAL).breaks} == {
        "Pandemin: ",
        "Utredninga",
    }
    assert {one.words_sv[:8] for one in line(series, SIP).breaks} == {"Pandemin"}
    assert {one.words_sv[:6] for one in series.other_breaks} == {"Stadsd", "BUP gi"}
    where = ((Dimension.REPORTER_DISTRICT, "Farsta"),)
    assert len(ask(last=2024, where=where).lines[0].breaks) == 3


def test_a_year_that_goes_on_is_marked(year_2021, printed_2020):
    points = ask(f"theme:{SIP}", this_year=2021).lines[0].points
    assert points[2021].marks == (SeriesMark.ONGOING,)
    assert SeriesMark.ONGOING not in ask(f"theme:{SIP}", this_year=2020).lines[0].points[2020].marks


def test_years_without_anything_are_empty_and_not_zero(year_2021):
    series = ask(TOTAL, first=2015)
    assert set(series.lines[0].points) == {2019, 2021}
    assert [one.year for one in series.years] == list(range(2015, 2022))
