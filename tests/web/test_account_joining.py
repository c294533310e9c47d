"""From "I have no account" to the first log-in, and what nobody outside can find out on the way."""

import re

import pytest
from django.urls import reverse

from samsyn.accounts.models import JoiningRequest
from samsyn.domain.vocabulary import Role
from samsyn.mail.models import Letter
from tests.builders import grant_role, make_unit, make_user
from tests.client import PageClient

JOIN = "/konto/ansok/"
LIST = "/konto/ansokningar/"
ASKED = {"name": "Vendela Snårbo", "email": "vendela@example.com", "title": "Kurator"}


@pytest.fixture
def as_manager(cast):
    grant_role(cast.bo, Role.MANAGER, cast.places.bup)
    return PageClient().login_as(cast.bo)


def ask(client, unit, **changed):
    return client.post(JOIN, ASKED | {"unit": unit.pk} | changed)


def link():
    return re.search(
        r"http://localhost:8000(/konto/ansok/bekrafta/\S+)", Letter.objects.last().body
    )[1]


def confirmed(client, unit, **changed):
    ask(client, unit, **changed)
    client.post(link())
    return JoiningRequest.objects.latest("pk")


def test_the_unit_is_searched_with_and_without_htmx(client, cast):
    assert "Skriv början" in client.get(JOIN).content.decode()
    page = client.get(JOIN, {"q": "tofs"}).content.decode()
    assert f"?unit={cast.places.bup.pk}" in page
    assert "BUP Tofsvipan" in client.fragment(JOIN, {"q": "tofs"}).content.decode()
    assert "Ingen verksamhet" in client.get(JOIN, {"q": "xyz"}).content.decode()


def test_a_link_chooses_the_unit_beforehand(client, cast):
    page = client.get(JOIN, {"unit": cast.places.bup.pk}).content.decode()
    assert "BUP Tofsvipan" in page and 'name="email"' in page


@pytest.mark.parametrize("unit", ["0", "x", "", "9" * 30])
def test_a_unit_that_is_not_there_is_searched_for(client, cast, unit):
    assert "Sök din verksamhet" in client.get(JOIN, {"unit": unit}).content.decode()
    assert client.post(JOIN, ASKED | {"unit": unit}).status_code == 422
    assert not Letter.objects.exists()


def test_an_ended_or_historic_unit_cannot_be_chosen(client, cast):
    historic = make_unit("BUP Gamla", is_historic=True)
    assert "kan inte väljas" in client.get(JOIN, {"unit": historic.pk}).content.decode()


def test_from_request_to_log_in(client, cast, as_manager):
    assert ask(client, cast.places.bup).url == "/konto/ansok/skickad/"
    assert client.get("/konto/ansok/skickad/").status_code == 200
    assert "Ingen ansökan väntar" in as_manager.get(LIST).content.decode()
    path = link()
    assert "Bekräfta" in client.get(path).content.decode()
    assert JoiningRequest.objects.get().confirmed_at is None, "opening confirms nothing"
    assert client.post(path).url == path
    for again in (client.get(path), client.post(path)):
        assert "Din ansökan är bekräftad" in again.content.decode()
    assert "Vendela Snårbo" in as_manager.get(LIST).content.decode()
    request = JoiningRequest.objects.get()
    as_manager.post(reverse("account:approve", args=[request.pk]))
    opened = re.search(r"(/konto/inbjudan/\S+)", Letter.objects.last().body)[1]
    assert 'value="Vendela Snårbo"' in client.get(opened).content.decode()
    person = {"name": "Vendela Snårbo", "password": "tre gamla tallar", "again": "tre gamla tallar"}
    client.post(opened, person)
    login = {"login": "vendela@example.com", "password": "tre gamla tallar"}
    assert client.post("/konto/logga-in/", login).url == "/att-gora/"


def test_nothing_tells_whether_an_address_has_an_account(cast):
    pages = []
    for email in (cast.astrid.email, "finns-inte@example.com"):
        client = PageClient()
        response = ask(client, cast.places.bup, email=email)
        page = client.get(response.url).content.decode()
        pages.append((response.status_code, response.url, re.sub(r'nonce="\S+"', "", page)))
    assert pages[0] == pages[1]
    assert Letter.objects.count() == 2


