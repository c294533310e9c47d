"""Can the demo's letters be read and their button followed, and can everybody use the pages of letters?"""

import pytest

from samsyn.mail import services
from samsyn.mail.models import BrokenMailbox, Letter
from samsyn.mail.states import BounceSource
from tests.builders import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TO = "bup@example.com"


@pytest.fixture
def letter(settings, live_server):
    settings.BASE_URL = live_server.url
    services.post_letter(
        kind="test",
        to=TO,
        subject="Samsyn: SAM-2026-0001",
        body=f"Ni har fått en ny avvikelse.\n\nLäs mer: {live_server.url}/hjalp/\n\nSvara inte.",
        language="sv",
        now=NOW,
    )
    services.send_waiting(now=NOW)
    return Letter.objects.get()


def test_a_demo_letter_is_read_and_its_button_leads_out_of_the_frame(
    letter, settings, page, live_server, assert_accessible
):
    settings.DEMO = True
    page.goto(f"{live_server.url}/demo/brevlada/")
    assert_accessible()
    page.get_by_role("link", name=letter.subject).click()
    page.frame_locator("iframe").get_by_role("heading", name="Ni har fått").wait_for()
    assert_accessible()
    page.frame_locator("iframe").get_by_role("link", name="Läs mer").click()
    page.wait_for_url("**/hjalp/")


def test_the_administrators_pages_of_letters(
    cast, letter, page, live_server, sign_in, assert_accessible
):
    services.bounced(letter.message_id, source=BounceSource.REPORT, code="5.1.1", now=NOW)
    sign_in(cast.gudmund)
    for path in ("/system/brev/", "/system/brevlador/"):
        page.goto(live_server.url + path)
        assert page.get_by_text(TO).first.is_visible()
        assert_accessible()
    page.get_by_role("button", name="Den fungerar igen").click()
    page.get_by_text("räknas som en brevlåda som fungerar").wait_for()
    assert not BrokenMailbox.objects.exists()
    page.goto(f"{live_server.url}/system/brev/")
    page.get_by_role("button", name="Skicka igen").click()
    page.get_by_text("skickas igen").first.wait_for()
    assert services.send_waiting(now=NOW) == 1
