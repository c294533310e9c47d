"""What happens when many do the same thing at the same moment? (faults F7, F8 and F9; both databases)"""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection

from samsyn.deviations import services
from samsyn.deviations.content import Account, AnswerContent, Submission
from samsyn.deviations.models import (
    Addressing,
    Agreement,
    AgreementPoint,
    Answer,
    AnswerDraft,
    Deviation,
    DeviationVersion,
    SearchText,
    SecretariatCopy,
    StepTaken,
)
from samsyn.domain.lifecycle import StepRefused
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import AnswerOutcome, View
from samsyn.mail.models import Letter
from tests.builders import NOW, make_answer, make_deviation, make_unit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
LATER = NOW + timedelta(days=1)


@pytest.fixture
def cast(transactional_db):
    """The cast, committed, so that other threads see it; emptying tables took the agreements away."""
    from tests.builders import make_cast

    made = make_cast()
    if not AgreementPoint.objects.filter(agreement=made.agreement).exists():
        AgreementPoint.objects.create(agreement=made.agreement, key="annat", name="Annat")
    assert Agreement.objects.exists()
    return made


def at_once(*actions):
    """Run all at the same moment, each on its own connection; results and refusals in order."""
    barrier = threading.Barrier(len(actions))
    results = [None] * len(actions)

    def run(place, action):
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            results[place] = action()
        except (Outdated, StepRefused) as refusal:
            results[place] = refusal
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return results


def submission(cast, *units):
    return Submission(
        account=Account(title="Kallelsen kom inte", what_happened="Mötet hölls utan oss."),
        recipient_ids=tuple(unit.pk for unit in units or [cast.places.bup]),
        agreement_id=cast.agreement.pk,
    )


def send(cast, key, *units):
    return services.send_deviation(
        submission_key=key,
        submission=submission(cast, *units),
        by=cast.viewer("astrid"),
        now=NOW,
    ).number


def assert_whole(deviation):
    """Everything that belongs to a sending is there, once."""
    assert DeviationVersion.objects.filter(deviation=deviation).count() == 1
    assert StepTaken.objects.filter(deviation=deviation).count() == 1
    assert SecretariatCopy.objects.filter(deviation=deviation).count() == 1
    assert SearchText.objects.filter(deviation=deviation).count() == 1
    parts = Addressing.objects.filter(deviation=deviation).count()
    assert Letter.objects.filter(deviation_number=deviation.number).count() == parts > 0


@pytest.mark.parametrize("times", [2, 50])
def test_the_same_form_sent_many_times_at_once_is_one_deviation(cast, times):
    key, places = uuid.uuid4(), cast.places
    units = (places.bup, places.other_school)
    numbers = at_once(*[lambda: send(cast, key, *units)] * times)
    deviation = Deviation.objects.get()
    assert numbers == [deviation.number] * times
    assert_whole(deviation)


def test_fifty_at_once_to_one_unit_are_numbered_without_error_or_repeat(cast):
    numbers = at_once(*[lambda: send(cast, uuid.uuid4())] * 50)
    assert sorted(numbers) == [f"SAM-2026-{serial:04}" for serial in range(1, 51)]
    for deviation in Deviation.objects.all():
        assert_whole(deviation)


def answered(cast, pk, part, words, viewer="bo"):
    return lambda: services.answer_deviation(
        deviation_id=pk,
        addressing_id=part.pk,
        seen_version=part.version,
        content=AnswerContent(view=View.AGREES, perspective=words),
        by=cast.viewer(viewer),
        now=LATER,
    )


def judged(cast, pk, part, outcome):
    return lambda: services.judge_answer(
        deviation_id=pk,
        addressing_id=part.pk,
        seen_version=part.version,
        outcome=outcome,
        by=cast.viewer("astrid"),
        now=LATER,
    )


def redirected(cast, pk, part, unit):
    return lambda: services.redirect(
        deviation_id=pk,
        addressing_id=part.pk,
        seen_version=part.version,
        to_unit_id=unit.pk,
        reason="Fel mottagare",
        by=cast.viewer("bo"),
        now=LATER,
    )


def assert_one_winner(results):
    won = [one for one in results if not isinstance(one, Exception)]
    lost = [one for one in results if isinstance(one, Exception)]
    assert len(won) == 1, results
    assert all(isinstance(one, Outdated | StepRefused) for one in lost), results


