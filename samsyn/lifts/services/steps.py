"""What every step of a question has in common: words that pass the guard, a row, and the log."""

import uuid
from collections.abc import Container, Sequence
from datetime import datetime

from samsyn.audit import services as audit
from samsyn.deviations.selectors.concerned import principals_concerned
from samsyn.deviations.selectors.visible import copied_deviations, deviations_visible_to
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.lifting import LiftRefused, Rise
from samsyn.domain.vocabulary import AuditKind
from samsyn.guarding.last_word import refuse_personal_data
from samsyn.lifts.content import Wording
from samsyn.lifts.models import LiftedDeviation, LiftStep


def keep_step(
    lift_id: int,
    number: int,
    rise: Rise,
    key: uuid.UUID,
    by: Viewer,
    now: datetime,
    wording: Wording | None,
    **more: object,
) -> LiftStep:
    """Add a step to a question and to the audit log."""
    taken = LiftStep.objects.create(
        lift_id=lift_id,
        number=number,
        kind=rise.kind,
        origin=rise.origin,
        goal=rise.goal,
        key=key,
        at=now,
        by_id=by.user_id or 0,
        unit_id=by.unit_id,
        title=wording.title.strip() if wording else "",
        words=wording.words.strip() if wording else "",
        **more,
    )
    log(
        lift_id,
        {"step": rise.kind.value, "from": rise.origin.value, "to": rise.goal.value},
        by,
        now,
    )
    return taken


def log(pk: int, details: dict[str, object], by: Viewer, now: datetime) -> None:
    """Every party's registrar sees what happens to a question about its deviations."""
    principals = {
        principal
        for one in LiftedDeviation.objects.filter(lift=pk).values_list("deviation", flat=True)
        for principal in principals_concerned(one)
    }
    audit.record(
        AuditKind.WROTE,
        by=by,
        now=now,
        object_kind="lift",
        object_id=pk,
        label=str(pk),
        details=details,
        principals=principals,
    )


def check_words(
    texts: dict[str, str], by: Viewer, decided: Container[str], **may_be_empty: str
) -> None:
    """Refuse (LiftRefused, PersonalDataFound) what is empty or tells of a person."""
    if not all(text.strip() for text in texts.values()):
        raise LiftRefused("empty")
    refuse_personal_data(texts | may_be_empty, by=by, decided=decided)


def deviations_named(numbers: Sequence[str], by: Viewer) -> list[int]:
    """Primary keys of the deviations with these numbers, all of which the viewer must be able to read."""
    wanted = list(dict.fromkeys(one.strip() for one in numbers if one.strip()))
    seen = copied_deviations(viewer=by) if by.may(Ability.READ_COPIES) else None
    rows = (deviations_visible_to(viewer=by) if seen is None else seen).filter(
        number__in=wanted, withdrawn_at=None
    )
    found = list(rows.order_by("pk").values_list("pk", flat=True))
    if len(found) != len(wanted):
        raise LiftRefused("deviation")
    return found
