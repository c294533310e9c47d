"""What does a row of an earlier year's file say, and what is wrong with it? Pure: text in, facts out.

The columns are those of interfaces.md (`./run import deviations`). Several units, services,
principals or subtypes stand in one cell, parted by ";". Dates are ISO.
"""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from samsyn.domain.vocabulary import AnswerOutcome, Level, Residual
from samsyn.guard import Finding, replaced, scan

COLUMNS = (
    "id",
    "reported_at",
    "reporter_unit",
    "reporter_service",
    "reporter_principal",
    "recipient_units",
    "recipient_services",
    "recipient_principals",
    "theme",
    "subtype",
    "description",
    "proposed_measures",
    "answered_at",
    "answer_text",
    "answer_outcome",
    "area",
)
REQUIRED = ("id", "reporter_unit", "reporter_service", "reporter_principal", "recipient_units")
LONGEST = {"id": 40, "reporter_unit": 200, "theme": 160}
LONGEST_PART = {"recipient_units": 200, "subtype": 160}
TEXTS = ("description", "proposed_measures", "answer_text")
OUTCOMES = {
    outcome.label.casefold(): outcome
    for outcome in AnswerOutcome
    if outcome is not AnswerOutcome.UNANSWERED
}


@dataclass(frozen=True)
class PastUnit:
    """A unit as a file names it; the words are looked up in the registry later."""

    name: str
    service: str
    principal: str


@dataclass(frozen=True)
class PastDeviation:
    """A deviation of an earlier year, as its row tells it. `outcome` is None where nobody answered."""

    line: int
    number: str
    reported_on: date
    reporter: PastUnit
    recipients: tuple[PastUnit, ...]
    area: str
    theme: str
    subtypes: tuple[str, ...]
    description: str
    proposed_measure: str
    answered_on: date | None
    answer_text: str
    outcome: AnswerOutcome | None

    @property
    def title(self) -> str:
        """A title made of theme and subtypes, since the files of earlier years have none."""
        if not self.theme:
            return Residual.UNCLASSIFIED.label
        # "Samordnad individuell plan, SIP" is called by its abbreviation.
        head, _, last = self.theme.rpartition(", ")
        short = last if head and last.isupper() else self.theme
        title = f"{short}: {', '.join(self.subtypes)}" if self.subtypes else short
        return title if len(title) <= 120 else f"{title[:119]}…"

    @property
    def level(self) -> Level:
        """Structural when the theme says so, else about one child."""
        structural = "strukturell" in self.theme.casefold()
        return Level.STRUCTURAL if structural else Level.INDIVIDUAL


@dataclass(frozen=True)
class RowFault:
    """Why a row cannot be read in: its line in the file, its id if it has one, and the reason."""

    line: int
    number: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}{f' ({self.number})' if self.number else ''}: {self.reason}"


class Unreadable(Exception):
    """The file as a whole is not what it should be; the text says why."""


def read_rows(
    text: str, *, today: date, not_names: Collection[str] = (), replace: bool = False
) -> tuple[list[PastDeviation], list[RowFault]]:
    """All rows of a file: those that are right, and every fault of those that are not.

    Certain personal data is a fault, or is replaced by what the guard suggests. Words in `not_names` are
    no names, nor are the file's own units and principals. Refuses (Unreadable) a file without the columns.
    """
    right: list[PastDeviation] = []
    faults: list[RowFault] = []
    first_line: dict[str, int] = {}
    lines = list(_lines(text))
    known = frozenset(not_names) | {name for _line, cells in lines for name in _named(cells)}
    for line, cells in lines:
        number = cells["id"]
        reasons = [*_reasons(cells, today), *_personal_data(cells, known, replace=replace)]
        if number in first_line:
            reasons.append(f"the id stands on line {first_line[number]} already")
        first_line.setdefault(number, line)
        faults.extend(RowFault(line, number, reason) for reason in reasons)
        if not reasons:
            right.append(_past_deviation(line, cells))
    return right, faults


def _lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    try:
        header = [name.strip() for name in next(reader, [])]
        missing = [name for name in COLUMNS if name not in header]
        if missing:
            raise Unreadable(f"the first line lacks the columns {', '.join(missing)}")
        line = reader.line_num + 1
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, _cells(header, row)
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(f"line {reader.line_num}: {error}") from error


def _cells(header: list[str], row: list[str]) -> dict[str, str]:
    cells = {name: cell.strip() for name, cell in zip(header, row, strict=False)}
    surplus = "" if len(row) == len(header) else f"{len(row)} cells where {len(header)} belong"
    return {**dict.fromkeys(COLUMNS, ""), **cells, "": surplus}


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";")) if cell else ()


