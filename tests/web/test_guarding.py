"""The guard on the pages: while writing, at review, at sending; and the list of those who keep it."""

import logging
import re

import pytest
from django.urls import reverse

from samsyn.audit.models import AuditEvent
from samsyn.deviations.models import Answer, Deviation, Draft, Measure, Message
from samsyn.guarding import readings
from samsyn.guarding.models import NotName
from samsyn.guarding.readings import forget_readings
from samsyn.guarding.services import add_not_name
from tests.builders import NOW, make_deviation
from tests.web.guests import make_mailed, session_of_guest

NUMBER = "19811228-9874"
PLATE = "KLM 523"
HOSTILE = '"><script>alert(1)</script>'
SCAN = "/vakten/las/"
LIST = "/ej-namn/"


@pytest.fixture
def bo(client, cast):
    return client.login_as(cast.bo)


@pytest.fixture
def way(cast):
    return f"/avvikelser/{make_deviation(cast).number}/"


def answer(text, **more):
    management = {"measures-TOTAL_FORMS": "1", "measures-INITIAL_FORMS": "0"}
    return {"version": "1", "view": "agrees", "perspective": text, **management, **more}


def buttons(page, what):
    found = re.findall(rf'name="guard" value="({what}:[^"]*)"', page.text)
    return [one.replace("&amp;", "&").replace("&quot;", '"').replace("&lt;", "<") for one in found]


def test_a_certain_finding_refuses_and_keeps_what_was_typed(bo, way):
    refused = bo.post(f"{way}svara/", answer(f"Vi sökte {NUMBER} igen."))
    assert refused.status_code == 422 and not Answer.objects.exists()
    assert f"Vi sökte {NUMBER} igen." in refused.text
    assert "Byt till [personnummer]" in refused.text and not buttons(refused, "keep")
    (press,) = buttons(refused, "replace")
    shown = bo.post(f"{way}svara/", answer(f"Vi sökte {NUMBER} igen.", guard=press))
    assert shown.status_code == 200 and not Answer.objects.exists()
    assert shown.context["form"]["perspective"].value() == "Vi sökte [personnummer] igen."
    (undo,) = buttons(shown, "undo")
    before = {"guard_before-perspective": f"Vi sökte {NUMBER} igen."}
    again = bo.post(f"{way}svara/", answer("Vi sökte [personnummer] igen.", guard=undo, **before))
    assert again.context["form"]["perspective"].value() == before["guard_before-perspective"]
    bo.post(f"{way}svara/", answer("Vi sökte [personnummer] igen."))
    assert Answer.objects.get().perspective == "Vi sökte [personnummer] igen."


def test_no_choice_lets_a_certain_finding_through(bo, way):
    sent = answer(f"Vi sökte {NUMBER} igen.", no_name=NUMBER)
    assert bo.post(f"{way}svara/", sent).status_code == 422
    assert not Answer.objects.exists()


def test_a_possible_finding_asks_in_every_field_and_one_choice_goes_for_all(bo, way):
    rows = {"measures-0-text": f"Stanna vid {PLATE}.", "measures-0-responsible_function": "Chef"}
    typed = answer(f"Vid {PLATE} och {PLATE} igen.", **rows)
    asked = bo.post(f"{way}svara/", typed)
    assert asked.status_code == 422 and not Answer.objects.exists()
    assert buttons(asked, "keep") == [f"keep:perspective:{PLATE}", f"keep:measures-0-text:{PLATE}"]
    assert "på 2 ställen" in asked.text
    chosen = bo.post(f"{way}svara/", typed | {"guard": f"keep:perspective:{PLATE}"})
    assert chosen.status_code == 200 and 'name="no_name" value="KLM 523"' in chosen.text
    assert not Answer.objects.exists()
    bo.post(f"{way}svara/", typed | {"no_name": PLATE})
    assert Answer.objects.get().perspective == typed["perspective"]
    assert Measure.objects.get().text == rows["measures-0-text"]


