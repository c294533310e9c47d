"""What every step has in common: load, ask the life cycle, set facts once, tell the log and the parties."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max

from samsyn.audit import services as audit
from samsyn.database.bulk import insert_with_keys
from samsyn.deviations.facts import addressing_facts, deviation_facts, side_of
from samsyn.deviations.guarded import refuse
from samsyn.deviations.models import Addressing, Deviation, StepTaken
from samsyn.deviations.services.addressees import addressees_at
from samsyn.domain import lifecycle
from samsyn.domain.access import Viewer, is_closed_to
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import AuditKind, StepKind
from samsyn.guarding.last_word import NOTHING
from samsyn.mail import services as mail
from samsyn.mail.letters import LetterKind
from samsyn.organisations import selectors as organisations
from samsyn.organisations.cards import UnitCard


@dataclass(frozen=True)
class Case:
    """A deviation with its addressings, read once for one step."""

    deviation: Deviation
    addressings: tuple[Addressing, ...]

    @property
    def standing(self) -> tuple[Addressing, ...]:
        """The recipients that have not been redirected away."""
        return tuple(one for one in self.addressings if one.redirected_at is None)

    @property
    def parties(self) -> list[int]:
        """The units that the deviation concerns now: the writer's and the standing recipients'."""
        return [self.deviation.reporter_unit_id, *(one.unit_id for one in self.standing)]

    def addressing(self, addressing_id: int) -> Addressing:
        """One of the case's recipients."""
        return next(one for one in self.addressings if one.pk == addressing_id)


def load_case(deviation_id: int) -> Case:
    """Read a deviation for a step; the caller has found it through a selector with its viewer."""
    deviation = Deviation.objects.select_related("agreement").get(pk=deviation_id)
    return Case(deviation, tuple(deviation.addressings.order_by("pk")))


def require_step(
    kind: StepKind,
    case: Case,
    *,
    by: Viewer,
    addressing: Addressing | None = None,
    reason: str = "",
    decided: Container[str] = NOTHING,
) -> None:
    """Refuse what the life cycle does not allow this viewer now, and a reason that names somebody.

    Refuses StepRefused, and PersonalDataFound for the reason: the other parties read it.
    """
    refuse({"reason": reason}, by=by, decided=decided)
    if is_closed_to(by, kind):
        raise lifecycle.StepRefused(kind, "side")
    side = side_of(by, case.deviation, addressing)
    if side is None and addressing is None:
        mine = [one for one in case.standing if one.unit_id == by.unit_id]
        side = side_of(by, case.deviation, mine[0]) if mine else None
    lifecycle.require(
        kind,
        side,
        deviation_facts(case.deviation, case.addressings),
        addressing_facts(addressing) if addressing else None,
        reason,
    )


def change(row: Addressing | Deviation, seen_version: int, **facts: object) -> None:
    """Set facts on a row if nobody has changed it since `seen_version`; else refuse (Outdated)."""
    changed = type(row)._default_manager.filter(pk=row.pk, version=seen_version)
    if not changed.update(version=F("version") + 1, **facts):
        raise Outdated
    for name, value in facts.items():
        setattr(row, name, value)
    row.version = seen_version + 1


def touch(case: Case) -> None:
    """Count a recipient's step on the deviation; refuse (Outdated) when it has ended meanwhile.

    Two recipients may act at once. The writer's own steps compare the version instead, so that nobody
    closes or withdraws without having seen the latest answer.
    """
    still_open = Deviation.objects.filter(
        pk=case.deviation.pk, closed_at=case.deviation.closed_at, withdrawn_at=None
    )
    if not still_open.update(version=F("version") + 1):
        raise Outdated


def leave_trace(
    kind: StepKind,
    case: Case,
    *,
    by: Viewer | None,
    now: datetime,
    addressing: Addressing | None = None,
    reason: str = "",
) -> StepTaken:
    """Add the step to the deviation's history and to the audit log."""
    deviation = case.deviation
    audit.record(
        AuditKind.WROTE,
        by=by,
        now=now,
        object_kind="deviation",
        object_id=deviation.pk,
        label=deviation.number,
        details={"step": kind.value, **({"addressing": addressing.pk} if addressing else {})},
        # Each party's registrar sees it, also what happens at the other parties.
        principals={
            deviation.reporter_principal_id,
            *(one.principal_id for one in case.addressings),
        },
    )
    taken = StepTaken(
        deviation=deviation,
        addressing=addressing,
        kind=kind,
        at=now if kind is StepKind.SENT else _not_before_the_last(deviation, now),
        unit_id=by.unit_id if by else None,
        by_id=by.user_id if by else None,
        reason=reason,
    )
    insert_with_keys(StepTaken, [taken])
    return taken


def _not_before_the_last(deviation: Deviation, now: datetime) -> datetime:
    """A clock that is set back must not turn the story round (fault F15)."""
    last = deviation.steps.aggregate(at=Max("at"))["at"]
    return max(now, last) if last else now


def notify(
    kind: LetterKind,
    case: Case,
    *,
    units: Iterable[int],
    now: datetime,
    but: Viewer | None = None,
    cards: Mapping[int, UnitCard] | None = None,
) -> None:
    """Put a letter to each unit in the outbox, except to the unit that acts.

    `cards` are the units if somebody has read them already.
    """
    wanted = {unit for unit in units if but is None or unit != but.unit_id}
    cards = organisations.units_by_pk(wanted) if cards is None else cards
    parts = {one.unit_id: one for one in case.standing}
    to = addressees_at({pk: cards[pk] for pk in wanted if pk in cards}, now, parts=parts)
    mail.post_notice(kind, number=case.deviation.number, to=to, now=now)
