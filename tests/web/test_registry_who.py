"""Vem gör vad: everybody with an account finds a unit's function contact, and nothing of a case."""

from datetime import date

import pytest
from django.urls import reverse

from tests.builders import make_unit


@pytest.mark.parametrize("who", ["astrid", "cecilia", "doris", "gudmund", "ivar"])
def test_everybody_signed_in_may_look(client, cast, who):
    client.login_as(getattr(cast, who))
    assert client.get(reverse("registry:who")).status_code == 200
    assert client.get(reverse("registry:contact", args=[cast.places.bup.pk])).status_code == 200


@pytest.mark.parametrize("name", ["who", "find"])
def test_others_log_in_first(client, cast, name):
    assert client.get(reverse(f"registry:{name}")).status_code == 302


def test_search_with_and_without_htmx(client, cast):
    client.login_as(cast.cecilia)
    page = client.get(reverse("registry:who"), {"q": "tofs trast"}, queries=12)
    assert b"BUP Tofsvipan" in page.content
    fragment = client.fragment(reverse("registry:who"), {"q": "tofs"})
    assert b"BUP Tofsvipan" in fragment.content and b"<h1" not in fragment.content
    nothing = client.get(reverse("registry:who"), {"q": "finnsinte"})
    assert "Ingen verksamhet hittades" in nothing.content.decode()


def test_options_for_a_type_ahead(client, cast):
    client.login_as(cast.astrid)
    options = client.fragment(reverse("registry:find"), {"q": "bup"}).content.decode()
    assert f'data-unit="{cast.places.bup.pk}"' in options and "Extern part" in options
    assert "BUP Tofsvipan" in client.get(reverse("registry:find"), {"q": "tofs"}).content.decode()


def test_contact_of_an_ended_unit_leads_on(client, cast):
    client.login_as(cast.astrid)
    after = make_unit("BUP Sävsparven", contact_function="Samordnare", function_phone="08-123 45")
    before = make_unit("BUP Sävsångaren", successor=after, valid_to=date(2020, 1, 1))
    page = client.get(reverse("registry:contact", args=[before.pk])).content.decode()
    assert "Upphörde 1 januari 2020" in page and "BUP Sävsparven" in page
    page = client.get(reverse("registry:contact", args=[after.pk])).content.decode()
    assert "Samordnare" in page and 'href="tel:08-12345"' in page
    assert client.get(reverse("registry:contact", args=[0])).status_code == 404
