"""How units take part: counted once a night, against others only when that tells of nobody, and stated."""

from datetime import datetime, timedelta

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.deviations import services
from samsyn.deviations.calendar import STOCKHOLM
from samsyn.domain.answering import Answering
from samsyn.domain.vocabulary import Role
from samsyn.participation import selectors
from samsyn.participation.models import Figures, NothingToReport
from samsyn.participation.periods import LATEST
from samsyn.participation.services import (
    StatementRefused,
    count,
    state_nothing,
    withdraw_nothing,
)
from tests.builders import (
    NOW,
    grant_role,
    make_answer,
    make_deviation,
    make_unit,
    make_user,
    viewer_of,
)

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
THIS_QUARTER = "2026-01--2026-03"


def days(number):
    return NOW + timedelta(days=number)


def part_of(deviation, unit):
    return deviation.addressings.get(unit=unit, redirected_at=None)


def taken(service, deviation, cast, *, now, **more):
    part = part_of(deviation, cast.places.bup)
    service(
        deviation_id=deviation.pk,
        addressing_id=part.pk,
        seen_version=part.version,
        by=cast.viewer("bo"),
        now=now,
        **more,
    )


def own(cast, who, period=LATEST, today=TODAY):
    return selectors.compared_units(viewer=cast.viewer(who), period=period, today=today)


def test_what_counts_and_from_which_day(cast):
    """Four to BUP: answered after 2 and 5 days, declined, and silent; a redirected one is another's."""
    other = make_unit("BUP Gulärlan", kind=cast.places.bup.kind, principal=cast.places.region)
    first, second, declined, moved = (make_deviation(cast) for _ in range(4))
    make_deviation(cast)
    make_answer(first, by=cast.viewer("bo"), now=days(2))
    taken(services.acknowledge, second, cast, now=days(1))
    make_answer(second, by=cast.viewer("bo"), now=days(5))
    taken(services.decline, declined, cast, now=days(3), reason="Gäller inte samverkan")
    taken(services.redirect, moved, cast, now=days(4), reason="Fel mottagning", to_unit_id=other.pk)
    count(now=days(6))
    (bup,) = own(cast, "bo", today=days(6).date())
    assert bup.own == Answering(
        received=4,
        declined=1,
        answered=2,
        acknowledged=3,
        median_acknowledge=2.0,
        median_answer=3.5,
        units=1,
    )
    assert bup.own.owed == 3
    moved_to = Figures.objects.get(scope="unit", scope_id=other.pk, period=LATEST)
    assert (moved_to.received, moved_to.answered) == (1, 0)


def test_a_withdrawn_one_does_not_count(cast):
    deviation = make_deviation(cast)
    services.withdraw_deviation(
        deviation_id=deviation.pk,
        seen_version=deviation.version,
        reason="Dubblett",
        by=cast.viewer("astrid"),
        now=NOW,
    )
    count(now=NOW)
    assert own(cast, "bo")[0].own == Answering()


def test_days_are_days_in_stockholm(cast):
    """Half past eleven in the evening and half past midnight are two days, whatever UTC says."""
    late = datetime(2026, 3, 9, 23, 30, tzinfo=STOCKHOLM)
    deviation = make_deviation(cast, now=late)
    make_answer(deviation, by=cast.viewer("bo"), now=late + timedelta(hours=1))
    count(now=days(1))
    assert own(cast, "bo", today=days(1).date())[0].own.median_answer == 1.0


def test_counted_by_year_and_by_the_last_twelve_months(cast):
    make_deviation(cast, now=datetime(2025, 3, 9, 12, tzinfo=STOCKHOLM))
    make_deviation(cast, now=datetime(2025, 3, 10, 12, tzinfo=STOCKHOLM))
    make_deviation(cast)
    count(now=NOW)
    assert own(cast, "bo")[0].own.received == 2
    assert own(cast, "bo", "2025-01--2025-12")[0].own.received == 2
    assert own(cast, "bo", "2026-01--2026-12")[0].own.received == 1
    assert own(cast, "bo", "2024-01--2024-12")[0].own.received == 0
    assert selectors.years_counted(viewer=cast.viewer("bo")) == [2026, 2025]


def test_counting_again_replaces_everything(cast):
    deviation = make_deviation(cast)
    count(now=NOW)
    rows = Figures.objects.count()
    make_answer(deviation, by=cast.viewer("bo"), now=NOW)
    assert count(now=days(1)) == rows == Figures.objects.count()
    assert own(cast, "bo")[0].own.answered == 1
    assert selectors.computed_at(viewer=cast.viewer("bo")) == days(1)
    assert count(now=days(1)) == rows


def test_what_came_only_long_ago_leaves_no_row_of_late(cast):
    make_deviation(cast)
    count(now=NOW)
    count(now=days(400))
    assert not Figures.objects.filter(period=LATEST, scope="unit").exists()


def others(cast, parts_each):
    """Units of Bo's kind, each with so many parts."""
    for serial, parts in enumerate(parts_each):
        unit = make_unit(f"BUP Nummer {serial}", kind=cast.places.bup.kind)
        for _ in range(parts):
            make_deviation(cast, to=[unit])