def _reasons(cells: dict[str, str], today: date) -> Iterator[str]:
    """Everything that is wrong with a row, in words."""
    if cells[""]:
        yield cells[""]
        return
    yield from (f"{name} is empty" for name in REQUIRED if not cells[name])
    yield from _date_reasons(cells, today)
    yield from _recipient_reasons(cells)
    yield from _length_reasons(cells)
    yield from _answer_reasons(cells)
    if cells["subtype"] and not cells["theme"]:
        yield "there is a subtype but no theme"
    if any(not part for part in _parts(cells["subtype"])):
        yield "subtype has an empty part between two ;"


def _named(cells: dict[str, str]) -> Iterator[str]:
    """What the row calls its units, their principals and the area."""
    for name in ("reporter_unit", "reporter_principal", "area"):
        yield cells[name]
    for name in ("recipient_units", "recipient_principals"):
        yield from _parts(cells[name])


def _personal_data(
    cells: dict[str, str], known: Collection[str], *, replace: bool
) -> Iterator[str]:
    """What of the row's texts tells of a person, by its kind and never by its words; or nothing, replaced."""
    for name in TEXTS:
        found: list[Finding] = [
            one for one in scan(cells[name], not_names=known) if one.level == "certain"
        ]
        if found and replace:
            cells[name] = replaced(cells[name], found)
        elif found:
            kinds = ", ".join(sorted({one.label for one in found}))
            yield f"{name} holds personal data ({kinds}); take it out of the file, or use --replace"


def _date_reasons(cells: dict[str, str], today: date) -> Iterator[str]:
    for name in ("reported_at", "answered_at"):
        day = _day(cells[name])
        if cells[name] and day is None:
            yield f"{name} is {cells[name]!r}, not a date as 2021-01-19"
        elif day and day > today:
            yield f"{name} is {day}, which has not come yet"
    if not cells["reported_at"]:
        yield "reported_at is empty"
    reported, answered = _day(cells["reported_at"]), _day(cells["answered_at"])
    if reported and answered and answered < reported:
        yield f"answered_at {answered} is before reported_at {reported}"


def _recipient_reasons(cells: dict[str, str]) -> Iterator[str]:
    units, services, principals = (
        _parts(cells[name])
        for name in ("recipient_units", "recipient_services", "recipient_principals")
    )
    if not len(units) == len(services) == len(principals):
        yield (
            f"{len(units)} recipient_units, {len(services)} recipient_services and "
            f"{len(principals)} recipient_principals: there must be one of each per recipient"
        )
    elif not all((*units, *services, *principals)):
        yield "a recipient has an empty unit, service or principal between two ;"
    if len({unit.casefold() for unit in units}) < len(units):
        yield "a recipient stands twice"


def _length_reasons(cells: dict[str, str]) -> Iterator[str]:
    for name, longest in LONGEST.items():
        if len(cells[name]) > longest:
            yield f"{name} is longer than {longest} characters"
    for name, longest in LONGEST_PART.items():
        if any(len(part) > longest for part in _parts(cells[name])):
            yield f"{name} has a part longer than {longest} characters"


def _answer_reasons(cells: dict[str, str]) -> Iterator[str]:
    outcome = cells["answer_outcome"]
    if outcome and outcome.casefold() not in OUTCOMES:
        yield f"answer_outcome is {outcome!r}, not one of {', '.join(OUTCOMES)}"
    if not cells["answered_at"]:
        yield from (
            f"there is an {name} but no answered_at"
            for name in ("answer_text", "answer_outcome")
            if cells[name]
        )


def _day(text: str) -> date | None:
    # date.fromisoformat alone would also take 20210119 and 2021-W03-2.
    try:
        return date.fromisoformat(text) if len(text) == 10 and "W" not in text else None
    except ValueError:
        return None


def _past_deviation(line: int, cells: dict[str, str]) -> PastDeviation:
    reported_on = _day(cells["reported_at"])
    assert reported_on is not None
    answered_on = _day(cells["answered_at"])
    recipients = zip(
        *(_parts(cells[f"recipient_{name}"]) for name in ("units", "services", "principals")),
        strict=True,
    )
    outcome = OUTCOMES.get(cells["answer_outcome"].casefold(), AnswerOutcome.NOT_JUDGED)
    return PastDeviation(
        line=line,
        number=cells["id"],
        reported_on=reported_on,
        reporter=PastUnit(
            cells["reporter_unit"], cells["reporter_service"], cells["reporter_principal"]
        ),
        recipients=tuple(PastUnit(*each) for each in recipients),
        area=cells["area"],
        theme=cells["theme"],
        subtypes=tuple(dict.fromkeys(_parts(cells["subtype"]))),
        description=cells["description"],
        proposed_measure=cells["proposed_measures"],
        answered_on=answered_on,
        answer_text=cells["answer_text"],
        outcome=outcome if answered_on else None,
    )
