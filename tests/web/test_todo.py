"""Att göra: the most urgent first, with the button that does it; each role its own."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from samsyn.deviations import services
from samsyn.domain.vocabulary import AnswerOutcome
from samsyn.surveys.services.rounds import send_round
from tests.builders import NOW, make_answer, make_deviation, make_unit, make_user
from tests.surveys import WHOLE, make_group, make_round

pytestmark = pytest.mark.django_db


def at(days):
    return time_machine.travel(NOW + timedelta(days=days), tick=False)


def step(service, deviation, by, **more):
    part = deviation.addressings.get()
    return service(
        deviation_id=deviation.pk,
        addressing_id=part.pk,
        seen_version=part.version,
        by=by,
        now=NOW,
        **more,
    )


def test_nothing_to_do_is_said_kindly(client, cast):
    page = client.login_as(cast.astrid).get("/att-gora/", queries=10)
    assert "Just nu väntar ingenting på er" in page.text


def test_the_most_urgent_first_and_a_button_for_each(client, cast):
    bo, astrid = cast.viewer("bo"), cast.viewer("astrid")
    late = make_deviation(cast, title="Försenad", now=NOW - timedelta(days=40))
    known = make_deviation(cast, title="Kvitterad")
    step(services.acknowledge, known, bo)
    make_deviation(cast, title="Ny")
    judged = make_deviation(cast, by=bo, to=[cast.places.social], title="Besvarad av dem")
    make_answer(judged, by=astrid)
    with at(1):
        text = client.login_as(cast.bo).get("/att-gora/", queries=11).text
    order = [text.index(word) for word in ("Försenad<", "Ny<", "Kvitterad<", "Besvarad av dem<")]
    assert order == sorted(order)
    assert f"/avvikelser/{late.number}/kvittera/" in text
    assert f"/avvikelser/{known.number}/svara/" in text
    assert f"/avvikelser/{judged.number}/bedom/" in text
    assert "dagar kvar" in text


def test_a_local_groups_contact_is_led_to_what_waits_in_the_area(client, cast):
    page = client.login_as(cast.hedda).get("/att-gora/")
    assert 'href="/obesvarade/"' in page.text.partition("<main")[2]
    assert 'href="/tackning/"' in page.text
    assert "/tackning/" not in client.login_as(cast.ivar).get("/att-gora/").text
    administrators = client.login_as(cast.gudmund).get("/att-gora/").text.partition("<main")[2]
    assert 'href="/tackning/"' in administrators
    assert "/obesvarade/" not in administrators


def survey_for(cast, *, group, closes_in=9):
    day = timezone.localdate()
    made = make_round([group], opens_on=day, closes_on=day + timedelta(closes_in))
    send_round(made.pk, seen_version=1, by=cast.viewer("doris"), now=timezone.now())
    return f"/enkater/{made.pk}/svar/{group.pk}/"


def test_a_survey_that_waits_for_the_own_group_stands_with_its_last_day(client, cast):
    client.login_as(cast.hedda).get("/att-gora/", queries=9)
    group = make_group(cast.places.bus_area)
    later, sooner = survey_for(cast, group=group), survey_for(cast, group=group, closes_in=3)
    survey_for(cast, group=make_group(name="BUS Annorstädes"))
    page = client.get("/att-gora/", queries=9).text.partition("<main")[2]
    assert page.count("Enkät till") == 2
    assert page.index(sooner) < page.index(later)
    assert "Svara senast" in page
    assert "3 dagar kvar" in page
    client.post(sooner, {"grupp_finns": "ja", "save": 1})
    assert "påbörjad, inte skickad" in client.get("/att-gora/", queries=9).text
    took = {f"took_part_{cast.places.region.pk}": "Enhetschef", "version": 2, "send": 1}
    client.post(sooner, {**WHOLE, **took})
    assert sooner not in client.get("/att-gora/").text
    assert later not in client.login_as(cast.ivar).get("/att-gora/").text


def test_to_close_and_late_at_others(client, cast):
    astrid = cast.viewer("astrid")
    done = make_deviation(cast, title="Klar att avsluta")
    make_answer(done, by=cast.viewer("bo"))
    step(services.judge_answer, done, astrid, outcome=AnswerOutcome.RESOLVED)
    make_deviation(cast, title="Ingen svarar", now=NOW - timedelta(days=40))
    with at(1):
        text = client.login_as(cast.astrid).get("/att-gora/").text
    assert f"/avvikelser/{done.number}/avsluta/" in text
    assert text.index("Klar att avsluta") < text.index("Försenat hos andra")
    assert "väntar på BUP Tofsvipan" in text


def test_queries_do_not_grow(client, cast):
    for _ in range(12):
        make_deviation(cast)
    client.login_as(cast.bo).get("/vem-gor-vad/")
    client.get("/att-gora/", queries=10)


def test_the_secretariat_sees_the_newest_copies(client, cast):
    deviation = make_deviation(cast)
    page = client.login_as(cast.doris).get("/att-gora/")
    assert deviation.number in page.text
    assert "/kopior/" in page.text


def test_the_administrator_sees_units_without_a_mailbox(client, cast):
    make_unit("Gärdsmygens skola", function_mailbox="")
    page = client.login_as(cast.gudmund).get("/att-gora/")
    assert "En verksamhet saknar funktionsbrevlåda." in page.text


@pytest.mark.parametrize("who", ["frej", "hedda", "ivar"])
def test_other_roles_see_what_they_can_do(client, cast, who):
    make_deviation(cast)
    page = client.login_as(getattr(cast, who)).get("/att-gora/")
    assert "Det här kan du göra i din roll" in page.text
    assert "Kallelsen" not in page.text


def test_a_coordinator_sees_the_principals_units(client, cast):
    make_deviation(cast, by=cast.viewer("bo"), to=[cast.places.social], title="Till socialtjänsten")
    page = client.login_as(cast.elof).get("/att-gora/")
    assert "Till socialtjänsten" in page.text
    assert "kvittera" not in page.text


def test_somebody_without_a_role_is_told_what_to_do(client, cast):
    assert "ingen roll" in client.login_as(make_user("Yrsa Tistelmo")).get("/att-gora/").text
