"""Each step's own rules: what it records, whom it tells, and what it refuses."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.deviations import services
from samsyn.deviations.content import Account, AnswerContent
from samsyn.deviations.models import Deviation, Draft, Measure, Message, SecretariatCopy
from samsyn.deviations.search import found_by
from samsyn.deviations.selectors.lists import Wishes, inbox_of
from samsyn.deviations.selectors.shared_view import copy_view, shared_view
from samsyn.deviations.selectors.visible import deviations_visible_to
from samsyn.deviations.services.agreeing import AgreementFields, change_agreement
from samsyn.domain.access import Everything
from samsyn.domain.deadlines import Terms
from samsyn.domain.lifecycle import StepRefused
from samsyn.domain.refusals import Outdated, PersonalNumberFound, RecipientRefused
from samsyn.domain.vocabulary import AnswerOutcome, MeasureStatus, Role, StepKind
from samsyn.mail.models import Letter
from tests.builders import (
    NOW,
    grant_role,
    make_answer,
    make_deviation,
    make_unit,
    make_user,
    viewer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(cast):
    deviation = make_deviation(cast)
    Letter.objects.all().delete()
    return deviation


def part_of(deviation):
    return deviation.addressings.get(redirected_at=None)


def at_part(deviation, by, **more):
    part = part_of(deviation)
    return {
        "deviation_id": deviation.pk,
        "addressing_id": part.pk,
        "seen_version": part.version,
        "by": by,
        "now": NOW,
        **more,
    }


def on_whole(deviation, by, **more):
    deviation.refresh_from_db()
    seen = deviation.version
    return {"deviation_id": deviation.pk, "seen_version": seen, "by": by, "now": NOW, **more}


def letters():
    return sorted(Letter.objects.values_list("kind", "recipient"))


# --- redirect -----------------------------------------------------------------------------------


def test_redirecting_keeps_the_clock_and_tells_both(cast, sent):
    owl = make_unit("BUP Slagugglan", principal=cast.places.region)
    first = part_of(sent)
    later = NOW + timedelta(days=9)
    services.redirect(
        **{**at_part(sent, cast.viewer("bo"), to_unit_id=owl.pk, reason="Fel enhet"), "now": later}
    )
    second = part_of(sent)
    assert second.redirected_from_id == first.pk
    assert second.clock_started_on == first.clock_started_on
    assert second.answer_by == first.answer_by
    assert second.acknowledge_by > first.acknowledge_by
    assert letters() == sorted(
        [
            ("redirected_here", owl.function_mailbox),
            ("redirected", cast.places.social.function_mailbox),
        ]
    )


def test_a_redirected_deviation_is_gone_for_who_redirected_it(cast, sent):
    owl = make_unit("BUP Slagugglan", principal=cast.places.region)
    services.redirect(**at_part(sent, cast.viewer("bo"), to_unit_id=owl.pk, reason="Fel enhet"))
    assert not deviations_visible_to(viewer=cast.viewer("bo")).exists()
    assert deviations_visible_to(viewer=Everything(reason="test")).count() == 1


def test_who_is_sent_it_on_finds_it_by_words_and_by_name(cast, sent):
    owl = make_unit("BUP Slagugglan", principal=cast.places.region)
    hugo = replace(cast.viewer("bo"), scope_id=owl.pk)
    services.redirect(**at_part(sent, cast.viewer("bo"), to_unit_id=owl.pk, reason="Fel enhet"))

    def found(viewer, text):
        return inbox_of(viewer=viewer, wishes=Wishes(text=text), today=NOW.date()).count()

    assert [found(hugo, text) for text in ("slagugglan", sent.title, "finns inte")] == [1, 1, 0]
    assert found(cast.viewer("bo"), sent.title) == 0


def test_redirecting_within_the_writers_principal_changes_the_scope(cast, sent):
    school = make_unit("Trastbys skola", principal=cast.places.municipality)
    assert sent.between_principals
    services.redirect(**at_part(sent, cast.viewer("bo"), to_unit_id=school.pk, reason="Skolans"))
    sent.refresh_from_db()
    assert not sent.between_principals


@pytest.mark.parametrize("target", ["social", "bup"])
def test_redirecting_to_a_party_is_refused(cast, sent, target):
    unit = getattr(cast.places, target)
    with pytest.raises(RecipientRefused):
        services.redirect(**at_part(sent, cast.viewer("bo"), to_unit_id=unit.pk, reason="Nej"))
    assert part_of(sent).redirected_at is None


def test_the_recipients_coordinator_may_redirect(cast, sent):
    owl = make_unit("BUP Slagugglan", principal=cast.places.region)
    user = make_user()
    grant_role(user, Role.COORDINATOR, cast.places.region)
    services.redirect(**at_part(sent, viewer_of(user), to_unit_id=owl.pk, reason="Rätt enhet"))
    assert part_of(sent).unit_id == owl.pk


def test_the_writers_coordinator_may_not(cast, sent):
    owl = make_unit("BUP Slagugglan", principal=cast.places.region)
    with pytest.raises(StepRefused):
        services.redirect(**at_part(sent, cast.viewer("elof"), to_unit_id=owl.pk, reason="Nej"))


# --- decline, withdraw, reopen ------------------------------------------------------------------


def test_when_all_decline_the_writer_can_close(cast, sent):
    services.decline(**at_part(sent, cast.viewer("bo"), reason="Gäller inte överenskommelsen"))
    services.close_deviation(**on_whole(sent, cast.viewer("astrid")))
    assert Deviation.objects.get().closing == "by_reporter"
    assert ("declined", cast.places.social.function_mailbox) in letters()


def test_withdrawing_needs_a_reason_and_releases_the_recipient(cast, sent):
    with pytest.raises(StepRefused):
        services.withdraw_deviation(**on_whole(sent, cast.viewer("astrid"), reason=""))
    services.withdraw_deviation(**on_whole(sent, cast.viewer("astrid"), reason="Löstes i dag"))
    assert part_of(sent).released_at == NOW
    assert letters() == [("withdrawn", cast.places.bup.function_mailbox)]
    with pytest.raises(StepRefused):
        services.acknowledge(**at_part(sent, cast.viewer("bo")))


def test_a_recipient_cannot_withdraw(cast, sent):
    with pytest.raises(StepRefused):
        services.withdraw_deviation(**on_whole(sent, cast.viewer("bo"), reason="Nej"))


def test_reopening_makes_the_recipient_owe_an_answer_again(cast, sent):
    services.close_expired(now=NOW + timedelta(days=70))
    assert part_of(sent).released_at
    services.reopen_deviation(**on_whole(sent, cast.viewer("bo"), reason="Vi vill svara"))
    assert part_of(sent).released_at is None
    make_answer(sent, by=cast.viewer("bo"))
    assert part_of(sent).answered_at


@pytest.mark.parametrize("service", [services.decline, services.redirect])
def test_a_reason_with_a_personal_number_is_refused(cast, sent, service):
    owl = make_unit("BUP Slagugglan", principal=cast.places.region)
    more = {"to_unit_id": owl.pk} if service is services.redirect else {}
    with pytest.raises(PersonalNumberFound):
        service(**at_part(sent, cast.viewer("bo"), reason="Gäller 19121212-1212", **more))
    part = part_of(sent)
    assert (part.declined_at, part.redirected_at) == (None, None)


def test_a_judgement_with_a_personal_number_is_refused(cast, sent):
    make_answer(sent, by=cast.viewer("bo"))
    judged = {"outcome": AnswerOutcome.RESOLVED, "text": "Om 19121212-1212"}
    with pytest.raises(PersonalNumberFound):
        services.judge_answer(**at_part(sent, cast.viewer("astrid"), **judged))
    assert part_of(sent).judged_at is None


# --- answer, amend, judge -----------------------------------------------------------------------


def test_an_amended_answer_is_a_new_version_and_takes_the_judgement_back(cast, sent):
    make_answer(sent, by=cast.viewer("bo"))
    judged = at_part(sent, cast.viewer("astrid"), outcome=AnswerOutcome.UNRESOLVED)
    services.judge_answer(**judged)
    services.amend_answer(
        **at_part(
            sent,
            cast.viewer("bo"),
            content=AnswerContent(view="agrees", perspective="Vi har ändrat oss."),
            reason="Ny kunskap",
        )
    )
    part = part_of(sent)
    assert (part.outcome, part.judged_at) == ("", None)
    seen = shared_view(sent.number, viewer=cast.viewer("astrid"), today=NOW.date())
    assert [one.number for one in seen.parties[0].answers] == [2, 1]
    assert seen.parties[0].answers[1].perspective == "Vi fick ingen kallelse."
    assert SecretariatCopy.objects.filter(source="answer").count() == 2


def test_an_answer_with_a_personal_number_changes_nothing(cast, sent):
    content = AnswerContent(view="agrees", perspective="Gällde 19121212-1212")
    with pytest.raises(PersonalNumberFound):
        services.answer_deviation(**at_part(sent, cast.viewer("bo"), content=content))
    assert part_of(sent).answered_at is None


def test_the_writer_cannot_close_before_judging(cast, sent):
    make_answer(sent, by=cast.viewer("bo"))
    with pytest.raises(StepRefused):
        services.close_deviation(**on_whole(sent, cast.viewer("astrid")))


def test_closing_on_an_older_page_is_refused(cast, sent):
    make_answer(sent, by=cast.viewer("bo"))
    services.judge_answer(**at_part(sent, cast.viewer("astrid"), outcome=AnswerOutcome.RESOLVED))
    seen = on_whole(sent, cast.viewer("astrid"))
    content = AnswerContent(view="agrees", perspective="Tillägg.")
    services.amend_answer(**at_part(sent, cast.viewer("bo"), content=content, reason="Tillägg"))
    with pytest.raises((Outdated, StepRefused)):
        services.close_deviation(**seen)
    assert Deviation.objects.get().closed_at is None


def test_a_measure_goes_on_after_closing(cast, sent):
    make_answer(sent, by=cast.viewer("bo"))
    services.judge_answer(**at_part(sent, cast.viewer("astrid"), outcome=AnswerOutcome.RESOLVED))
    services.close_deviation(**on_whole(sent, cast.viewer("astrid")))
    measure = Measure.objects.get()
    change = {
        "deviation_id": sent.pk,
        "measure_id": measure.pk,
        "seen_version": measure.version,
        "status": MeasureStatus.DONE,
        "now": NOW,
    }
    with pytest.raises(StepRefused):
        services.change_measure(**change, by=cast.viewer("astrid"))
    services.change_measure(**change, by=cast.viewer("bo"))
    assert Measure.objects.get().done_at == NOW
    with pytest.raises(Outdated):
        services.change_measure(**change, by=cast.viewer("bo"))


# --- correct, thread ----------------------------------------------------------------------------


def test_a_correction_is_a_new_version_with_its_own_copy(cast, sent):
    account = Account(title="Rättad rubrik", what_happened="Så här var det.")
    with pytest.raises(StepRefused):
        services.correct_deviation(
            **on_whole(sent, cast.viewer("astrid"), account=account, reason=" ")
        )
    services.correct_deviation(
        **on_whole(sent, cast.viewer("astrid"), account=account, reason="Fel dag")
    )
    seen = shared_view(sent.number, viewer=cast.viewer("bo"), today=NOW.date())
    assert [one.title for one in seen.versions] == [
        "Rättad rubrik",
        "Kallelsen till mötet kom inte fram",
    ]
    assert seen.deviation.title == "Rättad rubrik"
    copy = copy_view(sent.number, viewer=cast.viewer("doris"))
    assert copy.account["title"] == "Rättad rubrik"
    assert letters() == [("corrected", cast.places.bup.function_mailbox)]


def test_a_message_is_written_once_and_reaches_the_others(cast, sent):
    key = uuid.uuid4()
    for _ in range(2):
        services.write_message(
            deviation_id=sent.pk,
            submission_key=key,
            text="Kan vi ses?",
            by=cast.viewer("bo"),
            now=NOW,
        )
    assert Message.objects.count() == 1
    assert letters() == [("message", cast.places.social.function_mailbox)]


@pytest.mark.parametrize("name", ["cecilia", "doris", "elof", "gudmund", "hedda"])
def test_nobody_else_writes_in_the_thread(cast, sent, name):
    with pytest.raises(StepRefused):
        services.write_message(
            deviation_id=sent.pk,
            submission_key=uuid.uuid4(),
            text="Hej",
            by=cast.viewer(name),
            now=NOW,
        )


# --- drafts, log, references --------------------------------------------------------------------


def test_a_draft_saved_in_another_window_is_not_overwritten(cast):
    astrid = cast.viewer("astrid")
    draft = services.start_draft(by=astrid, now=NOW, fields={"title": "Först"})
    services.save_draft(
        draft_id=draft.pk, fields={"title": "Ny"}, by=astrid, now=NOW, seen_version=1
    )
    with pytest.raises(Outdated):
        services.save_draft(
            draft_id=draft.pk, fields={"title": "Gammal"}, by=astrid, now=NOW, seen_version=1
        )
    assert Draft.objects.get().fields == {"title": "Ny"}


def test_another_units_draft_cannot_be_saved(cast):
    draft = services.start_draft(by=cast.viewer("astrid"), now=NOW)
    with pytest.raises(Draft.DoesNotExist):
        services.save_draft(draft_id=draft.pk, fields={}, by=cast.viewer("bo"), now=NOW)


def test_each_step_leaves_history_and_log(cast, sent):
    services.acknowledge(**at_part(sent, cast.viewer("bo")))
    assert list(sent.steps.values_list("kind", flat=True)) == [
        StepKind.SENT,
        StepKind.ACKNOWLEDGED,
    ]
    logged = AuditEvent.objects.filter(object_kind="deviation", object_id=sent.pk)
    assert [event.details["step"] for event in logged.order_by("pk")] == ["sent", "acknowledged"]


def test_the_registrar_of_every_party_can_see_the_step(cast, sent):
    event = AuditEvent.objects.get(object_kind="deviation", object_id=sent.pk)
    concerned = set(event.concerns.values_list("principal_id", flat=True))
    assert event.principal_id == cast.places.municipality.pk
    assert concerned == {cast.places.region.pk}


def test_the_internal_reference_is_in_nothing_that_leaves_the_unit(cast):
    deviation = make_deviation(cast, internal_reference="KVITTER-77")
    from samsyn.deviations.models import SearchText

    outputs = [
        *Letter.objects.values(),
        *AuditEvent.objects.values(),
        *SecretariatCopy.objects.values(),
        *SearchText.objects.values(),
        *deviation.steps.values(),
    ]
    assert outputs
    assert not any("kvitter" in str(one).lower() for one in outputs)


def test_a_unit_without_mailbox_is_reached_through_its_people(cast):
    unit = make_unit("BUP Tornugglan", principal=cast.places.region, function_mailbox="")
    user = make_user()
    grant_role(user, Role.CASEWORKER, unit)
    make_deviation(cast, to=[unit])
    assert [one.recipient for one in Letter.objects.all()] == [user.email]


def test_answers_can_be_kept_from_other_recipients(cast):
    cast.agreement.answers_shown_to_all = False
    cast.agreement.save()
    deviation = make_deviation(cast, to=[cast.places.bup, cast.places.external_bup])
    make_answer(deviation, by=cast.viewer("bo"))

    def answers_for(name):
        seen = shared_view(deviation.number, viewer=cast.viewer(name), today=NOW.date())
        return [bool(party.answers) for party in seen.parties]

    assert answers_for("astrid") == [True, False]
    assert answers_for("bo") == [True, False]
    assert answers_for("berit") == [False, False]


def test_a_hidden_answers_words_are_nowhere_for_other_recipients(cast):
    cast.agreement.answers_shown_to_all = False
    cast.agreement.save()
    deviation = make_deviation(cast, to=[cast.places.bup, cast.places.external_bup])
    make_answer(deviation, by=cast.viewer("bo"), perspective="Kallelsen låg i skräpposten")
    part = deviation.addressings.get(unit=cast.places.bup)
    services.judge_answer(
        deviation_id=deviation.pk,
        addressing_id=part.pk,
        seen_version=part.version,
        outcome=AnswerOutcome.PARTLY,
        text="Skräpposten ska läsas",
        by=cast.viewer("astrid"),
        now=NOW,
    )

    def seen_by(name):
        seen = shared_view(deviation.number, viewer=cast.viewer(name), today=NOW.date())
        answered = next(one for one in seen.parties if one.addressing.pk == part.pk)
        return answered.addressing.outcome, answered.addressing.judgement_text

    assert seen_by("astrid") == ("partly", "Skräpposten ska läsas")
    assert seen_by("berit") == ("", "")


@pytest.mark.parametrize("first", [True, False])
def test_searching_never_tells_what_a_hidden_answer_says(cast, first):
    cast.agreement.answers_shown_to_all = first
    cast.agreement.save()
    deviation = make_deviation(cast, to=[cast.places.bup, cast.places.external_bup])
    make_answer(deviation, by=cast.viewer("bo"), perspective="Kallelsen låg i skräpposten")

    def is_found():
        return found_by(Deviation.objects.all(), "skräppost", in_copies=False).exists()

    assert is_found() is first
    change_agreement(
        agreement_id=cast.agreement.pk,
        fields=AgreementFields(
            name=cast.agreement.name,
            valid_from=None,
            valid_to=None,
            terms=Terms(acknowledge_working_days=5, answer_days=30, ceiling_days=60),
            answers_shown_to_all=not first,
            is_proposal=True,
        ),
        by=cast.viewer("gudmund"),
        now=NOW,
    )
    assert is_found() is not first
