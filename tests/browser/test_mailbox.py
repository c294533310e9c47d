"""A unit without an account answers: from its letter, by keyboard alone, 320 px wide, axe on each page."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from samsyn.deviations.models import Answer
from samsyn.mail.models import Letter
from tests.browser.test_journey import Keys
from tests.builders import make_deviation, make_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MAILBOX = "sparven@region.example"


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 320, "height": 640}}


def letter(what):
    """What the newest letter to the mailbox holds."""
    return re.search(what, Letter.objects.filter(recipient=MAILBOX).latest("pk").body)[0]


def type_code(keys):
    keys.to("textbox", "Engångskod")
    keys.page.keyboard.type(letter(r"\b\d{6}\b"))
    keys.page.keyboard.press("Enter")


@pytest.fixture
def keys(page):
    return Keys(page)


@pytest.fixture
def path(cast):
    unit = make_unit("BUP Sparven", principal=cast.places.region, function_mailbox=MAILBOX)
    make_deviation(cast, to=[unit], now=timezone.now())
    return letter(r"/brevlada/\S+/")


def test_from_the_letter_to_the_answer(page, keys, path, live_server, assert_accessible):
    page.goto(live_server.url + path)
    assert_accessible()
    keys.press("button", "Skicka engångskod till brevlådan")
    expect(page.get_by_role("heading", name="Skriv engångskoden")).to_be_visible()
    assert_accessible()
    keys.write("Engångskod", "12345")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="En uppgift behöver rättas")).to_be_visible()
    assert_accessible()
    keys.to("textbox", "Engångskod")
    page.keyboard.press("Control+a")
    type_code(keys)

    expect(page.get_by_text("Mötet hölls utan oss.")).to_be_visible()
    expect(page.get_by_text("som BUP Sparven, utan konto")).to_be_visible()
    assert_accessible()
    keys.press("button", "Kvittera")
    expect(page.get_by_text("Avvikelsen är kvitterad.")).to_be_visible()
    keys.press("link", "Svara")
    keys.choose("Stämmer", steps=1)
    keys.write("Er bild av vad som hände", "Kallelsen nådde fel brevlåda.")
    keys.write("Vad ska göras?", "Ny rutin för kallelser")
    keys.write("Ansvarig funktion", "Enhetschef")
    assert_accessible()
    keys.press("button", "Skicka svaret")
    expect(page.get_by_text("Svaret är skickat.")).to_be_visible()
    assert_accessible()
    assert Answer.objects.get().made_by is None

    keys.press("button", "Stäng")
    expect(page.get_by_role("heading", name="Avvikelsen är stängd här")).to_be_visible()
    assert_accessible()
    page.go_back()
    expect(page.get_by_text("Mötet hölls utan oss.")).to_be_hidden()


def test_an_answer_typed_while_the_visit_ran_out_is_sent_with_a_new_code(
    page, keys, path, live_server, context, assert_accessible
):
    page.goto(live_server.url + path)
    keys.press("button", "Skicka engångskod till brevlådan")
    type_code(keys)
    keys.press("link", "Svara direkt")
    keys.choose("Stämmer", steps=1)
    keys.write("Er bild av vad som hände", "Det tog lång tid att ta reda på.")
    context.clear_cookies()  # as if the computer had been asleep
    keys.press("button", "Skicka svaret")
    expect(page.get_by_text("Det tog lång tid att ta reda på.")).to_be_visible()
    expect(page.get_by_text("Öppna länken i brevet")).to_be_visible()
    assert_accessible()

    other = context.new_page()
    other.goto(live_server.url + path)
    Keys(other).press("button", "Skicka engångskod till brevlådan")
    type_code(Keys(other))
    expect(other.get_by_text("Mötet hölls utan oss.")).to_be_visible()
    page.bring_to_front()
    keys.press("button", "Fortsätt")
    expect(page.get_by_role("heading", name="Du hade blivit utloggad")).to_be_visible()
    keys.press("button", "Fortsätt")
    expect(page.get_by_text("Svaret är skickat.")).to_be_visible()
    assert Answer.objects.get().perspective == "Det tog lång tid att ta reda på."
