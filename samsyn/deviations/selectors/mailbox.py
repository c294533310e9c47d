"""Does a link from a function mailbox still open something, and for whom?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, Max, OuterRef
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext

from samsyn.accounts import selectors as accounts
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.deviations.mailbox_links import MailboxLink, mailbox_sum
from samsyn.deviations.models import Addressing, MailboxCode, MailboxRevocation
from samsyn.domain.access import ScopeKind, Viewer

LONGEST_NAME = 150
"""Characters of the unit's name in the log, so that the words after it have room."""


@dataclass(frozen=True)
class MailboxDoor:
    """One recipient's part, as whoever holds the unit's function mailbox may open it."""

    addressing_id: int
    deviation_id: int
    number: str
    unit_id: int
    unit_name: str
    principal_id: int
    mailbox: str
    has_people: bool
    """Somebody works at the unit with an account: they log in, and nobody opens it by the mailbox."""


def door_of(link: MailboxLink, *, now: datetime) -> MailboxDoor | None:
    """What a link opens now, in one query; None when it opens nothing any more.

    Void are: an old link, one signed before its unit's links were revoked or written to an address that
    the unit has left, and every link to what is redirected or withdrawn.
    """
    if not link.signed_at <= now < link.signed_at + timedelta(days=settings.MAILBOX_LINK_DAYS):
        return None
    revoked = MailboxRevocation.objects.filter(unit=OuterRef("unit"), at__gte=link.signed_at)
    people = accounts.roles_held_at(OuterRef("unit"), today=day_in_stockholm(now))
    row = (
        Addressing.objects.filter(
            ~Exists(revoked),
            pk=link.addressing_id,
            unit_id=link.unit_id,
            redirected_at=None,
            deviation__withdrawn_at=None,
        )
        .values_list(
            "pk",
            "deviation_id",
            "deviation__number",
            "unit_id",
            "unit__name",
            "unit__principal_id",
            "unit__function_mailbox",
            Exists(people),
        )
        .first()
    )
    if row is None:
        return None
    door = MailboxDoor(*row)
    return door if constant_time_compare(mailbox_sum(door.mailbox), link.mailbox_sum) else None


def guest_at(door: MailboxDoor) -> Viewer:
    """Who looks through the door: nobody by name, for the unit, at one deviation."""
    unit = door.unit_name[:LONGEST_NAME]
    return Viewer(
        user_id=None,
        name="",
        scope=ScopeKind.UNIT,
        scope_id=door.unit_id,
        roles=frozenset(),
        acting_for=gettext("%(unit)s (via funktionsbrevlådan)") % {"unit": unit},
        home_principal_id=door.principal_id,
        guest_of=door.deviation_id,
    )


def deviation_of(link: MailboxLink) -> tuple[int, str] | None:
    """Primary key and number of what a link was once about; only for logging that it opened nothing."""
    parts = Addressing.objects.filter(pk=link.addressing_id)
    return parts.values_list("deviation_id", "deviation__number").first()


def live_code(addressing_id: int, *, now: datetime) -> MailboxCode | None:
    """The newest code, if it can still be used; an older one cannot."""
    newest = (
        MailboxCode.objects.filter(addressing=addressing_id).order_by("-sent_at", "-pk").first()
    )
    if newest is None or newest.used_at or newest.tries >= settings.MAILBOX_CODE_TRIES:
        return None
    is_old = newest.sent_at + timedelta(minutes=settings.MAILBOX_CODE_MINUTES) <= now
    return None if is_old else newest


def last_revoked(unit_ids: Collection[int]) -> dict[int, datetime]:
    """When the links of each unit were last made void; those of whom they never were are not there."""
    rows = MailboxRevocation.objects.filter(unit__in=unit_ids).values("unit")
    return dict(rows.annotate(last=Max("at")).values_list("unit", "last"))
