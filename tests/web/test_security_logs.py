"""Does a word of a case leave the case, in a log line, the audit log, a letter or an address?"""

import json
import logging
import re
import uuid

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError, connection, transaction
from django.urls import reverse

from config.logs import Line
from samsyn.audit.models import AuditEvent
from samsyn.deviations.models import Deviation
from samsyn.domain.vocabulary import AuditKind
from samsyn.mail.models import Letter
from tests.builders import make_cast
from tests.files import PDF
from tests.web.hostile_world import client_of
from tests.web.test_permission_matrix import session_of

pytestmark = pytest.mark.django_db

WORD = "hemligord"
"""Stands in everything that is typed below; no field of the registry or of a person holds it."""
PERSONAL_NUMBER = "20121212-1212"
TYPED = {
    "direct_contact": "yes",
    "level": "individual",
    "happened_on": "2026-03-02",
    "consequence": "serious",
    **{
        name: f"{WORD} {name}"
        for name in (
            "title",
            "contact_text",
            "what_happened",
            "what_was_expected",
            "consequence_text",
            "proposed_measure",
            "own_system_reference",
            "internal_reference",
        )
    },
}


class Kept(logging.Handler):
    """Keeps every line as the server would write it."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []
        self.setFormatter(Line("{asctime} {levelname} {name} {message}", style="{"))

    def emit(self, record):
        copied = logging.makeLogRecord(record.__dict__ | {"exc_text": None})
        self.lines.append(self.format(copied))


@pytest.fixture
def kept():
    """Everything that is logged, at the most talkative level that can be set."""
    handler, root = Kept(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.setLevel(before)
    root.removeHandler(handler)


class Walk:
    """The people of the journey; remembers every address that they were sent to or could follow."""

    def __init__(self, cast):
        names = ("astrid", "bo", "doris", "cecilia")
        self.sessions = {name: session_of(getattr(cast, name)) for name in names}
        self.cast, self.addresses = cast, []

    def get(self, name, path, data=None, **more):
        return self._seen(self.client(name).get(path, data, **more))

    def post(self, name, path, data=None, **more):
        return self._seen(self.client(name, **more).post(path, data or {}))

    def client(self, name, **more):
        client = client_of(self, name, **more)
        client.raise_request_exception = False
        return client

    def _seen(self, response):
        self.addresses.append(response.headers.get("Location", ""))
        if not response.streaming and response.headers["Content-Type"].startswith("text/html"):
            self.addresses += re.findall(r'(?:href|action|src)="([^"]*)"', response.text)
        return response


def write_and_send(walk):
    cast, key = walk.cast, uuid.uuid4()
    typed = TYPED | {
        "recipients": str(cast.places.bup.pk),
        "point": f"{cast.agreement.pk}-{cast.agreement.points.first().pk}",
    }
    path = reverse("deviations:edit_draft", args=[key])
    assert walk.post("astrid", f"{path}spara/", typed).status_code == 200
    walk.post("astrid", path, typed | {"version": "0"})  # another window: 409
    walk.post("anonymous", f"{path}granska/", typed)  # the log-in has run out: 403
    walk.post("astrid", f"{path}granska/", typed, enforce_csrf_checks=True)
    wrong = typed | {"version": "1", "what_happened": f"{WORD} {PERSONAL_NUMBER}"}
    walk.post("astrid", f"{path}granska/", wrong)
    walk.get("astrid", f"{path}granska/")
    walk.post("astrid", f"{path}granska/", typed | {"version": "2"})
    assert walk.get("astrid", f"{path}granska/").status_code == 200
    sent = walk.post("astrid", f"{path}skicka/", {"version": "3"})
    deviation = Deviation.objects.get()
    assert sent.headers["Location"].endswith(f"/{deviation.number}/?skickad")
    return deviation


def answer_and_talk(walk, deviation):
    start, part = f"/avvikelser/{deviation.number}/", deviation.addressings.get()
    rows = {"measures-TOTAL_FORMS": "1", "measures-INITIAL_FORMS": "0", "version": "0"}
    answer = rows | {
        "view": "partly",
        "perspective": f"{WORD} svar",
        "cause_text": f"{WORD} orsak",
        "measures-0-text": f"{WORD} åtgärd",
        "measures-0-responsible_function": "Enhetschef",
    }
    walk.get("bo", start)
    wrong = answer | {"perspective": f"{WORD} {PERSONAL_NUMBER}"}
    assert walk.post("bo", f"{start}svara/spara/", wrong).status_code == 200  # a draft may be wrong
    walk.post("bo", f"{start}svara/spara/", answer)  # another window: 409
    walk.get("bo", f"{start}svara/")
    walk.post("bo", f"{start}svara/", wrong)
    assert walk.post("bo", f"{start}svara/", answer | {"version": str(part.version)}).url == start
    walk.post("bo", f"{start}svara/", answer)  # too late
    message = {"text": f"{WORD} fråga", "submission_key": str(uuid.uuid4())}
    assert walk.post("bo", f"{start}meddelande/", message).status_code == 302
    file = SimpleUploadedFile(f"{WORD}.pdf", PDF)
    assert walk.post("bo", f"{start}bilagor/", {"file": file}).status_code == 302
    bad = SimpleUploadedFile(f"{WORD} {PERSONAL_NUMBER}.exe", b"MZ")
    walk.post("bo", f"{start}bilagor/", {"file": bad, "name": WORD})
    part.refresh_from_db()
    judged = {"outcome": "improvement", "text": f"{WORD} bedömning", "version": str(part.version)}
    assert walk.post("astrid", f"{start}bedom/{part.pk}/", judged).status_code == 302
    deviation.refresh_from_db()
    correct = TYPED | {"reason": f"{WORD} rättelse", "version": str(deviation.version)}
    assert walk.post("astrid", f"{start}ratta/", correct).status_code == 302
    deviation.refresh_from_db()
    ended = {"reason": f"{WORD} slut", "version": str(deviation.version)}
    assert walk.post("astrid", f"{start}avsluta/", ended).status_code == 302


def look_and_break(walk, deviation, monkeypatch):
    for name in ("inkorg", "skickade", "kopior"):
        for person in ("astrid", "bo", "doris"):
            walk.get(person, f"/{name}/", {"q": WORD})
            walk.get(person, f"/{name}/export.csv", {"q": WORD})
    for form in ("pdf", "json", "csv"):
        walk.get("astrid", f"/avvikelser/{deviation.number}/export.{form}")
        walk.get("doris", f"/kopior/{deviation.number}/export.{form}")
    walk.get("cecilia", f"/avvikelser/{deviation.number}/")
    walk.get("doris", f"/avvikelser/{deviation.number}/")

    def broken(*_arguments, **_named):
        raise ValueError(f"cannot read {deviation.title}")

    monkeypatch.setattr("samsyn.web.deviations.show.has_read", broken)
    assert walk.get("astrid", f"/avvikelser/{deviation.number}/").status_code == 500


@pytest.fixture
def walked(kept, db, monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    walk = Walk(make_cast())
    deviation = write_and_send(walk)
    answer_and_talk(walk, deviation)
    look_and_break(walk, deviation, monkeypatch)
    return walk


def told_in(lines):
    return [line for line in lines if WORD in line or PERSONAL_NUMBER in line]


def test_from_writing_to_breaking_no_word_of_a_case_gets_out(walked, kept):
    assert any("Internal Server Error" in line for line in kept.lines)
    assert any("ValueError" in line for line in kept.lines)
    assert not told_in(kept.lines)
    audited = [json.dumps(one, default=str) for one in AuditEvent.objects.values()]
    assert {AuditKind.WROTE, AuditKind.SEARCHED, AuditKind.EXPORTED, AuditKind.REFUSED} <= set(
        AuditEvent.objects.values_list("kind", flat=True)
    )
    assert not told_in(audited)
    assert not told_in(f"{one.subject} {one.body}" for one in Letter.objects.all())
    # A search has its words in its own address, so that it can be kept as a link; it is never logged.
    without_search = [one for one in walked.addresses if not re.search("[?&;](amp;)?q=|q%3D", one)]
    assert len(without_search) > 500 and not told_in(without_search)


def test_what_a_database_quotes_is_not_logged(db, kept):
    """PostgreSQL tells the whole row that it refuses; SQLite only the column."""
    try:
        with transaction.atomic():
            Deviation.objects.create(title=WORD, number=WORD, year=2026, level="individual")
    except IntegrityError:
        logging.getLogger("django.request").exception("Internal Server Error: %s", "/avvikelser/")
    assert "IntegrityError" in kept.lines[-1]
    assert not told_in(kept.lines)
    assert connection.vendor in {"sqlite", "postgresql"}


@pytest.mark.parametrize("error", [OSError, OperationalError, ImproperlyConfigured])
def test_what_is_about_the_machine_is_told(kept, error):
    try:
        try:
            raise KeyError(WORD)
        except KeyError:
            raise error("the disk is full") from None
    except error:
        logging.getLogger("samsyn").exception("the round failed")
    assert "the disk is full" in kept.lines[-1] and "test_security_logs.py" in kept.lines[-1]


def test_causes_are_named_without_their_words(kept):
    try:
        try:
            raise KeyError(WORD)
        except KeyError as error:
            raise ValueError(f"{WORD} too") from error
    except ValueError:
        logging.getLogger("samsyn").exception("the round failed")
    line = kept.lines[-1]
    assert line.index("builtins.KeyError") < line.index("builtins.ValueError")
    assert not told_in(kept.lines)


def test_the_server_writes_its_lines_so(settings):
    assert settings.LOGGING["formatters"]["line"]["()"] == "config.logs.Line"
    assert set(settings.LOGGING["handlers"]) == {"stderr"}
