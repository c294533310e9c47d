"""Nobody came for a service: begin the structural deviation that tells of it, once (39)."""

import contextlib
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from samsyn.deviations.services import keep_draft
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import Level
from samsyn.groups.calling import name_of
from samsyn.groups.models import AbsenceDraft, Meeting, RequiredService
from samsyn.groups.refusals import GroupRefused
from samsyn.groups.selectors.attendance import absent_at
from samsyn.groups.services.groups import keep_log
from samsyn.groups.services.meetings import kept_meeting

DRAFTS = UUID("2c7e1d36-5d0a-4e63-9d2b-8f6b8f0f3a11")
"""The namespace of the keys that travel with these drafts."""


@transaction.atomic
def begin_absence_draft(
    meeting_id: int, service_key: str, *, unit: Viewer, by: Viewer, now: datetime
) -> UUID:
    """Begin a draft for the unit that the person writes for; the key that the draft, or what was sent of
    it, is known by. A second press finds the same one, so nothing is told twice.

    Nothing is sent: the person reads, completes and sends. Refuses GroupRefused: not_yours, unit (the
    person writes for no unit), taken (another unit has begun), service (somebody came, has no seat, or
    nobody's attendance is told).
    """
    meeting = kept_meeting(meeting_id, by, now)
    if unit.user_id != by.user_id or not unit.may(Ability.WRITE_DEVIATION) or not unit.unit_id:
        raise GroupRefused("unit")
    begun = AbsenceDraft.objects.filter(meeting=meeting, service__key=service_key).first()
    if begun and begun.unit_id != unit.unit_id:
        raise GroupRefused("taken")
    gone = {one.service.key: one for one in absent_at(meeting)}
    if begun is None and (meeting.cancelled_at or service_key not in gone):
        raise GroupRefused("service")
    key = uuid5(DRAFTS, f"{meeting.pk}-{service_key}")
    units = gone[service_key].unit_ids if service_key in gone else ()
    service = RequiredService.objects.get(key=service_key)
    told = _told(meeting, service.label)
    fields = {**told, "level": Level.STRUCTURAL.value, "recipients": list(units)}
    # Refused is what has been written on in the draft since, or sent: then it stands.
    with contextlib.suppress(Outdated):
        keep_draft(submission_key=key, fields=fields, by=unit, now=now, seen_version=0)
    if begun:
        return key
    AbsenceDraft.objects.create(
        meeting=meeting,
        service=service,
        unit_id=unit.unit_id,
        submission_key=key,
        made_at=now,
        made_by_id=by.user_id or 0,
    )
    details = {"meeting": meeting.pk, "service": service_key}
    keep_log(meeting.forum.group_id, "absence_drafted", by=by, now=now, details=details)
    return key


def _told(meeting: Meeting, service: str) -> dict[str, str]:
    """What the draft says before the person has read it: what the minutes say, and no more."""
    day = timezone.localtime(meeting.starts_at).date()
    words = {
        "service": service,
        "meeting": name_of(meeting),
        "day": date_format(day, "j F Y"),
    }
    return {
        "happened_on": day.isoformat(),
        "title": (gettext("%(service)s saknades vid mötet i %(meeting)s") % words)[:120],
        "what_happened": gettext(
            "Ingen från %(service)s deltog i mötet i %(meeting)s den %(day)s, varken ordinarie eller "
            "ersättare."
        )
        % words,
        "what_was_expected": gettext(
            "Enligt överenskommelsen ska verksamheten vara representerad i den lokala BUS-gruppen."
        ),
    }
