"""With which headers does a file leave? As a download, never shown or run by the browser."""

from django.http import HttpResponseBase
from django.utils.csp import CSP
from django.utils.http import content_disposition_header
from django.views.decorators.csp import csp_override

inert = csp_override({"default-src": [CSP.NONE], "sandbox": True})  # type: ignore[dict-item]
"""Should a browser show the file in spite of everything, nothing in it may run or load."""


def as_download(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["Cache-Control"] = "no-store"
    return response