def test_nothing_is_told_when_the_address_has_asked_too_often(client, cast, settings):
    answers = {ask(client, cast.places.bup).url for _ in range(settings.JOINING_PER_ADDRESS + 2)}
    assert answers == {"/konto/ansok/skickad/"}
    assert Letter.objects.count() == settings.JOINING_PER_ADDRESS


def test_one_place_may_not_ask_for_everybody(client, cast, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"joining": "2/h/ip"}
    codes = [ask(client, cast.places.bup, email=f"nr{n}@example.com").status_code for n in range(3)]
    assert codes == [302, 302, 429]
    assert Letter.objects.count() == 2
    other = client.post(JOIN, ASKED | {"unit": cast.places.bup.pk}, REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 302


@pytest.mark.parametrize("changed", [{"name": ""}, {"email": "x"}, {"title": "x" * 200}])
def test_what_is_wrong_is_said(client, cast, changed):
    page = ask(client, cast.places.bup, **changed)
    assert page.status_code == 422 and "behöver rättas" in page.content.decode()
    assert not Letter.objects.exists()


@pytest.mark.parametrize("token", ["x", "a.b"])
def test_a_guess_is_404(client, db, token):
    assert client.get(f"/konto/ansok/bekrafta/{token}/").status_code == 404
    assert client.post(f"/konto/ansok/bekrafta/{token}/").status_code == 404


def test_a_signed_in_person_asks_for_one_more(client, cast, as_manager):
    client.login_as(cast.astrid)
    page = client.get(JOIN, {"unit": cast.places.bup.pk}).content.decode()
    assert "Astrid" in page and 'name="email"' not in page
    assert client.post(JOIN, {"unit": cast.places.bup.pk}).url == "/konto/"
    assert "BUP Tofsvipan" in client.get("/konto/").content.decode()
    client.post(JOIN, {"unit": cast.places.bup.pk})
    assert "väntar din ansökan" in client.get("/konto/").content.decode()
    as_manager.post(reverse("account:approve", args=[JoiningRequest.objects.get().pk]))
    assert cast.astrid.grants.filter(unit=cast.places.bup).exists()


def test_declined_with_a_reason(client, cast, as_manager):
    request = confirmed(client, cast.places.bup)
    url = reverse("account:decline", args=[request.pk])
    page = as_manager.post(url, {"reason": "because"}, follow=True)
    assert "Välj varför" in page.content.decode()
    as_manager.post(url, {"reason": "other_unit"})
    assert "en annan enhet" in Letter.objects.last().body
    page = as_manager.post(reverse("account:approve", args=[request.pk]), follow=True)
    assert "någon annan kan ha svarat" in page.content.decode()


def test_the_manager_of_another_unit_decides_nothing(client, cast):
    grant_role(cast.cecilia, Role.MANAGER, cast.places.other_school)
    request = confirmed(client, cast.places.bup)
    other = PageClient().login_as(cast.cecilia)
    assert "Vendela" not in other.get(LIST).content.decode()
    other.post(reverse("account:approve", args=[request.pk]))
    other.post(reverse("account:decline", args=[request.pk]), {"reason": "left"})
    request.refresh_from_db()
    assert request.decided_at is None


def test_the_list_costs_the_same_for_one_and_for_many(client, cast, as_manager):
    for n in range(8):
        user = make_user(email=f"nr{n}@example.com")
        PageClient().login_as(user).post(JOIN, {"unit": cast.places.bup.pk})
    assert as_manager.get(LIST, queries=12).content.decode().count("nr7@example.com") == 1


@pytest.mark.parametrize("name", ["astrid", "cecilia", "doris", "frej", "hedda", "ivar"])
def test_nobody_else_finds_the_list(client, cast, name):
    client.login_as(getattr(cast, name))
    assert client.get(LIST).status_code == 404
    assert client.get("/konto/inbjudningar/").status_code == 404
