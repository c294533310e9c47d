"""Start a year's plan, write its points, and what holds beside it; only the group's contact person may."""

import uuid
from collections.abc import Container
from dataclasses import replace
from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction
from django.db.models import F

from samsyn.audit import services as audit
from samsyn.coding.selectors.codes import theme_names
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.deviations.stored_files import (
    StoredFile,
    checked_kind,
    name_to_show,
    remove_forgotten,
)
from samsyn.domain.access import Viewer
from samsyn.domain.plans import (
    Aim,
    DocumentKind,
    PlanRefused,
    PlanStepKind,
    SchoolCalls,
    carried_forward,
    is_well_addressed,
)
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import AuditKind
from samsyn.guarding.last_word import NOTHING, refuse_personal_data
from samsyn.guarding.transactions import atomic_when_read
from samsyn.plans.content import TEXTS, PlanContent, PlanPoint
from samsyn.plans.models import (
    Plan,
    PlanBasis,
    PlanDocument,
    PlanItem,
    PlanItemVersion,
    PlanStep,
    SipRoutine,
)
from samsyn.plans.reading import plan_cards, points_in
from samsyn.plans.selectors import may_keep

FOLDER = "plan-documents"


@transaction.atomic
def start_plan(group_id: int, year: int, *, by: Viewer, now: datetime) -> int:
    """Begin a group's plan for this year or the next; its primary key. The same year again is the same plan.

    The open points of the newest plan before come along, each with its origin (requirement 40). Refuses
    PlanRefused (not_yours; year: neither this nor next, or an earlier one than there is).
    """
    _require_own(group_id, by, now)
    today = day_in_stockholm(now)
    known = plan_cards(group_id)
    if same := next((one for one in known if one.year == year), None):
        return same.pk
    before = known[0] if known else None
    if year not in {today.year, today.year + 1} or (before and before.year > year):
        raise PlanRefused("year")
    plan, is_new = Plan.objects.get_or_create(
        group_id=group_id,
        year=year,
        defaults={
            "started_at": now,
            "started_by_id": by.user_id or 0,
            "copied_from_id": before.pk if before else None,
        },
    )
    if not is_new:
        return plan.pk
    _step(plan.group_id, PlanStepKind.STARTED, by, now, plan=plan)
    if before:
        points = {one.pk: one for one in points_in([before.pk]).get(before.pk, [])}
        aims = [Aim(pk, one.content.status, one.content.due_on) for pk, one in points.items()]
        for aim in carried_forward(aims):
            _carry(points[aim.pk], plan, by, now)
    return plan.pk


