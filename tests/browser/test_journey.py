"""The main journey in a browser: on a 320 px screen, with the keyboard alone, axe on every page."""

import re

import pytest
from playwright.sync_api import expect

from samsyn.deviations.models import AnswerDraft, Deviation, Draft
from samsyn.domain.vocabulary import Role
from tests.builders import grant_role, make_unit, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_TABS = 120


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 320, "height": 640}}


@pytest.fixture
def keys(page):
    return Keys(page)


class Keys:
    """Somebody without a mouse: every press goes to what has focus."""

    def __init__(self, page):
        self.page = page

    def to(self, role, name, key="Tab"):
        wanted = self.page.get_by_role(role, name=name).first
        expect(wanted).to_be_attached()
        for _ in range(MOST_TABS):
            if wanted.evaluate("element => element === document.activeElement"):
                expect(wanted).to_be_in_viewport()
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{role} {name} is not reached by {key}")

    def press(self, role, name):
        self.to(role, name)
        self.page.keyboard.press("Enter")

    def write(self, name, text):
        self.to("textbox", name)
        self.page.keyboard.type(text)

    def choose(self, first, steps=0):
        """A group of radio buttons is entered at its first, or chosen, button."""
        self.to("radio", first)
        for _ in range(steps):
            self.page.keyboard.press("ArrowDown")
        if not steps:
            self.page.keyboard.press("Space")

    def find_unit(self, text, name, role="checkbox"):
        self.to("searchbox", "Sök på verksamhet, ort eller huvudman")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        self.to(role, re.compile(name))
        self.page.keyboard.press("Space")
        expect(self.page.locator("[data-chosen]")).to_contain_text(name)


@pytest.fixture
def visit(page, live_server, sign_in):
    def visited(user, path="/att-gora/"):
        page.context.clear_cookies()
        sign_in(user)
        page.goto(live_server.url + path)

    return visited


def write_deviation(page, keys):
    keys.choose("Ja, vi har talat med dem", steps=1)
    keys.to("combobox", "Vad i överenskommelsen gäller det?")
    page.keyboard.press("ArrowDown")
    keys.choose("Kring ett enskilt barn")
    keys.find_unit("tofs", "BUP Tofsvipan")
    page.keyboard.press("Shift+Tab")
    keys.to("searchbox", "Sök på verksamhet, ort eller huvudman")
    keys.find_unit("storlom", "BUP Storlommen")
    keys.to("textbox", "När hände det?")
    page.keyboard.type("02022026")  # the same day however the browser orders it
    keys.write("Rubrik", "Ingen kom till mötet")
    keys.write("Vad hände?", "Mötet hölls utan de kallade verksamheterna.")
    keys.write("Vad hade ni väntat er?", "Att någon deltog.")
    keys.choose("Ingen", steps=3)


def answer(page, keys, text):
    keys.choose("Stämmer", steps=1)
    keys.write("Er bild av vad som hände", text)
    keys.write("Vad ska göras?", "Ny rutin för kallelser")
    keys.write("Ansvarig funktion", "Enhetschef")


def close_the_lid(page):
    """What was typed has saved itself, and is there when the page is opened again."""
    expect(page.get_by_role("status").filter(has_text="Sparat")).to_be_visible()
    page.goto("about:blank")
    page.go_back()
    expect(page.get_by_text("Här är ditt utkast")).to_be_visible()
    expect(page.get_by_label("Ansvarig funktion").first).to_have_value("Enhetschef")


