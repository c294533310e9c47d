"""What is written in a step of a question, and what do others read of it? Frozen, ready to show."""

from dataclasses import dataclass
from datetime import date, datetime

from samsyn.domain.lifting import LiftLevel, LiftStepKind, Standing
from samsyn.domain.vocabulary import MeasureStatus


@dataclass(frozen=True)
class Wording:
    """A question as one level writes it for the next: never copied from what the level below wrote."""

    title: str
    words: str


@dataclass(frozen=True)
class MeasureContent:
    """What a regional body sets out to do."""

    words: str
    owner: str
    """A function, never a person."""
    due_on: date | None = None
    status: MeasureStatus = MeasureStatus.PLANNED
    theme_id: int | None = None
    """A theme's primary key, of what the measure is meant to change."""
    began_on: date | None = None
    follow_up: str = ""


@dataclass(frozen=True)
class StepCard:
    """One step; its words are empty for whoever stands above them."""

    pk: int
    kind: LiftStepKind
    origin: LiftLevel
    goal: LiftLevel
    at: datetime
    by_whom: str
    """The level in words, the group's name, or the unit's kind; the unit's name for its parties only."""
    title: str
    words: str
    meeting_on: date | None
    body: str
    """The regional body whose agenda it stands on."""

    @property
    def is_up(self) -> bool:
        """True for a step to a higher rung."""
        return self.goal.height > self.origin.height


@dataclass(frozen=True)
class Joined:
    """That the secretariat said that a question is about a deviation too, in that deviation's story."""

    at: datetime
    kind = "joined"
    origin = LiftLevel.SECRETARIAT


@dataclass(frozen=True)
class MeasureCard:
    """A regional measure as it stands, or as one of its versions said."""

    pk: int
    number: int
    """Of the version."""
    lift_id: int
    content: MeasureContent
    theme: str
    written_at: datetime
    followup_id: int | None


@dataclass(frozen=True)
class LiftCard:
    """A question as the viewer sees it."""

    pk: int
    title: str
    """In the words of the highest level that the viewer reads."""
    standing: Standing
    group: str
    """Name of the local group that it goes by; empty when it goes by none."""
    group_id: int | None
    theme_id: int | None
    theme: str
    page: str
    page_words: str
    steps: tuple[StepCard, ...]
    deviations: tuple[str, ...]
    """Numbers of those that the viewer may open."""
    deviation_count: int
    measure: MeasureCard | None
    version: int
    joined_at: datetime | None = None
    """When the deviation that was asked about was added; None when the question began with it."""

    @property
    def decision(self) -> StepCard | None:
        """What was decided, if anything was."""
        return next((one for one in self.steps if one.kind is LiftStepKind.DECIDED), None)

    @property
    def story(self) -> list[StepCard | Joined]:
        """The steps in the story of the deviation that was asked about: those from when it was added."""
        if self.joined_at is None:
            return list(self.steps)
        return [Joined(self.joined_at), *(one for one in self.steps if one.at >= self.joined_at)]

    @property
    def began_at(self) -> datetime:
        return self.steps[0].at

    @property
    def last(self) -> StepCard:
        """The newest step."""
        return self.steps[-1]
