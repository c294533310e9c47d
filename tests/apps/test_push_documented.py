"""Does the verification in docs/webhooks.md recognise what we send, and nothing else?"""

import json
import re
from pathlib import Path

import pytest

from samsyn.push import services
from tests.apps.test_push_deriving import MINUTE, make_webhook
from tests.builders import NOW, make_deviation
from tests.receiver import receiving

PAGE = (Path(__file__).parents[2] / "docs/webhooks.md").read_text()
LATER = NOW + MINUTE
SECONDS = LATER.timestamp()
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def is_from_samsyn():
    names = {}
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(code, names)
    return names["is_from_samsyn"]


@pytest.fixture
def told(cast, settings):
    """Send one event: the webhook's secret, the signature and the body as they arrived."""
    settings.WEBHOOK_HOSTS = ["127.0.0.1"]

    def send(*, rotated=False):
        with receiving() as receiver:
            webhook = make_webhook(cast, cast.places.region, url=receiver.url)
            secrets = [webhook.secret]
            if rotated:
                by = cast.viewer("gudmund")
                secrets.append(services.rotate_secret(webhook=webhook, by=by, now=NOW))
            make_deviation(cast)
            services.derive_deliveries(now=LATER)
            services.deliver_due(now=LATER)
        (got,) = receiver.got
        return secrets, got.headers["Samsyn-Signature"], got.body.encode()

    return send


def test_what_we_send_is_recognised(is_from_samsyn, told):
    (secret,), header, body = told()
    assert is_from_samsyn(header, body, secret, SECONDS)
    assert is_from_samsyn(header, body, secret, SECONDS + 299)


def test_nothing_else_is(is_from_samsyn, told):
    (secret,), header, body = told()
    seconds = header.partition(",")[0]
    assert not is_from_samsyn(header, body + b" ", secret, SECONDS)
    assert not is_from_samsyn(header, body, "samsyn_annan", SECONDS)
    assert not is_from_samsyn(header, body, secret, SECONDS + 301)
    newer = header.replace(seconds, f"t={int(SECONDS) + 60}")
    assert not is_from_samsyn(newer, body, secret, SECONDS)
    for nonsense in ("", "t=1", "v1=00", seconds, f"{seconds},v1=", "t=x,v1=y", "t=²,v1=å"):
        assert not is_from_samsyn(nonsense, body, secret, SECONDS)


def test_either_secret_is_enough_while_it_changes(is_from_samsyn, told):
    (old, new), header, body = told(rotated=True)
    assert is_from_samsyn(header, body, old, SECONDS)
    assert is_from_samsyn(header, body, new, SECONDS)


def test_every_key_that_we_send_is_described(told):
    described = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))
    assert described == json.loads(told()[2]).keys()
