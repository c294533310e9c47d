"""Let a unit without users in through its function mailbox: code by letter, limits, revocation (ADR 0023)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext

from samsyn.audit import services as audit
from samsyn.deviations.mailbox_links import MailboxLink
from samsyn.deviations.models import Addressing, MailboxCode, MailboxRevocation
from samsyn.deviations.selectors.concerned import principals_concerned
from samsyn.deviations.selectors.mailbox import (
    MailboxDoor,
    deviation_of,
    guest_at,
    live_code,
)
from samsyn.domain.access import Viewer, may_revoke_links
from samsyn.domain.refusals import RevocationRefused
from samsyn.domain.vocabulary import AuditKind
from samsyn.mail import services as mail
from samsyn.organisations.cards import UnitCard

DIGITS = 6
_KEPT = timedelta(days=30)


class Sending(StrEnum):
    """What came of asking for a code."""

    SENT = "sent"
    JUST_SENT = "just_sent"
    """One went a moment ago and holds: a second press of the button, or an impatient one."""
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class Try:
    """What came of typing a code; `left`: how often this code may still be typed."""

    is_right: bool
    left: int


@transaction.atomic
def send_code(door: MailboxDoor, *, language: str, now: datetime) -> Sending:
    """Send a one-time code to the unit's function mailbox, within the limits on how often."""
    # Two presses at once wait for each other here, so that the second sees the first one's code.
    Addressing.objects.select_for_update(no_key=True).get(pk=door.addressing_id)
    pause = timedelta(seconds=settings.MAILBOX_CODE_PAUSE_SECONDS)
    live = live_code(door.addressing_id, now=now)
    if live and now < live.sent_at + pause:
        return Sending.JUST_SENT
    if _is_too_often(door.addressing_id, now):
        return Sending.TOO_MANY
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    salt = secrets.token_hex(16)
    MailboxCode.objects.create(
        addressing_id=door.addressing_id, salt=salt, check_sum=_check_sum(salt, code), sent_at=now
    )
    _post(door, code, language, now)
    log(AuditKind.CODE_SENT, door, now=now)
    return Sending.SENT


def _is_too_often(addressing_id: int, now: datetime) -> bool:
    """Codes are counted, not requests: so are the letters to a mailbox, and how often anybody guesses."""
    sent = MailboxCode.objects.filter(addressing=addressing_id)
    last_hour = sent.filter(sent_at__gt=now - timedelta(hours=1)).count()
    last_day = sent.filter(sent_at__gt=now - timedelta(days=1)).count()
    too_many_now = last_hour >= settings.MAILBOX_CODES_PER_HOUR
    return too_many_now or last_day >= settings.MAILBOX_CODES_PER_DAY


def _post(door: MailboxDoor, code: str, language: str, now: datetime) -> None:
    words = {
        "code": code,
        "number": door.number,
        "unit": door.unit_name,
        "minutes": settings.MAILBOX_CODE_MINUTES,
    }
    with translation.override(language):
        subject = gettext("Samsyn: engångskod för %(number)s") % words
        body = render_to_string("mail/mailbox_code.body.txt", words)
    mail.post_letter(
        kind="mailbox_code",
        to=door.mailbox,
        subject=subject,
        body=body,
        language=language,
        now=now,
        secret=True,
    )


def _check_sum(salt: str, code: str) -> str:
    # Keyed with the server's secret: a million codes are soon tried by who has read the table alone.
    return salted_hmac(salt, code, algorithm="sha256").hexdigest()


def try_code(door: MailboxDoor, code: str, *, now: datetime) -> Try:
    """Whether this is the newest code. A right one is used up; every try counts before it is judged."""
    live = live_code(door.addressing_id, now=now)
    if live is None:
        return Try(False, 0)
    unused = MailboxCode.objects.filter(pk=live.pk, used_at=None)
    counted = unused.filter(tries__lt=settings.MAILBOX_CODE_TRIES).update(tries=F("tries") + 1)
    is_right = constant_time_compare(live.check_sum, _check_sum(live.salt, code))
    # Of two who type the right code at once, one uses it.
    if counted and is_right and unused.update(used_at=now):
        log(AuditKind.MAILBOX_ENTERED, door, now=now)
        return Try(True, 0)
    log(AuditKind.CODE_WRONG, door, now=now)
    return Try(False, max(settings.MAILBOX_CODE_TRIES - live.tries - 1, 0) if counted else 0)


def log(kind: AuditKind, door: MailboxDoor, *, now: datetime) -> None:
    """Add what happened at the door to the audit log, in the unit's name."""
    audit.record(
        kind,
        by=guest_at(door),
        now=now,
        object_kind="deviation",
        object_id=door.deviation_id,
        label=door.number,
        principals=principals_concerned(door.deviation_id),
    )


def log_void(link: MailboxLink, *, now: datetime) -> None:
    """Log that a link which we once signed was tried and opened nothing."""
    about = deviation_of(link)
    if about is None:
        return
    deviation_id, number = about
    audit.record(
        AuditKind.REFUSED,
        by=None,
        now=now,
        object_kind="deviation",
        object_id=deviation_id,
        label=number,
        details={"mailbox_link_of_unit": link.unit_id},
        principals=principals_concerned(deviation_id),
    )


@transaction.atomic
def revoke_links(unit: UnitCard, *, by: Viewer, now: datetime) -> None:
    """Make every link to the unit's mailbox void, with what was opened by one; new letters get new ones.

    Refuses another principal's unit (RevocationRefused).
    """
    if not may_revoke_links(by, principal_id=unit.principal_id):
        raise RevocationRefused
    MailboxRevocation.objects.create(unit_id=unit.id, at=now, by_id=by.user_id)
    audit.record(
        AuditKind.CHANGED_ACCESS,
        by=by,
        now=now,
        object_kind="unit",
        object_id=unit.id,
        label=unit.name,
        details={"mailbox_links": "revoked"},
        principals={unit.principal_id},
    )


def forget_codes(*, now: datetime) -> int:
    """Remove codes that went more than thirty days ago; how many."""
    removed, _rows = MailboxCode.objects.filter(sent_at__lt=now - _KEPT).delete()
    return removed
