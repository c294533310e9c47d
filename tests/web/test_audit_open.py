"""A registrar reads a deviation only after a reason that is logged (requirement 16)."""

import pytest

from samsyn.audit.models import AuditEvent
from tests.builders import make_deviation, make_unit

REASON = "Begäran om allmän handling, dnr 17"


@pytest.fixture
def number(cast):
    return make_deviation(cast, internal_reference="Ärende 4711").number


@pytest.fixture
def as_frej(client, cast):
    return client.login_as(cast.frej)


def test_the_page_asks_before_anything_is_seen(as_frej, number):
    asked = as_frej.get(f"/avvikelser/{number}/")
    assert asked.url == f"/logg/oppna/{number}/"
    page = as_frej.get(asked.url).content.decode()
    assert number in page and "Kallelsen" not in page


def test_a_reason_opens_one_deviation_and_is_logged(as_frej, number, cast):
    answer = as_frej.post(f"/logg/oppna/{number}/", {"reason": REASON})
    assert answer.url == f"/avvikelser/{number}/"
    page = as_frej.get(answer.url).content.decode()
    assert "Kallelsen till mötet" in page and "Ärende 4711" not in page
    event = AuditEvent.objects.get(reason=REASON)
    assert (event.kind, event.object_label, event.actor_name) == ("read", number, "Frej Myrtorva")
    other = make_deviation(cast).number
    assert as_frej.get(f"/avvikelser/{other}/").url == f"/logg/oppna/{other}/"


def test_it_closes_again_after_half_an_hour(as_frej, number, time_machine_later):
    as_frej.post(f"/logg/oppna/{number}/", {"reason": REASON})
    with time_machine_later(minutes=31):
        assert as_frej.get(f"/avvikelser/{number}/").status_code == 302


@pytest.fixture
def time_machine_later():
    from datetime import timedelta

    import time_machine
    from django.utils import timezone

    return lambda **later: time_machine.travel(timezone.now() + timedelta(**later), tick=True)


def test_too_short_a_reason_is_asked_for_again(as_frej, number):
    for reason in ("", "vet ej", "   kort    "):
        assert as_frej.post(f"/logg/oppna/{number}/", {"reason": reason}).status_code == 422
    assert not AuditEvent.objects.filter(kind="read").exists()


def test_another_principals_deviation_does_not_exist_and_the_attempt_is_logged(as_frej, cast):
    stranger = make_unit("BUP Rördrommen", principal=cast.places.other_municipality)
    foreign = make_deviation(cast, by=cast.viewer("cecilia"), to=[stranger]).number
    assert as_frej.post(f"/logg/oppna/{foreign}/", {"reason": REASON}).status_code == 404
    assert as_frej.get(f"/avvikelser/{foreign}/").status_code == 404
    assert AuditEvent.objects.filter(kind="refused", object_label=foreign).count() == 2


@pytest.mark.parametrize("name", ["cecilia", "astrid", "bo", "doris", "elof", "gudmund"])
def test_nobody_else_opens_by_a_reason(client, cast, number, name):
    client.login_as(getattr(cast, name))
    assert client.post(f"/logg/oppna/{number}/", {"reason": REASON}).status_code == 404


def test_a_refused_attempt_is_seen_by_the_concerned_registrar(client, cast, number):
    assert client.login_as(cast.cecilia).get(f"/avvikelser/{number}/").status_code == 404
    page = client.login_as(cast.frej).get("/logg/?kind=refused").content.decode()
    assert "Cecilia Rönnskog" in page and number in page
