"""Which figures have changed since an edition was frozen?"""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samsyn.domain.access import Ability
from samsyn.domain.report import Cell, Part
from samsyn.domain.report_differences import CellDifference, Changed, TableDifference
from samsyn.exports.tables import number_in_words
from samsyn.reports.selectors.drafts import draft_of
from samsyn.reports.selectors.editions import difference, frozen_editions
from samsyn.web.permissions import needs


@dataclass(frozen=True)
class ShownDifference:
    """A table that is not as it was: what has happened to it, and its changed figures in words."""

    title: str
    words: str
    cells: tuple[tuple[str, str, str, str], ...]
    """Row, head, what it was, what it is."""


@require_safe
@needs(Ability.WRITE_REPORTS)
def show(request, year, number):
    draft = draft_of(year, viewer=request.viewer)
    editions = frozen_editions(draft.report, viewer=request.viewer) if draft else []
    edition = next((one for one in editions if one.number == number), None)
    if edition is None:
        raise Http404
    found = difference(edition, viewer=request.viewer)
    context = {
        "report": edition.report,
        "edition": edition,
        "differences": [shown_difference(one) for one in found],
    }
    return render(request, "reports/difference.html", context)


def shown_difference(one: TableDifference) -> ShownDifference:
    """A table's difference in words."""
    words = {
        Changed.NEW: _("Tabellen är ny."),
        Changed.GONE: _("Tabellen finns inte längre."),
        Changed.ORDER: _("Samma siffror i en annan ordning."),
        Changed.WORDS: _("Samma siffror med en annan rubrik eller anmärkning."),
        Changed.FIGURES: "",
    }
    return ShownDifference(one.title, words[one.changed], tuple(_cells(one.cells)))


def _cells(cells: tuple[CellDifference, ...]) -> list[tuple[str, str, str, str]]:
    return [
        (
            ", ".join(one.row),
            one.head,
            _("fanns inte") if one.is_new else in_words(one.before),
            _("finns inte") if one.is_gone else in_words(one.after),
        )
        for one in cells
    ]


def in_words(cell: Cell) -> str:
    """A figure as a report says it; a part with its n, so that a change of n is seen too."""
    if cell is None:
        return _("dold")
    if isinstance(cell, Part):
        given = {"value": number_in_words(cell.value), "n": number_in_words(cell.n)}
        said = _("%(value)s av %(n)s") % given
        return said if cell.percent is None else f"{said} ({cell.percent} %)"
    return number_in_words(cell) if isinstance(cell, int) else cell
