"""The administrator keeps all accounts, a manager the own unit's; nobody else sees the pages."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from samsyn.audit.models import AuditEvent
from samsyn.domain.vocabulary import AuditKind, Role
from samsyn.mail.models import Letter
from tests.builders import grant_role, make_user
from tests.client import PageClient


@pytest.fixture
def as_gudmund(client, cast):
    return client.login_as(cast.gudmund)


@pytest.fixture
def as_manager(client, cast):
    grant_role(cast.bo, Role.MANAGER, cast.places.bup)
    return client.login_as(cast.bo)


def person_url(user, name="account:person", *more):
    return reverse(name, args=[user.pk, *more])


@pytest.mark.parametrize("name", ["cecilia", "astrid", "doris", "elof", "frej", "hedda", "ivar"])
def test_nobody_else_finds_the_pages(client, cast, name):
    client.login_as(getattr(cast, name))
    assert client.get("/konto/personer/").status_code == 404
    assert client.get(person_url(cast.bo)).status_code == 404
    assert client.post(person_url(cast.bo, "account:deactivate")).status_code == 404


def test_people_are_listed_with_roles_in_few_queries(as_gudmund, cast):
    page = as_gudmund.get("/konto/personer/", queries=10).content.decode()
    assert "Cecilia Rönnskog" in page and "Gråsiskans skola" in page


def test_people_are_searched(as_gudmund, cast):
    page = as_gudmund.get("/konto/personer/", {"q": "rönn"}).content.decode()
    assert "Cecilia" in page and "Hedda" not in page
    assert "Ingen har ett sådant namn" in as_gudmund.get("/konto/personer/?q=xyz").content.decode()


def test_a_letter_for_a_new_password(as_gudmund, client, cast):
    as_gudmund.post(person_url(cast.bo, "account:password_letter"))
    letter = Letter.objects.get()
    assert letter.recipient == cast.bo.email and "Samsyn" in letter.subject
    path = re.search(r"http://localhost:8000(/konto/losenord/valj/\S+)", letter.body)[1]
    client.logout()
    form = client.get(path, follow=True)
    chosen = {"password1": "tre gamla tallar", "password2": "tre gamla tallar"}
    assert client.post(form.redirect_chain[-1][0], chosen).status_code == 302
    login = {"login": cast.bo.email, "password": "tre gamla tallar"}
    assert client.post("/konto/logga-in/", login).url == "/att-gora/"


def test_a_role_is_given_in_two_steps(as_gudmund, cast):
    url = person_url(cast.hedda, "account:give_role")
    page = as_gudmund.get(url, {"role": "manager", "q": "tofs"}).content.decode()
    assert "BUP Tofsvipan, Region Fågelsjö" in page
    as_gudmund.post(url, {"role": "manager", "place": cast.places.bup.pk, "q": "tofs"})
    assert cast.hedda.grants.filter(role="manager", unit=cast.places.bup).exists()
    assert "Avsluta" in as_gudmund.get(person_url(cast.hedda)).content.decode()


@pytest.mark.parametrize(
    ("role", "words", "shown"),
    [
        ("coordinator", "trastby", "Trastby kommun"),
        ("group_contact", "bus", "BUS Trastby"),
        ("secretariat", "", "hela länet"),
        ("caseworker", "finns inte", "Ingen plats har det namnet"),
    ],
)
def test_places_of_every_kind_are_offered(as_gudmund, cast, role, words, shown):
    page = as_gudmund.get(
        person_url(cast.bo, "account:give_role"), {"role": role, "q": words}
    ).content.decode()
    assert shown in page


def test_a_role_without_place_or_for_oneself_is_refused(as_gudmund, cast):
    url = person_url(cast.hedda, "account:give_role")
    assert as_gudmund.post(url, {"role": "manager", "q": ""}).status_code == 422
    own = person_url(cast.gudmund, "account:give_role")
    page = as_gudmund.post(own, {"role": "secretariat", "q": ""})
    assert page.status_code == 422 and "egna roller" in page.content.decode()


def test_a_role_is_ended_and_an_account_closed_and_opened(as_gudmund, cast):
    grant = cast.bo.grants.get()
    as_gudmund.post(person_url(cast.bo, "account:end_role", grant.pk))
    grant.refresh_from_db()
    assert grant.valid_to is not None
    for name, active in (("deactivate", False), ("activate", True)):
        as_gudmund.post(person_url(cast.bo, f"account:{name}"))
        cast.bo.refresh_from_db()
        assert cast.bo.is_active is active


def test_a_lost_second_step_is_removed_and_its_owner_told(as_gudmund, cast):
    TOTP.activate(cast.bo, generate_totp_secret())
    RecoveryCodes.activate(cast.bo)
    bo = PageClient().login_as(cast.bo)
    assert "Ta bort tvåstegsinloggningen" in as_gudmund.get(person_url(cast.bo)).text
    for _ in range(2):  # the button pressed twice
        as_gudmund.post(person_url(cast.bo, "account:remove_second_step"))
    assert not Authenticator.objects.filter(user=cast.bo).exists()
    assert "Ta bort tvåstegsinloggningen" not in as_gudmund.get(person_url(cast.bo)).text
    assert bo.get("/konto/").status_code == 302, "whoever had the telephone is out"
    letter = Letter.objects.get()
    assert letter.recipient == cast.bo.email and "borttagen" in letter.subject
    event = AuditEvent.objects.get(kind=AuditKind.CHANGED_ACCESS)
    assert event.details == {"change": "second_step_removed"}


def test_nobody_removes_the_own_second_step_unasked_for_a_password(as_gudmund, cast):
    TOTP.activate(cast.gudmund, generate_totp_secret())
    as_gudmund.post(person_url(cast.gudmund, "account:remove_second_step"))
    assert Authenticator.objects.filter(user=cast.gudmund).exists()


def test_a_manager_sees_no_second_step_and_removes_none(as_manager, cast):
    colleague = make_user("Dagny Tallskrika")
    grant_role(colleague, Role.CASEWORKER, cast.places.bup)
    TOTP.activate(colleague, generate_totp_secret())
    assert "Tvåstegsinloggning" not in as_manager.get(person_url(colleague)).text
    path = person_url(colleague, "account:remove_second_step")
    assert as_manager.post(path).status_code == 404
    assert Authenticator.objects.filter(user=colleague).exists()


def test_the_administrator_stays(as_gudmund, cast):
    as_gudmund.post(person_url(cast.gudmund, "account:deactivate"))
    cast.gudmund.refresh_from_db()
    assert cast.gudmund.is_active


def test_a_manager_ends_a_colleagues_role_and_sees_no_more(as_manager, cast):
    grant = grant_role(cast.hedda, Role.CASEWORKER, cast.places.bup)
    assert as_manager.get(person_url(cast.hedda)).status_code == 200
    response = as_manager.post(person_url(cast.hedda, "account:end_role", grant.pk))
    assert response.url == "/konto/personer/"
    assert as_manager.get(person_url(cast.hedda)).status_code == 404


def test_a_manager_does_not_reach_other_units(as_manager, cast):
    grant = cast.cecilia.grants.get()
    assert as_manager.get(person_url(cast.cecilia)).status_code == 404
    assert (
        as_manager.post(person_url(cast.cecilia, "account:end_role", grant.pk)).status_code == 404
    )
    assert as_manager.post(person_url(cast.cecilia, "account:password_letter")).status_code == 404
    assert as_manager.get(person_url(cast.cecilia, "account:give_role")).status_code == 404
