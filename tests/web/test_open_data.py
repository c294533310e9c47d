"""Open data: the catalogue has what DCAT-AP-SE 3.0.1 wants, and the files are free, suppressed and stable."""

import csv
import io
import json

import pytest
from django.test import override_settings
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

from samsyn.domain.report import Asked, Part, ReportTable, Section
from tests.builders import make_edition, make_report

pytestmark = pytest.mark.django_db
CC0 = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
EU = "http://publications.europa.eu/resource/authority/"


def table(year, key="areas", title="Kommuner", by="reporter_municipality", where=()):
    asked = Asked((year,), "between", "deviations", (by,), where)
    rows = (("Fågelby", 30, Part(30, 42)), ("Lommarp", 9, Part(9, 42)), ("Siska", 3, Part(3, 42)))
    return ReportTable(key, title, ("Kommun", "Rapporter", "Andel"), rows, 42, asked=asked)


@pytest.fixture
def published(cast):
    for year in (2024, 2025):
        of_theme = [
            table(
                year, f"theme-{name}-subtypes", f"Undertyper: {name}", "subtype", (("theme", "1"),)
            )
            for name in ("sip", "remiss")
        ]
        section = Section("geography", "Kommuner", (table(year), *of_theme))
        make_edition(cast.doris, make_report(year, sections=(section,)))


def catalogue(client):
    response = client.get("/datasets/dcat")
    assert response.headers["Content-Type"] == "application/rdf+xml"
    return Graph().parse(data=response.content, format="xml")


def only(graph, kind):
    return set(graph.subjects(RDF.type, kind))


MANDATORY = {
    DCAT.Catalog: (
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.publisher,
        DCTERMS.license,
        DCAT.dataset,
    ),
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher),
    DCAT.Distribution: (DCAT.accessURL, DCTERMS["format"]),
}
RECOMMENDED = {
    DCAT.Catalog: (FOAF.homepage, DCTERMS.language, DCTERMS.issued, DCTERMS.modified),
    DCAT.Dataset: (
        DCAT.contactPoint,
        DCAT.keyword,
        DCAT.theme,
        DCTERMS.accessRights,
        DCTERMS.issued,
        DCTERMS.temporal,
        DCAT.distribution,
    ),
    DCAT.Distribution: (DCTERMS.license, DCAT.downloadURL, DCTERMS.title),
}


@pytest.mark.parametrize("wanted", [MANDATORY, RECOMMENDED], ids=["mandatory", "recommended"])
def test_every_property_that_the_profile_wants(client, published, wanted):
    with override_settings(OPEN_DATA_EMAIL="oppnadata@example.com"):
        graph = catalogue(client)
    for kind, properties in wanted.items():
        assert only(graph, kind)
        for one in only(graph, kind):
            missing = [name for name in properties if (one, name, None) not in graph]
            assert not missing, f"{one} lacks {missing}"


def test_addresses_are_whole_and_nothing_is_without_one(client, published):
    """dataportal.se refuses blank nodes and relative addresses."""
    for triple in catalogue(client):
        for term in triple:
            assert isinstance(term, Literal | URIRef), f"blank node in {triple}"
            if isinstance(term, URIRef):
                assert str(term).startswith(("http://", "https://", "mailto:")), term
                assert " " not in term


def test_free_and_open_to_everybody(client, published):
    graph = catalogue(client)
    for kind in (DCAT.Catalog, DCAT.Distribution):
        assert {graph.value(one, DCTERMS.license) for one in only(graph, kind)} == {CC0}
    rights = {graph.value(one, DCTERMS.accessRights) for one in only(graph, DCAT.Dataset)}
    assert rights == {URIRef(f"{EU}access-right/PUBLIC")}


def test_titles_in_two_languages_short_and_without_year_or_publisher(client, published):
    graph = catalogue(client)
    (agent,) = only(graph, FOAF.Agent)
    publisher = str(graph.value(agent, FOAF.name))
    for one in only(graph, DCAT.Dataset) | only(graph, DCAT.Catalog):
        titles = {text.language: str(text) for text in graph.objects(one, DCTERMS.title)}
        assert titles.keys() == {"sv", "en"}
        for title in titles.values():
            assert publisher not in title and "202" not in title and len(title.split()) <= 10
        assert {text.language for text in graph.objects(one, DCTERMS.description)} == {"sv", "en"}


