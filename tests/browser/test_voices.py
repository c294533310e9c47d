"""The families' voice on the narrowest telephone, without scripts: in Arabic and easy Swedish."""

import pytest
from django.utils import timezone

from samsyn.surveys.models import AnonymousAnswer, Invitation
from samsyn.surveys.services.languages import offer_languages
from samsyn.surveys.services.rounds import send_round
from samsyn.surveys.vocabulary import Audience
from tests.surveys import make_group, make_round, shipped_questions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 320, "height": 640}


def test_a_child_answers_with_faces(cast, browser, live_server, page, assert_accessible):
    group, day = make_group(cast.places.bus_area), timezone.localdate()
    version = shipped_questions("familjernas-rost", 2)
    made = make_round([group], version=version, audience=Audience.LINK, opens_on=day, closes_on=day)
    by, now = cast.viewer("doris"), timezone.now()
    offer_languages(made.pk, version.content["languages"], seen_version=1, by=by, now=now)
    send_round(made.pk, seen_version=2, by=by, now=now)
    url = f"{live_server.url}/svara/{Invitation.objects.get(round=made).token}/"
    page.set_viewport_size(NARROW)
    page.goto(f"{url}?sprak=ar")
    assert_accessible()
    context = browser.new_context(java_script_enabled=False, viewport=NARROW, locale="ar")
    narrow = context.new_page()
    narrow.goto(url)
    face = narrow.locator("svg.pictured__face").first.bounding_box()
    assert face["x"] > NARROW["width"] / 2  # it runs from the right, before the words
    for one in narrow.get_by_role("navigation").get_by_role("link").all():
        box = one.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    assert narrow.get_by_role("heading", level=1).bounding_box()["y"] < NARROW["height"] / 2
    narrow.get_by_role("link", name="Lätt svenska").click()
    asked = narrow.get_by_role("group", name="Kändes det bra att vara på mötet?")
    assert asked.locator("svg").first.bounding_box()["width"] >= 44
    asked.get_by_label("Lite").check()
    narrow.get_by_role("button", name="Skicka").click()
    narrow.get_by_role("heading", name="Tack för ditt svar").wait_for()
    assert context.cookies() == []
    context.close()
    assert AnonymousAnswer.objects.get().values == {"kande_trygg": "delvis"}
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
