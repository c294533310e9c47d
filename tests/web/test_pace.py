"""Whoever sends faster than a person can is asked to wait, and nothing typed is lost (fault F14)."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from samsyn.deviations.models import Deviation, Draft, Message, StepTaken
from tests.builders import make_deviation
from tests.client import watched
from tests.web.test_draft import address, filled

pytestmark = pytest.mark.django_db
WAIT = "väldigt mycket på kort tid"


@pytest.fixture(autouse=True)
def _three_a_minute(settings):
    settings.STEPS_PER_MINUTE = 3


def review(client, cast, title):
    key = uuid.uuid4()
    client.post(address(key, "granska/"), filled(cast, title=title))
    return key


def test_the_fourth_in_a_minute_waits_and_is_kept(client, cast):
    client.login_as(cast.astrid)
    for n in range(3):
        key = review(client, cast, f"Nummer {n}")
        assert client.post(address(key, "skicka/"), {"version": "1"}).status_code == 302
    key = review(client, cast, "Nummer fyra")
    with watched() as seen:
        refused = client.post(address(key, "skicka/"), {"version": "1"})
    assert refused.status_code == 429 and WAIT in refused.text and "Nummer fyra" in refused.text
    assert not seen.writes
    assert Draft.objects.get().fields["title"] == "Nummer fyra"
    assert Deviation.objects.count() == 3
    StepTaken.objects.update(at=timezone.now() - timedelta(minutes=2))
    assert client.post(address(key, "skicka/"), {"version": "1"}).status_code == 302
    assert Deviation.objects.count() == 4 and not Draft.objects.exists()


def test_others_are_not_held_up(client, cast):
    for _ in range(4):
        make_deviation(cast, now=timezone.now())
    client.login_as(cast.bo)
    key = review(client, cast, "Bos egen")
    words = filled(cast, cast.places.social, title="Bos egen")
    client.post(address(key, "granska/"), {**words, "version": "1"})
    assert client.post(address(key, "skicka/"), {"version": "2"}).status_code == 302


def test_messages_wait_too_with_their_text(client, cast):
    deviation = make_deviation(cast)
    client.login_as(cast.bo)
    path = f"/avvikelser/{deviation.number}/meddelande/"
    for n in range(3):
        words = {"text": f"Hej {n}", "submission_key": uuid.uuid4()}
        assert client.post(path, words).status_code == 302
    refused = client.post(path, {"text": "Hej igen", "submission_key": uuid.uuid4()})
    assert refused.status_code == 429
    assert WAIT in refused.text and "Hej igen" in refused.text
    assert Message.objects.count() == 3