def test_one_dataset_for_each_subject_with_every_year_in_it(client, published):
    graph = catalogue(client)
    names = {str(one).partition("#")[2] for one in only(graph, DCAT.Dataset)}
    assert names == {"themes", "areas", "subtype-by-theme"}
    themes = next(one for one in only(graph, DCAT.Dataset) if str(one).endswith("#themes"))
    formats = {}
    for one in graph.objects(themes, DCAT.distribution):
        files = {str(file) for file in graph.objects(one, DCAT.downloadURL)}
        formats[str(graph.value(one, DCTERMS["format"]))] = files
    host = "http://localhost:8000/datasets"
    assert formats == {
        "text/csv": {f"{host}/2024/themes.csv", f"{host}/2025/themes.csv"},
        "application/json": {f"{host}/2024/themes.json", f"{host}/2025/themes.json"},
    }


def test_every_file_that_the_catalogue_names_is_there(client, published):
    graph = catalogue(client)
    for file in set(graph.objects(None, DCAT.downloadURL)):
        path = str(file).removeprefix("http://localhost:8000")
        assert client.get(path).status_code == 200, path


def test_the_publisher_is_named_by_its_number_at_the_portal(client, published):
    with override_settings(PUBLISHER_NUMBER="2321000016", PUBLISHER_NAME="Region Fågelsjö"):
        graph = catalogue(client)
    (agent,) = only(graph, FOAF.Agent)
    assert str(agent) == "http://dataportal.se/organisation/SE2321000016"
    assert str(graph.value(agent, FOAF.name)) == "Region Fågelsjö"


def test_without_an_address_for_questions_no_contact_is_told(client, published):
    with override_settings(OPEN_DATA_EMAIL=""):
        assert not list(catalogue(client).subject_objects(DCAT.contactPoint))


def test_the_same_catalogue_is_the_same_bytes(client, published):
    first = client.get("/datasets/dcat")
    assert client.get("/datasets/dcat").content == first.content
    again = client.get("/datasets/dcat", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_small_numbers_are_hidden_although_the_report_prints_them(client, published):
    rows = list(
        csv.reader(
            io.StringIO(client.get("/datasets/2025/areas.csv").text.lstrip("\ufeff")), delimiter=";"
        )
    )
    assert rows[1][:2] == ["Fågelby", "30"]
    assert [row[1] for row in rows[2:]] == ["", ""]
    told = json.loads(client.get("/datasets/2025/areas.json").content)
    assert [row["cells"][1] for row in told["rows"]] == [30, None, None]
    assert told["report"]["edition"] == 1


def test_the_file_of_a_year_is_of_its_newest_edition(client, cast):
    make_edition(cast.doris, make_report(2025))
    right = make_report(2025, sections=(Section("x", "X", (table(2025, key="new"),)),))
    assert client.get("/datasets/2025/new.csv").status_code == 404
    make_edition(cast.doris, right, number=2)
    assert client.get("/datasets/2025/new.csv").status_code == 200
    assert json.loads(client.get("/datasets/2025/themes.json").content)["report"]["edition"] == 2


@pytest.mark.parametrize(
    "path", ["/datasets/dcat", "/datasets/2025/themes.csv", "/datasets/2025/themes.json"]
)
def test_scripts_of_any_site_may_read_files_and_catalogue_without_cookies(client, published, path):
    response = client.get(path)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies and not client.cookies


@pytest.mark.parametrize(
    "path", ["/datasets/", "/rapporter/", "/rapporter/feed.atom", "/", "/datasets/2025/no.csv"]
)
def test_nothing_else_is_open_to_scripts_of_other_sites(client, published, path):
    assert "Access-Control-Allow-Origin" not in client.get(path).headers


@pytest.mark.parametrize(
    "path", ["dcat", "2025/themes.csv", "2019/themes.csv", "2025/nothing.json"]
)
def test_nothing_is_there_before_it_is_published(client, cast, path):
    make_edition(cast.doris, make_report(2025), published_at=None)
    assert client.get(f"/datasets/{path}").status_code == 404


def test_people_find_the_same_files(client, published):
    html = client.get("/datasets/").text
    for path in ("2025/themes.csv", "2024/areas.json", "2025/theme-sip-subtypes.csv", "dcat"):
        assert f'href="/datasets/{path}"' in html
    assert "Undertyp för varje tema" in html


def test_the_page_before_there_is_anything(client):
    assert "Inga data är öppna än" in client.get("/datasets/").text
