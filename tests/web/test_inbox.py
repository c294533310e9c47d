"""The lists: what stands in them, how they are narrowed, and that they stay quick."""

from datetime import timedelta

import pytest
import time_machine

from samsyn.audit.models import AuditEvent
from samsyn.deviations import services
from samsyn.deviations.models import Draft
from samsyn.domain.vocabulary import AuditKind
from tests.builders import NOW, make_answer, make_deviation

pytestmark = pytest.mark.django_db


def send_many(cast, count, **more):
    return [make_deviation(cast, title=f"Avvikelse {number}", **more) for number in range(count)]


def warm(client, user):
    client.login_as(user).get("/vem-gor-vad/")
    return client


@pytest.mark.parametrize(
    ("who", "address", "words"),
    [
        ("bo", "/inkorg/", "Inga avvikelser än"),
        ("astrid", "/skickade/", "Ni har inte skickat någon avvikelse"),
        ("astrid", "/utkast/", "Inga utkast"),
        ("doris", "/kopior/", "Inga avvikelser än"),
    ],
)
def test_empty_lists_say_what_comes(client, cast, who, address, words):
    assert words in client.login_as(getattr(cast, who)).get(address).text


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(
    ("who", "address"), [("bo", "/inkorg/"), ("astrid", "/skickade/"), ("doris", "/kopior/")]
)
def test_queries_do_not_grow_with_the_rows(client, cast, count, who, address):
    send_many(cast, count, to=[cast.places.bup, cast.places.external_bup])
    page = warm(client, getattr(cast, who)).get(address, queries=10)
    assert "Avvikelse 0" in page.text or count > 25
    assert f"av {count}" in page.text


def test_pages_have_addresses_that_keep_the_narrowing(client, cast):
    send_many(cast, 26)
    client.login_as(cast.bo)
    first = client.get("/inkorg/?lage=open&ordning=oldest")
    assert "1–25 av 26" in first.text
    assert "?lage=open&amp;ordning=oldest&amp;sida=2" in first.text
    second = client.get("/inkorg/?lage=open&ordning=oldest&sida=2")
    assert "26–26 av 26" in second.text
    assert "1–26 av 26" in client.get("/inkorg/?per=50").text
    for odd in ("sida=x", "sida=-1", "sida=999999", "ar=x", "lage=x", "slag=9'", "per=3"):
        assert client.get(f"/inkorg/?{odd}").status_code == 200


def test_narrowed_by_standing_year_kind_and_words(client, cast):
    first, second = send_many(cast, 2)
    make_answer(first, by=cast.viewer("bo"))
    client.login_as(cast.bo)

    def numbers(query):
        text = client.get(f"/inkorg/?{query}").text
        return [one.number for one in (first, second) if one.number in text]

    assert numbers("lage=answered") == [first.number]
    assert numbers("lage=to_acknowledge") == [second.number]
    assert numbers(f"q={first.number}") == [first.number]
    assert numbers("q=avvikel") == [first.number, second.number]
    assert numbers("q=finnsinte") == []
    assert numbers("ar=2026") == [first.number, second.number]
    assert numbers("niva=structural") == []
    assert numbers(f"slag={cast.places.social.kind_id}") == [first.number, second.number]
    assert "Inget passar urvalet" in client.get("/inkorg/?q=finnsinte").text


def test_what_is_late_says_so_in_words(client, cast):
    make_deviation(cast)
    with time_machine.travel(NOW + timedelta(days=40), tick=False):
        assert "dagar försenat" in client.login_as(cast.bo).get("/inkorg/").text
        assert "dagar försenat" in client.login_as(cast.astrid).get("/skickade/?lage=overdue").text


def test_searching_is_logged_without_its_words(client, cast):
    deviation = make_deviation(cast)
    client.login_as(cast.bo).get("/inkorg/?q=hemligt")
    client.get("/inkorg/")
    searched = AuditEvent.objects.get(kind=AuditKind.SEARCHED)
    assert "hemligt" not in f"{searched.details}{searched.object_label}{searched.reason}"
    assert AuditEvent.objects.get(kind=AuditKind.LISTED).details == {"ids": [deviation.pk]}


def test_the_internal_reference_is_never_found(client, cast):
    make_deviation(cast, internal_reference="Akt4711")
    for who, address in (("astrid", "/skickade/"), ("bo", "/inkorg/"), ("doris", "/kopior/")):
        page = client.login_as(getattr(cast, who)).get(f"{address}?q=akt4711")
        assert "Inget passar urvalet" in page.text


def test_copies_show_masked_titles(client, cast, before_the_guard):
    make_deviation(cast, title="Ring 08-123 45 67")
    for address in ("/kopior/", "/att-gora/"):
        page = client.login_as(cast.doris).get(address)
        assert "Ring [telefonnummer]" in page.text
        assert "08-123" not in page.text


def test_drafts_of_the_unit(client, cast):
    services.start_draft(by=cast.viewer("astrid"), now=NOW, fields={"title": "Halvfärdig"})
    services.start_draft(by=cast.viewer("astrid"), now=NOW)
    page = client.login_as(cast.astrid).get("/utkast/", queries=6)
    assert "Halvfärdig" in page.text
    assert "Utan rubrik" in page.text
    assert "Halvfärdig" not in client.login_as(cast.cecilia).get("/utkast/").text
    assert Draft.objects.count() == 2


def test_cecilia_finds_nothing_of_others(client, cast):
    deviation = make_deviation(cast)
    client.login_as(cast.cecilia)
    for address in ("/inkorg/", "/skickade/", "/utkast/", "/att-gora/"):
        for query in ("", "?q=kallelsen", f"?q={deviation.number}"):
            assert deviation.title not in client.get(address + query).text


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("/inkorg/", ("doris", "frej", "gudmund", "hedda", "ivar")),
        ("/skickade/", ("doris", "frej", "gudmund", "hedda", "ivar")),
        ("/utkast/", ("doris", "elof", "frej", "gudmund", "hedda", "ivar")),
        ("/kopior/", ("astrid", "bo", "cecilia", "elof", "frej", "gudmund", "hedda", "ivar")),
    ],
)
def test_lists_exist_for_their_roles_only(client, cast, address, who):
    for name in who:
        assert client.login_as(getattr(cast, name)).get(address).status_code == 404, name


def test_a_coordinator_sees_what_the_principals_units_have(client, cast):
    make_deviation(cast, by=cast.viewer("bo"), to=[cast.places.social], title="Till socialtjänsten")
    make_deviation(cast, title="Från Koltrasten")
    client.login_as(cast.elof)
    assert "Till socialtjänsten" in client.get("/inkorg/").text
    assert "Från Koltrasten" in client.get("/skickade/").text


def test_downloads_carry_the_same_narrowing(client, cast):
    make_deviation(cast)
    page = client.login_as(cast.bo).get("/inkorg/?lage=open&sida=1")
    assert "/inkorg/export.csv?lage=open" in page.text


def test_a_search_is_paged_like_any_list(client, cast):
    for n in range(27):
        make_deviation(cast, title=f"Kallelse {n:02}", now=NOW + timedelta(minutes=n))
    make_deviation(cast, title="Något annat", what_happened="Inget.")
    client.login_as(cast.bo)
    first = client.get("/inkorg/", {"q": "kallelse"}).text
    second = client.get("/inkorg/", {"q": "kallelse", "sida": "2"}).text
    assert "1–25 av 27" in first and "26–27 av 27" in second
    assert "Kallelse 26" in first and "Kallelse 01" not in first
    assert "Kallelse 01" in second and "Något annat" not in first + second
