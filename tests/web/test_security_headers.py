"""What does every answer tell the browser to refuse, and where can an answer never lead? (fault F12)"""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from samsyn.accounts.models import User
from samsyn.commands.check import PRODUCTION
from samsyn.deviations.models import Attachment
from samsyn.mail.models import Letter
from tests.builders import make_cast
from tests.files import PDF
from tests.web.hostile_world import body_of, client_of, undone
from tests.web.permission_table import TABLE
from tests.web.test_permission_matrix import make_world

pytestmark = pytest.mark.django_db

OURS = {settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
ALONE = {"Cross-Origin-Resource-Policy": "same-origin", "Access-Control-Allow-Origin": None}
SHARED = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}
OPEN_DATA = {"open_data:dcat", "open_data:csv", "open_data:json"}
"""What other sites may read when there is something to give: published figures, without cookies."""
NEVER_ALLOWED = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "*", "http:", "https:", "blob:")
TELLS_TOO_MUCH = ("Server", "X-Powered-By")
EVIL = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "/\t/evil.example/",
    "http:evil.example",
    "javascript:alert(1)",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "/\r\nSet-Cookie: a=b\r\nLocation: //evil.example/",
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world(make_cast())
        transaction.set_rollback(True)


def addresses(world):
    for name, rows in TABLE.items():
        for row in [row for row in rows if row.who][:1]:
            path = reverse(name, args=[world.things[thing] for thing in row.args])
            person = min(row.who & {"astrid", "gudmund"} or row.who)
            yield name, path, person


def faults(response, *, is_open=False):
    """Which protection is missing in this answer; `is_open`: other sites may read what it gives."""
    headers = response.headers
    found = [
        name
        for name, value in (ALWAYS | (SHARED if is_open else ALONE)).items()
        if headers.get(name) != value
    ]
    found += [name for name in TELLS_TOO_MUCH if name in headers]
    if "camera=()" not in headers.get("Permissions-Policy", ""):
        found.append("Permissions-Policy")
    return found + policy_faults(response)


def policy_faults(response):
    policy = response.headers.get("Content-Security-Policy", "")
    found = [word for word in NEVER_ALLOWED if f" {word}" in policy]
    if "default-src 'none'" not in policy:
        found.append("default-src")
    framed = "frame-ancestors 'none'" in policy or response.headers.get("X-Frame-Options") == "DENY"
    is_inert = "sandbox" in policy
    if not is_inert and ("base-uri 'none'" not in policy or "form-action 'self'" not in policy):
        found.append("base-uri, form-action")
    return found if framed else [*found, "framing"]


KNOWS_NOBODY = {"surveys:link", "surveys:thanks"}
"""An anonymous survey: the page reads no session, so it is the same for the signed in (ADR 0048)."""


@pytest.fixture(scope="module")
def answers(world):
    """What each address answers to one who may open it and to anybody: (name, who, method, answer)."""
    found = []
    for name, path, person in addresses(world):
        for who in {person, "anonymous"}:
            for method in ("get", "post"):
                with undone():
                    response = getattr(client_of(world, who), method)(path)
                    body_of(response)
                found.append((name, who, method, response))
    return found


def test_every_answer_carries_every_protection(answers):
    wrong = [
        f"{who} {method} {name} {response.status_code}: {found}"
        for name, who, method, response in answers
        if (found := faults(response, is_open=name in OPEN_DATA and response.status_code == 200))
    ]
    assert not wrong, "\n".join(wrong)


def test_no_browser_keeps_what_a_signed_in_person_saw(answers):
    kept = [
        f"{who} {method} {name}"
        for name, who, method, response in answers
        if who != "anonymous" and name not in {"account_logout", *KNOWS_NOBODY}
        if response.headers.get("Cache-Control", "") != "no-store"
    ]
    assert not kept


def test_the_only_cookies_are_ours_and_closed_to_scripts(answers):
    """Session and language; nothing else is ever set (the page on personal data says so)."""
    morsels = [one for *_which, response in answers for one in response.cookies.values()]
    assert {one.key for one in morsels} == OURS
    for morsel in (one for one in morsels if one.value):  # without a value it is taken away
        assert morsel["httponly"] and morsel["samesite"] == "Lax" and morsel["path"] == "/"
        assert not morsel["domain"], "a cookie for all of a domain reaches its other machines too"


