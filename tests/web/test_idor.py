"""Every thing that somebody meets on a page, tried by everybody who has not met it (fault F11).

Nothing is listed here: addresses are gathered from links and forms of the pages themselves. What an
address is about (a number, a draft's key, a person) belongs to those who meet it on an own page.
"""

import re

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from samsyn.deviations.models import Draft
from samsyn.deviations.services import start_draft
from tests.builders import NOW, make_answer, make_cast, make_deviation, make_unit
from tests.client import BACKEND
from tests.web.guests import make_mailed, session_of_guest

ADDRESS = re.compile(r'(?:href|action|data-hx-get|data-hx-post)="(/[^"#?]*)')
NUMBER = re.compile(r"SAM-\d{4}-\d+")
THING = re.compile(r"SAM-\d{4}-\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|^/.*?/\d+/")
EVERYBODY_MAY = ("/static/", "/sprak/", "/vem-gor-vad/")
LOG_IN = "/konto/logga-in/"
STARTS = (
    "/",
    "/att-gora/",
    "/inkorg/",
    "/skickade/",
    "/utkast/",
    "/kopior/",
    "/logg/",
    "/register/",
    "/konto/",
    "/konto/personer/",
    "/overenskommelser/",
    "/statistik/",
    "/vem-gor-vad/",
)
OWN_LISTS = ("/utkast/", reverse("mailbox:links"))
"""Throwing away a draft that is not there leads back to the own drafts: nothing is told. A coordinator makes
the links to any own unit void, also to one that has people and so is not listed; another principal's is
404 (tests/web/mailbox/test_revoking.py)."""
MOST_PAGES = 60


pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker):
    """The cast, each as a client, in a world that is undone when all have tried."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_people(make_cast())
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def met(people, django_db_blocker):
    """What each of them meets on the own pages: the addresses about one thing, and those things."""
    with django_db_blocker.unblock():
        return {name: met_by(client) for name, client in people.items()}


def make_people(cast):
    """The cast, with a case among strangers and a draft beside the usual one."""
    stranger = make_unit("BUP Rördrommen", principal=cast.places.other_municipality)
    theirs = make_deviation(cast, to=[cast.places.bup, cast.places.external_bup])
    make_answer(theirs, by=cast.viewer("bo"))
    make_deviation(cast, by=cast.viewer("cecilia"), to=[stranger])
    start_draft(by=cast.viewer("astrid"), now=NOW, fields={"title": "Inte sänt"})
    people = {name: client_of(getattr(cast, name)) for name in cast.everybody}
    return people | {"guest": guest_of(make_mailed(cast))}


def client_of(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def guest_of(things):
    """Somebody without an account or navigation, who begins at the one deviation."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of_guest(things)
    client.begins_at = f"/avvikelser/{things['mailed']}/"
    return client


def pages_of(client):
    """The pages that a person reaches from the navigation."""
    waiting, seen = [*STARTS, getattr(client, "begins_at", "/")], set()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if path in seen or path.startswith("/static/"):
            continue
        seen.add(path)
        response = client.get(path)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if response.status_code == 200 and is_page:
            page = response.content.decode()
            yield page
            waiting += sorted(set(ADDRESS.findall(page)) - seen)


def met_by(client):
    """The addresses about one thing that a person meets, and those things."""
    pages = list(pages_of(client))
    paths = {path for page in pages for path in ADDRESS.findall(page) if thing_of(path)}
    numbers = {number for page in pages for number in NUMBER.findall(page)}
    return paths, {thing_of(path) for path in paths} | numbers


def thing_of(path):
    """What an address is about; nothing for public things and for keys of drafts not yet begun."""
    found = THING.search(path)
    if not found or path.startswith(EVERYBODY_MAY):
        return ""
    thing = found[0]
    is_key = thing.count("-") == 4
    return "" if is_key and not Draft.objects.filter(submission_key=thing).exists() else thing


def tried(client, path, method):
    with transaction.atomic():
        response = getattr(client, method)(path)
        transaction.set_rollback(True)
    return response


def test_a_thing_opens_only_for_those_who_have_met_it(people, met, plain_refusals):
    paths = set().union(*(paths for paths, _things in met.values()))
    assert len(paths) > 20, "hardly anything was gathered"
    leaks = []
    for name, client in people.items():
        strange = {path for path in paths if thing_of(path) not in met[name][1]}
        leaks += [leak for path in sorted(strange) for leak in leaks_of(client, name, path)]
    assert not leaks, "\n".join(leaks)


def leaks_of(client, name, path):
    for method in ("get", "head", "post"):
        response = tried(client, path, method)
        is_own_list = response.headers.get("Location") in OWN_LISTS
        if name == "guest" and is_kept_out(response):
            continue
        if response.status_code not in {404, 405} and not is_own_list:
            yield f"{name}: {method} {path} -> {response.status_code}"


def test_anonymous_people_open_nothing_that_was_met(met, plain_refusals):
    anybody = Client()
    for path in sorted(set().union(*(paths for paths, _things in met.values()))):
        for method in ("get", "head", "post"):
            anybody.cookies.clear()
            response = tried(anybody, path, method)
            assert is_kept_out(response) or response.status_code == 405, f"{method} {path}"


def is_kept_out(response):
    """Sent to the log-in, or given back what was typed (deviations/kept.py)."""
    to_log_in = response.headers.get("Location", "").startswith(LOG_IN)
    return to_log_in or response.status_code == 403
