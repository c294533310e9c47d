"""A meeting's pack and minutes as PDF: made when asked for, and logged."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from samsyn.audit import services as audit
from samsyn.domain.access import Ability
from samsyn.domain.vocabulary import AuditKind
from samsyn.exports.report_pdf import pdf_of
from samsyn.groups.calling import name_of
from samsyn.groups.documents import Pack, minutes_of, pack_of
from samsyn.groups.selectors import attendance, groups, meetings
from samsyn.participation.selectors.in_area import area_beside_county
from samsyn.web.groups.page import YEAR, part_of
from samsyn.web.groups.reaching import meeting_or_404
from samsyn.web.groups.slots import slots_of
from samsyn.web.groups.standing import with_standing
from samsyn.web.permissions import needs


@require_safe
@needs(Ability.READ_GROUPS)
def pack(request, pk):
    row, today = meeting_or_404(request, pk), timezone.localdate()
    card = groups.card_of_group(row.forum.group)
    tasks = [one for one in meetings.tasks_at(row) if one.is_open]
    items = with_standing(request, row, meetings.agenda_of(row), tasks)
    own, county = area_beside_county(card.area_ids, viewer=request.viewer)
    services = groups.services_on(today)
    told = attendance.representation_of(card, services, since=today - YEAR, until=today)
    document = pack_of(
        Pack(
            row,
            [(one.item, one.lines) for one in items],
            tasks,
            told if card.is_local else (),
            (part_of(own), part_of(county)),
            {slot.title: slot.lines for slot in slots_of(request, card)},
            today,
        )
    )
    return as_pdf(request, row, document, f"underlag-{pk}")


@require_safe
@needs(Ability.READ_GROUPS)
def minutes(request, pk):
    row = meeting_or_404(request, pk)
    decisions = meetings.decisions_at(row)
    document = minutes_of(
        row,
        attendance.attendance_at(row),
        meetings.agenda_of(row, decisions),
        [one for one in decisions if one.item_id is None],
        [one for one in meetings.tasks_at(row) if one.meeting_id == row.pk],
        timezone.localdate(),
    )
    return as_pdf(request, row, document, f"protokoll-{pk}")


def as_pdf(request, row, document, name):
    audit.record(
        AuditKind.EXPORTED,
        by=request.viewer,
        now=timezone.now(),
        object_kind="meeting",
        object_id=row.pk,
        label=name_of(row),
        details={"form": "pdf", "what": name.partition("-")[0]},
    )
    return HttpResponse(
        pdf_of(document),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )
