"""Which columns do coverage and the list of silent units have as a file? The same as on the page."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext

from samsyn.domain.covering import Coverage, Grouping
from samsyn.domain.vocabulary import gettext_noop
from samsyn.exports.csv_file import Cell
from samsyn.participation.selectors import Covered, LastDays, Wanted, coverage_by, whole_of

_ = gettext_noop

COVERAGE_HEAD = (
    _("Fördelat på"),
    _("Grupp"),
    _("Verksamheter i registret"),
    _("Har skickat"),
    _("Har fått"),
    _("Har kvitterat"),
    _("Har svarat"),
    _("Har angett inga avvikelser"),
    _("Varken skickat, fått eller angett"),
)
NOTE = _("Siffrorna visar vilka som rapporterar, inte vad som har hänt.")


def coverage_rows(
    units: Sequence[Covered], *, wanted: Wanted, also_on: date | None, time: str
) -> Iterator[Sequence[Cell]]:
    """Coverage by everything that it can be told by, a row a group; last what it is about."""
    yield [gettext(words) for words in COVERAGE_HEAD]
    yield _coverage_row(gettext("Alla"), "", whole_of(units))
    for by in Grouping:
        for name, row in coverage_by(by, units, also_on=also_on):
            yield _coverage_row(gettext(by.label), name or gettext("Ingen"), row)
    yield []
    yield [f"{time}, {gettext(wanted.scope.label)}, {gettext(wanted.counted_as.label)}"]
    yield [gettext(NOTE)]


def _coverage_row(by: str, name: str, row: Coverage) -> list[Cell]:
    numbers = (row.units, row.sent, row.received, row.acknowledged, row.answered)
    return [by, name, *numbers, row.stated, row.silent]


def unit_rows(
    units: Sequence[Covered], last: Mapping[int, LastDays], *, shows_numbers: bool
) -> Iterator[Sequence[Cell]]:
    """The units of a list, a row each; for whoever sees no numbers whether instead of how many."""
    columns = [
        _("Verksamhet"),
        _("Verksamhetstyp"),
        _("Huvudman"),
        _("Kommun"),
        _("Stadsdel"),
        _("Skickat"),
        _("Fått"),
        _("Kvitterat"),
        _("Besvarat"),
        _("Angav inga avvikelser"),
    ]
    if shows_numbers:
        columns += [_("Skickade senast"), _("Fick senast"), _("I registret sedan")]
    yield [gettext(words) for words in columns]
    for one in units:
        took = (one.took.sent, one.took.received, one.took.acknowledged, one.took.answered)
        row: list[Cell] = [
            one.unit.name,
            one.unit.kind_label,
            one.unit.principal_name,
            one.municipality,
            one.district,
            *(number if shows_numbers else _yes(number) for number in took),
            _day(one.stated_on if one.has_stated else None),
        ]
        if shows_numbers:
            days = last.get(one.unit.id, LastDays())
            row += [_day(days.sent_on), _day(days.received_on), _day(one.unit.valid_from)]
        yield row


def _yes(number: int) -> str:
    return gettext(_("ja")) if number else gettext(_("nej"))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
