"""How does collaboration stand in the corners of the spider: the county's, a group's, or one level's?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samsyn.audit import services as audit
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Ability
from samsyn.domain.report import Report
from samsyn.domain.spider import Spider
from samsyn.domain.vocabulary import AuditKind
from samsyn.exports.report_page import page_of
from samsyn.groups.cards import GroupCard
from samsyn.groups.selectors.groups import group_by_pk
from samsyn.groups.vocabulary import ForumLevel
from samsyn.reports.of_spiders import spider_report
from samsyn.surveys.limits import least
from samsyn.surveys.selectors.spiders import (
    groups_with_spiders,
    levels_of_group,
    spiders_of_county,
    spiders_of_group,
)
from samsyn.web.files.downloads import as_download, inert
from samsyn.web.permissions import needs
from samsyn.web.surveys.results import TAKEN

LEVEL = "niva"
"""The parameter that names a level of the group."""


@dataclass(frozen=True)
class Place:
    """Whose spiders a page shows, and its report when there is something to show."""

    group: GroupCard | None
    level: str
    levels: tuple[tuple[str, str], ...]
    """Code and label of the group's levels that can be chosen."""
    spiders: Sequence[Spider]
    report: Report | None

    @property
    def latest(self) -> Spider | None:
        """The latest year, whose questions the page speaks of."""
        return self.spiders[-1] if self.spiders else None


@require_safe
@needs(Ability.READ_SURVEYS)
def county(request):
    return _shown(request, None)


@require_safe
@needs(Ability.READ_SURVEYS)
def of_group(request, group_id):
    return _shown(request, group_id)


@require_safe
@needs(Ability.READ_SURVEYS)
@inert
def download(request, form):
    return _taken(request, None, form)


@require_safe
@needs(Ability.READ_SURVEYS)
@inert
def download_of_group(request, group_id, form):
    return _taken(request, group_id, form)


def _shown(request, group_id):
    place = _place(request, group_id)
    today = _today()
    context = {
        "place": place,
        "least": least(),
        "shown": page_of(place.report) if place.report else None,
        "files": TAKEN.values() if place.report else (),
        "query": f"?{LEVEL}={place.level}" if place.level else "",
        "groups": groups_with_spiders(viewer=request.viewer, today=today) if not group_id else (),
    }
    return render(request, "surveys/spider.html", context)


def _taken(request, group_id, form):
    place = _place(request, group_id)
    if form not in TAKEN or place.report is None:
        raise Http404
    kind = TAKEN[form]
    response = HttpResponse(kind.make(place.report), kind.media_type)
    audit.record(
        AuditKind.EXPORTED,
        by=request.viewer,
        now=timezone.now(),
        object_kind="spider",
        object_id=group_id,
        label=place.report.title,
        details={"form": form},
    )
    return as_download(response, f"{slugify(place.report.title)}.{kind.suffix}")


def _place(request, group_id):
    """Whose spiders are asked for; 404 for a group that is not the viewer's or a level it has not."""
    today, viewer = _today(), request.viewer
    if group_id is None:
        spiders = spiders_of_county(viewer=viewer, today=today)
        return Place(None, "", (), spiders, _report(request, spiders, _("Hela länet")))
    level = request.GET.get(LEVEL, "")
    group = group_by_pk(group_id, viewer=viewer, today=today)
    levels = levels_of_group(group_id, viewer=viewer, today=today)
    spiders = spiders_of_group(group_id, viewer=viewer, today=today, level=level)
    if group is None or spiders is None or (level and level not in levels):
        raise Http404
    named = tuple((one, _(ForumLevel(one).label)) for one in levels)
    whose = f"{group.name}, {_(ForumLevel(level).label).lower()}" if level else group.name
    return Place(group, level, named, spiders, _report(request, spiders, whose))


def _report(request, spiders, whose):
    if not any(one.is_shown for one in spiders):
        return None
    language = (get_language() or "sv")[:2]
    return spider_report(spiders, whose=whose, language=language, today=_today())


def _today():
    return day_in_stockholm(timezone.now())
