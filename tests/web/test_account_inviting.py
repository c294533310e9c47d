"""From the invitation to the first log-in, as manager, coordinator, administrator and invited."""

import re

import pytest
from django.urls import reverse

from samsyn.accounts.models import Invitation, User
from samsyn.domain.vocabulary import Role
from samsyn.mail.models import Letter
from tests.builders import grant_role, make_unit
from tests.client import PageClient

NEW = "/konto/inbjudningar/ny/"
LIST = "/konto/inbjudningar/"
EMAIL = {"email": "vendela@example.com", "language": "sv"}
PERSON = {
    "name": "Vendela Snårbo",
    "title": "Kurator",
    "password": "tre gamla tallar",
    "again": "tre gamla tallar",
}


@pytest.fixture
def as_manager(client, cast):
    grant_role(cast.bo, Role.MANAGER, cast.places.bup)
    return client.login_as(cast.bo)


def invited(by, place, **changed):
    response = by.post(NEW, EMAIL | {"place": place.pk} | changed)
    assert response.url == LIST
    return re.search(r"http://localhost:8000(/konto/inbjudan/\S+)", Letter.objects.last().body)[1]


def test_a_manager_invites_a_colleague_who_logs_in(as_manager, cast):
    path, outside = invited(as_manager, cast.places.bup), PageClient()
    assert "vendela@example.com" in as_manager.get(LIST).content.decode()
    page = outside.get(path)
    assert "BUP Tofsvipan" in page.content.decode() and "no-store" in page["Cache-Control"]
    assert outside.post(path, PERSON).url == "/konto/logga-in/"
    login = {"login": "vendela@example.com", "password": PERSON["password"]}
    assert outside.post("/konto/logga-in/", login).url == "/att-gora/"
    assert outside.get("/konto/").wsgi_request.viewer.acting_for == "BUP Tofsvipan"
    assert "vendela@example.com" not in as_manager.get(LIST).content.decode()


def test_opening_the_link_uses_nothing_up(as_manager, cast):
    """Mail filters open every link, several times."""
    path = invited(as_manager, cast.places.bup)
    for _ in range(3):
        assert PageClient().get(path).status_code == 200
        assert PageClient().head(path).status_code == 200
    assert PageClient().post(path, PERSON).status_code == 302


def test_the_second_press_meets_a_friendly_page(as_manager, cast):
    path, outside = invited(as_manager, cast.places.bup), PageClient()
    outside.post(path, PERSON)
    again = outside.post(path, PERSON)
    assert "redan använd" in again.content.decode()
    assert outside.get(path).status_code == 200
    assert User.objects.filter(email="vendela@example.com").count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"password": "kort", "again": "kort"}, "12"),
        ({"again": "tre unga tallar"}, "inte lika"),
        ({"password": "vendela@example.com", "again": "vendela@example.com"}, "för likt"),
        ({"name": ""}, "Namn"),
    ],
)
def test_what_is_wrong_is_said_and_the_link_still_works(as_manager, cast, changed, said):
    path, outside = invited(as_manager, cast.places.bup), PageClient()
    page = outside.post(path, PERSON | changed)
    assert page.status_code == 422 and said in page.content.decode()
    assert outside.post(path, PERSON).status_code == 302


def test_with_an_account_one_logs_in_and_says_yes(as_manager, cast):
    path, outside = invited(as_manager, cast.places.bup, email=cast.astrid.email), PageClient()
    page = outside.get(path).content.decode()
    assert "Logga in och tacka ja" in page and 'type="password"' not in page
    assert outside.post(path, PERSON).status_code == 409
    assert outside.login_as(cast.cecilia).get(path).status_code == 200
    assert outside.post(path).status_code == 409
    outside.login_as(cast.astrid)
    assert "Tacka ja" in outside.get(path).content.decode()
    assert outside.post(path).url == "/konto/"
    assert cast.astrid.grants.filter(unit=cast.places.bup).exists()
    assert outside.post(path).status_code == 410


@pytest.mark.parametrize("path", ["/konto/inbjudan/x/", "/konto/inbjudan/a.b/"])
def test_a_guess_is_404(client, db, path):
    assert client.get(path).status_code == 404


def test_withdrawn_and_sent_again(as_manager, cast):
    path = invited(as_manager, cast.places.bup)
    invitation = Invitation.objects.get()
    page = as_manager.post(reverse("account:send_again", args=[invitation.pk]), follow=True)
    assert "Brevet skickades nyss" in page.content.decode()
    as_manager.post(reverse("account:withdraw", args=[invitation.pk]))
    gone = PageClient().get(path)
    assert gone.status_code == 410 and "återkallad" in gone.content.decode()
    assert "Ingen inbjudan väntar" in as_manager.get(LIST).content.decode()


def test_a_manager_invites_nowhere_else(as_manager, cast):
    response = as_manager.post(NEW, EMAIL | {"place": cast.places.social.pk, "role": "manager"})
    assert response.status_code == 422
    assert not Invitation.objects.exists()


def test_a_coordinator_chooses_among_the_own_units(client, cast):
    client.login_as(cast.elof)
    make_unit("Härmsångarens skola", principal=cast.places.municipality)
    page = client.get(NEW, {"role": "manager", "q": ""}).content.decode()
    assert "Härmsångarens skola" in page and "Koltrastens" in page and "Tofsvipan" not in page
    asked = EMAIL | {"role": "manager", "q": "", "place": cast.places.bup.pk}
    assert client.post(NEW, asked).status_code == 422
    invited(client, cast.places.social, role="manager", q="")
    assert Invitation.objects.get().role == "manager"


@pytest.mark.parametrize(
    ("role", "words", "place"),
    [
        ("secretariat", "", None),
        ("coordinator", "trastby", "municipality"),
        ("sip_coordinator", "bus", "bus_area"),
        ("caseworker", "tofs", "bup"),
    ],
)
def test_the_administrator_invites_to_everything(client, cast, role, words, place):
    client.login_as(cast.gudmund)
    asked = {"role": role, "q": words}
    assert "Skicka inbjudan" in client.get(NEW, asked).content.decode()
    chosen = {"place": getattr(cast.places, place).pk} if place else {}
    assert client.post(NEW, EMAIL | asked | chosen).url == LIST
    assert Invitation.objects.get().role == role


def test_without_role_or_place_it_is_asked_for(client, cast):
    client.login_as(cast.gudmund)
    assert client.post(NEW, EMAIL).status_code == 422
    assert client.post(NEW, EMAIL | {"role": "manager", "q": "tofs"}).status_code == 422
    assert client.post(NEW, EMAIL | {"role": "manager", "place": "x"}).status_code == 422
    assert client.post(NEW, {"role": "secretariat", "q": "", "email": "x"}).status_code == 422
    assert not Letter.objects.exists()
