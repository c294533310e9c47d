"""Does the administrator see what did not arrive, and never what stands in it? (requirements 14, 47)"""

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.mail import services
from samsyn.mail.letters import Addressee, LetterKind
from samsyn.mail.models import BrokenMailbox, Letter
from samsyn.mail.states import BounceSource, LetterState, state_of
from tests.builders import NOW

pytestmark = pytest.mark.django_db
BROKEN = "bup.borta@example.com"
SECRET_PATH = "/svara/en-hemlig-nyckel/"


@pytest.fixture
def admin(client, cast):
    return client.login_as(cast.gudmund)


def letter(to=BROKEN, **facts):
    services.post_notice(
        LetterKind.NEW,
        number="SAM-2026-0007",
        to=[Addressee(to, path=SECRET_PATH)],
        now=NOW,
        secret=True,
    )
    found = Letter.objects.latest("pk")
    Letter.objects.filter(pk=found.pk).update(**facts)
    return found


GIVEN_UP = {"given_up_at": NOW, "attempts": 3, "last_error": "SMTPRecipientsRefused 550 5.1.1"}
SHOWN = {
    "given_up": GIVEN_UP,
    "tried": {"attempts": 2, "last_error": "TimeoutError", "next_attempt_at": NOW},
    "waiting": {},
    "put_aside": {"put_aside_at": NOW},
}


@pytest.mark.parametrize("state", SHOWN)
def test_each_letter_stands_under_its_state_with_its_reason_and_without_its_text(admin, state):
    letter(**SHOWN[state])
    for other in SHOWN:
        page = admin.get(f"/system/brev/?show={other}", queries=14).content.decode()
        assert (BROKEN in page) is (other == state)
        assert SECRET_PATH not in page
        assert "Öppna avvikelsen" not in page
    page = admin.get(f"/system/brev/?show={state}").content.decode()
    assert "SAM-2026-0007" in page
    assert "Ni har fått en ny avvikelse" in page
    assert SHOWN[state].get("last_error", "") in page


def test_given_up_letters_come_first_and_sent_ones_not_at_all(admin):
    letter("framme@example.com", sent_at=NOW)
    letter(**GIVEN_UP)
    page = admin.get("/system/brev/").content.decode()
    assert BROKEN in page
    assert "framme@example.com" not in page


def test_what_was_given_up_can_be_sent_again(admin):
    found = letter(**GIVEN_UP, first_attempt_at=NOW)
    answer = admin.post(f"/system/brev/{found.pk}/skicka-igen/", {"show": "given_up"})
    assert answer.url == "/system/brev/?show=given_up"
    found.refresh_from_db()
    assert state_of(found) is LetterState.WAITING
    assert services.send_waiting(now=NOW) == 1
    event = AuditEvent.objects.get(object_kind="letter")
    assert (event.object_label, event.details["did"]) == ("SAM-2026-0007", "send_again")


def test_a_letter_that_came_back_is_sent_again_under_the_same_id(admin, mailoutbox):
    found = letter()
    services.send_waiting(now=NOW)
    services.bounced(found.message_id, source=BounceSource.REPORT, code="5.1.1", now=NOW)
    admin.post(f"/system/brev/{found.pk}/skicka-igen/")
    services.send_waiting(now=NOW)
    first, second = mailoutbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_a_letter_that_arrived_is_not_sent_again(admin, mailoutbox):
    found = letter()
    services.send_waiting(now=NOW)
    admin.post(f"/system/brev/{found.pk}/skicka-igen/")
    admin.post(f"/system/brev/{found.pk}/lagg-undan/")
    services.send_waiting(now=NOW)
    assert len(mailoutbox) == 1
    assert not AuditEvent.objects.filter(object_kind="letter").exists()


def test_a_forgotten_text_is_not_sent(admin):
    found = letter(**GIVEN_UP)
    Letter.objects.update(body="")
    assert f"/{found.pk}/skicka-igen/" not in admin.get("/system/brev/").content.decode()
    admin.post(f"/system/brev/{found.pk}/skicka-igen/")
    admin.post("/system/brev/skicka-alla-igen/")
    assert services.send_waiting(now=NOW) == 0


def test_all_given_up_letters_are_sent_again_at_once(admin):
    for number in range(3):
        letter(f"unit{number}@example.com", **GIVEN_UP)
    letter(put_aside_at=NOW, given_up_at=NOW)
    admin.post("/system/brev/skicka-alla-igen/")
    assert services.send_waiting(now=NOW) == 3


def test_a_letter_put_aside_is_never_sent(admin):
    found = letter()
    admin.post(f"/system/brev/{found.pk}/lagg-undan/")
    assert services.send_waiting(now=NOW) == 0


def test_a_mailbox_that_does_not_work_is_seen_where_its_unit_is_kept(admin, cast):
    unit = cast.places.bup
    services.post_letter(
        kind="x", to=unit.function_mailbox, subject="S", body="B", language="sv", now=NOW
    )
    services.send_waiting(now=NOW)
    services.bounced(
        Letter.objects.get().message_id, source=BounceSource.REPORT, code="5.1.1", now=NOW
    )
    for address in (
        "/register/",
        "/register/?show=broken_mailbox",
        f"/register/{unit.pk}/",
        "/system/brevlador/",
    ):
        page = admin.get(address).content.decode()
        assert "fungerar" in page, address
        assert unit.name in page, address
    found = admin.get("/register/?show=broken_mailbox").content.decode()
    assert cast.places.other_school.name not in found
    mark = BrokenMailbox.objects.get()
    admin.post(f"/system/brevlador/{mark.pk}/fungerar/")
    assert "fungerar inte sedan" not in admin.get(f"/register/{unit.pk}/").content.decode()
    assert unit.name not in admin.get("/register/?show=broken_mailbox").content.decode()


def test_a_unit_with_another_address_is_no_longer_marked(admin, cast):
    unit = cast.places.bup
    BrokenMailbox.objects.create(
        mailbox=unit.function_mailbox, since=NOW, last_at=NOW, source=BounceSource.SMTP
    )
    type(unit).objects.filter(pk=unit.pk).update(function_mailbox="ny@example.com")
    assert "fungerar inte sedan" not in admin.get(f"/register/{unit.pk}/").content.decode()


def test_empty_pages_say_so(admin):
    assert "Inget brev är uppgivet" in admin.get("/system/brev/").content.decode()
    assert "Alla brevlådor fungerar" in admin.get("/system/brevlador/").content.decode()
