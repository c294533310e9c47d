"""The page of an edition: axe light and dark, 320 px, contents by keyboard, nothing loaded from afar."""

import pytest

from samsyn.exports.report_html import html_of
from tests.made_report import make_report
from tests.published_report import make_edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESS = "/rapporter/2021/utgava-1/"


def test_the_page_of_an_edition_is_accessible(cast, page, live_server, assert_accessible):
    make_edition(cast)
    make_edition(cast, 2, errata="Tabell 1: 3 var 4.")
    page.goto(live_server.url + ADDRESS)
    assert_accessible()
    page.get_by_text("Tabellerna var för sig").click()
    assert_accessible()
    page.goto(live_server.url + "/rapporter/2021/")
    assert_accessible()


def test_the_contents_lead_to_the_chapter_with_the_keyboard(cast, page, live_server):
    make_edition(cast)
    page.goto(live_server.url + ADDRESS)
    page.get_by_role("link", name="Till BUP", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#to-bup")
    assert page.evaluate("document.activeElement.id") == "to-bup"
    assert page.get_by_role("heading", name="Till BUP").is_visible()


def test_a_wide_table_scrolls_in_its_frame_with_the_keyboard(cast, page, live_server):
    make_edition(cast)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(live_server.url + ADDRESS)
    frame = page.get_by_role("group", name="Tabell 2. Mellan och inom huvudmän")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("frame => frame.scrollLeft > 0", arg=frame.element_handle())


def test_a_file_of_its_own_is_accessible_and_asks_nobody(cast, page, assert_accessible, tmp_path):
    target = tmp_path / "rapport.html"
    target.write_bytes(html_of(make_report(number=1, day="2022-05-03")))
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(target.as_uri())
    assert_accessible()
    assert [url for url in asked if not url.startswith("data:")] == [target.as_uri()]
