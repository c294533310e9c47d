"""Is there a report about this place for whoever asks, how old is it, and how far has the worker come?

What is kept is looked up by what decides its content, so nobody can be given what was made for other eyes.
"""

from django.db.models import QuerySet

from samsyn.domain.access import Everything, Viewer
from samsyn.jobs.selectors import state_of_job
from samsyn.reports.keeping.models import KeptReport
from samsyn.reports.keeping.shapes import MAKE, SHELVES, Asked, Kept, Length, report_in
from samsyn.reports.making.selectors import forms_of, making_by
from samsyn.reports.whose import least_shown_of, may_have
from samsyn.tally.selectors import tally


def deviations_of_years(*, viewer: Viewer | Everything) -> dict[int, int]:
    """How many deviations there are figures of in each year, the newest year first."""
    return dict(sorted(tally("year", viewer=viewer), reverse=True))


def identity_of(asked: Asked, *, viewer: Viewer) -> dict[str, object]:
    """All that decides what stands in the report for this viewer, but the figures of the day."""
    return {
        "year": asked.year,
        "about": asked.about.kind.value,
        "about_id": asked.about.pk,
        "language": asked.language,
        "scope": viewer.scope.value,
        "scope_id": viewer.scope_id or 0,
        "roles": " ".join(sorted(viewer.roles)),
        "least_shown": least_shown_of(asked.about, viewer=viewer),
    }


def rows_for(asked: Asked, *, viewer: Viewer) -> QuerySet[KeptReport]:
    """The row of this report for this viewer, if there is one; none of what the viewer may not have."""
    if not may_have(asked.about, viewer=viewer):
        return KeptReport.objects.none()
    return KeptReport.objects.filter(**identity_of(asked, viewer=viewer))


def kept_report(asked: Asked, length: Length, *, viewer: Viewer) -> Kept | None:
    """What has been made, or is being made, of this report; None when nobody has asked for it."""
    rows = rows_for(asked, viewer=viewer)
    pk = rows.values_list("pk", flat=True).first()
    if pk is None:
        return None
    job = state_of_job(MAKE, pk)  # before the row: what ends meanwhile is then there
    row = rows.filter(pk=pk).first()
    if row is None:
        return None
    forms = forms_of(row.content, SHELVES[length]) if row.content else ()
    return Kept(row, report_in(row, length), making_by(job, forms), job)