@atomic_when_read
def write_point(
    plan_id: int,
    content: PlanContent,
    *,
    key: uuid.UUID,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> int:
    """Add a point to a group's newest plan; its primary key. The same form sent twice is one point.

    Refuses PlanRefused and PersonalDataFound; `decided` are the words that the writer calls no names.
    """
    plan = _writable(plan_id, by, now)
    kept = _checked(content, by, decided)
    item, is_new = PlanItem.objects.get_or_create(key=key, defaults={"plan": plan})
    if is_new:
        _keep(item, 1, kept, by, now)
        _step(plan.group_id, PlanStepKind.WRITTEN, by, now, plan=plan, item=item)
    return item.pk


@atomic_when_read
def change_point(
    pk: int,
    content: PlanContent,
    *,
    seen_version: int,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> None:
    """Give a point new words; those before stay to be read.

    Refuses PlanRefused, PersonalDataFound, and Outdated when somebody was first.
    """
    item = PlanItem.objects.filter(pk=pk).first()
    if item is None:
        raise PlanRefused("unknown")
    plan = _writable(item.plan_id, by, now)
    kept = _checked(content, by, decided)
    rows = PlanItem.objects.filter(pk=pk, version=seen_version)
    if not rows.update(version=F("version") + 1):
        raise Outdated
    _keep(item, seen_version + 1, kept, by, now)
    _step(plan.group_id, PlanStepKind.CHANGED, by, now, plan=plan, item=item)


def attach_document(
    group_id: int,
    *,
    kind: DocumentKind,
    name: str,
    file: BinaryIO,
    by: Viewer,
    now: datetime,
) -> int:
    """Put a document beside a group's plan; its primary key. The same file again is the same document.

    Checked by content and size as every attachment: refuses FileRefused, PersonalNumberFound for its
    name, and PlanRefused.
    """
    _require_own(group_id, by, now)
    file.seek(0)
    media = checked_kind(file)
    shown = name_to_show(name, media)
    stored = StoredFile(media, FOLDER)
    try:
        stored.take(file)
        with transaction.atomic():
            document, is_new = PlanDocument.objects.get_or_create(
                group_id=group_id,
                sha256=stored.sha256,
                defaults={
                    "kind": kind,
                    "name": shown,
                    "file": stored.name,
                    "content_type": media.media_type,
                    "size": stored.size,
                    "added_at": now,
                    "added_by_id": by.user_id or 0,
                },
            )
            if is_new:
                _step(group_id, PlanStepKind.ATTACHED, by, now)
    except BaseException:
        stored.remove()
        raise
    if not is_new:
        stored.remove()
    return document.pk


@transaction.atomic
def state_routine(
    group_id: int, calls: SchoolCalls, decided_on: date, *, by: Viewer, now: datetime
) -> None:
    """State what the group's routine says of school and the call to a SIP, and since when it holds.

    The same again changes nothing. Refuses PlanRefused (year: a day that has not come).
    """
    _require_own(group_id, by, now)
    if decided_on > day_in_stockholm(now):
        raise PlanRefused("year")
    newest = SipRoutine.objects.filter(group=group_id).order_by("-pk").first()
    if newest and (newest.calls, newest.decided_on) == (calls.value, decided_on):
        return
    SipRoutine.objects.create(
        group_id=group_id,
        calls=calls,
        decided_on=decided_on,
        stated_at=now,
        stated_by_id=by.user_id or 0,
    )
    _step(group_id, PlanStepKind.ROUTINE, by, now)


def remove_forgotten_documents(*, now: datetime) -> int:
    """Remove files that a power cut left without a row, a day old at least; how many."""
    rows = PlanDocument.objects.values_list("file", flat=True)
    return remove_forgotten(FOLDER, lambda names: rows.filter(file__in=names), now=now)


def _require_own(group_id: int, by: Viewer, now: datetime) -> None:
    if not may_keep(group_id, viewer=by, today=day_in_stockholm(now)):
        raise PlanRefused("not_yours")


def _writable(plan_id: int, by: Viewer, now: datetime) -> Plan:
    """The plan, when it is the group's newest: an older one tells what was, and stays so."""
    plan = Plan.objects.filter(pk=plan_id).first()
    if plan is None:
        raise PlanRefused("unknown")
    _require_own(plan.group_id, by, now)
    if Plan.objects.filter(group=plan.group_id, year__gt=plan.year).exists():
        raise PlanRefused("state")
    return plan


def _checked(content: PlanContent, by: Viewer, decided: Container[str]) -> PlanContent:
    """The point as it is kept, without space around its words."""
    bases = tuple(
        replace(one, words=one.words.strip(), leads_to=one.leads_to.strip())
        for one in content.bases
    )
    words = {name: getattr(content, name).strip() for name in TEXTS}
    kept = replace(content, bases=bases, **words)
    if not kept.priority:
        raise PlanRefused("empty")
    if kept.theme_id is not None and kept.theme_id not in theme_names():
        raise PlanRefused("theme")
    if not all(is_well_addressed(one) for one in kept.bases):
        raise PlanRefused("basis")
    texts = words | {f"basis_{place}": one.words for place, one in enumerate(kept.bases)}
    refuse_personal_data(texts, by=by, decided=decided)
    return kept


def _keep(item: PlanItem, number: int, kept: PlanContent, by: Viewer, now: datetime) -> None:
    row = PlanItemVersion.objects.create(
        item=item,
        number=number,
        **{name: getattr(kept, name) for name in (*TEXTS, "due_on", "status", "began_on")},
        theme_id=kept.theme_id,
        written_at=now,
        written_by_id=by.user_id or 0,
    )
    PlanBasis.objects.bulk_create(
        PlanBasis(version=row, kind=one.kind, words=one.words, leads_to=one.leads_to)
        for one in kept.bases
    )


def _carry(point: PlanPoint, plan: Plan, by: Viewer, now: datetime) -> None:
    """A point of the year before as the new year's: the same words, and where they came from."""
    item = PlanItem.objects.create(plan=plan, key=uuid.uuid4(), origin_id=point.pk)
    _keep(item, 1, point.content, by, now)
    _step(plan.group_id, PlanStepKind.COPIED, by, now, plan=plan, item=item)


def _step(
    group_id: int,
    kind: PlanStepKind,
    by: Viewer,
    now: datetime,
    *,
    plan: Plan | None = None,
    item: PlanItem | None = None,
) -> None:
    PlanStep.objects.create(
        group_id=group_id, plan=plan, item=item, kind=kind, at=now, by_id=by.user_id or 0
    )
    audit.record(
        AuditKind.WROTE,
        by=by,
        now=now,
        object_kind="plan",
        object_id=plan.pk if plan else group_id,
        label=str(plan.year) if plan else "",
        details={"what": kind.value, "group": group_id, **({"point": item.pk} if item else {})},
    )
