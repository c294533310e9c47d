"""The editor of the yearly report: nothing typed is lost, nobody else sees it, figures are told apart."""

import pytest
from django.urls import reverse

from samsyn.reports import services
from samsyn.reports.models import Edition, Passage, WrittenReport
from samsyn.reports.quotes.models import ReportQuote
from tests.builders import NOW, make_deviation
from tests.client import BACKEND
from tests.quoting import crowd, make_waiting
from tests.written_report import DISA, YEAR, accept, make_report, second_reader, take

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25
"""The tally is read five times for all chapters, however many tables and deviations there are."""
STEP_QUERIES = MOST_QUERIES + 3
LIST = "/arsrapporter/"
PAGE = f"/arsrapporter/{YEAR}/"
CHAPTER = f"{PAGE}kapitel/reflection/"
RECEIVED = f"{PAGE}kapitel/received/"
NUMBER = "20121212-1212"


@pytest.fixture
def report(cast):
    return make_report(cast)


@pytest.fixture
def doris(client, cast):
    return client.login_as(cast.doris)


def step(slug):
    return f"{PAGE}steg/{slug}/"


def log_in_disa(client):
    second_reader()
    user = WrittenReport._meta.get_field("made_by").related_model.objects.get(email=DISA)
    client.force_login(user, backend=BACKEND)
    return client


def test_a_year_is_begun_from_the_list(doris, cast):
    assert "Inga år att skriva om än" in doris.get(LIST).text
    make_deviation(cast)
    assert "Ingen har börjat på rapporten." in doris.get(LIST).text
    answer = doris.post(f"{LIST}borja/", {"year": YEAR})
    assert answer.url == PAGE
    assert f"Avvikelser i samverkan {YEAR}" in doris.get(LIST, queries=12).text
    assert doris.post(f"{LIST}borja/", {"year": YEAR}).url == PAGE
    assert doris.post(f"{LIST}borja/", {"year": 2001}).status_code == 404
    assert WrittenReport.objects.count() == 1


def test_the_chapters_stand_with_how_far_they_are(doris, cast, report):
    accept(report, cast)
    text = doris.get(PAGE, queries=MOST_QUERIES).text
    for words in ("Bakgrund", "Samsyns text", "Tomt, kommer inte med", "Skrivet", "1 förslag"):
        assert words in text
    make_deviation(cast)
    assert "Stämmer inte med siffrorna" in doris.get(PAGE, queries=MOST_QUERIES).text


def test_text_is_written_and_drawn(doris, report):
    posted = {"text": "Vi har **lärt** oss <b>mer</b>.", "version": 0}
    assert doris.post(f"{CHAPTER}text/", posted).url == CHAPTER
    text = doris.get(CHAPTER, queries=MOST_QUERIES).text
    assert "<strong>lärt</strong> oss &lt;b&gt;mer" in text
    assert "Sparat av Doris Kvistrum" in text


def test_every_chapter_can_be_opened(doris, report):
    for _depth, chapter in _chapters(report, doris):
        assert doris.get(f"{PAGE}kapitel/{chapter.key}/", queries=MOST_QUERIES).status_code == 200


def _chapters(report, client):
    from samsyn.reports.selectors.drafts import draft_with
    from tests.builders import viewer_of

    return draft_with(report, viewer=viewer_of(report.made_by)).all_chapters()


def test_who_saves_second_sees_both_texts_and_loses_none(doris, cast, report):
    doris.post(f"{CHAPTER}text/", {"text": "Först", "version": 0})
    page = doris.post(f"{CHAPTER}text/", {"text": "Sedan", "version": 0})
    assert page.status_code == 409
    assert "Först" in page.text and ">\nSedan</textarea>" in page.text
    assert 'name="version" value="1"' in page.text
    assert Passage.objects.get().text == "Först"


@pytest.mark.parametrize(
    ("text", "said"), [(f"Barnet {NUMBER}", "personnummer"), ("x" * 20_001, "20 000 tecken")]
)
def test_what_is_refused_stands_in_the_field(doris, report, text, said):
    page = doris.post(f"{CHAPTER}text/", {"text": text, "version": 0})
    assert page.status_code == 422
    assert text in page.text and said in page.text
    assert not Passage.objects.exists()


