"""The deviation as each one sees it: parties, secretariat, registrar, and those who must not."""

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.deviations import services
from samsyn.deviations.content import Account
from samsyn.domain.vocabulary import AnswerOutcome, AuditKind
from tests.builders import NOW, make_answer, make_deviation

pytestmark = pytest.mark.django_db


def path(deviation, step=""):
    return f"/avvikelser/{deviation.number}/{step}"


def warm(client, user):
    """Signed in, and the session has its CSRF secret: that is written once."""
    client.login_as(user).get("/att-gora/")
    return client


@pytest.fixture
def deviation(cast):
    both = [cast.places.bup, cast.places.external_bup]
    return make_deviation(
        cast,
        to=both,
        internal_reference="Akt 4711",
        own_system_reference="AV-12",
        consequence="moderate",
        what_was_expected="Att någon kom.",
        direct_contact="yes",
    )


@pytest.mark.parametrize("who", ["astrid", "bo", "berit", "elof"])
def test_the_parties_see_it_whole(client, cast, deviation, who):
    make_answer(deviation, by=cast.viewer("bo"))
    page = warm(client, getattr(cast, who)).get(path(deviation), queries=14)
    assert page.status_code == 200
    for text in (deviation.number, deviation.title, "Mötet hölls utan oss.", "Vi fick ingen"):
        assert text in page.text
    assert "AV-12" in page.text
    assert "Kan avslutas när alla mottagare har svarat eller avböjt" in page.text
    assert ("Akt 4711" in page.text) is (who == "astrid")


def test_reading_is_logged(client, cast, deviation):
    client.login_as(cast.bo).get(path(deviation))
    event = AuditEvent.objects.filter(kind=AuditKind.READ).get()
    assert event.object_label == deviation.number
    assert event.actor_id == cast.bo.pk


@pytest.mark.parametrize("who", ["cecilia", "gudmund", "hedda", "ivar"])
def test_others_meet_nothing_and_the_attempt_is_logged(client, cast, deviation, who):
    client.login_as(getattr(cast, who))
    assert client.get(path(deviation)).status_code == 404
    refused = AuditEvent.objects.filter(kind=AuditKind.REFUSED).get()
    assert refused.object_label == deviation.number
    assert client.get("/avvikelser/SAM-2026-9999/").status_code == 404
    assert AuditEvent.objects.filter(kind=AuditKind.REFUSED).count() == 1


def test_a_registrar_is_asked_for_a_reason(client, cast, deviation):
    client.login_as(cast.frej)
    assert client.get(path(deviation)).url == f"/logg/oppna/{deviation.number}/"
    client.post(f"/logg/oppna/{deviation.number}/", {"reason": "Begäran om utlämnande"})
    page = client.get(path(deviation))
    assert "Mötet hölls utan oss." in page.text
    assert "Akt 4711" not in page.text
    assert "Svara" not in page.text.split("Nästa steg")[1].split("Så ser parterna")[0]


def test_the_secretariat_reads_the_masked_copy_and_changes_nothing(client, cast, before_the_guard):
    deviation = make_deviation(
        cast,
        title="Ring 08-123 45 67",
        what_happened="Skriv till namn@example.com.",
        internal_reference="Akt 4711",
    )
    page = warm(client, cast.doris).get(path(deviation), queries=14)
    assert "[telefonnummer]" in page.text
    assert "[e-postadress]" in page.text
    for hidden in ("08-123 45 67", "namn@example.com", "Akt 4711", "Astrid"):
        assert hidden not in page.text
    assert 'action="/avvikelser/' not in page.text
    assert client.post(path(deviation, "svara/")).status_code == 404


def test_versions_stand_with_visible_differences(client, cast, deviation):
    services.correct_deviation(
        deviation_id=deviation.pk,
        seen_version=deviation.version,
        account=Account(title=deviation.title, what_happened="Mötet hölls utan er."),
        reason="Skrev fel",
        by=cast.viewer("astrid"),
        now=NOW,
    )
    page = warm(client, cast.bo).get(path(deviation), queries=14)
    assert "<del>oss</del><ins>er</ins>" in page.text
    assert "Skrev fel" in page.text


def test_written_text_is_never_markup(client, cast):
    deviation = make_deviation(cast, what_happened="<script>alert(1)</script> & <b>")
    for who in (cast.bo, cast.doris):
        assert "<script>alert" not in client.login_as(who).get(path(deviation)).text


def test_a_judged_and_closed_deviation_says_so(client, cast):
    deviation = make_deviation(cast)
    make_answer(deviation, by=cast.viewer("bo"))
    part = deviation.addressings.get()
    services.judge_answer(
        deviation_id=deviation.pk,
        addressing_id=part.pk,
        seen_version=part.version,
        outcome=AnswerOutcome.RESOLVED,
        text="Tack",
        by=cast.viewer("astrid"),
        now=NOW,
    )
    page = client.login_as(cast.astrid).get(path(deviation))
    assert "Avsluta avvikelsen" in page.text
    assert "Löst genom kommunikation" in page.text


def test_anonymous_people_are_led_to_the_log_in(client, cast, deviation):
    assert client.get(path(deviation)).url.startswith("/konto/")
