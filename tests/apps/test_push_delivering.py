"""Does it arrive? At least once, with the same id, signed, patiently, and not for ever."""

import hashlib
import hmac
import json
from datetime import timedelta
from itertools import pairwise

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.domain.access import Everything
from samsyn.push import selectors, services
from samsyn.push.models import Delivery, Webhook
from samsyn.push.services import delivering
from tests.apps.test_push_deriving import MINUTE, make_webhook
from tests.builders import NOW, make_deviation
from tests.receiver import receiving

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LATER = NOW + MINUTE


@pytest.fixture(autouse=True)
def _own_machine(settings):
    settings.WEBHOOK_HOSTS = ["127.0.0.1"]


@pytest.fixture
def receiver():
    with receiving() as one:
        yield one


@pytest.fixture
def webhook(cast, receiver):
    return make_webhook(cast, cast.places.region, url=receiver.url)


@pytest.fixture
def queued(cast, webhook):
    """One event on its way."""
    make_deviation(cast)
    services.derive_deliveries(now=LATER)
    return Delivery.objects.get()


def signatures(got):
    parts = [part.partition("=") for part in got.headers["Samsyn-Signature"].split(",")]
    return {
        "t": next(value for name, _, value in parts if name == "t"),
        "v1": [value for name, _, value in parts if name == "v1"],
    }


def signed_with(secret, got):
    told = f"{signatures(got)['t']}.{got.body}".encode()
    return hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()


def test_an_event_arrives_once_and_signed(webhook, receiver, queued):
    assert services.deliver_due(now=LATER) == 1
    assert services.deliver_due(now=LATER + timedelta(days=1)) == 0
    (got,) = receiver.got
    assert got.body == queued.body
    assert got.headers["Content-Type"] == "application/json; charset=utf-8"
    assert got.headers["Samsyn-Event-Id"] == json.loads(got.body)["id"] == str(queued.event_id)
    assert signatures(got) == {
        "t": str(int(LATER.timestamp())),
        "v1": [signed_with(webhook.secret, got)],
    }
    queued.refresh_from_db()
    assert (queued.delivered_at, queued.attempts, queued.last_status) == (LATER, 1, 200)


def test_after_a_change_both_secrets_sign_for_a_while(cast, webhook, receiver, queued, settings):
    old, by = webhook.secret, cast.viewer("gudmund")
    new = services.rotate_secret(webhook=webhook, by=by, now=LATER)
    services.deliver_due(now=LATER)
    got = receiver.got[-1]
    assert signatures(got)["v1"] == [signed_with(new, got), signed_with(old, got)]
    after = LATER + timedelta(hours=settings.WEBHOOK_OVERLAP_HOURS)
    services.send_again(delivery=queued, by=by, now=after)
    services.deliver_due(now=after)
    got = receiver.got[-1]
    assert signatures(got)["v1"] == [signed_with(new, got)]


def test_a_receiver_that_is_down_and_comes_back_gets_everything(cast, webhook, receiver, queued):
    for n in range(3):
        make_deviation(cast, now=NOW + n * MINUTE)
    services.derive_deliveries(now=NOW + 3 * MINUTE)
    receiver.status, now = 503, NOW + 3 * MINUTE
    for _ in range(5):
        services.deliver_due(now=now)
        now += 10 * MINUTE
    assert not Delivery.objects.exclude(delivered_at=None).exists()
    webhook.refresh_from_db()
    assert webhook.failing_since == NOW + 3 * MINUTE
    receiver.status = 200
    receiver.got.clear()
    for _ in range(6):
        services.deliver_due(now=now)
        now += timedelta(hours=1)
    ids = [got.headers["Samsyn-Event-Id"] for got in receiver.got]
    assert sorted(ids) == sorted(str(one.event_id) for one in Delivery.objects.all())
    assert len(ids) == 4
    webhook.refresh_from_db()
    assert webhook.failing_since is None


def test_a_failing_receiver_costs_one_attempt_a_round(cast, webhook, receiver, queued):
    for _ in range(5):
        make_deviation(cast)
    services.derive_deliveries(now=LATER)
    receiver.status = 500
    services.deliver_due(now=LATER)
    assert len(receiver.got) == 1


def test_it_is_tried_ever_more_seldom_for_a_day_and_then_given_up(webhook, receiver, queued):
    receiver.status, tried = 500, []
    while not queued.given_up_at:
        tried.append(queued.next_attempt_at)
        services.deliver_due(now=queued.next_attempt_at - timedelta(seconds=1))
        services.deliver_due(now=queued.next_attempt_at)
        assert len(receiver.got) == len(tried)
        queued.refresh_from_db()
    services.deliver_due(now=LATER + timedelta(days=2))
    assert len(receiver.got) == len(tried)
    waits = [later - earlier for earlier, later in pairwise(tried)]
    assert waits[0] == MINUTE and max(waits) <= timedelta(hours=4)
    assert waits == sorted(waits)
    assert timedelta(hours=19) < tried[-1] - tried[0] <= timedelta(hours=24)
    assert (queued.given_up_at, queued.last_status) == (tried[-1], 500)
    assert queued.attempts == len(tried) < 20


def test_a_worker_killed_between_sending_and_marking_repeats_the_same_id(
    webhook, receiver, queued, monkeypatch
):
    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(delivering, "_arrived", killed)
        services.deliver_due(now=LATER)
    assert services.deliver_due(now=LATER + timedelta(seconds=30)) == 0, "claimed by the dead one"
    assert services.deliver_due(now=LATER + 3 * MINUTE) == 1
    first, second = receiver.got
    assert first.headers["Samsyn-Event-Id"] == second.headers["Samsyn-Event-Id"]
    assert first.body == second.body


