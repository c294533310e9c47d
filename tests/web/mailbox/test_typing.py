"""A guest's answer saves itself too: for the browser that it is typed in, and no longer than its session."""

from datetime import timedelta

import pytest

from samsyn.deviations.models import AnswerDraft
from tests.client import PageClient
from tests.web.mailbox.visiting import answer_form, enter, page_of

pytestmark = pytest.mark.django_db
ANSWER, SAVE = "svara/", "svara/spara/"


def test_it_is_found_in_the_same_browser_after_a_new_code_and_nowhere_else(
    guest, case, link, clock, settings
):
    assert "Här är ditt utkast" not in guest.get(page_of(case, ANSWER)).text
    typed = answer_form(draft=0)
    assert guest.post(page_of(case, SAVE), typed).json()["version"] == 1
    clock.shift(timedelta(minutes=settings.MAILBOX_VISIT_MINUTES + 1))
    expired = guest.post(page_of(case, SAVE), typed | {"draft": 1})
    assert (expired.status_code, expired.url) == (302, link)
    enter(guest, link)
    assert guest.get("/avvikelser/nyckel/", unchecked="a token").status_code == 200
    assert "Du har ett utkast till svar." in guest.get(page_of(case), queries=16).text
    page = guest.get(page_of(case, ANSWER), queries=16)
    assert "Vi fick aldrig någon kallelse." in page.text and "Här är ditt utkast" in page.text
    clock.shift(timedelta(minutes=2))  # the next code
    other = enter(PageClient(), link)
    assert "Vi fick aldrig någon kallelse." not in other.get(page_of(case, ANSWER)).text
    assert "utkast till svar" not in other.get(page_of(case)).text
    assert guest.post(page_of(case, ANSWER), typed | {"draft": 1}).status_code == 302
    assert not AnswerDraft.objects.exists()


def test_closing_the_visit_throws_it_away(guest, case):
    guest.post(page_of(case, SAVE), answer_form(draft=0))
    assert AnswerDraft.objects.get().author is None
    guest.post("/brevlada/stang/")
    assert not AnswerDraft.objects.exists()
