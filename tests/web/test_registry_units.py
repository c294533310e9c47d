"""The register: list, one unit, new, edit, end, merge, table; and who may see it."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from samsyn.audit.models import AuditEvent
from samsyn.domain.vocabulary import AuditKind
from samsyn.organisations.models import Principal, Unit, UnitAlias
from tests.builders import make_unit

PAGES = ["units", "table", "new", "import", "principals", "new_principal", "areas"]
UNIT_PAGES = ["unit", "edit", "end", "merge"]


@pytest.fixture
def admin(client, cast):
    return client.login_as(cast.gudmund)


def typed(unit, **changes):
    return {
        "version": unit.version,
        "name": unit.name,
        "kind_id": unit.kind_id,
        "principal_id": unit.principal_id,
        "area_id": unit.area_id or "",
        "function_mailbox": unit.function_mailbox,
        **changes,
    }


@pytest.mark.parametrize("who", ["astrid", "bo", "cecilia", "doris", "elof", "frej", "hedda"])
@pytest.mark.parametrize("name", PAGES + UNIT_PAGES)
def test_only_the_administrator_keeps_the_register(client, cast, who, name):
    arguments = [cast.places.bup.pk] if name in UNIT_PAGES else []
    response = client.login_as(getattr(cast, who)).get(reverse(f"registry:{name}", args=arguments))
    assert response.status_code == 404


@pytest.mark.parametrize("name", ["import_write", "new"])
def test_cecilia_gets_404_when_she_posts(client, cast, name):
    response = client.login_as(cast.cecilia).post(reverse(f"registry:{name}"), {"text": "{}"})
    assert response.status_code == 404


def test_whoever_is_not_signed_in_is_sent_to_log_in(client, cast):
    assert client.get(reverse("registry:units")).status_code == 302


def test_list_filters_and_counts(admin, cast):
    make_unit("Älgörtens skola", valid_to=date(2020, 1, 1))
    page = admin.get(reverse("registry:units"), queries=14)
    assert b"BUP Tofsvipan" in page.content and "Älgörten".encode() not in page.content
    everything = admin.get(reverse("registry:units"), {"day": "", "q": "älgört"})
    assert "Älgörtens skola".encode() in everything.content
    external = admin.get(reverse("registry:units"), {"show": "external"})
    assert b"Storlommen" in external.content and b"Tofsvipan" not in external.content


def test_list_as_a_fragment(admin, cast):
    response = admin.fragment(reverse("registry:units"), {"q": "tofs"})
    assert b"BUP Tofsvipan" in response.content and b"<main" not in response.content


def test_nothing_found_says_what_to_do(admin, cast):
    page = admin.get(reverse("registry:units"), {"q": "finnsinte"})
    assert "Pröva ett kortare ord" in page.content.decode()


def test_fifty_a_page(admin, cast):
    for number in range(60):
        make_unit(f"Skola {number:02}")
    page = admin.get(reverse("registry:units"), {"page": 2}, queries=14)
    assert "Visar 51–64 av 64" in page.content.decode()


def test_unit_page(admin, cast):
    unit = cast.places.bup
    make_unit("BUP Vipan", successor=unit, valid_to=date(2019, 12, 31))
    page = admin.get(reverse("registry:unit", args=[unit.pk]), queries=16).content.decode()
    assert "BUP Vipan gick upp i verksamheten" in page and "BUS Trastby" in page
    assert admin.get(reverse("registry:unit", args=[0])).status_code == 404


def test_new_unit(admin, cast):
    places = cast.places
    words = {
        "name": "BUP Tärnan",
        "kind_id": places.bup.kind_id,
        "principal_id": places.region.pk,
        "aliases": "Tärnan\nBUP tärnan\nBUP Fisktärnan",
        "valid_from": "2024-01-01",
    }
    response = admin.post(reverse("registry:new"), words)
    unit = Unit.objects.get(name="BUP Tärnan")
    assert response.headers["Location"] == reverse("registry:unit", args=[unit.pk])
    assert set(unit.aliases.values_list("name", flat=True)) == {"Tärnan", "BUP Fisktärnan"}
    event = AuditEvent.objects.get(kind=AuditKind.CHANGED_REGISTRY)
    assert (event.actor_name, event.object_label) == (cast.gudmund.name, "BUP Tärnan")


def test_wrong_words_are_kept_and_explained(admin, cast):
    words = {"name": "", "function_mailbox": "ingen adress", "note": "Kvar"}
    response = admin.post(reverse("registry:new"), words)
    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_name"' in page and "ingen adress" in page and "Kvar" in page


def test_the_same_name_twice_is_refused(admin, cast):
    response = admin.post(reverse("registry:new"), typed(cast.places.bup))
    assert response.status_code == 422
    assert "har redan en verksamhet med det namnet" in response.content.decode()


def test_edit_keeps_old_and_new_in_the_log(admin, cast):
    unit = cast.places.bup
    response = admin.post(
        reverse("registry:edit", args=[unit.pk]), typed(unit, name="BUP Storspoven")
    )
    assert response.status_code == 302
    event = AuditEvent.objects.get(kind=AuditKind.CHANGED_REGISTRY)
    assert event.details["changes"]["name"] == ["BUP Tofsvipan", "BUP Storspoven"]
    unit.refresh_from_db()
    assert unit.version == 2 and " storspoven" in unit.search_text


def test_of_two_at_once_the_second_is_told_and_keeps_the_words(admin, cast):
    unit = cast.places.bup
    address = reverse("registry:edit", args=[unit.pk])
    admin.post(address, typed(unit, name="Först"))
    second = admin.post(address, typed(unit, name="Sedan"))
    page = second.content.decode()
    assert second.status_code == 409
    assert "Någon annan har ändrat" in page and 'value="Sedan"' in page and "Först" in page
    unit.refresh_from_db()
    assert unit.name == "Först"
    assert f'name="version" value="{unit.version}"' in page
    again = admin.post(address, typed(unit, name="Sedan"))
    assert again.status_code == 302


def test_end(admin, cast):
    unit = cast.places.bup
    address = reverse("registry:end", args=[unit.pk])
    assert b"2026" in admin.get(address).content
    admin.post(address, {"version": unit.version, "valid_to": "2026-03-31"})
    unit.refresh_from_db()
    assert unit.valid_to == date(2026, 3, 31)
    late = admin.post(address, {"version": 1, "valid_to": "2026-04-30"})
    assert late.status_code == 422


def test_merge_asks_first_and_keeps_both_names(admin, cast):
    old, kept = cast.places.bup, make_unit("BUP Ljungpiparen", principal=cast.places.region)
    UnitAlias.objects.create(unit=old, name="Vipan")
    found = admin.get(reverse("registry:merge", args=[old.pk]), {"q": "ljung"})
    address = reverse("registry:merge_into", args=[old.pk, kept.pk])
    assert address.encode() in found.content
    assert "Det här händer" in admin.get(address).content.decode()
    admin.post(address, {"version": old.version, "valid_to": "2026-03-31"})
    old.refresh_from_db()
    assert (old.successor, old.valid_to) == (kept, date(2026, 3, 31))
    assert set(kept.aliases.values_list("name", flat=True)) == {"BUP Tofsvipan", "Vipan"}


def test_merging_in_a_circle_is_refused(admin, cast):
    old, kept = cast.places.bup, make_unit("BUP Ljungpiparen")
    Unit.objects.filter(pk=kept.pk).update(successor=old)
    address = reverse("registry:merge_into", args=[old.pk, kept.pk])
    response = admin.post(address, {"version": 1, "valid_to": "2026-03-31"})
    assert response.status_code == 422 and "redan gått upp" in response.content.decode()


def test_table_holds_what_is_shown_and_no_formula(admin, cast):
    make_unit("=HYPERLINK(1)", contact_function="Samordnare", function_phone="+46 8 1")
    response = admin.get(reverse("registry:table"), {"q": "hyperlink"})
    text = response.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["name"] for row in rows] == ["'=HYPERLINK(1)"]
    assert rows[0]["function_phone"] == "'+46 8 1"
    assert "attachment" in response.headers["Content-Disposition"]


@pytest.mark.parametrize("what", ["principal", "area"])
def test_places_are_listed_and_corrected(admin, cast, what):
    place = cast.places.municipality if what == "principal" else cast.places.area
    listing = admin.get(reverse(f"registry:{what}s"))
    assert place.name in listing.content.decode()
    address = reverse(f"registry:edit_{what}", args=[place.pk])
    assert admin.get(address).status_code == 200
    words = {"version": 1, "name": "Trastköping"}
    assert admin.post(address, words).status_code == 302
    place.refresh_from_db()
    assert place.name == "Trastköping"
    assert " trastköping" in Unit.objects.get(pk=cast.places.social.pk).search_text
    assert admin.post(address, words).status_code == 422  # somebody was first
    assert admin.get(reverse(f"registry:edit_{what}", args=[0])).status_code == 404


def test_a_principal_that_nobody_knew_comes_in_and_can_have_a_unit(admin, cast):
    address = reverse("registry:new_principal")
    assert admin.get(address).status_code == 200
    words = {"name": "Gråhäger skolor AB", "kind": "independent"}
    assert admin.post(address, words).status_code == 302
    made = Principal.objects.get(name="Gråhäger skolor AB")
    assert (made.kind, made.is_external) == ("independent", False)
    assert AuditEvent.objects.filter(kind=AuditKind.CHANGED_REGISTRY, object_id=made.pk).exists()
    assert f'value="{made.pk}"' in admin.get(reverse("registry:new")).text


@pytest.mark.parametrize(
    ("name", "kind"), [("", "independent"), ("Gråhäger skolor AB", ""), ("region", "region")]
)
def test_a_principal_without_name_or_kind_or_known_already_is_refused(admin, cast, name, kind):
    known = Principal.objects.count()
    words = {"name": cast.places.region.name.upper() if name == "region" else name, "kind": kind}
    assert admin.post(reverse("registry:new_principal"), words).status_code == 422
    assert Principal.objects.count() == known