def test_every_form_that_posts_has_a_token_and_stays_here(answers):
    for name, who, method, response in answers:
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/h"):
            continue
        for form in FORM.findall(response.text):
            is_post = 'method="post"' in form.partition(">")[0]
            has_token = is_post and name not in KNOWS_NOBODY
            assert ("csrfmiddlewaretoken" in form) == has_token, (name, who, method, form)
            assert re.search(r'^<form[^>]* action="/(?!/)', form), (name, who, method, form)


def test_a_nonce_is_used_once(world):
    client = client_of(world, "astrid")
    policies = [client.get("/konto/").headers["Content-Security-Policy"] for _ in range(2)]
    nonces = {one for policy in policies for one in policy.split() if one.startswith("'nonce-")}
    assert len(nonces) in {0, 2}


def broken(*_arguments, **_named):
    raise RuntimeError("broken on purpose")


def test_error_pages_are_protected_alike(world, monkeypatch):
    client = client_of(world, "astrid", enforce_csrf_checks=True)
    client.raise_request_exception = False
    monkeypatch.setattr("samsyn.web.todo.views.todo_of", broken)
    answers = {
        400: client.get("/", headers={"Host": "evil.example"}),
        403: client.post("/konto/uppgifter/"),
        404: client.get("/finns-inte/"),
        405: client.get("/konto/uppgifter/"),
        500: client.get("/att-gora/"),
    }
    for status, response in answers.items():
        assert response.status_code == status
        assert not faults(response), status
        assert b"broken on purpose" not in response.content


def test_static_files_are_protected_alike(world):
    for path in ("/static/css/main.css", "/static/icon.svg", "/static/js/frame.js"):
        response = client_of(world, "anonymous").get(path)
        body_of(response)
        assert response.status_code == 200 and not faults(response), path
        assert "no-store" not in response.headers.get("Cache-Control", "")


def test_what_is_downloaded_is_a_download(answers):
    """Each file says attachment, a plain name and its type; none can be shown inside the site."""
    seen = set()
    for name, who, method, response in answers:
        is_file = name.startswith("files:") or name.endswith((":table", ":export", ":download"))
        if not is_file or name == "files:attach" or who == "anonymous" or method == "post":
            continue
        assert response.status_code == 200, name
        disposition = response.headers["Content-Disposition"]
        assert disposition.startswith("attachment; filename"), name
        assert not {"\r", "\n", "/", "\\"} & set(disposition), name
        assert not response.headers["Content-Type"].startswith(("text/html", "image/svg")), name
        seen.add(name)
    assert len(seen) > 15


NAMES = (
    'a"; filename="x.html',
    "a\r\nSet-Cookie: a=b",
    "../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/cron.d/x",
    "a\0.html",
    "gpj.\u202eexe",
    "x.svg",
    "<script>.html",
    "räksmörgås; a=b",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_breaks_out_of_no_header_and_no_folder(world, name, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    number = world.things["theirs"]
    client = client_of(world, "bo")
    with undone():
        form = {"file": SimpleUploadedFile("x.pdf", PDF + name.encode()), "name": name}
        sent = client.post(reverse("files:attach", args=[number]), form)
        assert sent.status_code in {302, 422}
        if sent.status_code == 302:
            newest = Attachment.objects.latest("pk").pk
            response = client.get(reverse("files:download", args=[number, newest]))
            body_of(response)
            disposition = response.headers["Content-Disposition"]
            assert disposition.startswith("attachment; filename")
            assert not {"\r", "\n", "\0", "/", "\\"} & set(disposition)
            assert disposition.count(";") == 1 and "Set-Cookie" not in response.headers
    stored = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert all(one.parent == tmp_path / "files/attachments" for one in stored)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../config/settings.py",
        "/static/%2e%2e/%2e%2e/config/settings.py",
        "/static/..%2f..%2fconfig/settings.py",
        "/static//etc/passwd",
        "/static/css/..\\..\\..\\settings.py",
        "/files/attachments/",
        "/media/attachments/",
        "/data/samsyn.sqlite3",
        "/avvikelser/..%2f..%2fetc%2fpasswd/bilagor/1/",
        "/avvikelser/SAM-2026-0001/bilagor/..%2f..%2f1/",
        "/.env",
        "/.git/config",
    ],
)
def test_no_path_leads_out_of_the_site(world, path):
    response = client_of(world, "astrid").get(path)
    assert response.status_code == 404
    assert b"SECRET_KEY" not in response.content


