"""Which letters wait, which were given up, and which mailboxes do not work?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet

from samsyn.mail.letters import LetterKind
from samsyn.mail.models import BrokenMailbox, Letter
from samsyn.mail.states import BounceSource, LetterState, state_of

_OPEN = Q(sent_at=None, given_up_at=None, put_aside_at=None)
_OF_STATE = {
    LetterState.GIVEN_UP: Q(given_up_at__isnull=False, put_aside_at=None),
    LetterState.TRIED: _OPEN & Q(attempts__gt=0),
    LetterState.WAITING: _OPEN & Q(attempts=0),
    LetterState.PUT_ASIDE: Q(put_aside_at__isnull=False),
}
UNSETTLED = tuple(_OF_STATE)
"""The states that an administrator looks at, the most urgent first."""

MOST_MAILBOXES = 40


@dataclass(frozen=True)
class LetterCard:
    """A letter as the administrator sees it: never its text, which can hold an opening link."""

    id: int
    state: LetterState
    kind: str
    number: str
    recipient: str
    created_at: datetime
    attempts: int
    last_error: str
    next_attempt_at: datetime | None
    can_be_sent: bool
    """False when the text was a secret and is forgotten."""


class LetterRows:
    """Letters as cards, counted and sliced by the database."""

    def __init__(self, rows: QuerySet[Letter]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return self.rows.count()

    def __getitem__(self, part: slice) -> list[LetterCard]:
        return [_card(letter) for letter in self.rows[part]]


def letters_due(*, now: datetime) -> QuerySet[Letter]:
    """The letters to send now, oldest first."""
    due = Q(next_attempt_at=None) | Q(next_attempt_at__lte=now)
    return Letter.objects.filter(_OPEN, due).order_by("created_at", "pk")


def letters_late(moment: datetime) -> int:
    """How many letters should have been tried before a moment and were not; for the doctor."""
    return letters_due(now=moment).filter(created_at__lt=moment).count()


def letters_waiting() -> int:
    """How many letters have neither left nor been given up."""
    return Letter.objects.filter(_OPEN).count()


def letters_given_up() -> int:
    """How many letters somebody must look at, for the doctor."""
    return Letter.objects.filter(_OF_STATE[LetterState.GIVEN_UP]).count()


def letters_to_settle() -> QuerySet[Letter]:
    """The letters that can be sent again or put aside: all that have not arrived as far as we know."""
    return Letter.objects.filter(Q(sent_at=None) | Q(given_up_at__isnull=False))


def letters_in(state: LetterState) -> LetterRows:
    """The letters in one of the unsettled states, newest first."""
    return LetterRows(Letter.objects.filter(_OF_STATE[state]).order_by("-created_at", "-pk"))


def unsettled_counts() -> dict[LetterState, int]:
    """How many letters stand in each unsettled state."""
    return {state: Letter.objects.filter(where).count() for state, where in _OF_STATE.items()}


def kind_label(kind: str) -> str:
    """What a letter is about, in the vocabulary's words; letters beside a deviation by their code."""
    return LetterKind(kind).label if kind in set(LetterKind) else kind


def _card(letter: Letter) -> LetterCard:
    return LetterCard(
        id=letter.pk,
        state=state_of(letter),
        kind=letter.kind,
        number=letter.deviation_number,
        recipient=letter.recipient,
        created_at=letter.created_at,
        attempts=letter.attempts,
        last_error=letter.last_error,
        next_attempt_at=letter.next_attempt_at,
        can_be_sent=bool(letter.body),
    )


# Mailboxes --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MailboxCard:
    """A mailbox that does not work, since when, and who said so."""

    id: int
    address: str
    since: datetime
    last_at: datetime
    source: BounceSource
    code: str


def unreachable(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses that letters do not reach; one query, none without addresses."""
    wanted = set(addresses)
    if not wanted:
        return set()
    marks = BrokenMailbox.objects.filter(mailbox__in={one.lower() for one in wanted})
    broken = set(marks.values_list("mailbox", flat=True))
    return {one for one in wanted if one.lower() in broken}


def broken_mailboxes() -> list[MailboxCard]:
    """Every mailbox that does not work, the newest first."""
    return [_mailbox(mark) for mark in BrokenMailbox.objects.order_by("-since", "mailbox")]


def broken_mailbox(address: str) -> MailboxCard | None:
    """What is known of one mailbox that does not work; None when nothing speaks against it."""
    mark = BrokenMailbox.objects.filter(mailbox=address.lower()).first() if address else None
    return _mailbox(mark) if mark else None


def broken_addresses() -> set[str]:
    """The addresses that do not work, in lower case."""
    return set(BrokenMailbox.objects.values_list("mailbox", flat=True))


def _mailbox(mark: BrokenMailbox) -> MailboxCard:
    return MailboxCard(
        id=mark.pk,
        address=mark.mailbox,
        since=mark.since,
        last_at=mark.last_at,
        source=BounceSource(mark.source),
        code=mark.code,
    )


def letters_to(address: str) -> list[dict[str, Any]]:
    """What is stored of letters to an address, without their text, oldest first."""
    letters = Letter.objects.filter(recipient=address).order_by("created_at", "pk")
    rows = letters.values("kind", "deviation_number", "subject", "created_at", "sent_at")
    return [dict(row) for row in rows]


# The demo ---------------------------------------------------------------------------------------------


def demo_letters(to: str = "") -> QuerySet[Letter]:
    """The letters that have left, newest first, with their texts: for the demo's own page alone."""
    _require_demo()
    sent = Letter.objects.filter(sent_at__isnull=False).order_by("-sent_at", "-pk")
    return sent.filter(recipient__icontains=to) if to else sent


def demo_letter(pk: int) -> Letter | None:
    """One letter that has left, with its text: for the demo's own page alone."""
    return demo_letters().filter(pk=pk).first()


def demo_mailboxes() -> list[tuple[str, int]]:
    """Every address that got letters, with how many, the one with the newest letter first."""
    grouped = demo_letters().order_by().values_list("recipient")
    counted = grouped.annotate(many=Count("pk"), newest=Max("sent_at")).order_by("-newest")
    return [(address, many) for address, many, _newest in counted[:MOST_MAILBOXES]]


def _require_demo() -> None:
    # A letter's text can hold an opening link: outside the demo no page may read it.
    if not settings.DEMO:
        raise PermissionError("letters are read in the demo only")
