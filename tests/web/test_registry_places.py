"""Areas and kinds of services on pages: new, renamed, gone up in another; and who may not see them."""

from datetime import date

import pytest
from django.urls import reverse

from samsyn.audit.models import AuditEvent
from samsyn.domain.vocabulary import AreaKind, AuditKind
from samsyn.organisations import selectors
from samsyn.organisations.models import Area, Unit, UnitKind
from samsyn.organisations.registry_entries import AreaEntry, KindEntry, Registry
from samsyn.organisations.services import load_registry
from tests.builders import NOW, make_area, make_deviation, make_unit, make_unit_kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, cast):
    return client.login_as(cast.gudmund)


@pytest.fixture
def city(cast):
    return make_area("Svanstad", parent=cast.places.county)


def page(name, *arguments, **query):
    return reverse(f"registry:{name}", args=arguments, query=query)


def district(city, name, **fields):
    return make_area(name, kind=AreaKind.DISTRICT, parent=city, **fields)


@pytest.mark.parametrize("who", ["astrid", "cecilia", "doris", "elof", "frej", "hedda"])
def test_nobody_else_sees_or_changes_anything(client, cast, who):
    area, kind = cast.places.area, cast.places.bup.kind
    client.login_as(getattr(cast, who))
    forms = [
        page("new_area"),
        page("edit_area", area.pk),
        page("end_area", area.pk),
        page("new_kind"),
        page("edit_kind", kind.pk),
    ]
    words = {"name": "Fel", "short_label": "Fel", "order": 1, "version": 1, "valid_to": NOW.date()}
    for address in (page("kinds"), *forms):
        assert client.get(address).status_code == 404
    for address in forms:
        assert client.post(address, words).status_code == 404
    assert not Area.objects.filter(name="Fel").exists()
    assert not Area.objects.filter(pk=area.pk, valid_to__isnull=False).exists()
    assert not UnitKind.objects.filter(name="Fel").exists()


def test_two_districts_go_up_in_a_new_one(admin, cast, city):
    """As Rinkeby-Kista and Spånga-Tensta became Järva."""
    first, second = district(city, "Alkärr"), district(city, "Björkvad")
    unit = make_unit("Alkärrs skola", area=first)
    gone = make_unit("Alkärrs förra skola", area=first, valid_to=date(2020, 1, 1))
    group = make_area("BUS Svanstad norr", kind=AreaKind.BUS, covers=[first, second])
    listing = admin.get(page("areas", kind="district")).text
    assert page("new_area", kind="district") in listing
    assert "Svanstad" in admin.get(page("new_area", kind="district")).text
    words = {"name": "Järpe", "parent_id": city.pk, "valid_from": "2026-04-01"}
    assert admin.post(page("new_area", kind="district"), words).status_code == 302
    merged = Area.objects.get(name="Järpe")
    assert (merged.kind, merged.parent) == (AreaKind.DISTRICT, city)
    for old, moves in ((first, "on"), (second, "")):
        assert group.name in admin.get(page("end_area", old.pk)).text
        words = {"version": 1, "valid_to": "2026-03-31", "successor": merged.pk}
        admin.post(page("end_area", old.pk), words | ({"moves_units": moves} if moves else {}))
        old.refresh_from_db()
        assert (old.valid_to, old.successor) == (date(2026, 3, 31), merged)
        listing = admin.get(page("areas", kind="district")).text
        assert ("1 verksamhet flyttades" in listing) is bool(moves)
    unit.refresh_from_db()
    gone.refresh_from_db()
    assert (unit.area, gone.area) == (merged, first)
    assert " järpe" in unit.search_text
    days = [
        len(selectors.areas_on(day, kind=AreaKind.DISTRICT))
        for day in (date(2026, 3, 31), date(2026, 4, 1))
    ]
    assert days == [2, 1]
    told = AuditEvent.objects.filter(kind=AuditKind.CHANGED_REGISTRY, object_id=first.pk)
    assert told.get(object_kind="area").details["changes"]["successor"] == [None, "Järpe"]


def test_a_sent_deviation_keeps_the_area_of_its_day(admin, cast):
    deviation = make_deviation(cast)
    old, new = cast.places.area, make_area("Trastköping", parent=cast.places.county)
    words = {"version": 1, "valid_to": "2026-03-31", "successor": new.pk, "moves_units": "on"}
    assert admin.post(page("end_area", old.pk), words).status_code == 302
    assert Unit.objects.get(pk=cast.places.social.pk).area == new
    deviation.refresh_from_db()
    assert deviation.reporter_area_id == old.pk


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"successor": "self"}, "giltigt"),
        ({"successor": "gone_up"}, "redan gått upp"),
        ({"moves_units": "on"}, "Välj vart"),
        ({"valid_to": "1999-01-01"}, "före den första"),
        ({"version": 0}, "Någon annan har ändrat"),
    ],
)
def test_an_end_that_cannot_be_is_refused(admin, cast, city, words, told):
    old = district(city, "Alkärr", valid_from=date(2000, 1, 1))
    gone_up = district(city, "Björkvad", successor=old)
    keys = {"self": old.pk, "gone_up": gone_up.pk}
    words = {name: keys.get(value, value) for name, value in words.items()}
    posted = {"version": 1, "valid_to": "2026-03-31", **words}
    response = admin.post(page("end_area", old.pk), posted)
    assert response.status_code == 422 and told in response.text
    old.refresh_from_db()
    assert (old.valid_to, old.successor) == (None, None)


