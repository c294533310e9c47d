"""How does a deviation live? Facts in, state out; and the one table of steps.

Facts are stored, states are derived (ADR 0003). The lists need the same answer in SQL:
`samsyn.deviations.selectors` holds it, and a property test keeps the two equal.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from samsyn.domain.refusals import Refusal
from samsyn.domain.vocabulary import AddressingState, DeviationState, StepKind


@dataclass(frozen=True)
class AddressingFacts:
    """What has happened at one recipient (mottagare). Each fact is when, or None."""

    acknowledged_at: datetime | None = None
    investigating_at: datetime | None = None
    answered_at: datetime | None = None
    declined_at: datetime | None = None
    redirected_at: datetime | None = None
    judged_at: datetime | None = None
    acknowledge_by: date | None = None
    answer_by: date | None = None


@dataclass(frozen=True)
class DeviationFacts:
    """What has happened to a deviation (avvikelse) as a whole."""

    sent_at: datetime | None = None
    closed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    addressings: tuple[AddressingFacts, ...] = field(default=())


def addressing_state(facts: AddressingFacts) -> AddressingState:
    """Where one recipient stands; the latest decisive fact wins."""
    if facts.redirected_at:
        return AddressingState.REDIRECTED
    if facts.declined_at:
        return AddressingState.DECLINED
    if facts.answered_at:
        return AddressingState.JUDGED if facts.judged_at else AddressingState.ANSWERED
    if facts.investigating_at:
        return AddressingState.INVESTIGATING
    if facts.acknowledged_at:
        return AddressingState.ACKNOWLEDGED
    return AddressingState.DELIVERED


WAITING = frozenset(
    {AddressingState.DELIVERED, AddressingState.ACKNOWLEDGED, AddressingState.INVESTIGATING}
)
"""The recipient still owes an answer."""

REPLIED = frozenset({AddressingState.ANSWERED, AddressingState.JUDGED})
"""The recipient has answered."""


def deviation_state(facts: DeviationFacts) -> DeviationState:
    """Where the whole deviation stands; two recipients and one answer is *not* answered (requirement 2).

    Redirected recipients do not count, since the new recipient stands in the list as well. If every
    remaining recipient declined, nothing more can be waited for: the deviation is JUDGED, ready to close.
    """
    if facts.sent_at is None:
        return DeviationState.DRAFT
    if facts.withdrawn_at:
        return DeviationState.WITHDRAWN
    if facts.closed_at:
        return DeviationState.CLOSED
    states = [addressing_state(one) for one in facts.addressings]
    waiting = any(state in WAITING for state in states)
    if waiting:
        replied = any(state in REPLIED for state in states)
        return DeviationState.PARTLY_ANSWERED if replied else DeviationState.SENT
    if AddressingState.ANSWERED in states:
        return DeviationState.ANSWERED
    return DeviationState.JUDGED


def is_overdue_to_acknowledge(facts: AddressingFacts, today: date) -> bool:
    """True when the last day for acknowledging has passed without any sign from the recipient."""
    silent = addressing_state(facts) is AddressingState.DELIVERED
    return silent and facts.acknowledge_by is not None and facts.acknowledge_by < today


def is_overdue_to_answer(facts: AddressingFacts, today: date) -> bool:
    """True when the last day for answering has passed and the recipient still owes an answer."""
    owes = addressing_state(facts) in WAITING
    return owes and facts.answer_by is not None and facts.answer_by < today


class Side(StrEnum):
    """From which side somebody acts on a deviation."""

    REPORTER = "reporter"
    RECIPIENT = "recipient"
    RECIPIENT_COORDINATOR = "recipient_coordinator"
    TYPIST = "typist"
    """The secretariat, to what it has typed from paper."""
    CLOCK = "clock"


OPEN_DEVIATION = frozenset(
    {
        DeviationState.SENT,
        DeviationState.PARTLY_ANSWERED,
        DeviationState.ANSWERED,
        DeviationState.JUDGED,
    }
)
ANY_SENT = OPEN_DEVIATION | {DeviationState.CLOSED}
NOT_REDIRECTED = frozenset(AddressingState) - {AddressingState.REDIRECTED}


@dataclass(frozen=True)
class Step:
    """One thing that can be done: from where, by whom, with what recorded."""

    kind: StepKind
    sides: Collection[Side]
    deviation: Collection[DeviationState]
    addressing: Collection[AddressingState] | None = None
    """None: the step concerns the whole deviation and not one recipient."""
    needs_reason: bool = False


_BOTH = {Side.REPORTER, Side.RECIPIENT}
_AT_RECIPIENT = {Side.RECIPIENT, Side.RECIPIENT_COORDINATOR}

STEPS: dict[StepKind, Step] = {
    step.kind: step
    for step in (
        Step(StepKind.ACKNOWLEDGED, {Side.RECIPIENT}, OPEN_DEVIATION, {AddressingState.DELIVERED}),
        Step(
            StepKind.INVESTIGATING,
            {Side.RECIPIENT},
            OPEN_DEVIATION,
            {AddressingState.DELIVERED, AddressingState.ACKNOWLEDGED},
        ),
        Step(StepKind.ANSWERED, {Side.RECIPIENT}, OPEN_DEVIATION, WAITING),
        Step(StepKind.ANSWER_AMENDED, {Side.RECIPIENT}, OPEN_DEVIATION, REPLIED, needs_reason=True),
        Step(StepKind.REDIRECTED, _AT_RECIPIENT, OPEN_DEVIATION, WAITING, needs_reason=True),
        Step(StepKind.DECLINED, {Side.RECIPIENT}, OPEN_DEVIATION, WAITING, needs_reason=True),
        Step(StepKind.MEASURE_CHANGED, {Side.RECIPIENT}, ANY_SENT, REPLIED),
        Step(StepKind.JUDGED, {Side.REPORTER}, OPEN_DEVIATION, REPLIED),
        Step(StepKind.MESSAGE, _BOTH, OPEN_DEVIATION),
        Step(StepKind.ATTACHED, _BOTH, OPEN_DEVIATION),
        Step(StepKind.CORRECTED, {Side.REPORTER}, OPEN_DEVIATION, needs_reason=True),
        Step(StepKind.RETYPED, {Side.TYPIST}, ANY_SENT, needs_reason=True),
        Step(
            StepKind.WITHDRAWN,
            {Side.REPORTER},
            {DeviationState.SENT, DeviationState.PARTLY_ANSWERED},
            needs_reason=True,
        ),
        Step(StepKind.CLOSED, {Side.REPORTER}, {DeviationState.JUDGED}),
        Step(StepKind.CLOSED_BY_TIME, {Side.CLOCK}, OPEN_DEVIATION),
        Step(StepKind.REOPENED, _BOTH, {DeviationState.CLOSED}, needs_reason=True),
        *(
            Step(kind, {Side.CLOCK}, OPEN_DEVIATION, WAITING)
            for kind in (
                StepKind.REMINDED,
                StepKind.REMINDED_MANAGER,
                StepKind.REMINDED_COORDINATOR,
                StepKind.REMINDED_GROUP,
            )
        ),
    )
}
"""The life cycle, one row a step. The picture in ARCHITECTURE.md is generated from it."""


class StepRefused(Refusal):
    """A step that the life cycle does not allow now; `why` is a stable code for the message shown."""

    def __init__(self, kind: StepKind, why: str) -> None:
        super().__init__(f"{kind}: {why}")
        self.kind = kind
        self.why = why


def may(
    kind: StepKind, side: Side | None, deviation: DeviationFacts, addressing: AddressingFacts | None
) -> bool:
    """Whether a step is open to somebody acting from `side` (None: from nowhere)."""
    try:
        require(kind, side, deviation, addressing, reason="-")
    except StepRefused:
        return False
    return True


def require(
    kind: StepKind,
    side: Side | None,
    deviation: DeviationFacts,
    addressing: AddressingFacts | None = None,
    reason: str = "",
) -> None:
    """Refuse (StepRefused) a step from the wrong side, in the wrong state, or without its reason."""
    step = STEPS[kind]
    if side not in step.sides:
        raise StepRefused(kind, "side")
    if deviation_state(deviation) not in step.deviation:
        raise StepRefused(kind, "state")
    if step.addressing is not None and (
        addressing is None or addressing_state(addressing) not in step.addressing
    ):
        raise StepRefused(kind, "state")
    if step.needs_reason and not reason.strip():
        raise StepRefused(kind, "reason")
