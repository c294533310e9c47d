"""What have families said, year by year? Our own rounds, and apart from them what others have counted."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Ability
from samsyn.domain.report import Report, Section
from samsyn.exports.report_page import ShownSection, page_of
from samsyn.groups.selectors.groups import group_by_pk, groups_on
from samsyn.groups.vocabulary import GroupKind
from samsyn.reports.of_official import official_section, official_tables
from samsyn.surveys.cards import RoundCard
from samsyn.surveys.selectors.latest import rounds_asking
from samsyn.surveys.selectors.official import (
    official_of_county,
    official_of_groups,
    official_of_places,
)
from samsyn.surveys.selectors.rounds import rounds
from samsyn.surveys.vocabulary import Use
from samsyn.web.permissions import needs


@dataclass(frozen=True)
class Year:
    """One year: the own rounds that are closed, and apart from them the figures of others."""

    year: int
    rounds: tuple[RoundCard, ...]
    official: ShownSection
    places: ShownSection | None
    """Figures of single places, for those who keep surveys."""


@require_safe
@needs(Ability.READ_SURVEYS)
def county(request):
    viewer, today = request.viewer, _today()
    found = rounds(viewer=viewer, today=today, use=Use.VOICES)
    figures = official_of_county(viewer=viewer)
    years = _years(found, figures, official_of_places(viewer=viewer))
    groups = groups_on(None, viewer=viewer, today=today, kind=GroupKind.LOCAL)
    return render(request, "surveys/voices.html", {"years": years, "groups": groups})


@require_safe
@needs(Ability.READ_SURVEYS)
def of_group(request, group_id):
    viewer, today = request.viewer, _today()
    group = group_by_pk(group_id, viewer=viewer, today=today)
    if group is None or not group.is_local:
        raise Http404
    found = rounds_asking(group_id, viewer=viewer, today=today)
    own = [one for one in found if one.use is Use.VOICES]
    figures = official_of_groups([group], viewer=viewer)
    context = {"years": _years(own, figures, ()), "group": group}
    return render(request, "surveys/voices.html", context)


def _years(found, figures, of_places):
    """Every year from the first that anything is known of to this one, newest first; empty of nothing."""
    closed = [one for one in found if one.closed_at]
    known = {one.year for one in (*closed, *figures, *of_places)}
    if not known:
        return []
    newest = max(*known, _today().year)
    years = range(newest, min(known) - 1, -1)
    report = _drawn([_section(year, figures, of_places) for year in years])
    return [_year(*pair, closed) for pair in zip(years, report.sections, strict=True)]


def _year(year, section, closed):
    official, *places = section.sections
    own = tuple(one for one in closed if one.year == year)
    return Year(year, own, official, places[0] if places else None)


def _section(year, figures, of_places):
    own = [one for one in figures if one.year == year]
    others = [one for one in of_places if one.year == year]
    parts = [official_section(own, year)]
    if others:
        tables = tuple(official_tables(others, f"places-{year}"))
        title = _("Kommuner, stadsdelsområden och grupper %(year)s") % {"year": year}
        parts.append(Section(f"places-{year}", title, tables))
    return Section(f"year-{year}", str(year), sections=tuple(parts))


def _drawn(sections):
    """The sections as a page shows them, their tables numbered through."""
    language = (get_language() or "sv")[:2]
    return page_of(Report(_("Familjernas röst"), "", language, _today().year, tuple(sections)))


def _today():
    return day_in_stockholm(timezone.now())