def test_from_report_to_closing(page, keys, cast, visit, assert_accessible):
    other = make_unit("BUP Duvhöken", principal=cast.places.region)
    dagny = make_user("Dagny Tallskrika")
    grant_role(dagny, Role.CASEWORKER, other)

    visit(cast.astrid)
    assert_accessible()
    keys.press("link", "Ny avvikelse")
    write_deviation(page, keys)
    expect(page.get_by_text("Stanna upp")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Sparat")).to_be_visible()
    assert_accessible()
    keys.press("button", "Granska")
    expect(page.get_by_role("heading", name="Granska och skicka")).to_be_visible()
    assert_accessible()
    keys.press("button", "Skicka till 2 mottagare")
    expect(page.get_by_text("Avvikelsen är skickad")).to_be_visible()
    assert_accessible()

    visit(cast.bo)
    assert_accessible()
    keys.press("button", re.compile("Kvittera"))
    expect(page.get_by_text("Avvikelsen är kvitterad.")).to_be_visible()
    assert_accessible()
    keys.press("link", "Fel mottagare? Omdirigera")
    keys.find_unit("duvh", "BUP Duvhöken", role="radio")
    assert_accessible()
    keys.write("Motivering", "Det gäller en annan mottagning.")
    keys.press("button", "Omdirigera")
    expect(page.get_by_role("heading", name="Inkorg", level=1)).to_be_visible()
    assert_accessible()

    for person, text in ((dagny, "Kallelsen nådde fel brevlåda."), (cast.berit, "Vi var sjuka.")):
        visit(person)
        keys.press("link", "Ingen kom till mötet")
        keys.press("link", "Svara direkt")
        answer(page, keys, text)
        if person == cast.berit:
            close_the_lid(page)
        assert_accessible()
        keys.press("button", "Skicka svaret")
        expect(page.get_by_text("Svaret är skickat.")).to_be_visible()
        assert_accessible()

    for unit in ("BUP Storlommen", "BUP Duvhöken"):
        visit(cast.astrid)
        keys.press("link", re.compile(f"Bedöm svaret från {unit}"))
        assert_accessible()
        keys.choose("Löst genom kommunikation", steps=1)
        keys.press("button", "Spara bedömningen")
        expect(page.get_by_text("Svaret är bedömt.")).to_be_visible()
    keys.press("button", "Avsluta avvikelsen")
    expect(page.get_by_text("Avvikelsen är avslutad.").first).to_be_visible()
    assert_accessible()

    assert not AnswerDraft.objects.exists()

    visit(cast.doris, f"/avvikelser/{Deviation.objects.get().number}/")
    expect(page.get_by_text("Kallelsen nådde fel brevlåda.")).to_be_visible()
    assert_accessible()


def test_a_draft_survives_a_lost_network(page, keys, cast, visit, context):
    visit(cast.astrid, "/avvikelser/ny/")
    status = page.locator("[data-status]")
    context.set_offline(True)
    keys.write("Rubrik", "Utan nät")
    expect(status).to_have_text("Inte sparat. Försöker igen.")
    context.set_offline(False)
    expect(status).to_contain_text("Sparat", timeout=15000)
    assert Draft.objects.get().fields["title"] == "Utan nät"
    assert page.url.endswith(f"/utkast/{Draft.objects.get().submission_key}/")


def test_a_draft_survives_an_expired_log_in(page, keys, cast, visit, context, sign_in):
    visit(cast.astrid, "/avvikelser/ny/")
    context.clear_cookies()
    keys.write("Rubrik", "Efter utloggning")
    expect(page.get_by_text("Du har blivit utloggad")).to_be_visible(timeout=10000)
    expect(page.get_by_role("link", name="Logga in i en ny flik")).to_be_visible()
    sign_in(cast.astrid)  # as in another tab
    expect(page.locator("[data-status]")).to_contain_text("Sparat", timeout=20000)
    keys.press("button", "Spara utkast")
    expect(page.get_by_text("Utkastet är sparat.")).to_be_visible()
    assert Draft.objects.get().fields["title"] == "Efter utloggning"


def test_pressing_a_button_while_a_save_is_under_way_is_no_conflict(page, keys, cast, visit):
    visit(cast.astrid, "/avvikelser/ny/")
    page.route("**/spara/", lambda route: (page.wait_for_timeout(400), route.continue_()))
    keys.write("Rubrik", "Snabba fingrar")
    page.wait_for_timeout(1600)
    keys.press("button", "Spara utkast")
    expect(page.get_by_text("Utkastet är sparat.")).to_be_visible()
