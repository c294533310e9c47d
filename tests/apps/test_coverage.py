"""Coverage: who takes part, of whom, as then and as now, and who may know it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import samsyn.demo
from samsyn.domain.covering import CountedAs, Grouping, Showing, Took
from samsyn.domain.vocabulary import AreaKind, Role, Scope
from samsyn.organisations.models import Area, Unit
from samsyn.organisations.registry_file import read_registry
from samsyn.organisations.selectors import areas_on
from samsyn.organisations.services import load_registry
from samsyn.participation import selectors
from samsyn.participation.county_grid import placed, positions
from samsyn.participation.selectors import Narrowed, Wanted
from samsyn.participation.services import count, state_nothing
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
THIS_YEAR = selectors.span_of([2026], TODAY)


def covered(viewer, span=THIS_YEAR, **how):
    return {one.unit.name: one for one in selectors.coverage(Wanted(span, **how), viewer=viewer)}


def whole(units):
    return selectors.whole_of(selectors.in_register(units.values()))


def test_sent_received_acknowledged_answered_stated_and_silent(cast):
    make_answer(make_deviation(cast), by=cast.viewer("bo"), now=NOW)
    make_deviation(cast)
    state_nothing(THIS_QUARTER, by=cast.viewer("cecilia"), now=NOW)
    count(now=NOW)
    units = covered(cast.viewer("doris"))
    social, bup = units[cast.places.social.name], units[cast.places.bup.name]
    school = units[cast.places.other_school.name]
    assert social.took == Took(sent=2)
    assert bup.took == Took(received=2, acknowledged=1, answered=1)
    assert (school.took, school.has_stated, school.is_silent) == (Took(), True, False)
    assert school.stated_on == TODAY
    silent = [one for one in units.values() if one.is_silent]
    found = whole(units)
    assert (found.sent, found.received, found.acknowledged, found.answered) == (1, 1, 1, 1)
    assert (found.stated, found.silent) == (1, len(silent))
    assert found.units == 3 + len(silent)


def test_a_statement_is_void_when_something_is_sent_all_the_same(cast):
    state_nothing(THIS_QUARTER, by=cast.viewer("cecilia"), now=NOW)
    make_deviation(cast, by=cast.viewer("cecilia"))
    count(now=NOW)
    school = covered(cast.viewer("doris"))[cast.places.other_school.name]
    assert school.stated_on
    assert not school.has_stated


def test_a_statement_of_another_time_does_not_speak_for_this_one(cast):
    state_nothing("2025-10--2025-12", by=cast.viewer("cecilia"), now=NOW)
    count(now=NOW)
    name = cast.places.other_school.name
    assert not covered(cast.viewer("doris"))[name].has_stated
    assert covered(cast.viewer("doris"), selectors.span_of([2025], TODAY))[name].has_stated
    quarter = selectors.span_of_period(THIS_QUARTER, TODAY)
    assert not covered(cast.viewer("doris"), quarter)[name].has_stated


def test_several_years_are_added_up_and_each_unit_counts_once(cast):
    for year in (2024, 2025, 2026):
        make_deviation(cast, now=datetime(year, 2, 9, 12, tzinfo=UTC))
    count(now=NOW)
    units = covered(cast.viewer("doris"), selectors.span_of([2025, 2026], TODAY))
    assert units[cast.places.social.name].took.sent == 2
    assert whole(units).sent == 1


@pytest.mark.parametrize(("scope", "sent"), [(Scope.ALL, 3), (Scope.BETWEEN, 2), (Scope.WITHIN, 1)])
def test_only_deviations_between_or_within_principals(cast, scope, sent):
    make_deviation(cast)
    make_deviation(cast)
    within = make_unit("Trastby skola", principal=cast.places.municipality)
    make_deviation(cast, to=[within])
    count(now=NOW)
    units = covered(cast.viewer("doris"), scope=scope)
    assert units[cast.places.social.name].took.sent == sent
    assert units["Trastby skola"].took.received == (scope is not Scope.BETWEEN)


def test_the_register_is_that_of_the_time(cast):
    make_unit("Nedlagd", valid_to=date(2025, 6, 30))
    make_unit("Kommande", valid_from=date(2026, 6, 1))
    make_unit("Utom länet", is_external=True)
    make_unit("Gammal", is_historic=True)
    count(now=NOW)
    now, before = (
        selectors.in_register(
            covered(cast.viewer("doris"), selectors.span_of([year], TODAY)).values()
        )
        for year in (2026, 2025)
    )
    assert "Nedlagd" not in {one.unit.name for one in now}
    assert "Nedlagd" in {one.unit.name for one in before}
    for name in ("Kommande", "Utom länet", "Gammal"):
        assert name not in {one.unit.name for one in [*now, *before]}


def test_who_took_part_without_being_in_the_register_is_told_of_beside_it(cast):
    make_deviation(cast, to=[cast.places.external_bup])
    count(now=NOW)
    units = covered(cast.viewer("doris"))
    outside = [one for one in units.values() if not one.is_in_register]
    assert [one.unit.name for one in outside] == [cast.places.external_bup.name]
    assert whole(units).received == 0


@pytest.fixture
def merged(cast):
    """Two units with a deviation each in 2025, which went up in a third one at the turn of the year."""
    new = make_unit("BUP Nya", principal=cast.places.region, kind=cast.places.bup.kind)
    Unit.objects.filter(pk=new.pk).update(valid_from=date(2026, 1, 1))
    for name in ("BUP Gamla ett", "BUP Gamla två"):
        old = make_unit(name, principal=cast.places.region, kind=cast.places.bup.kind)
        make_deviation(cast, to=[old], now=datetime(2025, 2, 9, 12, tzinfo=UTC))
        Unit.objects.filter(pk=old.pk).update(valid_to=date(2025, 12, 31), successor=new)
    count(now=NOW)


def test_merged_units_as_then_and_as_now(cast, merged):
    span = selectors.span_of([2025], TODAY)
    then = covered(cast.viewer("doris"), span)
    now = covered(cast.viewer("doris"), span, counted_as=CountedAs.NOW)
    assert then["BUP Gamla ett"].took == then["BUP Gamla två"].took == Took(received=1)
    assert "BUP Nya" not in then
    assert now["BUP Nya"].took == Took(received=2)
    assert "BUP Gamla ett" not in now
    assert whole(then).units == whole(now).units + 1
    assert (whole(then).received, whole(now).received) == (2, 1)


@pytest.mark.parametrize("by", [Grouping.KIND, Grouping.PRINCIPAL, Grouping.MUNICIPALITY])
def test_groups_add_up_to_the_whole(cast, by):
    make_deviation(cast)
    count(now=NOW)
    units = selectors.in_register(covered(cast.viewer("doris")).values())
    rows = selectors.coverage_by(by, units, also_on=TODAY)
    assert sum(row.units for _name, row in rows) == len(units)
    assert sum(row.sent for _name, row in rows) == 1
    assert sum(row.silent for _name, row in rows) == selectors.whole_of(units).silent


def test_by_district_only_the_city_is_told_of(cast):
    county = Area.objects.create(key="lan", name="Län", kind=AreaKind.COUNTY)
    city = Area.objects.create(key="stad", name="Staden", kind=AreaKind.MUNICIPALITY, parent=county)
    district = {"kind": AreaKind.DISTRICT, "parent": city}
    south = Area.objects.create(key="soder", name="Söder", **district)
    Area.objects.create(key="oster", name="Öster", **district)
    for name, area in (("Söders soc", south), ("Stadens jour", city)):
        unit = make_unit(name)
        Unit.objects.filter(pk=unit.pk).update(area=area)
    count(now=NOW)
    units = selectors.in_register(covered(cast.viewer("doris")).values())
    rows = selectors.coverage_by(Grouping.DISTRICT, units, also_on=TODAY)
    assert [(name, row.units) for name, row in rows] == [("Söder", 1), ("Öster", 0), ("", 1)]


def test_the_list_of_units_is_narrowed(cast):
    make_deviation(cast)
    count(now=NOW)
    units = list(covered(cast.viewer("doris")).values())

    def names(**narrowed):
        return {one.unit.name for one in selectors.shown_units(units, Narrowed(**narrowed))}

    social, bup = cast.places.social, cast.places.bup
    assert names(showing=Showing.SENT) == {social.name}
    assert names(showing=Showing.UNANSWERED) == {bup.name}
    assert social.name not in names(showing=Showing.SILENT)
    assert bup.name in names(showing=Showing.NEVER_SENT)
    assert names(showing=Showing.RECEIVED, kind=social.kind_id) == set()
    assert names(showing=Showing.RECEIVED, principal=bup.principal_id) == {bup.name}


def test_when_a_unit_last_took_part_is_told_of_all_times(cast):
    make_deviation(cast, now=datetime(2024, 5, 6, 12, tzinfo=UTC))
    count(now=NOW)
    doris = cast.viewer("doris")
    units = list(covered(doris).values())
    last = selectors.last_days_of(units, viewer=doris)
    assert last[cast.places.social.pk].sent_on == date(2024, 5, 6)
    assert last[cast.places.social.pk].received_on is None
    assert last[cast.places.bup.pk].received_on == date(2024, 5, 6)


@pytest.mark.parametrize("who", ["astrid", "bo", "frej", "ivar"])
def test_who_may_not_know_gets_nothing(cast, who):
    make_deviation(cast)
    count(now=NOW)
    viewer = cast.viewer(who)
    assert covered(viewer) == {}
    every = list(covered(cast.viewer("doris")).values())
    assert selectors.last_days_of(every, viewer=viewer) == {}


def test_a_coordinator_sees_the_own_principals_units_and_no_others(cast):
    make_deviation(cast)
    count(now=NOW)
    coordinator = make_user("Ragna Tall")
    grant_role(coordinator, Role.COORDINATOR, cast.places.region)
    units = covered(viewer_of(coordinator))
    assert {one.unit.principal_id for one in units.values()} == {cast.places.region.pk}
    assert units[cast.places.bup.name].shows_numbers


def test_a_local_group_sees_its_area_and_no_numbers(cast):
    make_deviation(cast)
    count(now=NOW)
    hedda = cast.viewer("hedda")
    units = covered(hedda)
    assert set(units) == {cast.places.social.name, cast.places.bup.name}
    assert units[cast.places.social.name].belongs(Showing.SENT)
    assert not any(one.shows_numbers for one in units.values())
    assert selectors.last_days_of(units.values(), viewer=hedda) == {}


@pytest.mark.parametrize(("others", "is_shown"), [(2, False), (3, True)])
def test_a_unit_sees_itself_among_its_kind_when_there_are_enough(cast, others, is_shown):
    for serial in range(others):
        make_unit(f"BUP {serial}", kind=cast.places.bup.kind, principal=cast.places.region)
    make_deviation(cast)
    count(now=NOW)
    found = selectors.coverage_of_own_kind(Wanted(THIS_YEAR), viewer=cast.viewer("bo"))
    assert found.own == Took(received=1)
    assert (found.kind is not None) is is_shown
    assert not is_shown or (found.kind.units, found.kind.received) == (others + 1, 1)
    assert selectors.coverage_of_own_kind(Wanted(THIS_YEAR), viewer=cast.viewer("doris")) is None


@pytest.mark.parametrize("kind", [AreaKind.MUNICIPALITY, AreaKind.DISTRICT])
@pytest.mark.parametrize(
    "day", [date(2020, 6, 30), date(2020, 7, 1), date(2023, 6, 30), date(2023, 7, 1), TODAY]
)
def test_no_two_places_of_a_day_share_a_tile(now, kind, day):
    registry = read_registry((Path(samsyn.demo.__file__).parent / "registry.json").read_text())
    load_registry(registry=registry, dry_run=False, by=None, now=now)
    found = placed([one for one in areas_on(day, kind=kind) if one.parent_id], kind)
    assert len({(column, row) for _, column, row in found}) == len(found)
    assert {area.key for area, _, _ in found} <= positions(kind).keys()


def test_a_place_that_is_not_drawn_stands_below_the_others():
    county = Area.objects.create(key="lan", name="Län", kind=AreaKind.COUNTY)
    for name in ("Ny ett", "Ny två"):
        Area.objects.create(key=name, name=name, kind=AreaKind.MUNICIPALITY, parent=county)
    found = placed(areas_on(None, kind=AreaKind.MUNICIPALITY), AreaKind.MUNICIPALITY)
    lowest = max(row for _, row in positions(AreaKind.MUNICIPALITY).values())
    assert [(column, row) for _, column, row in found] == [(1, lowest + 1), (2, lowest + 1)]


def test_the_span_ends_today_and_never_before_it_begins():
    assert selectors.span_of([2026, 2024], TODAY).first == date(2024, 1, 1)
    assert selectors.span_of([2026], TODAY).last == TODAY
    early = TODAY - timedelta(days=900)
    assert selectors.span_of([2026], early).last == date(2026, 1, 1)
    assert selectors.span_of_period("2020-01--2020-03", TODAY) is None
