"""The whole registry file: loaded again and again, with what it says about times (45, 46)."""

import json
from datetime import date
from pathlib import Path

import pytest

import samsyn.demo
from samsyn.domain.vocabulary import AreaKind
from samsyn.organisations import selectors, services
from samsyn.organisations.models import Area, Principal, Unit, UnitAlias, UnitKind
from samsyn.organisations.registry_file import NotARegistry, read_registry

FILE = Path(samsyn.demo.__file__).parent / "registry.json"
TODAY = date(2026, 3, 9)


def text_with(**changes):
    return json.dumps({**json.loads(FILE.read_text()), **changes})


def load(now, text=None, dry_run=False):
    registry = read_registry(text or FILE.read_text())
    return services.load_registry(registry=registry, dry_run=dry_run, by=None, now=now)


def row_counts():
    return [model.objects.count() for model in (Principal, Area, UnitKind, Unit, UnitAlias)]


@pytest.fixture
def registry(db, now):
    return load(now)


def test_twice_makes_no_duplicates(registry, now):
    before = row_counts()
    again = load(now)
    assert row_counts() == before
    assert {tally.new + tally.changed for tally in again.tallies.values()} == {0}
    assert again.tallies["units"].unchanged == registry.tallies["units"].new == 75


def test_dry_run_tells_and_writes_nothing(db, now):
    report = load(now, dry_run=True)
    assert report.tallies["areas"].new == 82
    assert row_counts() == [0, 0, 0, 0, 0]


def test_a_wrong_reference_stops_everything(db, now):
    clinic = {"id": "x", "name": "BUP Vråken", "verksamhetstyp": "BUP", "successor": "nowhere"}
    report = load(now, text_with(clinics=[clinic, {"name": "utan id"}]))
    assert [finding.where for finding in report.errors] == ["clinics 2", "x"]
    assert not report.is_written
    assert row_counts() == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("text", ["", "[]", '{"a": 1}', "id,name"])
def test_what_is_no_registry_is_refused(text):
    with pytest.raises(NotARegistry):
        read_registry(text)


def test_the_report_names_what_is_missing(registry):
    said = {finding.where: finding.message for finding in registry.warnings}
    assert "56 av 75" in said["verksamheter"]
    assert "hab-other" in said and "bus-kno" in said


@pytest.mark.parametrize(
    ("day", "districts"),
    [("2020-06-30", 14), ("2020-07-01", 13), ("2023-06-30", 13), ("2023-07-01", 11)],
)
def test_districts_on_a_day(registry, day, districts):
    assert len(selectors.areas_on(date.fromisoformat(day), kind=AreaKind.DISTRICT)) == districts


@pytest.mark.parametrize(
    ("day", "in_the_city"),
    [("2014-05-09", 8), ("2018-12-31", 8), ("2020-01-01", 10), ("2023-11-30", 11)],
)
def test_bus_groups_on_a_day(registry, day, in_the_city):
    groups = selectors.areas_on(date.fromisoformat(day), kind=AreaKind.BUS)
    assert len(groups) == in_the_city + 23


def test_municipalities_are_areas_and_principals(registry):
    assert len(selectors.areas_on(TODAY, kind=AreaKind.MUNICIPALITY)) == 26
    names = {principal.name for principal in selectors.principals_on(TODAY)}
    assert {"Huddinge kommun", "Stockholms stad", "Region Stockholm"} <= names
    assert "Stockholms läns landsting" not in names


def test_an_office_follows_its_district(registry):
    alvsjo = selectors.unit_by_key("soc-sdo-alvsjo")
    assert alvsjo.is_valid_on(date(2020, 6, 30))
    assert not alvsjo.is_valid_on(date(2020, 7, 1))
    then = selectors.name_of_unit_on(alvsjo.id, date(2020, 6, 30))
    assert then == "Älvsjö stadsdelsförvaltning, socialtjänst"
    after = selectors.name_of_unit_on(alvsjo.id, date(2020, 7, 1))
    assert after == "Hägersten-Älvsjö stadsdelsförvaltning, socialtjänst"


