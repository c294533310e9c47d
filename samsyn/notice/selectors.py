"""What sticks out, as it was last computed, and which deviations lie behind? For the secretariat alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from samsyn.deviations.selectors.lists import Wishes, copies_of
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.control_charts import first_day, month_number
from samsyn.notice.counts import question_of
from samsyn.notice.models import Chart, Computation, Seen, Signal
from samsyn.notice.vocabulary import DIMENSIONS, Watched
from samsyn.statistics.dimensions import Names
from samsyn.statistics.wheres import condition

type Mark = tuple[str, str, str, bool, date]
"""What a signal is known by from night to night."""


@dataclass(frozen=True)
class Noticed:
    """One chart that sticks out, in which ways, and what the secretariat has noted of it."""

    chart: Chart
    kind: Watched
    signals: tuple[Signal, ...]
    seen: tuple[Seen, ...]
    """The newest first; of the signals that stand here."""
    unseen: tuple[Signal, ...]

    @property
    def is_seen(self) -> bool:
        return not self.unseen


@dataclass(frozen=True)
class Told:
    """One computation, and what it told."""

    computation: Computation
    noticed: tuple[Noticed, ...]
    new: tuple[Noticed, ...]
    """Themes without a past to compare with."""


def months_computed(*, viewer: Viewer) -> list[date]:
    """The months (first days) that there is a computation of, newest first."""
    if not viewer.may(Ability.NOTICE):
        return []
    months = Computation.objects.order_by("-present").values_list("present", flat=True)
    return list(months.distinct())


def told_of(month: date | None, *, viewer: Viewer) -> Told | None:
    """The last computation of a month, or of all; None when there is none."""
    if not viewer.may(Ability.NOTICE):
        return None
    computations = Computation.objects.order_by("-day")
    if month:
        computations = computations.filter(present=month)
    computation = computations.first()
    if computation is None:
        return None
    charts = computation.shown.prefetch_related("signals").order_by("pk")
    all_of = _noticed(list(charts))
    return Told(
        computation,
        tuple(one for one in all_of if one.signals),
        tuple(one for one in all_of if one.chart.is_new),
    )


def noticed_by_pk(chart_id: int, *, viewer: Viewer) -> Noticed | None:
    """One chart of any computation that the viewer may see."""
    if not viewer.may(Ability.NOTICE):
        return None
    charts = Chart.objects.filter(pk=chart_id).select_related("computation")
    return next(iter(_noticed(list(charts.prefetch_related("signals")))), None)


def unseen_count(*, viewer: Viewer) -> int:
    """How many charts of the last computation stick out in a way that nobody has marked as seen."""
    told = told_of(None, viewer=viewer)
    return sum(not one.is_seen for one in told.noticed) if told else 0


def deviations_behind(noticed: Noticed, *, viewer: Viewer, today: date) -> QuerySet:  # type: ignore[type-arg]
    """The copies that the signals count, newest first; what was coded or withdrawn since moves them."""
    names = Names(question_of(noticed.kind, ()).naming)
    rows = copies_of(viewer=viewer, wishes=Wishes(), today=today).filter(withdrawn_at=None)
    for dimension, value in zip(DIMENSIONS[noticed.kind], noticed.chart.values, strict=True):
        rows = rows.filter(condition(dimension, value, names, viewer=viewer))
    return rows.filter(_counted_in(noticed.signals))


def _counted_in(signals: Collection[Signal]) -> Q:
    """The months that the signals tell of, by the columns that the statistics count by."""
    months = {
        month
        for one in signals
        for month in range(month_number(one.first), month_number(one.last) + 1)
    }
    counted = Q(pk=None)
    for month in months:
        day = first_day(month)
        counted |= Q(year=day.year, month=day.month)
    return counted


def _noticed(charts: list[Chart]) -> list[Noticed]:
    of_charts = {chart.pk: tuple(chart.signals.all()) for chart in charts}
    times = {one.belongs_to for signals in of_charts.values() for one in signals}
    seen: dict[Mark, list[Seen]] = {}
    if times:
        for one in (
            Seen.objects.filter(belongs_to__in=times).select_related("seen_by").order_by("-pk")
        ):
            mark = (one.kind, one.name, one.pattern, one.rises, one.belongs_to)
            seen.setdefault(mark, []).append(one)
    return [_with_seen(chart, of_charts[chart.pk], seen) for chart in charts]


def _with_seen(chart: Chart, signals: tuple[Signal, ...], seen: dict[Mark, list[Seen]]) -> Noticed:
    notes: dict[tuple[object, str], Seen] = {}
    unseen = []
    for one in signals:
        of_signal = seen.get((chart.kind, chart.name, one.pattern, one.rises, one.belongs_to), [])
        if not of_signal:
            unseen.append(one)
        for fact in of_signal:  # one press marks every signal of a chart: told once
            notes.setdefault((fact.seen_at, fact.note), fact)
    newest = sorted(notes.values(), key=lambda fact: fact.seen_at, reverse=True)
    return Noticed(chart, Watched(chart.kind), signals, tuple(newest), tuple(unseen))
