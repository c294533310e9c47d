"""What does a report hold now, and which editions are there?"""

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.report import Report
from samsyn.reports.building import Written, chapters_of, report_of, title_of
from samsyn.reports.contents.gathering import Gathering


def county_report(year: int, *, language: str = "sv", viewer: Viewer | Everything) -> Report:
    """The county's report of a year as the data give it, with nothing that a person has written.

    Figures are those that the viewer may see; for `./run report build` all of them.
    """
    title, subtitle = title_of(year, language)
    chapters = chapters_of(Gathering(year, viewer), language)
    return report_of(
        chapters, Written(), title=title, subtitle=subtitle, language=language, year=year
    )