def test_all_occurrences_are_replaced_together_and_only_those(bo, way):
    typed = answer(
        f"Vid {PLATE}, åter {PLATE}, och {NUMBER}.", guard=f"replace:perspective:{PLATE}"
    )
    shown = bo.post(f"{way}svara/", typed)
    assert shown.context["form"]["perspective"].value() == f"Vid [bil], åter [bil], och {NUMBER}."


@pytest.mark.parametrize("step", ["avboj/", "meddelande/"])
def test_reasons_and_messages_are_read_too(bo, way, step):
    field = "text" if step == "meddelande/" else "reason"
    key = "00000000-0000-4000-8000-000000000001"
    typed = {"version": "1", "submission_key": key, field: f"Gäller {NUMBER}."}
    refused = bo.post(way + step, typed)
    assert refused.status_code == 422 and NUMBER in refused.context["form"][field].value()
    assert not Message.objects.exists() and not Deviation.objects.get().steps.filter(reason__gt="")


def test_a_guest_of_the_mailbox_is_asked_as_everybody(client, cast):
    things = make_mailed(cast)
    client.cookies["samsyn_session"] = session_of_guest(things)
    way = f"/avvikelser/{things['mailed']}/"
    refused = client.post(f"{way}meddelande/", {"text": NUMBER, "version": "1"})
    assert refused.status_code == 422 and "Byt till [personnummer]" in refused.text
    read = client.post(SCAN, {"text": NUMBER}, headers={"HX-Request": "true"})
    assert "[personnummer]" in read.text


OF_THE_COUNTY = (
    ("/statistik/sma-tal/", "reason"),
    ("/statistik/serier/publicerade/nytt/", "source"),
    ("/statistik/serier/seriebrott/nytt/", "words_sv"),
    ("/statistik/serier/seriebrott/nytt/", "words_en"),
    ("/register/ny/", "note"),
)


@pytest.mark.parametrize(("way", "field"), OF_THE_COUNTY)
def test_what_is_written_about_the_county_is_read_as_everything_else(client, cast, way, field):
    client.login_as(cast.gudmund if "register" in way else cast.doris)
    refused = client.post(way, {field: f"Gäller {NUMBER}."})
    assert refused.status_code == 422
    assert f"Gäller {NUMBER}." in refused.text and "Byt till [personnummer]" in refused.text


def test_the_log_takes_no_name_that_nothing_could_remove(client, cast):
    client.login_as(cast.frej)
    way = f"/logg/oppna/{make_deviation(cast).number}/"
    for reason, kept in ((f"Vi sökte {NUMBER} igen.", NUMBER), ("Mamman till Leyla bad.", "Leyla")):
        refused = client.post(way, {"reason": reason})
        assert refused.status_code == 422 and reason in refused.text
        assert not AuditEvent.objects.filter(reason__contains=kept).exists()
    assert client.post(way, {"reason": "Begäran enligt dnr 2026-1717"}).status_code == 302


# Drafts: may hold anything, are asked about at review, and what is chosen is not stored with them ---


def filled(cast, **more):
    return {
        "direct_contact": "yes",
        "contact_text": "Vi pratade.",
        "point": f"{cast.agreement.pk}-{cast.agreement.points.first().pk}",
        "level": "individual",
        "recipients": [str(cast.places.bup.pk)],
        "happened_on": "2026-01-30",
        "title": "Kallelsen kom inte fram",
        "what_happened": "Mötet hölls utan oss.",
        "what_was_expected": "Att alla kallas.",
        "consequence": "minor",
        "version": "0",
        **more,
    }


@pytest.fixture
def draft():
    key = "00000000-0000-4000-8000-00000000000a"
    return f"/avvikelser/utkast/{key}/"


@pytest.fixture
def astrid(client, cast):
    return client.login_as(cast.astrid)


def test_review_asks_and_the_choice_is_remembered_by_the_session_alone(astrid, cast, draft):
    typed = filled(cast, what_happened=f"Vi väntade vid {PLATE}.")
    page = astrid.post(f"{draft}granska/", typed, follow=True)
    assert "Vakten undrar" in page.text and Draft.objects.get().fields["what_happened"]
    stopped = astrid.post(f"{draft}skicka/", {"version": "1"})
    assert stopped.status_code == 422 and "Välj för varje ord" in stopped.text
    assert not Deviation.objects.exists()
    chosen = astrid.post(
        f"{draft}granska/vakten/", {"version": "1", "guard": f"keep:what_happened:{PLATE}"}
    )
    assert "ingen personuppgift" in chosen.text
    assert PLATE.casefold() not in str(dict(astrid.session)).casefold()
    sent = astrid.post(f"{draft}skicka/", {"version": str(Draft.objects.get().version)})
    assert sent.status_code == 302
    assert Deviation.objects.get().versions.get().what_happened == typed["what_happened"]


