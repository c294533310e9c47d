"""What has happened lately that a principal's own systems are told of? Facts without content."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q

from samsyn.deviations.models import Addressing, StepTaken
from samsyn.domain.access import Everything
from samsyn.domain.lifecycle import Side


@dataclass(frozen=True)
class PartyStep:
    """One step as it concerns one unit of the principal: which, when, from which side, and no more."""

    step_id: int
    kind: str
    at: datetime
    number: str
    side: Side
    unit_id: int
    is_standing: bool
    """False when this is the redirect by which the unit ceased to be a recipient."""


def steps_of_principal(
    principal_id: int, *, since: datetime, viewer: Everything
) -> list[PartyStep]:
    """The steps from `since` on of what the principal's units sent or have been recipients of, oldest first.

    A recipient is told from the moment it became one, and nothing after it was redirected away: the
    same steps as stand on its page, whenever somebody asks.
    """
    own = Addressing.objects.filter(principal_id=principal_id)
    is_recipient = Exists(own.filter(deviation=OuterRef("deviation")))
    steps = (
        StepTaken.objects.filter(
            Q(deviation__reporter_principal_id=principal_id) | Q(is_recipient), at__gte=since
        )
        .select_related("deviation")
        .defer("reason", "deviation__title", "deviation__internal_reference")
        .prefetch_related(
            Prefetch("deviation__addressings", own.order_by("pk"), to_attr="parts_of_principal")
        )
        .order_by("at", "pk")
    )
    return [one for step in steps for one in _of_units(step, principal_id)]


def _of_units(step: StepTaken, principal_id: int) -> Iterator[PartyStep]:
    deviation, seen = step.deviation, set()

    def told(side: Side, unit_id: int, *, is_standing: bool) -> PartyStep:
        seen.add(unit_id)
        number = deviation.number
        return PartyStep(step.pk, step.kind, step.at, number, side, unit_id, is_standing)

    if deviation.reporter_principal_id == principal_id:
        yield told(Side.REPORTER, deviation.reporter_unit_id, is_standing=True)
    parts: list[Addressing] = deviation.parts_of_principal  # type: ignore[attr-defined]
    for part in parts:
        until = part.redirected_at
        was_recipient = part.addressed_at <= step.at and (until is None or step.at <= until)
        if was_recipient and part.unit_id not in seen:
            left = until is not None and step.addressing_id == part.pk and step.at == until
            yield told(Side.RECIPIENT, part.unit_id, is_standing=not left)
