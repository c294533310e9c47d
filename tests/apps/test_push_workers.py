"""Two workers at once, and one that is killed with -9: told once at a time, never lost. Both databases."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection

from samsyn.push import services
from samsyn.push.models import Delivery, Webhook
from samsyn.push.services.delivering import CLAIM
from tests.apps.test_push_deriving import MINUTE, make_webhook
from tests.apps.test_trust import at_once
from tests.builders import NOW, make_cast, make_deviation
from tests.receiver import receiving

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
LATER = NOW + MINUTE


@pytest.fixture
def cast(transactional_db, settings):
    settings.WEBHOOK_HOSTS = ["127.0.0.1"]
    return make_cast()


def test_two_workers_look_at_once_and_queue_once(cast):
    make_webhook(cast, cast.places.region)
    for round_ in range(1, 6):
        make_deviation(cast)
        made = at_once(*[lambda: services.derive_deliveries(now=LATER)] * 2)
        assert not [one for one in made if isinstance(one, Exception)], made
        assert Delivery.objects.count() == round_


def test_two_workers_send_at_once_and_each_event_leaves_once(cast):
    with receiving(wait=0.02) as receiver:
        make_webhook(cast, cast.places.region, url=receiver.url)
        for _ in range(15):
            make_deviation(cast)
        services.derive_deliveries(now=LATER)
        sent = at_once(*[lambda: services.deliver_due(now=LATER)] * 3)
        assert sum(sent) == 15
        ids = [got.headers["Samsyn-Event-Id"] for got in receiver.got]
        assert len(ids) == len(set(ids)) == 15


def test_two_workers_switch_off_once(cast):
    from samsyn.audit.models import AuditEvent

    with receiving(status=410) as receiver:
        make_webhook(cast, cast.places.region, url=receiver.url)
        for _ in range(4):
            make_deviation(cast)
        services.derive_deliveries(now=LATER)
        at_once(*[lambda: services.deliver_due(now=LATER)] * 3)
        assert Webhook.objects.get().why_off == "gone"
        assert AuditEvent.objects.filter(details__change="switched_off").count() == 1


def test_two_changes_of_the_secret_at_once_keep_the_first_ones(cast):
    webhook = make_webhook(cast, cast.places.region)
    by = cast.viewer("gudmund")
    secrets = at_once(*[lambda: services.rotate_secret(webhook=webhook, by=by, now=NOW)] * 2)
    webhook.refresh_from_db()
    assert {webhook.secret, webhook.old_secret} == set(secrets)


WORKER = """
import sys, datetime
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
import django
django.setup()
from samsyn.push.services import deliver_due
deliver_due(now=datetime.datetime.fromisoformat(sys.argv[2]))
"""


def test_a_worker_killed_in_the_middle_loses_nothing(cast, tmp_path):
    """kill -9 after the receiver has it and before the worker has noted so."""
    worker = {}

    def kill(_):
        if "pid" in worker:
            os.kill(worker.pop("pid"), signal.SIGKILL)

    with receiving(wait=0.1, on_arrival=kill) as receiver:
        make_webhook(cast, cast.places.region, url=receiver.url)
        make_deviation(cast)
        services.derive_deliveries(now=LATER)
        started = threading.Event()
        receiver.on_arrival = lambda got: (started.wait(10), kill(got))
        database = str(connection.settings_dict["NAME"])
        environment = {**os.environ, "SAMSYN_DATA": str(tmp_path), "SAMSYN_DEMO": "1"}
        process = subprocess.Popen(
            [sys.executable, "-c", WORKER, database, LATER.isoformat()],
            cwd=ROOT,
            env={**environment, "DJANGO_SETTINGS_MODULE": "config.settings"},
        )
        worker["pid"] = process.pid
        started.set()
        assert process.wait(60) == -signal.SIGKILL
        delivery = Delivery.objects.get()
        assert (delivery.delivered_at, delivery.attempts) == (None, 1)
        assert services.deliver_due(now=LATER + CLAIM) == 1
        first, second = receiver.got
        assert first.body == second.body
        assert first.headers["Samsyn-Event-Id"] == second.headers["Samsyn-Event-Id"]
    assert Delivery.objects.get().delivered_at
