"""How is a catalogue of open data told to other portals? As RDF/XML by DCAT-AP-SE 3.0.1.

Every thing has an address of its own and there are no blank nodes, as dataportal.se wants it
(docs.dataportal.se, "Skördning"): so the same catalogue is also the same bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EU = "http://publications.europa.eu/resource/authority/"
CC0 = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
PUBLIC = URIRef(f"{EU}access-right/PUBLIC")
ONCE_A_YEAR = URIRef(f"{EU}frequency/ANNUAL")
THEMES = tuple(URIRef(f"{EU}data-theme/{code}") for code in ("SOCI", "HEAL"))
LANGUAGES = {"sv": URIRef(f"{EU}language/SWE"), "en": URIRef(f"{EU}language/ENG")}
REGIONAL_AUTHORITY = URIRef("http://purl.org/adms/publishertype/RegionalAuthority")

type InLanguages = Mapping[str, str]
"""The same words by language code."""


@dataclass(frozen=True)
class Publisher:
    """Who answers for the data."""

    iri: str
    name: str
    contact_iri: str
    email: str
    """Empty when nobody has set it; then no contact is told."""


@dataclass(frozen=True)
class Distribution:
    """A dataset in one format: a file a year, which DCAT-AP-SE tells as one distribution of several files."""

    iri: str
    title: InLanguages
    media_type: str
    access_url: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Dataset:
    """A subject over the years."""

    iri: str
    title: InLanguages
    description: InLanguages
    keywords: tuple[InLanguages, ...]
    landing_page: str
    issued: date
    modified: date
    first_day: date
    last_day: date
    distributions: tuple[Distribution, ...]


@dataclass(frozen=True)
class Catalogue:
    """All datasets of the service."""

    iri: str
    homepage: str
    title: InLanguages
    description: InLanguages
    publisher: Publisher
    datasets: tuple[Dataset, ...]


def rdf_xml(catalogue: Catalogue) -> bytes:
    """The catalogue as RDF/XML."""
    graph = Graph()
    graph.bind("vcard", VCARD)
    _catalogue(graph, catalogue)
    for dataset in catalogue.datasets:
        _dataset(graph, dataset, catalogue.publisher)
    return graph.serialize(format="pretty-xml", encoding="utf-8", max_depth=1)


def _catalogue(graph: Graph, told: Catalogue) -> None:
    one, publisher = URIRef(told.iri), told.publisher
    graph.add((one, RDF.type, DCAT.Catalog))
    _words(graph, one, DCTERMS.title, told.title)
    _words(graph, one, DCTERMS.description, told.description)
    graph.add((one, DCTERMS.publisher, URIRef(publisher.iri)))
    graph.add((one, DCTERMS.license, CC0))
    graph.add((one, FOAF.homepage, URIRef(told.homepage)))
    graph.add((one, DCAT.themeTaxonomy, URIRef(f"{EU}data-theme")))
    for language in LANGUAGES.values():
        graph.add((one, DCTERMS.language, language))
    _day(graph, one, DCTERMS.issued, min(dataset.issued for dataset in told.datasets))
    _day(graph, one, DCTERMS.modified, max(dataset.modified for dataset in told.datasets))
    for dataset in told.datasets:
        graph.add((one, DCAT.dataset, URIRef(dataset.iri)))
    agent = URIRef(publisher.iri)
    graph.add((agent, RDF.type, FOAF.Agent))
    graph.add((agent, FOAF.name, Literal(publisher.name)))
    graph.add((agent, DCTERMS.type, REGIONAL_AUTHORITY))
    if publisher.email:
        contact = URIRef(publisher.contact_iri)
        graph.add((contact, RDF.type, VCARD.Organization))
        graph.add((contact, VCARD.fn, Literal(publisher.name)))
        graph.add((contact, VCARD.hasEmail, URIRef(f"mailto:{publisher.email}")))


def _dataset(graph: Graph, told: Dataset, publisher: Publisher) -> None:
    one, period = URIRef(told.iri), URIRef(f"{told.iri}-period")
    graph.add((one, RDF.type, DCAT.Dataset))
    _words(graph, one, DCTERMS.title, told.title)
    _words(graph, one, DCTERMS.description, told.description)
    for keyword in told.keywords:
        _words(graph, one, DCAT.keyword, keyword)
    graph.add((one, DCTERMS.publisher, URIRef(publisher.iri)))
    graph.add((one, DCTERMS.identifier, Literal(told.iri)))
    graph.add((one, DCTERMS.accessRights, PUBLIC))
    graph.add((one, DCTERMS.accrualPeriodicity, ONCE_A_YEAR))
    graph.add((one, DCTERMS.language, LANGUAGES["sv"]))
    graph.add((one, DCAT.landingPage, URIRef(told.landing_page)))
    if publisher.email:
        graph.add((one, DCAT.contactPoint, URIRef(publisher.contact_iri)))
    for theme in THEMES:
        graph.add((one, DCAT.theme, theme))
    _day(graph, one, DCTERMS.issued, told.issued)
    _day(graph, one, DCTERMS.modified, told.modified)
    graph.add((one, DCTERMS.temporal, period))
    graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
    _day(graph, period, DCAT.startDate, told.first_day)
    _day(graph, period, DCAT.endDate, told.last_day)
    for distribution in told.distributions:
        graph.add((one, DCAT.distribution, URIRef(distribution.iri)))
        _distribution(graph, distribution)


def _distribution(graph: Graph, told: Distribution) -> None:
    one = URIRef(told.iri)
    graph.add((one, RDF.type, DCAT.Distribution))
    _words(graph, one, DCTERMS.title, told.title)
    graph.add((one, DCTERMS["format"], Literal(told.media_type)))
    graph.add((one, DCTERMS.license, CC0))
    graph.add((one, DCAT.accessURL, URIRef(told.access_url)))
    for file in told.files:
        graph.add((one, DCAT.downloadURL, URIRef(file)))


def _words(graph: Graph, one: URIRef, what: URIRef, words: InLanguages) -> None:
    for language, text in words.items():
        graph.add((one, what, Literal(text, lang=language)))


def _day(graph: Graph, one: URIRef, what: URIRef, day: date) -> None:
    graph.add((one, what, Literal(day.isoformat(), datatype=XSD.date)))
