"""When is a silent recipient reminded? Day by day, over pauses, red days and answers."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.lifecycle import AddressingFacts
from samsyn.domain.reminders import DEFAULT_RULES, Due, Ladder, Pause, Rule, due_reminders
from samsyn.domain.vocabulary import Deadline, Rung

CHRISTMAS = {date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 31), date(2027, 1, 1)}
SOME_TIME = datetime(2026, 3, 1, 12)  # noqa: DTZ001 - only whether it is there matters
LADDER = Ladder(DEFAULT_RULES)
JULY = Pause((7, 1), (7, 31))
NEW_YEAR = Pause((12, 22), (1, 6))


def is_red(day: date) -> bool:
    return day in CHRISTMAS


def live(
    ladder: Ladder,
    facts: AddressingFacts,
    first: date,
    days: int = 90,
    skipping: tuple[date, ...] = (),
) -> list[tuple[date, Due]]:
    """Ask every day, as the worker does, and remember what has been sent."""
    sent: dict[tuple[Deadline, Rung], date] = {}
    told = []
    for day in (first + timedelta(days=n) for n in range(days)):
        if day in skipping:
            continue
        for due in due_reminders(
            ladder, facts, addressed_on=first, sent=sent, today=day, is_red=is_red
        ):
            told.append((day, due))
            sent[due.rule.deadline, due.rule.rung] = due.planned_on
    return told


def days_told(told: list[tuple[date, Due]]) -> list[tuple[str, str, int]]:
    return [(f"{day:%m-%d}", due.rule.rung.value, due.rule.days) for day, due in told]


def test_the_ladder_in_an_ordinary_spring():
    # Sent Monday 2 March 2026: acknowledge by Monday 9 March, answer by Wednesday 1 April.
    facts = AddressingFacts(acknowledge_by=date(2026, 3, 9), answer_by=date(2026, 4, 1))
    assert days_told(live(LADDER, facts, date(2026, 3, 2))) == [
        ("03-09", "unit", 0),
        ("03-16", "manager", 7),
        ("03-27", "unit", -5),
        ("04-01", "unit", 0),
        ("04-15", "manager", 14),
        ("04-22", "coordinator", 21),
        ("05-01", "group", 30),
    ]


def test_who_has_acknowledged_is_not_asked_to():
    facts = AddressingFacts(
        acknowledged_at=SOME_TIME,
        acknowledge_by=date(2026, 3, 9),
        answer_by=date(2026, 4, 1),
    )
    told = live(LADDER, facts, date(2026, 3, 2))
    assert {due.rule.deadline for _, due in told} == {Deadline.ANSWER}


@pytest.mark.parametrize("fact", ["answered_at", "declined_at", "redirected_at"])
def test_never_after_an_answer(fact):
    facts = AddressingFacts(answer_by=date(2026, 4, 1))
    assert live(LADDER, replace(facts, **{fact: SOME_TIME}), date(2026, 3, 2)) == []


def test_over_christmas_what_falls_on_a_red_day_waits_for_the_next_working_day():
    # Friday 1 January is red, then comes a weekend.
    facts = AddressingFacts(answer_by=date(2026, 12, 18))
    ladder = Ladder((Rule(Deadline.ANSWER, 14, Rung.MANAGER),))
    assert days_told(live(ladder, facts, date(2026, 11, 20))) == [("01-04", "manager", 14)]


def test_a_pause_over_new_year_moves_it_past_twelfth_night():
    facts = AddressingFacts(answer_by=date(2026, 12, 18))
    ladder = Ladder((Rule(Deadline.ANSWER, 14, Rung.MANAGER),), (NEW_YEAR,))
    assert days_told(live(ladder, facts, date(2026, 11, 20))) == [("01-07", "manager", 14)]


def test_after_a_pause_only_the_latest_of_each_rung_is_sent():
    # Planned: 1 July (-5), 6 July (0), 20 July (manager), 27 July (coordinator); August begins on a Saturday.
    facts = AddressingFacts(answer_by=date(2026, 7, 6))
    told = live(Ladder(DEFAULT_RULES, (JULY,)), facts, date(2026, 6, 5))
    assert days_told(told) == [
        ("08-03", "unit", 0),
        ("08-03", "manager", 14),
        ("08-03", "coordinator", 21),
        ("08-05", "group", 30),
    ]


def test_a_worker_that_stood_still_for_two_weeks_sends_each_rung_once():
    facts = AddressingFacts(answer_by=date(2026, 4, 1))
    still = tuple(date(2026, 3, 20) + timedelta(days=n) for n in range(14))
    told = live(LADDER, facts, date(2026, 3, 2), skipping=still)
    assert days_told(told)[0] == ("04-03", "unit", 0)
    assert [due.rule.rung for _, due in told].count(Rung.UNIT) == 1


def test_a_new_recipient_hears_nothing_of_days_before_it_got_the_deviation():
    facts = AddressingFacts(answer_by=date(2026, 4, 1))
    told = live(LADDER, facts, date(2026, 3, 30))  # redirected here two days before the last day
    assert days_told(told)[0] == ("04-01", "unit", 0)


def test_a_rule_changed_afterwards_does_not_remind_again_of_the_same():
    facts = AddressingFacts(answer_by=date(2026, 4, 1))
    changed = Ladder((Rule(Deadline.ANSWER, -7, Rung.UNIT),))
    sent = {(Deadline.ANSWER, Rung.UNIT): date(2026, 3, 27)}
    asked = {"addressed_on": date(2026, 3, 2), "sent": sent, "is_red": is_red}
    assert due_reminders(changed, facts, today=date(2026, 3, 30), **asked) == []


def test_a_pause_covers_its_own_days_only():
    assert JULY.covers(date(2026, 7, 1))
    assert JULY.covers(date(2026, 7, 31))
    assert not JULY.covers(date(2026, 8, 1))
    assert NEW_YEAR.covers(date(2026, 12, 31))
    assert NEW_YEAR.covers(date(2027, 1, 6))
    assert not NEW_YEAR.covers(date(2027, 1, 7))


rules = st.builds(
    Rule,
    deadline=st.sampled_from(Deadline),
    days=st.integers(-10, 40),
    rung=st.sampled_from(Rung),
)
month_days = st.dates(date(2025, 1, 1), date(2025, 12, 31)).map(lambda day: (day.month, day.day))
pauses = st.builds(Pause, first=month_days, last=month_days)


@given(
    st.builds(
        Ladder,
        rules=st.lists(rules, max_size=8).map(tuple),
        pauses=st.lists(pauses, max_size=2).map(tuple),
    ),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(1, 10),
    st.integers(5, 60),
)
def test_no_reminder_comes_twice_on_a_quiet_day_or_before_its_day(ladder, first, soon, later):
    facts = AddressingFacts(
        acknowledge_by=first + timedelta(days=soon), answer_by=first + timedelta(days=later)
    )
    told = live(ladder, facts, first, days=120)
    planned = [(due.rule.deadline, due.rule.rung, due.planned_on) for _, due in told]
    assert len(planned) == len(set(planned))
    for day, due in told:
        assert not ladder.is_quiet(day, is_red)
        assert due.planned_on <= day