@pytest.mark.parametrize(
    ("parts_each", "is_shown"),
    [((2, 2, 2), True), ((2, 2, 1), False), ((6, 6), False), ((12,), False), ((), False)],
)
def test_others_are_shown_only_when_they_are_several(cast, parts_each, is_shown):
    for _ in range(7):
        make_deviation(cast)
    others(cast, parts_each)
    count(now=NOW)
    (bup,) = own(cast, "bo")
    assert (bup.kind is not None) is is_shown
    if is_shown:
        assert bup.kind.received == 7 + sum(parts_each)


def test_a_coordinator_takes_away_all_own_units(cast):
    """Three units besides Bo's, two of them the region's own: its coordinator would see the third."""
    for serial in range(3):
        principal = cast.places.region if serial else cast.places.municipality
        unit = make_unit(f"BUP {serial}", kind=cast.places.bup.kind, principal=principal)
        for _ in range(6):
            make_deviation(cast, by=cast.viewer("cecilia"), to=[unit])
    count(now=NOW)
    assert own(cast, "bo")[0].kind is not None
    coordinator = make_user("Ragna Tall")
    grant_role(coordinator, Role.COORDINATOR, cast.places.region)
    seen = selectors.compared_units(viewer=viewer_of(coordinator), period=LATEST, today=TODAY)
    assert [one.unit.name for one in seen] == ["BUP 1", "BUP 2", "BUP Tofsvipan"]
    assert [one.own.received for one in seen] == [6, 6, 0]
    assert all(one.kind is None for one in seen)


@pytest.mark.parametrize("who", ["doris", "frej", "gudmund", "hedda", "ivar"])
def test_who_has_no_unit_gets_no_figures_of_units(cast, who):
    make_deviation(cast)
    count(now=NOW)
    assert own(cast, who) == []


def statement(cast, key=THIS_QUARTER, who="astrid"):
    said = selectors.statements_of(viewer=cast.viewer(who), today=TODAY)
    return next(one for one in said if one.period.key == key)


def test_nothing_to_report_is_stated_once_and_withdrawn(cast):
    astrid = cast.viewer("astrid")
    first = state_nothing(THIS_QUARTER, by=astrid, now=NOW)
    assert state_nothing(THIS_QUARTER, by=astrid, now=days(1)) == first
    said = statement(cast)
    assert (said.stated_on, said.stated_by, said.has_sent) == (TODAY, cast.astrid, False)
    assert statement(cast, who="bo").stated_on is None
    assert withdraw_nothing(THIS_QUARTER, by=astrid, now=NOW)
    assert not withdraw_nothing(THIS_QUARTER, by=astrid, now=NOW)
    assert statement(cast).stated_on is None
    state_nothing(THIS_QUARTER, by=astrid, now=days(2))
    assert NothingToReport.objects.count() == 2
    told = [
        event.details["nothing_to_report"]
        for event in AuditEvent.objects.filter(object_kind="unit").order_by("pk")
    ]
    assert told == ["stated", "withdrawn", "stated"]


def test_a_period_with_a_sent_deviation_cannot_be_stated(cast):
    make_deviation(cast)
    with pytest.raises(StatementRefused) as refused:
        state_nothing(THIS_QUARTER, by=cast.viewer("astrid"), now=NOW)
    assert refused.value.why == "has_sent"
    state_nothing("2025-10--2025-12", by=cast.viewer("astrid"), now=NOW)
    # Bo has received it, and sent none.
    state_nothing(THIS_QUARTER, by=cast.viewer("bo"), now=NOW)


def test_a_later_deviation_makes_it_void_and_its_withdrawal_stand_again(cast):
    state_nothing(THIS_QUARTER, by=cast.viewer("astrid"), now=NOW)
    deviation = make_deviation(cast, now=days(1))
    assert statement(cast).is_void
    services.withdraw_deviation(
        deviation_id=deviation.pk,
        seen_version=deviation.version,
        reason="Dubblett",
        by=cast.viewer("astrid"),
        now=days(1),
    )
    assert not statement(cast).is_void


def test_the_edges_of_a_period_are_stockholms(cast):
    make_deviation(cast, now=datetime(2026, 1, 1, 0, 30, tzinfo=STOCKHOLM))
    assert statement(cast).has_sent
    assert not statement(cast, "2025-10--2025-12").has_sent


@pytest.mark.parametrize("key", ["", "2026-01", "2027-01--2027-03", "2025-01--2025-03", "latest"])
def test_of_other_times_nothing_can_be_said(cast, key):
    with pytest.raises(StatementRefused) as refused:
        state_nothing(key, by=cast.viewer("astrid"), now=NOW)
    assert refused.value.why == "no_period"


@pytest.mark.parametrize("who", ["doris", "elof", "gudmund", "hedda"])
def test_only_those_who_write_for_a_unit_state_anything(cast, who):
    with pytest.raises(StatementRefused):
        state_nothing(THIS_QUARTER, by=cast.viewer(who), now=NOW)
