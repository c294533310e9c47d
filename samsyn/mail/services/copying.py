"""Post what a function mailbox got to people as well: who they are, somebody else decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from samsyn.mail.letters import Addressee, LetterKind
from samsyn.mail.models import Letter
from samsyn.mail.selectors import unreachable
from samsyn.mail.services.posting import post_notice

LOOKS_BACK = timedelta(days=7)
"""A letter given up later than this after it was written tells nobody anything new."""


@dataclass(frozen=True)
class LetterToCopy:
    """A letter about a deviation whose other readers nobody has looked for yet."""

    id: int
    number: str
    recipient: str
    reaches: bool
    """False when the letter was given up, or its mailbox does not work."""


def letters_to_copy(*, now: datetime, at_most: int) -> list[LetterToCopy]:
    """The letters about deviations that have not been copied, oldest first."""
    waiting = Letter.objects.filter(copied_at=None, created_at__gt=now - LOOKS_BACK)
    letters = list(waiting.exclude(deviation_number="").order_by("created_at", "pk")[:at_most])
    broken = unreachable(one.recipient for one in letters)
    return [
        LetterToCopy(
            one.pk,
            one.deviation_number,
            one.recipient,
            reaches=one.given_up_at is None and one.recipient not in broken,
        )
        for one in letters
    ]


@transaction.atomic
def post_copies(letter_id: int, *, to: Iterable[Addressee], now: datetime) -> int:
    """Post the same notice to these people, once; how many letters that makes.

    Nobody gets the same notice twice, also when the letter comes here again because it bounced.
    """
    claimed = Letter.objects.filter(pk=letter_id, copied_at=None)
    if not claimed.update(copied_at=now):
        return 0
    letter = Letter.objects.get(pk=letter_id)
    same = Letter.objects.filter(
        kind=letter.kind,
        deviation_number=letter.deviation_number,
        created_at__gte=letter.created_at,
    )
    have = set(same.values_list("recipient", flat=True))
    people = [one for one in to if one.address not in have]
    post_notice(
        LetterKind(letter.kind), number=letter.deviation_number, to=people, now=now, is_copy=True
    )
    return len(people)
