"""How many different ones took part: in the year 2021, and beside plain Python on random years."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from samsyn.domain.access import Everything
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Dimension, Scope
from samsyn.statistics.distinct import Took, distinct_counts
from samsyn.statistics.selectors import distinct_count
from tests.apps.test_statistics_oracle import World, told
from tests.year_2021 import year_2021_read_in

TEST = Everything("test")


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


@pytest.mark.django_db
def test_2021_says_what_the_tables_say(year_2021):
    counts = distinct_counts((2021,), Scope.ALL, viewer=TEST)
    asked = Question((2021,), Scope.ALL)
    assert counts.reported.municipalities == 8
    assert counts.reported.districts == 10
    for took, dimension in (
        (counts.reported, Dimension.REPORTER_UNIT),
        (counts.received, Dimension.RECIPIENT_UNIT),
    ):
        assert took.units == distinct_count(dimension, asked, viewer=TEST)
    assert counts.answered.units < counts.received.units
    assert 0 < counts.reported.clinics < counts.reported.units


def took(places):
    """The oracle, over the places of the other test's world."""
    return Took(
        units=len({one.name for one in places}),
        clinics=len({one.name for one in places if one.sector == "regional"}),
        municipalities=len({one.municipality for one in places} - {None}),
        districts=len({one.district for one in places} - {None}),
    )


@settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deviations=st.lists(told(), max_size=8), scope=st.sampled_from(Scope))
def test_they_are_counted_as_plain_python_counts_them(db, deviations, scope):
    with transaction.atomic():
        world = World()
        for number, one in enumerate(deviations):
            world.store(number, one)
        wanted = [
            one
            for one in deviations
            if not one.is_withdrawn
            and one.year == 2030
            and (scope is Scope.ALL or one.is_between == (scope is Scope.BETWEEN))
        ]
        counts = distinct_counts((2030,), scope, viewer=TEST)
        assert counts.reported == took([one.reporter for one in wanted])
        standing = [sent for one in wanted for sent in one.standing]
        assert counts.received == took([sent.place for sent in standing])
        assert counts.answered == took([sent.place for sent in standing if sent.answered])
        transaction.set_rollback(True)
