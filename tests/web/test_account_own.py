"""A person's own account: details, name, language, sessions, and the switch."""

import pytest
from django.urls import reverse

from samsyn.audit.models import AuditEvent
from samsyn.domain.vocabulary import Role
from tests.builders import grant_role, make_user


def test_everybody_sees_the_own_account(client, cast):
    for name in cast.everybody:
        page = client.login_as(getattr(cast, name)).get("/konto/")
        assert getattr(cast, name).email in page.content.decode()


def test_a_person_without_role_is_told_whom_to_ask(client, db):
    page = client.login_as(make_user()).get("/konto/")
    assert "Du har ingen roll ännu" in page.content.decode()


def test_details_are_saved(client, cast):
    client.login_as(cast.bo).post("/konto/uppgifter/", {"title": "Kurator", "phone": "08-1"})
    cast.bo.refresh_from_db()
    assert cast.bo.title == "Kurator"


def test_what_is_too_long_is_kept_and_explained(client, cast):
    page = client.login_as(cast.bo).post("/konto/uppgifter/", {"phone": "1" * 41, "title": "Psyk"})
    assert page.status_code == 422
    assert 'value="Psyk"' in page.content.decode()


def test_the_name_is_hidden_and_shown(client, cast):
    client.login_as(cast.bo)
    for hidden in ("yes", "no"):
        client.post("/konto/namn/", {"hidden": hidden})
        cast.bo.refresh_from_db()
        assert cast.bo.hide_name is (hidden == "yes")


def test_the_language_of_the_account_holds_in_the_browser(client, cast):
    response = client.login_as(cast.bo).post("/konto/sprak/", {"language": "en"})
    assert response.cookies["samsyn_language"].value == "en"
    assert 'lang="en"' in client.get("/konto/").content.decode()
    assert client.post("/konto/sprak/", {"language": "xx"}).status_code == 404


def test_without_a_cookie_the_account_decides(client, cast):
    cast.bo.language = "en"
    cast.bo.save()
    assert 'lang="en"' in client.login_as(cast.bo).get("/konto/").content.decode()


def test_log_out_everywhere_leaves_this_browser(cast):
    from tests.client import PageClient

    here, there = PageClient().login_as(cast.bo), PageClient().login_as(cast.bo)
    here.post("/konto/logga-ut-overallt/")
    assert here.get("/konto/").status_code == 200
    assert there.get("/konto/").status_code == 302


def test_one_switches_what_one_acts_for(client, cast):
    grant_role(cast.bo, Role.COORDINATOR, cast.places.municipality)
    key = f"principal:{cast.places.municipality.pk}:coordinator"
    client.login_as(cast.bo).post(reverse("account:switch"), {"acting_for": key})
    page = client.get("/konto/")
    assert page.wsgi_request.viewer.acting_for == "Trastby kommun (samordnare)"


@pytest.mark.parametrize("key", ["county:administrator", "unit:1000000", "", "x"])
def test_one_switches_only_to_what_one_holds(client, cast, key):
    response = client.login_as(cast.bo).post(reverse("account:switch"), {"acting_for": key})
    assert response.status_code == 404
    assert client.get("/konto/").wsgi_request.viewer.unit_id == cast.places.bup.pk


def test_looking_takes_two_queries_beside_the_session(client, cast, django_assert_num_queries):
    client.login_as(cast.bo).get("/konto/")  # the first page stores the form key in the session
    with django_assert_num_queries(3):  # session, user, roles
        client.get("/finns-inte/")


@pytest.mark.parametrize(
    "path", ["uppgifter", "namn", "sprak", "logga-ut-overallt", "byt", "personer", "tva-steg"]
)
def test_anonymous_people_are_sent_to_the_log_in(client, db, path):
    response = (
        client.post(f"/konto/{path}/") if path != "personer" else client.get("/konto/personer/")
    )
    assert response.status_code in {302, 405}
    if response.status_code == 302:
        assert response.url.startswith("/konto/logga-in/")
    assert not AuditEvent.objects.exists()


def test_how_letters_come_is_chosen_and_shown(client, cast):
    client.login_as(cast.bo)
    page = reverse("account:own")
    assert 'value="mailbox" id="letters-mailbox"' in client.get(page).text
    client.post(reverse("account:letters"), {"letters": "daily"})
    cast.bo.refresh_from_db()
    assert cast.bo.letters == "daily"
    assert client.post(reverse("account:letters"), {"letters": "never"}).status_code == 404
    cast.bo.refresh_from_db()
    assert cast.bo.letters == "daily"
