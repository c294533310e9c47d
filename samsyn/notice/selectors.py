"""What sticks out, as it was last computed, and which deviations lie behind? For the secretariat alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from samsyn.deviations.selectors.counted import counted_recipients
from samsyn.deviations.selectors.lists import Wishes, copies_of
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.control_charts import first_day, month_number
from samsyn.notice.counts import question_of
from samsyn.notice.models import Chart, Computation, Seen, Signal
from samsyn.notice.vocabulary import Watched
from samsyn.statistics.dimensions import Names

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
    if not viewer.may(Ability.NOTICE):
        return 0
    newest = Computation.objects.order_by("-day").values("pk")[:1]
    seen = Seen.objects.filter(
        kind=OuterRef("chart__kind"),
        name=OuterRef("chart__name"),
        pattern=OuterRef("pattern"),
        rises=OuterRef("rises"),
        belongs_to=OuterRef("belongs_to"),
    )
    unseen = Signal.objects.filter(~Exists(seen), chart__computation=Subquery(newest))
    return unseen.values("chart").distinct().count()


def deviations_behind(noticed: Noticed, *, viewer: Viewer, today: date) -> QuerySet:  # type: ignore[type-arg]
    """The copies that the signals count, newest first; what was coded or withdrawn since moves them."""
    rows = copies_of(viewer=viewer, wishes=Wishes(), today=today).filter(withdrawn_at=None)
    counted = _counted_in(noticed.signals)
    return rows.filter(counted, _counted_as(noticed.kind, noticed.chart.values, viewer))


def _counted_as(kind: Watched, values: Sequence[str], viewer: Viewer) -> Q:
    """What a deviation is counted under in such a chart, as a condition on it."""
    if kind is Watched.THEME:
        return Q(coding__theme__name=values[0])
    if kind is Watched.PAIR:
        reporter, recipient = values
        to_kind = counted_recipients(viewer=viewer).filter(kind__short_label=recipient)
        return Q(
            Exists(to_kind.filter(deviation=OuterRef("pk"))), reporter_kind__short_label=reporter
        )
    names = Names(question_of(kind, ()).naming)
    place = names.municipality if kind is Watched.MUNICIPALITY else names.district
    return Q(reporter_area__in=[pk for pk in names.areas if place(pk) == values[0]])


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
