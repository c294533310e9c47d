"""Put letters in the outbox."""

from collections.abc import Iterable
from datetime import datetime

from samsyn.database.bulk import insert_with_keys
from samsyn.mail.letters import Addressee, LetterKind, letter_about
from samsyn.mail.models import Letter


def post_notice(
    kind: LetterKind,
    *,
    number: str,
    to: Iterable[Addressee],
    now: datetime,
    secret: bool = False,
    is_copy: bool = False,
) -> None:
    """Put one letter per addressee in the outbox; call inside the step's transaction.

    `secret`: the link opens something by itself, so the body is forgotten soon after sending.
    `is_copy`: people get what their unit's mailbox got; nobody copies it once more.
    """
    letters = []
    for one in sorted(set(to)):
        text = letter_about(kind, number, one.language, one.path)
        letters.append(
            Letter(
                kind=kind,
                deviation_number=number,
                recipient=one.address,
                language=one.language,
                subject=text.subject,
                body=text.body,
                secret=secret,
                created_at=now,
                copied_at=now if is_copy else None,
            )
        )
    insert_with_keys(Letter, letters)


def post_letter(
    *,
    kind: str,
    to: str,
    subject: str,
    body: str,
    language: str,
    now: datetime,
    secret: bool = False,
    calendar: str = "",
) -> None:
    """Put a letter that concerns no deviation (password, invitation, code, calling) in the outbox.

    `calendar` is an iCalendar object that goes with it, so that the meeting lands in the
    calendar. A line of the body that ends in an address of ours becomes the button of
    the HTML part.
    """
    Letter.objects.create(
        kind=kind,
        recipient=to,
        subject=subject,
        body=body,
        language=language,
        secret=secret,
        calendar=calendar,
        created_at=now,
    )
