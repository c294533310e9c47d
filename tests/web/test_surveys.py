"""Surveys: sent by the secretariat, answered by a group or by a link, and read by those who may."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from samsyn.audit.models import AuditEvent
from samsyn.surveys.models import AnonymousAnswer, GroupAnswer, Invitation, Round
from samsyn.surveys.services.anonymous import answer_by_link
from samsyn.surveys.services.rounds import close_round, send_round
from samsyn.surveys.vocabulary import Audience
from tests.surveys import WHOLE, followup_version, make_group, make_round, scale_version

pytestmark = pytest.mark.django_db
LIST = "/enkater/"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def group(cast):
    return make_group(cast.places.bus_area)


def opened(cast, groups, **fields):
    """A round that is open now."""
    day = timezone.localdate()
    days = {"opens_on": day, "closes_on": day + timedelta(9)}
    made = make_round(groups, **{**days, **fields})
    send_round(made.pk, seen_version=1, by=cast.viewer("doris"), now=timezone.now())
    return made


def typed(cast, **more):
    """The yearly follow-up's answers as a browser posts them."""
    return {**WHOLE, f"took_part_{cast.places.region.pk}": "Enhetschef", **more}


def test_an_empty_list_says_what_to_do(client, cast):
    page = client.login_as(cast.doris).get(LIST).content.decode()
    assert "Ingen omgång finns än" in page
    assert "Ingen enkät finns än" in client.login_as(cast.hedda).get(LIST).content.decode()


def test_a_round_is_written_previewed_and_sent(client, cast, group, today):
    client.login_as(cast.doris)
    first = client.get("/enkater/ny/").content.decode()
    assert group.name in first
    written = {
        "asks": followup_version().pk,
        "title": "Uppföljning",
        "audience": "groups",
        "year": today.year,
        "opens_on": today,
        "closes_on": today + timedelta(20),
        "groups": [group.pk],
        "level": "",
    }
    wrong = client.post("/enkater/ny/", {**written, "closes_on": today - timedelta(1)})
    assert wrong.status_code == 422
    where = client.post("/enkater/ny/", written)["Location"]
    assert "BUMM" in client.get(f"{where}forhandsgranska/").content.decode()
    client.get(where)
    client.post(f"{where}skicka/", {"version": 1})
    assert Round.objects.get().sent_at
    assert "1 har inte svarat" in client.get(where).content.decode()


def test_a_group_saves_continues_sends_and_changes(client, cast, group):
    found = opened(cast, [group])
    client.login_as(cast.hedda)
    assert "Väntar på er grupps svar" in client.get(LIST).content.decode()
    url = f"/enkater/{found.pk}/svar/{group.pk}/"
    client.get(url)
    assert client.post(url, {"grupp_finns": "ja", "save": 1})["Location"] == url
    again = client.get(url).content.decode()
    assert re.search(r'value="ja"[^>]*checked', again)
    short = client.post(url, {"grupp_finns": "ja", "version": 2, "send": 1})
    assert short.status_code == 422
    assert "Skriv vilka som deltog" in short.content.decode()
    done = client.post(url, typed(cast, version=2, send=1))
    assert done["Location"] == f"/enkater/{found.pk}/"
    assert GroupAnswer.objects.get().values["verksamheter"] == WHOLE["verksamheter"]
    assert "Ändra svaret" in client.get(f"/enkater/{found.pk}/").content.decode()


def test_a_name_in_a_comment_is_asked_about_and_a_number_refused(client, cast, group):
    found = opened(cast, [group])
    url = f"/enkater/{found.pk}/svar/{group.pk}/"
    client.login_as(cast.hedda)
    bad = client.post(url, typed(cast, sip_mall_kommentar="Ring 070-123 45 67", send=1))
    assert bad.status_code == 422
    assert not GroupAnswer.objects.exists()


