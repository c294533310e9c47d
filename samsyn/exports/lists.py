"""Which columns does an exported list have? The same rows as the page shows, at most 10,000."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.deviations.facts import addressing_facts, deviation_facts
from samsyn.deviations.selectors.lists import Wishes, copies_of, inbox_of, sent_of
from samsyn.domain import lifecycle
from samsyn.domain.access import Viewer
from samsyn.domain.vocabulary import AddressingState, DeviationState, Level, Origin, gettext_noop
from samsyn.exports.csv_file import Cell
from samsyn.exports.words import label_of

if TYPE_CHECKING:
    from samsyn.deviations.models import Addressing, Deviation

_ = gettext_noop
MOST_ROWS = 10_000
ROWS_A_QUERY = 2_000


@dataclass(frozen=True)
class ExportedList:
    """A list to export: its name, its columns, how many rows leave, and a note when not all do."""

    name: str
    head: list[str]
    count: int
    _rows: QuerySet[Any]
    _cells: Callable[[Any], list[Cell]]
    _total: int

    def rows(self) -> Iterator[Sequence[Cell]]:
        """Head, rows and note, read piece by piece: memory does not grow with the list."""
        yield self.head
        for row in self._rows[:MOST_ROWS].iterator(chunk_size=ROWS_A_QUERY):
            yield self._cells(row)
        if self._total > self.count:
            words = ngettext(
                "Bara de första %(shown)s av %(total)s rad är med. Begränsa listan och hämta igen.",
                "Bara de första %(shown)s av %(total)s rader är med. Begränsa listan och hämta igen.",
                self._total,
            )
            yield [words % {"shown": self.count, "total": self._total}]


def inbox_list(*, viewer: Viewer, wishes: Wishes, today: date) -> ExportedList:
    """What the inbox shows, one row for each recipient's part."""
    columns: list[tuple[str, Callable[[Addressing], Cell]]] = [
        (_("Nummer"), lambda one: one.deviation.number),
        (_("Rubrik"), lambda one: one.deviation.title),
        (_("Från"), lambda one: one.deviation.reporter_name_then),
        (_("Avsändarens verksamhetstyp"), lambda one: one.deviation.reporter_kind.name),
        (_("Mottagare"), lambda one: one.name_then),
        (_("Nivå"), lambda one: label_of(Level, one.deviation.level)),
        (_("Kom in"), lambda one: _day(one.addressed_at)),
        (_("Rapportens datum"), lambda one: _iso(one.deviation.sent_on)),
        (_("Hur den kom in"), lambda one: label_of(Origin, one.deviation.origin)),
        (_("Läge"), _state_of_part),
        (_("Kvittera senast"), lambda one: _iso(one.acknowledge_by)),
        (_("Svara senast"), lambda one: _iso(one.answer_by)),
        (_("Försenad"), lambda one: _yes(_is_late(one, today))),
    ]
    return _list("inbox", inbox_of(viewer=viewer, wishes=wishes, today=today), columns)


def sent_list(*, viewer: Viewer, wishes: Wishes, today: date) -> ExportedList:
    """What the list of the sent shows, one row for each deviation."""
    return _list(
        "sent",
        sent_of(viewer=viewer, wishes=wishes, today=today),
        _deviation_columns(lambda one: one.title, today),
    )


def copies_list(*, viewer: Viewer, wishes: Wishes, today: date) -> ExportedList:
    """What the secretariat's list of copies shows; titles are masked."""
    return _list(
        "copies",
        copies_of(viewer=viewer, wishes=wishes, today=today),
        _deviation_columns(lambda one: one.copied_title, today),
    )


def _list(name: str, rows: QuerySet[Any], columns: list[tuple[str, Any]]) -> ExportedList:
    total = rows.count()
    return ExportedList(
        name=name,
        head=[gettext(words) for words, _read in columns],
        count=min(total, MOST_ROWS),
        _rows=rows,
        _cells=lambda row: [read(row) for _words, read in columns],
        _total=total,
    )


def _deviation_columns(
    title_of: "Callable[[Deviation], str]", today: date
) -> list[tuple[str, Callable[[Any], Cell]]]:
    return [
        (_("Nummer"), lambda one: one.number),
        (_("Rubrik"), title_of),
        (_("Från"), lambda one: one.reporter_name_then),
        (_("Avsändarens verksamhetstyp"), lambda one: one.reporter_kind.name),
        (_("Till"), lambda one: ", ".join(part.name_then for part in one.standing)),
        (_("Nivå"), lambda one: label_of(Level, one.level)),
        (_("Skickad"), lambda one: _day(one.sent_at)),
        (_("Hur den kom in"), lambda one: label_of(Origin, one.origin)),
        (_("Läge"), _state_of_whole),
        (_("Svara senast"), lambda one: _iso(max(_days(one), default=None))),
        (_("Försenad"), lambda one: _yes(any(_is_late(part, today) for part in one.standing))),
        (_("Avslutad"), lambda one: _day(one.closed_at)),
    ]


def _state_of_part(part: "Addressing") -> str:
    return label_of(AddressingState, lifecycle.addressing_state(addressing_facts(part)))


def _state_of_whole(deviation: "Deviation") -> str:
    facts = deviation_facts(deviation, deviation.standing)  # type: ignore[attr-defined]
    return label_of(DeviationState, lifecycle.deviation_state(facts))


def _is_late(part: "Addressing", today: date) -> bool:
    if part.released_at:
        return False
    facts = addressing_facts(part)
    return lifecycle.is_overdue_to_acknowledge(facts, today) or lifecycle.is_overdue_to_answer(
        facts, today
    )


def _days(deviation: Any) -> list[date]:
    return [part.answer_by for part in deviation.standing if part.answer_by]


def _yes(is_so: bool) -> str:
    return gettext(_("ja")) if is_so else gettext(_("nej"))


def _day(moment: datetime | None) -> str:
    return _iso(day_in_stockholm(moment)) if moment else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
