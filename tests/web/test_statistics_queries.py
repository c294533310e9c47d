"""P14: at most eight queries for whatever the statistics page can be asked, by everybody who may ask."""

from itertools import combinations_with_replacement

import pytest
from django.test import RequestFactory

from samsyn.domain.vocabulary import Dimension
from samsyn.events.services import link_as_one_event
from samsyn.statistics.permissions import may_break_down_by
from samsyn.web.statistics.answers import answer_in, asked_in
from samsyn.web.statistics.views import shown
from tests.builders import NOW, make_answer, make_deviation
from tests.client import watched
from tests.year_2021 import year_2021_read_in

pytestmark = pytest.mark.django_db
PAGE = "/statistik/"
MOST, BEFORE = 8, 3
"""Session, person and roles are read before the page begins; a test below sees them."""
SECRETARIAT, UNIT, PRINCIPAL, GROUP, READER = "doris", "astrid", "elof", "hedda", "ivar"
HEAVY = {"year": [2021, NOW.year], "scope": "all", "naming": "now"}
"""Two code lists, and every name as it is now: nothing else asks for more."""


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


@pytest.fixture
def county(cast, year_2021):
    """A year of a file, and a year with an answer, an event, and what nobody has received."""
    first, second, _ = (make_deviation(cast) for _ in range(3))
    make_answer(first, by=cast.viewer("bo"))
    both = [first.pk, second.pk]
    link_as_one_event(deviation_ids=both, by=cast.viewer("doris"), now=NOW)
    return cast


def request_for(viewer, **asked):
    request = RequestFactory().get(PAGE, {**HEAVY, **asked})
    request.viewer = viewer
    return request


def every_pair(viewer, *, own):
    may = [one for one in Dimension if may_break_down_by(one, viewer=viewer, own=own)]
    assert len(may) >= 13
    for by, also in combinations_with_replacement(may, 2):
        yield {"by": by.value, "also_by": also.value}


WAYS = [
    (SECRETARIAT, "events", ""),
    (READER, "deviations", ""),
    (UNIT, "events", "received"),
    (UNIT, "answers", "sent"),
    (PRINCIPAL, "deviations", "received"),
    (GROUP, "events", "received"),
    (GROUP, "deviations", "sent"),
]
"""Events ask for the linked ones too; of areas others than the secretariat see deviations and answers."""


@pytest.mark.parametrize(("name", "count", "mine"), WAYS)
def test_no_pair_of_dimensions_asks_for_more(county, name, count, mine):
    viewer = county.viewer(name)
    dear = {}
    for pair in every_pair(viewer, own=bool(mine)):
        request = request_for(viewer, count=count, mine=mine, **pair)
        with watched() as seen:
            asked = asked_in(request)
            assert asked.form.is_valid(), (pair, asked.form.errors)
            shown(request, asked.answer(viewer))
        if BEFORE + len(seen.queries) > MOST:
            dear[tuple(pair.values())] = seen.queries
    assert not dear, (len(dear), *next(iter(dear.items())))


@pytest.mark.parametrize(("name", "count", "mine"), WAYS[::2])
def test_a_file_asks_for_no_more_than_its_page(county, name, count, mine):
    viewer = county.viewer(name)
    for pair in list(every_pair(viewer, own=bool(mine)))[::7]:
        request = request_for(viewer, count=count, mine=mine, **pair)
        with watched() as seen:
            assert answer_in(request).table
        assert BEFORE + len(seen.queries) <= MOST, pair


CONDITIONS = [
    (SECRETARIAT, "recipient_unit", "BUP Tofsvipan", ""),
    (UNIT, "recipient_unit", "BUP Tofsvipan", "sent"),
    (READER, "recipient_service", "BUP", ""),
    (READER, "reporter_principal", "Huddinge", ""),
    (GROUP, "theme", "Samordnad individuell plan, SIP", "received"),
]


@pytest.mark.parametrize(("name", "dimension", "value", "mine"), CONDITIONS)
def test_nor_does_a_condition(county, client, name, dimension, value, mine):
    """The whole page over HTTP, with what every page reads first."""
    client.login_as(getattr(county, name))
    client.get("/")  # the first page of a log-in also keeps its session
    for naming in ("then", "now"):
        asked = {**HEAVY, "naming": naming, "by": "theme", dimension: value, "mine": mine}
        for also in ("recipient_service", "outcome"):
            response = client.get(PAGE, {**asked, "also_by": also}, queries=MOST)
            assert response.status_code == 200


def test_what_every_page_reads_first_is_three(cast, client):
    client.login_as(cast.doris)
    client.get("/")
    with watched() as seen:
        client.get("/hjalp/", unchecked="counts what is read before any page")
    assert len(seen.queries) <= BEFORE
