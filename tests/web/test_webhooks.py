"""The administrator keeps the webhooks; nobody else finds them, and no case stands on their pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from samsyn.audit.models import AuditEvent
from samsyn.push import services
from samsyn.push.models import Delivery, Webhook
from tests.apps.test_push_deriving import make_webhook
from tests.builders import make_deviation

pytestmark = pytest.mark.django_db
LIST = "/system/webhooks/"
URL = "https://system.example/samsyn?nyckel=abc"


@pytest.fixture
def keeper(client, cast):
    return client.login_as(cast.gudmund)


@pytest.fixture
def webhook(cast):
    return make_webhook(cast, cast.places.region, url=URL, now=timezone.now())


def changes():
    events = AuditEvent.objects.filter(object_kind="webhook").order_by("pk")
    return [one.details["change"] for one in events]


def test_adding_one_shows_the_secret_once(keeper, cast):
    assert "Inget system får veta något ännu" in keeper.get(LIST).text
    assert keeper.get(f"{LIST}ny/").status_code == 200
    told = {"principal_id": cast.places.region.pk, "url": URL, "events": ["sent", "answered"]}
    response = keeper.post(f"{LIST}ny/", told)
    webhook = Webhook.objects.get()
    assert (webhook.url, webhook.events) == (URL, ["answered", "sent"])
    assert response.headers["Location"] == f"{LIST}{webhook.pk}/"
    page = keeper.get(response.headers["Location"])
    assert webhook.secret in page.text and "Skickad, Besvarad" not in page.text
    assert "Besvarad, Skickad" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert webhook.secret not in keeper.get(response.headers["Location"]).text
    assert "Region Fågelsjö" in keeper.get(LIST).text
    event = AuditEvent.objects.get(object_kind="webhook")
    assert (event.actor_name, event.object_label) == ("Gudmund Björkvase", "system.example")
    assert "nyckel" not in str(event.details)
    assert list(event.concerns.values_list("principal_id", flat=True)) == [cast.places.region.pk]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://system.example/", "måste börja med https"),
        ("https://10.0.0.7/", "lokalt nät"),
        ("https://anna:ord@system.example/", "utan användarnamn"),
        ("https://system .example/", "hela adressen"),
        ("", "Fyll i"),
    ],
)
def test_a_wrong_address_is_refused_in_words(keeper, cast, url, words):
    response = keeper.post(f"{LIST}ny/", {"principal_id": cast.places.region.pk, "url": url})
    assert response.status_code == 422
    assert words in response.text or "måste fyllas i" in response.text
    assert not Webhook.objects.exists()


def test_changing_it(keeper, webhook):
    path = f"{LIST}{webhook.pk}/andra/"
    assert "nyckel=abc" in keeper.get(path).text
    assert keeper.post(path, {"url": "http://nej/", "events": []}).status_code == 422
    keeper.post(path, {"url": "https://annat.example/", "events": ["closed"]})
    webhook.refresh_from_db()
    assert (webhook.url, webhook.events) == ("https://annat.example/", ["closed"])
    assert changes() == ["created", "changed"]


def test_a_new_secret_is_shown_once_and_the_old_one_holds_for_a_while(keeper, webhook):
    where = keeper.post(f"{LIST}{webhook.pk}/hemlighet/").headers["Location"]
    page, old = keeper.get(where).text, webhook.secret
    webhook.refresh_from_db()
    assert webhook.secret in page and webhook.old_secret == old != webhook.secret
    assert "Förra hemligheten" in page and old not in page
    assert webhook.secret not in keeper.get(where).text
    assert changes() == ["created", "secret_rotated"]


def test_a_secret_is_not_shown_on_another_webhooks_page(keeper, webhook, cast):
    other = make_webhook(cast, cast.places.municipality)
    keeper.post(f"{LIST}{webhook.pk}/hemlighet/")
    webhook.refresh_from_db()
    assert webhook.secret not in keeper.get(f"{LIST}{other.pk}/").text


def test_off_and_on_again(keeper, webhook):
    keeper.post(f"{LIST}{webhook.pk}/stang-av/")
    page = keeper.get(f"{LIST}{webhook.pk}/").text
    assert "Avstängd" in page and "Slå på" in page
    keeper.post(f"{LIST}{webhook.pk}/stang-av/")
    keeper.post(f"{LIST}{webhook.pk}/sla-pa/")
    assert "Påslagen" in keeper.get(LIST).text
    assert changes() == ["created", "switched_off", "switched_on"]


def test_a_test_event_stands_in_the_list(keeper, webhook):
    keeper.post(f"{LIST}{webhook.pk}/prov/")
    page = keeper.get(f"{LIST}{webhook.pk}/").text
    assert "Provhändelse" in page and "Försök " in page
    assert Delivery.objects.get().event == "test"
    assert changes() == ["created", "tested"]


def test_deliveries_are_shown_without_anything_of_the_case_and_sent_again(keeper, webhook, cast):
    now = timezone.now()
    deviation = make_deviation(cast, now=now, title="Rubrikord")
    services.derive_deliveries(now=now)
    Delivery.objects.update(delivered_at=now, attempts=3, last_status=204)
    page = keeper.get(f"{LIST}{webhook.pk}/").text
    assert "Framme" in page and "204" in page
    for word in (deviation.number, "Rubrikord", "Tofsvipan", "Koltrasten"):
        assert word not in page
    delivery = Delivery.objects.get()
    keeper.post(f"{LIST}handelser/{delivery.event_id}/")
    again = Delivery.objects.get()
    assert (again.event_id, again.delivered_at, again.attempts) == (delivery.event_id, None, 0)
    assert changes() == ["created", "sent_again"]


def test_what_failed_is_said_in_words(keeper, webhook, cast):
    now = timezone.now()
    make_deviation(cast, now=now)
    services.derive_deliveries(now=now)
    Delivery.objects.update(attempts=9, last_error="tls", given_up_at=now)
    Webhook.objects.update(failing_since=now - timedelta(days=2))
    page = keeper.get(f"{LIST}{webhook.pk}/").text
    assert "Uppgiven" in page and "certifikatet godtogs inte" in page
    assert "Inget har kommit fram sedan" in page
    assert "Något kommer inte fram" in keeper.get(LIST).text
    Webhook.objects.update(switched_off_at=now, why_off="gone")
    assert "borttagen (410)" in keeper.get(f"{LIST}{webhook.pk}/").text


def test_many_deliveries_cost_no_more_queries(keeper, webhook, cast):
    now = timezone.now()
    for _ in range(30):
        services.send_test(webhook=webhook, by=cast.viewer("gudmund"), now=now)
    page = keeper.get(f"{LIST}{webhook.pk}/", queries=10).text
    assert page.count("Provhändelse") >= 25 and "page=2" in page


@pytest.mark.parametrize("name", ["astrid", "bo", "cecilia", "doris", "elof", "frej", "ivar"])
def test_nobody_else_finds_them(client, cast, webhook, name):
    services.send_test(webhook=webhook, by=cast.viewer("gudmund"), now=timezone.now())
    client.login_as(getattr(cast, name))
    for page in (LIST, f"{LIST}ny/", f"{LIST}{webhook.pk}/", f"{LIST}{webhook.pk}/andra/"):
        assert client.get(page).status_code == 404
    before = Webhook.objects.values().get()
    event = Delivery.objects.get().event_id
    for step in ("hemlighet", "stang-av", "sla-pa", "prov", "andra"):
        assert client.post(f"{LIST}{webhook.pk}/{step}/", {"url": URL}).status_code == 404
    assert client.post(f"{LIST}handelser/{event}/").status_code == 404
    assert Webhook.objects.values().get() == before
    assert Delivery.objects.count() == 1


def test_the_service_asks_once_more_who_it_is(cast, webhook):
    now = timezone.now()
    for name in ("astrid", "elof", "frej", "doris"):
        with pytest.raises(services.WebhookRefused):
            services.rotate_secret(webhook=webhook, by=cast.viewer(name), now=now)
        with pytest.raises(services.WebhookRefused):
            make_by(cast, name, now)


def make_by(cast, name, now):
    return services.add_webhook(
        principal_id=cast.places.region.pk, url=URL, events=[], by=cast.viewer(name), now=now
    )
