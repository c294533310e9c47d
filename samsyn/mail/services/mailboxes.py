"""Which mailboxes do not work? Said by the mail server, a returned letter or a provider (requirement 47)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from samsyn.audit.services import record
from samsyn.domain.access import Viewer
from samsyn.domain.vocabulary import AuditKind
from samsyn.mail.models import BrokenMailbox, Letter
from samsyn.mail.states import BounceSource


def mark_broken(address: str, *, source: BounceSource, code: str, now: datetime) -> None:
    """Remember that letters do not reach the address; a later sign keeps the first one's time."""
    sign = {"last_at": now, "source": source, "code": code[:40]}
    BrokenMailbox.objects.update_or_create(
        mailbox=address.lower(), defaults=sign, create_defaults={"since": now, **sign}
    )


def mark_reached(address: str, *, source: BounceSource | None = None) -> None:
    """Forget the mark, since a letter arrived; with a source only a mark from there.

    That the next server takes a letter says nothing about one that came back later.
    """
    marks = BrokenMailbox.objects.filter(mailbox=address.lower())
    (marks.filter(source=source) if source else marks).delete()


@transaction.atomic
def bounced(
    letter_id: UUID, *, source: BounceSource, code: str, now: datetime, recipient: str = ""
) -> bool:
    """A letter (by its Message-ID) came back: it counts as given up, its mailbox as not working.

    False for a letter that we never sent, or not to that recipient: nobody marks another's mailbox.
    """
    letter = Letter.objects.filter(message_id=letter_id, sent_at__isnull=False).first()
    if letter is None or recipient.lower() not in {"", letter.recipient.lower()}:
        return False
    # Not copied: now the unit's people are to be told instead.
    Letter.objects.filter(pk=letter.pk).update(
        given_up_at=now, copied_at=None, last_error=f"{source} {code}"[:300]
    )
    mark_broken(letter.recipient, source=source, code=code, now=now)
    return True


@transaction.atomic
def delivered(letter_id: UUID) -> bool:
    """A letter (by its Message-ID) demonstrably arrived: its mailbox works."""
    letter = Letter.objects.filter(message_id=letter_id, sent_at__isnull=False).first()
    if letter is None:
        return False
    mark_reached(letter.recipient)
    return True


@transaction.atomic
def mailbox_works(mailbox_id: int, *, by: Viewer, now: datetime) -> str:
    """The administrator says that the mailbox works again; its address, or nothing if it was not marked."""
    mark = BrokenMailbox.objects.filter(pk=mailbox_id).first()
    if mark is None:
        return ""
    mark.delete()
    record(
        AuditKind.KEPT_RUNNING,
        by=by,
        now=now,
        object_kind="mailbox",
        object_id=mailbox_id,
        label=mark.mailbox,
        details={"did": "works_again", "source": mark.source, "code": mark.code},
    )
    return mark.mailbox
