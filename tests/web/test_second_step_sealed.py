"""Does whoever reads the whole database find nothing to work out a one-time code of? (ADR 0057)"""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection

from samsyn.accounts.sealing import unseal
from samsyn.accounts.services import reseal_second_steps
from tests.client import PageClient

PASSWORD = "tre gamla tallar"
BEGIN, CODE = "/konto/tva-steg/starta/", "/konto/logga-in/kod/"
OLD, NEW = "old-" + "k" * 40, "new-" + "k" * 40


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def astrid(cast):
    cast.astrid.set_password(PASSWORD)
    cast.astrid.save()
    return cast.astrid


@pytest.fixture
def begun(astrid, client):
    """The page that shows the secret has been opened, after the password."""
    client.login_as(astrid)
    client.post("/konto/bekrafta/", {"password": PASSWORD})
    return client.get(BEGIN).context["form"].secret


def code_now(secret):
    cache.clear()  # a code is good once; no test waits for the next
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}"


def everything_stored():
    """Every row of every table as text, and what is packed into the sessions."""
    rows = [str(one.get_decoded()) for one in Session.objects.all()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += map(str, cursor.fetchall())
    return "\n".join(rows)


def logs_in(person, secret):
    client = PageClient()
    client.post("/konto/logga-in/", {"login": person.email, "password": PASSWORD})
    return client.post(CODE, {"code": code_now(secret)}).status_code == 302


def test_the_database_holds_no_secret_while_one_is_set_up_nor_after(begun, astrid, client):
    assert astrid.email in everything_stored()  # it does look where things are
    assert begun not in everything_stored()
    wrong = client.post(BEGIN, {"code": "000000"})
    assert wrong.status_code == 422 and wrong.context["form"].secret == begun
    client.post(BEGIN, {"code": code_now(begun)})
    page = client.get("/konto/tva-steg/reservkoder/", unchecked="allauth marks them as shown")
    stored, seed = everything_stored(), Authenticator.objects.get(type="recovery_codes")
    assert begun not in stored and unseal(seed.data["seed"]) not in stored
    codes = seed.wrap().get_unused_codes()
    assert codes[0] in page.text and codes[0] not in stored
    assert logs_in(astrid, begun)


def test_setting_up_goes_on_when_the_keys_change_in_the_middle(begun, client, settings):
    settings.ENCRYPTION_KEYS = [NEW]
    client.post(BEGIN, {"code": code_now(begun)})
    assert Authenticator.objects.filter(type="totp").exists()


def test_a_secret_that_cannot_be_read_is_shown_anew(astrid, client, settings):
    settings.ENCRYPTION_KEYS = [OLD]
    client.login_as(astrid)
    client.post("/konto/bekrafta/", {"password": PASSWORD})
    lost = client.get(BEGIN).context["form"].secret
    settings.ENCRYPTION_KEYS = [NEW]
    answer = client.post(BEGIN, {"code": code_now(lost)})
    assert answer.status_code == 422
    client.post(BEGIN, {"code": code_now(answer.context["form"].secret)})
    assert Authenticator.objects.filter(type="totp").exists()


def test_one_logs_in_before_and_after_the_keys_change(begun, astrid, client, settings):
    client.post(BEGIN, {"code": code_now(begun)})
    for keys in ([OLD], [NEW, OLD], [NEW]):
        settings.ENCRYPTION_KEYS = keys
        assert logs_in(astrid, begun), keys
        reseal_second_steps()


def test_who_set_it_up_before_there_were_seals_logs_in(astrid):
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    Authenticator.objects.create(user=astrid, type="totp", data={"secret": secret})
    assert logs_in(astrid, secret)
    reseal_second_steps()
    assert secret not in everything_stored() and logs_in(astrid, secret)


def test_without_the_key_nobody_comes_in_and_is_told_why(begun, astrid, client, settings, caplog):
    settings.ENCRYPTION_KEYS = [OLD]
    client.post(BEGIN, {"code": code_now(begun)})
    settings.ENCRYPTION_KEYS = [NEW]
    there = PageClient()
    there.post("/konto/logga-in/", {"login": astrid.email, "password": PASSWORD})
    for code in (code_now(begun), code_now("A" * 32), "000000"):
        answer = there.post(CODE, {"code": code})
        assert answer.status_code == 422 and "inte ditt fel" in answer.text
    assert "./run doctor" in caplog.text and begun not in caplog.text
    assert there.get("/konto/").status_code == 302
