"""Who has said what about a deviation, where do two people differ, and how far do they agree?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from samsyn.coding.models import AT_THE_DESK, IMPORT, SECRETARIAT, SETTLED, WRITER, Coding, Opinion
from samsyn.coding.selectors.codes import CodingCard, codings_of
from samsyn.deviations.selectors.visible import copied_deviations
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.agreeing import Kappa, cohens_kappa


@dataclass(frozen=True)
class OpinionCard:
    """What one person said; `theme` is empty when none of the list fitted."""

    id: int
    source: str
    coder: Any
    coder_id: int | None
    theme_id: int | None
    theme: str
    subtype_ids: tuple[int, ...]
    subtypes: tuple[str, ...]
    said_at: datetime


@dataclass(frozen=True)
class Said:
    """Everything said about one deviation, as far as the viewer may know it now."""

    before: CodingCard | None
    """What the writer, or the file that it was read in from, said."""
    own: OpinionCard | None
    """What the viewer said last."""
    others: tuple[OpinionCard, ...]
    """What colleagues said, each one's last; empty until the viewer has said something."""
    settled: OpinionCard | None
    is_coded_by_others: bool

    @property
    def latest_shown(self) -> int:
        """The latest opinion that the viewer is shown and that is not the own one; 0 when there is none."""
        shown = [*self.others, self.settled] if self.others else []
        return max((one.id for one in shown if one), default=0)


def said_about(deviation_id: int, *, viewer: Viewer) -> Said:
    """What was said about a deviation; what colleagues said is kept back until the viewer has spoken.

    Only then do two codings stand for themselves, so that their agreement means something.
    """
    rows = Opinion.objects.filter(
        deviation__in=copied_deviations(viewer=viewer).filter(pk=deviation_id)
    )
    cards = [_card(one) for one in _whole(rows)]
    latest = {one.coder_id: one for one in cards if one.source == SECRETARIAT}
    own = latest.pop(viewer.user_id, None)
    settled = [one for one in cards if one.source == SETTLED]
    first = next((one for one in cards if one.source in {WRITER, IMPORT}), None)
    if cards:
        before = _as_coding(first) if first else None
    else:
        before = codings_of([deviation_id], viewer=viewer).get(deviation_id)
    return Said(
        before=before,
        own=own,
        others=tuple(latest.values()) if own else (),
        settled=settled[-1] if settled else None,
        is_coded_by_others=bool(latest),
    )


def _whole(rows: QuerySet[Opinion]) -> QuerySet[Opinion]:
    return (
        rows.select_related("theme", "coder").prefetch_related("subtypes").order_by("said_at", "pk")
    )


def _card(opinion: Opinion) -> OpinionCard:
    subtypes = sorted(opinion.subtypes.all(), key=lambda one: (one.order, one.pk))
    return OpinionCard(
        id=opinion.pk,
        source=opinion.source,
        coder=opinion.coder,
        coder_id=opinion.coder_id,
        theme_id=opinion.theme_id,
        theme=opinion.theme.name if opinion.theme else "",
        subtype_ids=tuple(one.pk for one in subtypes),
        subtypes=tuple(one.name for one in subtypes),
        said_at=opinion.said_at,
    )


def codings_before_the_desk(
    deviations: Iterable[int], *, viewer: Viewer | Everything
) -> dict[int, CodingCard]:
    """What writers or files said of these deviations, whatever the secretariat has said since.

    The caller has found the deviations through a selector with its viewer.
    """
    wanted = list(deviations)
    rows = Opinion.objects.filter(deviation__in=wanted, source__in=[WRITER, IMPORT])
    kept = {one.deviation_id: _card(one) for one in _whole(rows)}
    by_desk = set(
        Coding.objects.filter(pk__in=wanted, source__in=AT_THE_DESK).values_list("pk", flat=True)
    )
    untouched = codings_of([pk for pk in wanted if pk not in by_desk], viewer=viewer)
    return untouched | {pk: _as_coding(card) for pk, card in kept.items()}


def _as_coding(card: OpinionCard) -> CodingCard:
    return CodingCard(card.theme, tuple(sorted(card.subtypes)))


@dataclass(frozen=True)
class Disagreement:
    """A deviation that several people coded with different themes, and what each of them said."""

    deviation: Any
    said: tuple[OpinionCard, ...]
    settled: OpinionCard | None


@dataclass(frozen=True)
class Pair:
    """Two people who have coded the same deviations, and how far they agree."""

    one: Any
    other: Any
    kappa: Kappa


@dataclass(frozen=True)
class Twice:
    """What more than one person has coded in a year."""

    differing: tuple[Disagreement, ...]
    pairs: tuple[Pair, ...]


def coded_twice(year: int, *, viewer: Viewer) -> Twice:
    """Where people differ, the undecided first, and Cohen's kappa of each pair of them, in a year.

    Compared are the themes that each chose before seeing the other's. What the viewer has not coded
    is left out of `differing`, so that it can still be coded without knowing.
    """
    countable = copied_deviations(viewer=viewer).filter(year=year, withdrawn_at=None)
    rows = Opinion.objects.filter(source__in=AT_THE_DESK, deviation__in=countable)
    by_deviation: dict[int, list[Opinion]] = defaultdict(list)
    with_heads = _whole(rows).select_related("theme", "coder", "deviation")
    for opinion in with_heads.defer("deviation__internal_reference"):
        by_deviation[opinion.deviation_id].append(opinion)
    differing, pairs = [], defaultdict(list)
    coders: dict[int | None, Any] = {}
    for opinions in by_deviation.values():
        alone = {one.coder_id: one for one in opinions if one.source == SECRETARIAT}
        coders |= {pk: one.coder for pk, one in alone.items()}
        ordered = sorted(alone.items(), key=lambda item: item[0] or 0)
        for place, (first, one) in enumerate(ordered):
            for second, other in ordered[place + 1 :]:
                pairs[first, second].append((one.theme_id, other.theme_id))
        if viewer.user_id in alone and len({one.theme_id for one in alone.values()}) > 1:
            differing.append(_disagreement(opinions, list(alone.values())))
    return Twice(
        tuple(sorted(differing, key=lambda one: (one.settled is not None, one.deviation.sent_at))),
        tuple(
            Pair(coders[one], coders[other], cohens_kappa(both))
            for (one, other), both in sorted(pairs.items(), key=lambda item: -len(item[1]))
        ),
    )


def _disagreement(opinions: Sequence[Opinion], alone: Sequence[Opinion]) -> Disagreement:
    settled = [one for one in opinions if one.source == SETTLED]
    return Disagreement(
        opinions[0].deviation, tuple(map(_card, alone)), _card(settled[-1]) if settled else None
    )


def last_coded(*, viewer: Viewer) -> Opinion | None:
    """What the viewer said last of all: what undo takes back."""
    mine = Opinion.objects.filter(coder_id=viewer.user_id, source__in=AT_THE_DESK)
    named = mine.select_related("deviation", "theme").only("deviation__number", "theme__name")
    return named.order_by("-said_at", "-pk").first() if viewer.user_id is not None else None


def last_said_at(deviation_id: int, *, viewer: Viewer) -> datetime | None:
    """When the viewer last said something of a deviation at the desk; None when that never was."""
    mine = Opinion.objects.filter(
        deviation=deviation_id, coder_id=viewer.user_id, source__in=AT_THE_DESK
    )
    return mine.order_by("said_at", "pk").values_list("said_at", flat=True).last()
