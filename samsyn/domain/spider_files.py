"""How does a file of a spider with one row for each corner become one answer for each person?

That is how earlier years' answers were kept: `year, bus_group, forum, respondent_id, corner_no, corner,
dimension, value`. The respondent's id only holds the rows together and is forgotten here.
"""

import csv
from collections.abc import Mapping
from io import StringIO

from samsyn.domain.questionnaires import Question, QuestionKind, Questionnaire, Value, said
from samsyn.domain.survey_files import FileAnswer, FileAnswers, FileFault, UnreadableFile

COLUMNS = ("year", "bus_group", "forum", "respondent_id", "corner", "value")
CHECKED = ("corner_no", "dimension")
"""What must agree with the questionnaire where the file says it."""
LEVELS = {"styrgrupp": "steering", "arbetsgrupp": "working"}
"""How a forum's name tells its level."""


def is_by_corner(text: str) -> bool:
    """True for a file whose rows are corners, by its first line."""
    return {"respondent_id", "corner", "value"} <= set(_rows(text).fieldnames or ())


def read_corners(text: str, asks: Questionnaire) -> FileAnswers:
    """Read such a file; commas, semicolons or tabs between the columns. Raises UnreadableFile."""
    rows = _rows(text)
    if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
        raise UnreadableFile(f"the column {missing[0]} is missing")
    corners = _corners(asks)
    found = FileAnswers()
    people: dict[tuple[str, ...], tuple[int, dict[str, Value]]] = {}
    for row in rows:
        line = rows.line_num
        if None in row or None in row.values():
            reason = "has another number of columns than the first line"
            found.faults.append(FileFault(line, reason))
            continue
        cells = {name: cell.strip() for name, cell in row.items()}
        who = tuple(cells[name] for name in ("year", "bus_group", "forum", "respondent_id"))
        _first, values = people.setdefault(who, (line, {}))
        wrong = _fault(cells, corners, asks, values)
        if wrong:
            found.faults.append(FileFault(line, wrong))
        else:
            values[corners[cells["corner"].casefold()].code] = int(cells["value"])
    found.answers = [_answer(who, *told) for who, told in people.items() if told[1]]
    return found


def _rows(text: str) -> "csv.DictReader[str]":
    first = text.partition("\n")[0]
    return csv.DictReader(StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))


def _corners(asks: Questionnaire) -> dict[str, Question]:
    """The corners by their Swedish name and by their code."""
    scales = [one for one in asks.questions() if one.kind is QuestionKind.SCALE]
    return {one.code: one for one in scales} | {
        said(one.name, "sv").casefold(): one for one in scales
    }


def _fault(
    cells: Mapping[str, str],
    corners: Mapping[str, Question],
    asks: Questionnaire,
    values: Mapping[str, Value],
) -> str:
    """What is wrong with a row, in words; empty when nothing."""
    year, name, value = cells["year"], cells["corner"], cells["value"]
    corner = corners.get(name.casefold())
    if not (year.isdecimal() and 1990 <= int(year) <= 2100):
        return f"year: {year!r} is no year"
    if not cells["respondent_id"]:
        return "respondent_id: is empty"
    if cells["forum"] and not _level(cells["forum"]):
        return f"forum: {cells['forum']!r} names neither styrgrupp nor arbetsgrupp"
    if corner is None:
        return f"corner: there is no corner {name!r}"
    if corner.code in values:
        return f"corner: {name!r} stands twice for the same respondent"
    if not value.isdecimal() or not corner.low <= int(value) <= corner.high:
        return f"value: {value!r} is outside the scale"
    return _disagrees(cells, corner, asks)


def _disagrees(cells: Mapping[str, str], corner: Question, asks: Questionnaire) -> str:
    """Where the file places a corner elsewhere than the questionnaire does."""
    order = [one.code for one in asks.questions() if one.kind is QuestionKind.SCALE]
    place = str(order.index(corner.code) + 1)
    dimension = next((one.text for one in asks.dimensions if one.code == corner.dimension), {})
    expected = {"corner_no": place, "dimension": said(dimension, "sv")}
    for column in CHECKED:
        if cells.get(column) and cells[column].casefold() != expected[column].casefold():
            return f"{column}: is {expected[column]!r} in the questionnaire, not {cells[column]!r}"
    return ""


def _level(forum: str) -> str:
    return next((code for word, code in LEVELS.items() if word in forum.casefold()), "")


def _answer(who: tuple[str, ...], line: int, values: dict[str, Value]) -> FileAnswer:
    year, group, forum, _respondent = who
    kept = {code: values[code] for code in sorted(values)}
    return FileAnswer(line, int(year), group, None, (), (), _level(forum), kept)
