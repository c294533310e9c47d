"""Logging in: who is let in, who is locked out, and what is told to whom? (fault F14)"""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.urls import reverse

from samsyn.audit.models import AuditEvent
from samsyn.domain.vocabulary import AuditKind
from samsyn.mail.models import Letter
from tests.client import PageClient

PASSWORD = "tre gamla tallar"
URL = "/konto/logga-in/"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def astrid(cast):
    cast.astrid.set_password(PASSWORD)
    cast.astrid.save()
    return cast.astrid


def try_in(login, password, address="192.0.2.1", client=None):
    client = client or PageClient()
    return client.post(URL, {"login": login, "password": password}, REMOTE_ADDR=address)


def kinds():
    return [AuditKind(kind) for kind in AuditEvent.objects.values_list("kind", flat=True)]


def code_now(secret):
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}"


def test_one_logs_in_and_out(astrid, client):
    assert client.get(URL).status_code == 200
    assert try_in(astrid.email, PASSWORD, client=client).status_code == 302
    assert client.get("/konto/").status_code == 200
    assert client.get("/konto/logga-ut/").status_code == 200
    client.post("/konto/logga-ut/")
    assert client.get("/konto/").status_code == 302
    assert kinds() == [AuditKind.SIGNED_IN]


def test_capitals_in_the_address_do_not_matter(astrid):
    assert try_in("Astrid@Example.com", PASSWORD).status_code == 302


def test_the_language_of_the_account_follows(astrid, client):
    astrid.language = "en"
    astrid.save()
    try_in(astrid.email, PASSWORD, client=client)
    assert 'lang="en"' in client.get("/konto/").content.decode()


def test_next_leads_back_but_never_away(astrid):
    for wanted, reached in (("/konto/", "/konto/"), ("https://evil.example/", None)):
        answer = PageClient().post(
            URL, {"login": astrid.email, "password": PASSWORD, "next": wanted}
        )
        assert answer.status_code == 302
        assert answer.url == reached if reached else "evil" not in answer.url


def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(astrid):
    known, unknown = try_in(astrid.email, "fel"), try_in("ingen@example.com", "fel")
    assert known.status_code == unknown.status_code == 422
    bodies = [
        answer.content.decode().replace(name, "X")
        for answer, name in ((known, astrid.email), (unknown, "ingen@example.com"))
    ]
    assert "stämmer inte" in bodies[0]
    assert without_keys(bodies[0]) == without_keys(bodies[1])


def without_keys(html):
    return [line for line in html.splitlines() if "csrfmiddlewaretoken" not in line]


def test_the_account_is_locked_within_ten_tries_from_that_address(astrid):
    answers = [try_in(astrid.email, f"fel {n}") for n in range(10)]
    assert 429 in {answer.status_code for answer in answers}
    locked = try_in(astrid.email, PASSWORD)
    assert locked.status_code == 429
    assert "väntar en kvart" in locked.content.decode()
    assert kinds().count(AuditKind.SIGN_IN_FAILED) >= 10
    assert AuditKind.SIGNED_IN not in kinds()


def test_nobody_is_locked_out_from_elsewhere(astrid):
    for n in range(12):
        try_in(astrid.email, f"fel {n}", address="198.51.100.7")
    assert try_in(astrid.email, PASSWORD, address="192.0.2.1").status_code == 302


def test_unknown_accounts_are_locked_alike(db):
    answers = [try_in("ingen@example.com", f"fel {n}").status_code for n in range(10)]
    assert answers[0] == 422 and answers[-1] == 429


def test_a_locked_account_does_not_lock_a_colleague_at_the_same_address(astrid, cast):
    cast.bo.set_password(PASSWORD)
    cast.bo.save()
    for n in range(10):
        try_in(astrid.email, f"fel {n}")
    assert try_in(cast.bo.email, PASSWORD).status_code == 302


def test_one_address_that_tries_many_accounts_is_stopped(db):
    answers = [try_in(f"person{n}@example.com", "fel").status_code for n in range(70)]
    assert answers[0] == 422
    assert answers[-1] == 429


def test_the_log_names_only_accounts_that_exist(astrid):
    try_in("hemligt-ord-i-fel-ruta", "x")
    try_in("ingen@example.com", "x")
    try_in(astrid.email, "x")
    events = AuditEvent.objects.order_by("pk")
    assert [event.object_label for event in events][-2:] == ["", "astrid@example.com"]
    assert "ingen" not in str([event.details for event in events])


def test_a_closed_account_is_not_let_in(astrid):
    astrid.is_active = False
    astrid.save()
    answer = try_in(astrid.email, PASSWORD)
    assert answer.status_code in {302, 422}
    assert AuditKind.SIGNED_IN not in kinds()


def test_a_forgotten_password_sends_a_letter_only_to_an_account(astrid):
    page = PageClient()
    answers = [
        page.post("/konto/losenord/glomt/", {"email": email}).url
        for email in (astrid.email, "ingen@example.com")
    ]
    assert answers[0] == answers[1]
    assert Letter.objects.get().recipient == astrid.email
    assert page.get(answers[0]).status_code == 200


