"""What do a round, an answer and a question set look like to those who only read? Frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from samsyn.domain.questionnaires import Questionnaire, Value
from samsyn.domain.spoken import offered
from samsyn.surveys.vocabulary import Audience, CameBy, RoundState, Use


@dataclass(frozen=True)
class VersionCard:
    """One version of a questionnaire."""

    id: int
    key: str
    use: Use
    number: int
    asks: Questionnaire
    settled_at: datetime | None
    version: int


@dataclass(frozen=True)
class RoundCard:
    """One round, with what it asks."""

    id: int
    key: str
    """Of the questionnaire."""
    use: Use
    asks_id: int
    number: int
    """Of the questionnaire's version."""
    asks: Questionnaire
    audience: Audience
    titles: Mapping[str, str]
    year: int
    opens_on: date
    closes_on: date
    first_reminder_on: date | None
    last_reminder_on: date | None
    sent_at: datetime | None
    closed_at: datetime | None
    version: int
    state: RoundState
    """On the day that was asked for."""
    chosen_languages: tuple[str, ...] = ()
    """None when nobody has chosen."""

    @property
    def is_anonymous(self) -> bool:
        """True when nobody may know who answered what."""
        return self.audience is not Audience.GROUPS

    @property
    def languages(self) -> tuple[str, ...]:
        """What its links speak, Swedish first."""
        return offered(self.asks, self.chosen_languages)

    @property
    def takes_answers(self) -> bool:
        return self.state is RoundState.OPEN


@dataclass(frozen=True)
class Took:
    """A function that took part in an answer, and for which principal."""

    principal_id: int
    principal: str
    principal_kind: str
    function: str


@dataclass(frozen=True)
class AnswerCard:
    """A group's joint answer."""

    id: int
    round_id: int
    group_id: int
    group: str
    serial: int
    values: Mapping[str, Value]
    took_part: tuple[Took, ...]
    came_by: CameBy
    changed_at: datetime
    sent_at: datetime | None
    version: int


@dataclass(frozen=True)
class AnswerWaiting:
    """A joint answer that a group has not sent, while its round is open."""

    round_id: int
    titles: Mapping[str, str]
    group_id: int
    group: str
    last_day: date
    """Inclusive."""
    is_begun: bool
    """True when something has been saved."""


@dataclass(frozen=True)
class LinkCard:
    """A place that is asked, and the address of its link where there is one."""

    id: int
    group_id: int | None
    group: str
    """Empty for the whole county."""
    forum_id: int | None
    forum: str
    token: str
