"""Series over editions of the list: totals close whatever is decided, and nothing is compared unsaid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.code_lists import ListedTheme
from samsyn.domain.correspondences import Code, Correspondence, Translation, codes_of
from samsyn.domain.series import Missing, YearOfCodes, join
from samsyn.domain.vocabulary import Comparability, CorrespondenceKind

ONE, MANY, NONE = CorrespondenceKind
LISTS = {
    2020: [ListedTheme("SIP"), ListedTheme("Remiss"), ListedTheme("Gränser"), ListedTheme("Udda")],
    2021: [
        ListedTheme("Plan", ("Uteblev", "Kom sent")),
        ListedTheme("Remiss"),
        ListedTheme("Struktur"),
        ListedTheme("Övrigt", ("Udda",)),
    ],
}


def old(name):
    return Code(2020, name)


def new(theme, subtype=""):
    return Code(2021, theme, subtype)


def decided(code, *targets, kind=ONE, to=2021, **more):
    return Correspondence(code, to, kind, targets, **more)


def year_2020(**counts):
    return YearOfCodes(2020, 2020, {old(name): count for name, count in counts.items()}, 2)


def year_2021(**counts):
    return YearOfCodes(2021, 2021, {new(name): count for name, count in counts.items()}, 1)


def series(years, *decisions, by_subtype=False):
    rows = join(years, LISTS, Translation(LISTS, decisions, to=2021), by_subtype=by_subtype)
    return {row.heading: row for row in rows}


BOTH = (year_2020(SIP=46, Remiss=3, Gränser=6, Udda=7), year_2021(Plan=54, Remiss=22, Struktur=4))


def test_one_to_one_stands_under_the_newer_name():
    plan = series(BOTH, decided(old("SIP"), new("Plan")))["Plan"]
    assert plan.numbers == {2020: 46, 2021: 54}
    assert plan.how is Comparability.SAME and not plan.proposed and not plan.by_name


def test_a_suggestion_is_told_in_the_years_that_it_moves():
    plan = series(BOTH, decided(old("SIP"), new("Plan"), is_proposal=True))["Plan"]
    assert plan.proposed == {2020}


def test_the_same_name_is_taken_for_the_same_and_told():
    assert series(BOTH)["Remiss"].numbers == {2020: 3, 2021: 22}
    assert series(BOTH)["Remiss"].by_name == {2020}


def test_what_nobody_decided_has_a_row_of_its_own():
    rows = series(BOTH, decided(old("Udda"), kind=NONE))
    assert rows["SIP"].how is Comparability.UNDECIDED
    assert rows["SIP"].numbers == {2020: 46, 2021: Missing.NOT_IN_LIST}
    assert rows["Udda"].how is Comparability.NOT_COMPARABLE
    assert rows["Plan"].numbers == {2020: Missing.NOT_IN_LIST, 2021: 54}


def test_one_to_many_stands_under_all_its_targets_in_every_year():
    both = decided(old("Gränser"), new("Struktur"), new("Övrigt"), kind=MANY)
    rows = series(BOTH, both)
    joined = rows["Struktur + Övrigt"]
    assert joined.numbers == {2020: 6, 2021: 4}
    assert "Struktur" not in rows
    structure, other = joined.parts
    assert structure.numbers == {2020: Missing.NOT_IN_LIST, 2021: 4}
    assert other.numbers == {2020: Missing.NOT_IN_LIST, 2021: 0}


def test_a_named_target_takes_the_number():
    both = decided(old("Gränser"), new("Struktur"), new("Övrigt"), kind=MANY, named=new("Struktur"))
    rows = series(BOTH, both)
    assert rows["Struktur"].numbers == {2020: 6, 2021: 4}
    assert rows["Övrigt"].numbers == {2020: Missing.NOT_IN_LIST, 2021: 0}


def test_a_theme_is_not_compared_with_a_subtype_until_one_asks_for_subtypes():
    udda = decided(old("Udda"), new("Övrigt", "Udda"))
    years = (year_2020(Udda=7), YearOfCodes(2021, 2021, {new("Övrigt", "Udda"): 3}))
    assert series(BOTH, udda)["Udda"].how is Comparability.OTHER_LEVEL
    row = series(years, udda, by_subtype=True)["Udda"]
    assert row.codes == (new("Övrigt", "Udda"),)
    assert row.numbers == {2020: 7, 2021: 3}


def test_a_whole_theme_is_not_the_rest_of_a_divided_one():
    """46 on SIP in 2020 are not to be read beside those of 2021 that have no subtype."""
    years = (
        year_2020(SIP=46),
        YearOfCodes(2021, 2021, {new("Plan"): 2, new("Plan", "Uteblev"): 9}),
    )
    rows = series(years, decided(old("SIP"), new("Plan")), by_subtype=True)
    assert rows["SIP"].how is Comparability.OTHER_LEVEL
    assert rows["Plan"].numbers == {2020: Missing.NOT_IN_LIST, 2021: 2}


def test_decisions_are_followed_over_several_lists():
    lists = {2018: [ListedTheme("Planering")], **LISTS}
    steps = [
        decided(Code(2018, "Planering"), old("SIP"), to=2020),
        decided(old("SIP"), new("Plan")),
    ]
    year = YearOfCodes(2018, 2018, {Code(2018, "Planering"): 9})
    rows = join([year, *BOTH], lists, Translation(lists, steps, to=2021))
    assert rows[0].numbers == {2018: 9, 2020: 46, 2021: 54}
    direct = decided(Code(2018, "Planering"), new("Remiss"))
    rows = join([year, *BOTH], lists, Translation(lists, [*steps, direct], to=2021))
    assert {row.heading: row.numbers[2018] for row in rows}["Remiss"] == 9


def test_a_step_that_cannot_be_compared_ends_the_way():
    both = decided(old("Gränser"), new("Struktur"), new("Övrigt"), kind=MANY)
    lists = {**LISTS, 2022: [ListedTheme("Struktur")]}
    place = Translation(lists, [both], to=2022).place_of(old("Gränser"))
    assert place.codes == frozenset() and place.how is Comparability.UNDECIDED


def test_nothing_is_worked_out_from_what_is_hidden():
    years = (year_2020(Gränser=None, Remiss=9), year_2021(Struktur=4))
    both = decided(old("Gränser"), new("Struktur"), new("Remiss"), kind=MANY)
    joined = series(years, both, decided(old("Remiss"), new("Remiss")))["Remiss + Struktur"]
    assert joined.numbers == {2020: Missing.HIDDEN, 2021: 4}


def test_the_residual_is_the_last_row():
    rows = join(BOTH, LISTS, Translation(LISTS, [], to=2021))
    assert rows[-1].is_residual and rows[-1].numbers == {2020: 2, 2021: 1}


NAMES = st.sampled_from("ABCD")
LISTED = st.lists(NAMES, min_size=1, max_size=4, unique=True).flatmap(
    lambda names: st.tuples(
        *(
            st.lists(NAMES, max_size=1).map(lambda subs, name=name: ListedTheme(name, tuple(subs)))
            for name in names
        )
    )
)


@st.composite
def worlds(draw):
    """Three lists, decisions of every kind between them, and a year counted by each."""
    lists = {year: draw(LISTED) for year in (2018, 2020, 2021)}
    decisions = []
    for older, newer in ((2018, 2020), (2018, 2021), (2020, 2021)):
        for code in codes_of(older, lists[older]):
            if draw(st.booleans()):
                options = st.sampled_from(codes_of(newer, lists[newer]))
                targets = draw(st.lists(options, unique=True, max_size=3))
                kind = (NONE, ONE, MANY)[min(len(targets), 2)]
                named = draw(st.sampled_from([None, *targets]))
                decisions.append(decided(code, *targets, kind=kind, to=newer, named=named))
    by_subtype = draw(st.booleans())
    years = []
    for year in lists:
        codes = [one for one in codes_of(year, lists[year]) if by_subtype or not one.subtype]
        counts = {code: draw(st.integers(0, 9)) for code in codes}
        years.append(YearOfCodes(year, year, counts, draw(st.integers(0, 9))))
    return lists, decisions, years, by_subtype


@given(worlds())
def test_totals_close_in_every_year_whatever_is_decided(world):
    lists, decisions, years, by_subtype = world
    rows = join(years, lists, Translation(lists, decisions, to=2021), by_subtype=by_subtype)
    for year in years:
        shown = [row.numbers[year.year] for row in rows]
        total = sum(number for number in shown if isinstance(number, int))
        assert total == sum(year.counts.values()) + year.residual


@given(worlds())
def test_every_code_stands_in_one_row_and_parts_in_their_own(world):
    lists, decisions, years, by_subtype = world
    rows = join(years, lists, Translation(lists, decisions, to=2021), by_subtype=by_subtype)
    codes = [code for row in rows for code in row.codes]
    assert len(codes) == len(set(codes))
    for row in rows:
        assert tuple(code for part in row.parts for code in part.codes) == (
            row.codes if row.parts else ()
        )
        for year in years:
            parts = [part.numbers[year.year] for part in row.parts]
            if parts and all(isinstance(number, int) for number in parts):
                assert sum(parts) == row.numbers[year.year]


@given(worlds())
def test_what_is_coded_by_the_newest_list_reads_as_it_was_counted(world):
    lists, decisions, years, by_subtype = world
    newest = years[-1]
    rows = join(years, lists, Translation(lists, decisions, to=2021), by_subtype=by_subtype)
    single = {
        row.codes[0]: row for row in rows if len(row.codes) == 1 and row.codes[0].edition == 2021
    }
    single |= {part.codes[0]: part for row in rows for part in row.parts}
    for code, count in newest.counts.items():
        assert single[code].numbers[2021] == count


@pytest.mark.parametrize("by_subtype", [False, True])
def test_no_year_no_row(by_subtype):
    assert join([], LISTS, Translation(LISTS, [], to=2021), by_subtype=by_subtype) == []