def test_results_stand_with_n_base_and_files(client, cast, group):
    found = opened(cast, [group])
    client.login_as(cast.hedda)
    client.post(f"/enkater/{found.pk}/svar/{group.pk}/", typed(cast, send=1))
    assert client.get(f"/enkater/{found.pk}/resultat/").status_code == 404
    client.login_as(cast.doris)
    page = client.get(f"/enkater/{found.pk}/resultat/").content.decode()
    assert "n = 1: så många av 1 svar har besvarat frågan" in page
    for form in ("html", "docx", "xlsx"):
        file = client.get(f"/enkater/{found.pk}/resultat.{form}", unchecked="a file of its own")
        assert file.status_code == 200
    assert AuditEvent.objects.filter(kind="exported", object_id=found.pk).count() == 3
    close_round(found.pk, seen_version=None, by=cast.viewer("doris"), now=timezone.now())
    assert client.login_as(cast.ivar).get(f"/enkater/{found.pk}/resultat/").status_code == 200


def test_free_words_are_read_by_the_secretariat_alone(client, cast, group):
    """On no page and in no file of others; and the secretariat can take a file without them."""
    words = "Mallen är för lång"
    found = opened(cast, [group])
    client.login_as(cast.hedda)
    url = f"/enkater/{found.pk}/svar/{group.pk}/"
    client.post(url, typed(cast, sip_mall_kommentar=words, send=1))
    close_round(found.pk, seen_version=None, by=cast.viewer("doris"), now=timezone.now())
    results = f"/enkater/{found.pk}/resultat"
    for who, seen in (("doris", True), ("hedda", False), ("ivar", False)):
        client.login_as(getattr(cast, who))
        assert (words in client.get(f"{results}/").text) is seen
        whole = client.get(f"{results}.html", unchecked="a file of its own").content.decode()
        assert (words in whole) is seen
        shared = client.get(f"{results}.html?utan-fritext", unchecked="a file of its own")
        assert words not in shared.content.decode()
        assert "Hur fungerar" in shared.content.decode()


class TestLink:
    """Without account, cookie and trace."""

    @pytest.fixture
    def found(self, cast, group):
        return opened(cast, [group], version=scale_version(), audience=Audience.LINK)

    @pytest.fixture
    def url(self, found):
        return f"/svara/{Invitation.objects.get(round=found).token}/"

    def test_it_is_answered_without_a_cookie(self, client, url):
        page = client.get(url)
        assert not page.cookies
        assert "no-store" in page["Cache-Control"]
        done = client.post(f"{url}?sprak=sv", {"trygghet": "7", "mote": "bra", "mer": ""})
        assert done["Location"] == "/svara/tack/?sprak=sv"
        assert not done.cookies
        assert client.get(done["Location"]).status_code == 200
        assert AnonymousAnswer.objects.get().values == {"trygghet": 7, "mote": "bra"}
        assert not Session.objects.exists()

    def test_who_is_signed_in_is_not_shown_nor_logged(self, client, cast, url):
        client.login_as(cast.hedda)
        before = AuditEvent.objects.count()
        session = Session.objects.values_list("session_data", "expire_date").get()
        page = client.get(url).content.decode()
        client.post(url, {"trygghet": "7"})
        assert cast.hedda.name not in page
        assert AuditEvent.objects.count() == before
        assert Session.objects.values_list("session_data", "expire_date").get() == session

    def test_an_empty_answer_and_a_wrong_one_are_told(self, client, url):
        assert "Svara på minst en fråga" in client.post(url, {}).content.decode()
        assert client.post(url, {"trygghet": "11"}).status_code == 422
        assert not AnonymousAnswer.objects.exists()

    def test_it_speaks_the_other_language(self, client, url):
        page = client.get(f"{url}?sprak=en").content.decode()
        assert "Follow-up 2026" in page
        assert "The meeting" in page
        assert 'lang="en"' in page

    def test_an_unknown_link_is_not_there(self, client, url):
        assert client.get("/svara/finns-inte/").status_code == 404

    def test_its_address_is_never_written_to_a_log(self, client, url):
        from config.logs import SECRET_IN_PATH

        token = url.split("/")[2]
        assert token not in SECRET_IN_PATH.sub(r"\1…", f"Not Found: {url}")

    def test_a_closed_round_says_so(self, client, cast, found, url):
        close_round(found.pk, seen_version=None, by=cast.viewer("doris"), now=timezone.now())
        assert "har stängt" in client.get(url).content.decode()

    def test_results_wait_for_the_close_and_for_five(self, client, cast, found, group, url):
        token = url.split("/")[2]
        results = f"/enkater/{found.pk}/resultat/"
        client.login_as(cast.doris)
        for _n in range(5):
            answer_by_link(token, {"trygghet": 7}, today=timezone.localdate())
        assert client.get(results).status_code == 404
        close_round(found.pk, seen_version=None, by=cast.viewer("doris"), now=timezone.now())
        page = client.get(results).content.decode()
        assert "5 anonyma svar räknas" in page
        assert "färre än 5 svar" in page
        assert client.get(f"{results}{group.pk}/").status_code == 200
        file = client.get(f"{results}{group.pk}.html", unchecked="a file of its own")
        assert group.name in file.content.decode()

    def test_the_qr_code_is_a_picture_of_the_link(self, client, cast, found):
        link = Invitation.objects.get(round=found)
        drawn = client.login_as(cast.doris).get(f"/enkater/{found.pk}/qr/{link.pk}.svg")
        assert drawn["Content-Type"] == "image/svg+xml"
        assert b"<path" in drawn.content


