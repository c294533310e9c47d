"""What do the parties see of one deviation, side by side? And what does the secretariat see of it?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.db.models import Exists, Model

from samsyn.deviations.facts import addressing_facts, closes_on, deviation_facts, side_of
from samsyn.deviations.models import (
    Addressing,
    Answer,
    Attachment,
    Deviation,
    DeviationVersion,
    Measure,
    Message,
    SecretariatCopy,
    StepTaken,
)
from samsyn.deviations.selectors.visible import copied_deviations, deviations_visible_to
from samsyn.domain import lifecycle
from samsyn.domain.access import Everything, Viewer, is_closed_to
from samsyn.domain.lifecycle import DeviationFacts, Side
from samsyn.domain.vocabulary import AddressingState, DeviationState, StepKind

type Told = Mapping[str, Exists]
"""What packages above want told of the deviation in the same query, by the name that it gets there."""


@dataclass(frozen=True)
class PartyView:
    """One recipient's part as the page shows it."""

    addressing: Addressing
    state: AddressingState
    side: Side | None
    open_steps: frozenset[StepKind]
    """What the viewer may do here now."""
    answers: tuple[Answer, ...]
    """All versions, latest first; empty when the viewer may not see this answer."""
    measures: tuple[Measure, ...]
    overdue_to_acknowledge: bool
    overdue_to_answer: bool
    answer_is_hidden: bool
    """The agreement keeps this answer, and what is said about it, from the viewer."""

    @property
    def answer(self) -> Answer | None:
        """The answer as it stands now."""
        return self.answers[0] if self.answers else None


@dataclass(frozen=True)
class SharedView:
    """A deviation as its parties see it (samsynsvyn)."""

    deviation: Deviation
    state: DeviationState
    versions: tuple[DeviationVersion, ...]
    """Latest first."""
    parties: tuple[PartyView, ...]
    redirected: tuple[Addressing, ...]
    messages: tuple[Message, ...]
    steps: tuple[StepTaken, ...]
    attachments: tuple[Attachment, ...]
    is_reporter: bool
    open_steps: frozenset[StepKind]
    closes_on: date | None
    """The day when the time limit ends it, or None when it has ended."""

    @property
    def account(self) -> DeviationVersion:
        """The writer's account as it stands now."""
        return self.versions[0]

    @property
    def mine(self) -> PartyView | None:
        """The part of the viewer's own unit, if it is a recipient."""
        return next((one for one in self.parties if one.side is Side.RECIPIENT), None)


_WHOLE = (
    StepKind.MESSAGE,
    StepKind.ATTACHED,
    StepKind.CORRECTED,
    StepKind.WITHDRAWN,
    StepKind.CLOSED,
    StepKind.REOPENED,
)
_PARTS = (
    StepKind.ACKNOWLEDGED,
    StepKind.INVESTIGATING,
    StepKind.ANSWERED,
    StepKind.ANSWER_AMENDED,
    StepKind.REDIRECTED,
    StepKind.DECLINED,
    StepKind.MEASURE_CHANGED,
    StepKind.JUDGED,
)


_OF_A_STEP = (
    *("deviation_id", "addressing_id", "kind", "at", "reason", "unit_id", "by_id"),
    *("unit__name", "by__name", "by__email", "by__hide_name"),
)
"""Steps bring units and people along for their names: thirty other columns stay where they are."""