@pytest.mark.parametrize("evil", EVIL)
def test_no_next_leads_away(world, evil):
    """Log-in, language, switch and every other page: asked by address or by form."""
    asked = [
        ("anonymous", "/konto/logga-in/"),
        ("astrid", "/konto/logga-in/"),
        ("astrid", "/konto/logga-ut/"),
        ("astrid", "/konto/bekrafta/"),
        ("astrid", "/konto/byt/"),
        ("astrid", "/konto/sprak/"),
        ("anonymous", "/sprak/sv/"),
    ]
    data = {"next": evil, "acting_for": world.things["social_key"], "language": "sv"}
    for person, path in asked:
        for method in ("get", "post"):
            with undone():
                response = getattr(client_of(world, person), method)(path, data)
            where = response.headers.get("Location", "/")
            assert where.startswith("/") and where[1:2] not in {"/", "\\"}, (path, where)
            assert not {"\r", "\n", "\t"} & set(where)


def test_after_log_in_an_evil_next_is_forgotten(world):
    astrid = User.objects.get(pk=world.things["astrid"])
    astrid.set_password("ett långt lösenord")
    astrid.save()
    for evil in EVIL[::2]:
        form = {"login": astrid.email, "password": "ett långt lösenord", "next": evil}
        where = client_of(world, "anonymous").post("/konto/logga-in/", form).headers["Location"]
        assert where.startswith("/") and where[1:2] not in {"/", "\\"}


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver@evil", ""])
def test_a_foreign_host_is_refused(world, host, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    client = client_of(world, "anonymous")
    assert client.get("/hjalp/", headers={"Host": host}).status_code == 400
    forwarded = client.get("/konto/", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil" not in forwarded.headers["Location"]


def test_links_in_letters_come_from_the_settings_alone(world):
    """A reset asked for with another Host header must not send its owner elsewhere."""
    client = client_of(world, "anonymous")
    headers = {"X-Forwarded-Host": "evil.example", "Origin": "http://testserver"}
    with undone():
        client.post("/konto/losenord/glomt/", {"email": "astrid@example.com"}, headers=headers)
        body = Letter.objects.filter(kind="password").latest("pk").body
    assert f"{settings.BASE_URL}/konto/losenord/valj/" in body
    assert "evil" not in body


PROBE = """
import json, django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
call_command("check", deploy=True, fail_level="WARNING", verbosity=0)
there = Client().get("/sprak/en/", secure=True, HTTP_HOST="samsyn.example")
plain = Client().get("/sprak/en/", HTTP_HOST="samsyn.example")
print(json.dumps({
    "hsts": there.headers["Strict-Transport-Security"],
    "cookies": [[one.key, one["secure"], one["httponly"]] for one in there.cookies.values()],
    "plain": [plain.status_code, plain.headers["Location"]],
    "session": [settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY],
    "totp": settings.REQUIRE_TOTP, "debug": settings.DEBUG,
    "hashers": settings.PASSWORD_HASHERS,
}))
"""


def probe(tmp_path, program=PROBE, **environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SAMSYN_")}
    # Of the tests themselves: the database under test, and what Playwright needs.
    clean.pop("DATABASE_URL", None)
    clean.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    production = {**PRODUCTION, "SAMSYN_DATA": str(tmp_path), **environment}
    clean |= {"DJANGO_SETTINGS_MODULE": "config.settings", **production}
    return subprocess.run(
        [sys.executable, "-c", program], env=clean, capture_output=True, text=True
    )


def test_in_production_nothing_travels_in_the_open(tmp_path):
    """Django's own deployment check, HSTS, secure cookies, redirect: with production's settings."""
    done = probe(tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["hsts"] == "max-age=31536000; includeSubDomains; preload"
    assert told["cookies"] == [[settings.LANGUAGE_COOKIE_NAME, True, True]]
    assert told["plain"] == [301, "https://samsyn.example/sprak/en/"]
    assert told["session"] == [True, True]
    assert told["totp"] is True and told["debug"] is False
    assert "Argon2" in told["hashers"][0]


def test_without_a_secret_nothing_starts(tmp_path):
    done = probe(
        tmp_path, "from django.conf import settings; settings.SECRET_KEY", SAMSYN_SECRET_KEY=""
    )
    assert done.returncode != 0 and "SECRET_KEY" in done.stderr
