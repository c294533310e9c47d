"""Which reports stand on the public shelf, and where in them do some words stand? For anybody."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from samsyn.domain.report import Report
from samsyn.exports.report_search import Place, places_in, words_in
from samsyn.reports.models import Edition
from samsyn.reports.published import editions_of_the_county
from samsyn.reports.selectors.editions import content_of


@dataclass(frozen=True)
class Shelved:
    """A published edition of the county's report of a year."""

    edition: Edition
    report: Report
    published_at: datetime
    places: tuple[Place, ...] = ()
    """Where the words stand that were asked for."""


def shelf() -> list[Shelved]:
    """The newest published edition of each year's report, the newest year first."""
    return list(_newest())


def found_on_shelf(asked: str) -> list[Shelved]:
    """The same reports, of those in which every word stands, with the places."""
    words = words_in(asked)
    found = (replace(one, places=places_in(one.report, words)) for one in _newest())
    return [one for one in found if one.places]


def all_published() -> list[Shelved]:
    """Every published edition, the last published first: a correction is an edition of its own."""
    found = [_shelved(one) for one in editions_of_the_county()]
    return sorted(found, key=lambda one: one.published_at, reverse=True)


def _newest() -> Iterator[Shelved]:
    seen: set[int] = set()
    for edition in editions_of_the_county():  # a report's newest edition comes first
        if edition.report_id not in seen:
            seen.add(edition.report_id)
            yield _shelved(edition)


def _shelved(edition: Edition) -> Shelved:
    published_at = edition.published_at
    assert published_at is not None  # it is published
    return Shelved(edition, content_of(edition), published_at)
