"""The group's own page: what it works with right now, beside the county (41); deviations without words."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samsyn.audit import services as audit
from samsyn.deviations.selectors.in_area import area_counts, deviations_in_area, in_area_as_seen
from samsyn.domain.access import Ability
from samsyn.domain.report import Part
from samsyn.domain.representing import represented
from samsyn.domain.vocabulary import AuditKind
from samsyn.groups.selectors import attendance, groups, meetings
from samsyn.groups.selectors.visible import sees_deviations
from samsyn.participation.selectors.in_area import area_beside_county
from samsyn.web.groups.reaching import frame_of, group_or_404
from samsyn.web.groups.slots import slots_of
from samsyn.web.inbox.pages import page_of
from samsyn.web.permissions import needs

YEAR = timedelta(days=365)
NEW = timedelta(days=30)
ROWS_A_PAGE = 25
LIST_NAME = "BUS-grupp"


@require_safe
@needs(Ability.READ_GROUPS)
def show(request, pk):
    card, today = group_or_404(request, pk), timezone.localdate()
    seats = groups.seats_of_groups([pk], today)[pk]
    services = groups.services_on(today) if card.is_local else ()
    coming = meetings.next_of_group(card, now=timezone.now())
    tasks = meetings.tasks_of_card(card, open_only=True)
    context = {
        "next": coming,
        "tasks": tasks[:5],
        "many_tasks": len(tasks),
        "late_tasks": sum(one.is_late(today) for one in tasks),
        "standing": represented(services, seats, today) if seats else (),
        "has_members": bool(seats),
        "beside": beside_county(request, card, services, today),
        "counts": counts_of(request, card, today),
        "slots": slots_of(request, card),
        "today": today,
    }
    return render(request, "groups/show.html", frame_of(request, card, "show", **context))


def beside_county(request, card, services, today):
    """Answer rate and representation of the group and the county, row by row, with their n."""
    if not card.is_local:
        return []
    own, county = area_beside_county(card.area_ids, viewer=request.viewer)
    rows = []
    if own or county:
        rows.append((None, part_of(own), part_of(county)))
    told = attendance.representation_of(card, services, since=today - YEAR, until=today)
    return rows + [(one.service.label, one.own, one.beside) for one in told if one.county.n]


def part_of(figures):
    return Part(figures.answered, figures.owed) if figures else None


def counts_of(request, card, today):
    if not card.is_local or not sees_deviations(request.viewer):
        return None
    return area_counts(card.area_ids, since=today - NEW, today=today, viewer=request.viewer)


@require_safe
@needs(Ability.READ_GROUPS)
def deviations(request, pk):
    card, today = group_or_404(request, pk), timezone.localdate()
    if not card.is_local or not sees_deviations(request.viewer):
        raise Http404
    since = today - YEAR
    rows = deviations_in_area(card.area_ids, since=since, until=today, viewer=request.viewer)
    page = page_of(rows, request.GET.get("sida", ""), ROWS_A_PAGE)
    if page.rows:
        audit.record(
            AuditKind.LISTED,
            by=request.viewer,
            now=timezone.now(),
            object_kind="deviation",
            label=f"{LIST_NAME}: {card.name}",
            details={"ids": sorted(row.pk for row in page.rows), "group": card.id},
        )
    context = {"page": page, "rows": [in_area_as_seen(row) for row in page.rows], "since": since}
    return render(
        request, "groups/deviations.html", frame_of(request, card, "deviations", **context)
    )
