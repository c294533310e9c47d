"""Is a snapshot of the figures counted once, for one person, and never too old?"""

from datetime import timedelta

import pytest

from samsyn.domain.access import Everything
from samsyn.reports import snapshots
from samsyn.reports.contents.gathering import Chapter
from tests.builders import NOW

pytestmark = pytest.mark.django_db
ALL = Everything("test")


@pytest.fixture
def counted(monkeypatch):
    asked = []

    def chapters_of(gathering, language):
        asked.append((gathering.year, language))
        return [Chapter("received", f"Nummer {len(asked)}")]

    monkeypatch.setattr(snapshots, "chapters_of", chapters_of)
    return asked


def titles(now=NOW, year=2021, language="sv", viewer=ALL, **how):
    taken = snapshots.snapshot_of(year, language, viewer=viewer, now=now, **how)
    return [one.title for one in taken.chapters], taken.counted_at


def test_it_is_counted_once_in_a_while(counted):
    assert titles() == titles(NOW + timedelta(seconds=59)) == (["Nummer 1"], NOW)
    later = NOW + timedelta(seconds=61)
    assert titles(later) == (["Nummer 2"], later)
    assert len(counted) == 2


def test_whoever_asks_for_it_is_told_what_the_data_say_now(counted):
    titles()
    soon = NOW + timedelta(seconds=1)
    assert titles(soon, count_anew=True) == (["Nummer 2"], soon)
    assert titles(soon) == (["Nummer 2"], soon)


def test_each_year_language_and_person_has_their_own(counted, cast):
    titles()
    titles(year=2020)
    titles(language="en")
    titles(viewer=cast.viewer("doris"))
    titles(viewer=cast.viewer("elof"))
    titles()
    assert len(counted) == 5


def test_nothing_is_kept_when_so_set(counted, settings):
    settings.REPORT_FIGURES_SECONDS = 0
    titles()
    titles()
    assert len(counted) == 2


def test_a_clock_set_back_counts_anew(counted):
    titles()
    titles(NOW - timedelta(hours=1))
    assert len(counted) == 2