def test_words_on_a_later_line_are_shown_as_they_stand(astrid, cast, draft):
    typed = filled(cast, what_happened=f"Först.\r\nSedan.\r\nVi stod vid {PLATE}.")
    page = astrid.post(f"{draft}granska/", typed, follow=True)
    assert buttons(page, "keep") == [f"keep:what_happened:{PLATE}"]


def test_what_review_has_read_is_sent_unread_and_nothing_else(astrid, cast, draft, monkeypatch):
    page = astrid.post(f"{draft}granska/", filled(cast), follow=True)
    mark = re.search(r'name="read" value="(\w{64})"', page.text)[1]
    forget_readings()  # another process
    with monkeypatch.context() as patch:
        patch.setattr(readings, "scan", None)
        sent = astrid.post(f"{draft}skicka/", {"version": "1", "read": mark})
    assert sent.status_code == 302 and Deviation.objects.count() == 1
    other = draft.replace("0a/", "0b/")
    astrid.post(f"{other}spara/", filled(cast, what_happened=f"Vi sökte {NUMBER}."))
    assert astrid.post(f"{other}skicka/", {"version": "1", "read": mark}).status_code == 422
    assert Deviation.objects.count() == 1


def test_a_button_at_review_replaces_in_the_draft_and_can_be_undone(astrid, cast, draft):
    typed = filled(cast, title=f"Hämtad i {PLATE}", what_happened=f"Vid {PLATE}.")
    astrid.post(f"{draft}granska/", typed)
    press = {"version": "1", "guard": f"replace:title:{PLATE}"}
    page = astrid.post(f"{draft}granska/vakten/", press)
    assert Draft.objects.get().fields["title"] == "Hämtad i [bil]"
    assert Draft.objects.get().fields["what_happened"] == typed["what_happened"]
    (undo,) = buttons(page, "undo")
    back = {"version": str(Draft.objects.get().version), "guard": undo}
    astrid.post(f"{draft}granska/vakten/", back | {"guard_before-title": typed["title"]})
    assert Draft.objects.get().fields["title"] == typed["title"]


def test_two_fields_with_certain_findings_are_both_told_and_nothing_is_sent(astrid, cast, draft):
    typed = filled(cast, title=f"Om {NUMBER}", proposed_measure=f"Fråga {NUMBER}.")
    refused = astrid.post(f"{draft}granska/", typed)
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"title", "proposed_measure"}
    assert len(buttons(refused, "replace")) == 2
    assert astrid.post(f"{draft}skicka/", {"version": "1"}).status_code == 422
    pressed = astrid.post(draft, typed | {"version": "1", "guard": buttons(refused, "replace")[0]})
    assert pressed.status_code == 200
    assert Draft.objects.get().fields["title"] == "Om [personnummer]"
    assert not Deviation.objects.exists()


def test_a_field_that_the_browser_holds_back_keeps_what_was_saved(astrid, cast, draft):
    astrid.post(f"{draft}spara/", filled(cast, title="Före"))
    typed = {name: value for name, value in filled(cast).items() if name != "title"}
    astrid.post(f"{draft}spara/", typed | {"version": "1", "held": "title", "level": "structural"})
    fields = Draft.objects.get().fields
    assert (fields["title"], fields["level"]) == ("Före", "structural")


def test_the_own_units_reference_may_be_a_case_number_but_no_personal_number(astrid, cast, draft):
    astrid.post(f"{draft}granska/", filled(cast, internal_reference="Ärende 2026-1234, KLM 523"))
    assert astrid.post(f"{draft}skicka/", {"version": "1"}).status_code == 302
    other = draft.replace("0a/", "0b/")
    refused = astrid.post(f"{other}granska/", filled(cast, internal_reference=NUMBER))
    assert set(refused.context["form"].errors) == {"internal_reference"}


