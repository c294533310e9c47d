"""Is what the demo writes at once the same as what the services write step by step?"""

import uuid
from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from django.forms import model_to_dict

from samsyn.audit.models import AuditEvent
from samsyn.coding import services as coding
from samsyn.coding.models import Coding
from samsyn.demo.county import County
from samsyn.demo.fill import Coder, agreed_on
from samsyn.demo.places import load_registry, make_places
from samsyn.deviations import services
from samsyn.deviations.models import (
    Addressing,
    Answer,
    Deviation,
    Draft,
    Measure,
    SearchText,
    SecretariatCopy,
    StepTaken,
)
from samsyn.deviations.services.bulk import write_courses
from samsyn.domain.reminders import STEP_OF_RUNG
from samsyn.domain.vocabulary import StepKind
from tests.builders import NOW

pytestmark = pytest.mark.slow
PER_PART = {
    StepKind.ACKNOWLEDGED: services.acknowledge,
    StepKind.INVESTIGATING: services.start_investigating,
    StepKind.ANSWERED: services.answer_deviation,
    StepKind.ANSWER_AMENDED: services.amend_answer,
    StepKind.REDIRECTED: services.redirect,
    StepKind.DECLINED: services.decline,
    StepKind.JUDGED: services.judge_answer,
}
WHOLE = {
    StepKind.CORRECTED: services.correct_deviation,
    StepKind.WITHDRAWN: services.withdraw_deviation,
    StepKind.CLOSED: services.close_deviation,
}


class Undone(Exception):
    pass


@pytest.fixture
def told(db):
    """Courses of every kind in the invented county: by chance, and on purpose."""
    load_registry(NOW)
    rng = Random(7)
    places = make_places(rng, NOW)
    county = County(rng, places, agreed_on(NOW), NOW)
    by_key = {place.key: place for place in places}
    on_purpose = county.last_weeks([by_key["koltrasten"], by_key["bup-storspoven"]])
    everything = [*county.three_years(70, on_purpose=len(on_purpose)), *on_purpose]
    return sorted(everything, key=lambda one: one.course.sent_at)


def play(course, *, theme, subtypes):
    """Carry a course out through the services, which ask the life cycle at each step."""
    deviation = coding.send_and_code(
        submission_key=course.submission_key,
        submission=course.submission,
        theme_id=theme,
        subtype_ids=subtypes,
        by=course.sent_by,
        now=course.sent_at,
    )
    for each in course.happenings:
        if each.at <= NOW:
            play_step(deviation.pk, each)


def play_step(pk, each):
    deviation = Deviation.objects.get(pk=pk)
    common = {"deviation_id": pk, "by": each.by, "now": each.at}
    reason = {"reason": each.text} if each.text and each.kind is not StepKind.JUDGED else {}
    if each.kind is StepKind.CLOSED_BY_TIME:
        assert services.close_expired(now=each.at - timedelta(days=1)) == 0
        assert services.close_expired(now=each.at) == 1
    elif each.kind is StepKind.MESSAGE:
        services.write_message(submission_key=uuid.uuid4(), text=each.text, **common)
    elif each.kind is StepKind.MEASURE_CHANGED:
        parts = list(deviation.addressings.order_by("pk"))
        measure = parts[each.part].measures.order_by("pk")[each.measure]
        services.change_measure(
            measure_id=measure.pk, seen_version=measure.version, status=each.status, **common
        )
    elif each.kind in WHOLE:
        account = {"account": each.content} if each.kind is StepKind.CORRECTED else {}
        WHOLE[each.kind](seen_version=deviation.version, **account, **reason, **common)
    else:
        part = deviation.addressings.order_by("pk")[each.part]
        more = {
            StepKind.ANSWERED: {"content": each.content},
            StepKind.ANSWER_AMENDED: {"content": each.content},
            StepKind.REDIRECTED: {"to_unit_id": each.to_unit},
            StepKind.JUDGED: {"outcome": each.outcome, "text": each.text},
        }.get(each.kind, {})
        PER_PART[each.kind](
            addressing_id=part.pk, seen_version=part.version, **more, **reason, **common
        )