def test_a_used_or_broken_link_says_what_to_do(db, client):
    page = client.get("/konto/losenord/valj/1-abc-def/").content.decode()
    assert "gäller inte längre" in page


def test_the_password_is_changed_and_other_browsers_are_out(astrid):
    here, there = PageClient().login_as(astrid), PageClient().login_as(astrid)
    assert here.get("/konto/losenord/").status_code == 200
    wrong = here.post(
        "/konto/losenord/", {"oldpassword": "fel", "password1": "a", "password2": "b"}
    )
    assert wrong.status_code == 422
    new = "fyra unga granar"
    here.post("/konto/losenord/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.get("/konto/").status_code == 200
    assert there.get("/konto/").status_code == 302


def test_no_page_to_sign_up_exists(client, db):
    for path in ("/konto/registrera/", "/accounts/signup/", "/konto/signup/", "/konto/email/"):
        assert client.get(path).status_code == 404


# --- The second step ---------------------------------------------------------------------------


@pytest.fixture
def with_second_step(astrid):
    secret = generate_totp_secret()
    TOTP.activate(astrid, secret)
    RecoveryCodes.activate(astrid)
    return secret


def test_whoever_begins_to_set_up_a_second_step_can_turn_back(astrid, client):
    try_in(astrid.email, PASSWORD, client=client)
    page = client.get(reverse("mfa_activate_totp"))
    if page.status_code == 302:  # the password once more
        client.post(page.url, {"password": PASSWORD})
        page = client.get(reverse("mfa_activate_totp"))
    assert 'href="/konto/">Avbryt</a>' in page.text


def test_a_code_is_asked_for_after_the_password(with_second_step, astrid, client):
    assert try_in(astrid.email, PASSWORD, client=client).url == "/konto/logga-in/kod/"
    assert client.get("/konto/").status_code == 302
    assert client.get("/konto/logga-in/kod/").status_code == 200
    assert client.post("/konto/logga-in/kod/", {"code": "000000"}).status_code == 422
    answer = client.post("/konto/logga-in/kod/", {"code": code_now(with_second_step)})
    assert answer.status_code == 302
    assert client.get("/konto/").status_code == 200
    assert kinds() == [AuditKind.SIGN_IN_FAILED, AuditKind.SIGNED_IN]


def test_a_recovery_code_helps_once(with_second_step, astrid):
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    for expected in (302, 422):
        client = PageClient()
        try_in(astrid.email, PASSWORD, client=client)
        assert client.post("/konto/logga-in/kod/", {"code": codes[0]}).status_code == expected


def test_codes_are_not_guessed(with_second_step, astrid, client):
    try_in(astrid.email, PASSWORD, client=client)
    for n in range(11):
        page = client.post("/konto/logga-in/kod/", {"code": f"{n:06d}"}, REMOTE_ADDR=f"192.0.2.{n}")
    assert "Vänta en kvart" in page.content.decode()
    right = client.post("/konto/logga-in/kod/", {"code": code_now(with_second_step)})
    assert right.status_code == 422


def test_the_second_step_is_switched_on_and_off(astrid, client):
    try_in(astrid.email, PASSWORD, client=client)
    client.post("/konto/bekrafta/", {"password": PASSWORD})
    page = client.get("/konto/tva-steg/starta/")
    secret = page.context["form"].secret
    client.post("/konto/tva-steg/starta/", {"code": code_now(secret)})
    codes = client.get("/konto/tva-steg/reservkoder/", unchecked="allauth marks them as shown")
    assert codes.status_code == 200
    for path in ("", "reservkoder/nya/", "stang-av/"):
        assert client.get(f"/konto/tva-steg/{path}").status_code == 200
    assert client.get("/konto/tva-steg/reservkoder/fil/").status_code == 200
    client.post("/konto/tva-steg/reservkoder/nya/")
    client.post("/konto/tva-steg/stang-av/")
    assert not Authenticator.objects.exists()


def test_the_password_is_asked_for_again_before_protection_is_changed(astrid, client):
    client.login_as(astrid)
    answer = client.get("/konto/tva-steg/starta/")
    assert answer.url.startswith("/konto/bekrafta/")
    assert client.get(answer.url).status_code == 200
    assert client.post(answer.url, {"password": "fel"}).status_code == 422
    assert client.post(answer.url, {"password": PASSWORD}).url == "/konto/tva-steg/starta/"


def test_where_it_is_required_nothing_is_seen_without_it(astrid, client, settings):
    settings.REQUIRE_TOTP = True
    try_in(astrid.email, PASSWORD, client=client)
    page = client.get("/konto/")
    assert page.wsgi_request.viewer is None
    assert "Slå på tvåstegsinloggning" in page.content.decode()
    assert client.get("/logg/").url == "/konto/tva-steg/starta/"


def test_with_it_everything_is_as_usual(with_second_step, astrid, client, settings):
    settings.REQUIRE_TOTP = True
    try_in(astrid.email, PASSWORD, client=client)
    client.post("/konto/logga-in/kod/", {"code": code_now(with_second_step)})
    assert client.get("/konto/").wsgi_request.viewer.acting_for == "Koltrastens socialtjänst"