def test_410_switches_off_at_once_and_says_so(webhook, receiver, queued):
    receiver.status = 410
    services.deliver_due(now=LATER)
    webhook.refresh_from_db()
    queued.refresh_from_db()
    assert (webhook.why_off, webhook.switched_off_at) == ("gone", LATER)
    assert queued.given_up_at == LATER
    event = AuditEvent.objects.get(object_kind="webhook", details__change="switched_off")
    assert (event.details["why"], event.actor_id, event.object_label) == ("gone", None, "127.0.0.1")


def test_days_of_failure_switch_off_and_the_doctor_hears_of_it(
    cast, webhook, receiver, queued, settings
):
    receiver.status = 500
    job = Everything("doctor")
    assert selectors.troubled_webhooks(viewer=job) == []
    services.deliver_due(now=LATER)
    assert selectors.troubled_webhooks(viewer=job) == [webhook]
    after = LATER + timedelta(days=settings.WEBHOOK_OFF_DAYS)
    make_deviation(cast, now=after)
    services.derive_deliveries(now=after)
    services.deliver_due(now=after)
    webhook.refresh_from_db()
    assert webhook.why_off == "failing"
    assert selectors.troubled_webhooks(viewer=job) == [webhook]
    tried = len(receiver.got)
    services.deliver_due(now=after + timedelta(hours=5))
    assert len(receiver.got) == tried
    services.switch_on(webhook=webhook, by=cast.viewer("gudmund"), now=after)
    assert selectors.troubled_webhooks(viewer=job) == []


def test_what_the_administrator_switched_off_is_no_trouble(cast, webhook):
    services.switch_off(webhook=webhook, by=cast.viewer("gudmund"), now=NOW)
    assert selectors.troubled_webhooks(viewer=Everything("doctor")) == []


def test_what_waits_when_it_is_switched_off_goes_on_when_it_is_on_again(
    cast, webhook, receiver, queued
):
    by = cast.viewer("gudmund")
    services.switch_off(webhook=webhook, by=by, now=LATER)
    assert services.deliver_due(now=LATER) == 0
    services.switch_on(webhook=webhook, by=by, now=LATER + MINUTE)
    assert services.deliver_due(now=LATER + MINUTE) == 1


def test_a_test_event_is_tried_once_also_while_it_is_off(cast, webhook, receiver):
    by = cast.viewer("gudmund")
    services.switch_off(webhook=webhook, by=by, now=NOW)
    services.send_test(webhook=webhook, by=by, now=NOW)
    receiver.status = 500
    services.deliver_due(now=NOW)
    services.deliver_due(now=NOW + timedelta(days=1))
    (got,) = receiver.got
    body = json.loads(got.body)
    assert (body["event"], body["number"], body["unit"]) == ("test", None, None)
    assert Delivery.objects.get().given_up_at == NOW
    webhook.refresh_from_db()
    assert webhook.failing_since is None, "an attempt by hand says nothing about the days between"


def test_sending_again_keeps_the_id_and_starts_the_day_anew(cast, webhook, receiver, queued):
    services.deliver_due(now=LATER)
    after = LATER + timedelta(days=30)
    services.send_again(delivery=queued, by=cast.viewer("gudmund"), now=after)
    receiver.status = 500
    services.deliver_due(now=after)
    queued.refresh_from_db()
    assert (queued.given_up_at, queued.attempts) == (None, 1)
    receiver.status = 200
    assert services.deliver_due(now=after + MINUTE) == 1
    assert len({got.headers["Samsyn-Event-Id"] for got in receiver.got}) == 1


def test_one_receivers_trouble_is_not_anothers(cast, webhook, receiver):
    with receiving(status=500) as broken:
        make_webhook(cast, cast.places.region, url=broken.url)
        for _ in range(3):
            make_deviation(cast)
        services.derive_deliveries(now=LATER)
        assert services.deliver_due(now=LATER) == 3
        assert len(receiver.got) == 3
        assert len(broken.got) == 1


def test_a_round_ends_in_time_whatever_waits(cast, webhook, receiver, monkeypatch):
    for _ in range(6):
        make_deviation(cast)
    services.derive_deliveries(now=LATER)
    monkeypatch.setattr(delivering, "ROUND_SECONDS", 0.3)
    receiver.wait = 0.2
    assert 1 <= services.deliver_due(now=LATER) <= 3
    receiver.wait = 0
    services.deliver_due(now=LATER + MINUTE)
    assert not Delivery.objects.filter(delivered_at=None).exists()


def test_old_deliveries_are_forgotten_and_waiting_ones_never(cast, webhook, receiver, queued):
    assert services.forget_old_deliveries(now=LATER + timedelta(days=200)) == 0
    services.deliver_due(now=LATER)
    assert services.forget_old_deliveries(now=LATER + timedelta(days=89)) == 0
    after = LATER + timedelta(days=91)
    assert services.forget_old_deliveries(now=after) == 0, "its step would be told anew"
    assert services.derive_deliveries(now=after) == 0
    assert services.forget_old_deliveries(now=after) == 1
    assert services.derive_deliveries(now=after) == 0
    assert Webhook.objects.exists()


def test_the_doctor_names_the_principal_and_the_host_and_never_the_key(webhook):
    from samsyn.commands.doctor import webhook_findings

    assert list(webhook_findings()) == []
    Webhook.objects.update(failing_since=NOW, url="https://system.example/hemlig?nyckel=abc")
    (finding,) = webhook_findings()
    assert "Region Fågelsjö to system.example has taken nothing since 2026-03-09" in finding.text
    assert not finding.stops
    Webhook.objects.update(switched_off_at=NOW, why_off="gone")
    (finding,) = webhook_findings()
    assert "was switched off on 2026-03-09" in finding.text and "nyckel" not in finding.text