def everything():
    """All that the database tells of deviations, with places instead of primary keys."""
    return [of_deviation(one) for one in Deviation.objects.order_by("sent_at", "number")]


def of_deviation(deviation):
    parts = list(deviation.addressings.order_by("pk"))
    place = {part.pk: number for number, part in enumerate(parts)} | {None: None}
    steps = StepTaken.objects.filter(deviation=deviation).order_by("at", "kind", "pk")
    answers = Answer.objects.filter(addressing__in=parts).order_by("addressing", "number")
    measures = Measure.objects.filter(addressing__in=parts).order_by("addressing", "pk")
    copies = SecretariatCopy.objects.filter(deviation=deviation).order_by("made_at", "source")
    words = SearchText.objects.get(deviation=deviation)
    events = AuditEvent.objects.filter(object_kind="deviation", object_id=deviation.pk)
    said = Coding.objects.get(deviation=deviation)
    return {
        "deviation": facts(deviation),
        "versions": [facts(one, "deviation") for one in deviation.versions.order_by("number")],
        "parts": [
            facts(part, "deviation") | {"redirected_from": place[part.redirected_from_id]}
            for part in parts
        ],
        "answers": [facts(one) | {"addressing": place[one.addressing_id]} for one in answers],
        "measures": [facts(one) | {"addressing": place[one.addressing_id]} for one in measures],
        "messages": [
            facts(one, "deviation", "submission_key")
            for one in deviation.messages.order_by("written_at")
        ],
        "steps": [
            facts(one, "deviation") | {"addressing": place[one.addressing_id]} for one in steps
        ],
        "copies": [(one.source, one.texts, one.made_at) for one in copies],
        "words": (sorted(words.party_words.split()), sorted(words.copy_words.split())),
        "log": sorted(of_event(one, place) for one in events),
        "coding": (said.theme_id, {one.pk for one in said.subtypes.all()}, said.coded_at),
    }


def facts(row, *without):
    # model_to_dict leaves out what cannot be edited: nothing here but the primary key.
    return {
        name: value for name, value in model_to_dict(row).items() if name not in {"id", *without}
    }


def of_event(event, place):
    details = {**event.details}
    if "addressing" in details:
        details["addressing"] = place[details["addressing"]]
    who = (event.actor_id or 0, event.actor_name, event.acting_for, event.scope, event.scope_id)
    return (event.at, event.kind, event.object_label, sorted(details.items()).__repr__(), repr(who))


def test_bulk_writes_what_the_services_write(told):
    seen = {}
    for name in ("services", "bulk"):
        coder = Coder(Random(7))
        try:
            with transaction.atomic():
                if name == "services":
                    for one in told:
                        theme, subtypes = coder.codes(one.subject, one.course.sent_at.year)
                        play(one.course, theme=theme, subtypes=subtypes)
                else:
                    for batch in write_courses(coder.remembered(iter(told)), now=NOW):
                        coder.code(batch)
                seen[name] = everything()
                raise Undone
        except Undone:
            pass
    assert len(seen["bulk"]) == len(told)
    for by_services, by_bulk in zip(seen["services"], seen["bulk"], strict=True):
        for what in by_services:
            assert by_bulk[what] == by_services[what]
    kinds = {each["kind"] for one in seen["bulk"] for each in one["steps"]}
    unseen = {
        StepKind.ATTACHED,
        StepKind.REOPENED,
        StepKind.REGISTERED,
        StepKind.RETYPED,
        *STEP_OF_RUNG.values(),
    }
    assert kinds == {kind.value for kind in StepKind if kind not in unseen}


def test_nothing_waits_where_a_deviation_has_ended(told):
    for _ in write_courses((one.course for one in told), now=NOW):
        pass
    ended = Addressing.objects.filter(redirected_at=None).exclude(
        deviation__closed_at=None, deviation__withdrawn_at=None
    )
    assert not ended.filter(released_at=None, judged_at=None).exists()
    assert not Draft.objects.exists()
