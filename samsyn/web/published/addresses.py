"""Where does what is published stand? Addresses that never change, also as others see them."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

SINCE = "2026"
"""A year in which the names below were ours, as RFC 4151 wants it."""


def address_of(edition) -> str:
    """The page of a published edition."""
    return reverse("published:edition", args=[edition.report.year, edition.number])


def whole_address(path: str) -> str:
    """A path of ours with the address that the service is known by."""
    return f"{settings.BASE_URL}{path}"


def tag_of(name: str) -> str:
    """A name for a thing that stays when addresses change (a tag URI, RFC 4151)."""
    host = urlsplit(settings.BASE_URL).hostname
    return f"tag:{host},{SINCE}:samsyn/{name}"
