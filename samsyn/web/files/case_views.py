"""One case as a file: whole for its parties, de-identified for the secretariat."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samsyn.audit import services as audit
from samsyn.deviations.selectors.shared_view import copy_view
from samsyn.domain.access import Ability
from samsyn.domain.vocabulary import AuditKind
from samsyn.exports.case import case_for_party, case_for_secretariat
from samsyn.exports.case_csv import csv_of
from samsyn.exports.case_json import json_of
from samsyn.exports.case_pdf import pdf_of
from samsyn.lifts.selectors import lifts_of_deviation
from samsyn.web.deviations.found import case_or_404, principals_of, refuse
from samsyn.web.files.downloads import as_download, inert
from samsyn.web.permissions import needs

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}


@needs(Ability.READ_DEVIATIONS, guests=True)
@require_safe
@inert
def case_file(request, number, form):
    seen, now = case_or_404(request, number), timezone.now()
    lifts = lifts_of_deviation(seen.deviation.pk, viewer=request.viewer)
    content = content_of(case_for_party(seen, lifts=lifts, now=now), form, now)
    leave_trace(request, seen.deviation, form, now, principals_of(seen))
    return as_download(HttpResponse(content, MEDIA_TYPES[form]), f"{number}.{form}")


@needs(Ability.READ_COPIES)
@require_safe
@inert
def copy_file(request, number, form):
    seen, now = copy_view(number, viewer=request.viewer), timezone.now()
    if seen is None:
        refuse(request, number)
    lifts = lifts_of_deviation(seen.deviation.pk, viewer=request.viewer)
    content = content_of(case_for_secretariat(seen, lifts=lifts, now=now), form, now)
    parties = {part[0].principal_id for part in seen.parties}
    parties.add(seen.deviation.reporter_principal_id)
    leave_trace(request, seen.deviation, form, now, parties)
    return as_download(HttpResponse(content, MEDIA_TYPES[form]), f"{number}-kopia.{form}")


def content_of(case, form, now):
    if form == "pdf":
        return pdf_of(case, language=get_language()[:2], now=now)
    return {"json": json_of, "csv": csv_of}[form](case)


def leave_trace(request, deviation, form, now, principals):
    audit.record(
        AuditKind.EXPORTED,
        by=request.viewer,
        now=now,
        object_kind="deviation",
        object_id=deviation.pk,
        label=deviation.number,
        details={"format": form},
        principals=principals,
    )