def test_what_was_typed_into_a_handed_in_report_comes_back(doris, cast, report):
    take(report, cast, services.hand_in)
    page = doris.post(f"{CHAPTER}text/", {"text": "Sent skrivet", "version": 0})
    assert page.status_code == 422
    assert "Sent skrivet</textarea>" in page.text and "lämnad för granskning" in page.text


def test_what_was_typed_survives_an_expired_log_in(client, cast, report):
    page = client.post(f"{CHAPTER}text/", {"text": "Skrivet i en timme", "version": 0})
    assert page.status_code == 403 and "Skrivet i en timme" in page.text


def test_it_saves_itself(doris, report):
    answer = doris.post(f"{CHAPTER}utkast/", {"text": "Av sig själv", "version": 0})
    assert answer.json()["version"] == 1
    late = doris.post(f"{CHAPTER}utkast/", {"text": "Annat fönster", "version": 0})
    assert late.status_code == 409 and "kollega" in late.json()["words"]
    refused = doris.post(f"{CHAPTER}utkast/", {"text": NUMBER, "version": 1})
    assert refused.status_code == 409 and "personnummer" in refused.json()["words"]
    assert Passage.objects.get().text == "Av sig själv"


ASKED = "Vi stod vid KLM 523."
SAYS = {"no_name": "KLM 523"}


def test_prose_is_asked_about_and_a_choice_holds_as_long_as_the_words_stand(doris, report):
    """Nobody is asked twice about what stands in a chapter, and no word of the choice is stored."""
    asked = doris.post(f"{CHAPTER}text/", {"text": ASKED, "version": 0})
    assert asked.status_code == 422 and "Är ingen personuppgift" in asked.text
    assert not Passage.objects.exists()
    doris.post(f"{CHAPTER}text/", {"text": ASKED, "version": 0} | SAYS)
    assert Passage.objects.get().is_decided
    again = doris.get(CHAPTER, queries=MOST_QUERIES).text
    assert 'name="no_name" value="KLM 523"' in again and "Kanske:" not in again


def test_what_saves_itself_is_kept_and_asked_about_before_it_is_handed_in(doris, report):
    way = f"{CHAPTER}utkast/"
    saved = doris.post(way, {"text": ASKED, "version": 0}).json()
    assert "Vakten undrar" in saved["words"] and Passage.objects.get().text == ASKED
    assert "Kanske:" in doris.get(CHAPTER, queries=MOST_QUERIES).text
    stopped = doris.get(step("lamna-in"), queries=MOST_QUERIES).text
    assert "Vakten undrar om ord i texten." in stopped and CHAPTER in stopped
    assert doris.post(step("lamna-in"), {"seen_steps": 0}).status_code == 409
    chosen = doris.post(way, {"text": ASKED, "version": 1} | SAYS).json()
    assert "undrar" not in chosen["words"]
    assert doris.post(step("lamna-in"), {"seen_steps": 0}).url == PAGE


def test_what_the_browser_holds_back_does_not_empty_the_chapter(doris, report):
    doris.post(f"{CHAPTER}utkast/", {"text": "Före", "version": 0})
    held = doris.post(f"{CHAPTER}utkast/", {"held": "text", "version": 1})
    assert held.status_code == 409 and "byt först ut" in held.json()["words"]
    assert Passage.objects.get().text == "Före"


def test_the_guards_buttons_work_without_a_script(doris, cast, report):
    typed = {"text": f"Om {NUMBER}.", "version": 0, "guard": f"replace:text:{NUMBER}"}
    shown = doris.post(f"{CHAPTER}text/", typed)
    assert shown.status_code == 200 and "Om [personnummer].</textarea>" in shown.text
    passage = accept(report, cast)
    rewritten = {"text": f"Vi fick 3. {ASKED}", "version": 1, "guard": "replace:text:KLM 523"}
    shown = doris.post(f"{PAGE}mening/{passage.pk}/skriv-om/", rewritten)
    assert shown.status_code == 200 and "Vi fick 3. Vi stod vid [bil].</textarea>" in shown.text
    noted = {"seen_steps": 0, "note": ASKED, "guard": "keep:note:KLM 523"}
    assert 'name="no_name" value="KLM 523"' in doris.post(step("lamna-in"), noted).text
    assert Passage.objects.get().text == passage.text and not report.steps.exists()


