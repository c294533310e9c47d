"""The statistics page: the county's figures for all who may read them, units for the secretariat."""

import csv
import io

import pytest

from samsyn.domain.vocabulary import Counted, Dimension
from tests.year_2021 import year_2021_read_in

pytestmark = pytest.mark.django_db
PAGE, FILE = "/statistik/", "/statistik/statistik.csv"


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


def test_the_year_in_short_and_the_themes(cast, client, year_2021):
    client.login_as(cast.doris)
    text = client.get(PAGE, queries=8).text
    for words in ("2021 i korthet", "127", "106", "Samordnad individuell plan, SIP", "51 %"):
        assert words in text
    assert "Ej klassificerad" in text
    assert "Siffrorna visar vilka som rapporterar" in text


def test_what_was_counted_stands_in_words(cast, client, year_2021):
    client.login_as(cast.doris)
    text = client.get(f"{PAGE}?count=recipients&by=recipient_service").text
    assert "Rapporter per mottagande verksamhet, mellan huvudmän, 2021" in text
    assert "En rapport kan ha flera mottagare" in text
    assert "Andelarna är av 106 rapporter (n)." in text


@pytest.mark.parametrize("count", Counted)
@pytest.mark.parametrize("by", Dimension)
def test_no_table_needs_more_than_eight_queries(cast, client, year_2021, by, count):
    """P14: however many deviations there are; names are read once for a table."""
    client.login_as(cast.doris)
    client.get("/")  # the first page of a log-in also keeps its session
    client.get(PAGE, {"by": by.value, "count": count.value, "scope": "all"}, queries=8)


OTHERS_ASK = (
    "by=reporter_municipality",
    "by=reporter_district&count=answers",
    "by=theme&count=events",
    "by=answered&mine=sent",
    "scope=between&by=reporter_municipality&also_by=theme",
    "by=reporter_municipality&mine=sent",
    "by=theme&also_by=recipient_service&mine=sent",
)


def test_what_others_ask_needs_no_more(cast, client, year_2021):
    """Where small numbers are hidden, and own and all beside each other; all pairs in ..._queries.py."""
    client.login_as(cast.astrid)
    client.get("/")
    for asked in OTHERS_ASK:
        text = client.get(f"{PAGE}?scope=all&{asked}&year=2021", queries=8).text
        assert "<table" in text or "Inga rapporter" in text, asked


def test_two_dimensions(cast, client, year_2021):
    client.login_as(cast.doris)
    text = client.get(f"{PAGE}?by=theme&also_by=month&scope=all").text
    assert "mars 2021" in text


def test_only_the_secretariat_sees_units(cast, client, year_2021):
    for name, status in (("doris", 200), ("astrid", 422), ("ivar", 422)):
        client.login_as(getattr(cast, name))
        assert client.get(f"{PAGE}?by=reporter_unit").status_code == status
    assert client.get(f"{FILE}?by=reporter_unit").status_code == 404


def test_small_numbers_of_areas_are_hidden_from_the_others(cast, client, year_2021):
    client.login_as(cast.doris)
    assert ">dold<" not in client.get(f"{PAGE}?by=reporter_municipality&scope=all").text
    client.login_as(cast.hedda)
    text = client.get(f"{PAGE}?by=reporter_municipality&scope=all").text
    assert ">dold<" in text and "Små tal är dolda" in text


def test_the_file_says_the_same(cast, client, year_2021):
    client.login_as(cast.ivar)
    response = client.get(f"{FILE}?count=recipients&by=recipient_service")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0] == [
        "Mottagande verksamhet", "Rapporter per mottagande verksamhet", "Andel", "n",
    ]  # fmt: skip
    assert rows[1] == ["BUP", "74", "70 %", "106"]


def test_an_unknown_choice_is_told(cast, client, year_2021):
    client.login_as(cast.doris)
    response = client.get(f"{PAGE}?year=1999")
    assert response.status_code == 422


@pytest.mark.parametrize("name", ["gudmund", "frej"])
@pytest.mark.parametrize("address", [PAGE, FILE])
def test_who_may_not_read_statistics_gets_404(cast, client, name, address):
    client.login_as(getattr(cast, name))
    assert client.get(address).status_code == 404


def test_cecilia_sees_the_county_but_no_unit(cast, client, year_2021):
    client.login_as(cast.cecilia)
    assert client.get(PAGE).status_code == 200
    assert client.get(f"{PAGE}?by=recipient_unit").status_code == 422


def test_anonymous_is_sent_to_the_log_in(client, db):
    assert client.get(PAGE).status_code == 302
