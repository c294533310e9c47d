"""Which deviations could tell of the same event, and what do they say? (requirement 22)

A writer is shown only what the own unit sees; the secretariat only copies.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from samsyn.deviations.calendar import STOCKHOLM
from samsyn.deviations.models import Addressing, Deviation, DeviationVersion, SecretariatCopy
from samsyn.deviations.selectors.shared_view import CopyView
from samsyn.deviations.selectors.visible import (
    STANDING,
    addressings_visible_to,
    copied_deviations,
    sent_by,
)
from samsyn.domain.access import Viewer

MOST_COMPARED = 50
"""So many of the latest are compared with what is written; a unit seldom has more in a week."""


@dataclass(frozen=True)
class Told:
    """A deviation as it is compared and listed: the heads, and the words that this viewer may read."""

    id: int
    number: str
    title: str
    reporter: str
    recipients: tuple[str, ...]
    sent_on: date
    happened_on: date | None
    unit_ids: frozenset[int]
    text: str
    is_withdrawn: bool

    @classmethod
    def of_copy(cls, seen: CopyView) -> "Told":
        """The same of a copy that is shown already, without asking the database again."""
        deviation, title = seen.deviation, seen.account.get("title", "")
        standing = [addressing for addressing, *_rest in seen.parties]
        return cls(
            id=deviation.pk,
            number=deviation.number,
            title=title,
            reporter=deviation.reporter_name_then,
            recipients=tuple(one.name_then for one in standing),
            sent_on=deviation.sent_on,
            happened_on=seen.account_at.happened_on,
            unit_ids=frozenset({deviation.reporter_unit_id, *(one.unit_id for one in standing)}),
            text=f"{title} {seen.account.get('what_happened', '')}",
            is_withdrawn=deviation.withdrawn_at is not None,
        )

    @property
    def day(self) -> date:
        """The day that it is about, as far as is known."""
        return self.happened_on or self.sent_on


def similar_to(
    *,
    unit_ids: Collection[int],
    happened_on: date | None,
    today: date,
    within_days: int,
    viewer: Viewer,
) -> list[Told]:
    """Deviations between the viewer's unit and any of these units, sent or happened near in time."""
    near = timedelta(days=within_days)
    in_time = Q(sent_on__gte=today - near)
    if happened_on:
        days = (happened_on - near, happened_on + near)
        versions = DeviationVersion.objects.filter(deviation=OuterRef("pk"))
        in_time |= Q(Exists(versions.filter(happened_on__range=days)))
    to_them = Addressing.objects.filter(
        deviation=OuterRef("pk"), redirected_at=None, unit_id__in=unit_ids
    )
    from_them = addressings_visible_to(viewer=viewer).filter(
        deviation__reporter_unit_id__in=unit_ids
    )
    # Two queries that each walk the unit's own rows: as one with "or" it would walk everybody's.
    found = {
        deviation.pk: deviation
        for deviations in (
            sent_by(viewer=viewer).filter(Exists(to_them)),
            Deviation.objects.filter(pk__in=from_them.values("deviation")),
        )
        for deviation in deviations.filter(STANDING, in_time).order_by("-sent_at")[:MOST_COMPARED]
    }
    return _told(found.values(), _written(found))


def _written(ids: Iterable[int]) -> dict[int, str]:
    """The parties' own words of the account as it stands; for whoever sees the deviation itself."""
    versions = DeviationVersion.objects.filter(deviation__in=list(ids)).order_by("number")
    columns = ("deviation_id", "title", "what_happened")
    return {pk: f"{title} {text}" for pk, title, text in versions.values_list(*columns)}


def copies_near(told: Told, *, within_days: int, viewer: Viewer) -> list[Told]:
    """Copies of other deviations that share a unit with this one and were sent so many days around it.

    More than happened so near: two units may tell of one event at different times.
    """
    around = timedelta(days=within_days)
    noon = datetime.combine(told.sent_on, time(12), STOCKHOLM)
    days = (noon - around, noon + around)
    near = copied_deviations(viewer=viewer).filter(STANDING, sent_at__range=days)
    near = near.exclude(pk=told.id).order_by("-sent_at")
    received = Addressing.objects.filter(redirected_at=None, unit_id__in=told.unit_ids)
    from_them = near.filter(reporter_unit_id__in=told.unit_ids)[:MOST_COMPARED]
    to_them = near.filter(pk__in=received.values("deviation"))[:MOST_COMPARED]
    return told_in_copies({one.pk for each in (from_them, to_them) for one in each}, viewer=viewer)