def test_the_words_of_a_link_are_read_and_its_address_may_stand(doris, report):
    link = "[Lisa Karlsson](https://exempel.se/rapport)"
    refused = doris.post(f"{CHAPTER}text/", {"text": f"Läs mer hos {link}.", "version": 0})
    assert refused.status_code == 422 and "Byt till [person]" in refused.text
    assert "länk" not in refused.context["form"].errors.as_text()
    plain = link.replace("Lisa Karlsson", "Rapporten")
    assert doris.post(f"{CHAPTER}text/", {"text": f"Läs {plain}.", "version": 0}).url == CHAPTER


def test_the_preview_saves_nothing(doris, report):
    part = doris.fragment(f"{LIST}forhandsvisning/", {"text": "- ett\n- två"}, method="post")
    assert "<li>ett</li>" in part.text
    whole = doris.post(f"{CHAPTER}visa/", {"text": f"*Hela* sidan {NUMBER}", "version": 0})
    assert "<em>Hela</em> sidan" in whole.text and f"*Hela* sidan {NUMBER}</textarea>" in whole.text
    assert "Byt till [personnummer]" in whole.text
    assert not Passage.objects.exists()


def test_a_sentence_is_taken_rewritten_taken_out_and_put_back(doris, cast, report):
    page = doris.get(RECEIVED, queries=MOST_QUERIES).text
    assert "kom 3 avvikelser in" in page and "Använd" in page
    answer = doris.post(f"{RECEIVED}mening/", {"key": "received.total"})
    assert answer.url == f"{RECEIVED}#meningar"
    passage = Passage.objects.get()
    at = f"{PAGE}mening/{passage.pk}/"
    mistyped = {"text": "Vi fick 5.", "version": 1}
    doris.post(f"{at}skriv-om/", mistyped)
    assert "Meningen säger inte 3." in doris.get(RECEIVED, queries=MOST_QUERIES).text
    doris.post(f"{at}ta-bort/", {"version": 2})
    assert "Borttagna" in doris.get(RECEIVED, queries=MOST_QUERIES).text
    doris.post(f"{at}lagg-tillbaka/")
    assert "Vi fick 5." in doris.get(RECEIVED, queries=MOST_QUERIES).text


def test_a_rewritten_sentence_that_is_refused_comes_back_in_its_field(doris, cast, report):
    passage = accept(report, cast)
    at = f"{PAGE}mening/{passage.pk}/skriv-om/"
    page = doris.post(at, {"text": "Inga siffror", "may_leave_out": "on", "version": 1})
    assert page.status_code == 422
    assert "Inga siffror</textarea>" in page.text and "minst en av sina siffror" in page.text
    late = doris.post(at, {"text": "Vi fick 3, 3 och 0.", "version": 0})
    assert late.status_code == 409 and "Vi fick 3, 3 och 0.</textarea>" in late.text
    assert Passage.objects.get().text == passage.text


def test_a_sentence_apart_says_the_new_figure_and_takes_it_with_one_press(doris, cast, report):
    passage = accept(report, cast)
    make_deviation(cast)
    page = doris.get(RECEIVED, queries=MOST_QUERIES).text
    assert "Meningen stämmer inte med siffrorna" in page
    assert "Meningen säger 3. Ny siffra: 4." in page
    doris.post(f"{PAGE}mening/{passage.pk}/ny/", {"version": 1})
    page = doris.get(RECEIVED, queries=MOST_QUERIES).text
    assert "kom 4 avvikelser in" in page and "stämmer inte" not in page


