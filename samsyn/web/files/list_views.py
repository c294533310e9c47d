"""A list as a file: the rows that the page shows with the same address."""

from tempfile import TemporaryFile

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from samsyn.audit import services as audit
from samsyn.domain.access import Ability
from samsyn.domain.vocabulary import AuditKind
from samsyn.exports.csv_file import csv_pieces
from samsyn.exports.lists import copies_list, inbox_list, sent_list
from samsyn.exports.xlsx_file import write_xlsx
from samsyn.web.files.downloads import as_download, inert
from samsyn.web.inbox.forms import wishes_from
from samsyn.web.permissions import needs

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMES = {"inbox": "inkorg", "sent": "skickade", "copies": "kopior"}


@needs(Ability.READ_DEVIATIONS)
@require_safe
@inert
def inbox_file(request, form):
    return list_file(request, inbox_list, form)


@needs(Ability.READ_DEVIATIONS)
@require_safe
@inert
def sent_file(request, form):
    return list_file(request, sent_list, form)


@needs(Ability.READ_COPIES)
@require_safe
@inert
def copies_file(request, form):
    return list_file(request, copies_list, form)


def list_file(request, list_of, form):
    now, today = timezone.now(), timezone.localdate()
    exported = list_of(viewer=request.viewer, wishes=wishes_from(request.GET), today=today)
    # The words that were searched for may be case text: only which list, and how many rows.
    audit.record(
        AuditKind.EXPORTED,
        by=request.viewer,
        now=now,
        object_kind="list",
        label=exported.name,
        details={"format": form, "rows": exported.count},
    )
    name = f"{NAMES[exported.name]}-{today.isoformat()}"
    if form == "csv":
        pieces = csv_pieces(exported.rows())
        response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    else:
        file = TemporaryFile()  # noqa: SIM115 (the response closes it)
        write_xlsx(exported.rows(), file, name=name, now=now)
        file.seek(0)
        response = FileResponse(file, content_type=XLSX)
    return as_download(response, f"{name}.{form}")
