"""What is asked for of a report about a place, and what of it is kept?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from samsyn.domain.access import ScopeKind, Viewer
from samsyn.domain.report import Report, from_json
from samsyn.domain.vocabulary import Listed, Role, gettext_noop
from samsyn.jobs.selectors import JobState
from samsyn.reports.keeping.models import KeptReport
from samsyn.reports.local import summary_of
from samsyn.reports.making.kept import Shelf
from samsyn.reports.making.selectors import KeptForm, Making
from samsyn.reports.whose import About

_ = gettext_noop

MAKE = "samsyn.reports.jobs.make_local"
"""The job that counts a report and makes its forms."""
FOLDER = "local_reports"


class Length(Listed):
    """How much of the report about a place is wanted, as addresses write it."""

    WHOLE = "hel", _("Hela rapporten")
    SHORT = "kort", _("Två sidor")


SHELVES = {length: Shelf(FOLDER, f"{length.value}-") for length in Length}
"""Both lengths lie under the whole report's content."""


@dataclass(frozen=True)
class Asked:
    """A report about a place in a year, in a language."""

    year: int
    about: About
    language: str


@dataclass(frozen=True)
class Kept:
    """A report about a place that somebody has asked for."""

    row: KeptReport
    report: Report | None
    """In the length that is wanted; None until it has been counted once."""
    making: Making
    """How far its forms are; there are none as long as it is being counted."""
    job: JobState | None

    @property
    def made_at(self) -> datetime | None:
        """When its figures were counted."""
        return self.row.made_at

    @property
    def is_renewed(self) -> bool:
        """Whether a worker counts another one, or will, while this one stands."""
        return self._awaits_another and self.job in {JobState.WAITING, JobState.RUNNING}

    @property
    def is_not_renewed(self) -> bool:
        """Whether another one was asked for and could not be made, so that this one stands."""
        return self._awaits_another and self.job is JobState.GIVEN_UP

    @property
    def _awaits_another(self) -> bool:
        return self.report is not None and not is_made(self.row)

    def form(self, key: str) -> KeptForm | None:
        """One of its forms, made or not; None as long as it is being counted."""
        return next((one for one in self.making.forms if one.form.key == key), None)


def is_made_at_once(year: int, deviations: Mapping[int, int]) -> bool:
    """Whether a report of the year is counted while somebody waits for its page, by how many each year has.

    It reads the year before too.
    """
    read = deviations.get(year, 0) + deviations.get(year - 1, 0)
    return read <= int(settings.LOCAL_REPORT_AT_ONCE)


def is_made(row: KeptReport) -> bool:
    """Whether it has been counted since it was asked for last."""
    return row.made_at is not None and row.made_at >= row.asked_at


def is_fresh(row: KeptReport, *, now: datetime) -> bool:
    """Whether it is so new that whoever asks for the report is given it as it is."""
    minutes = timedelta(minutes=settings.LOCAL_REPORT_FRESH_MINUTES)
    return row.made_at is not None and row.made_at > now - minutes


def report_in(row: KeptReport, length: Length) -> Report | None:
    """The report as it was counted last; None until then."""
    if not row.content:
        return None
    whole = from_json(row.content)
    return summary_of(whole) if length is Length.SHORT else whole


def reader_of(row: KeptReport) -> Viewer:
    """The eyes that a report is made for, without the person: scope and roles decide what stands in it."""
    return Viewer(
        user_id=None,
        name="",
        scope=ScopeKind(row.scope),
        scope_id=row.scope_id or None,
        roles=frozenset(Role(one) for one in row.roles.split()),
    )