def test_an_approved_quote_is_put_into_a_chapter_that_has_room_for_it(doris, cast):
    _mark, quote = make_waiting(crowd(cast)[-1], by=cast.viewer("doris"))
    report = make_report(cast, deviations=0)
    quote.steps.create(
        kind="approved", text="Mötet hölls utan […]", at=NOW, by_id=second_reader().user_id
    )
    answers = f"{PAGE}kapitel/answers/"
    assert "Godkända citat" in doris.get(answers, queries=MOST_QUERIES).text
    posted = {"quote": quote.pk}
    assert doris.post(f"{answers}citat/", posted).url.startswith(answers)
    assert report.passages.get().quote == quote.pk
    assert "Godkända citat" not in doris.get(answers, queries=MOST_QUERIES).text
    assert doris.post(f"{CHAPTER}citat/", posted).status_code == 404


def test_several_approved_quotes_ask_no_more_than_one(doris, cast):
    for deviation in crowd(cast):
        _mark, quote = make_waiting(deviation, by=cast.viewer("doris"))
        words = f"Mötet hölls utan […] {deviation.pk}"
        by = second_reader().user_id
        quote.steps.create(kind="written", text=words, at=NOW, by_id=by)
        quote.steps.create(kind="approved", at=NOW, by_id=by)
    report = make_report(cast, deviations=0)
    answers = f"{PAGE}kapitel/answers/"
    assert doris.get(answers, queries=MOST_QUERIES).text.count("Mötet hölls utan […]") >= 6
    for quote in list(ReportQuote.objects.order_by("pk"))[:3]:
        doris.post(f"{answers}citat/", {"quote": quote.pk})
    page = doris.get(answers, queries=MOST_QUERIES).text
    assert "Godkända citat" in page and page.count("Flytta ner") == 2
    for _depth, chapter in _chapters(report, doris):
        assert doris.get(f"{PAGE}kapitel/{chapter.key}/", queries=MOST_QUERIES).status_code == 200


def test_prose_of_last_year_says_so_until_it_is_saved(doris, cast, report):
    doris.post(f"{CHAPTER}text/", {"text": "Som i fjol", "version": 0})
    make_deviation(cast, now=NOW.replace(year=YEAR + 1))
    doris.post(f"{LIST}borja/", {"year": YEAR + 1})
    later = CHAPTER.replace(str(YEAR), str(YEAR + 1))
    assert f"Från {YEAR}, läs igenom" in doris.get(later, queries=MOST_QUERIES).text
    hand_in = step("lamna-in").replace(str(YEAR), str(YEAR + 1))
    page = doris.get(hand_in, queries=MOST_QUERIES).text
    assert "ingen läst igenom" in page and '<button class="ds-button" type="submit">' not in page
    doris.post(f"{later}text/", {"text": "Som i fjol", "version": 1})
    assert "läs igenom" not in doris.get(later, queries=MOST_QUERIES).text


def test_the_way_to_a_published_edition(client, doris, cast, report):
    assert "Lämna för granskning" in doris.get(PAGE, queries=MOST_QUERIES).text
    doris.post(step("lamna-in"), {"seen_steps": 0, "note": "Läs särskilt kapitel 3."})
    text = doris.get(PAGE, queries=MOST_QUERIES).text
    assert "en kollega behöver godkänna" in text and "Läs särskilt kapitel 3." in text
    own = doris.get(step("godkann"), queries=MOST_QUERIES).text
    assert "Du har lämnat in rapporten." in own
    assert doris.post(step("godkann"), {"seen_steps": 1}).status_code == 409
    log_in_disa(client)
    assert client.get(f"{PAGE}las/", queries=MOST_QUERIES).status_code == 200
    client.post(step("godkann"), {"seen_steps": 1, "note": ""})
    assert "ändras aldrig" in client.get(step("frys"), queries=STEP_QUERIES).text
    assert client.post(step("frys"), {"seen_steps": 2}).url == PAGE
    assert not Edition.objects.exclude(published_at=None).exists()
    assert client.post(step("publicera"), {"seen_steps": 3}).url == PAGE
    assert Edition.objects.exclude(published_at=None).count() == 1
    assert "Utgåva 1" in client.get(PAGE, queries=MOST_QUERIES).text


