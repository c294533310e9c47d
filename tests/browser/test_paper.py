"""A paper report by the keyboard alone: filled in, refused with the fields named, then registered."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from samsyn.deviations.models import Deviation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def form(cast, page, live_server, sign_in):
    sign_in(cast.doris)
    page.goto(f"{live_server.url}/registrera/")
    return page


def fill_in_by_keys(page, fields):
    """Go from field to field with the tabulator, as somebody without a mouse does."""
    left = dict(fields)
    for _ in range(80):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name")
        if name in left:
            answer = left.pop(name)
            answer(page) if callable(answer) else page.keyboard.type(answer)
        if not left:
            return
    raise AssertionError(f"not reached with the keyboard: {list(left)}")


def choose(page):
    page.keyboard.press("Space")


def test_the_form_is_accessible_empty_and_with_errors(form, assert_accessible):
    assert_accessible()
    form.locator("main form.draft button[type=submit]").press("Enter")
    summary = form.locator(".error-summary")
    expect(summary).to_be_focused()
    first = summary.locator("a").first
    first.press("Enter")
    expect(form.locator(first.get_attribute("href"))).to_be_focused()
    assert_accessible()


def test_a_report_is_registered_without_the_mouse(form, cast, assert_accessible):
    fields = {
        "reporter": cast.places.social.name,
        "recipients": cast.places.bup.name,
        "point": lambda page: page.keyboard.press("ArrowDown"),
        "level": choose,
        "title": "Kallelse saknades",
        "what_happened": "Som på papperet.",
        "way": choose,
    }
    form.locator("#id_reported_on").fill(timezone.localdate().isoformat())
    form.locator("#id_reported_on").focus()
    fill_in_by_keys(form, fields)
    form.locator("main form.draft button[type=submit]").focus()
    form.keyboard.press("Enter")
    expect(form.locator(".message")).to_contain_text("Rapporten är registrerad")
    assert Deviation.objects.get().title == "Kallelse saknades"
    assert_accessible()
