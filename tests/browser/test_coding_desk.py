"""The coding desk by keys alone: choose, tick, mark a quotation, save, undo, and switch the keys off."""

import pytest
from playwright.sync_api import expect

from samsyn.coding.models import Coding, QuoteMark, Remark
from samsyn.coding.selectors import themes_in_use
from samsyn.coding.services import AtTheDesk, code_at_desk, ensure_subtype, ensure_theme
from samsyn.domain.vocabulary import Role
from samsyn.events.models import EventLink
from tests.builders import NOW, grant_role, make_deviation, make_user, viewer_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def two(cast):
    # Other browser tests leave no list behind: they empty the tables that migrations filled.
    for theme, subtypes in (("SIP", ("Ej deltagit", "Sen")), ("Remiss", ("Inget svar", "Väntan"))):
        made, _ = ensure_theme(year=2026, name=theme)
        for name in subtypes:
            ensure_subtype(theme=made, name=name)
    return [make_deviation(cast, what_happened=f"Mötet {one} hölls utan oss.") for one in "ab"]


@pytest.fixture
def at_the_desk(cast, two, page, live_server, sign_in):
    sign_in(cast.doris)
    page.goto(f"{live_server.url}/kodning/{two[0].number}/?ar=2026")
    expect(page.locator("[data-keys-switch]")).to_be_visible()
    return page


def press(page, keys):
    for key in keys:
        page.keyboard.press(key)


def test_a_deviation_is_coded_without_the_mouse(at_the_desk, two):
    page, themes = at_the_desk, themes_in_use(2026)
    press(page, "1q2wps")
    expect(page.locator(".case__number")).to_have_text(two[1].number)
    coding = Coding.objects.get()
    assert (coding.deviation_id, coding.theme_id) == (two[0].pk, themes[1].id)
    assert [one.pk for one in coding.subtypes.all()] == [themes[1].subtypes[1].id]
    assert Remark.objects.get().principle_question
    press(page, "z")
    expect(page.locator(".case__number")).to_have_text(two[0].number)
    assert not Coding.objects.exists()


def test_what_is_selected_in_the_text_becomes_a_quotation(at_the_desk):
    page = at_the_desk
    page.locator("[data-quotable] .written").first.select_text()
    page.wait_for_function("getSelection().toString().includes('Mötet a')")
    press(page, "c")
    expect(page.locator("#id_quote")).to_have_value("Mötet a hölls utan oss.")
    page.keyboard.type("s")  # a letter in a field is a letter
    expect(page.locator("#id_quote")).to_have_value("Mötet a hölls utan oss.s")
    page.locator("#id_quote").fill("hölls utan oss")
    page.locator("#codes").click()
    press(page, "0s")
    expect(page.locator(".message")).to_be_visible()
    assert QuoteMark.objects.get().name == "what_happened"


def test_the_same_event_is_linked_by_a_key_and_undone_by_another(at_the_desk, two):
    page = at_the_desk
    press(page, "1h")
    expect(page.locator("[name=same_event]")).to_be_checked()
    expect(page.locator("[name=same_event]")).to_be_in_viewport()
    press(page, "s")
    expect(page.locator(".case__number")).to_have_text(two[1].number)
    expect(page.locator("[name=is_apart]")).to_be_visible()
    assert EventLink.objects.filter(unlinked_at=None).count() == 2
    press(page, "z")
    expect(page.locator(".case__number")).to_have_text(two[0].number)
    assert not EventLink.objects.filter(unlinked_at=None).exists()


def test_two_at_one_desk_are_told_and_lose_nothing(
    at_the_desk, two, sign_in, live_server, cast, assert_accessible
):
    page = at_the_desk
    page.locator("#id_note").fill("Min anteckning")
    by_a_colleague = AtTheDesk(theme_id=None, note="En annan anteckning")
    colleague = make_user("Disa Fjällskär")
    grant_role(colleague, Role.SECRETARIAT)
    code_at_desk(deviation_id=two[0].pk, content=by_a_colleague, by=viewer_of(colleague), now=NOW)
    page.locator("#codes").click()
    press(page, "1s")
    summary = page.locator(".error-summary")
    expect(summary).to_contain_text("En annan anteckning")
    expect(summary).to_be_focused()
    expect(page.locator("#id_note")).to_have_value("Min anteckning")
    expect(page.locator("[name=theme]").first).to_be_checked()
    assert_accessible()


def test_the_keys_can_be_switched_off(at_the_desk):
    page = at_the_desk
    page.locator("[data-keys-switch]").click()
    press(page, "2p")
    expect(page.locator(":checked")).to_have_count(0)
    expect(page.locator("kbd").first).to_be_hidden()
    page.reload()
    press(page, "2")
    expect(page.locator(":checked")).to_have_count(0)
    page.locator("[data-keys-switch]").click()
    press(page, "2")
    expect(page.locator(":checked")).to_have_count(1)
