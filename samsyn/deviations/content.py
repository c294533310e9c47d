"""What does a writer hand in? Checked values, as the form leaves them and the service takes them."""

from dataclasses import dataclass
from datetime import date

from samsyn.domain.vocabulary import AnswerOutcome, Cause, Consequence, DirectContact, Level, View


@dataclass(frozen=True)
class Account:
    """The writer's account of what happened: what a version holds."""

    title: str
    what_happened: str
    what_was_expected: str = ""
    happened_on: date | None = None
    discovered_on: date | None = None
    direct_contact: DirectContact | str = ""
    contact_text: str = ""
    consequence: Consequence | str = ""
    consequence_text: str = ""
    proposed_measure: str = ""


@dataclass(frozen=True)
class Submission:
    """A whole deviation to send: the account, to whom, and about what."""

    account: Account
    recipient_ids: tuple[int, ...]
    agreement_id: int
    agreement_point_id: int | None = None
    level: Level = Level.INDIVIDUAL
    own_system_reference: str = ""
    internal_reference: str = ""
    stop_text_shown: bool = False


@dataclass(frozen=True)
class Settled:
    """How a report ended before Samsyn knew of it. `outcome` is None where nobody answered."""

    outcome: AnswerOutcome | None = None
    answered_on: date | None = None
    answer_text: str = ""


@dataclass(frozen=True)
class PaperReport:
    """A report that came on paper or by mail: who wrote it, when, and how it ended if it has."""

    submission: Submission
    reporter_unit_id: int
    reported_on: date
    settled: Settled | None = None


@dataclass(frozen=True)
class Transcription:
    """What the secretariat has typed from a paper report, and may have typed wrong.

    `answer_text` is None where no answer stood on the paper.
    """

    title: str
    what_happened: str
    what_was_expected: str = ""
    proposed_measure: str = ""
    happened_on: date | None = None
    answer_text: str | None = None


@dataclass(frozen=True)
class MeasurePromised:
    """A measure in an answer: what, which function is responsible, and until when."""

    text: str
    responsible_function: str
    due_on: date | None = None


@dataclass(frozen=True)
class AnswerContent:
    """A recipient's answer."""

    view: View | str
    perspective: str
    cause: Cause | str = ""
    cause_text: str = ""
    measures: tuple[MeasurePromised, ...] = ()
