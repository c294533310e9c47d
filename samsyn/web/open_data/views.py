"""What may anybody take and use? The tables of published reports, and the catalogue that portals read."""

import hashlib

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samsyn.exports.report_data import csv_of, json_of
from samsyn.reports.open_data import open_data, open_table
from samsyn.web.permissions import public
from samsyn.web.published.addresses import whole_address

FORMS = {"csv": (csv_of, "text/csv; charset=utf-8"), "json": (json_of, "application/json")}
RDF_XML = "application/rdf+xml"
ASK_AGAIN = "public, no-cache"
"""A correction and a new limit for small numbers show at once; what is the same is not sent again."""


@public
@require_safe
def start(request):
    data = open_data()
    context = {
        "subjects": [(one, one.title(get_language())) for one in data.subjects],
        "left_out": data.left_out,
        "catalogue": whole_address(reverse("open_data:dcat")),
        "address": whole_address(request.path),
    }
    return render(request, "open_data/start.html", context)


@public
@require_safe
def dcat(request):
    data = open_data()
    if not data.subjects:
        raise Http404
    # rdflib takes half a second to import: only who asks for the catalogue waits for it, once.
    from samsyn.exports.dcat import rdf_xml
    from samsyn.web.open_data.catalogue import catalogue_of

    return _free(request, rdf_xml(catalogue_of(data)), RDF_XML)


@public
@require_safe
def table(request, year, key, ending):
    found = open_table(year, key)
    if found is None:
        raise Http404
    make, media_type = FORMS[ending]
    return _free(request, make(found.shelved.report, found.table), media_type)


def _free(request, content, media_type):
    """Content that scripts of any site may read; no cookie goes along, so nobody's session either."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(content, media_type)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = ASK_AGAIN
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
