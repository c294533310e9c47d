"""Others than the secretariat may ask of areas again and again: no answer tells what another has hidden."""

from itertools import product

import pytest

from samsyn.domain.access import Everything
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Counted, CountNote, Dimension, Scope
from samsyn.statistics.areas import AREAS, COUNTS
from samsyn.statistics.selectors import table_for
from tests.year_2021 import year_2021_read_in

pytestmark = pytest.mark.django_db
YEAR = (2021,)
PLACE, THEME = Dimension.REPORTER_MUNICIPALITY, Dimension.THEME
ALL = Everything("test")


@pytest.fixture(scope="module", autouse=True)
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


def answer(cast, *by, scope=Scope.ALL, count=Counted.DEVIATIONS, where=(), who="ivar"):
    viewer = cast.viewer(who) if who else ALL
    return table_for(Question(YEAR, scope, count, by, where), viewer=viewer)


def numbers(table):
    return {tuple(v.key for v in row.values): row.count for row in table.rows}


def test_what_one_answer_hides_no_other_tells(cast, year_2021):
    shown = {
        (scope, count): numbers(answer(cast, PLACE, scope=scope, count=count))
        for scope, count in product(Scope, COUNTS)
    }
    real = numbers(answer(cast, PLACE, who=None))
    hidden = [place for place, n in shown[Scope.ALL, Counted.DEVIATIONS].items() if n is None]
    assert 0 < len(hidden) < len(real) and all(
        n is None or n >= 6 for each in shown.values() for n in each.values()
    )
    for count, place in product(COUNTS, real):
        told = [shown[scope, count].get(place, 0) for scope in Scope]
        # all = between + within: one hidden of three would be no secret.
        assert told.count(None) != 1 or 0 in told, (count, place)


def test_a_crossing_hides_nothing_more_of_the_areas_and_a_slice_is_the_same(cast, year_2021):
    alone, crossed = numbers(answer(cast, PLACE)), numbers(answer(cast, PLACE, THEME))
    turned = numbers(answer(cast, THEME, PLACE))
    assert None in crossed.values()
    assert {(theme, place): n for (place, theme), n in crossed.items()} == turned
    for (place,), n in alone.items():
        mine = {theme: m for (where, theme), m in crossed.items() if where == place}
        part = answer(cast, THEME, where=((PLACE, place),)) if place else None
        if n is None:
            assert not any(mine.values())
            assert part is None or (part.n is None and not any(numbers(part).values()))
        elif part:
            assert part.n == n
            assert {theme: m for (theme,), m in numbers(part).items()} == mine


def test_what_is_no_part_of_the_publication_shows_no_number_of_areas(cast, year_2021):
    for table in (
        answer(cast, PLACE, Dimension.MONTH),
        answer(cast, PLACE, Dimension.REPORTER_PRINCIPAL),
        answer(cast, PLACE, count=Counted.EVENTS),
        answer(cast, PLACE, THEME, count=Counted.RECIPIENTS),
        answer(cast, PLACE, where=((THEME, "Remisshantering"),)),
        answer(cast, Dimension.ANSWERED, where=((PLACE, "Huddinge"),)),
    ):
        assert table.rows == () and table.n is None
        assert CountNote.AREAS_ALONE in table.notes


def test_the_secretariat_sees_every_number(cast, year_2021):
    for area in AREAS:
        assert None not in numbers(answer(cast, area, Dimension.MONTH, who="doris")).values()
