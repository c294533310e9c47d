"""The families' voice in every language: whole, the right way round, found at once, and kept nowhere."""

import html
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samsyn.audit.models import AuditEvent
from samsyn.domain.questionnaires import AnswerFault, from_data
from samsyn.domain.refusals import Outdated
from samsyn.domain.spoken import offerable, texts_of
from samsyn.surveys.models import AnonymousAnswer, Invitation, Round
from samsyn.surveys.refusals import SurveyRefused
from samsyn.surveys.services.languages import offer_languages
from samsyn.surveys.services.rounds import RoundContent, change_round, copy_round, send_round
from samsyn.surveys.shipped import shipped
from samsyn.surveys.vocabulary import Audience
from samsyn.web.surveys.editor import texts_of as edited
from samsyn.web.surveys.languages import CALLED, FRAMES, RIGHT_TO_LEFT
from tests.surveys import followup_version, make_group, make_round, shipped_questions

pytestmark = pytest.mark.django_db
KEY = "familjernas-rost"
BEFORE, ASKS = (from_data(shipped(KEY, number)["content"]) for number in (1, 2))
READY, PROPOSED = ("sv", "sv-x-lattlast", "en"), ASKS.proposed_languages


@pytest.fixture
def found(cast):
    """A round that is open now, with a link for one group; nobody has chosen languages."""
    day = timezone.localdate()
    days = {"opens_on": day, "closes_on": day + timedelta(9)}
    version, group = shipped_questions(KEY, 2), make_group(cast.places.bus_area)
    made = make_round([group], version=version, audience=Audience.LINK, **days)
    send_round(made.pk, seen_version=1, by=cast.viewer("doris"), now=timezone.now())
    return made


@pytest.fixture
def url(found):
    return f"/svara/{Invitation.objects.get(round=found).token}/"


def offer(cast, found, *languages):
    seen = Round.objects.get(pk=found.pk).version
    by, now = cast.viewer("doris"), timezone.now()
    offer_languages(found.pk, languages, seen_version=seen, by=by, now=now)


@pytest.fixture
def all_offered(cast, found):
    offer(cast, found, *ASKS.languages)


def test_both_versions_ask_the_same_so_that_years_are_compared():
    assert [one.asks for one in ASKS.questions()] == [one.asks for one in BEFORE.questions()]


def test_every_language_is_whole_and_has_a_frame_and_a_name():
    assert offerable(ASKS) == ASKS.languages
    assert set(ASKS.languages) == set(FRAMES) == set(CALLED)
    for frame in FRAMES.values():
        assert set(frame.faults) == {one.value for one in AnswerFault}
        assert all(words.strip() for _name, words in frame.sentences())
        assert "{day}" in frame.opens


def test_no_two_languages_say_the_same():
    """Nothing was left in Swedish or copied from a neighbour; only the languages' own names may be short."""
    for one in ("anonymous_text", "thanks_text", "send", "closed", "used", "at_least_one"):
        said = [getattr(frame, one) for code, frame in FRAMES.items() if code != "sv-x-lattlast"]
        assert len(set(said)) == len(said), one
    for question in ASKS.questions():
        assert len(set(question.text.values())) >= len(ASKS.languages) - 1, question.code


@pytest.mark.parametrize("language", ASKS.languages)
def test_all_of_the_page_speaks_the_language(client, url, all_offered, language):
    frame = FRAMES[language]
    response = client.get(f"{url}?sprak={language}")
    page = html.unescape(response.text)
    own = [text[language] for text in texts_of(ASKS) if text]
    around = ("anonymous_title", "anonymous_text", "dont_know", "send", "skip", "choose_language")
    if language not in {"sv", "en"}:  # whose title is the round's own
        assert ASKS.title[language] in page
    assert not [words for words in own[1:] if words not in page]
    assert not [name for name in around if getattr(frame, name) not in page]
    swedish = FRAMES["sv"]
    if not language.startswith("sv"):
        told = {text["sv"] for text in texts_of(ASKS) if text and len(text["sv"]) > 8}
        told |= {swedish.anonymous_text, "frivilligt", "Hoppa till innehållet"}
        assert not [words for words in told if words in page]
    direction = ' dir="rtl"' if language in RIGHT_TO_LEFT else ""
    assert f'<html lang="{language}"{direction} data-color-scheme' in page
    assert response["Content-Language"] == language