def test_a_step_that_somebody_else_took_first_is_not_taken_twice(doris, cast, report):
    doris.post(step("lamna-in"), {"seen_steps": 0})
    page = doris.post(step("lamna-in"), {"seen_steps": 0, "note": "Min kommentar"})
    assert page.status_code == 409
    assert "Inget har ändrats" in page.text and "Min kommentar" in page.text
    assert report.steps.count() == 1


def test_freezing_says_which_sentence_is_apart(doris, cast, report):
    accept(report, cast)
    take(report, cast, services.hand_in, services.approve)
    make_deviation(cast)
    page = doris.get(step("frys"), queries=STEP_QUERIES).text
    assert "Meningen säger 3. Ny siffra: 4." in page and "Inkomna avvikelserapporter" in page
    assert doris.post(step("frys"), {"seen_steps": 2}).status_code == 409
    assert not Edition.objects.exists()


def test_sending_back_needs_a_reason(doris, cast, report):
    take(report, cast, services.hand_in)
    page = doris.post(step("skicka-tillbaka"), {"seen_steps": 1, "note": ""})
    assert page.status_code == 422
    named = doris.post(step("skicka-tillbaka"), {"seen_steps": 1, "note": NUMBER})
    assert named.status_code == 422 and "personnummer" in named.text
    assert report.steps.count() == 1


def test_a_correction_says_what_it_corrects(doris, cast, report):
    take(report, cast, services.hand_in, services.approve, services.freeze, services.publish)
    doris.post(step("ratta"), {"seen_steps": 4, "note": "Fel siffra i tabell 2."})
    take(report, cast, services.hand_in, services.approve)
    assert "Fel siffra i tabell 2.</textarea>" in doris.get(step("frys"), queries=STEP_QUERIES).text
    doris.post(step("frys"), {"seen_steps": 7, "note": "Siffran i tabell 2 är rättad."})
    assert Edition.objects.get(number=2).errata == "Siffran i tabell 2 är rättad."


def test_what_has_changed_since_an_edition(doris, cast, report):
    take(report, cast, services.hand_in, services.approve, services.freeze)
    assert "Ingenting har ändrats" in doris.get(f"{PAGE}andrat/1/", queries=STEP_QUERIES).text
    make_deviation(cast)
    text = doris.get(f"{PAGE}andrat/1/", queries=STEP_QUERIES).text
    assert "3 av 3 (100 %)" in text and "4 av 4 (100 %)" in text
    assert doris.get(f"{PAGE}andrat/7/").status_code == 404


def test_texts_whose_chapter_has_gone_are_shown_and_can_be_removed(doris, cast, report):
    passage = Passage.objects.create(
        report=report,
        chapter="to-nobody",
        key="prose",
        text="Om BUMM",
        version=1,
        changed_at=NOW,
        changed_by=cast.doris,
    )
    assert "Om BUMM" in doris.get(PAGE, queries=MOST_QUERIES).text
    assert doris.post(f"{PAGE}mening/{passage.pk}/ta-bort/", {"version": 1}).url == PAGE
    assert "Om BUMM" not in doris.get(PAGE, queries=MOST_QUERIES).text


@pytest.mark.parametrize("who", ["astrid", "cecilia", "ivar", "gudmund"])
def test_others_find_nothing(client, cast, report, who):
    client.login_as(getattr(cast, who))
    for path in (LIST, PAGE, CHAPTER, f"{PAGE}las/", step("lamna-in")):
        assert client.get(path).status_code == 404
    assert client.post(f"{CHAPTER}text/", {"text": "Hej", "version": 0}).status_code == 404
    assert reverse("reports:list") not in client.get("/att-gora/").text
    assert not Passage.objects.exists()


def test_the_pages_in_english(doris, cast, report):
    accept(report, cast)
    make_deviation(cast)
    doris.post("/konto/sprak/", {"language": "en"})
    assert "Yearly reports" in doris.get(LIST).text
    text = doris.get(RECEIVED, queries=MOST_QUERIES).text
    assert "The sentence does not agree with the figures" in text
    assert '<span lang="sv">Inkomna avvikelserapporter</span>' in text
