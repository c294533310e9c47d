"""How are answers written in a file? One row an answer, one column a question (docs/surveys.md).

Knows the form of the file and which answers fit; who the groups and principals are is asked elsewhere.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from io import StringIO

from samsyn.domain.questionnaires import (
    DONT_KNOW,
    Question,
    QuestionKind,
    Questionnaire,
    Value,
    Values,
    answered,
    faults_in,
)

YEAR, GROUP, SENT_ON, PRINCIPALS, FUNCTIONS, LEVEL = (
    *("year", "group", "sent_on", "principals", "functions", "level"),
)
NAMED = (YEAR, GROUP, SENT_ON, PRINCIPALS, FUNCTIONS)
UNNAMED = (YEAR, GROUP, LEVEL)
"""Columns beside the questions, in a file of joint answers and in one of anonymous ones."""
NEEDED = {True: (YEAR, GROUP, SENT_ON), False: (YEAR,)}
"""Columns that cannot be missing, by whether answers have a group's name."""


class UnreadableFile(Exception):
    """The file as a whole is not what it should be; says why."""


@dataclass(frozen=True)
class FileFault:
    """One thing wrong, and on which line of the file; the first row of answers is line 2."""

    line: int
    reason: str


@dataclass(frozen=True)
class FileAnswer:
    """One row."""

    line: int
    year: int
    group: str
    sent_on: date | None
    principals: tuple[str, ...]
    functions: tuple[str, ...]
    level: str
    values: Values


@dataclass
class FileAnswers:
    """What a file holds, and what is wrong in it."""

    answers: list[FileAnswer] = field(default_factory=list)
    faults: list[FileFault] = field(default_factory=list)


def read_answers(text: str, asks: Questionnaire, *, is_named: bool) -> FileAnswers:
    """Read a CSV file; commas, semicolons or tabs between the columns. Raises UnreadableFile."""
    rows = _rows(text)
    heads = rows.fieldnames or []
    _check_heads(heads, asks, is_named=is_named)
    found = FileAnswers()
    for row in rows:
        line = rows.line_num
        wrong: list[str] = []
        if None in row or None in row.values():
            found.faults.append(
                FileFault(line, "has another number of columns than the first line")
            )
            continue
        cells = {name: cell.strip() for name, cell in row.items()}
        if not any(cells.values()):
            continue
        answer = _answer(line, cells, asks, is_named, wrong)
        found.faults += [FileFault(line, reason) for reason in wrong]
        if answer and not wrong:
            found.answers.append(answer)
    return found


def _rows(text: str) -> "csv.DictReader[str]":
    first = text.partition("\n")[0]
    between = max(",;\t", key=first.count)
    return csv.DictReader(StringIO(text, newline=""), delimiter=between)


def _check_heads(heads: Sequence[str], asks: Questionnaire, *, is_named: bool) -> None:
    known = {*(NAMED if is_named else UNNAMED), *(one.code for one in asks.questions())}
    if len(set(heads)) < len(heads):
        raise UnreadableFile("a column stands twice")
    if missing := [name for name in NEEDED[is_named] if name not in heads]:
        raise UnreadableFile(f"the column {missing[0]} is missing")
    if unknown := [name for name in heads if name not in known]:
        raise UnreadableFile(f"there is no question or column {unknown[0]!r}")


def _answer(
    line: int, cells: dict[str, str], asks: Questionnaire, is_named: bool, wrong: list[str]
) -> FileAnswer | None:
    year, sent_on = cells[YEAR], _day(cells.get(SENT_ON, ""))
    if not (year.isdecimal() and 1990 <= int(year) <= 2100):
        wrong.append(f"year: {year!r} is no year")
    if is_named and not cells[GROUP]:
        wrong.append("group: is empty")
    if is_named and sent_on is None:
        wrong.append(f"sent_on: {cells[SENT_ON]!r} is no day as 2014-05-09")
    values = _values(cells, asks, wrong)
    if not wrong and not values:
        wrong.append("holds no answer")
    if wrong:
        return None
    return FileAnswer(
        line=line,
        year=int(year),
        group=cells.get(GROUP, ""),
        sent_on=sent_on,
        principals=_several(cells.get(PRINCIPALS, "")),
        functions=_several(cells.get(FUNCTIONS, "")),
        level=cells.get(LEVEL, ""),
        values=values,
    )


def _values(cells: dict[str, str], asks: Questionnaire, wrong: list[str]) -> Values:
    values: dict[str, Value] = {}
    for question in asks.questions():
        if cell := cells.get(question.code, ""):
            values[question.code] = _value(question, cell)
    faults = faults_in(asks, values, is_whole=False)
    wrong += [f"{code}: {cells[code]!r} {_SAID[fault.value]}" for code, fault in faults.items()]
    return answered(values)


_SAID = {
    "unknown": "is none of its answers",
    "not_a_number": "is no whole number",
    "outside": "is outside the scale",
    "too_long": "is too long",
}


def _value(question: Question, cell: str) -> Value:
    if question.kind is QuestionKind.MULTIPLE:
        return _several(cell)
    if question.kind is QuestionKind.MATRIX:
        return {row: code for row, _, code in (one.partition("=") for one in _several(cell))}
    is_number = question.kind in {QuestionKind.SCALE, QuestionKind.NUMBER} and cell != DONT_KNOW
    return int(cell) if is_number and cell.removeprefix("-").isdecimal() else cell


def _several(cell: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in cell.split("|") if one.strip())


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None