def test_each_language_is_named_in_itself_and_the_own_one_marked(client, url, all_offered):
    page = client.get(f"{url}?sprak=ar").text
    for frame in FRAMES.values():
        assert f">{frame.name}</a>" in page
    assert page.count('aria-current="true"') == 1
    assert 'lang="so" hreflang="so" dir="ltr"' in page
    assert 'lang="fa" hreflang="fa" rel' in page


@pytest.mark.parametrize("language", ["ar", "so", "sv-x-lattlast"])
def test_what_is_wrong_is_told_in_the_language(client, url, all_offered, language):
    frame = FRAMES[language]
    empty = client.post(url, {"pa-sprak": language})
    assert frame.at_least_one in html.unescape(empty.text)
    wrong = client.post(url, {"pa-sprak": language, "kande_trygg": "kanske"})
    page = html.unescape(wrong.text)
    assert wrong.status_code == 422
    assert frame.faults["unknown"] in page
    assert frame.to_correct in page
    assert "uppgift behöver rättas" not in page


@pytest.mark.parametrize("language", ["ar", "uk", "en"])
def test_thanks_and_closed_doors_speak_it_too(client, found, url, all_offered, language):
    frame, where = FRAMES[language], f"{url}?sprak={language}"
    thanks = client.get(f"/svara/tack/?sprak={language}")
    assert frame.thanks_title in html.unescape(thanks.text)
    assert thanks["Content-Language"] == language
    day = timezone.localdate() + timedelta(3)
    Round.objects.update(opens_on=day)
    planned = html.unescape(client.get(where).text)
    assert f'<time datetime="{day.isoformat()}" dir="ltr">' in planned
    assert (day.isoformat() + "</time>" in planned) == (language != "en")
    Round.objects.update(opens_on=day - timedelta(9), closed_at=timezone.now())
    assert frame.closed in html.unescape(client.get(where).text)


class TestWhoWantsWhat:
    @pytest.mark.parametrize(
        ("accepted", "spoken"),
        [
            ("ar-SY,ar;q=0.9,sv;q=0.5", "ar"),
            ("prs-AF,en;q=0.5", "fa"),
            ("es-419", "es"),
            ("ti-ER,so;q=0.7,en;q=0.3", "so"),
            ("ti", "sv"),
            ("en-GB,ar;q=0.1", "en"),
            ("*", "sv"),
            ("", "sv"),
        ],
    )
    def test_the_browser_says(self, client, url, all_offered, accepted, spoken):
        page = client.get(url, headers={"accept-language": accepted})
        assert f'<html lang="{spoken}"' in page.text
        assert "Accept-Language" in page["Vary"]

    def test_what_is_chosen_on_the_page_goes_before(self, client, url, all_offered):
        page = client.get(f"{url}?sprak=so", headers={"accept-language": "ar"})
        assert '<html lang="so"' in page.text

    def test_what_is_not_offered_is_not_spoken(self, client, url):
        page = client.get(f"{url}?sprak=ar", headers={"accept-language": "ar,en;q=0.1"}).text
        assert '<html lang="en"' in page
        assert FRAMES["ar"].name not in page


def test_the_language_is_kept_nowhere(client, url, all_offered, caplog):
    """Which language was spoken would point at a family: no query, no cookie and no log line knows it."""
    before = AuditEvent.objects.count()
    caplog.set_level("DEBUG")
    given = {"pa-sprak": "so", "kande_trygg": "ja"}
    with CaptureQueriesContext(connection) as asked:
        done = client.post(url, given, headers={"accept-language": "so"})
    assert done["Location"] == "/svara/tack/?sprak=so"
    row = AnonymousAnswer.objects.values().get()
    assert row["values"] == {"kande_trygg": "ja"}
    assert set(row) == {"id", "round_id", "group_id", "forum_id", "values"}
    writes = [one["sql"] for one in asked if not one["sql"].startswith("SELECT")]
    assert not [sql for sql in writes if "'so'" in sql or '"so"' in sql or "sprak" in sql]
    assert not done.cookies
    assert AuditEvent.objects.count() == before
    assert "sprak" not in caplog.text.replace("/svara/tack/?sprak", "")


