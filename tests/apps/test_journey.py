"""The main journey through the services: sent, redirected, answered, judged, closed."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from samsyn.deviations import services
from samsyn.deviations.content import Account, AnswerContent, MeasurePromised, Submission
from samsyn.deviations.models import Deviation, Draft, SecretariatCopy
from samsyn.deviations.selectors.lists import Standing, Wishes, copies_of, inbox_of, sent_of
from samsyn.deviations.selectors.shared_view import copy_view, shared_view
from samsyn.deviations.selectors.todo import todo_of
from samsyn.domain.refusals import Outdated, PersonalNumberFound, RecipientRefused
from samsyn.domain.vocabulary import (
    AddressingState,
    AnswerOutcome,
    DeviationState,
    StepKind,
    View,
)
from samsyn.mail.models import Letter
from tests.builders import make_unit

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def submission(cast, *units, **account):
    texts = {
        "title": "Ingen kom till mötet",
        "what_happened": "Mötet hölls utan den kallade verksamheten.",
        "what_was_expected": "Att någon deltog.",
        **account,
    }
    return Submission(
        account=Account(**texts),
        recipient_ids=tuple(unit.pk for unit in units),
        agreement_id=cast.agreement.pk,
    )


def send(cast, *units, key=None, now=NOW, **account):
    return services.send_deviation(
        submission_key=key or uuid.uuid4(),
        submission=submission(cast, *(units or (cast.places.bup,)), **account),
        by=cast.viewer("astrid"),
        now=now,
    )


def part(deviation, unit):
    return deviation.addressings.get(unit=unit, redirected_at=None)


def step(service, deviation, unit, by, now=NOW, **more):
    one = part(deviation, unit)
    return service(
        deviation_id=deviation.pk,
        addressing_id=one.pk,
        seen_version=one.version,
        by=by,
        now=now,
        **more,
    )


ANSWER = AnswerContent(
    view=View.PARTLY,
    perspective="Kallelsen nådde fel brevlåda.",
    measures=(MeasurePromised("Ny brevlåda för kallelser", "Enhetschef"),),
)


def test_the_whole_way(cast):
    places = cast.places
    astrid, bo, berit, cecilia = (cast.viewer(n) for n in ("astrid", "bo", "berit", "cecilia"))
    other = make_unit("BUP Duvhöken", principal=places.region)
    deviation = send(cast, places.bup, places.external_bup)
    assert deviation.number == "SAM-2026-0001"
    assert deviation.between_principals
    assert part(deviation, places.bup).acknowledge_by.isoformat() == "2026-03-09"
    assert part(deviation, places.bup).answer_by.isoformat() == "2026-04-01"
    assert Letter.objects.count() == 2
    assert shared_view(deviation.number, viewer=cecilia, today=NOW.date()) is None

    step(
        services.redirect, deviation, places.bup, bo, to_unit_id=other.pk, reason="Annan mottagning"
    )
    assert shared_view(deviation.number, viewer=bo, today=NOW.date()) is None

    from samsyn.domain.vocabulary import Role
    from tests.builders import grant_role, make_user

    user = make_user()
    grant_role(user, Role.CASEWORKER, other)
    from tests.builders import viewer_of

    dagny = viewer_of(user)
    step(services.acknowledge, deviation, other, dagny)
    step(services.start_investigating, deviation, other, dagny)
    step(services.answer_deviation, deviation, other, dagny, content=ANSWER)
    seen = shared_view(deviation.number, viewer=astrid, today=NOW.date())
    assert seen.state is DeviationState.PARTLY_ANSWERED
    assert {StepKind.JUDGED} <= seen.parties[1].open_steps
    step(services.answer_deviation, deviation, places.external_bup, berit, content=ANSWER)
    for unit in (other, places.external_bup):
        step(services.judge_answer, deviation, unit, astrid, outcome=AnswerOutcome.IMPROVEMENT)
    seen = shared_view(deviation.number, viewer=astrid, today=NOW.date())
    assert seen.state is DeviationState.JUDGED
    assert todo_of(viewer=astrid, today=NOW.date()).to_close == [deviation]
    services.close_deviation(
        deviation_id=deviation.pk, seen_version=seen.deviation.version, by=astrid, now=NOW
    )
    seen = shared_view(deviation.number, viewer=berit, today=NOW.date())
    assert seen.state is DeviationState.CLOSED
    assert [one.kind for one in seen.steps][-1] == StepKind.CLOSED
    copy = copy_view(deviation.number, viewer=cast.viewer("doris"))
    assert copy.parties[0][1] is AddressingState.JUDGED
    assert copy.parties[0][3]["perspective"] == ANSWER.perspective


def test_search_and_lists(cast):
    deviation = send(cast, what_happened="Årsmötet på Södermalm blev ÖPPET utan oss")
    bo, doris = cast.viewer("bo"), cast.viewer("doris")
    for text in ("årsmöt", "söder öppet", deviation.number, "koltrast"):
        assert list(inbox_of(viewer=bo, wishes=Wishes(text=text), today=NOW.date())), text
        assert list(copies_of(viewer=doris, wishes=Wishes(text=text), today=NOW.date())), text
    assert not inbox_of(viewer=bo, wishes=Wishes(text="arsmot"), today=NOW.date())
    assert not inbox_of(viewer=cast.viewer("cecilia"), wishes=Wishes(), today=NOW.date())
    for standing in Standing:
        wishes = Wishes(standing=standing)
        inbox_of(viewer=bo, wishes=wishes, today=NOW.date()).count()
        sent_of(viewer=cast.viewer("astrid"), wishes=wishes, today=NOW.date()).count()


def test_same_key_sends_once(cast):
    key = uuid.uuid4()
    first, second = send(cast, key=key), send(cast, key=key)
    assert first.pk == second.pk
    assert Deviation.objects.count() == 1


def test_personal_numbers_are_refused(cast):
    with pytest.raises(PersonalNumberFound) as refusal:
        send(cast, what_happened="Det gällde 19121212-1212.")
    assert refusal.value.fields == ("what_happened",)
    assert not Deviation.objects.exists()


def test_the_copy_is_masked(cast, before_the_guard):
    send(cast, what_happened="Ring 08-123 45 67 eller skriv till namn@example.com.")
    copy = SecretariatCopy.objects.get()
    assert copy.texts["what_happened"] == "Ring [telefonnummer] eller skriv till [e-postadress]."


def test_nobody_sends_to_themselves(cast):
    with pytest.raises(RecipientRefused):
        send(cast, cast.places.social)


def test_the_second_answer_is_refused_and_nothing_is_lost(cast):
    deviation = send(cast)
    one = part(deviation, cast.places.bup)
    asked = {"deviation_id": deviation.pk, "addressing_id": one.pk, "seen_version": one.version}
    services.answer_deviation(**asked, content=ANSWER, by=cast.viewer("bo"), now=NOW)
    with pytest.raises(Outdated):
        services.answer_deviation(**asked, content=ANSWER, by=cast.viewer("bo"), now=NOW)


def test_time_ends_what_nobody_answered(cast):
    deviation = send(cast)
    assert services.close_expired(now=NOW + timedelta(days=60)) == 0
    assert services.close_expired(now=NOW + timedelta(days=61)) == 1
    assert services.close_expired(now=NOW + timedelta(days=61)) == 0
    assert part(deviation, cast.places.bup).outcome == AnswerOutcome.UNANSWERED
    deviation.refresh_from_db()
    services.reopen_deviation(
        deviation_id=deviation.pk,
        seen_version=deviation.version,
        reason="Svaret var på väg",
        by=cast.viewer("astrid"),
        now=NOW + timedelta(days=62),
    )
    assert services.close_expired(now=NOW + timedelta(days=63)) == 0
    assert part(deviation, cast.places.bup).outcome == ""


def test_sending_removes_the_draft(cast):
    draft = services.start_draft(by=cast.viewer("astrid"), now=NOW)
    send(cast, key=draft.submission_key)
    assert not Draft.objects.exists()
