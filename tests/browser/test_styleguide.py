import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    "path", ["/", "/styrguide/", "/hjalp/", "/tillganglighet/", "/personuppgifter/", "/finns-inte/"]
)
def test_public_pages_are_accessible(page, live_server, assert_accessible, path):
    page.goto(live_server.url + path)
    assert_accessible()


def test_the_frame_is_accessible_when_signed_in(
    page, live_server, cast, sign_in, assert_accessible
):
    sign_in(cast.astrid)
    page.goto(live_server.url + "/styrguide/")
    expect(page.get_by_text("Koltrastens socialtjänst").first).to_be_visible()
    assert_accessible()


def test_skip_link_is_first_and_leads_to_the_content(page, live_server):
    page.goto(live_server.url + "/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hoppa till innehållet")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_theme_is_remembered_by_the_browser(page, live_server):
    page.emulate_media(color_scheme="light")
    page.goto(live_server.url + "/")
    page.get_by_role("button", name="Växla mellan ljust och mörkt").click()
    page.goto(live_server.url + "/hjalp/")
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")


def test_keys_walk_the_list(page, live_server):
    page.goto(live_server.url + "/styrguide/")
    rows = page.locator("[data-row]")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(rows.nth(1).get_by_role("link")).to_be_focused()
    page.keyboard.press("k")
    expect(rows.nth(0).get_by_role("link")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_label("Sök", exact=True)).to_be_focused()
    page.keyboard.type("jk")
    expect(page.get_by_label("Sök", exact=True)).to_have_value("jk")


def test_error_summary_leads_to_the_field(page, live_server):
    page.goto(live_server.url + "/styrguide/")
    page.get_by_role("link", name="Mottagare – Detta fält måste fyllas i.").click()
    expect(page.locator("#wrong_unit")).to_be_focused()


def test_the_drawer_needs_no_script(browser, live_server, cast, client):
    client.force_login(cast.astrid, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = {
        "name": "samsyn_session",
        "value": client.cookies["samsyn_session"].value,
        "url": live_server.url,
    }
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(live_server.url + "/styrguide/")
    navigation = page.get_by_role("navigation", name="Huvudmeny")
    expect(navigation).to_be_hidden()
    page.get_by_role("button", name="Meny").click()
    expect(navigation).to_be_visible()
    navigation.get_by_role("button", name="Stäng").click()
    expect(navigation).to_be_hidden()
    context.close()
