"""Which number does a table or a picture of a report carry, and what is left out? The same in every form."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from samsyn.domain.report import Picture, Report, ReportTable, Section

type Place = tuple[str, str]
"""Kind and key of a block: a picture and its table have the same key."""


def numbers_of(report: Report) -> dict[Place, int]:
    """The number of each table and of each picture, counted from 1 through the whole report."""
    tables = {place_of(one): number for number, one in enumerate(report.tables(), 1)}
    pictures = {place_of(one): number for number, one in enumerate(report.pictures(), 1)}
    return tables | pictures


def labels_of(report: Report) -> dict[Place, str]:
    """What stands before each title: "Tabell 3", "Diagram 1"; in the language that is spoken now."""
    words = {"table": _("Tabell %(number)s"), "picture": _("Diagram %(number)s")}
    return {place: words[place[0]] % {"number": n} for place, n in numbers_of(report).items()}


def place_of(block: ReportTable | Picture) -> Place:
    """Where to look a block up."""
    return block.kind, block.key


def filled(report: Report) -> Report:
    """The report without chapters that hold nothing: no heading stands above an empty place."""
    return replace(report, sections=_filled(report.sections))


def _filled(sections: Iterable[Section]) -> tuple[Section, ...]:
    within = (replace(one, sections=_filled(one.sections)) for one in sections)
    return tuple(one for one in within if one.blocks or one.sections)
