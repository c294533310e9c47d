"""Letters: golden texts, nothing of a case, and an outbox that neither loses nor doubles."""

import re
from datetime import timedelta
from pathlib import Path

import html5lib
import pytest
from django.core import mail as sent_mail

from samsyn.mail import services
from samsyn.mail.html import html_of
from samsyn.mail.letters import LetterKind, letter_about
from samsyn.mail.models import Letter
from tests.builders import NOW, make_deviation

GOLDEN = Path(__file__).parents[1] / "data/letters"
URLS = {"href", "src", "action", "background", "poster", "data", "srcset"}
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_letter_is_as_agreed(language):
    letters = [(kind, letter_about(kind, "SAM-2026-0001", language)) for kind in LetterKind]
    text = "".join(f"## {kind}\n{one.subject}\n\n{one.body}\n" for kind, one in letters)
    assert text == (GOLDEN / f"{language}.txt").read_text()


def test_a_letter_holds_nothing_of_the_case(cast, before_the_guard):
    make_deviation(
        cast,
        title="Rubrikord",
        what_happened="Händelseord",
        what_was_expected="Väntord",
        own_system_reference="Egetord",
    )
    letter = Letter.objects.get()
    whole = f"{letter.subject} {letter.body}".lower()
    for word in ("rubrikord", "händelseord", "väntord", "egetord", "koltrast", "tofsvipan"):
        assert word not in whole


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_html_part_is_as_agreed(language):
    text = letter_about(LetterKind.NEW, "SAM-2026-0001", language)
    html = html_of(text.subject, text.body, language)
    assert html == (GOLDEN / f"{language}.html").read_text()


@pytest.mark.parametrize("kind", LetterKind)
def test_both_parts_say_the_same_and_lead_to_one_place(kind):
    text = letter_about(kind, "SAM-2026-0001", "sv", "/svara/en-nyckel/")
    page = html5lib.parse(html_of(text.subject, text.body, "sv"), namespaceHTMLElements=False)
    links = [one.get("href") for one in page.iter("a")]
    assert links == ["http://localhost:8000/svara/en-nyckel/"]
    said = " ".join(page.find("body").itertext())
    for word in re.findall(r"\w+", text.body):
        assert word in said


def test_the_html_part_fetches_nothing_and_breaks_out_of_nothing():
    hostile = "<script>alert(1)</script> <img src=x>"
    body = f'{hostile}\n\nKod: 123456\n{hostile}: http://localhost:8000/a/?b="><b>&c=d'
    html = html_of(hostile, body, "sv")
    page = html5lib.parse(html, namespaceHTMLElements=False)
    tags = {one.tag for one in page.iter()}
    assert not tags & {"script", "img", "b", "link", "style", "iframe", "base"}
    urls = [value for one in page.iter() for name, value in one.attrib.items() if name in URLS]
    assert urls == ['http://localhost:8000/a/?b="><b>&c=d']
    assert "url(" not in html


def test_an_address_elsewhere_never_becomes_the_button():
    html = html_of(
        "Hej", "Hej.\n\nÖppna: http://localhost:8000.evil.example/\n\nhttps://evil.example/", "sv"
    )
    assert "<a " not in html


def test_a_letter_of_an_account_has_its_link_as_button(client, cast):
    client.post("/konto/losenord/glomt/", {"email": cast.astrid.email})
    letter = Letter.objects.get()
    assert letter.secret
    assert html_of(letter.subject, letter.body, "sv").count("<a href=") == 1


def test_waiting_letters_leave_once(cast, settings):
    make_deviation(cast)
    assert services.send_waiting(now=NOW) == 1
    assert services.send_waiting(now=NOW + timedelta(days=1)) == 0
    (message,) = sent_mail.outbox
    letter = Letter.objects.get()
    assert message.extra_headers["Message-ID"].startswith(f"<{letter.message_id}@")
    assert message.to == [cast.places.bup.function_mailbox]


def test_a_secret_is_forgotten_an_hour_after_it_was_sent(cast):
    posted = {
        "to": "a@example.com",
        "subject": "Kod",
        "body": "Kod: 1",
        "language": "sv",
        "now": NOW,
    }
    services.post_letter(kind="code", secret=True, **posted)
    services.post_letter(kind="other", **posted)
    sent = NOW + timedelta(hours=3)
    services.forget_secrets(now=sent)
    services.send_waiting(now=sent)
    services.forget_secrets(now=sent + timedelta(minutes=59))
    assert Letter.objects.get(kind="code").body == "Kod: 1"
    assert services.forget_secrets(now=sent + timedelta(minutes=61)) == 1
    assert services.forget_secrets(now=sent + timedelta(minutes=62)) == 0
    assert Letter.objects.get(kind="code").body == ""
    assert Letter.objects.get(kind="other").body == "Kod: 1"


def test_letters_are_deleted_ninety_days_after_they_left(cast):
    make_deviation(cast)
    services.send_waiting(now=NOW)
    make_deviation(cast)
    assert services.delete_old(now=NOW + timedelta(days=89)) == 0
    assert services.delete_old(now=NOW + timedelta(days=91)) == 1
    assert Letter.objects.get().sent_at is None, "what has not left is kept"
