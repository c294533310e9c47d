"""Can another site act for somebody who is logged in here? (fault F12) And which cookies are there?"""

import re

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from samsyn.accounts.models import User
from tests.builders import make_cast
from tests.client import watched
from tests.web.hostile_world import client_of, undone
from tests.web.permission_table import TABLE
from tests.web.test_permission_matrix import make_world

pytestmark = pytest.mark.django_db
FOREIGN = "https://evil.example"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        yield make_world(cast)
        transaction.set_rollback(True)


OWN_KEY = {
    "letters:provider": "a server posts there with a secret: test_letters_provider.py",
    "surveys:link": "whoever has the link may answer; no session that another site could use (ADR 0048)",
}
"""Addresses that no browser posts to, and what they ask for instead of a token."""


def addresses(world):
    """Every address with somebody who may open it."""
    for name, rows in TABLE.items():
        row = next((one for one in rows if one.who), None)
        if row and name not in OWN_KEY:
            path = reverse(name, args=[world.things[thing] for thing in row.args])
            person = min(row.who & {"astrid", "gudmund"} or row.who)
            yield name, path, person, row.data


TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture(scope="module")
def tokens(world):
    """A right token for each session, as a page of ours holds it."""
    return {
        person: TOKEN.search(client_of(world, person).get(path).content.decode())[1]
        for person in world.sessions
        for path in ["/brevlada/stangd/" if person == "guest" else "/konto/"]
    }


def refused(response, seen):
    return response.status_code == 403 and not seen.writes


def test_every_address_refuses_to_be_posted_to_without_a_token(world):
    wrong = []
    for name, path, person, data in addresses(world):
        client = client_of(world, person, enforce_csrf_checks=True)
        for method in ("post", "delete"):
            with undone(), watched() as seen:
                response = getattr(client, method)(path, data)
            if not refused(response, seen):
                wrong.append(f"{method} {name} -> {response.status_code} {seen.writes[:1]}")
    assert not wrong, "\n".join(wrong)


def test_every_address_refuses_another_sites_origin_in_spite_of_a_right_token(world, tokens):
    wrong = []
    for name, path, person, data in addresses(world):
        if person == "anonymous":
            continue
        client = client_of(world, person, enforce_csrf_checks=True)
        form = {**data, "csrfmiddlewaretoken": tokens[person]}
        with undone(), watched() as seen:
            response = client.post(path, form, headers={"Origin": FOREIGN})
        if not refused(response, seen):
            wrong.append(f"{name} -> {response.status_code} {seen.writes[:1]}")
    assert not wrong, "\n".join(wrong)


def test_over_https_a_foreign_or_missing_referer_is_refused(world, tokens):
    client = client_of(world, "astrid", enforce_csrf_checks=True)
    form = {"csrfmiddlewaretoken": tokens["astrid"], "title": "Ny titel"}
    for headers in ({}, {"Referer": f"{FOREIGN}/"}):
        path = reverse("account:details")
        assert client.post(path, form, headers=headers, secure=True).status_code == 403


def test_with_token_and_own_origin_it_works(world, tokens):
    """Otherwise the refusals above would prove nothing."""
    client = client_of(world, "astrid", enforce_csrf_checks=True)
    form = {"csrfmiddlewaretoken": tokens["astrid"], "title": "Ny titel"}
    headers = {"Origin": "http://testserver"}
    with undone():
        assert client.post(reverse("account:details"), form, headers=headers).status_code == 302


def test_another_sites_text_never_stands_in_a_form_of_ours(world):
    """What comes back after an expired log-in is only what our own page sent."""
    path = reverse("deviations:message", args=[world.things["theirs"]])
    for headers in (
        {"Origin": FOREIGN},
        {"Origin": "null"},
        {"Origin": FOREIGN, "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        for person in ("astrid", "anonymous"):
            client = client_of(world, person, enforce_csrf_checks=True)
            with undone():
                response = client.post(path, {"text": "Skriven av en annan sida"}, headers=headers)
            assert response.status_code == 403
            assert "en annan sida" not in response.content.decode(), (person, headers)


def test_over_https_cookies_are_sent_there_alone(world, settings):
    settings.SESSION_COOKIE_SECURE = settings.SERVED_OVER_HTTPS = True
    for path in ("/konto/logga-in/", "/sprak/en/"):
        client = client_of(world, "anonymous")
        client.get(path, secure=True)
        assert client.cookies and all(one["secure"] for one in client.cookies.values())


def test_who_only_reads_gets_no_cookie(db):
    client = Client()
    for path in ("/", "/hjalp/", "/tillganglighet/", "/personuppgifter/", "/finns-inte/"):
        client.get(path)
    assert not client.cookies


def test_the_session_gets_a_new_name_at_log_in_and_dies_at_log_out(world):
    """Nobody can hand somebody else a session to log in to, or use one that is over."""
    client, name = Client(), settings.SESSION_COOKIE_NAME
    client.get("/konto/logga-in/")
    before = client.cookies[name].value
    astrid = User.objects.get(pk=world.things["astrid"])
    astrid.set_password("ett långt lösenord")
    astrid.save()
    client.post("/konto/logga-in/", {"login": astrid.email, "password": "ett långt lösenord"})
    during = client.cookies[name].value
    assert during != before
    client.post("/konto/logga-ut/")
    stolen = Client()
    stolen.cookies[name] = during
    assert stolen.get("/konto/").status_code == 302
