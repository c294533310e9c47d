"""What has a unit said of its periods?"""

from dataclasses import dataclass
from datetime import date

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.deviations.selectors.own_figures import has_sent_in
from samsyn.domain.access import Viewer
from samsyn.domain.periods import Period
from samsyn.participation.models import NothingToReport
from samsyn.participation.periods import periods_to_state


@dataclass(frozen=True)
class Statement:
    """What the viewer's unit has said of a period, and whether it has sent something all the same."""

    period: Period
    stated_on: date | None
    stated_by: object | None
    has_sent: bool

    @property
    def is_void(self) -> bool:
        return self.stated_on is not None and self.has_sent


def statements_of(*, viewer: Viewer, today: date) -> list[Statement]:
    """For each period that the viewer's unit can speak of, what it has said."""
    rows = NothingToReport.objects.filter(unit=viewer.unit_id, withdrawn_at=None)
    standing = {
        Period(row.first_day, row.last_day): row for row in rows.select_related("stated_by")
    }
    said = []
    for period in periods_to_state(today):
        row = standing.get(period)
        said.append(
            Statement(
                period,
                day_in_stockholm(row.stated_at) if row else None,
                row.stated_by if row else None,
                has_sent_in(period, viewer=viewer),
            )
        )
    return said
