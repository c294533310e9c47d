"""Which reports stand on the public shelf, and where in them do some words stand? For anybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from samsyn.domain.access import ScopeKind
from samsyn.domain.report import Report
from samsyn.exports.report_search import Place, places_in, words_in
from samsyn.reports.models import Edition
from samsyn.reports.selectors.editions import content_of, published_editions


@dataclass(frozen=True)
class Shelved:
    """A published edition."""

    edition: Edition
    report: Report
    published_at: datetime
    places: tuple[Place, ...] = ()
    """Where the words stand that were asked for."""

    @property
    def is_of_the_county(self) -> bool:
        """False for a local report: of a principal, an area, a unit or one kind of service."""
        return _is_of_the_county(self.edition)


def shelf() -> list[Shelved]:
    """The newest published edition of every report: newest year first, the county's before local ones."""
    return sorted(_newest(), key=lambda one: (-one.report.year, not one.is_of_the_county))


def found_on_shelf(asked: str) -> list[Shelved]:
    """The same reports, of those in which every word stands, with the places."""
    words = words_in(asked)
    found = ((one, places_in(one.report, words)) for one in shelf())
    return [
        Shelved(one.edition, one.report, one.published_at, places)
        for one, places in found
        if places
    ]


def of_the_county() -> list[Shelved]:
    """The newest published edition of each year's report of the county, in the language it is written in."""
    return [one for one in shelf() if one.is_of_the_county]


def all_published() -> list[Shelved]:
    """Every published edition, the last published first: a correction is an edition of its own."""
    found = [_shelved(one) for one in published_editions()]
    return sorted(found, key=lambda one: one.published_at, reverse=True)


def _newest() -> Iterator[Shelved]:
    seen: set[int] = set()
    for edition in published_editions():  # a report's newest edition comes first
        if edition.report_id not in seen:
            seen.add(edition.report_id)
            yield _shelved(edition)


def _shelved(edition: Edition) -> Shelved:
    published_at = edition.published_at
    assert published_at is not None  # it is published
    return Shelved(edition, content_of(edition), published_at)


def _is_of_the_county(edition: Edition) -> bool:
    report = edition.report
    return report.scope == ScopeKind.COUNTY and report.kind_id is None
