"""What an administrator does with letters that were given up: send again, or put aside."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from samsyn.audit.services import record
from samsyn.domain.access import Viewer
from samsyn.domain.vocabulary import AuditKind
from samsyn.mail.models import Letter
from samsyn.mail.selectors import letters_to_settle


@transaction.atomic
def send_again(letter_id: int, *, by: Viewer, now: datetime) -> bool:
    """Let a letter begin anew, also one put aside; False when it left meanwhile or its text is forgotten."""
    found = letters_to_settle().filter(pk=letter_id).exclude(body="")
    return _settle(found, "send_again", by, now, **_AS_NEW) == 1


@transaction.atomic
def send_all_again(*, by: Viewer, now: datetime) -> int:
    """Let every letter that was given up begin anew, after the mail server has been put right; how many."""
    given_up = letters_to_settle().filter(given_up_at__isnull=False, put_aside_at=None)
    return _settle(given_up.exclude(body=""), "send_again", by, now, **_AS_NEW)


@transaction.atomic
def put_aside(letter_id: int, *, by: Viewer, now: datetime) -> bool:
    """Take a letter off the list and never send it; False when it left meanwhile."""
    found = letters_to_settle().filter(pk=letter_id, put_aside_at=None)
    return _settle(found, "put_aside", by, now, put_aside_at=now) == 1


_AS_NEW: dict[str, object] = {
    "sent_at": None,
    "given_up_at": None,
    "put_aside_at": None,
    "first_attempt_at": None,
    "next_attempt_at": None,
    "attempts": 0,
}


def _settle(
    letters: QuerySet[Letter], what: str, by: Viewer, now: datetime, **facts: object
) -> int:
    settled = 0
    for letter in letters.order_by("pk").select_for_update(of=("self",)):
        settled += letters.filter(pk=letter.pk).update(**facts)
        record(
            AuditKind.KEPT_RUNNING,
            by=by,
            now=now,
            object_kind="letter",
            object_id=letter.pk,
            label=letter.deviation_number or letter.kind,
            details={"did": what, "attempts": letter.attempts, "error": letter.last_error},
        )
    return settled
