"""The statistics page gives every figure that the report of 2021 published, read off its table.

The questions come from the `check` rules of tests/data/2021.json (tests/figures_2021.py).
"""

import re

import html5lib
import pytest

from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Dimension, Residual
from samsyn.web.statistics.forms import address_of
from tests.figures_2021 import CONSISTENT, YEAR, is_as_published
from tests.year_2021 import year_2021_read_in

pytestmark = pytest.mark.django_db
PAGE = "/statistik/"
RESIDUALS = {one.label for one in Residual}
WHOLE = re.compile(r"Andelarna är av ([\d\s]+) rapport")


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


@pytest.fixture
def ask(cast, client, year_2021):
    client.login_as(cast.doris)
    asked = {}

    def asker(question):
        if question not in asked:
            asked[question] = read_off(client, question)
        return asked[question]

    return asker


def read_off(client, question):
    """n and rows as somebody sees them, who has the page open.

    An address says nothing of what is empty, so "without a district" is read as a row of a table.
    """
    empty = tuple(dimension for dimension, text in question.where if not text)
    by = tuple(dict.fromkeys((*question.by, *empty))) or (Dimension.YEAR,)
    where = tuple(pair for pair in question.where if pair[1])
    address = address_of(Question(question.years, question.scope, question.count, by, where))
    n, rows = table_on(client.get(f"{PAGE}?{address}", queries=12).text)
    if empty:
        places = [by.index(one) for one in empty]
        rows = [row for row in rows if all(row[0][place] is None for place in places)]
        n = sum(count for _, count in rows)
    return n, [(keys[: len(question.by)], count) for keys, count in rows]


def table_on(html):
    page = html5lib.parse(html, namespaceHTMLElements=False)
    found = WHOLE.search(" ".join("".join(page.itertext()).split()))
    if found is None:
        assert "Inget" in html or "Ingen" in html, "neither figures nor that there are none"
        return 0, []
    (table,) = [one for one in page.iter("table") if one.get("class") == "table"]
    return number(found[1]), [line_of(row) for row in table.find("tbody").iter("tr")]


def line_of(row):
    cells = [(words_of(one), one.get("class")) for one in row if one.tag in {"th", "td"}]
    place = [of_class for _, of_class in cells].index("table__number")
    labels = [words for words, _ in cells[:place]]
    return tuple(None if one in RESIDUALS else one for one in labels), number(cells[place][0])


def words_of(element):
    return " ".join("".join(element.itertext()).split())


def number(words):
    return int(re.sub(r"\s", "", words))


@pytest.mark.slow
def test_the_page_gives_each_figure(ask):
    wrong = [fact["id"] for fact in CONSISTENT if not is_as_published(fact, ask)]
    assert not wrong
    for fact in CONSISTENT:  # and a figure that is one too high would be noticed
        if fact["value_op"] == "eq" and fact["check"]["agg"] == "count" and fact["value"]:
            assert not is_as_published({**fact, "value": fact["value"] + 1}, ask), fact["id"]


def test_what_has_no_rows_says_so(ask):
    nobody = Question(YEAR, where=((Dimension.REPORTER_SERVICE, "Polis"),))
    assert ask(nobody) == (0, [])
