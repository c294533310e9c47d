"""What was done because of the deviations (ni sa – vi gjorde)? One year at a time, for anybody."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.followups.selectors import COMING, Promised, Told, promised_in, public_followups
from samsyn.reports.open_tables import opened
from samsyn.reports.shelf import Shelved, shelf
from samsyn.web.permissions import public
from samsyn.web.published.addresses import address_of, whole_address

THEMES = "themes"
"""The key of the report's table of all themes."""


@dataclass(frozen=True)
class Followed:
    """One theme: how many reports the edition counts, what recipients promised, and what was stated."""

    theme: str
    reports: int | str | None
    is_hidden: bool
    promised: Promised | None
    told: tuple[Told, ...]


@public
@require_safe
def show(request, year=None):
    shelved = {one.report.year: one for one in shelf()}
    if year is None and not shelved:
        return render(request, "published/followed.html", {"years": []})
    chosen = shelved.get(year or max(shelved))
    if chosen is None:
        raise Http404
    told = public_followups(chosen.report.year)
    context = {
        "year": chosen.report.year,
        "years": [_tab(one, chosen) for one in sorted(shelved, reverse=True)],
        "report": chosen,
        "report_address": address_of(chosen.edition),
        "themes": _themes(chosen, told),
        "of_all": [one for one in told if not one.theme],
        "statuses": COMING,
        "counted_on": day_in_stockholm(timezone.now()),
        "address": whole_address(request.path),
    }
    return render(request, "published/followed.html", context)


def _tab(year: int, chosen: Shelved) -> tuple[str, str, bool]:
    path = reverse("published:followed", args=[year])
    return str(year), path, year == chosen.report.year


def _themes(chosen: Shelved, told: list[Told]) -> list[Followed]:
    """The report's themes in its order, then those that only measures or statements know."""
    promised = {one.theme: one for one in promised_in(chosen.report.year) if one.theme}
    reports = _reports_by_theme(chosen)
    about = {one.theme for one in told if one.theme}
    names = [*reports, *(one for one in promised if one not in reports)]
    names += sorted(about - set(names))
    return [
        Followed(
            name,
            reports.get(name),
            name in reports and reports[name] is None,
            promised.get(name),
            tuple(one for one in told if one.theme == name),
        )
        for name in names
    ]


def _reports_by_theme(chosen: Shelved) -> dict[str, int | None]:
    """As the edition's table of themes says it, with the small numbers of open pages hidden."""
    table = next((one for one in opened(chosen).tables if one.key == THEMES), None)
    if table is None:
        return {}
    numbered = [row for at, row in enumerate(table.rows) if at not in table.residual_rows]
    return {str(row[0]): _number(row[1]) for row in numbered}


def _number(cell) -> int | None:
    return cell if isinstance(cell, int) else None
