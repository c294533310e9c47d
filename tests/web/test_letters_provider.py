"""Does mail leave through a provider, and do we believe only its own webhook? (ADR 0022)

The provider is a server on this machine that speaks as Postmark does; nothing of django-anymail is
replaced.
"""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.mail import mailers

from samsyn.mail import services
from samsyn.mail.models import BrokenMailbox, Letter
from samsyn.mail.states import BounceSource, LetterState, state_of
from tests.builders import NOW

pytestmark = pytest.mark.django_db
WEBHOOK = "/brev/leverans/"
SECRET = "postmark:en-lang-hemlighet"
TO = "bup@example.com"
TAKEN = (200, {"ErrorCode": 0, "Message": "OK", "MessageID": "1", "To": TO})
INACTIVE = (
    422,
    {
        "ErrorCode": 406,
        "Message": "You tried to send to recipient(s) that have been marked as inactive. "
        f"Found inactive addresses: {TO}. Inactive recipients are ones that have generated a hard bounce.",
    },
)


@pytest.fixture
def postmark(settings):
    """A provider and settings that lead to it; `postmark.answer` is what it says."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["Content-Length"])
            server.posted.append(json.loads(self.rfile.read(length)))
            status, answer = server.answer
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.posted, server.answer = [], TAKEN
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    settings.MAIL_PROVIDER = "postmark"
    settings.MAIL_WEBHOOK_SECRET = SECRET
    settings.ANYMAIL = settings.ANYMAIL | {
        "POSTMARK_SERVER_TOKEN": "nyckel",
        "POSTMARK_API_URL": f"http://127.0.0.1:{server.server_port}/",
        "WEBHOOK_SECRET": [SECRET],
        "REQUESTS_TIMEOUT": 2,
    }
    settings.MAILERS = {"default": {"BACKEND": "anymail.backends.postmark.EmailBackend"}}
    yield server
    server.shutdown()
    server.server_close()


def post():
    services.post_letter(kind="test", to=TO, subject="S", body="Brödtext", language="sv", now=NOW)
    return Letter.objects.latest("pk")


def test_a_letter_leaves_in_both_parts_with_its_own_id(postmark, settings):
    settings.MAIL_BOUNCES = "studs@samsyn.example"
    letter = post()
    assert services.send_waiting(now=NOW) == 1
    ((sent,),) = postmark.posted if isinstance(postmark.posted[0], list) else [postmark.posted]
    assert sent["To"] == TO
    assert sent["TextBody"] == "Brödtext"
    assert "Brödtext" in sent["HtmlBody"]
    assert sent["Metadata"] == {"letter": str(letter.message_id)}
    assert "studs" not in json.dumps(sent), "the provider takes back its letters itself"
    headers = {one["Name"]: one["Value"] for one in sent["Headers"]}
    assert headers["Message-ID"] == f"<{letter.message_id}@localhost>"


def test_a_provider_that_refuses_the_mailbox_marks_it(postmark):
    postmark.answer = INACTIVE
    letter = post()
    assert services.send_waiting(now=NOW) == 0
    letter.refresh_from_db()
    assert state_of(letter) is LetterState.GIVEN_UP
    assert BrokenMailbox.objects.get().mailbox == TO


@pytest.mark.parametrize(("status", "code"), [(500, 500), (401, 401), (429, 429)])
def test_a_provider_in_trouble_gets_the_letter_later(postmark, status, code):
    postmark.answer = (status, {"ErrorCode": 10, "Message": "no"})
    letter = post()
    services.send_waiting(now=NOW)
    letter.refresh_from_db()
    assert state_of(letter) is LetterState.TRIED
    assert letter.last_error == f"AnymailRequestsAPIError {code}"
    postmark.answer = TAKEN
    assert services.send_waiting(now=letter.next_attempt_at) == 1


def test_a_provider_that_is_away_gets_the_letter_later(postmark, settings):
    settings.ANYMAIL = settings.ANYMAIL | {"POSTMARK_API_URL": "http://127.0.0.1:9/"}
    letter = post()
    assert services.send_waiting(now=NOW) == 0
    letter.refresh_from_db()
    assert state_of(letter) is LetterState.TRIED


@pytest.mark.parametrize(
    "name", ["postmark", "mailgun", "mailjet", "brevo", "mandrill", "amazon_ses"]
)
def test_every_provider_has_a_webhook_that_we_find(settings, name):
    from samsyn.web.letters.provider import _webhook

    if name == "amazon_ses":
        pytest.importorskip("boto3")
    settings.MAIL_PROVIDER = name
    settings.ANYMAIL = {
        "WEBHOOK_SECRET": [SECRET],
        "MANDRILL_WEBHOOK_KEY": "k",
        "MAILGUN_API_KEY": "k",
    }
    assert _webhook().parse_events


# The webhook ------------------------------------------------------------------------------------------


def told(client, letter, *, kind="HardBounce", record="Bounce", to=TO, secret=SECRET):
    event = {
        "RecordType": record,
        "Type": kind,
        "Email": to,
        "Recipient": to,
        "MessageID": "1",
        "Metadata": {"letter": str(letter.message_id)},
    }
    headers = {"Authorization": "Basic " + base64.b64encode(secret.encode()).decode()}
    return client.post(
        WEBHOOK, json.dumps(event), content_type="application/json", headers=headers
    ).status_code


@pytest.fixture
def letter(postmark):
    letter = post()
    services.send_waiting(now=NOW)
    return letter


def test_a_hard_bounce_marks_the_mailbox_and_a_delivery_unmarks_it(client, letter):
    assert told(client, letter) == 200
    mark = BrokenMailbox.objects.get()
    assert (mark.mailbox, mark.source, mark.code) == (TO, BounceSource.PROVIDER, "bounced")
    assert told(client, letter, record="Delivery") == 200
    assert not BrokenMailbox.objects.exists()


@pytest.mark.parametrize("kind", ["Transient", "Blocked", "SpamNotification", "Unsubscribe"])
def test_what_does_not_blame_the_mailbox_marks_nothing(client, letter, kind):
    assert told(client, letter, kind=kind) == 200
    assert not BrokenMailbox.objects.exists()


def test_nobody_without_the_secret_is_heard(client, letter):
    assert told(client, letter, secret="postmark:gissat") == 400
    assert client.post(WEBHOOK, "{}", content_type="application/json").status_code == 400
    assert not BrokenMailbox.objects.exists()


def test_a_letter_to_somebody_else_is_not_believed(client, letter):
    told(client, letter, to="annan@example.com")
    assert not BrokenMailbox.objects.exists()


@pytest.mark.parametrize("missing", ["MAIL_PROVIDER", "MAIL_WEBHOOK_SECRET"])
def test_the_webhook_is_closed_unless_configured(client, letter, settings, missing):
    setattr(settings, missing, "")
    assert told(client, letter) == 404
    assert not BrokenMailbox.objects.exists()


def test_the_installed_mailer_is_anymails(postmark):
    assert type(mailers.default).__module__ == "anymail.backends.postmark"
