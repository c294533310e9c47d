"""Unanswered ones: who sees which, the latest first, and how little a local group learns."""

import csv
import io
from datetime import timedelta

import pytest
import time_machine

from samsyn.audit.models import AuditEvent
from samsyn.deviations import services
from samsyn.domain.vocabulary import AuditKind, Role
from tests.builders import NOW, grant_role, make_answer, make_area, make_deviation, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/obesvarade/"


def acknowledge(cast, deviation, *, who="bo", now=NOW):
    viewer = cast.viewer(who)
    part = deviation.addressings.get(unit_id=viewer.unit_id)
    services.acknowledge(
        deviation_id=deviation.pk,
        addressing_id=part.pk,
        seen_version=part.version,
        by=viewer,
        now=now,
    )


def as_csv(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.fixture
def two(cast, before_the_guard):
    """One to both BUP clinics, where Bo has acknowledged; one among strangers that nobody sees here."""
    theirs = make_deviation(
        cast, to=[cast.places.bup, cast.places.external_bup], title="Ring 08-123 45 67"
    )
    foreign = make_deviation(cast, by=cast.viewer("cecilia"), to=[cast.places.external_bup])
    acknowledge(cast, theirs)
    return theirs, foreign


def recipients(client, user, query=""):
    rows = as_csv(client.login_as(user).get(f"{ADDRESS}export.csv{query}"))
    return sorted((row["Nummer"], row["Väntar på"]) for row in rows)


def test_each_role_sees_what_concerns_it(client, cast, two):
    theirs, foreign = (one.number for one in two)
    bup, external = cast.places.bup.name, cast.places.external_bup.name
    assert recipients(client, cast.bo) == [(theirs, bup)]
    assert recipients(client, cast.bo, "?vilka=hos-andra") == []
    assert recipients(client, cast.astrid) == []
    assert recipients(client, cast.astrid, "?vilka=hos-andra") == sorted(
        [(theirs, bup), (theirs, external)]
    )
    assert recipients(client, cast.cecilia, "?vilka=hos-andra") == [(foreign, external)]
    assert recipients(client, cast.elof) == []
    assert recipients(client, cast.doris) == sorted(
        [(theirs, bup), (theirs, external), (foreign, external)]
    )


def test_a_coordinator_sees_what_waits_at_the_principals_units(client, cast):
    deviation = make_deviation(cast, by=cast.viewer("bo"), to=[cast.places.social])
    assert recipients(client, cast.elof) == [(deviation.number, cast.places.social.name)]
    # Also with the word that means "what we have written": there is one list only.
    assert recipients(client, cast.elof, "?vilka=hos-andra") == recipients(client, cast.elof)


def test_a_local_group_sees_numbers_units_and_days_and_nothing_of_the_case(client, cast, two):
    theirs, foreign = two
    page = client.login_as(cast.hedda).get(ADDRESS)
    in_area = recipients(client, cast.hedda)
    assert [number for number, _ in in_area] == [theirs.number]
    assert theirs.number in page.text
    assert cast.places.social.name in page.text
    assert foreign.number not in page.text
    assert theirs.title not in page.text
    assert "08-123" not in page.text
    assert f"/avvikelser/{theirs.number}/" not in page.text
    head = b"".join(client.get(f"{ADDRESS}export.csv").streaming_content).decode("utf-8-sig")
    assert "Rubrik" not in head
    assert theirs.title not in head


def test_a_group_of_another_area_sees_nothing_of_it(client, cast, two):
    elsewhere = make_area("BUS Siskaryd", kind="bus", covers=[cast.places.other_area])
    member = make_user("Signe Lomvik")
    grant_role(member, Role.GROUP_MEMBER, elsewhere)
    page = client.login_as(member).get(ADDRESS)
    assert two[0].number not in page.text
    assert "Ingenting är obesvarat" in page.text


def test_the_secretariat_gets_masked_titles_that_lead_to_the_copy(client, cast, two):
    page = client.login_as(cast.doris).get(ADDRESS)
    assert "Ring [telefonnummer]" in page.text
    assert "08-123" not in page.text
    assert f"/avvikelser/{two[0].number}/" in page.text


def test_most_days_late_first_whichever_day_was_missed(client, cast):
    silent = make_deviation(cast, now=NOW)
    acknowledged = make_deviation(cast, now=NOW - timedelta(days=20))
    acknowledge(cast, acknowledged)
    fresh = make_deviation(cast, now=NOW + timedelta(days=11))
    with time_machine.travel(NOW + timedelta(days=11), tick=False):
        rows = as_csv(client.login_as(cast.bo).get(f"{ADDRESS}export.csv"))
    late = [(row["Nummer"], int(row["Dagar försenad"])) for row in rows]
    # Acknowledged: to answer within 30 days, a day ago. Silent: to acknowledge by Monday, 4 days ago.
    assert late == [(silent.number, 4), (acknowledged.number, 1), (fresh.number, 0)]


def test_narrowed_by_what_is_owed(client, cast, two):
    silent = make_deviation(cast)
    assert recipients(client, cast.bo, "?lage=kvittens") == [(silent.number, cast.places.bup.name)]
    assert recipients(client, cast.bo, "?lage=svar") == [(two[0].number, cast.places.bup.name)]
    assert len(recipients(client, cast.bo, "?lage=nonsens")) == 2
    for query in ("?lage=kvittens", "?lage=x&vilka=x&sida=x", "?sida=99999"):
        assert client.login_as(cast.bo).get(f"{ADDRESS}{query}").status_code == 200


def test_what_is_answered_or_ended_waits_no_more(client, cast, two):
    make_answer(two[0], by=cast.viewer("bo"))
    assert recipients(client, cast.bo) == []
    services.withdraw_deviation(
        deviation_id=two[1].pk,
        seen_version=two[1].version,
        reason="Skickad till fel",
        by=cast.viewer("cecilia"),
        now=NOW,
    )
    numbers = {number for number, _ in recipients(client, cast.doris)}
    assert numbers == {two[0].number}


def test_empty_lists_say_so(client, cast):
    for who in ("astrid", "elof", "hedda", "doris"):
        page = client.login_as(getattr(cast, who)).get(ADDRESS)
        assert "Ingenting är obesvarat" in page.text, who


@pytest.mark.parametrize("who", ["frej", "gudmund", "ivar"])
def test_it_does_not_exist_for_other_roles(client, cast, two, who):
    client.login_as(getattr(cast, who))
    assert client.get(ADDRESS).status_code == 404
    assert client.get(f"{ADDRESS}export.csv").status_code == 404


@pytest.mark.parametrize("count", [1, 60])
@pytest.mark.parametrize("who", ["bo", "hedda", "doris"])
def test_queries_do_not_grow_with_the_rows(client, cast, count, who):
    for _ in range(count):
        make_deviation(cast)
    client.login_as(getattr(cast, who)).get("/vem-gor-vad/")
    page = client.get(ADDRESS, queries=11)
    assert f"av {count}" in page.text
    assert ("sida=2" in page.text) is (count > 50)


def test_looking_and_taking_out_are_logged(client, cast, two):
    client.login_as(cast.hedda).get(ADDRESS)
    assert AuditEvent.objects.get(kind=AuditKind.LISTED).details == {"ids": [two[0].pk]}
    b"".join(client.get(f"{ADDRESS}export.csv").streaming_content)
    assert AuditEvent.objects.get(kind=AuditKind.EXPORTED).details["rows"] == 1
