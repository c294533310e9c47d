"""The statistics page in a real browser: the chart comes after the table, in both themes, at any width."""

import re

import pytest
from playwright.sync_api import expect

from tests.builders import make_deviation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/statistik/?scope=all&by=answered"


@pytest.fixture(autouse=True)
def own_drawings(settings, tmp_path):
    kept = {**settings.CACHES["charts"], "LOCATION": tmp_path / "charts"}
    settings.CACHES = {**settings.CACHES, "charts": kept}


def test_the_chart_is_fetched_drawn_and_accessible(
    cast, page, live_server, sign_in, assert_accessible
):
    make_deviation(cast, to=[cast.places.bup])
    sign_in(cast.doris)
    page.goto(live_server.url + PAGE)
    picture = page.locator(".chart svg")
    expect(picture).to_be_visible(timeout=15_000)
    expect(page.get_by_role("img", name="Rapporter efter besvarad")).to_be_visible()
    assert "Inte besvarad" in picture.text_content()
    assert_accessible()
    page.reload()  # now it lies in the page itself
    expect(picture).to_be_visible(timeout=1_000)


def test_without_javascript_the_picture_is_fetched_by_the_browser(
    cast, browser, page, live_server, sign_in
):
    make_deviation(cast, to=[cast.places.bup])
    sign_in(cast.doris)
    plain = browser.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state()
    )
    other = plain.new_page()
    with other.expect_response(re.compile(r"diagram\.png")) as fetched:
        other.goto(live_server.url + PAGE)
    assert fetched.value.status == 200
    expect(other.locator("img.chart__picture")).to_be_visible()
    assert other.locator("img.chart__picture").bounding_box()["width"] > 300
    plain.close()


def test_a_question_is_asked_with_the_keyboard_only(cast, page, live_server, sign_in):
    make_deviation(cast, to=[cast.places.bup])
    sign_in(cast.doris)
    page.goto(live_server.url + "/statistik/")
    page.get_by_label("Fördela på").focus()
    page.keyboard.type("Besvarad")
    page.keyboard.press("Tab")
    page.get_by_role("link", name="Begränsa").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Besvarad").focus()
    page.keyboard.type("Inte")
    page.get_by_role("button", name="Visa siffrorna").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile("Besvarad: Inte besvarad"))).to_be_visible()
    page.get_by_role("link", name=re.compile("Besvarad: Inte besvarad")).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".filters__chip")).to_have_count(0)
