"""Every kind of page that somebody can walk to: axe light and dark, no sideways scroll at 320 px."""

import re

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from tests.builders import make_answer, make_deviation
from tests.client import BACKEND

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = re.compile(r'href="(/[^"#?]*)')
LEAVES = {"account_logout", "public:language"}


def kinds_of_pages(user):
    """One address for each kind of page (URL name) that the person walks to from Att göra."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    found, waiting = {}, ["/att-gora/", "/"]
    while waiting:
        path = waiting.pop(0)
        try:
            name = resolve(path).view_name
        except Resolver404:
            continue
        if name in found or name in LEAVES:
            continue
        response = client.get(path)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if response.status_code == 200 and is_page:
            found[name] = path
            waiting += ADDRESS.findall(response.text)
    return found


@pytest.mark.parametrize("name", ["astrid", "bo", "doris", "frej", "gudmund"])
def test_every_kind_of_page_is_accessible(
    cast, name, page, live_server, sign_in, assert_accessible
):
    deviation = make_deviation(cast, to=[cast.places.bup, cast.places.external_bup])
    make_answer(deviation, by=cast.viewer("berit"))
    user = getattr(cast, name)
    pages = kinds_of_pages(user)
    assert len(pages) > 8, pages
    sign_in(user)
    faults = []
    for path in pages.values():
        page.goto(live_server.url + path)
        try:
            assert_accessible()
        except AssertionError as fault:
            faults.append(f"{path}: {fault}")
    assert not faults, "\n".join(faults)
