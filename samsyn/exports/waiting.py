"""Which columns does the list of unanswered ones have as a file? The same as on the page."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext

from samsyn.deviations.selectors.waiting import WaitingPart, as_seen
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.vocabulary import AddressingState, gettext_noop
from samsyn.exports.csv_file import Cell
from samsyn.exports.lists import MOST_ROWS, ExportedList
from samsyn.exports.words import label_of

if TYPE_CHECKING:
    from samsyn.deviations.models import Addressing

_ = gettext_noop


def waiting_list(parts: "QuerySet[Addressing]", *, viewer: Viewer, today: date) -> ExportedList:
    """The parts that wait, as the viewer may see them; a local group gets no column of titles."""
    columns: list[tuple[str, Callable[[WaitingPart], Cell]]] = [
        (_("Nummer"), lambda one: one.number),
        (_("Från"), lambda one: one.reporter),
        (_("Väntar på"), lambda one: one.recipient),
        (_("Läge"), lambda one: label_of(AddressingState, one.state)),
        (_("Väntat sedan"), lambda one: one.since.isoformat()),
        (_("Dagar i väntan"), lambda one: (today - one.since).days),
        (_("Nästa sista dag"), lambda one: one.next_day.isoformat() if one.next_day else ""),
        (_("Dagar försenad"), lambda one: one.days_late),
    ]
    if viewer.may(Ability.READ_DEVIATIONS) or viewer.may(Ability.READ_COPIES):
        columns.insert(1, (_("Rubrik"), lambda one: one.title))
    total = parts.count()
    return ExportedList(
        name="waiting",
        head=[gettext(words) for words, _read in columns],
        count=min(total, MOST_ROWS),
        _rows=parts,
        _cells=lambda part: [
            read(as_seen(part, viewer=viewer, today=today)) for _words, read in columns
        ],
        _total=total,
    )
