"""Letters: golden texts, nothing of a case, and an outbox that neither loses nor doubles."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail as sent_mail

from samsyn.mail import services
from samsyn.mail.letters import LetterKind, letter_about
from samsyn.mail.models import Letter
from tests.builders import NOW, make_deviation

GOLDEN = Path(__file__).parents[1] / "data/letters"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_letter_is_as_agreed(language):
    letters = [(kind, letter_about(kind, "SAM-2026-0001", language)) for kind in LetterKind]
    text = "".join(f"## {kind}\n{one.subject}\n\n{one.body}\n" for kind, one in letters)
    assert text == (GOLDEN / f"{language}.txt").read_text()


def test_a_letter_holds_nothing_of_the_case(cast):
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


def test_waiting_letters_leave_once(cast, settings):
    make_deviation(cast)
    assert services.send_waiting(now=NOW) == 1
    assert services.send_waiting(now=NOW + timedelta(days=1)) == 0
    (message,) = sent_mail.outbox
    letter = Letter.objects.get()
    assert message.extra_headers["Message-ID"].startswith(f"<{letter.message_id}@")
    assert message.to == [cast.places.bup.function_mailbox]


def test_a_refused_letter_waits_and_goes_later(cast, monkeypatch):
    from django.core.mail import EmailMessage

    make_deviation(cast)
    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", _refuse)
        assert services.send_waiting(now=NOW) == 0
    letter = Letter.objects.get()
    assert letter.sent_at is None
    assert letter.last_error == "ConnectionRefusedError"
    assert services.send_waiting(now=NOW + timedelta(seconds=59)) == 0
    assert services.send_waiting(now=NOW + timedelta(hours=1)) == 1


def _refuse(*args, **kwargs):
    raise ConnectionRefusedError
