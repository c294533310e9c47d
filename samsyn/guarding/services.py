"""Add a word that is no name, withdraw it, and put it back: who did what stays to be read."""

from datetime import datetime

from django.db import transaction

from samsyn.audit import services as audit
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.refusals import Refusal
from samsyn.domain.vocabulary import AuditKind
from samsyn.guard import scan
from samsyn.guarding.models import NotName, NotNameStep
from samsyn.guarding.vocabulary import NotNameStepKind
from samsyn.organisations.naming import folded

LONGEST = 80
"""Characters."""


class WordRefused(Refusal):
    """A word cannot stand in the list so; `why` is not_yours, empty, long, pattern, there or unknown."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def add_not_name(word: str, *, by: Viewer, now: datetime) -> int:
    """Say that a word is no name (ej namn); its primary key.

    A coordinator says it for texts of the own principal, the secretariat for everybody's. A word that
    was withdrawn is put back. Refuses WordRefused, also for what is no word: a number, an address.
    """
    _may(by)
    word = " ".join(word.split())
    _refuse_odd(word)
    wanted = {"folded_word": folded(word), "principal_id": by.principal_id}
    row, is_new = NotName.objects.get_or_create(**wanted, defaults={"word": word})
    if not is_new and row.withdrawn_at is None:
        raise WordRefused("there")
    kind = NotNameStepKind.ADDED if is_new else NotNameStepKind.RESTORED
    _set(row, kind, None, by, now)
    return row.pk


@transaction.atomic
def withdraw_not_name(pk: int, *, by: Viewer, now: datetime) -> None:
    """Take a word off the list: from now on the guard may take it for a name. Refuses WordRefused."""
    row = _own(pk, by)
    if row.withdrawn_at is None:
        _set(row, NotNameStepKind.WITHDRAWN, now, by, now)


@transaction.atomic
def restore_not_name(pk: int, *, by: Viewer, now: datetime) -> None:
    """Put a withdrawn word back. Refuses WordRefused."""
    row = _own(pk, by)
    if row.withdrawn_at is not None:
        _set(row, NotNameStepKind.RESTORED, None, by, now)


def _may(by: Viewer) -> None:
    if not by.may(Ability.KEEP_NOT_NAMES):
        raise WordRefused("not_yours")


def _own(pk: int, by: Viewer) -> NotName:
    _may(by)
    row = NotName.objects.filter(pk=pk, principal=by.principal_id).first()
    if row is None:
        raise WordRefused("unknown")
    return row


def _refuse_odd(word: str) -> None:
    if not folded(word):
        raise WordRefused("empty")
    if len(word) > LONGEST:
        raise WordRefused("long")
    if any(one.label != "PERSON" for one in scan(word)):
        raise WordRefused("pattern")


def _set(
    row: NotName, kind: NotNameStepKind, withdrawn_at: datetime | None, by: Viewer, now: datetime
) -> None:
    row.withdrawn_at = withdrawn_at
    row.save(update_fields=["withdrawn_at"])
    NotNameStep.objects.create(not_name=row, kind=kind, at=now, by_id=by.user_id or 0)
    audit.record(
        AuditKind.CHANGED_NOT_NAMES,
        by=by,
        now=now,
        object_kind="not_name",
        object_id=row.pk,
        label=row.word,
        details={"step": kind.value},
    )
