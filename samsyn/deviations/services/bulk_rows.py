"""Which rows does one course make? Each step sets in memory what the service of the same name stores."""

from collections.abc import Callable
from datetime import datetime

from samsyn.deviations.content import Account, AnswerContent
from samsyn.deviations.course import Course, Happening, Units
from samsyn.deviations.facts import addressing_facts
from samsyn.deviations.models import (
    Addressing,
    Agreement,
    Answer,
    Deviation,
    DeviationVersion,
    Measure,
    Message,
    StepTaken,
)
from samsyn.deviations.services.receiving import also_acknowledged
from samsyn.deviations.services.sending import new_addressing, new_deviation, new_version
from samsyn.domain import lifecycle
from samsyn.domain.access import Viewer
from samsyn.domain.parties import is_between_principals
from samsyn.domain.vocabulary import (
    AddressingState,
    AnswerOutcome,
    Closing,
    MeasureStatus,
    StepKind,
)


class CaseRows:
    """The rows of one deviation, made in memory step by step."""

    def __init__(
        self, course: Course, number: str, agreement: Agreement, units: Units, now: datetime
    ) -> None:
        self.units = units
        self.addressings: list[Addressing] = []
        self.versions: list[DeviationVersion] = []
        self.answers: list[tuple[Answer, list[Measure]]] = []
        self.messages: list[Message] = []
        self.steps: list[StepTaken] = []
        self.actors: list[Viewer | None] = []
        by, at = course.sent_by, course.sent_at
        recipients = [units[pk] for pk in course.submission.recipient_ids]
        self.deviation = new_deviation(
            course.submission,
            units[by.unit_id or 0],
            recipients,
            agreement=agreement,
            number=number,
            submission_key=course.submission_key,
            by=by,
            now=at,
        )
        self._new_version(course.submission.account, by, at, "")
        for unit in recipients:
            addressing = new_addressing(
                self.deviation, unit, now=at, started_on=self.deviation.sent_on
            )
            self.addressings.append(addressing)
        self._trace(Happening(StepKind.SENT, at, by), None)
        for each in course.happenings:
            if each.at <= now:
                self._happen(each)

    @property
    def standing(self) -> list[Addressing]:
        return [one for one in self.addressings if one.redirected_at is None]

    def measures_of(self, addressing: Addressing) -> list[Measure]:
        return [
            measure
            for answer, measures in self.answers
            if answer.addressing is addressing
            for measure in measures
        ]

    def _happen(self, each: Happening) -> None:
        whole, part = _STEPS_OF_WHOLE.get(each.kind), _STEPS_OF_PART.get(each.kind)
        if part:
            addressing = self.addressings[each.part]
            part(self, addressing, each)
            self._trace(each, addressing)
        elif whole:
            whole(self, each)
            self._trace(each, None)

    def _trace(self, each: Happening, addressing: Addressing | None) -> None:
        by = each.by
        says_why = each.kind not in {StepKind.MESSAGE, StepKind.JUDGED}
        self.actors.append(by)
        self.steps.append(
            StepTaken(
                deviation=self.deviation,
                addressing=addressing,
                kind=each.kind,
                at=each.at,
                unit_id=by.unit_id if by else None,
                by_id=by.user_id if by else None,
                reason=each.text if says_why else "",
            )
        )

    def _new_version(self, account: Account, by: Viewer, at: datetime, reason: str) -> None:
        number = len(self.versions) + 1
        version = new_version(self.deviation, account, by=by, now=at, number=number, reason=reason)
        self.versions.append(version)

    # Steps at one recipient ----------------------------------------------------------------------

    def acknowledged(self, part: Addressing, each: Happening) -> None:
        _change(self.deviation)
        _change(part, acknowledged_at=each.at, acknowledged_by_id=_who(each))

    def investigating(self, part: Addressing, each: Happening) -> None:
        _change(self.deviation)
        _change(
            part,
            investigating_at=each.at,
            investigating_by_id=_who(each),
            **_first_sign(part, each),
        )

    def answered(self, part: Addressing, each: Happening) -> None:
        _change(self.deviation)
        _change(part, answered_at=each.at, answered_by_id=_who(each), **_first_sign(part, each))
        self._new_answer(part, each, reason="")

    def amended(self, part: Addressing, each: Happening) -> None:
        _change(self.deviation)
        _change(part, outcome="", judgement_text="", judged_at=None, judged_by_id=None)
        self._new_answer(part, each, reason=each.text)

    def _new_answer(self, part: Addressing, each: Happening, reason: str) -> None:
        content = each.content
        assert isinstance(content, AnswerContent)
        answer = Answer(
            addressing=part,
            number=1 + sum(one.addressing is part for one, _ in self.answers),
            view=content.view,
            perspective=content.perspective,
            cause=content.cause,
            cause_text=content.cause_text,
            made_at=each.at,
            made_by_id=_who(each),
            reason=reason,
        )
        measures = [
            Measure(
                addressing=part,
                text=one.text,
                responsible_function=one.responsible_function,
                due_on=one.due_on,
                made_at=each.at,
            )
            for one in content.measures
        ]
        self.answers.append((answer, measures))

    def redirected(self, part: Addressing, each: Happening) -> None:
        _change(part, redirected_at=each.at, redirected_by_id=_who(each), **_first_sign(part, each))
        successor = new_addressing(
            self.deviation,
            self.units[each.to_unit],
            now=each.at,
            started_on=part.clock_started_on,
            redirected_from=part,
        )
        self.addressings.append(successor)
        principals = [one.principal_id for one in self.standing]
        between = is_between_principals(self.deviation.reporter_principal_id, principals)
        _change(self.deviation, between_principals=between)

    def declined(self, part: Addressing, each: Happening) -> None:
        _change(self.deviation)
        _change(part, declined_at=each.at, declined_by_id=_who(each), **_first_sign(part, each))

    def judged(self, part: Addressing, each: Happening) -> None:
        _change(self.deviation)
        _change(
            part,
            outcome=each.outcome,
            judgement_text=each.text,
            judged_at=each.at,
            judged_by_id=_who(each),
        )

    def measure_changed(self, part: Addressing, each: Happening) -> None:
        measure = self.measures_of(part)[each.measure]
        facts: dict[MeasureStatus, dict[str, object]] = {
            MeasureStatus.PLANNED: {"started_at": None, "done_at": None, "dropped_at": None},
            MeasureStatus.ONGOING: {"started_at": each.at, "done_at": None, "dropped_at": None},
            MeasureStatus.DONE: {"done_at": each.at, "dropped_at": None},
            MeasureStatus.DROPPED: {"done_at": None, "dropped_at": each.at},
        }
        _change(measure, **facts[each.status])

    # Steps of the whole --------------------------------------------------------------------------

    def message(self, each: Happening) -> None:
        assert each.by is not None
        self.messages.append(
            Message(
                deviation=self.deviation,
                unit_id=each.by.unit_id or 0,
                text=each.text,
                written_at=each.at,
                written_by_id=_who(each),
            )
        )

    def corrected(self, each: Happening) -> None:
        assert isinstance(each.content, Account) and each.by is not None
        _change(self.deviation, title=each.content.title)
        self._new_version(each.content, each.by, each.at, each.text)

    def withdrawn(self, each: Happening) -> None:
        _change(self.deviation, withdrawn_at=each.at, withdrawn_by_id=_who(each))
        self._release(each.at)

    def closed(self, each: Happening) -> None:
        by = {"closed_by_id": _who(each), "closing": Closing.BY_REPORTER}
        _change(self.deviation, closed_at=each.at, **by)
        self._release(each.at)

    def closed_by_time(self, each: Happening) -> None:
        for part in self.standing:
            state = lifecycle.addressing_state(addressing_facts(part))
            if state in lifecycle.WAITING:
                _change(part, outcome=AnswerOutcome.UNANSWERED)
            elif state is AddressingState.ANSWERED:
                _change(part, outcome=AnswerOutcome.NOT_JUDGED)
        self._release(each.at)
        _change(self.deviation, closed_at=each.at, closing=Closing.BY_TIME)

    def _release(self, at: datetime) -> None:
        for part in self.standing:
            if not part.judged_at:
                _change(part, released_at=at)