class TestProposals:
    """What nobody who speaks it has read is spoken only when the secretariat has chosen it."""

    def test_a_round_speaks_none_unasked_and_its_page_says_so(self, client, cast, found, url):
        page = client.login_as(cast.doris).get(f"/enkater/{found.pk}/").text
        assert "kan välja mellan svenska, lätt svenska, engelska." in page
        assert "7 språk till finns som förslag." in page
        assert "Låt någon som talar språket läsa" not in page

    def test_the_secretariat_chooses_and_is_told_what_to_do(self, client, cast, found, url):
        where = f"/enkater/{found.pk}/sprak/"
        page = client.login_as(cast.doris).get(where).text
        assert "Låt någon som talar språket läsa före utskick." in page
        assert page.count(" checked") == 2
        version = Round.objects.get(pk=found.pk).version
        done = client.post(where, {"version": version, "languages": ["ar", "en"]}, follow=True)
        assert "kan välja mellan svenska, engelska, arabiska." in done.text
        assert "vars översättning är ett förslag: arabiska." in done.text
        assert '<html lang="ar" dir="rtl"' in client.get(f"{url}?sprak=ar").text
        late = client.post(where, {"version": version, "languages": ["so"]})
        assert late.status_code == 422
        assert Round.objects.get(pk=found.pk).languages == ["sv", "en", "ar"]

    def test_each_sentence_is_read_beside_the_swedish(self, client, cast, found):
        where = f"/enkater/{found.pk}/forhandsgranska/"
        page = client.login_as(cast.doris).get(f"{where}?sprak=ar").text
        assert "Översättningen är ett förslag" in page
        assert '<div class="form" lang="ar" dir="rtl">' in page
        beside = html.unescape(page[page.index("Jämför med svenskan") :])
        for text in texts_of(ASKS):
            assert not text or (text["sv"] in beside and text["ar"] in beside)
        assert FRAMES["ar"].used in beside
        swedish = client.get(where).text
        assert "Jämför med svenskan" not in swedish
        assert "Översättningen är ett förslag" not in swedish

    def test_others_cannot_choose(self, cast, found):
        with pytest.raises(SurveyRefused, match="not_yours"):
            offer_languages(
                found.pk, ["ar"], seen_version=2, by=cast.viewer("hedda"), now=timezone.now()
            )

    def test_a_closed_round_and_an_old_page_are_refused(self, cast, found):
        by, now = cast.viewer("doris"), timezone.now()
        with pytest.raises(Outdated):
            offer_languages(found.pk, ["ar"], seen_version=1, by=by, now=now)
        Round.objects.update(closed_at=now)
        with pytest.raises(SurveyRefused, match="state"):
            offer_languages(found.pk, ["ar"], seen_version=2, by=by, now=now)

    def test_a_copy_speaks_the_same_and_other_questions_begin_anew(self, cast, found):
        offer(cast, found, "ar")
        by, now = cast.viewer("doris"), timezone.now()
        copy = Round.objects.get(pk=copy_round(found.pk, by=by, now=now))
        assert copy.languages == ["sv", "ar"]
        group = Invitation.objects.get(round=copy).group
        other = RoundContent(
            asks_id=followup_version().pk,
            audience=Audience.LINK,
            title=copy.title,
            year=copy.year,
            opens_on=copy.opens_on,
            closes_on=copy.closes_on,
            group_ids=[group.pk],
        )
        change_round(copy.pk, other, seen_version=1, by=by, now=now)
        assert Round.objects.get(pk=copy.pk).languages == []


def test_other_swedish_words_make_translations_untrue():
    """A mended question whose Arabic still asks the old one would be counted as one answer."""
    before = {"sv": "Lyssnade de?", "en": "Did they listen?", "ar": "هل استمعوا؟"}
    assert edited("Lyssnade de?", "", before) == before
    assert edited("Lyssnade de vuxna?", "", before) == {"sv": "Lyssnade de vuxna?"}
