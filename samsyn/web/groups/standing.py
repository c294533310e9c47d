"""What do the standing items of an agenda say today? Filled in from data, never stored."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.deviations.selectors.in_area import area_counts
from samsyn.groups.cards import GroupCard
from samsyn.groups.selectors import groups, meetings
from samsyn.groups.selectors.meetings import ItemCard
from samsyn.groups.vocabulary import StandingItem
from samsyn.web.groups.slots import STANDING

NEW = timedelta(days=90)
"""How far back is new for a forum that has not met before."""


@dataclass(frozen=True)
class Shown:
    """An item and what the system says beside it."""

    item: ItemCard
    lines: tuple[str, ...] = ()


def with_standing(request, row, items, tasks) -> list[Shown]:
    """The items of a meeting, each with its lines; finished minutes keep only what was written."""
    if row.minutes_at or row.cancelled_at:
        return [Shown(one) for one in items]
    card = groups.card_of_group(row.forum.group)
    told = lines_of(request, card, row, tasks)
    return [Shown(one, _of(request, card, one.standing, told)) for one in items]


def _of(request, card: GroupCard, standing, told) -> tuple[str, ...]:
    if standing in STANDING:
        slot = STANDING[standing](request, card)
        return slot.lines if slot else ()
    return told.get(standing, ())


def lines_of(request, card: GroupCard, row, tasks) -> dict[StandingItem, tuple[str, ...]]:
    """What this app itself knows: deviations, late answers, tasks, and who is missing."""
    today = timezone.localdate()
    told = {StandingItem.TASKS: task_lines(tasks, row, today)}
    if not card.is_local:
        return told
    since = meetings.meeting_before(row) or row.starts_at - NEW
    since = timezone.localtime(since).date()
    counts = area_counts(card.area_ids, since=since, today=today, viewer=request.viewer)
    if counts:
        told[StandingItem.NEW_DEVIATIONS] = (new_words(counts.new, since),)
        told[StandingItem.OVERDUE] = (late_words(counts.late),)
    told[StandingItem.REPRESENTATION] = missing_lines(card, today)
    return told


def new_words(many, since):
    day = date_format(since, "j F")
    return ngettext(
        "%(many)d ny avvikelse till eller från verksamheter i området sedan %(day)s.",
        "%(many)d nya avvikelser till eller från verksamheter i området sedan %(day)s.",
        many,
    ) % {"many": many, "day": day}


def late_words(many):
    return (
        ngettext("%d svar är sent.", "%d svar är sena.", many) % many
        if many
        else _("Inget svar är sent.")
    )


def task_lines(tasks, row, today):
    before = [one for one in tasks if one.is_open and one.meeting_id != row.pk]
    if not before:
        return (_("Inga öppna uppgifter."),)
    late = sum(one.is_late(today) for one in before)
    told = ngettext("%d öppen uppgift.", "%d öppna uppgifter.", len(before)) % len(before)
    if late:
        told += " " + ngettext("%d är försenad.", "%d är försenade.", late) % late
    return (told,)


def missing_lines(card, today):
    line = groups.line_of(card, today)
    if not line.members:
        return (_("Inga ledamöter är inlagda."),)
    names = ", ".join(one.label for one in line.missing)
    if not names:
        return (_("Alla obligatoriska verksamheter har ordinarie ledamot."),)
    return (_("Saknar ordinarie ledamot: %s.") % names,)
