"""What does anybody read of a published report? Its newest edition, every edition, and each form of it.

An edition never changes, so its files may be kept for ever by whoever fetched them. The page around it
may change (a newer edition comes, the reader asks for another language), so it is asked for again, and
answered with "not modified" as long as it is the same.
"""

import hashlib

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from samsyn.exports.report_data import csv_of, file_name, json_of, table_of
from samsyn.exports.report_numbers import labels_of, place_of
from samsyn.exports.report_page import page_of
from samsyn.reports.making.selectors import kept_form, making_of
from samsyn.reports.published import edition_of, newest_edition
from samsyn.web.files.downloads import inert
from samsyn.web.permissions import public

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"
ONLY_HERE = "no-store"
TABLE_FORMS = {"csv": (csv_of, "text/csv; charset=utf-8"), "json": (json_of, "application/json")}


@public
@require_safe
def newest(request, year):
    return _page(request, _or_404(newest_edition(year)))


@public
@require_safe
def edition(request, year, number):
    return _page(request, _or_404(edition_of(year, number, viewer=request.viewer)))


@public
@require_safe
@inert
def form(request, year, number, form):
    """One form of an edition: the file that a worker has made, or made now when it is not there yet."""
    standing = _or_404(edition_of(year, number, viewer=request.viewer))
    kept = kept_form(standing.edition, form)
    if kept is None:
        raise Http404

    def made():
        if kept.path:
            return FileResponse(kept.path.open("rb"), content_type=kept.form.media_type)
        with translation.override(standing.report.language):
            return HttpResponse(kept.form.make(standing.report), kept.form.media_type)

    name = f"samsyn-rapport-{year}-utgava-{number}.{kept.form.suffix}"
    return _file(request, standing, f"form-{kept.form.key}", name, made)


@public
@require_safe
@inert
def table(request, year, number, key, ending):
    """One table of an edition as CSV or JSON."""
    standing = _or_404(edition_of(year, number, viewer=request.viewer))
    found = table_of(standing.report, key)
    if found is None or ending not in TABLE_FORMS:
        raise Http404
    make, media_type = TABLE_FORMS[ending]
    return _file(
        request,
        standing,
        f"table-{key}-{ending}",
        file_name(standing.report, found, ending),
        lambda: HttpResponse(make(standing.report, found), media_type),
    )


def _or_404(standing):
    if standing is None:
        raise Http404
    return standing


def _page(request, standing):
    making = making_of(standing.edition)
    sizes = ",".join(str(one.size) for one in making.forms)
    beside = ",".join(str(one.pk) for one in standing.others)
    language = translation.get_language()
    etag = _etag(standing, "page", request.path, language, sizes, beside, settings.VERSION)
    kept = get_conditional_response(request, etag=etag) if _is_anybody(request) else None
    response = kept or render(
        request, "published/edition.html", _context(request, standing, making)
    )
    if standing.is_published and _is_anybody(request):
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = ASK_AGAIN
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
    else:
        response.headers["Cache-Control"] = ONLY_HERE
    return response


def _context(request, standing, making):
    with translation.override(standing.report.language):
        labels = labels_of(standing.report)
    address = reverse(
        "published:edition", args=[standing.edition.report.year, standing.edition.number]
    )
    return {
        "standing": standing,
        "edition": standing.edition,
        "report": standing.report,
        "shown": page_of(standing.report),
        "forms": making.forms,
        "tables": [(labels[place_of(one)], one) for one in standing.report.tables()],
        "address": f"{settings.BASE_URL}{address}",
    }


def _file(request, standing, what, name, make):
    etag = _etag(standing, what)
    response = get_conditional_response(request, etag=etag) or make()
    response.headers["ETag"] = etag
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["Cache-Control"] = FOR_EVER if standing.is_published else ONLY_HERE
    return response


def _etag(standing, *what):
    parts = [standing.edition.content, *what]
    return f'"{hashlib.sha256(chr(0).join(map(str, parts)).encode()).hexdigest()[:32]}"'


def _is_anybody(request):
    """Whether the page holds nothing of this reader: neither account nor visit."""
    return not request.user.is_authenticated and request.visit is None
