"""Drafts of answers: found by whoever typed them, until they are sent or no answer is taken any more."""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from samsyn.audit.models import AuditEvent
from samsyn.deviations import services
from samsyn.deviations.content import AnswerContent
from samsyn.deviations.mailbox_links import read_link
from samsyn.deviations.models import Answer, AnswerDraft, Draft
from samsyn.deviations.selectors.answer_drafts import answer_draft
from samsyn.deviations.selectors.mailbox import door_of, guest_at
from samsyn.deviations.services import TypedAnswer
from samsyn.domain.lifecycle import StepRefused
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import AnswerOutcome, Role
from samsyn.exports.own_data import own_data
from tests.builders import (
    NOW,
    grant_role,
    make_answer,
    make_deviation,
    make_unit,
    make_user,
    viewer_of,
)
from tests.web.guests import make_mailed

pytestmark = pytest.mark.django_db
TEXT = "Vi fick kallelsen för sent, och "


@pytest.fixture
def deviation(cast):
    return make_deviation(cast, to=[cast.places.bup, cast.places.external_bup])


@pytest.fixture
def part(cast, deviation):
    return deviation.addressings.get(unit=cast.places.bup)


def keep(part, by, text=TEXT, *, seen=0, answer=0, now=NOW, **more):
    typed = TypedAnswer(
        {"perspective": text}, seen_draft=seen, seen_part=part.version, seen_answer=answer
    )
    about = {"deviation_id": part.deviation_id, "addressing_id": part.pk}
    return services.keep_answer_draft(**about, typed=typed, by=by, now=now, **more)


def step(service, part, by, **more):
    part.refresh_from_db()
    about = {"deviation_id": part.deviation_id, "addressing_id": part.pk}
    return service(**about, seen_version=part.version, by=by, now=NOW, **more)


def of_case(service, deviation, by, **more):
    deviation.refresh_from_db()
    return service(
        deviation_id=deviation.pk, seen_version=deviation.version, by=by, now=NOW, **more
    )


@pytest.fixture
def colleague(cast):
    user = make_user("Bodil Ljungkvist")
    grant_role(user, Role.MANAGER, cast.places.bup)
    return viewer_of(user)


def test_what_is_typed_is_found_again_by_its_writer_alone(cast, part, colleague):
    bo = cast.viewer("bo")
    keep(part, bo)
    saved = keep(part, bo, TEXT + "ingen ringde.", seen=1, now=NOW + timedelta(minutes=1))
    assert (saved.version, saved.saved_at) == (2, NOW + timedelta(minutes=1))
    assert answer_draft(part.pk, viewer=bo).fields == {"perspective": TEXT + "ingen ringde."}
    everybody_else = [cast.viewer(name) for name in cast.everybody if name != "bo"]
    for viewer in [colleague, *everybody_else]:
        assert answer_draft(part.pk, viewer=viewer) is None
        assert answer_draft(part.pk, viewer=viewer, visit=uuid.uuid4()) is None
    keep(part, colleague, "Min egen text")
    assert answer_draft(part.pk, viewer=bo).fields == {"perspective": TEXT + "ingen ringde."}


def test_whoever_moves_to_another_unit_leaves_the_draft_behind(cast, part):
    keep(part, cast.viewer("bo"))
    grant_role(cast.bo, Role.CASEWORKER, cast.places.external_bup)
    assert answer_draft(part.pk, viewer=cast.viewer("bo", cast.places.external_bup)) is None


def test_two_windows_do_not_overwrite_each_other(cast, part):
    bo = cast.viewer("bo")
    keep(part, bo)
    keep(part, bo, "I ett fönster", seen=1)
    with pytest.raises(Outdated):
        keep(part, bo, "I ett annat", seen=1)
    assert keep(part, bo, "I ett fönster", seen=1).version == 2  # the same press twice
    with pytest.raises(Outdated):
        keep(part, bo, "I ett tredje, öppnat före utkastet")