# While writing ---------------------------------------------------------------------------------------


def test_a_text_is_read_and_forgotten(astrid, caplog):
    caplog.set_level(logging.DEBUG)
    text = f"Vi sökte {NUMBER} och {PLATE}."
    sent = {"text": text, "name": "title", "label": "Rubrik", "no_name": PLATE}
    read = astrid.fragment(SCAN, sent, method="post")
    assert read.status_code == 200 and 'value="replace:title:19811228-9874"' in read.text
    assert 'value="ask:title:KLM 523"' in read.text and 'data-spans="9-22"' in read.text
    assert "Vakten har hittat en uppgift i fältet Rubrik." in read.text
    logged = " ".join(f"{one.getMessage()} {one.__dict__}" for one in caplog.records)
    assert NUMBER not in logged and PLATE not in logged
    kept = [f"{one.object_label}{one.reason}{one.details}" for one in AuditEvent.objects.all()]
    assert NUMBER not in "".join(kept) and not Draft.objects.exists()


def test_hostile_text_is_shown_as_text(astrid):
    sent = {"text": f"{NUMBER} {HOSTILE}", "name": HOSTILE, "label": HOSTILE}
    read = astrid.fragment(SCAN, sent, method="post")
    assert "<script>" not in read.text and "&lt;script&gt;" in read.text


def test_reading_is_no_address_and_has_its_limits(astrid, settings):
    assert astrid.get(SCAN, {"text": NUMBER}, unchecked="no page").status_code == 405
    assert astrid.fragment(SCAN, {"text": "x" * 20_001}, method="post").status_code == 413
    settings.GUARD_READS_PER_MINUTE = 1
    answers = [astrid.fragment(SCAN, {"text": "x"}, method="post").status_code for _ in range(2)]
    assert answers == [200, 429]


def test_nobody_else_has_texts_read(client):
    moved = client.post(SCAN, {"text": NUMBER})
    assert moved.status_code == 302 and NUMBER not in moved.url


# The list --------------------------------------------------------------------------------------------


def test_the_secretariat_adds_withdraws_and_puts_back(client, cast):
    client.login_as(cast.doris)
    assert "Listan är tom än" in client.get(LIST, queries=8).text
    assert "Liv" in client.post(LIST, {"word": "Liv"}, follow=True).text
    again = client.post(LIST, {"word": "liv"})
    assert again.status_code == 422 and "står redan i listan" in again.text
    word = NotName.objects.get()
    gone = client.post(reverse("guarding:withdraw", args=[word.pk]), follow=True)
    assert "<del>Liv</del>" in gone.text and "Lägg tillbaka" in gone.text
    client.post(reverse("guarding:restore", args=[word.pk]))
    assert "<del>" not in client.get(LIST, {"q": "li"}).text
    assert "Inget ord i listan" in client.get(LIST, {"q": "zz"}).text


def test_a_coordinator_sees_everybodys_words_and_changes_the_own_ones(client, cast):
    pk = add_not_name("Liv", by=cast.viewer("doris"), now=NOW)
    client.login_as(cast.elof)
    client.post(LIST, {"word": "Ros"})
    page = client.get(LIST).text
    assert "Trastby kommun" in page and page.count("ta-bort/") == 1
    assert client.post(reverse("guarding:withdraw", args=[pk])).status_code == 404


def test_trying_a_text_stores_nothing(client, cast, caplog):
    caplog.set_level(logging.DEBUG)
    client.login_as(cast.doris)
    tried = client.post(f"{LIST}prova/", {"text": f"Vid {PLATE} {HOSTILE}"})
    assert "registreringsnummer" in tried.text and "<script>alert" not in tried.text
    assert "Vakten hittar ingenting" in client.post(f"{LIST}prova/", {"text": "Mötet."}).text
    assert not NotName.objects.exists()
    assert PLATE not in " ".join(one.getMessage() for one in caplog.records)
    assert PLATE not in str(list(AuditEvent.objects.values()))
