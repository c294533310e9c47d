"""Chapters are counted again exactly when something that they are made of has changed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from samsyn.coding.models import Theme
from samsyn.disclosure.services import decide
from samsyn.domain.access import Everything
from samsyn.domain.disclosing import PointsOut, Shown
from samsyn.organisations.models import Area, Principal, Unit, UnitKind
from samsyn.reports.building import chapters_of
from samsyn.reports.contents import kept
from samsyn.reports.contents.gathering import Gathering
from samsyn.reports.contents.outline import outline
from tests.builders import NOW, make_deviation, make_unit
from tests.year_2021 import year_2021_read_in

pytestmark = pytest.mark.django_db
ALL = Everything("test")
YEAR = NOW.year


@pytest.fixture
def counted(monkeypatch):
    """How often chapters have been counted."""
    times = []
    monkeypatch.setattr(kept, "_kept", {})
    monkeypatch.setattr(kept, "outline", lambda asked: times.append(asked) or outline(asked))
    return times


def chapters(year=YEAR, language="sv"):
    return chapters_of(Gathering(year, ALL), language)


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


def test_once_all_is_read_counting_asks_nothing_more(year_2021):
    asked = Gathering(2021, ALL)
    asked.read()
    with translation.override("sv"), CaptureQueriesContext(connection) as queries:
        made = outline(asked)
    assert not queries.captured_queries, queries.captured_queries[0]["sql"]
    assert made == chapters(2021)


def test_the_same_is_counted_once_in_each_language(cast, counted):
    make_deviation(cast)
    assert chapters() is chapters() and len(counted) == 1
    assert chapters(language="en") != chapters() and len(counted) == 2
    assert chapters() == outline_now()


def outline_now():
    with translation.override("sv"):
        return outline(Gathering(YEAR, ALL))


@pytest.mark.parametrize("what", ["deviation", "kind", "area", "principal", "theme", "unit"])
def test_whatever_changes_is_seen(cast, counted, what):
    make_deviation(cast)
    before = chapters()
    if what == "deviation":
        make_deviation(cast)
    elif what == "unit":
        make_unit("Nya skolan", kind=cast.places.social.kind, principal=cast.places.municipality)
    else:
        model = {"kind": UnitKind, "area": Area, "principal": Principal, "theme": Theme}[what]
        column = "short_label" if what == "kind" else "name"
        for one in model.objects.all():
            model.objects.filter(pk=one.pk).update(**{column: f"Ny {one.pk}"})
    assert chapters() == outline_now()
    assert len(counted) == 2
    if what in {"deviation", "kind", "unit"}:
        assert chapters() != before


def test_what_no_chapter_says_costs_no_counting(cast, counted):
    make_deviation(cast)
    chapters()
    Unit.objects.update(function_phone="08-123 45 67")
    assert chapters() == outline_now() and len(counted) == 1


def test_a_limit_that_is_decided_and_a_setting_are_seen(cast, counted, settings):
    for _ in range(3):
        make_deviation(cast)
    chapters()
    decide(
        shown=Shown.YEARLY,
        points_out=PointsOut.AREA,
        limit=9,
        reason="Försiktigt",
        by=cast.viewer("doris"),
        now=NOW,
    )
    assert chapters() == outline_now() and len(counted) == 2
    settings.REPORT_LEAST_FOR_A_PART = 1
    assert chapters() == outline_now() and len(counted) == 3


def test_few_are_kept(cast, counted):
    for year in range(YEAR - kept.MOST, YEAR + 1):
        make_deviation(cast, now=NOW.replace(year=year))
        chapters(year)
    assert len(kept._kept) == kept.MOST and (YEAR, "sv") in kept._kept
