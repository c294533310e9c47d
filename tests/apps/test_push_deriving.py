"""What is told to whom: each party's principal what its units see happen, and nothing to anybody else."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from samsyn.deviations import services as deviations
from samsyn.deviations.content import AnswerContent
from samsyn.domain.vocabulary import AnswerOutcome, StepKind, View
from samsyn.push import services
from samsyn.push.models import Delivery, Webhook
from tests.builders import NOW, make_answer, make_deviation, make_unit, make_unit_kind

pytestmark = pytest.mark.django_db
BEFORE = NOW - timedelta(minutes=5)
MINUTE = timedelta(minutes=1)


def make_webhook(cast, principal, *, now=BEFORE, events=(), url="https://system.example/samsyn"):
    return services.add_webhook(
        principal_id=principal.pk, url=url, events=events, by=cast.viewer("gudmund"), now=now
    )


def told(webhook):
    """What has been queued, in order, as the receiver would read it."""
    return [json.loads(one.body) for one in Delivery.objects.filter(webhook=webhook).order_by("pk")]


def act(service, deviation, *, by, now, **more):
    part = deviation.addressings.get(unit_id=by.unit_id, redirected_at=None)
    return service(
        deviation_id=deviation.pk,
        addressing_id=part.pk,
        seen_version=part.version,
        by=by,
        now=now,
        **more,
    )


def test_each_partys_principal_is_told_of_its_own_unit(cast):
    places = cast.places
    reporting = make_webhook(cast, places.municipality)
    receiving = make_webhook(cast, places.region)
    stranger = make_webhook(cast, places.other_municipality)
    deviation = make_deviation(cast)
    assert services.derive_deliveries(now=NOW + MINUTE) == 2
    (at_reporter,), (at_recipient,) = told(reporting), told(receiving)
    assert at_reporter == {
        "id": str(Delivery.objects.get(webhook=reporting).event_id),
        "event": "sent",
        "at": "2026-03-09T12:00:00+01:00",
        "number": deviation.number,
        "role": "reporter",
        "unit": places.social.key,
        "standing": True,
        "link": f"http://localhost:8000/avvikelser/{deviation.number}/",
    }
    assert (at_recipient["role"], at_recipient["unit"]) == ("recipient", places.bup.key)
    assert at_recipient["id"] != at_reporter["id"]
    assert told(stranger) == []


def test_looking_again_tells_nothing_twice(cast):
    webhook = make_webhook(cast, cast.places.region)
    make_deviation(cast)
    for minutes in range(0, 240, 7):
        services.derive_deliveries(now=NOW + minutes * MINUTE)
    assert len(told(webhook)) == 1


def test_a_late_commit_is_found_although_a_younger_step_was_told_before(cast):
    """PostgreSQL shows a row when it is committed, not when its key was given."""
    webhook = make_webhook(cast, cast.places.region)
    make_deviation(cast, now=NOW + 30 * MINUTE)
    assert services.derive_deliveries(now=NOW + 31 * MINUTE) == 1
    late = make_deviation(cast, now=NOW)
    assert services.derive_deliveries(now=NOW + 32 * MINUTE) == 1
    assert late.number in [one["number"] for one in told(webhook)]


def test_a_worker_that_stood_still_makes_up_for_it(cast):
    webhook = make_webhook(cast, cast.places.region)
    services.derive_deliveries(now=NOW)
    deviation = make_deviation(cast, now=NOW + MINUTE)
    assert services.derive_deliveries(now=NOW + timedelta(days=3)) == 1
    assert told(webhook)[0]["number"] == deviation.number


def test_nothing_from_before_it_was_made_or_switched_on(cast):
    make_deviation(cast, now=NOW - MINUTE)
    webhook = make_webhook(cast, cast.places.region, now=NOW)
    services.derive_deliveries(now=NOW + MINUTE)
    by = cast.viewer("gudmund")
    services.switch_off(webhook=webhook, by=by, now=NOW + 2 * MINUTE)
    make_deviation(cast, now=NOW + 3 * MINUTE)
    services.derive_deliveries(now=NOW + 4 * MINUTE)
    services.switch_on(webhook=webhook, by=by, now=NOW + 5 * MINUTE)
    services.derive_deliveries(now=NOW + 6 * MINUTE)
    assert told(webhook) == []
    make_deviation(cast, now=NOW + 7 * MINUTE)
    assert services.derive_deliveries(now=NOW + 8 * MINUTE) == 1


def test_after_a_redirect_the_first_principal_hears_no_more(cast):
    places = cast.places
    first, second = (make_webhook(cast, one) for one in (places.region, places.other_municipality))
    deviation = make_deviation(cast)
    bo, cecilia = cast.viewer("bo"), cast.viewer("cecilia")
    act(deviations.acknowledge, deviation, by=bo, now=NOW + MINUTE)
    to = {"to_unit_id": places.other_school.pk, "reason": "Fel mottagare"}
    act(deviations.redirect, deviation, by=bo, now=NOW + 2 * MINUTE, **to)
    act(deviations.acknowledge, deviation, by=cecilia, now=NOW + 3 * MINUTE)
    services.derive_deliveries(now=NOW + 4 * MINUTE)
    of_first = [(one["event"], one["standing"]) for one in told(first)]
    assert of_first == [("sent", True), ("acknowledged", True), ("redirected", False)]
    of_second = [(one["event"], one["standing"]) for one in told(second)]
    assert of_second == [("redirected", True), ("acknowledged", True)]
    assert {one["unit"] for one in told(second)} == {places.other_school.key}


def test_it_is_the_same_whether_one_looks_often_or_once(cast):
    places = cast.places
    often = make_webhook(cast, places.region)
    deviation, bo = make_deviation(cast), cast.viewer("bo")
    services.derive_deliveries(now=NOW + MINUTE)
    back = make_unit("BUP Rödhaken", kind=places.bup.kind, principal=places.region)
    to = {"to_unit_id": back.pk, "reason": "Rätt mottagning"}
    act(deviations.redirect, deviation, by=bo, now=NOW + 2 * MINUTE, **to)
    services.derive_deliveries(now=NOW + 3 * MINUTE)
    once = make_webhook(cast, places.region)
    services.derive_deliveries(now=NOW + 4 * MINUTE)

    def without_id(webhook):
        return [{**one, "id": ""} for one in told(webhook)]

    assert without_id(often) == without_id(once)
    assert [(one["event"], one["unit"]) for one in told(once)] == [
        ("sent", places.bup.key),
        ("redirected", places.bup.key),
        ("redirected", back.key),
    ]


def test_a_principal_on_both_sides_is_told_once_for_each_unit(cast):
    places = cast.places
    school = make_unit("Trastby skola", kind=make_unit_kind("Skola"), principal=places.municipality)
    webhook = make_webhook(cast, places.municipality)
    make_deviation(cast, to=[school])
    services.derive_deliveries(now=NOW + MINUTE)
    sides = {(one["role"], one["unit"]) for one in told(webhook)}
    assert sides == {("reporter", places.social.key), ("recipient", school.key)}
    assert len({one["id"] for one in told(webhook)}) == 2


def test_only_the_chosen_events_are_told(cast):
    webhook = make_webhook(cast, cast.places.municipality, events=["answered"])
    deviation = make_deviation(cast)
    make_answer(deviation, by=cast.viewer("bo"), now=NOW + MINUTE)
    services.derive_deliveries(now=NOW + 2 * MINUTE)
    assert [one["event"] for one in told(webhook)] == ["answered"]


WORDS = {
    "title": "Rubrikord",
    "what_happened": "Händelseord",
    "what_was_expected": "Väntord",
    "consequence_text": "Följdord",
    "proposed_measure": "Förslagsord",
    "own_system_reference": "Egetord",
    "internal_reference": "Interntord",
}


def test_no_word_of_a_case_is_told_in_its_whole_life(cast, before_the_guard):
    places = cast.places
    hooks = [make_webhook(cast, one) for one in (places.municipality, places.region)]
    deviation, bo, astrid = make_deviation(cast, **WORDS), cast.viewer("bo"), cast.viewer("astrid")
    act(deviations.start_investigating, deviation, by=bo, now=NOW + MINUTE)
    deviations.write_message(
        deviation_id=deviation.pk, text="Meddelandeord", submission_key=uuid4(), by=bo, now=NOW
    )
    content = AnswerContent(view=View.AGREES, perspective="Svarsord")
    act(deviations.answer_deviation, deviation, by=bo, now=NOW + 2 * MINUTE, content=content)
    part = deviation.addressings.get()
    deviations.judge_answer(
        deviation_id=deviation.pk,
        addressing_id=part.pk,
        seen_version=part.version,
        outcome=AnswerOutcome.RESOLVED,
        text="Bedömningsord",
        by=astrid,
        now=NOW + 3 * MINUTE,
    )
    services.derive_deliveries(now=NOW + 4 * MINUTE)
    bodies = [one.body for one in Delivery.objects.all()]
    kinds = {one["event"] for one in told(hooks[1])}
    assert kinds == {"sent", "investigating", "message", "answered", "judged"}
    words = [*WORDS.values(), "Meddelandeord", "Svarsord", "Bedömningsord"]
    names = ["Vindelsnår", "Lingonhed", places.bup.name, places.social.name]
    for body in bodies:
        assert not [word for word in (*words, *names) if word.lower() in body.lower()]
        assert json.loads(body).keys() == {
            *("id", "event", "at", "number", "role", "unit", "standing", "link")
        }


def test_a_quiet_webhook_costs_two_queries_and_no_write(cast, django_assert_num_queries):
    make_webhook(cast, cast.places.other_municipality, now=NOW)
    make_deviation(cast)
    with django_assert_num_queries(2):
        services.derive_deliveries(now=NOW + MINUTE)
    assert Webhook.objects.get().derived_until == NOW


def test_queries_do_not_grow_with_what_happened(cast, django_assert_max_num_queries):
    make_webhook(cast, cast.places.region)
    for _ in range(12):
        make_deviation(cast)
    with django_assert_max_num_queries(12):
        assert services.derive_deliveries(now=NOW + MINUTE) == 12


def test_every_kind_of_step_can_be_chosen():
    assert max(len(kind.value) for kind in StepKind) <= 40
