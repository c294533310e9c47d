import pytest
from django.test import override_settings

from samsyn.web import errors
from tests.client import check_page

pytestmark = pytest.mark.django_db

PAGES = {
    "/": "Skriv till varandra när samverkan brister",
    "/hjalp/": "Så använder du Samsyn",
    "/tillganglighet/": "Tillgänglighetsredogörelse",
    "/personuppgifter/": "Personuppgifter och kakor",
}


@pytest.mark.parametrize(("path", "heading"), PAGES.items())
def test_anybody_reads_the_public_pages(client, path, heading):
    response = client.get(path, queries=0)
    assert response.status_code == 200
    assert heading in response.content.decode()


def test_security_headers(client):
    headers = client.get("/").headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "no-store" not in headers.get("Cache-Control", "")


def test_pages_of_a_signed_in_person_are_not_kept(client, cast):
    client.login_as(cast.astrid)
    assert client.get("/").headers["Cache-Control"] == "no-store"


def test_demo_tour_only_in_the_demo(client):
    assert "demonstration" not in client.get("/").content.decode()
    with override_settings(DEMO=True):
        assert "demonstration" in client.get("/").content.decode()


def test_missing_page_is_told_in_words(client):
    response = client.get("/finns-inte/")
    assert response.status_code == 404
    assert "Sidan finns inte" in response.content.decode()


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (errors.bad_request, 400, "kunde tolka"),
        (errors.csrf_failure, 403, "Texten du skrev står kvar"),
        (errors.too_many, 429, "För många försök"),
        (errors.server_error, 500, "Felet ligger i Samsyn"),
        (errors.unavailable, 503, "stängt en kort stund"),
    ],
)
def test_error_pages_need_nothing(rf, view, status, words):
    response = view(rf.get("/"))
    check_page(response.content.decode())
    assert response.status_code == status
    assert words in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"


def test_language_leads_nowhere_else(client):
    assert client.get("/sprak/en/", {"next": "//elsewhere.example/"}).url == "/"
    assert client.get("/sprak/xx/").status_code == 404


def test_who_only_reads_gets_no_cookie(client):
    client.get("/", queries=0)
    assert not client.cookies


def test_language_is_switched_and_kept(client):
    response = client.get("/sprak/en/", {"next": "/hjalp/"})
    assert response.url == "/hjalp/"
    assert client.cookies["samsyn_language"].value == "en"
    assert '<html lang="en"' in client.get("/").content.decode()
