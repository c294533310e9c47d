"""The guard in a browser: held back, replaced, undone, called no name, sent; with the keyboard alone too."""

import json
from pathlib import Path

import pytest

from samsyn.deviations.models import Answer, Draft
from tests.builders import make_deviation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EXAMPLES = json.loads((Path(__file__).parents[1] / "data/guard/browser.json").read_text())
NUMBER = "19811228-9874"
PLATE = "KLM 523"


def test_the_browser_finds_what_it_must_hold_back(cast, page, live_server, sign_in):
    sign_in(cast.astrid)
    page.goto(f"{live_server.url}/avvikelser/ny/")
    find = "text => samsynPlainPatterns.find(text).map(one => one.label)"
    for text, labels in EXAMPLES["found"]:
        assert page.evaluate(find, text) == labels, text
    for text in EXAMPLES["clean"]:
        assert page.evaluate(find, text) == [], text


def test_a_number_never_leaves_the_browser_until_it_is_replaced(cast, page, live_server, sign_in):
    sign_in(cast.astrid)
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.goto(f"{live_server.url}/avvikelser/ny/")
    text = page.get_by_label("Vad hände?")
    text.fill(f"Vi sökte {NUMBER} och åter {NUMBER}.")
    held = page.locator("[data-guard=id_what_happened]")
    held.locator("[data-guard-held]").wait_for()
    page.get_by_label("Rubrik").fill("Kallelsen kom inte fram")
    page.get_by_text("Sparat").wait_for()
    assert Draft.objects.get().fields["title"] == "Kallelsen kom inte fram"
    page.get_by_role("button", name="Granska").click()
    assert held.get_by_role("button", name="Byt till [personnummer]").evaluate(
        "one => one === document.activeElement"
    )
    assert not any(NUMBER in (body or "") for body in sent)
    page.keyboard.press("Enter")
    assert text.input_value() == "Vi sökte [personnummer] och åter [personnummer]."
    page.keyboard.press("Enter")  # the focus stands on undo
    assert text.input_value() == f"Vi sökte {NUMBER} och åter {NUMBER}."
    held.get_by_role("button", name="Byt till [personnummer]").click()
    with page.expect_response("**/spara/"):
        pass
    assert Draft.objects.get().fields["what_happened"] == text.input_value()
    assert not any(NUMBER in (body or "") for body in sent)


def test_a_role_is_not_said_twice(cast, page, live_server, sign_in):
    sign_in(cast.astrid)
    page.goto(f"{live_server.url}/avvikelser/ny/")
    text = page.get_by_label("Vad hände?")
    text.fill(
        "Enligt kurator Annika blev det inte av. Kurator Annika ringde, kuratorn Annika också."
    )
    panel = page.locator("[data-guard=id_what_happened]")
    panel.get_by_role("button", name="Byt till [kurator]").click()
    shown = "Enligt [kurator] blev det inte av. [kurator] ringde, kuratorn [kurator] också."
    assert text.input_value() == shown


def test_replace_undo_choose_and_send(cast, page, live_server, sign_in, assert_accessible):
    number = make_deviation(cast).number
    sign_in(cast.bo)
    page.goto(f"{live_server.url}/avvikelser/{number}/svara/")
    page.get_by_label("Stämmer", exact=True).check()
    text = page.get_by_label("Er bild av vad som hände")
    text.fill(f"\N{GRINNING FACE} Vi stod vid {PLATE}, och\nsedan vid {PLATE}.")
    panel = page.locator("[data-guard=id_perspective]")
    panel.get_by_text("på 2 ställen").wait_for()
    assert_accessible()
    panel.get_by_role("button", name="Byt till [bil]").click()
    assert text.input_value() == "\N{GRINNING FACE} Vi stod vid [bil], och\nsedan vid [bil]."
    panel.get_by_role("button", name="Ångra").click()
    assert PLATE in text.input_value()
    panel.get_by_role("button", name="Är ingen personuppgift").click()
    panel.get_by_text("ingen personuppgift", exact=False).wait_for()
    panel.get_by_role("button", name="Ångra").wait_for()
    assert_accessible()
    page.get_by_role("button", name="Skicka svaret").click()
    page.get_by_text("Svaret är skickat.").wait_for()
    assert Answer.objects.get().perspective.count(PLATE) == 2
