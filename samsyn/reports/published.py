"""Which edition stands at which address, who may read it, and is there a newer one?"""

from dataclasses import dataclass

from django.db.models import QuerySet

from samsyn.domain.access import Ability, ScopeKind, Viewer
from samsyn.domain.report import Report
from samsyn.reports.models import Edition
from samsyn.reports.selectors.editions import content_of, published_editions

LANGUAGE = "sv"
"""The county's report is written in Swedish; the frame around it speaks the reader's language."""


@dataclass(frozen=True)
class Standing:
    """An edition that the reader may read, with what was frozen in it and what stands beside it."""

    edition: Edition
    report: Report
    others: tuple[Edition, ...]
    """The other published editions of the same report, the newest first."""

    @property
    def newer(self) -> Edition | None:
        """The newest published edition, when this one is older."""
        return next((one for one in self.others if one.number > self.edition.number), None)

    @property
    def is_published(self) -> bool:
        """False for one that only those see who write reports."""
        return self.edition.published_at is not None


def editions_of_the_county() -> QuerySet[Edition]:
    """Every published edition of the county's reports: the newest year and number first."""
    return published_editions().filter(**_OF_THE_COUNTY)


def newest_edition(year: int) -> Standing | None:
    """The newest published edition of the county's report of a year; for anybody."""
    edition = editions_of_the_county().filter(report__year=year).first()
    return _standing(edition) if edition else None


def edition_of(year: int, number: int, *, viewer: Viewer | None) -> Standing | None:
    """One edition of the county's report; one not yet published is there only for who writes reports."""
    found = Edition.objects.filter(
        **_OF_THE_COUNTY, report__year=year, number=number, withdrawn_at=None
    )
    if viewer is None or not viewer.may(Ability.WRITE_REPORTS):
        found = found.exclude(published_at=None)
    edition = found.select_related("report").first()
    return _standing(edition) if edition else None


def _standing(edition: Edition) -> Standing:
    others = published_editions().filter(report=edition.report_id).exclude(pk=edition.pk)
    return Standing(edition, content_of(edition), tuple(others.defer("content")))


_OF_THE_COUNTY = {
    "report__scope": ScopeKind.COUNTY,
    "report__scope_id": None,
    "report__kind_id": None,
    "report__language": LANGUAGE,
}
