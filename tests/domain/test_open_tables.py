"""A table of a frozen report as open data: nothing small, nothing that a small number follows from."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.open_tables import as_open, dimensions_of
from samsyn.domain.report import Asked, Part, ReportTable
from samsyn.domain.suppression import values_wanted
from samsyn.domain.vocabulary import Dimension

BY_AREA = Asked((2025,), "between", "deviations", ("reporter_municipality",))


def table(counts, asked=BY_AREA, **differing):
    n = sum(counts.values())
    rows = tuple((name, count, Part(count, n)) for name, count in counts.items())
    made = ReportTable("areas", "Kommuner", ("Kommun", "Rapporter", "Andel"), rows, n, asked=asked)
    return replace(made, **differing)


COUNTS = {"Fågelby": 40, "Lommarp": 12, "Trastby": 9, "Siskaryd": 2}


def numbers(made):
    return {row[0]: row[1] for row in made.rows}


def test_without_a_limit_it_is_as_it_was_printed():
    assert as_open(table(COUNTS), 0) == table(COUNTS)


def test_a_small_number_is_hidden_with_one_more_so_that_it_does_not_follow():
    shown = numbers(as_open(table(COUNTS), 6))
    assert shown["Siskaryd"] is None
    assert list(shown.values()).count(None) == 2
    assert shown["Fågelby"] == 40


def test_of_a_hidden_row_no_part_tells_the_number_either():
    made = as_open(table(COUNTS), 6)
    assert all(set(row[1:]) == {None} for row in made.rows if row[1] is None)


def test_nothing_is_shown_of_a_table_that_is_small_as_a_whole():
    made = as_open(table({"Fågelby": 3, "Lommarp": 1}), 6)
    assert made.n is None and set(numbers(made).values()) == {None}


def test_what_is_large_enough_is_as_it_was_printed():
    large = table({"Fågelby": 40, "Lommarp": 12})
    assert as_open(large, 6) == large


def test_what_was_hidden_when_printed_stays_hidden():
    printed = table({"Fågelby": 40, "Lommarp": 12})
    printed = replace(
        printed, rows=(*printed.rows, ("Trastby", None, None), ("Siskaryd", None, None))
    )
    assert as_open(printed, 6) == printed


@pytest.mark.parametrize(
    "asked",
    [
        replace(BY_AREA, where=(("theme", "SIP"),)),
        replace(BY_AREA, across="scope"),
        replace(BY_AREA, by=("reporter_municipality", "theme")),
        replace(BY_AREA, different="reporter_unit"),
        None,
    ],
)
def test_what_no_rule_for_one_table_protects_is_left_out(asked):
    assert as_open(table(COUNTS, asked), 6) is None


def test_a_table_with_conditions_is_left_out_although_all_its_numbers_are_large():
    """What its likes miss of the whole could be small: 12 of Lommarp, 10 of them about SIP."""
    limited = replace(BY_AREA, where=(("theme", "SIP"),))
    assert as_open(table({"Fågelby": 40, "Lommarp": 10}, limited), 6) is None


def test_hidden_and_small_at_once_cannot_be_protected_anew():
    printed = table({"Fågelby": 40, "Lommarp": 8})
    printed = replace(printed, rows=(*printed.rows, ("Trastby", None, None)))
    assert as_open(printed, 10) is None


def test_what_is_missing_is_a_row_like_the_others():
    made = as_open(
        table({"Fågelby": 40, "Lommarp": 12, "Uppgift saknas": 2}, residual_rows=(2,)), 6
    )
    assert numbers(made)["Uppgift saknas"] is None and made.residual_rows == (2,)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8), st.integers(3, 12))
def test_no_small_number_is_seen_or_follows(counts, below):
    printed = table({f"K{at}": count for at, count in enumerate(counts)})
    made = as_open(printed, below)
    shown = {name: count for name, count in numbers(made).items() if count is not None}
    assert all(not 0 < count < below for count in shown.values())
    hidden = [count for at, count in enumerate(counts) if f"K{at}" not in shown]
    if hidden and made.n is not None:
        # Whoever adds up what is shown knows the sum of the hidden: each can be any part of it.
        assert len(hidden) > 1 and sum(hidden) + 1 >= values_wanted(below)


def test_dimensions_are_those_of_the_field():
    asked = Asked((2025,), "", "deviations", ("reporter_district",), (("theme", "1"),), "scope")
    assert dimensions_of(table(COUNTS, asked)) == {Dimension.REPORTER_DISTRICT, Dimension.THEME}
    assert dimensions_of(table(COUNTS, None)) == frozenset()
