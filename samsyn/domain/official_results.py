"""How are official SIP-kollen results written in a file? One row a figure, already counted (docs/surveys.md).

They are aggregates: no row is a person's answer, and none of fewer answers than the limit is let in.
"""

import csv
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from io import StringIO

from samsyn.domain.survey_files import FileFault, UnreadableFile

HEADS = ("period", "area", "group", "question", "option", "mean", "count", "n", "source")
NEEDED = ("period", "question", "n", "source")
PERIOD = re.compile(r"(199\d|20\d\d|2100)(H[12])?")
LONGEST = {"question": 300, "option": 200, "source": 200}
LARGEST = 1_000_000
LARGEST_MEAN = 100


@dataclass(frozen=True)
class OfficialRow:
    """One figure: how many of n chose an option, or the mean of n."""

    line: int
    period: str
    """A year or half a year: 2025, 2025H1."""
    area: str
    group: str
    """Names; both are empty for the whole county."""
    question: str
    option: str
    mean: Decimal | None
    """With two decimals; None where an option was counted."""
    count: int | None
    n: int
    source: str

    @property
    def key(self) -> tuple[str, ...]:
        """What there is one figure of."""
        return (self.period, self.area, self.group, self.question, self.option)


@dataclass
class OfficialRows:
    """What a file holds, and what is wrong in it."""

    rows: list[OfficialRow] = field(default_factory=list)
    lines: int = 0
    faults: list[FileFault] = field(default_factory=list)


def read_official(text: str, *, least: int) -> OfficialRows:
    """Read a CSV file of figures, each of at least so many answers; commas, semicolons or tabs.

    Raises UnreadableFile.
    """
    first = text.partition("\n")[0]
    between = max(",;\t", key=first.count)
    rows = csv.DictReader(StringIO(text, newline=""), delimiter=between)
    _check_heads(list(rows.fieldnames or ()))
    found, there = OfficialRows(), dict[tuple[str, ...], int]()
    for row in rows:
        line, wrong = rows.line_num, list[str]()
        if None in row or None in row.values():
            found.lines += 1
            reason = "has another number of columns than the first line"
            found.faults.append(FileFault(line, reason))
            continue
        cells = {name: " ".join(row.get(name, "").split()) for name in HEADS}
        if not any(cells.values()):
            continue
        found.lines += 1
        one = _row(line, cells, least, wrong)
        if one and (before := there.setdefault(one.key, line)) != line:
            wrong.append(f"the figure stands on line {before} too")
        found.faults += [FileFault(line, reason) for reason in wrong]
        if one and not wrong:
            found.rows.append(one)
    return found


def _check_heads(heads: list[str]) -> None:
    if len(set(heads)) < len(heads):
        raise UnreadableFile("a column stands twice")
    if missing := [name for name in NEEDED if name not in heads]:
        raise UnreadableFile(f"the column {missing[0]} is missing")
    if unknown := [name for name in heads if name not in HEADS]:
        raise UnreadableFile(f"there is no column {unknown[0]!r}")


def _row(line: int, cells: dict[str, str], least: int, wrong: list[str]) -> OfficialRow | None:
    if not PERIOD.fullmatch(cells["period"]):
        wrong.append(f"period: {cells['period']!r} is no period as 2025 or 2025H1")
    if cells["area"] and cells["group"]:
        wrong.append("area, group: only one of them can be told")
    wrong += [f"{name}: is empty" for name in ("question", "source") if not cells[name]]
    wrong += [
        f"{name}: is longer than {longest} characters"
        for name, longest in LONGEST.items()
        if len(cells[name]) > longest
    ]
    n, count, mean = _whole("n", cells, wrong), None, None
    if not cells["n"]:
        wrong.append("n: is empty")
    elif n is not None and n < least:
        wrong.append(f"n: {n} is fewer than {least} answers; leave the row out")
    if bool(cells["count"]) == bool(cells["mean"]):
        wrong.append("count, mean: one of them is needed, and not both")
    elif cells["mean"]:
        mean = _mean(cells, wrong)
    else:
        count = _whole("count", cells, wrong)
    if bool(cells["count"]) and not cells["option"]:
        wrong.append("option: is empty, so nothing says what was counted")
    if count is not None and n is not None and count > n:
        wrong.append(f"count: {count} is more than n, {n}")
    if wrong or n is None:
        return None
    told = {name: cells[name] for name in ("period", "area", "group", "question", "option")}
    return OfficialRow(line, **told, mean=mean, count=count, n=n, source=cells["source"])


def _whole(name: str, cells: dict[str, str], wrong: list[str]) -> int | None:
    words = cells[name]
    if words.isascii() and words.isdecimal() and int(words) <= LARGEST:
        return int(words)
    if words:
        wrong.append(f"{name}: {words!r} is no whole number")
    return None


def _mean(cells: dict[str, str], wrong: list[str]) -> Decimal | None:
    try:
        found = Decimal(cells["mean"].replace(",", "."))
        if abs(found) <= LARGEST_MEAN:
            return found.quantize(Decimal("0.01"))
    except InvalidOperation:
        pass
    wrong.append(f"mean: {cells['mean']!r} is no mean")
    return None