def test_a_bus_area_is_told_what_it_covers(admin, cast, city):
    county, area = cast.places.county, cast.places.area
    words = {"name": "BUS Svanstad", "parent_id": county.pk, "covers": [city.pk]}
    assert admin.post(page("new_area", kind="bus"), words).status_code == 302
    group = Area.objects.get(name="BUS Svanstad")
    unit = selectors.unit_by_pk(make_unit("Svanstads skola", area=city).pk)
    assert [one.name for one in selectors.bus_areas_of_unit(unit, NOW.date())] == [group.name]
    assert (
        f'value="{city.pk}" class="ds-input" id="id_covers_'
        in admin.get(page("edit_area", group.pk)).text
    )
    words = {**words, "version": 1, "covers": [city.pk, area.pk, county.pk]}
    assert admin.post(page("edit_area", group.pk), words).status_code == 422  # no county
    admin.post(page("edit_area", group.pk), {**words, "covers": [area.pk]})
    assert selectors.bus_areas_of_unit(unit, NOW.date()) == []
    event = AuditEvent.objects.filter(object_kind="area", object_id=group.pk).latest("pk")
    assert event.details["changes"]["covers"] == [["Svanstad"], ["Trastby"]]


def test_an_area_is_only_once_on_its_level_at_a_time(admin, cast, city):
    district(city, "Alkärr", valid_to=date(2020, 12, 31))
    known = Area.objects.count()
    for words in (
        {"name": "alkärr", "parent_id": city.pk},
        {"name": "Nykärr"},
        {"name": "Nykärr", "parent_id": cast.places.county.pk},
        {"name": ""},
    ):
        assert admin.post(page("new_area", kind="district"), words).status_code == 422
    assert Area.objects.count() == known
    words = {"name": "Alkärr", "parent_id": city.pk, "valid_from": "2021-01-01"}
    assert admin.post(page("new_area", kind="district"), words).status_code == 302


def test_without_an_end_there_is_no_successor(admin, cast, city):
    later = district(city, "Björkvad")
    old = district(city, "Alkärr", valid_to=date(2026, 3, 31), successor=later)
    words = {"version": 1, "name": "Alkärr", "parent_id": city.pk}
    admin.post(page("edit_area", old.pk), words)
    old.refresh_from_db()
    assert (old.valid_to, old.successor) == (None, None)


def test_a_later_file_takes_over_what_was_made_by_hand(admin, cast, city):
    admin.post(page("new_area", kind="district"), {"name": "Järpe", "parent_id": city.pk})
    words = {"name": "Familjecentral", "short_label": "Familjecentral", "order": 7}
    admin.post(page("new_kind"), words)
    entries = Registry(
        areas=[
            AreaEntry(key=city.key, name=city.name, kind=AreaKind.MUNICIPALITY),
            AreaEntry(key="bus-jarpe", name="Järpe", kind=AreaKind.BUS),
            AreaEntry(key="sdo-jarpe", name="Järpe", kind=AreaKind.DISTRICT, parent=city.key),
        ],
        kinds=[KindEntry(key="fc", name="Familjecentral", short_label="Familjecentral")],
    )
    made = Area.objects.get(name="Järpe")
    load_registry(registry=entries, dry_run=False, by=cast.viewer("gudmund"), now=NOW)
    made.refresh_from_db()
    assert made.key == "sdo-jarpe"
    assert Area.objects.filter(name="Järpe").count() == 2
    assert UnitKind.objects.get(name="Familjecentral").key == "fc"


def test_a_kind_is_renamed_and_its_units_found_by_the_new_name(admin, cast):
    kind = cast.places.bup.kind
    assert kind.short_label in admin.get(page("kinds")).text
    assert admin.get(page("edit_kind", 0)).status_code == 404
    words = {
        "version": 1,
        "name": "Barnpsykiatri",
        "short_label": "Barnpsyk",
        "aliases": "BUP\nbup\n\nBarnpsyk\nPsyk för unga",
        "order": 3,
    }
    assert admin.post(page("edit_kind", kind.pk), words).status_code == 302
    kind.refresh_from_db()
    assert (kind.name, kind.aliases) == ("Barnpsykiatri", ["BUP", "Psyk för unga"])
    assert " barnpsykiatri" in Unit.objects.get(pk=cast.places.bup.pk).search_text
    assert selectors.unit_kind_by_any_name("psyk för UNGA").id == kind.pk
    late = admin.post(page("edit_kind", kind.pk), {**words, "name": "Sedan"})
    assert late.status_code == 422 and 'value="Sedan"' in late.text
    event = AuditEvent.objects.get(object_kind="unitkind")
    assert event.details["changes"]["short_label"] == ["BUP", "Barnpsyk"]


def test_no_two_kinds_share_a_name(admin, cast):
    make_unit_kind("Förskola", aliases=["Dagis"])
    known = UnitKind.objects.count()
    words = {"name": "Ny", "short_label": "Ny", "order": 1}
    for wrong in ({"name": "förskola"}, {"aliases": "Ny typ\ndagis"}, {"short_label": "!"}):
        assert admin.post(page("new_kind"), words | wrong).status_code == 422
    assert UnitKind.objects.count() == known
    assert admin.post(page("new_kind"), words).status_code == 302
    assert str(UnitKind.objects.get(name="Ny").pk) in admin.get(page("new")).text
