"""What do the parties see of one deviation, side by side? And what does the secretariat see of it?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.db.models import Exists, FilteredRelation, Model, QuerySet

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
    """Everything that a party sees of one deviation, in at most six queries; None when it is not theirs."""
    # One deviation's few rows are put in order here: building ORDER BY cost more than all the sorting.
    deviation, versions = _with_versions(deviations_visible_to(viewer=viewer), number, told)
    if deviation is None:
        return None
    everyone, answers = _with_answers(deviation)
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
    _with([deviation], sent_by=people)
    _with((one for some in answers.values() for one in some), made_by=people)
    parties = _parties(deviation, standing, answers, facts, viewing, today)
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


def _with_versions(
    visible: QuerySet[Deviation], number: str, told: Told | None
) -> tuple[Deviation | None, list[DeviationVersion]]:
    """The deviation, if it is visible, and the versions of its account, the latest first; in one query."""
    rows = visible.filter(number=number).annotate(each=FilteredRelation("versions"), **told or {})
    heads = ("agreement", "agreement_point", "reporter_kind", "reporter_principal")
    found = list(rows.select_related(*heads, "each"))  # type: ignore[misc]  # it knows no relation
    versions = [each for row in found if (each := getattr(row, "each", None))]
    return next(iter(found), None), sorted(versions, key=attrgetter("number"), reverse=True)


def _with_answers(
    deviation: Deviation, *, but: Iterable[str] = ()
) -> tuple[tuple[Addressing, ...], defaultdict[int, list[Answer]]]:
    """Every recipient's part in order, and the answers to each, the latest first; in one query."""
    rows = deviation.addressings.annotate(each=FilteredRelation("answers")).defer(*but)
    found = list(rows.select_related("kind", "principal", "each"))  # type: ignore[misc]  # likewise
    answers: defaultdict[int, list[Answer]] = defaultdict(list)
    for each in filter(None, (getattr(row, "each", None) for row in found)):
        answers[each.addressing_id].append(each)
    for some in answers.values():
        some.sort(key=attrgetter("number"), reverse=True)
    once = {row.pk: row for row in found}
    return tuple(sorted(once.values(), key=attrgetter("pk"))), answers


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
    answers: Mapping[int, list[Answer]],
    facts: DeviationFacts,
    viewer: Viewer | None,
    today: date,
) -> tuple[PartyView, ...]:
    ids = [one.pk for one in standing if answers[one.pk]]
    measures = Measure.objects.filter(addressing_id__in=ids)
    promised: dict[int, list[Measure]] = {one.pk: [] for one in standing}
    for measure in sorted(measures, key=attrgetter("pk")):
        promised[measure.addressing_id].append(measure)
    return tuple(
        _party(deviation, one, facts, viewer, today, answers[one.pk], promised[one.pk])
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


_TEXTS_OF_A_VERSION = (
    *("each__title", "each__what_happened", "each__what_was_expected", "each__consequence_text"),
    *("each__proposed_measure", "each__contact_text", "each__reason"),
)
_TEXTS_OF_AN_ANSWER = ("each__perspective", "each__cause_text", "each__reason")
"""What was written stays in the database: the secretariat has the masked copies."""


def copy_view(number: str, *, viewer: Viewer, told: Told | None = None) -> CopyView | None:
    """What the secretariat sees of one deviation: only the copies' texts (requirement 13)."""
    visible = copied_deviations(viewer=viewer).defer("internal_reference", *_TEXTS_OF_A_VERSION)
    deviation, versions = _with_versions(visible, number, told)
    if deviation is None:
        return None
    version = versions[0]
    copies = {
        (one.source, one.source_id): one.texts
        for one in SecretariatCopy.objects.filter(deviation=deviation)
    }
    everyone, versions_of_answers = _with_answers(deviation, but=_TEXTS_OF_AN_ANSWER)
    standing = [one for one in everyone if one.redirected_at is None]
    answers = {pk: some[0] for pk, some in versions_of_answers.items()}
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