def latest_copies(many: int, *, viewer: Viewer) -> list[Told]:
    """The copies of the deviations sent last, without those that were withdrawn."""
    latest = copied_deviations(viewer=viewer).filter(STANDING).order_by("-sent_at")
    return _told_in_copies(latest.defer("internal_reference")[:many])


def told_in_copies(ids: Collection[int], *, viewer: Viewer) -> list[Told]:
    """These deviations by their masked copies; none for whoever reads no copies."""
    return _told_in_copies(
        copied_deviations(viewer=viewer).filter(pk__in=ids).defer("internal_reference")
    )


def heads_in_copies(of: QuerySet[Any, Any], *, viewer: Viewer) -> list[Told]:
    """The deviations of a query of primary keys, the oldest first, as they are listed; in one query.

    What they say is not asked for: their `text` is empty.
    """
    standing = FilteredRelation("addressings", condition=Q(addressings__redirected_at=None))
    versions = DeviationVersion.objects.filter(deviation=OuterRef("pk")).order_by("-number")
    visible = copied_deviations(viewer=viewer).filter(pk__in=of).defer("internal_reference")
    rows = visible.annotate(
        standing=standing,
        unit=F("standing__unit"),
        name=F("standing__name_then"),
        happened_on=Subquery(versions.values("happened_on")[:1]),
    )
    found = []
    for _, some in groupby(rows.order_by("pk", "standing__pk"), attrgetter("pk")):
        first, *more = some
        # A report from before Samsyn may have no recipient that is known.
        parts = [pair for pair in map(attrgetter("unit", "name"), (first, *more)) if pair[0]]
        found.append(_masked(_one(first, parts, first.happened_on), first))
    return found


def copy_told(number: str, *, viewer: Viewer) -> Told | None:
    """One deviation by its masked copy, or None."""
    found = copied_deviations(viewer=viewer).filter(number=number).defer("internal_reference")
    return next(iter(_told_in_copies(found)), None)


def copied_ids(numbers: Collection[str], *, viewer: Viewer) -> dict[str, int]:
    """The primary keys of the deviations with these numbers, as far as the viewer reads their copies."""
    found = copied_deviations(viewer=viewer).filter(number__in=numbers)
    return dict(found.values_list("number", "pk"))


def _told_in_copies(deviations: QuerySet[Deviation]) -> list[Told]:
    found = list(deviations)
    copies = SecretariatCopy.objects.filter(deviation__in=found, source="version")
    texts = {}
    for pk, words in copies.order_by("source_id").values_list("deviation_id", "texts"):
        texts[pk] = f"{words.get('title', '')} {words.get('what_happened', '')}"
    told = _told(found, texts)
    return [_masked(one, of) for one, of in zip(told, found, strict=True)]


def _masked(told: Told, deviation: Deviation) -> Told:
    """With the title of the copy: the one in the row is the parties' own."""
    return replace(told, title=deviation.copied_title)


def _told(deviations: Iterable[Deviation], texts: dict[int, str]) -> list[Told]:
    found = list(deviations)
    parts: dict[int, list[tuple[int, str]]] = {one.pk: [] for one in found}
    standing = Addressing.objects.filter(deviation__in=found, redirected_at=None).order_by("pk")
    for pk, unit_id, name in standing.values_list("deviation_id", "unit_id", "name_then"):
        parts[pk].append((unit_id, name))
    versions = DeviationVersion.objects.filter(deviation__in=found).order_by("number")
    happened = dict(versions.values_list("deviation_id", "happened_on"))
    return [_one(one, parts[one.pk], happened.get(one.pk), texts.get(one.pk, "")) for one in found]


def _one(
    deviation: Deviation, parts: Iterable[tuple[int, str]], happened_on: date | None, text: str = ""
) -> Told:
    return Told(
        id=deviation.pk,
        number=deviation.number,
        title=deviation.title,
        reporter=deviation.reporter_name_then,
        recipients=tuple(name for _, name in parts),
        sent_on=deviation.sent_on,
        happened_on=happened_on,
        unit_ids=frozenset({deviation.reporter_unit_id, *(unit for unit, _ in parts)}),
        text=text,
        is_withdrawn=deviation.withdrawn_at is not None,
    )
