"""The families' voice: a short form by link after a SIP meeting, that nobody can be recognised by."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from samsyn.domain.questionnaires import QuestionKind, from_data
from samsyn.surveys.models import AnonymousAnswer, Invitation, Round
from samsyn.surveys.services.anonymous import answer_by_link
from samsyn.surveys.services.importing import import_answers
from samsyn.surveys.services.rounds import close_round, send_round
from samsyn.surveys.shipped import shipped
from samsyn.surveys.vocabulary import Audience
from tests.surveys import make_group, make_round, shipped_questions

pytestmark = pytest.mark.django_db
KEY = "familjernas-rost"
ASKS = from_data(shipped(KEY, 2)["content"])


@pytest.fixture
def group(cast):
    return make_group(cast.places.bus_area)


@pytest.fixture
def opened(cast, group):
    """A round that is open now, with a link for one group."""
    day = timezone.localdate()
    days = {"opens_on": day, "closes_on": day + timedelta(9)}
    version = shipped_questions(KEY, 2)
    made = make_round([group], version=version, audience=Audience.LINK, **days)
    send_round(made.pk, seen_version=1, by=cast.viewer("doris"), now=timezone.now())
    return Invitation.objects.get(round=made)


def answer(link, times, **values):
    for _time in range(times):
        answer_by_link(link.token, values, today=timezone.localdate())


def close(cast, link):
    by, now = cast.viewer("doris"), timezone.now()
    close_round(link.round_id, seen_version=None, by=by, now=now)


def test_it_asks_nothing_that_points_at_somebody():
    assert {one.kind for one in ASKS.questions()} == {QuestionKind.SINGLE}
    assert len(list(ASKS.questions())) == 10
    assert not any(one.is_required for one in ASKS.questions())
    assert "sip-kollen" not in str(shipped(KEY, 2)).casefold()


def test_a_face_stands_before_each_answer_and_words_after(client, opened):
    page = client.get(f"/svara/{opened.token}/").text
    assert page.count('class="pictured__face"') == 30
    drawn = set(re.findall(r'<svg class="pictured__face".*?</svg>', page))
    assert len(drawn) == 3  # what the mouth does tells them apart; the colour is that of the words
    assert all('aria-hidden="true"' in one and 'stroke="currentColor"' in one for one in drawn)
    assert "Kände du dig trygg på mötet?" in page
    assert "<textarea" not in page


def test_it_speaks_easy_swedish_and_english(client, opened):
    easy = client.get(f"/svara/{opened.token}/?sprak=sv-x-lattlast")
    assert "Kändes det bra att vara på mötet?" in easy.text
    assert 'lang="sv-x-lattlast"' in easy.text
    english = client.get(f"/svara/{opened.token}/?sprak=en")
    assert '<html lang="en"' in english.text
    assert "You are anonymous" in english.text
    assert english["Content-Language"] == "en"
    thanks = client.get("/svara/tack/?sprak=en")
    assert "Thank you" in thanks.text


def test_five_answers_of_a_group_are_shown_and_four_are_not(client, cast, group, opened):
    answer(opened, 4, kande_trygg="ja")
    close(cast, opened)
    url = f"/enkater/{opened.round_id}/resultat/{group.pk}/"
    client.login_as(cast.hedda)
    assert "dolt: färre än 5 svar" in client.get(url).text
    row = AnonymousAnswer.objects.values().first()
    assert set(row) == {"id", "round_id", "group_id", "forum_id", "values"}
    Round.objects.update(closed_at=None)
    answer(opened, 1, kande_trygg="nej")
    assert client.get(url).status_code == 404
    close(cast, opened)
    assert 'Ja</th><td class="table__number">4</td>' in client.get(url).text


def test_a_groups_years_are_its_own(client, cast, group):
    """Beside a group's answers stand its own of the year before, never the county's."""
    other = make_group(name="BUS Annorstädes")
    shipped_questions(KEY)
    rows = ["year,group,kande_trygg"]
    rows += [f"2024,{group.name},ja"] * 6 + [f"2024,{other.name},nej"] * 9
    rows += [f"2025,{group.name},ja"] * 7
    report = import_answers("\n".join(rows), KEY, by=None, now=timezone.now())
    assert not report.faults
    latest = Round.objects.get(year=2025)
    page = client.login_as(cast.hedda).get(f"/enkater/{latest.pk}/resultat/{group.pk}/").text
    assert "100 % (6 av 6)" in page
    assert "40 %" not in page
