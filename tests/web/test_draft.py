"""Writing a deviation: type, save, review, send; and everything that can come between."""

import uuid

import pytest
from django.test import Client

from samsyn.coding.models import Coding
from samsyn.coding.services import ensure_theme
from samsyn.deviations.models import Deviation, Draft
from samsyn.mail.models import Letter
from tests.builders import make_deviation, make_unit
from tests.client import BACKEND, parsed, watched

pytestmark = pytest.mark.django_db


def filled(cast, *units, **more):
    point = cast.agreement.points.first()
    return {
        "version": "0",
        "direct_contact": "no",
        "point": f"{cast.agreement.pk}-{point.pk}",
        "level": "individual",
        "recipients": [str(unit.pk) for unit in units or (cast.places.bup,)],
        "happened_on": "2026-03-02",
        "title": "Ingen kom till mötet",
        "what_happened": "Mötet hölls utan den kallade verksamheten.",
        "what_was_expected": "Att någon deltog.",
        "consequence": "minor",
        **more,
    }


def address(key, step=""):
    return f"/avvikelser/utkast/{key}/{step}"


@pytest.fixture
def key():
    return uuid.uuid4()


@pytest.fixture
def astrid(client, cast):
    return client.login_as(cast.astrid)


def test_the_empty_form_asks_at_most_twelve_questions_that_must_be_answered(astrid):
    response = astrid.get("/avvikelser/ny/")
    required = [field for field in response.context["form"] if field.field.required]
    assert len(required) <= 12
    assert not Draft.objects.exists()


def test_the_whole_way_without_javascript(astrid, cast, key):
    response = astrid.post(address(key, "granska/"), filled(cast))
    assert response.status_code == 302
    review = astrid.get(response.url, queries=14)
    assert "Ingenting är skickat än" in review.text
    assert "BUP Tofsvipan" in review.text
    version = Draft.objects.get().version
    response = astrid.post(address(key, "skicka/"), {"version": version})
    deviation = Deviation.objects.get()
    assert response.url == f"/avvikelser/{deviation.number}/?skickad"
    assert not Draft.objects.exists()
    assert f"Den har nummer {deviation.number}." in astrid.get(response.url).text


def test_sent_once_however_often_the_button_is_pressed(astrid, cast, key):
    astrid.post(address(key, "granska/"), filled(cast))
    for _ in range(3):
        response = astrid.post(address(key, "skicka/"), {"version": "1"})
        assert response.status_code == 302
    assert Deviation.objects.count() == 1
    for step in ("", "granska/"):  # back in the browser's history
        there = response.url.removesuffix("?skickad")
        assert astrid.get(address(key, step)).url == there
        assert astrid.post(address(key, step), filled(cast)).url == there
    assert astrid.post(address(key, "spara/"), filled(cast)).status_code == 409
    assert not Draft.objects.exists()


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(astrid, cast, key):
    typed = filled(cast, title="", direct_contact="")
    response = astrid.post(address(key, "granska/"), typed)
    assert response.status_code == 422
    assert "2 uppgifter behöver rättas" in response.text
    assert "Mötet hölls utan den kallade verksamheten." in response.text
    assert "BUP Tofsvipan" in response.text


def test_a_personal_number_is_refused_at_its_field(astrid, cast, key):
    typed = filled(cast, what_happened="Det gällde 19121212-1212.")
    response = astrid.post(address(key, "granska/"), typed)
    assert response.status_code == 422
    assert "personnummer" in response.context["form"].errors["what_happened"][0]
    assert astrid.post(address(key, "skicka/"), {"version": "1"}).status_code == 422
    assert not Deviation.objects.exists()


@pytest.mark.parametrize("unit", ["social", "gone"])
def test_a_unit_that_cannot_receive_is_refused_at_its_field(astrid, cast, key, unit):
    pk = cast.places.social.pk if unit == "social" else 10**6
    response = astrid.post(address(key, "granska/"), filled(cast, recipients=[str(pk)]))
    assert response.status_code == 422
    assert response.context["form"].errors["recipients"]


