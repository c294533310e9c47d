"""Which deviations are the same event, and which could be? Only for whoever may say so, or wrote it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet

from samsyn.coding import selectors as coding
from samsyn.coding.selectors import CodingCard
from samsyn.deviations.selectors import similar
from samsyn.deviations.selectors.similar import Told
from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.domain.likeness import Alike, Trait, alike, likest, telling_words
from samsyn.domain.vocabulary import Likeness
from samsyn.events.models import Event, EventLink, SetApart
from samsyn.events.scale import likeness_scale

MOST_PROPOSED = 5
MOST_LISTED = 20


@dataclass(frozen=True)
class Proposal:
    """A deviation that could tell of the same event, and why."""

    told: Told
    alike: Alike

    @property
    def reasons(self) -> tuple[Likeness, ...]:
        """What the two have in common, the heaviest kinds first."""
        return self.alike.reasons


@dataclass(frozen=True)
class Pair:
    """Two deviations that could tell of the same event."""

    first: Told
    second: Told
    alike: Alike


@dataclass(frozen=True)
class LinkedEvent:
    """An event, who said so last and when, and the deviations that tell of it."""

    id: int
    linked_at: datetime
    linked_by: Any
    told: tuple[Told, ...]


def similar_to_draft(
    *,
    unit_ids: Collection[int],
    happened_on: date | None,
    theme_id: int | None,
    texts: Iterable[str],
    today: date,
    viewer: Viewer,
) -> list[Proposal]:
    """What the writer's unit sees already and that resembles what is about to be sent, most alike first."""
    found = similar.similar_to(
        unit_ids=unit_ids,
        happened_on=happened_on,
        today=today,
        within_days=settings.SIMILAR_WITHIN_DAYS,
        viewer=viewer,
    )
    if not found:
        return []
    theme = coding.theme_names().get(theme_id, "") if theme_id else ""
    units = frozenset({*unit_ids, viewer.unit_id or 0})
    draft = Trait(units, happened_on or today, theme, telling_words(*texts))
    return _ranked(draft, found, viewer)[:MOST_PROPOSED]


def proposals_for(told: Told, *, viewer: Viewer) -> list[Proposal]:
    """Copies that could tell of the same event as this one, most alike first; at most five."""
    if not viewer.may(Ability.LINK_EVENTS):
        return []
    near = similar.copies_near(told, within_days=settings.SIMILAR_SENT_WITHIN_DAYS, viewer=viewer)
    settled = _settled([told.id])[told.id]
    open_ones = [one for one in near if one.id not in settled]
    (trait,) = _traits([told], viewer).values()
    ranked = _ranked(trait, open_ones, viewer)
    return [one for one in ranked if _could_be_one(one.alike)][:MOST_PROPOSED]


def pairs_proposed(*, viewer: Viewer) -> list[Pair]:
    """Pairs among the latest deviations that could tell of the same event, most alike first."""
    if not viewer.may(Ability.LINK_EVENTS):
        return []
    # So many are compared with each other; others by their own page.
    newest = similar.latest_copies(settings.SIMILAR_LOOKED_THROUGH, viewer=viewer)
    latest = {one.id: one for one in newest}
    traits = _traits(latest.values(), viewer)
    found = likest(
        traits,
        likeness_scale(),
        least=settings.SIMILAR_POINTS,
        most=MOST_LISTED,
        settled=_settled(latest),
    )
    return [Pair(latest[earlier], latest[later], likeness) for later, earlier, likeness in found]


def _could_be_one(likeness: Alike) -> bool:
    return likeness.is_near and likeness.points >= settings.SIMILAR_POINTS


def linked_with(deviation_id: int, *, viewer: Viewer) -> list[Told]:
    """The other deviations of the same event, oldest first; none for the parties."""
    if not viewer.may(Ability.LINK_EVENTS):
        return []
    event = EventLink.objects.filter(deviation=deviation_id, unlinked_at=None).values("event")
    others = EventLink.objects.filter(event__in=event, unlinked_at=None)
    ids = others.exclude(deviation=deviation_id).values("deviation")
    return similar.heads_in_copies(ids, viewer=viewer)


def events_linked(*, viewer: Viewer) -> QuerySet[Event]:
    """The events that stand, the newest first; `as_events` tells what they consist of."""
    if not viewer.may(Ability.LINK_EVENTS):
        return Event.objects.none()
    standing = EventLink.objects.filter(event=OuterRef("pk"), unlinked_at=None)
    return Event.objects.filter(Exists(standing)).order_by("-pk")


def as_events(event_ids: Collection[int], *, viewer: Viewer) -> list[LinkedEvent]:
    """These events with the deviations that tell of them, in the order given."""
    if not viewer.may(Ability.LINK_EVENTS):
        return []
    links: dict[int, list[EventLink]] = defaultdict(list)
    standing = EventLink.objects.filter(event__in=event_ids, unlinked_at=None)
    for link in standing.select_related("linked_by").order_by("linked_at", "pk"):
        links[link.event_id].append(link)
    ids = {link.deviation_id for of_one in links.values() for link in of_one}
    told = {one.id: one for one in similar.told_in_copies(ids, viewer=viewer)}
    return [
        LinkedEvent(
            event_id,
            links[event_id][-1].linked_at,
            links[event_id][-1].linked_by,
            tuple(told[link.deviation_id] for link in links[event_id]),
        )
        for event_id in event_ids
        if event_id in links
    ]


def only_linked(deviations: QuerySet[Any], *, viewer: Viewer | Everything) -> QuerySet[Any]:
    """Those of these deviations that are linked with another, joined with the link as `event_link`.

    Every viewer counts the same county; nobody learns which ones, only how many.
    """
    standing = FilteredRelation("event_links", condition=Q(event_links__unlinked_at=None))
    linked: QuerySet[Any] = deviations.annotate(event_link=standing)
    return linked.filter(event_link__isnull=False)


def _settled(ids: Iterable[int]) -> dict[int, set[int]]:
    """For each of these, what somebody has linked with it, taken from it again, or set apart."""
    wanted = set(ids)
    of_event: dict[int, set[int]] = defaultdict(set)
    events = EventLink.objects.filter(deviation__in=wanted).values("event")
    links = EventLink.objects.filter(event__in=events).values_list("event_id", "deviation_id")
    for event_id, deviation_id in links:
        of_event[event_id].add(deviation_id)
    settled: dict[int, set[int]] = {pk: set() for pk in wanted}
    apart = SetApart.objects.filter(Q(earlier__in=wanted) | Q(later__in=wanted))
    for pair in apart.values_list("earlier_id", "later_id"):
        for pk in wanted & set(pair):
            settled[pk] |= {*pair} - {pk}
    for together in of_event.values():
        for pk in together & wanted:
            settled[pk] |= together - {pk}
    return settled


def _ranked(trait: Trait, found: Collection[Told], viewer: Viewer) -> list[Proposal]:
    traits = _traits(found, viewer)
    scale = likeness_scale()
    proposals = [Proposal(one, alike(trait, traits[one.id], scale)) for one in found]
    return sorted(proposals, key=lambda one: (one.alike.points, one.told.id), reverse=True)


def _traits(told: Iterable[Told], viewer: Viewer) -> dict[int, Trait]:
    compared = list(told)
    coded = coding.codings_of([one.id for one in compared], viewer=viewer)
    nothing = CodingCard("", ())
    return {
        one.id: Trait(
            one.unit_ids, one.day, coded.get(one.id, nothing).theme, telling_words(one.text)
        )
        for one in compared
    }
