"""What is written in a point of a plan, and what do others read of it? Frozen, ready to show."""

from dataclasses import dataclass
from datetime import date, datetime

from samsyn.domain.plans import Aim, Basis, DocumentKind, PlanStepKind, is_open, is_overdue
from samsyn.domain.vocabulary import MeasureStatus


@dataclass(frozen=True)
class PlanContent:
    """One point as its form has it, in the order of the county's template (mall för lokal handlingsplan)."""

    priority: str
    goal: str = ""
    activity: str = ""
    responsible: str = ""
    """A function, never a person."""
    due_on: date | None = None
    indicator: str = ""
    status: MeasureStatus = MeasureStatus.PLANNED
    follow_up: str = ""
    theme_id: int | None = None
    """A theme's primary key, of what the point is meant to change."""
    began_on: date | None = None
    bases: tuple[Basis, ...] = ()


TEXTS = ("priority", "goal", "activity", "responsible", "indicator", "follow_up")


@dataclass(frozen=True)
class PlanPoint:
    """One point of a plan as it stands, or as one of its versions said."""

    pk: int
    number: int
    """Of the version."""
    content: PlanContent
    theme: str
    written_at: datetime
    written_by: str
    origin_id: int | None
    origin_year: int | None
    """The plan that the point was first written in or carried from last."""

    @property
    def is_open(self) -> bool:
        return is_open(self.content.status)

    def is_overdue(self, today: date) -> bool:
        """True when its day has passed and it is still open."""
        return is_overdue(Aim(self.pk, self.content.status, self.content.due_on), today)


@dataclass(frozen=True)
class PlanCard:
    """A group's plan of a year, without its points."""

    pk: int
    group_id: int
    year: int
    started_at: datetime
    copied_from_year: int | None
    is_newest: bool
    """The group has none of a later year; only the newest is written in."""


@dataclass(frozen=True)
class PlanHappened:
    """One step in the history of a plan."""

    kind: PlanStepKind
    at: datetime
    by: str
    item_id: int | None


@dataclass(frozen=True)
class DocumentCard:
    """A document beside a plan."""

    pk: int
    kind: DocumentKind
    name: str
    size: int
    added_at: datetime
    added_by: str