def shared_view(
    number: str, *, viewer: Viewer | Everything, today: date, told: Told | None = None
) -> SharedView | None:
    """Everything that a party sees of one deviation, in at most nine queries; None when it is not theirs."""
    # One deviation's few rows are put in order here: building ORDER BY cost more than all the sorting.
    visible = deviations_visible_to(viewer=viewer).filter(number=number)
    found = visible.select_related(
        "agreement", "agreement_point", "reporter_kind", "reporter_principal"
    )
    deviation = next(iter(found.annotate(**told or {})), None)
    if deviation is None:
        return None
    addressings = deviation.addressings.select_related("kind", "principal")
    everyone = tuple(sorted(addressings, key=attrgetter("pk")))
    standing = [one for one in everyone if one.redirected_at is None]
    facts = deviation_facts(deviation, everyone)
    viewing = viewer if isinstance(viewer, Viewer) else None
    steps = _with(
        sorted(
            deviation.steps.select_related("unit", "by").only(*_OF_A_STEP),
            key=attrgetter("at", "pk"),
        ),
        addressing={one.pk: one for one in everyone},
    )
    # Whoever has written or added anything left a step: the steps bring everybody along, and tell
    # what there is no need to ask for.
    people = {step.by_id: step.by for step in steps}
    units = {step.unit_id: step.unit for step in steps}
    kinds = {step.kind for step in steps}
    messages = deviation.messages.all() if StepKind.MESSAGE in kinds else ()
    files = deviation.attachments.all() if StepKind.ATTACHED in kinds else ()
    versions = sorted(deviation.versions.all(), key=attrgetter("number"), reverse=True)
    _with([deviation], sent_by=people)
    parties = _parties(deviation, standing, facts, viewing, today, people)
    side = side_of(viewing, deviation) if viewing else None
    whole_side = side or next((one.side for one in parties if one.side is Side.RECIPIENT), None)
    _keep_words_of_hidden_answers(parties, steps)
    ended = facts.closed_at or facts.withdrawn_at
    return SharedView(
        deviation=deviation,
        state=lifecycle.deviation_state(facts),
        versions=_with(versions, made_by=people),
        parties=parties,
        redirected=tuple(one for one in everyone if one.redirected_at),
        messages=_with(
            sorted(messages, key=attrgetter("written_at", "pk")), unit=units, written_by=people
        ),
        steps=steps,
        attachments=_with(sorted(files, key=attrgetter("added_at", "pk")), unit=units),
        is_reporter=side is Side.REPORTER,
        open_steps=frozenset(
            kind
            for kind in _WHOLE
            if lifecycle.may(kind, whole_side, facts, None) and not is_closed_to(viewing, kind)
        ),
        closes_on=None if ended else closes_on(deviation, standing, _reopened_at(steps)),
    )


def _with[Row: Model](rows: Iterable[Row], **loaded: Mapping[int | None, Any]) -> tuple[Row, ...]:
    """The rows, with what is loaded already put at their foreign keys: cheaper than joining it again.

    What is not among the loaded is fetched when somebody asks for it.
    """
    kept = tuple(rows)
    for row in kept:
        for name, known in loaded.items():
            if one := known.get(getattr(row, f"{name}_id")):
                setattr(row, name, one)
    return kept


def _parties(
    deviation: Deviation,
    standing: list[Addressing],
    facts: DeviationFacts,
    viewer: Viewer | None,
    today: date,
    people: Mapping[int | None, Any],
) -> tuple[PartyView, ...]:
    ids = [one.pk for one in standing if one.answered_at]
    answers = Answer.objects.filter(addressing_id__in=ids)
    measures = Measure.objects.filter(addressing_id__in=ids)
    by_part: dict[int, list[Answer]] = {one.pk: [] for one in standing}
    for answer in _with(sorted(answers, key=attrgetter("number"), reverse=True), made_by=people):
        by_part[answer.addressing_id].append(answer)
    promised: dict[int, list[Measure]] = {one.pk: [] for one in standing}
    for measure in sorted(measures, key=attrgetter("pk")):
        promised[measure.addressing_id].append(measure)
    return tuple(
        _party(deviation, one, facts, viewer, today, by_part[one.pk], promised[one.pk])
        for one in standing
    )


