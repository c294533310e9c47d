"""Each step on its page: done, refused, too late, pressed twice, typed wrongly, met by strangers."""

import uuid

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.deviations import services
from samsyn.deviations.models import Answer, Deviation, Measure, Message
from samsyn.domain.vocabulary import AnswerOutcome, AuditKind, MeasureStatus, Role
from tests.builders import NOW, grant_role, make_answer, make_deviation, make_unit, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def deviation(cast):
    return make_deviation(cast)


@pytest.fixture
def part(deviation):
    return deviation.addressings.get()


def path(deviation, step=""):
    return f"/avvikelser/{deviation.number}/{step}"


def typed_answer(version=1, *, rows=1, **more):
    return {
        "version": version,
        "view": "partly",
        "perspective": "Kallelsen nådde fel brevlåda.",
        "cause": "invitation",
        "cause_text": "",
        "measures-TOTAL_FORMS": rows,
        "measures-INITIAL_FORMS": 0,
        "measures-0-text": "Ny brevlåda",
        "measures-0-responsible_function": "Enhetschef",
        "measures-0-due_on": "2026-05-01",
        **more,
    }


def judge(cast, part, outcome=AnswerOutcome.RESOLVED):
    part.refresh_from_db()
    services.judge_answer(
        deviation_id=part.deviation_id,
        addressing_id=part.pk,
        seen_version=part.version,
        outcome=outcome,
        by=cast.viewer("astrid"),
        now=NOW,
    )


def test_acknowledged_once_however_often_pressed(client, cast, deviation, part):
    client.login_as(cast.bo)
    assert "Kvittera avvikelsen" in client.get(path(deviation, "kvittera/")).text
    for _ in range(2):
        response = client.post(path(deviation, "kvittera/"), {"version": 1})
        assert response.url == path(deviation)
    part.refresh_from_db()
    assert part.acknowledged_by_id == cast.bo.pk
    assert "Svara senast" in client.get(path(deviation)).text


def test_investigated(client, cast, deviation, part):
    client.login_as(cast.bo).post(path(deviation, "utred/"), {"version": 1})
    part.refresh_from_db()
    assert part.investigating_at
    assert part.acknowledged_at


def test_answered_with_measures(client, cast, deviation):
    client.login_as(cast.bo)
    assert "Mötet hölls utan oss." in client.get(path(deviation, "svara/")).text
    response = client.post(path(deviation, "svara/"), typed_answer())
    assert response.url == path(deviation)
    assert Measure.objects.get().due_on.isoformat() == "2026-05-01"
    again = client.post(path(deviation, "svara/"), typed_answer())
    assert again.status_code == 302  # the same press once more
    assert Answer.objects.count() == 1