def test_the_database_knows_one_draft_for_each(cast, part):
    draft = keep(part, cast.viewer("bo"))
    wrong = {"fields": {}, "seen_part": 1, "created_at": NOW, "saved_at": NOW, "addressing": part}
    for more in ({"author": draft.author}, {}, {"author": cast.berit, "visit": uuid.uuid4()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AnswerDraft.objects.create(**wrong, **more)


def test_sending_removes_the_own_draft_and_a_late_save_does_not_bring_it_back(
    cast, deviation, part, colleague
):
    bo = cast.viewer("bo")
    keep(part, bo)
    keep(part, colleague, "Kollegans egna ord")
    make_answer(deviation, by=bo)
    with pytest.raises(Outdated):
        keep(part, bo, seen=1)
    assert AnswerDraft.objects.get().author_id == colleague.user_id, "not what was sent"
    # The colleague's page was opened before the answer: the words are kept, for a change of it.
    assert keep(part, colleague, "Kollegans ord, och mer", seen=1).version == 2
    keep(part, bo, "En ändring", answer=1)
    step(
        services.amend_answer,
        part,
        bo,
        content=content_of(Answer.objects.get()),
        reason="Mer fullständigt",
    )
    assert AnswerDraft.objects.get().author_id == colleague.user_id


def content_of(answer):
    return AnswerContent(answer.view, answer.perspective + " Mer.")


def test_a_refused_answer_leaves_the_draft(cast, deviation, part):
    bo = cast.viewer("bo")
    keep(part, bo)
    with pytest.raises(Outdated):
        services.answer_deviation(
            deviation_id=deviation.pk,
            addressing_id=part.pk,
            seen_version=part.version + 1,
            content=AnswerContent("partly", TEXT),
            by=bo,
            now=NOW,
        )
    assert AnswerDraft.objects.exists()


def decline(cast, deviation, part):
    step(services.decline, part, cast.viewer("bo"), reason="Annat avtal")


def redirect(cast, deviation, part):
    to = make_unit("BUP Duvhöken", principal=cast.places.region)
    step(services.redirect, part, cast.viewer("bo"), to_unit_id=to.pk, reason="Fel mottagning")


def withdraw(cast, deviation, part):
    of_case(services.withdraw_deviation, deviation, cast.viewer("astrid"), reason="Dubbel")


def close_by_time(cast, deviation, part):
    assert services.close_expired(now=NOW + timedelta(days=200)) == 1


def close(cast, deviation, part):
    for name in ("bo", "berit"):
        answer = make_answer(deviation, by=cast.viewer(name))
        judged = {"outcome": AnswerOutcome.RESOLVED}
        step(services.judge_answer, answer.addressing, cast.viewer("astrid"), **judged)
    keep(part, cast.viewer("bo"), "En ändring som aldrig sändes", answer=1)
    of_case(services.close_deviation, deviation, cast.viewer("astrid"))


@pytest.mark.parametrize("end", [decline, redirect, withdraw, close_by_time, close])
def test_nothing_lingers_of_what_no_answer_is_taken_for(cast, deviation, part, colleague, end):
    for viewer in (cast.viewer("bo"), colleague):
        keep(part, viewer)
    other = deviation.addressings.get(unit=cast.places.external_bup)
    keep(other, cast.viewer("berit"))
    end(cast, deviation, part)
    left = set(AnswerDraft.objects.values_list("addressing", flat=True))
    assert left == ({other.pk} if end in (decline, redirect) else set())
    with pytest.raises(StepRefused):
        keep(part, colleague, seen=1, answer=1)


def test_a_step_that_ends_nothing_leaves_the_draft(cast, part):
    keep(part, cast.viewer("bo"))
    step(services.acknowledge, part, cast.viewer("bo"))
    draft = answer_draft(part.pk, viewer=cast.viewer("bo"))
    part.refresh_from_db()
    assert draft.seen_part == 1 < part.version


@pytest.mark.parametrize("who", ["astrid", "berit", "cecilia", "doris", "elof", "gudmund"])
def test_nobody_begins_an_answer_for_another_unit(cast, part, who):
    with pytest.raises(StepRefused):
        keep(part, cast.viewer(who))
    assert not AnswerDraft.objects.exists()


def test_it_is_thrown_away_by_its_writer_alone(cast, part, colleague):
    keep(part, cast.viewer("bo"))
    services.discard_answer_draft(addressing_id=part.pk, by=colleague)
    assert AnswerDraft.objects.exists()
    services.discard_answer_draft(addressing_id=part.pk, by=cast.viewer("bo"))
    assert not AnswerDraft.objects.exists()


def test_the_log_and_the_story_tell_nothing_of_it(cast, deviation, part):
    before = AuditEvent.objects.count(), deviation.steps.count()
    keep(part, cast.viewer("bo"))
    services.discard_answer_draft(addressing_id=part.pk, by=cast.viewer("bo"))
    assert (AuditEvent.objects.count(), deviation.steps.count()) == before


@pytest.fixture
def guest(cast):
    things = make_mailed(cast)
    AnswerDraft.objects.all().delete()
    return guest_at(door_of(read_link(things["mailed_link"]), now=timezone.now()))


def test_a_guests_draft_belongs_to_the_browser_that_it_was_typed_in(guest):
    part = Answer.objects.get(made_by=None).addressing
    here, there = uuid.uuid4(), uuid.uuid4()
    keep(part, guest, visit=here, answer=1)
    assert answer_draft(part.pk, viewer=guest, visit=here).fields == {"perspective": TEXT}
    for other in (there, None):
        assert answer_draft(part.pk, viewer=guest, visit=other) is None
    keep(part, guest, "I den andra webbläsaren", visit=there, answer=1)
    amended = {"content": content_of(Answer.objects.get()), "reason": "Mer"}
    step(services.amend_answer, part, guest, visit=here, **amended)
    assert AnswerDraft.objects.get().visit == there
    services.discard_answer_drafts_of_visit(there)
    assert not AnswerDraft.objects.exists()


def test_old_drafts_are_forgotten_and_a_guests_with_the_session(cast, part, guest):
    bo, long_ago = cast.viewer("bo"), NOW - timedelta(days=settings.DRAFT_KEPT_DAYS, hours=1)
    services.start_draft(by=bo, now=long_ago, fields={"title": "Gammal"})
    services.start_draft(by=bo, now=NOW, fields={"title": "Ny"})
    keep(part, bo, now=long_ago)
    others = Answer.objects.get(made_by=None).addressing
    over = NOW - timedelta(seconds=settings.SESSION_COOKIE_AGE + 1)
    keep(others, guest, visit=uuid.uuid4(), answer=1, now=over)
    assert services.forget_drafts(now=NOW) == 3
    assert Draft.objects.get().fields == {"title": "Ny"}
    keep(part, bo, now=over)
    assert services.forget_drafts(now=NOW) == 0 and AnswerDraft.objects.exists()


def test_it_stands_in_the_extract_of_whoever_wrote_it(cast, part, colleague):
    keep(part, cast.viewer("bo"))
    keep(part, colleague, "Kollegans egna ord")

    def extract(*choices):
        data = own_data(cast.bo, choices=choices, has_second_step=True, now=NOW)
        return data["answer_drafts"]

    [draft] = extract(cast.viewer("bo"))
    assert draft["fields"] == {"perspective": TEXT} and draft["number"] == part.deviation.number
    assert [one["fields"] for one in extract()] == [None], "the unit's, which one has left"