def test_two_answers_at_once_keep_one_and_refuse_the_other(cast):
    for _ in range(12):
        deviation = make_deviation(cast)
        part = deviation.addressings.get()
        words = ("Vårt ena svar", "Vårt andra svar")
        results = at_once(*(answered(cast, deviation.pk, part, each) for each in words))
        assert_one_winner(results)
        winner = next(one for one in results if isinstance(one, Answer))
        assert Answer.objects.get(addressing=part).perspective == winner.perspective


def test_answer_against_redirect_lets_one_happen(cast):
    other = make_unit("BUP Rödhaken", principal=cast.places.region)
    for _ in range(12):
        deviation = make_deviation(cast)
        part = deviation.addressings.get()
        results = at_once(
            answered(cast, deviation.pk, part, "Vårt svar"),
            redirected(cast, deviation.pk, part, other),
        )
        assert_one_winner(results)
        part.refresh_from_db()
        assert (part.answered_at is None) != (part.redirected_at is None)


def test_two_judgements_at_once_keep_the_one_that_was_told(cast):
    for _ in range(12):
        deviation = make_deviation(cast)
        make_answer(deviation, by=cast.viewer("bo"))
        part = deviation.addressings.get()
        outcomes = (AnswerOutcome.RESOLVED, AnswerOutcome.UNRESOLVED)
        results = at_once(*(judged(cast, deviation.pk, part, each) for each in outcomes))
        assert_one_winner(results)
        part.refresh_from_db()
        won = next(place for place, one in enumerate(results) if isinstance(one, Addressing))
        assert part.outcome == outcomes[won]


def test_closing_against_amending_never_loses_an_answer(cast):
    for _ in range(12):
        deviation = make_deviation(cast)
        make_answer(deviation, by=cast.viewer("bo"))
        judged(cast, deviation.pk, deviation.addressings.get(), AnswerOutcome.PARTLY)()
        part = deviation.addressings.get()
        deviation.refresh_from_db()
        results = at_once(
            lambda one=deviation: services.close_deviation(
                deviation_id=one.pk, seen_version=one.version, by=cast.viewer("astrid"), now=LATER
            ),
            lambda one=deviation, part=part: services.amend_answer(
                deviation_id=one.pk,
                addressing_id=part.pk,
                seen_version=part.version,
                content=AnswerContent(view=View.DIFFERS, perspective="Ändrat svar"),
                reason="Ny uppgift",
                by=cast.viewer("bo"),
                now=LATER,
            ),
        )
        assert_one_winner(results)
        part.refresh_from_db()
        deviation.refresh_from_db()
        is_amended = part.answers.count() == 2
        assert (deviation.closed_at is None) == is_amended


def test_the_time_limit_against_an_answer_lets_one_happen(cast):
    expired = NOW + timedelta(days=62)
    for _ in range(12):
        deviation = make_deviation(cast)
        part = deviation.addressings.get()
        closed, answer = at_once(
            lambda: services.close_expired(now=expired),
            lambda one=deviation, part=part: services.answer_deviation(
                deviation_id=one.pk,
                addressing_id=part.pk,
                seen_version=part.version,
                content=AnswerContent(view=View.AGREES, perspective="Sent svar"),
                by=cast.viewer("bo"),
                now=expired,
            ),
        )
        deviation.refresh_from_db()
        if isinstance(answer, Answer):
            assert closed == 0 and deviation.closed_at is None
        else:
            assert isinstance(answer, Outdated | StepRefused), answer
            assert closed == 1 and deviation.closed_at


@pytest.mark.parametrize("end", ["answer", "withdraw"])
def test_a_late_save_does_not_bring_back_what_is_sent_or_ended(cast, end):
    """Whoever waits for the other: either the save comes first and goes, or it is refused."""
    bo, astrid = cast.viewer("bo"), cast.viewer("astrid")
    for _round in range(3):
        deviation = make_deviation(cast)
        part = deviation.addressings.get()
        about = {"deviation_id": deviation.pk, "addressing_id": part.pk}

        def save(about=about):
            typed = services.TypedAnswer({"perspective": "Vi såg"}, seen_part=1)
            return services.keep_answer_draft(**about, typed=typed, by=bo, now=NOW)

        def ended(deviation=deviation):
            if end == "answer":
                return make_answer(deviation, by=bo)
            return services.withdraw_deviation(
                deviation_id=deviation.pk, seen_version=1, reason="Dubbel", by=astrid, now=NOW
            )

        saved, done = at_once(save, ended)
        assert isinstance(saved, AnswerDraft | Outdated | StepRefused), saved
        assert isinstance(done, Answer | Deviation), done
        assert not AnswerDraft.objects.exists()