class TestQuestions:
    """Written as a draft, settled, never changed."""

    def test_a_new_version_is_written_and_settled(self, client, cast):
        client.login_as(cast.doris)
        client.get("/enkater/fragor/")
        old = followup_version()
        where = client.post(f"/enkater/fragor/{old.pk}/ny-version/")["Location"]
        client.get(where)
        url = f"{where}fraga/sip_mall_kand/"
        client.get(url)
        words = {
            "version": 1,
            "code": "sip_mall_kand",
            "part": "sip",
            "kind": "single",
            "text": "Känner alla i gruppen till mallen?",
            "options": "ja | Ja | Yes\nnej | Nej | No",
            "low": 1,
            "high": 10,
        }
        wrong = client.post(url, {**words, "options": "ja | Ja"})
        assert "minst två svar" in wrong.content.decode()
        assert client.post(url, words)["Location"] == where
        client.post(f"{where}upp/", {"version": 2, "code": "sip_mall_fungerar"})
        client.post(f"{where}ta-bort/", {"version": 3, "code": "hab_kommentar"})
        client.post(f"{where}faststall/", {"version": 4})
        page = client.get(where).content.decode()
        assert "Känner alla i gruppen till mallen?" in page
        assert "Fastställd" in page
        assert client.get(url).status_code == 404
        old.refresh_from_db()
        assert "Känner alla" not in str(old.content)

    def test_a_new_questionnaire_begins_with_one_question(self, client, cast):
        client.login_as(cast.doris)
        made = client.post("/enkater/fragor/ny/", {"key": "motesenkat", "use": "other"})
        assert "Den första frågan" in client.get(made["Location"]).content.decode()
        headings = f"{made['Location']}rubriker/"
        client.get(headings)
        words = {"title": "Efter mötet", "part_fragor": "Om mötet", "new_part": "Om uppföljningen"}
        assert client.post(headings, {**words, "version": 1})["Location"] == made["Location"]
        page = client.get(made["Location"]).content.decode()
        assert "Efter mötet" in page
        assert "Om uppföljningen" in page
        again = client.post("/enkater/fragor/ny/", {"key": "motesenkat", "use": "other"})
        assert "upptaget" in again.content.decode()
