"""Leaving a role, closing the own account, and the extract of what is stored of oneself."""

import json

import pytest
from django.urls import reverse

from samsyn.accounts import services
from samsyn.accounts.models import User
from samsyn.audit.models import AuditEvent
from samsyn.deviations.models import Draft
from samsyn.deviations.services import start_draft
from samsyn.domain.vocabulary import Role
from samsyn.push.services.feeds import open_feed
from tests.builders import NOW, grant_role, make_deviation, make_user
from tests.client import PageClient

PASSWORD = "tre gamla tallar"


def leave_url(user):
    return reverse("account:leave", args=[user.grants.latest("pk").pk])


@pytest.fixture
def astrid(cast):
    """Astrid with a password, logged in by it: closing an account asks for a fresh one."""
    cast.astrid.set_password(PASSWORD)
    cast.astrid.save()
    client = PageClient()
    client.post("/konto/logga-in/", {"login": cast.astrid.email, "password": PASSWORD})
    client.post("/konto/bekrafta/", {"password": PASSWORD})
    return client


def test_a_role_is_left_from_the_own_page(client, cast):
    client.login_as(cast.bo)
    assert leave_url(cast.bo) in client.get("/konto/").content.decode()
    assert "kollegorna tar över" in client.get(leave_url(cast.bo)).content.decode()
    assert client.post(leave_url(cast.bo)).url == "/konto/"
    assert "Ansök till en verksamhet" in client.get("/konto/").content.decode()
    assert client.get(leave_url(cast.bo)).status_code == 404


def test_nobody_leaves_for_another(client, cast):
    client.login_as(cast.bo)
    assert client.get(leave_url(cast.astrid)).status_code == 404
    assert client.post(leave_url(cast.astrid)).status_code == 404


def test_the_last_manager_says_so_twice(client, cast):
    grant_role(cast.bo, Role.MANAGER, cast.places.bup)
    client.login_as(cast.bo)
    assert "enda chef" in client.get(leave_url(cast.bo)).content.decode()
    assert client.post(leave_url(cast.bo)).status_code == 409
    assert client.post(leave_url(cast.bo), {"warned": "yes"}).url == "/konto/"


def test_the_last_administrator_stays(client, cast):
    client.login_as(cast.gudmund)
    page = client.post(leave_url(cast.gudmund), follow=True)
    assert "sista administratör" in page.content.decode()
    assert cast.gudmund.grants.get().valid_to is None


def test_closing_asks_for_the_password_again(client, cast):
    client.login_as(cast.bo)
    assert client.get("/konto/stang/").url.startswith("/konto/bekrafta/")
    assert client.post("/konto/stang/").url.startswith("/konto/bekrafta/")
    cast.bo.refresh_from_db()
    assert cast.bo.is_active


def test_the_own_account_is_closed(astrid, cast):
    assert "Hämta dina uppgifter först" in astrid.get("/konto/stang/").content.decode()
    assert astrid.post("/konto/stang/").url == "/konto/stangt/"
    assert astrid.get("/konto/").status_code == 302, "logged out"
    assert not User.objects.get(pk=cast.astrid.pk).is_active
    login = {"login": cast.astrid.email, "password": PASSWORD}
    astrid.post("/konto/logga-in/", login)
    assert astrid.get("/konto/").status_code == 302


def test_closing_warns_the_last_manager_and_refuses_the_last_administrator(astrid, cast):
    grant_role(cast.astrid, Role.MANAGER, cast.places.social)
    assert "Koltrastens" in astrid.get("/konto/stang/").content.decode()
    assert astrid.post("/konto/stang/").status_code == 409
    cast.gudmund.grants.update(user=cast.astrid)
    assert "enda administratör" in astrid.get("/konto/stang/").content.decode()
    assert astrid.post("/konto/stang/", {"warned": "yes"}).status_code == 409
    assert User.objects.get(pk=cast.astrid.pk).is_active


def extract(client):
    response = client.get("/konto/mina-uppgifter/fil/", queries=40)
    assert response["Content-Disposition"].startswith("attachment")
    return json.loads(response.content)


def test_the_extract_holds_what_is_stored_of_oneself(client, cast):
    draft = start_draft(by=cast.viewer("astrid"), now=NOW)
    Draft.objects.filter(pk=draft.pk).update(fields={"title": "Kallelsen"})
    make_deviation(cast)
    client.login_as(cast.astrid).get("/avvikelser/SAM-2026-0001/")
    services.summarised(cast.astrid.pk, on=NOW.date())
    open_feed(by=cast.viewer("astrid"), now=NOW)
    data = extract(client)
    assert (data["summaries"], len(data["calendars"])) == ([NOW.date().isoformat()], 1)
    assert data["account"]["email"] == cast.astrid.email and "password" not in data["account"]
    assert [role["place"] for role in data["roles"]] == ["Koltrastens socialtjänst"]
    assert data["drafts"][0]["fields"] == {"title": "Kallelsen"}
    assert {event["by"] for event in data["log"]} == {"myself"}
    assert "read" in {event["kind"] for event in data["log"]}
    page = client.get("/konto/mina-uppgifter/", queries=40).content.decode()
    assert "Koltrastens socialtjänst" in page and "Läste" in page


def test_the_extract_is_logged(client, cast):
    extract(client.login_as(cast.astrid))
    event = AuditEvent.objects.latest("pk")
    assert (event.kind, event.object_id, event.details) == (
        "exported",
        cast.astrid.pk,
        {"own_data": "json"},
    )


def test_the_extract_holds_nothing_of_others(client, cast):
    """Not who changed the account, nor whose accounts one keeps, nor a left unit's draft."""
    grant = cast.astrid.grants.get()
    services.end_role(by=cast.viewer("gudmund"), now=NOW, grant=grant)
    Draft.objects.create(
        unit=cast.places.social,
        author=cast.astrid,
        fields={"title": "hemligt"},
        created_at=NOW,
        saved_at=NOW,
    )
    hers = json.dumps(extract(client.login_as(cast.astrid)), ensure_ascii=False)
    assert "Gudmund" not in hers and "role_ended" in hers and "hemligt" not in hers
    his = json.dumps(extract(client.login_as(cast.gudmund)), ensure_ascii=False)
    assert "Astrid" not in his and "role_ended" in his


def test_the_extract_holds_no_link_that_opens_an_account(client, cast):
    client.post("/konto/losenord/glomt/", {"email": cast.astrid.email})
    data = extract(client.login_as(cast.astrid))
    assert data["letters"][0]["kind"] == "password"
    assert "http" not in json.dumps(data)


def test_a_password_alone_opens_no_draft(cast, settings):
    start_draft(by=cast.viewer("astrid"), now=NOW)
    settings.REQUIRE_TOTP = True
    data = extract(PageClient().login_as(cast.astrid))
    assert data["drafts"][0]["fields"] is None


def test_somebody_without_role_has_an_extract_too(client, db):
    client.login_as(make_user())
    assert extract(client)["roles"] == []
    assert client.get("/konto/mina-uppgifter/").status_code == 200