def test_a_merger_cannot_be_undone_backwards(registry):
    merged = selectors.unit_by_key("soc-sdo-hagersten-alvsjo")
    assert selectors.name_of_unit_on(merged.id, date(2019, 1, 1)) == merged.name


def test_as_now(registry):
    old, new = selectors.unit_by_key("bup-huddinge"), selectors.unit_by_key("bup-flemingsberg")
    assert selectors.unit_as_now(old.id) == new.id
    assert selectors.successors_of_units()[old.id] == new.id
    assert selectors.name_of_unit_on(new.id, date(2021, 5, 1)) == "BUP Huddinge"


def test_the_region_was_a_county_council(registry):
    region = selectors.principal_by_any_name("Region Stockholm")
    then = selectors.principal_on(region.id, date(2018, 6, 1))
    assert selectors.principals_by_pk([then])[then].name == "Stockholms läns landsting"


def test_out_of_county_units_are_flagged(registry):
    outside = {unit.name: unit for unit in selectors.units_on(TODAY) if unit.is_external}
    assert set(outside) == {"Gnesta kommun, socialtjänst", "BUP Uppsala"}
    assert outside["BUP Uppsala"].principal_name == "Region Uppsala"
    assert all(unit.can_receive(TODAY) for unit in outside.values())


@pytest.mark.parametrize(
    "written", ["bup", "BUP", "Barn- och ungdomspsykiatri, BUP", "barn- och ungdomspsykiatri"]
)
def test_a_kind_by_any_of_its_names(registry, written):
    assert selectors.unit_kind_by_any_name(written).short_label == "BUP"


def test_kinds_stand_in_the_order_of_the_reports(registry):
    labels = [kind.short_label for kind in selectors.kinds_in_order()]
    assert labels[:7] == [
        "Socialtjänst",
        "Elevhälsa",
        "Skola",
        "Förskola",
        "BUP",
        "BUMM",
        "Habilitering och hälsa",
    ]


@pytest.mark.parametrize("written", ["Danderyds kommun", "Danderyd kommun", "Danderyd"])
def test_a_principal_by_any_spelling(registry, written):
    assert selectors.principal_by_any_name(written).name == "Danderyds kommun"


def test_area_chain_and_bus_area(registry):
    farsta = selectors.unit_by_key("bup-farsta")
    chain = [area.name for area in selectors.area_chain(farsta.area_id)]
    assert chain == ["Farsta", "Stockholm", "Stockholms län"]
    assert [area.key for area in selectors.bus_areas_of_unit(farsta, TODAY)] == ["bus-farsta"]
    bus = selectors.area_by_name("BUS Farsta")
    assert farsta.id in selectors.units_of_bus_area(bus.id, TODAY)


def test_what_somebody_entered_survives_the_next_file(registry, now):
    Unit.objects.filter(key="bup-globen").update(
        function_mailbox="funktion@example.com", valid_to=date(2026, 1, 1)
    )
    unit = Unit.objects.get(key="bup-globen")
    unit.area = Area.objects.get(key="kommun-0180")
    unit.save()
    load(now)
    unit.refresh_from_db()
    assert unit.function_mailbox == "funktion@example.com"
    assert unit.valid_to == date(2026, 1, 1)
    assert unit.area.key == "kommun-0180"


def test_a_changed_file_changes_one_unit(registry, now):
    data = json.loads(FILE.read_text())
    data["clinics"][2]["valid_to"] = "2025"
    report = load(now, json.dumps(data))
    assert report.names_of_changed == ["BUP Globen"]
    assert selectors.unit_by_key("bup-globen").valid_to == date(2025, 12, 31)


def test_a_file_takes_over_what_old_deviations_made(db, now):
    card, made = services.ensure_historic_unit(
        name="BUP Globen", kind="BUP", principal_name="Region Stockholm", by=None, now=now
    )
    assert made and card.is_historic
    load(now)
    assert selectors.unit_by_pk(card.id).key == "bup-globen"
    assert selectors.unit_by_any_name("BUP Globen").can_receive(TODAY)
    assert Principal.objects.filter(name="Region Stockholm").count() == 1
    assert UnitKind.objects.filter(short_label="BUP").count() == 1
