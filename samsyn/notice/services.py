"""Look once a night for what sticks out, and keep what the secretariat has seen of it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import cast

from django.db import IntegrityError, transaction

from samsyn.audit import services as audit
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain import control_charts
from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.domain.control_charts import Month, Rules, Season, Series, first_day, month_number
from samsyn.domain.refusals import Refusal
from samsyn.domain.vocabulary import AuditKind
from samsyn.guarding.last_word import refuse_certain
from samsyn.guarding.transactions import atomic_when_read
from samsyn.notice.counts import County, Values, county_until
from samsyn.notice.models import Chart, Computation, Seen, Signal
from samsyn.notice.rules import SHOWN_MONTHS, rules
from samsyn.notice.vocabulary import FAMILIES, Watched

NAME_BETWEEN = " – "


class SeenRefused(Refusal):
    """Not the secretariat, or nothing sticks out there."""


def compute(*, now: datetime) -> int:
    """Look at every chart up to the last whole month and keep what sticks out; how many charts that were.

    Once a day: a second look the same day finds it done and answers 0. Nothing reported, nothing kept.
    """
    today = day_in_stockholm(now)
    if Computation.objects.filter(day=today).exists():
        return 0
    present = month_number(today.replace(day=1) - timedelta(days=1))
    by_rules = rules()
    county = county_until(present, by_rules, viewer=Everything("what sticks out, each night"))
    if not county.totals:
        return 0
    try:
        with transaction.atomic():
            return _keep(_shown(county, present, by_rules), county, present, today, now)
    except IntegrityError:  # another worker was faster
        return 0


type _Shown = list[tuple[Chart, list[control_charts.Signal]]]


def _shown(county: County, present: Month, by: Rules) -> _Shown:
    """The charts that stick out, and the themes that are too new to compare."""
    families = [
        [series for kind in family for series in county.series[kind]] for family in FAMILIES
    ]
    signals: dict[object, list[control_charts.Signal]] = {}
    for signal in control_charts.sticks_out(families, county.totals, present, by):
        signals.setdefault(signal.key, []).append(signal)
    before = range(max(county.since, present - by.earlier_months), present)
    season = control_charts.season_of(county.totals, before)
    shown: _Shown = []
    for family in families:
        spread = control_charts.spread_of(family, season, present, by)
        shown += [
            (_chart(series, county, season, spread, present, by), signals[series.key])
            for series in family
            if series.key in signals
        ]
    new = [
        series
        for series in county.series[Watched.THEME]
        if series.counts.get(present) and not control_charts.can_be_compared(series, present, by)
    ]
    # While the county itself is new nothing can be compared, and no theme is newer than the rest.
    is_old = present - county.since >= by.least_earlier_months
    shown += [
        (_chart(one, county, season, 1.0, present, by, is_new=True), []) for one in new if is_old
    ]
    return shown


def _chart(
    series: Series,
    county: County,
    season: Season,
    spread: float,
    present: Month,
    by: Rules,
    *,
    is_new: bool = False,
) -> Chart:
    kind, values = cast(tuple[Watched, Values], series.key)
    months = range(max(county.since, present - SHOWN_MONTHS + 1), present + 1)
    points = control_charts.chart_of(series, season, spread, months, by)
    return Chart(
        kind=kind,
        values=list(values),
        name=NAME_BETWEEN.join(values),
        is_new=is_new,
        points=[
            [f"{first_day(one.month):%Y-%m}", one.count, _round(one.expected), one.low, one.high]
            for one in points
        ],
    )


def _round(expected: float | None) -> float | None:
    return None if expected is None else round(expected, 1)


def _keep(shown: _Shown, county: County, present: Month, today: date, now: datetime) -> int:
    computation = Computation.objects.create(
        day=today,
        present=first_day(present),
        since=first_day(county.since),
        charts=sum(map(len, county.series.values())),
        reported=county.totals.get(present, 0),
        uncoded=county.uncoded.get(present, 0),
        computed_at=now,
    )
    for chart, signals in shown:
        chart.computation = computation
        chart.save(force_insert=True)
        Signal.objects.bulk_create(_signal(chart, one) for one in signals)
    return len(shown)


def _signal(chart: Chart, found: control_charts.Signal) -> Signal:
    return Signal(
        chart=chart,
        pattern=found.pattern,
        rises=found.rises,
        first=first_day(found.first),
        last=first_day(found.last),
        belongs_to=first_day(control_charts.belongs_to(found, rules())),
        count=found.count,
        expected=found.expected,
        low=found.low,
        high=found.high,
        chance=found.chance,
    )


@atomic_when_read
def mark_seen(*, chart_id: int, note: str, by: Viewer, now: datetime) -> int:
    """Note that every signal of a chart has been seen, with what came of it; how many signals.

    A fact is added, also when it was seen before. Refuses SeenRefused, and PersonalDataFound in the
    note (requirement 11). The log gets no words of it.
    """
    if not by.may(Ability.NOTICE) or by.user_id is None:
        raise SeenRefused
    refuse_certain({"note": note}, by=by)
    signals = list(Signal.objects.filter(chart=chart_id).select_related("chart"))
    if not signals:
        raise SeenRefused
    Seen.objects.bulk_create(_seen(signals, note.strip(), by.user_id, now))
    chart = signals[0].chart
    audit.record(
        AuditKind.WROTE,
        by=by,
        now=now,
        object_kind="signal",
        object_id=chart_id,
        label=chart.name,
        details={"seen": sorted(one.pattern for one in signals)},
    )
    return len(signals)


def _seen(signals: Iterable[Signal], note: str, user_id: int, now: datetime) -> Iterable[Seen]:
    for one in signals:
        yield Seen(
            kind=one.chart.kind,
            name=one.chart.name,
            pattern=one.pattern,
            rises=one.rises,
            belongs_to=one.belongs_to,
            note=note,
            seen_at=now,
            seen_by_id=user_id,
        )
