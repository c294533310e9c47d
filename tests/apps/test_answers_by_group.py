"""Answer rates and medians by kind, principal and BUS area: right, and hidden without gaps to compute."""

from datetime import timedelta

import pytest

from samsyn.domain.answering import AnsweredBy, Answering
from samsyn.domain.vocabulary import Role
from samsyn.participation import selectors
from samsyn.participation.models import Figures
from samsyn.participation.services import count
from tests.builders import (
    NOW,
    grant_role,
    make_answer,
    make_deviation,
    make_unit,
    make_unit_kind,
    make_user,
    viewer_of,
)

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
YEARS = [2025, 2026]


def groups(viewer, by=AnsweredBy.KIND, years=YEARS):
    return selectors.answers_in_groups(by, years=years, viewer=viewer, today=TODAY)


def named(answers):
    return {row.name: row.years for row in answers.rows}


def units_with(cast, label, units, parts_each, principal=None):
    """Units of a kind, each with so many parts."""
    kind = make_unit_kind(label)
    made = [
        make_unit(f"{label} {serial}", kind=kind, principal=principal) for serial in range(units)
    ]
    for _ in range(parts_each):
        make_deviation(cast, to=made)
    return made


def test_the_secretariat_sees_every_row_with_its_medians(cast):
    for days in (2, 4, 9):
        make_answer(make_deviation(cast), by=cast.viewer("bo"), now=NOW + timedelta(days=days))
    make_deviation(cast)
    count(now=NOW + timedelta(days=10))
    kinds = groups(cast.viewer("doris"))
    figures = named(kinds)["BUP"][2026]
    # NOW is a Monday: after 2, 4 and 9 days two, four and seven working days have passed.
    assert figures == Answering(
        received=4,
        answered=3,
        acknowledged=3,
        median_acknowledge=4.0,
        median_answer=4.0,
        units=1,
    )
    assert kinds.county[2026].received == 4
    assert kinds.together == {}
    principals = named(groups(cast.viewer("doris"), AnsweredBy.PRINCIPAL))
    assert principals == {cast.places.region.name: {2026: figures}}
    areas = named(groups(cast.viewer("doris"), AnsweredBy.AREA))
    assert areas == {cast.places.bus_area.name: {2026: figures}}


def test_a_median_of_several_rows_is_that_of_all_their_parts(cast):
    """1, 1, 1 and 30 days at one, 10 at the other: the median of the five is 1, not one in between."""
    second = make_unit("BUMM Ett", kind=make_unit_kind("BUMM"), principal=cast.places.region)
    worker = make_user("Sissel Ask")
    grant_role(worker, Role.CASEWORKER, second)
    for days in (1, 1, 1, 30):
        make_answer(make_deviation(cast), by=cast.viewer("bo"), now=NOW + timedelta(days=days))
    make_answer(
        make_deviation(cast, to=[second]), by=viewer_of(worker), now=NOW + timedelta(days=10)
    )
    count(now=NOW + timedelta(days=40))
    coordinator = make_user("Ragna Tall")
    grant_role(coordinator, Role.COORDINATOR, cast.places.region)
    own = selectors.answers_of_own(years=[2026], viewer=viewer_of(coordinator), today=TODAY)
    assert [row.name for row in own][:-1] == ["BUP", "BUMM"]
    assert own[-1].years[2026].median_answer == 1.0
    assert own[-1].years[2026].answered == 5


@pytest.mark.parametrize("by", [AnsweredBy.PRINCIPAL, AnsweredBy.AREA])
@pytest.mark.parametrize("who", ["bo", "elof", "hedda", "ivar"])
def test_other_principals_and_areas_are_the_secretariats(cast, who, by):
    units_with(cast, "Skola", 4, 4)
    count(now=NOW)
    viewer = cast.viewer(who)
    assert selectors.groupings_of(viewer=viewer) == (AnsweredBy.KIND,)
    asked = groups(viewer, by)
    assert set(named(asked)) <= {"Skola", "BUP"}


@pytest.mark.parametrize("who", ["frej", "gudmund"])
def test_who_reads_no_statistics_gets_none(cast, who):
    units_with(cast, "Skola", 4, 4)
    count(now=NOW)
    asked = groups(cast.viewer(who))
    assert (asked.rows, asked.together, asked.county) == ((), {}, {})
    assert selectors.answers_of_own(years=YEARS, viewer=cast.viewer(who), today=TODAY) == ()


def test_small_kinds_are_put_together_and_nothing_can_be_computed(cast):
    units_with(cast, "Skola", 5, 3)
    units_with(cast, "BUMM", 2, 2)
    units_with(cast, "ALB", 1, 3)
    count(now=NOW)
    asked = groups(cast.viewer("ivar"), years=[2026])
    rows = {row.name: row for row in asked.rows}
    assert rows["Skola"].years[2026].received == 15
    for name in ("BUMM", "ALB"):
        assert rows[name].years == {}
        assert rows[name].together_in == {2026}
    names, together = asked.together[2026]
    assert (set(names), together.received, together.units) == ({"BUMM", "ALB"}, 7, 3)
    assert asked.county[2026].received == 22


def test_when_even_together_they_are_few_nothing_is_shown(cast):
    units_with(cast, "BUMM", 1, 3)
    count(now=NOW)
    asked = groups(cast.viewer("ivar"), years=[2026])
    assert (asked.rows, asked.together, asked.county) == ((), {}, {})


def test_a_coordinator_gets_something_to_compare_with(cast):
    """Nearly all BUP are the region's own; together with another kind they tell of no single other."""
    own = units_with(cast, "BUP", 4, 3, principal=cast.places.region)
    units_with(cast, "BUP", 1, 3)
    units_with(cast, "Skola", 3, 3)
    count(now=NOW)
    coordinator = make_user("Ragna Tall")
    grant_role(coordinator, Role.COORDINATOR, cast.places.region)
    viewer = viewer_of(coordinator)
    _units, kinds = selectors.units_and_kinds(viewer=viewer, period="latest", today=TODAY)
    (bup,) = (one for one in kinds if one.unit.kind_label == "BUP")
    assert bup.own.received == 3 * len(own)
    assert len(bup.kinds.kind_ids) == 2
    assert bup.kind.received == 3 * 8


def test_a_local_group_sees_its_area_when_it_tells_of_nobody(cast):
    units = units_with(cast, "Skola", 8, 3)
    hedda = cast.viewer("hedda")

    def shown():
        count(now=NOW)
        return selectors.answers_of_own(years=[2026], viewer=hedda, today=TODAY)

    def move(units):
        for unit in units:
            unit.area = cast.places.area
            unit.save()

    move(units[:2])
    assert shown() == ()
    move(units[:4])
    (area,) = shown()
    assert area.name == cast.places.bus_area.name
    assert area.years[2026].received == 12
    # All but one: the kind's row less the area's would be the figures of that one.
    move(units[:7])
    assert shown() == ()
    move(units)
    assert shown()[0].years[2026].received == 24


def test_the_figures_of_groups_are_counted_once_with_the_units(cast):
    deviation = make_deviation(cast)
    count(now=NOW)
    rows = {(row.scope, row.scope_id) for row in Figures.objects.filter(period="2026-01--2026-12")}
    places = cast.places
    bup = places.bup
    assert rows == {
        ("unit", bup.pk),
        ("kind", bup.kind_id),
        ("principal", bup.principal_id),
        ("area", places.bus_area.pk),
        ("county", 0),
        ("unit", deviation.reporter_unit_id),
    }
