"""What came in, counted: of a whole round, of one group, and how many groups and places it covers?

Joint answers are named and can be counted as they come. Anonymous ones are counted only after the round is
closed, from `least()` answers on, and never so that a place follows from what is shown of others (ADR 0048).
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.questionnaires import Question, Values, is_empty
from samsyn.domain.survey_counts import (
    FromGroup,
    Tally,
    counted,
    hidden,
    one_for_each_group,
    places_counted,
    tally_of,
)
from samsyn.domain.vocabulary import AreaKind, PrincipalKind
from samsyn.groups.selectors import groups
from samsyn.groups.selectors.visible import groups_visible_to
from samsyn.organisations import selectors as organisations
from samsyn.surveys.cards import AnswerCard, RoundCard
from samsyn.surveys.limits import least
from samsyn.surveys.models import AnonymousAnswer, Invitation
from samsyn.surveys.selectors.answers import sent_answers
from samsyn.surveys.selectors.questionnaires import may_keep
from samsyn.surveys.selectors.rounds import round_by_pk, rounds_visible_to
from samsyn.surveys.vocabulary import Audience, Base

EVERYBODY = Everything("counts what the round's reader may see, by the rule for small numbers")


@dataclass(frozen=True)
class Results:
    """What came in, as far as it may be shown."""

    round: RoundCard
    tallies: tuple[Tally, ...]
    """Of every answer."""
    base: int
    """How many answers are counted."""
    of_groups: tuple[Tally, ...] | None = None
    """With one answer for each group, where some group has sent several; else None."""
    groups: int | None = None
    """How many groups have answered; None where answers are anonymous."""
    left_out: int = 0
    """Anonymous answers that are too few together to be counted in the whole."""

    def tallies_by(self, base: Base) -> tuple[Tally, ...]:
        """The counts on one base; both are the same when no group has sent several."""
        return self.of_groups if base is Base.GROUPS and self.of_groups else self.tallies


@dataclass(frozen=True)
class Covered:
    """Who took part in a round: groups, and the municipalities and districts that they work for."""

    groups: int
    asked: int
    silent: tuple[str, ...]
    """Names of groups that were asked and sent nothing."""
    several: Mapping[str, int]
    """Names of groups that sent several answers, with how many."""
    municipalities: int
    districts: int
    joint: tuple[str, ...]
    """Groups by name whose one answer both municipality and region took part in."""
    municipal_only: tuple[str, ...]
    regional_only: tuple[str, ...]
    unsaid: tuple[str, ...]
    """Groups that did not say who took part."""


def results_of(round_id: int, *, viewer: Viewer | Everything, today: date) -> Results | None:
    """The results of a whole round; None when the viewer may not see them, or not yet.

    Those who keep rounds see joint answers as they come in; everything else waits until it is closed.
    """
    found = round_by_pk(round_id, viewer=viewer, today=today)
    if found is None or (
        (found.is_anonymous or not may_keep(viewer=viewer)) and not found.closed_at
    ):
        return None
    if found.audience is Audience.GROUPS:
        return _of_joint(found, sent_answers(found.id, viewer=viewer))
    return _counted(found, _by_place(AnonymousAnswer.objects.filter(round=found.id)))


def results_of_group(
    round_id: int,
    group_id: int,
    *,
    viewer: Viewer | Everything,
    today: date,
    forum_id: int | None = None,
) -> Results | None:
    """Anonymous answers of one group (or one level of it); for those who see the group, when closed.

    A group with too few answers has results in which every question is hidden.
    """
    found = round_by_pk(round_id, viewer=viewer, today=today)
    if found is None or not found.is_anonymous or found.closed_at is None:
        return None
    if not groups_visible_to(viewer=viewer, today=today).filter(pk=group_id).exists():
        return None
    rows = AnonymousAnswer.objects.filter(round=round_id, group=group_id)
    if forum_id:
        rows = rows.filter(forum=forum_id)
    return _counted(found, _by_place(rows))


def counted_by_round(
    found: Iterable[RoundCard], rows: QuerySet[AnonymousAnswer], *, viewer: Viewer | Everything
) -> list[Results]:
    """What may be shown of some closed rounds' anonymous answers, each round by itself; one query.

    Whoever calls has asked whether the viewer sees the places of the rows.
    """
    rows = rows.filter(round__in=rounds_visible_to(viewer=viewer).exclude(closed_at=None))
    answers: dict[int, list[tuple[int | None, int | None, Values]]] = {}
    for pk, group, forum, values in rows.values_list("round", "group", "forum", "values"):
        answers.setdefault(pk, []).append((group, forum, values))
    return [_counted(one, _placed(answers.get(one.id, ()))) for one in found]


def _of_joint(found: RoundCard, answers: Sequence[AnswerCard]) -> Results:
    chosen = one_for_each_group(answers, _look)
    several = len(chosen) < len(answers)
    return Results(
        round=found,
        tallies=counted(found.asks, [one.values for one in answers]),
        base=len(answers),
        of_groups=counted(found.asks, [one.values for one in chosen]) if several else None,
        groups=len(chosen),
    )


type ByPlace = Mapping[int | None, Mapping[int | None, Sequence[Values]]]
"""Anonymous answers by group, and within it by level."""


def _by_place(rows: QuerySet[AnonymousAnswer]) -> ByPlace:
    return _placed(rows.values_list("group", "forum", "values"))


def _placed(rows: Iterable[tuple[int | None, int | None, Values]]) -> ByPlace:
    found: dict[int | None, dict[int | None, list[Values]]] = {}
    for group, forum, values in rows:
        found.setdefault(group, {}).setdefault(forum, []).append(values)
    return found


def _counted(found: RoundCard, by_place: ByPlace) -> Results:
    """Anonymous answers, each question by itself: it may have been left out by some."""
    limit = least()
    answers = _countable(by_place, limit)
    came = sum(len(some) for levels in by_place.values() for some in levels.values())
    base = len(answers) if len(answers) >= limit else 0
    return Results(
        round=found,
        tallies=tuple(_shown(one, by_place, base, limit) for one in found.asks.questions()),
        base=base,
        left_out=came - base,
    )


def _shown(question: Question, by_place: ByPlace, base: int, limit: int) -> Tally:
    given = {
        group: {
            level: [one for one in some if not is_empty(one.get(question.code))]
            for level, some in levels.items()
        }
        for group, levels in by_place.items()
    }
    answers = _countable(given, limit)
    if len(answers) < limit:
        return hidden(question)
    return replace(tally_of(question, answers), base=base)


def _countable(by_place: ByPlace, limit: int) -> list[Values]:
    """The answers that may be counted together: within each group first, then among the groups.

    What a group shows of itself is what it is counted with in the whole, or its levels would follow.
    """
    of_groups: dict[int | None, list[Values]] = {}
    for group, levels in by_place.items():
        within = places_counted({level: len(some) for level, some in levels.items()}, limit)
        of_groups[group] = [one for level in within or levels for one in levels[level]]
    within = places_counted({group: len(some) for group, some in of_groups.items()}, limit)
    return [one for group in within for one in of_groups[group]]


def covered(round_id: int, *, viewer: Viewer | Everything, today: date) -> Covered | None:
    """Who took part in a round of joint answers; None when the viewer may not see its results."""
    found = round_by_pk(round_id, viewer=viewer, today=today)
    if found is None or found.is_anonymous or not (may_keep(viewer=viewer) or found.closed_at):
        return None
    answers = sent_answers(round_id, viewer=viewer)
    invited = Invitation.objects.filter(round=round_id, is_personal=False).values("group")
    asked = {one.id: one for one in groups.groups_on(None, viewer=EVERYBODY, today=today)}
    asked_ids = set(invited.values_list("group", flat=True))
    times = Counter(one.group_id for one in answers)
    areas = {pk for one in times for pk in asked[one].area_ids}
    kinds = Counter(area.kind for area in organisations.areas_worked_for(areas))
    single = [one for one in answers if times[one.group_id] == 1]
    sides = {one.group: _sides(one) for one in single}
    both = {True, False}
    return Covered(
        groups=len(times),
        asked=len(asked_ids),
        silent=tuple(card.name for pk, card in asked.items() if pk in asked_ids - set(times)),
        several={asked[pk].name: count for pk, count in times.items() if count > 1},
        municipalities=kinds[AreaKind.MUNICIPALITY],
        districts=kinds[AreaKind.DISTRICT],
        joint=tuple(name for name, found in sides.items() if found == both),
        municipal_only=tuple(name for name, found in sides.items() if found == {False}),
        regional_only=tuple(name for name, found in sides.items() if found == {True}),
        unsaid=tuple(name for name, found in sides.items() if not found),
    )


def _sides(answer: AnswerCard) -> set[bool]:
    """Whether the region took part (True) and whether somebody else did (False)."""
    return {one.principal_kind == PrincipalKind.REGION for one in answer.took_part}


def _look(answer: AnswerCard) -> FromGroup[Hashable]:
    sent = answer.sent_at or answer.changed_at
    return FromGroup(answer.group_id, len(_sides(answer)) > 1, (sent, answer.serial))
