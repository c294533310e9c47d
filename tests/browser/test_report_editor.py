"""The editor in a browser: it draws and saves while somebody types, and every page is accessible."""

import pytest
from playwright.sync_api import expect

from samsyn.reports import services
from samsyn.reports.models import Passage
from tests.builders import make_deviation
from tests.written_report import YEAR, accept, make_report, take

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = f"/arsrapporter/{YEAR}/"


@pytest.fixture
def report(cast, page, sign_in):
    report = make_report(cast)
    sign_in(cast.doris)
    return report


def test_the_text_is_drawn_and_saved_while_it_is_typed(report, page, live_server):
    page.goto(f"{live_server.url}{PAGE}kapitel/reflection/")
    page.locator("#id_text").fill("Vi har **lärt** oss.")
    expect(page.locator("#forhandsvisning strong")).to_have_text("lärt")
    expect(page.locator("[data-status]")).to_contain_text("Sparat")
    assert Passage.objects.get().text == "Vi har **lärt** oss."
    page.locator("#id_text").press_sequentially(" Mer.")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Texten är sparad.")).to_be_visible()
    assert Passage.objects.get().text.endswith("Mer.")


def test_what_the_guard_holds_back_leaves_neither_by_saving_nor_by_the_preview(
    report, page, live_server
):
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.goto(f"{live_server.url}{PAGE}kapitel/reflection/")
    page.locator("#id_text").fill("Före.")
    expect(page.locator("[data-status]")).to_contain_text("Sparat")
    page.locator("#id_text").fill("Numret är 20121212-1212.")
    expect(page.locator("[data-status]")).to_contain_text("byt först ut uppgiften")
    assert "1212-1212" not in "".join(sent) and Passage.objects.get().text == "Före."
    page.get_by_role("button", name="Byt till [personnummer]").click()
    expect(page.locator("#forhandsvisning")).to_contain_text("Numret är [personnummer].")
    expect(page.locator("[data-status]")).to_contain_text("Sparat")
    assert Passage.objects.get().text == "Numret är [personnummer]."


def test_a_sentence_apart_is_renewed_with_one_press(report, cast, page, live_server):
    accept(report, cast)
    make_deviation(cast)
    page.goto(f"{live_server.url}{PAGE}kapitel/received/")
    expect(page.get_by_text("Meningen säger 3. Ny siffra: 4.").first).to_be_visible()
    page.get_by_role("button", name="Ta den nya meningen").click()
    expect(page.get_by_text("Meningen säger de nya siffrorna.")).to_be_visible()
    expect(page.get_by_text("Meningen stämmer inte med siffrorna")).to_have_count(0)


def test_every_state_of_the_pages_is_accessible(report, cast, page, live_server, assert_accessible):
    accept(report, cast)
    make_deviation(cast)
    before = ["", "kapitel/received/", "kapitel/answers/", "las/", "steg/lamna-in/", "steg/frys/"]
    after = ["", "kapitel/received/", "steg/ratta/", "andrat/1/"]
    for path in before:
        page.goto(live_server.url + PAGE + path)
        assert_accessible()
    page.goto(f"{live_server.url}{PAGE}kapitel/received/")
    page.get_by_role("button", name="Ta den nya meningen").click()
    steps = (services.hand_in, services.approve, services.freeze, services.publish)
    expect(page.get_by_text("Meningen säger de nya siffrorna.")).to_be_visible()
    take(report, cast, *steps)
    for path in after:
        page.goto(live_server.url + PAGE + path)
        assert_accessible()
