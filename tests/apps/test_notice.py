"""What sticks out: counted through the statistics, computed once a night, kept, and marked as seen."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from samsyn.audit.models import AuditEvent
from samsyn.coding.models import CodeBook, Coding, Theme
from samsyn.deviations.calendar import STOCKHOLM
from samsyn.deviations.models import Deviation
from samsyn.domain.access import Everything
from samsyn.domain.control_charts import Pattern, month_number
from samsyn.domain.refusals import PersonalNumberFound
from samsyn.notice import selectors, services
from samsyn.notice.counts import county_until
from samsyn.notice.models import Chart, Computation, Seen, Signal
from samsyn.notice.rules import rules
from samsyn.notice.vocabulary import Watched
from tests.builders import make_deviation
from tests.client import watched

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 9, 12, tzinfo=STOCKHOLM)
TODAY = NOW.date()
FEBRUARY = month_number(date(2026, 2, 1))
JOB = Everything("test")


def in_months(cast, of_month, *, until=FEBRUARY, months=26, theme=None, **content):
    """So many deviations in each month, the last one first in `of_month`; sent by the service once each.

    Copied in the database from one that was really sent: what counts is stored as it would be.
    """
    for back in range(months):
        many = of_month(back)
        month = until - back
        for n in range(many):
            sent = datetime(month // 12, month % 12 + 1, 1 + n % 27, 12, tzinfo=STOCKHOLM)
            deviation = make_deviation(cast, now=sent, **content)
            if theme:
                Coding.objects.update_or_create(
                    deviation=deviation,
                    defaults={"theme": theme, "source": "secretariat", "coded_at": sent},
                )


@pytest.fixture
def theme():
    book = CodeBook.objects.order_by("-year").first()
    return Theme.objects.filter(code_book=book).order_by("order").first()


@pytest.fixture
def risen(cast, theme):
    """One a month for two years, then twelve in February."""
    in_months(cast, lambda back: 12 if back == 0 else 1, months=15, theme=theme)


def test_the_series_are_those_of_the_statistics(cast, theme):
    in_months(cast, lambda back: 3 - back, months=3, theme=theme)
    make_deviation(cast, now=NOW)  # in March, which is not whole: left out
    make_deviation(cast, now=NOW - timedelta(days=20))  # in February, without a theme
    county = county_until(FEBRUARY, rules(), viewer=JOB)
    assert county.totals == {FEBRUARY: 4, FEBRUARY - 1: 2, FEBRUARY - 2: 1}
    assert county.uncoded[FEBRUARY] == 1 and county.since == FEBRUARY - 2
    (themes,) = county.series[Watched.THEME]
    assert themes.key == (Watched.THEME, (theme.name,)) and themes.counts[FEBRUARY] == 3
    assert not themes.tells_falls
    (pair,) = county.series[Watched.PAIR]
    assert (
        pair.key[1] == (cast.places.social.kind.short_label, "BUP") and pair.counts[FEBRUARY] == 4
    )
    (place,) = county.series[Watched.MUNICIPALITY]
    assert place.key[1] == (cast.places.area.name,) and place.tells_falls
    names = {value for series in county.series.values() for one in series for value in one.key[1]}
    assert not names & {cast.places.social.name, cast.places.bup.name}


def test_the_night_asks_a_bounded_number_of_questions(cast, theme):
    in_months(cast, lambda back: 1, months=4, theme=theme)
    with watched() as few:
        county_until(FEBRUARY, rules(), viewer=JOB)
    in_months(cast, lambda back: 2, months=12, theme=theme)
    with watched() as many:
        county_until(FEBRUARY, rules(), viewer=JOB)
    assert len(many.queries) == len(few.queries) <= 24


def test_a_time_without_samsyn_is_not_a_time_without_reports(cast):
    in_months(cast, lambda back: 1 if back < 3 or back > 20 else 0)
    assert county_until(FEBRUARY, rules(), viewer=JOB).since == FEBRUARY - 2


def test_a_theme_counts_from_the_year_that_its_list_began(cast, theme):
    in_months(cast, lambda back: 1, months=15, theme=theme)
    book = CodeBook.objects.create(year=2026, name="2026")
    Theme.objects.create(code_book=book, key="same", name=theme.name)
    new = Theme.objects.create(code_book=book, key="new", name="Ett nytt tema")
    in_months(cast, lambda back: 2, months=1, theme=new)
    county = county_until(FEBRUARY, rules(), viewer=JOB)
    since = {one.key[1][0]: one.first for one in county.series[Watched.THEME]}
    assert since == {theme.name: FEBRUARY - 14, new.name: FEBRUARY - 1}
    services.compute(now=NOW)
    (chart,) = Chart.objects.filter(is_new=True)
    assert chart.name == "Ett nytt tema" and not chart.signals.exists()
    told = selectors.told_of(None, viewer=cast.viewer("doris"))
    assert [one.chart.pk for one in told.new] == [chart.pk]


def test_what_sticks_out_is_kept_with_its_chart(cast, risen, theme):
    assert services.compute(now=NOW) == 3
    computation = Computation.objects.get()
    assert computation.day == TODAY and computation.present == date(2026, 2, 1)
    assert (computation.reported, computation.uncoded) == (12, 0)
    assert {chart.kind for chart in Chart.objects.all()} == {"theme", "pair", "municipality"}
    chart = Chart.objects.get(kind="theme")
    assert chart.name == theme.name and chart.values == [theme.name]
    assert chart.points[-1][:2] == ["2026-02", 12] and chart.points[0] == [
        "2024-12",
        1,
        None,
        None,
        None,
    ]
    signal = Signal.objects.get(chart=chart)
    assert (signal.pattern, signal.rises, signal.count) == (Pattern.POINT, True, 12)
    assert signal.high < 12 and signal.belongs_to == date(2026, 2, 1) and signal.chance < 0.001


def test_nothing_is_said_when_nothing_has_changed(cast, theme):
    in_months(cast, lambda back: 1, months=15, theme=theme)
    assert services.compute(now=NOW) == 0
    assert Computation.objects.count() == 1 and not Chart.objects.exists()


def test_once_a_day_and_never_changed(cast, risen):
    services.compute(now=NOW)
    assert services.compute(now=NOW + timedelta(hours=3)) == 0
    assert services.compute(now=NOW + timedelta(days=1)) == 3
    for model in (Computation, Chart, Signal):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Computation.objects.update(charts=1)


def test_an_empty_county_keeps_nothing(cast):
    assert services.compute(now=NOW) == 0
    assert not Computation.objects.exists()


def test_seen_until_something_new(cast, risen, theme):
    doris = cast.viewer("doris")
    services.compute(now=NOW)
    assert selectors.unseen_count(viewer=doris) == 3
    chart = Chart.objects.get(kind="theme")
    assert services.mark_seen(chart_id=chart.pk, note=" Talat med BUP. ", by=doris, now=NOW) == 1
    with watched() as seen:
        assert selectors.unseen_count(viewer=doris) == 2
    assert len(seen.queries) == 1, "Att göra asks for it"
    services.compute(now=NOW + timedelta(days=1))
    noticed = selectors.told_of(None, viewer=doris).noticed[0]
    assert noticed.is_seen and noticed.seen[0].note == "Talat med BUP."
    in_months(cast, lambda back: 14, until=FEBRUARY + 1, months=1, theme=theme)
    services.compute(now=NOW + timedelta(days=30))
    assert not selectors.told_of(None, viewer=doris).noticed[0].is_seen
    assert selectors.months_computed(viewer=doris) == [date(2026, 3, 1), date(2026, 2, 1)]
    assert selectors.told_of(date(2026, 2, 1), viewer=doris).noticed[0].is_seen


def test_a_mark_is_logged_without_its_words_and_holds_no_number(cast, risen):
    doris = cast.viewer("doris")
    services.compute(now=NOW)
    chart = Chart.objects.first()
    services.mark_seen(chart_id=chart.pk, note="Hemligt besked", by=doris, now=NOW)
    services.mark_seen(chart_id=chart.pk, note="Ett till", by=doris, now=NOW)
    assert Seen.objects.count() == 2
    event = AuditEvent.objects.filter(object_kind="signal").last()
    assert event.object_id == chart.pk and "besked" not in str(event.details) + event.object_label
    with pytest.raises(PersonalNumberFound):
        services.mark_seen(chart_id=chart.pk, note="19121212-1212", by=doris, now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        Seen.objects.all().delete()


@pytest.mark.parametrize("name", ["astrid", "cecilia", "elof", "frej", "gudmund", "hedda", "ivar"])
def test_only_the_secretariat_sees_and_marks(cast, name):
    in_months(cast, lambda back: 12 if back == 0 else 1, months=14)
    services.compute(now=NOW)
    chart, viewer = Chart.objects.first(), cast.viewer(name)
    assert selectors.told_of(None, viewer=viewer) is None
    assert selectors.noticed_by_pk(chart.pk, viewer=viewer) is None
    assert (
        selectors.unseen_count(viewer=viewer) == 0 == len(selectors.months_computed(viewer=viewer))
    )
    with pytest.raises(services.SeenRefused):
        services.mark_seen(chart_id=chart.pk, note="", by=viewer, now=NOW)
    doris = selectors.noticed_by_pk(chart.pk, viewer=cast.viewer("doris"))
    assert not selectors.deviations_behind(doris, viewer=viewer, today=TODAY).exists()


def test_the_deviations_behind_are_those_that_were_counted(cast, risen, theme):
    doris = cast.viewer("doris")
    make_deviation(cast, by=cast.viewer("cecilia"), now=NOW - timedelta(days=20))
    services.compute(now=NOW)
    for chart in Chart.objects.all():
        noticed = selectors.noticed_by_pk(chart.pk, viewer=doris)
        point = next(one for one in noticed.signals if one.pattern == Pattern.POINT)
        behind = selectors.deviations_behind(noticed, viewer=doris, today=TODAY)
        assert behind.count() == point.count, chart.kind
    assert Deviation.objects.filter(year=2026, month=2).count() == 13


def test_the_mark_of_nothing_is_refused(cast):
    with pytest.raises(services.SeenRefused):
        services.mark_seen(chart_id=17, note="", by=cast.viewer("doris"), now=NOW)