def _party(
    deviation: Deviation,
    addressing: Addressing,
    facts: DeviationFacts,
    viewer: Viewer | None,
    today: date,
    answers: list[Answer],
    measures: list[Measure],
) -> PartyView:
    own = addressing_facts(addressing)
    side = side_of(viewer, deviation, addressing) if viewer else None
    of_writer = viewer and viewer.principal_id == deviation.reporter_principal_id
    everybody = deviation.agreement.answers_shown_to_all
    shown = everybody or side is not None or viewer is None or of_writer
    return PartyView(
        addressing=addressing,
        state=lifecycle.addressing_state(own),
        side=side,
        open_steps=frozenset(kind for kind in _PARTS if lifecycle.may(kind, side, facts, own)),
        answers=tuple(answers) if shown else (),
        measures=tuple(measures) if shown else (),
        overdue_to_acknowledge=lifecycle.is_overdue_to_acknowledge(own, today),
        overdue_to_answer=lifecycle.is_overdue_to_answer(own, today),
        answer_is_hidden=bool(answers) and not shown,
    )


def _keep_words_of_hidden_answers(parties: Iterable[PartyView], steps: Iterable[StepTaken]) -> None:
    # A judgement and the reason for an amended answer tell what the answer said.
    hidden = {one.addressing.pk: one.addressing for one in parties if one.answer_is_hidden}
    for addressing in hidden.values():
        addressing.outcome = addressing.judgement_text = ""
    for step in steps:
        if step.addressing_id in hidden:
            step.reason = ""


def _reopened_at(steps: Iterable[StepTaken]) -> datetime | None:
    moments = [one.at for one in steps if one.kind == StepKind.REOPENED]
    return max(moments, default=None)


@dataclass(frozen=True)
class CopyView:
    """A deviation as the secretariat sees it: heads, days and masked texts."""

    deviation: Deviation
    state: DeviationState
    account: dict[str, str]
    account_at: DeviationVersion
    parties: tuple[tuple[Addressing, AddressingState, Answer | None, dict[str, Any] | None], ...]
    messages: tuple[tuple[Message, dict[str, Any]], ...]
    steps: tuple[StepTaken, ...]


def copy_view(number: str, *, viewer: Viewer, told: Told | None = None) -> CopyView | None:
    """What the secretariat sees of one deviation: only the copies' texts (requirement 13)."""
    deviation = (
        copied_deviations(viewer=viewer)
        .select_related("agreement", "agreement_point", "reporter_kind", "reporter_principal")
        .defer("internal_reference")
        .filter(number=number)
        .annotate(**told or {})
        .first()
    )
    if deviation is None:
        return None
    copies = {
        (one.source, one.source_id): one.texts
        for one in SecretariatCopy.objects.filter(deviation=deviation)
    }
    everyone = tuple(deviation.addressings.select_related("kind", "principal").order_by("pk"))
    standing = [one for one in everyone if one.redirected_at is None]
    version = deviation.versions.only(
        "pk",
        "number",
        "made_at",
        "happened_on",
        "consequence",
        "direct_contact",
        "discovered_on",
        "deviation_id",
    ).latest("number")
    answers: dict[int, Answer] = {}
    for answer in (
        Answer.objects.filter(addressing__in=standing)
        .defer("perspective", "cause_text", "reason")
        .order_by("number")
    ):
        answers[answer.addressing_id] = answer
    messages = deviation.messages.select_related("unit").defer("text").order_by("written_at")
    return CopyView(
        deviation=deviation,
        state=lifecycle.deviation_state(deviation_facts(deviation, everyone)),
        account=copies[("version", version.pk)],
        account_at=version,
        parties=tuple(
            (
                one,
                lifecycle.addressing_state(addressing_facts(one)),
                answers.get(one.pk),
                copies.get(("answer", answers[one.pk].pk)) if one.pk in answers else None,
            )
            for one in standing
        ),
        messages=tuple((one, copies[("message", one.pk)]) for one in messages),
        steps=tuple(
            deviation.steps.select_related("unit", "addressing")
            .defer("reason")
            .order_by("at", "pk")
        ),
    )