_STEPS_OF_PART: dict[StepKind, Callable[[CaseRows, Addressing, Happening], None]] = {
    StepKind.ACKNOWLEDGED: CaseRows.acknowledged,
    StepKind.INVESTIGATING: CaseRows.investigating,
    StepKind.ANSWERED: CaseRows.answered,
    StepKind.ANSWER_AMENDED: CaseRows.amended,
    StepKind.REDIRECTED: CaseRows.redirected,
    StepKind.DECLINED: CaseRows.declined,
    StepKind.JUDGED: CaseRows.judged,
    StepKind.MEASURE_CHANGED: CaseRows.measure_changed,
}
_STEPS_OF_WHOLE: dict[StepKind, Callable[[CaseRows, Happening], None]] = {
    StepKind.MESSAGE: CaseRows.message,
    StepKind.CORRECTED: CaseRows.corrected,
    StepKind.WITHDRAWN: CaseRows.withdrawn,
    StepKind.CLOSED: CaseRows.closed,
    StepKind.CLOSED_BY_TIME: CaseRows.closed_by_time,
}


def _who(each: Happening) -> int | None:
    return each.by.user_id if each.by else None


def _first_sign(part: Addressing, each: Happening) -> dict[str, object]:
    assert each.by is not None
    return also_acknowledged(part, each.by, each.at)


def _change(row: Deviation | Addressing | Measure, **facts: object) -> None:
    for name, value in facts.items():
        setattr(row, name, value)
    row.version += 1
