"""Say that deviations tell of the same event, and take it back. Nothing in them changes (ADR 0028)."""

from collections.abc import Collection, Container
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from samsyn.audit import services as audit
from samsyn.coding.selectors.opinions import last_said_at
from samsyn.coding.services import AtTheDesk, code_at_desk, undo_coding
from samsyn.deviations.selectors.similar import Told, told_in_copies
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.refusals import Outdated, Refusal
from samsyn.domain.vocabulary import AuditKind
from samsyn.events.models import Event, EventLink, SetApart
from samsyn.guarding.last_word import NOTHING
from samsyn.guarding.transactions import atomic_when_read


class LinkRefused(Refusal):
    """Fewer than two deviations, one that the viewer does not read, or somebody who may not say."""


def link_as_one_event(*, deviation_ids: Collection[int], by: Viewer, now: datetime) -> int:
    """Say that these deviations tell of the same event; the events they stood in become one.

    The parties' facts and texts are untouched, and they are not told. Refuses LinkRefused, and
    Outdated when somebody else linked one of them at the same moment. Returns the event.
    """
    told = _refused_unless_copied(deviation_ids, by)
    if len(told) < 2:
        raise LinkRefused
    try:
        with transaction.atomic():
            return _link(told, by, now)
    except IntegrityError:
        raise Outdated from None


def _refused_unless_copied(deviation_ids: Collection[int], by: Viewer) -> list[Told]:
    wanted = set(deviation_ids)
    told = told_in_copies(wanted, viewer=by) if by.may(Ability.LINK_EVENTS) else []
    if len(told) < len(wanted) or not wanted:
        raise LinkRefused
    return sorted(told, key=lambda one: one.id)


def _link(told: list[Told], by: Viewer, now: datetime) -> int:
    ids = {one.id for one in told}
    events = sorted(_standing(deviation__in=ids).values_list("event_id", flat=True).distinct())
    _lock(events)
    event_id = events[0] if events else Event.objects.create(made_at=now, made_by_id=by.user_id).pk
    moved = list(_standing(event__in=events[1:]).values_list("deviation_id", flat=True))
    _end(_standing(event__in=events[1:]), by, now)
    inside = set(_standing(event=event_id).values_list("deviation_id", flat=True))
    joining = sorted({*ids, *moved} - inside)
    EventLink.objects.bulk_create(
        EventLink(event_id=event_id, deviation_id=pk, linked_at=now, linked_by_id=by.user_id)
        for pk in joining
    )
    _log(told_in_copies(joining, viewer=by), "linked", event_id, by, now)
    return event_id


@transaction.atomic
def unlink(*, deviation_id: int, by: Viewer, now: datetime) -> None:
    """Take a deviation out of its event; one that would be left alone there leaves too.

    Refuses LinkRefused. Twice is once.
    """
    (told,) = _refused_unless_copied([deviation_id], by)
    event_id = _standing(deviation=deviation_id).values_list("event_id", flat=True).first()
    if event_id is None:
        return
    _lock([event_id])
    left = _standing(event=event_id).exclude(deviation=deviation_id)
    others = list(left.values_list("deviation_id", flat=True))
    ended = {deviation_id, *(others if len(others) < 2 else ())}
    _end(_standing(event=event_id, deviation__in=ended), by, now)
    _log([told, *told_in_copies(ended - {told.id}, viewer=by)], "unlinked", event_id, by, now)


@atomic_when_read
def code_and_link(
    *,
    deviation_id: int,
    content: AtTheDesk,
    same_ids: Collection[int] = (),
    is_apart: bool = False,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> None:
    """What is said of one deviation at the coding desk: its codes, and which others are the same event.

    `is_apart` takes it out of its event first. Refuses what `code_at_desk` and `link_as_one_event` do,
    and then nothing of it is stored.
    """
    code_at_desk(deviation_id=deviation_id, content=content, by=by, now=now, decided=decided)
    if is_apart:
        unlink(deviation_id=deviation_id, by=by, now=now)
    if same_ids:
        link_as_one_event(deviation_ids={deviation_id, *same_ids}, by=by, now=now)


@transaction.atomic
def undo_at_desk(*, deviation_id: int, by: Viewer, now: datetime) -> bool:
    """Take back what the viewer said last of a deviation, with the links that were made by saying it.

    False when nothing could be taken back. Refuses CodingRefused.
    """
    said_at = last_said_at(deviation_id, viewer=by)
    if not undo_coding(deviation_id=deviation_id, by=by, now=now):
        return False
    # Made with the coding are those of the same moment and person: both are one service call.
    made_then = _standing(linked_at=said_at, linked_by=by.user_id)
    of_it = _standing(deviation=deviation_id).values("event")
    for pk in list(made_then.filter(event__in=of_it).values_list("deviation_id", flat=True)):
        unlink(deviation_id=pk, by=by, now=now)
    return True


@transaction.atomic
def set_apart(*, deviation_id: int, other_ids: Collection[int], by: Viewer, now: datetime) -> None:
    """Say that others resemble a deviation without telling of the same event: not proposed again.

    They can still be linked. Refuses LinkRefused. Twice is once.
    """
    told = _refused_unless_copied({deviation_id, *other_ids}, by)
    others = [one.id for one in told if one.id != deviation_id]
    if not others:
        raise LinkRefused
    SetApart.objects.bulk_create(
        (
            SetApart(
                earlier_id=min(deviation_id, other),
                later_id=max(deviation_id, other),
                said_at=now,
                said_by_id=by.user_id,
            )
            for other in others
        ),
        ignore_conflicts=True,
    )
    _log(told, "set_apart", None, by, now)


def _standing(**where: Any) -> QuerySet[EventLink]:
    return EventLink.objects.filter(unlinked_at=None, **where)


def _end(links: QuerySet[EventLink], by: Viewer, now: datetime) -> None:
    links.update(unlinked_at=now, unlinked_by_id=by.user_id)


def _lock(event_ids: Collection[int]) -> None:
    """Let two who link and unlink in the same events go one after the other."""
    list(Event.objects.select_for_update().filter(pk__in=event_ids).order_by("pk"))


def _log(
    told: Collection[Told], what: str, event_id: int | None, by: Viewer, now: datetime
) -> None:
    # Each deviation by itself and without principals: no party's registrar learns of another's case.
    for one in told:
        audit.record(
            AuditKind.WROTE,
            by=by,
            now=now,
            object_kind="deviation",
            object_id=one.id,
            label=one.number,
            details={"event": what, **({"event_id": event_id} if event_id else {})},
        )