def test_one_more_measure_without_javascript_keeps_what_is_typed(client, cast, deviation):
    client.login_as(cast.bo)
    page = client.post(path(deviation, "svara/"), typed_answer(more="1", view=""))
    assert page.status_code == 200
    assert "Kallelsen nådde fel brevlåda." in page.text
    assert "Ny brevlåda" in page.text
    assert "Åtgärd 2" in page.text
    two = {"measures-1-text": "Mer", "measures-1-responsible_function": "Samordnare"}
    client.post(path(deviation, "svara/"), typed_answer(rows=3, **two))
    assert Measure.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"view": ""}, "view"),
        ({"perspective": " "}, "perspective"),
        ({"perspective": "Det gällde 19121212-1212."}, "perspective"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field(client, cast, deviation, wrong, name):
    page = client.login_as(cast.bo).post(path(deviation, "svara/"), typed_answer(**wrong))
    assert page.status_code == 422
    assert page.context["form"].errors[name]
    assert "Ny brevlåda" in page.text
    assert not Answer.objects.exists()


def test_a_wrong_measure_is_said_in_its_row(client, cast, deviation):
    client.login_as(cast.bo)
    for wrong in ({"measures-0-responsible_function": ""}, {"measures-0-text": "19121212-1212"}):
        page = client.post(path(deviation, "svara/"), typed_answer(**wrong))
        assert page.status_code == 422
        assert page.context["measures"].forms[0].errors
        assert 'href="#id_measures-0-' in page.text  # the summary leads to the row
        assert "Åtgärd 1, " in page.text
    assert not Answer.objects.exists()


def test_what_is_wrong_above_and_in_the_rows_stands_in_one_summary(client, cast, deviation):
    wrong = typed_answer(**{"perspective": "", "measures-0-responsible_function": ""})
    page = client.login_as(cast.bo).post(path(deviation, "svara/"), wrong)
    assert page.text.count('class="error-summary__title"') == 1
    assert "2 uppgifter behöver rättas" in page.text
    assert page.text.count("error-summary__list") == 1
    assert 'href="#id_perspective"' in page.text and 'href="#id_measures-0-' in page.text


def test_a_colleague_was_first_and_the_typed_answer_becomes_a_change(client, cast, deviation):
    make_answer(deviation, by=cast.viewer("bo"), perspective="Kollegans svar.")
    late = client.login_as(cast.bo).post(path(deviation, "svara/"), typed_answer())
    assert late.status_code == 409
    for text in ("Någon annan hann före", "Kollegans svar.", "Kallelsen nådde fel brevlåda."):
        assert text in late.text
    assert late.context["action"] == path(deviation, "svara/andra/")
    changed = typed_answer(late.context["version"], reason="Mer fullständigt")
    assert client.post(path(deviation, "svara/andra/"), changed).status_code == 302
    assert [one.number for one in Answer.objects.order_by("number")] == [1, 2]
    page = client.get(path(deviation))
    assert "Ett tidigare svar" in page.text


def test_the_answer_of_a_withdrawn_deviation_is_kept_to_copy(client, cast, deviation):
    services.withdraw_deviation(
        deviation_id=deviation.pk, seen_version=1, reason="Fel", by=cast.viewer("astrid"), now=NOW
    )
    page = client.login_as(cast.bo).post(path(deviation, "svara/"), typed_answer())
    assert page.status_code == 409
    assert "Kallelsen nådde fel brevlåda." in page.text
    assert "Åtgärd 1: Vad ska göras?" in page.text and "Ny brevlåda" in page.text
    assert "Se hur det ser ut nu" in page.text


def test_declined_with_a_reason(client, cast, deviation, part):
    client.login_as(cast.bo)
    assert client.post(path(deviation, "avboj/"), {"version": 1}).status_code == 422
    response = client.post(path(deviation, "avboj/"), {"version": 1, "reason": "Annat avtal"})
    assert response.status_code == 302
    part.refresh_from_db()
    assert part.declined_at
    assert "Annat avtal" in client.login_as(cast.astrid).get(path(deviation)).text


def test_redirected_and_then_unseen(client, cast, deviation, part):
    other = make_unit("BUP Duvhöken", principal=cast.places.region)
    client.login_as(cast.bo)
    address = path(deviation, f"omdirigera/{part.pk}/")
    assert "Efteråt ser ni inte avvikelsen längre" in client.get(address).text
    searched = {"version": 1, "find": "1", "unit_search": "duvh", "reason": "Fel mottagning"}
    found = client.post(address, searched)
    assert "BUP Duvhöken" in found.text
    assert "Fel mottagning" in found.text
    assert client.post(address, {"version": 1, "reason": "Fel"}).status_code == 422
    for _ in range(2):
        typed = {"version": 1, "to_unit": other.pk, "reason": "Fel mottagning"}
        assert client.post(address, typed).url == "/inkorg/"
    assert client.get(path(deviation)).status_code == 404
    page = client.login_as(cast.astrid).get(path(deviation))
    assert "BUP Duvhöken" in page.text
    assert "Omdirigerad" in page.text


@pytest.mark.parametrize("unit", ["social", "bup"])
def test_redirecting_to_a_party_is_refused_at_its_field(client, cast, deviation, part, unit):
    typed = {"version": 1, "to_unit": getattr(cast.places, unit).pk, "reason": "Fel"}
    address = path(deviation, f"omdirigera/{part.pk}/")
    page = client.login_as(cast.bo).post(address, typed)
    assert page.status_code == 422
    assert page.context["form"].errors["to_unit"]


def test_a_coordinator_redirects_for_the_unit(client, cast):
    deviation = make_deviation(cast, by=cast.viewer("bo"), to=[cast.places.social])
    part = deviation.addressings.get()
    other = make_unit("Sånglärkans socialtjänst", principal=cast.places.municipality)
    client.login_as(cast.elof)
    assert "Omdirigera" in client.get(path(deviation)).text
    typed = {"version": 1, "to_unit": other.pk, "reason": "Rätt enhet"}
    response = client.post(path(deviation, f"omdirigera/{part.pk}/"), typed)
    assert response.url == path(deviation)
    assert client.get(response.url).status_code == 200


def test_judged_twice_alike_is_once_and_then_closed(client, cast, deviation, part):
    make_answer(deviation, by=cast.viewer("bo"))
    client.login_as(cast.astrid)
    address = path(deviation, f"bedom/{part.pk}/")
    assert "Vi fick ingen kallelse." in client.get(address).text
    assert client.post(address, {"version": 2}).status_code == 422
    typed = {"version": 2, "outcome": "improvement", "text": "Tack för svaret"}
    for _ in range(2):
        assert client.post(address, typed).url == path(deviation)
    late = client.post(address, {**typed, "outcome": "unresolved"})
    assert late.status_code == 409
    deviation.refresh_from_db()
    for _ in range(2):
        response = client.post(path(deviation, "avsluta/"), {"version": deviation.version})
        assert response.url == path(deviation)
    assert "Avvikelsen är avslutad." in client.get(path(deviation)).text


def test_obesvarad_is_for_the_clock_alone(client, cast, deviation, part):
    make_answer(deviation, by=cast.viewer("bo"))
    typed = {"version": 2, "outcome": "unanswered", "text": ""}
    address = path(deviation, f"bedom/{part.pk}/")
    assert client.login_as(cast.astrid).post(address, typed).status_code == 422


def test_not_closed_before_it_is_time(client, cast, deviation):
    client.login_as(cast.astrid)
    assert client.get(path(deviation, "avsluta/")).status_code == 409
    assert client.post(path(deviation, "avsluta/"), {"version": 1}).status_code == 409


def test_withdrawn_and_pressed_twice(client, cast, deviation):
    client.login_as(cast.astrid)
    for _ in range(2):
        typed = {"version": 1, "reason": "Vi löste det"}
        assert client.post(path(deviation, "aterkalla/"), typed).status_code == 302
    assert Deviation.objects.get().withdrawn_at


def test_opened_again_by_either_side(client, cast, deviation, part):
    make_answer(deviation, by=cast.viewer("bo"))
    judge(cast, part)
    deviation.refresh_from_db()
    services.close_deviation(
        deviation_id=deviation.pk, seen_version=deviation.version, by=cast.viewer("astrid"), now=NOW
    )
    client.login_as(cast.bo)
    assert "Öppna igen" in client.get(path(deviation)).text
    version = Deviation.objects.get().version
    for _ in range(2):
        typed = {"version": version, "reason": "Åtgärden blev inte av"}
        assert client.post(path(deviation, "oppna-igen/"), typed).status_code == 302
    assert Deviation.objects.get().closed_at is None


def test_corrected_as_a_new_version_once(client, cast, deviation):
    client.login_as(cast.astrid)
    typed = {
        "version": 1,
        "title": deviation.title,
        "what_happened": "Mötet hölls utan er.",
        "what_was_expected": "Att någon kom.",
        "happened_on": "2026-03-01",
        "consequence": "minor",
        "direct_contact": "yes",
        "reason": "Skrev fel",
    }
    page = client.post(path(deviation, "ratta/"), {**typed, "reason": ""})
    assert page.status_code == 422
    assert "Mötet hölls utan er." in page.text
    for _ in range(2):
        assert client.post(path(deviation, "ratta/"), typed).status_code == 302
    assert deviation.versions.count() == 2


def test_a_message_is_written_once_for_its_key(client, cast, deviation):
    client.login_as(cast.bo)
    typed = {"submission_key": uuid.uuid4(), "text": "Kan vi ses på tisdag?"}
    for _ in range(2):
        assert client.post(path(deviation, "meddelande/"), typed).url == path(deviation)
    assert Message.objects.count() == 1
    assert "Kan vi ses på tisdag?" in client.login_as(cast.astrid).get(path(deviation)).text
    wrong = {"submission_key": uuid.uuid4(), "text": "Det gällde 19121212-1212"}
    page = client.post(path(deviation, "meddelande/"), wrong)
    assert page.status_code == 422
    assert "19121212-1212" in page.text


def test_a_measure_goes_on_and_a_late_change_is_told(client, cast, deviation):
    make_answer(deviation, by=cast.viewer("bo"))
    measure = Measure.objects.get()
    client.login_as(cast.bo)
    address = path(deviation, f"atgard/{measure.pk}/")
    assert "Ny rutin för kallelser" in client.get(address).text
    for _ in range(2):
        assert client.post(address, {"version": 1, "status": "done"}).status_code == 302
    assert Measure.objects.get().status is MeasureStatus.DONE
    assert client.post(address, {"version": 1, "status": "dropped"}).status_code == 409
    assert client.get(path(deviation, "atgard/999/")).status_code == 404


RECIPIENTS = ("kvittera/", "utred/", "svara/", "svara/andra/", "avboj/", "omdirigera/{part}/")
REPORTERS = ("bedom/{part}/", "ratta/", "aterkalla/", "avsluta/")
BOTH = ("meddelande/", "oppna-igen/", "atgard/1/")


@pytest.mark.parametrize("step", RECIPIENTS + REPORTERS + BOTH)
@pytest.mark.parametrize("who", ["cecilia", "doris", "frej", "gudmund", "hedda", "ivar"])
def test_strangers_meet_no_step(client, cast, deviation, part, who, step):
    client.login_as(getattr(cast, who))
    address = path(deviation, step.format(part=part.pk))
    assert client.get(address).status_code == 404
    assert client.post(address, {"version": 1, "reason": "-"}).status_code == 404


@pytest.mark.parametrize(
    ("who", "steps"), [("astrid", RECIPIENTS), ("bo", REPORTERS), ("elof", REPORTERS + BOTH)]
)
def test_the_other_sides_steps_do_not_exist(client, cast, deviation, part, who, steps):
    client.login_as(getattr(cast, who))
    for step in steps:
        address = path(deviation, step.format(part=part.pk))
        assert client.get(address).status_code == 404, step
        assert client.post(address, {"version": 1, "reason": "-"}).status_code == 404, step


def test_an_expired_log_in_gives_the_answer_back(client, cast, deviation):
    page = client.post(path(deviation, "svara/"), typed_answer())
    assert page.status_code == 403
    assert "Kallelsen nådde fel brevlåda." in page.text
    assert not Answer.objects.exists()


@pytest.mark.parametrize("step", ["svara/", "avboj/"])
def test_a_steps_page_is_a_reading_and_is_logged(client, cast, deviation, step):
    client.login_as(cast.bo).get(path(deviation, step))
    event = AuditEvent.objects.get(kind=AuditKind.READ)
    assert (event.object_label, event.actor_id) == (deviation.number, cast.bo.pk)


def test_each_redirecting_says_where_it_went_also_to_the_secretariat(client, cast, deviation):
    names = ("BUP Gråhäger", "BUP Sidensvans")
    for name in names:
        to = make_unit(name, principal=cast.places.region)
        standing = deviation.addressings.get(redirected_at=None)
        services.redirect(
            deviation_id=deviation.pk,
            addressing_id=standing.pk,
            seen_version=standing.version,
            to_unit_id=to.pk,
            reason="Fel mottagning",
            by=cast.viewer("bo") if name == names[0] else viewer_of(cast.bo, standing.unit),
            now=NOW,
        )
        grant_role(cast.bo, Role.CASEWORKER, to)
    for who in ("astrid", "doris"):
        page = client.login_as(getattr(cast, who)).get(path(deviation)).text
        assert all(f"till {name}" in page for name in names)
