"""How many queries does a deviation's page ask, whatever has happened to it? At most fourteen (P14)."""

import io
import uuid

import pytest

from samsyn.coding.models import Theme
from samsyn.coding.services.coding import code_deviation
from samsyn.deviations import services
from samsyn.deviations.content import Account
from samsyn.events.services import link_as_one_event
from tests.builders import NOW, make_answer, make_deviation
from tests.files import make_png
from tests.lifting import lift_to_region, make_local_group, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def deviation(cast):
    return make_deviation(cast, to=[cast.places.bup, cast.places.external_bup])


def talked_about(cast, deviation):
    """Answers with measures, a thread, a file and a corrected account: each in a table of its own."""
    for name in ("bo", "berit"):
        make_answer(deviation, by=cast.viewer(name))
    for number in range(12):
        services.write_message(
            deviation_id=deviation.pk,
            submission_key=uuid.uuid4(),
            text=f"Meddelande {number}",
            by=cast.viewer("bo"),
            now=NOW,
        )
    by = {"deviation_id": deviation.pk, "by": cast.viewer("astrid"), "now": NOW}
    services.attach_file(name="karta", file=io.BytesIO(make_png()), **by)
    services.correct_deviation(
        seen_version=type(deviation).objects.get(pk=deviation.pk).version,
        account=Account(title=deviation.title, what_happened="Mötet hölls utan er."),
        reason="Skrev fel",
        **by,
    )


def worked_with(cast, deviation):
    """What the secretariat adds: a theme, and that another report tells of the same event."""
    by = {"by": cast.viewer("doris"), "now": NOW}
    code_deviation(
        deviation_id=deviation.pk, theme_id=Theme.objects.first().pk, source="secretariat", **by
    )
    link_as_one_event(deviation_ids=[deviation.pk, make_deviation(cast).pk], **by)


def lifted_twice(cast, deviation):
    """Two questions that went the whole way; one of them with a decision."""
    group = make_local_group(cast)
    settle(cast, lift_to_region(cast, group, deviation=deviation))
    lift_to_region(cast, group, deviation=deviation)


def asked(client, user, deviation, queries):
    """The page, read by somebody whose session has its CSRF secret: that is written once."""
    client.login_as(user).get("/att-gora/")
    page = client.get(f"/avvikelser/{deviation.number}/", queries=queries)
    assert page.status_code == 200
    return page.text


@pytest.mark.parametrize("who", ["astrid", "bo", "doris"])
def test_everything_at_once_keeps_to_fourteen(client, cast, deviation, who):
    talked_about(cast, deviation)
    worked_with(cast, deviation)
    lifted_twice(cast, deviation)
    page = asked(client, getattr(cast, who), deviation, 14)
    assert "Meddelande 11" in page and "Forumet beslutar om en rutin." in page


@pytest.mark.parametrize("who", ["astrid", "bo"])
def test_words_without_a_lift_ask_twelve(client, cast, deviation, who):
    talked_about(cast, deviation)
    asked(client, getattr(cast, who), deviation, 12)


def test_what_no_step_tells_of_is_not_asked_for(client, cast, deviation):
    asked(client, cast.astrid, deviation, 9)


def test_a_lift_asks_two_more(client, cast, deviation):
    lifted_twice(cast, deviation)
    asked(client, cast.astrid, deviation, 11)