def test_a_draft_may_be_wrong_in_every_way(astrid, key):
    typed = {
        "version": "0",
        "title": "x" * 500,
        "happened_on": "31 februari",
        "recipients": "många",
    }
    assert astrid.post(address(key), typed).status_code == 302
    page = astrid.get(address(key))
    assert "31 februari" in page.text
    assert "många" not in page.text
    assert astrid.post(address(key, "granska/"), typed).status_code == 422


def test_autosave_says_when_and_hands_on_the_version(astrid, cast, key):
    first = astrid.post(address(key, "spara/"), filled(cast)).json()
    assert first["words"].startswith("Sparat ")
    second = astrid.post(
        address(key, "spara/"), filled(cast, title="Ny rubrik", version=first["version"])
    ).json()
    assert second["version"] == first["version"] + 1
    assert Draft.objects.get().fields["title"] == "Ny rubrik"


def test_two_windows_do_not_overwrite_each_other(astrid, cast, key):
    astrid.post(address(key), filled(cast))
    astrid.post(address(key), filled(cast, title="I ett fönster", version="1"))
    late = astrid.post(address(key), filled(cast, title="I ett annat", version="1"))
    assert late.status_code == 409
    assert "I ett annat" in late.text
    assert Draft.objects.get().fields["title"] == "I ett fönster"
    again = filled(cast, title="I ett annat", version=late.context["version"])
    assert astrid.post(address(key), again).status_code == 302
    assert Draft.objects.get().fields["title"] == "I ett annat"


def test_a_draft_that_changed_after_the_review_is_not_sent(astrid, cast, key):
    astrid.post(address(key, "granska/"), filled(cast))
    astrid.post(address(key), filled(cast, title="Ändrad", version="1"))
    response = astrid.post(address(key, "skicka/"), {"version": "1"})
    assert response.status_code == 409
    assert "Ändrad" in response.text
    assert not Deviation.objects.exists()


def test_units_are_found_with_and_without_javascript(astrid, cast, key):
    fragment = astrid.fragment("/avvikelser/enheter/", {"q": "tofs"})
    assert "BUP Tofsvipan" in fragment.text
    page = astrid.post(address(key, "mottagare/"), filled(cast, unit_search="storlom"))
    assert "BUP Storlommen" in page.text
    assert "Extern part" in page.text
    assert "BUP Tofsvipan" in page.text
    assert "Ingen verksamhet passar" in astrid.fragment("/avvikelser/enheter/", {"q": "qqq"}).text


def test_the_review_shows_stop_text_contact_similar_and_the_copy(astrid, cast, key):
    cast.places.bup.contact_function = "Samordnare"
    cast.places.bup.save()
    near = make_deviation(cast, title="Nästan samma sak", happened_on="2026-02-28")
    typed = filled(
        cast,
        consequence="serious",
        what_happened="Samtalet blev aldrig av.",
        internal_reference="Akt 77",
    )
    page = astrid.get(astrid.post(address(key, "granska/"), typed).url)
    assert "lex Sarah" in page.text
    assert "Samordnare" in page.text
    assert near.number in page.text
    assert page.text.count("Samtalet blev aldrig av.") == 2
    assert "Kan någon som känner familjen förstå vem det gäller?" in page.text
    assert "Det här ser bara ni" in page.text
    astrid.post(address(key, "skicka/"), {"version": "1"})
    sent = Deviation.objects.exclude(pk=near.pk).get()
    assert sent.stop_text_shown_at
    assert not Letter.objects.filter(body__contains="Akt 77").exists()


def test_a_theme_of_the_writers_own_choice(astrid, cast, key):
    theme, _is_new = ensure_theme(year=2021, name="SIP")
    astrid.post(address(key, "granska/"), filled(cast, theme=str(theme.pk)))
    astrid.post(address(key, "skicka/"), {"version": "1"})
    assert Deviation.objects.get().coding.theme.name == "SIP"


@pytest.mark.parametrize("theme", ["987654", "9" * 30, "x"])
def test_a_theme_that_the_year_does_not_have_is_said_at_its_field(astrid, cast, key, theme):
    checked = astrid.post(address(key, "granska/"), filled(cast, theme=theme))
    sent = astrid.post(address(key, "skicka/"), {"version": "1"})
    for response in (checked, sent):
        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["theme"]
    assert not Deviation.objects.exists()


