"""What happened to one deviation, told in order? The form in which many are written at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samsyn.deviations.content import Account, AnswerContent, Submission
from samsyn.domain.access import Viewer
from samsyn.domain.vocabulary import AnswerOutcome, MeasureStatus, StepKind
from samsyn.organisations.cards import UnitCard


@dataclass(frozen=True)
class Happening:
    """One step: which, when, by whom (nobody: the clock), and what it said.

    `part` is the recipient's place in the order in which recipients were addressed; who is redirected
    to comes last. `measure` is the measure's place among that recipient's.
    """

    kind: StepKind
    at: datetime
    by: Viewer | None
    part: int = 0
    content: Account | AnswerContent | None = None
    text: str = ""
    """The reason, the message or the words of the judgement."""
    outcome: AnswerOutcome | None = None
    to_unit: int = 0
    measure: int = 0
    status: MeasureStatus = MeasureStatus.PLANNED


@dataclass(frozen=True)
class Course:
    """A deviation from sending to now. The steps are trusted to keep to the life cycle, in order of time."""

    submission_key: UUID
    submission: Submission
    sent_at: datetime
    sent_by: Viewer
    happenings: tuple[Happening, ...] = ()


Units = Mapping[int, UnitCard]
