"""A year of a group: a plan, a question lifted to the region, and the decision seen by its writer."""

import pytest
from playwright.sync_api import expect

from samsyn.lifts.models import LiftStep
from tests.builders import make_deviation
from tests.lifting import make_body, make_local_group

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 320, "height": 640}}


@pytest.fixture
def visit(page, live_server, sign_in):
    def visited(user, path):
        page.context.clear_cookies()
        sign_in(user)
        page.goto(live_server.url + path)

    return visited


def press(page, name):
    page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()


def question(page, title, words, button):
    page.get_by_label("Frågan i korthet").fill(title)
    page.get_by_label("Frågan med era egna ord").fill(words)
    press(page, button)


def test_from_plan_to_regional_decision(cast, page, visit, assert_accessible):
    make_local_group(cast)
    make_body(cast)
    number = make_deviation(cast).number

    visit(cast.hedda, "/handlingsplaner/")
    press(page, "Påbörja planen för")
    press(page, "Ny punkt")
    assert_accessible()
    page.get_by_label("Prioriterat område").fill("Kallelser som når fram")
    press(page, "Spara")
    expect(page.get_by_role("link", name="Kallelser som når fram")).to_be_visible()
    assert_accessible()

    visit(cast.astrid, f"/avvikelser/{number}/")
    press(page, "Lyft frågan")
    assert_accessible()
    page.get_by_label("BUS Trastby").check()
    question(page, "Vem kallar?", "Det är oklart vem som kallar.", "Lyft frågan")
    expect(page.get_by_text("här är frågan nu")).to_be_visible()
    address = page.url.replace(page.url.split("/lyft/")[0], "")
    assert_accessible()

    visit(cast.hedda, address)
    press(page, "Lyft vidare")
    question(page, "Gruppens fråga", "Gruppen når inte längre.", "Lyft vidare")
    visit(cast.doris, address)
    expect(page.get_by_text("Det är oklart vem som kallar.")).to_have_count(0)
    press(page, "Lyft vidare")
    question(page, "Principfråga", "Länet behöver en regel.", "Lyft vidare")

    visit(cast.ivar, address)
    press(page, "Besluta")
    assert_accessible()
    page.get_by_label("Beslut").fill("Den som ser behovet kallar.")
    page.get_by_label("Åtgärd", exact=False).first.fill("En gemensam rutin.")
    page.get_by_label("Ansvarig").fill("Regionens samordnare")
    press(page, "Spara beslutet")
    expect(page.get_by_role("heading", name="Regional åtgärd")).to_be_visible()
    assert_accessible()
    assert LiftStep.objects.count() == 4

    visit(cast.astrid, f"/avvikelser/{number}/")
    story = page.get_by_role("region", name="Vad hände sedan")
    expect(story).to_contain_text("Den som ser behovet kallar.")
    expect(story).to_contain_text("En gemensam rutin.")
    assert_accessible()