def test_a_draft_is_thrown_away(astrid, cast, key):
    astrid.post(address(key), filled(cast))
    assert astrid.post(address(key, "kasta/")).url == "/utkast/"
    assert not Draft.objects.exists()


def queries_to_send(astrid, cast, *units, **more):
    key = uuid.uuid4()
    astrid.post(address(key, "granska/"), filled(cast, *units, **more))
    with watched() as seen:
        astrid.post(address(key, "skicka/"), {"version": "1"})
    return seen.queries


def test_sending_to_more_units_takes_only_their_own_rows(astrid, cast):
    queries_to_send(astrid, cast, cast.places.bup)  # makes the year's series
    one = queries_to_send(astrid, cast, cast.places.bup)
    two = queries_to_send(astrid, cast, cast.places.bup, cast.places.external_bup)
    assert len(two) == len(one), "\n".join(two)
    assert len(one) <= 20, "\n".join(one)


def test_sending_with_a_theme_to_three_units_keeps_to_the_queries_of_any_sending(astrid, cast):
    queries_to_send(astrid, cast, cast.places.bup)  # makes the year's series
    theme, _is_new = ensure_theme(year=2021, name="SIP")
    third = make_unit("Habilitering Lärkan")
    units = (cast.places.bup, cast.places.external_bup, third)
    queries = queries_to_send(astrid, cast, *units, theme=str(theme.pk))
    assert Coding.objects.get().theme == theme
    assert Coding.objects.get().deviation.addressings.count() == 3
    assert len(queries) <= 20, "\n".join(queries)


@pytest.mark.parametrize("step", ["", "granska/", "spara/", "mottagare/", "skicka/", "kasta/"])
def test_cecilia_meets_nothing_of_astrids_draft(client, cast, key, step):
    client.login_as(cast.astrid).post(address(key), filled(cast))
    client.login_as(cast.cecilia)
    if step in ("", "granska/"):
        assert client.get(address(key, step)).status_code == 404
    response = client.post(address(key, step), filled(cast, title="Tagen"))
    assert response.status_code == (302 if step == "kasta/" else 404)
    assert Draft.objects.get().fields["title"] == "Ingen kom till mötet"


@pytest.mark.parametrize("who", ["doris", "elof", "frej", "gudmund", "hedda", "ivar"])
def test_only_units_write(client, cast, who, key):
    client.login_as(getattr(cast, who))
    assert client.get("/avvikelser/ny/").status_code == 404
    assert client.post(address(key), filled(cast)).status_code == 404


def test_an_expired_log_in_gives_the_text_back(client, cast, key):
    response = client.post(address(key, "granska/"), filled(cast))
    assert response.status_code == 403
    assert "Mötet hölls utan den kallade verksamheten." in response.text
    assert "Logga in i en ny flik" in response.text
    page = parsed(response.text)
    names = {element.get("name") for element in page.iter() if element.get("type") == "hidden"}
    assert {"title", "recipients", "version", "csrfmiddlewaretoken"} <= names


def test_a_form_older_than_the_log_in_gives_the_text_back_and_can_be_sent_on(cast, key):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.astrid, backend=BACKEND)
    typed = filled(cast) | {"csrfmiddlewaretoken": "x" * 64}
    response = browser.post(address(key), typed)
    assert response.status_code == 403
    assert "Mötet hölls utan den kallade verksamheten." in response.text
    assert "Du är inloggad igen" in response.text
    token = next(
        element.get("value")
        for element in parsed(response.text).iter()
        if element.get("name") == "csrfmiddlewaretoken"
    )
    again = filled(cast) | {"csrfmiddlewaretoken": token}
    assert browser.post(address(key), again).status_code == 302
    assert Draft.objects.get().fields["title"] == "Ingen kom till mötet"


def test_another_site_cannot_fill_in_our_forms(cast, key):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.astrid, backend=BACKEND)
    response = browser.post(address(key), filled(cast), headers={"sec-fetch-site": "cross-site"})
    assert response.status_code == 403
    assert "Mötet hölls" not in response.text


def test_a_fresh_token_for_a_form_that_outlived_its_log_in(client, cast):
    assert client.get("/avvikelser/nyckel/").status_code == 302
    client.login_as(cast.astrid)
    assert len(client.get("/avvikelser/nyckel/").text) > 30
