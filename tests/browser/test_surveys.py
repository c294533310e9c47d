"""A group's answer by keyboard alone, and an anonymous one on a narrow telephone without scripts."""

import pytest
from django.utils import timezone

from samsyn.surveys.models import AnonymousAnswer, GroupAnswer, Invitation
from samsyn.surveys.services.rounds import send_round
from samsyn.surveys.vocabulary import Audience
from tests.surveys import make_group, make_round, scale_version, shipped_questions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 320, "height": 640}


@pytest.fixture
def group(cast):
    return make_group(cast.places.bus_area)


def opened(cast, group, **fields):
    day = timezone.localdate()
    made = make_round([group], opens_on=day, closes_on=day, **fields)
    send_round(made.pk, seen_version=1, by=cast.viewer("doris"), now=timezone.now())
    return made


def focused(page):
    return page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()")


def press_until(page, wanted):
    """Press Tab until an input or button has the focus."""
    for _press in range(80):
        if focused(page).startswith(wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never came to {wanted}")


def test_a_group_answers_by_keyboard(cast, group, page, live_server, sign_in, assert_accessible):
    found = opened(cast, group, version=shipped_questions())
    sign_in(cast.hedda)
    page.goto(f"{live_server.url}/enkater/{found.pk}/svar/{group.pk}/")
    assert_accessible()
    press_until(page, f"took_part_{cast.places.region.pk}")
    page.keyboard.type("Enhetschef")
    for name in ("grupp_finns", "verksamheter", "lokal_overenskommelse"):
        press_until(page, name)
        page.keyboard.press("Space")
    press_until(page, "save")
    page.keyboard.press("Enter")
    page.get_by_text("Sparat. Fortsätt när du vill.").wait_for()
    assert page.locator("#id_grupp_finns_0").is_checked()
    later = ("sip_mall_kand", "sip_mall_fungerar", "hab_kand", "hab_rutiner")
    for name in (*later, "samordningsansvarig", "avvikelser_kand", "avvikelser_fungerar"):
        press_until(page, name)
        page.keyboard.press("Space")
    press_until(page, "send")
    page.keyboard.press("Enter")
    page.get_by_text("Svaret är skickat. Det kan ändras").wait_for()
    assert GroupAnswer.objects.get().sent_at


def test_a_link_is_answered_without_scripts_on_a_narrow_screen(
    cast, group, browser, live_server, page, assert_accessible
):
    found = opened(cast, group, version=scale_version(), audience=Audience.LINK)
    url = f"{live_server.url}/svara/{Invitation.objects.get(round=found).token}/"
    page.goto(url)
    assert_accessible()
    context = browser.new_context(java_script_enabled=False, viewport=NARROW, locale="sv-SE")
    narrow = context.new_page()
    narrow.goto(url)
    narrow.get_by_label("8", exact=True).check()
    narrow.get_by_label("Bra", exact=True).check()
    narrow.get_by_role("button", name="Skicka").click()
    narrow.get_by_role("heading", name="Tack för ditt svar").wait_for()
    assert context.cookies() == []
    context.close()
    assert AnonymousAnswer.objects.get().values == {"trygghet": 8, "mote": "bra"}
