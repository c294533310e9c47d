"""How does a series stand on a page? One line as a row a year, several as a column a year."""

from dataclasses import dataclass, replace

from samsyn.exports.series import heading_of, interval_in_words, percent_in_words, points_in_order
from samsyn.series.shapes import Line, Point, Series

LETTERS = "abcdefgh"


@dataclass(frozen=True)
class ShownPoint:
    """One cell; everything is empty where the year was not counted under the heading."""

    year: int
    point: Point | None
    percent: str
    interval: str
    letters: tuple[tuple[str, str], ...]
    """Of the marks: the letter, and what it stands for."""
    is_new_list: bool = False


@dataclass(frozen=True)
class ShownLine:
    """One heading with a cell for every year of the series."""

    heading: str
    line: Line
    cells: tuple[ShownPoint, ...]
    in_swedish: bool
    """The heading is a theme's name, which a list gave in Swedish."""


def lines_of(series: Series) -> list[ShownLine]:
    """The lines with a cell for each year."""
    letters = letters_of(series)
    return [
        ShownLine(
            heading_of(line, series),
            line,
            tuple(
                replace(_cell(year, point, letters), is_new_list=head.is_new_list)
                for head, (year, point) in zip(
                    series.years, points_in_order(series, line), strict=True
                )
            ),
            bool(line.heading) and line.edition is None,
        )
        for line in series.lines
    ]


def letters_of(series: Series) -> dict:
    """A letter for each mark that stands somewhere in the series."""
    return dict(zip(series.marks, LETTERS, strict=False))


def _cell(year, point, letters) -> ShownPoint:
    if point is None:
        return ShownPoint(year, None, "", "", ())
    marks = tuple((letters[mark], mark) for mark in point.marks)
    return ShownPoint(
        year, point, percent_in_words(point), interval_in_words(point.interval), marks
    )
