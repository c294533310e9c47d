import pytest
from django.http import Http404, HttpResponse
from django.test import override_settings
from django.urls import include, path

from samsyn.domain.access import Ability
from samsyn.web.permissions import needs, public, signed_in
from tests.client import all_of, parsed, text_of

pytestmark = pytest.mark.django_db


def anything(request):
    return HttpResponse("ok", content_type="text/plain")


open_page, any_person = public(anything), signed_in(anything)
write_page = needs(Ability.WRITE_DEVIATION)(anything)
urlpatterns = [
    path("oppen/", open_page),
    path("inloggad/", any_person),
    path("skriva/", write_page),
    path("", include("config.urls")),
]
here = override_settings(ROOT_URLCONF=__name__)


def lines_of(response):
    page = parsed(response.content.decode())
    return [text_of(one) for one in all_of(page, "a") if one.get("class") == "navigation__line"]


def test_marks_are_kept():
    marks = [open_page.permission, any_person.permission, write_page.permission]
    assert marks == ["public", "signed_in", Ability.WRITE_DEVIATION]


@here
def test_anonymous_is_sent_to_log_in(client):
    assert client.get("/oppen/").status_code == 200
    for address in ("/inloggad/", "/skriva/?a=b"):
        response = client.get(address)
        assert response.status_code == 302
        assert "next=" in response.url
    assert client.post("/skriva/").url.endswith("next=/")


@here
def test_a_fragment_sends_the_whole_page_to_log_in(client):
    headers = {"HX-Current-URL": "http://testserver/inloggad/"}
    response = client.fragment("/skriva/", headers=headers)
    assert response.headers["HX-Redirect"].endswith("next=/inloggad/")


@here
def test_without_the_ability_the_page_does_not_exist(client, cast):
    assert client.login_as(cast.astrid).get("/skriva/").status_code == 200
    assert client.login_as(cast.gudmund).get("/skriva/").status_code == 404
    assert client.login_as(cast.gudmund).get("/inloggad/").status_code == 200


def test_a_person_without_a_role_is_404(rf, django_user_model):
    request = rf.get("/")
    request.user, request.viewer = django_user_model(email="x@example.com", name="X"), None
    with pytest.raises(Http404):
        write_page(request)


def test_nobody_sees_a_line_that_leads_to_404(client, cast):
    for name in cast.everybody:
        client.login_as(getattr(cast, name))
        response = client.get("/hjalp/")
        page = parsed(response.content.decode())
        for link in all_of(page, "a"):
            if link.get("class") == "navigation__line":
                assert client.get(link.get("href")).status_code == 200, (name, link.get("href"))


def test_anonymous_has_no_navigation(client):
    assert lines_of(client.get("/hjalp/")) == []


def test_the_administrator_sees_no_case_lines(client, cast):
    lines = lines_of(client.login_as(cast.gudmund).get("/hjalp/"))
    assert not {"Inkorg", "Skickade", "Utkast", "Kopior"} & set(lines)


def test_unit_is_named_and_can_be_switched(client, cast):
    html = client.login_as(cast.astrid).get("/hjalp/").content.decode()
    assert "Du företräder" in html
    assert "Koltrastens socialtjänst" in html
