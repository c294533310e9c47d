"""Does a case's file tell of its lifted questions what the same person's page tells, and nothing else?"""

import io
import json
import uuid
from datetime import timedelta

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from samsyn.deviations.models import Deviation
from samsyn.lifts import services
from tests.builders import NOW, make_deviation
from tests.lifting import lift_to_region, make_body, make_lift, make_local_group, settle, version_of
from tests.web.guests import make_mailed, session_of_guest

pytestmark = pytest.mark.django_db
OF_UNIT, OF_GROUP, OF_SECRETARIAT = "Enhetens rubrik", "Gruppens fråga", "Principfråga"
DECISION, MEASURE = "Forumet beslutar om en rutin.", "En gemensam rutin för kallelser."


@pytest.fixture
def asked(cast):
    """Astrid's deviation to Bo and its question, which went all the way up, and was decided."""
    deviation = make_deviation(cast)
    body, group = make_body(cast), make_local_group(cast)
    pk = lift_to_region(cast, group, deviation=deviation, title=OF_UNIT)
    services.schedule(
        pk,
        body,
        timezone.localdate() + timedelta(days=30),
        key=uuid.uuid4(),
        seen_version=version_of(pk, cast.viewer("doris")),
        by=cast.viewer("doris"),
        now=NOW + timedelta(minutes=30),
    )
    settle(cast, pk, words=DECISION)
    return deviation, pk


def fetched(client, number, form, copy=False):
    name = f"files:{'copy' if copy else 'case'}_{form}"
    return client.get(reverse(name, args=[number])).content


def told(client, number, copy=False):
    return json.loads(fetched(client, number, "json", copy))["lifts"]


def pdf_words(pdf):
    pages = [one.extract_text() for one in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    return " ".join("\n".join(pages).replace("\u00ad", "").split())


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("astrid", {OF_UNIT, OF_GROUP, OF_SECRETARIAT}),
        ("bo", {OF_UNIT, OF_GROUP, OF_SECRETARIAT}),
        ("elof", {OF_UNIT, OF_GROUP, OF_SECRETARIAT}),
        ("doris", {OF_GROUP, OF_SECRETARIAT}),
    ],
)
def test_each_takes_along_what_the_own_page_tells(client, cast, asked, who, reads):
    deviation, _pk = asked
    client.login_as(getattr(cast, who))
    copy = who == "doris"
    page = client.get(f"/avvikelser/{deviation.number}/").text
    (lift,) = told(client, deviation.number, copy)

    steps = ["lifted", "lifted", "lifted", "scheduled", "decided"]
    assert [one["step"] for one in lift["steps"]] == steps
    assert {one["title"] for one in lift["steps"]} - {""} == reads
    texts = {one[key] for one in lift["steps"] for key in ("title", "words", "by")} - {""}
    assert all(text in page for text in texts)
    decided = lift["steps"][-1]
    assert decided["words"] == DECISION and decided["measure"]["text"] == MEASURE
    assert (lift["joined_at"], decided["measure"]["status"]) == (None, "planned")

    pdf = pdf_words(fetched(client, deviation.number, "pdf", copy))
    assert all(text in pdf for text in texts)
    for words in {OF_UNIT, OF_GROUP} - reads:
        assert words not in page and words not in pdf
    # The question's own words stand on its own page, to which the story leads, and in no file.
    assert "Gruppens egna ord." not in page + pdf + json.dumps(lift, ensure_ascii=False)


def test_the_steps_stand_in_the_story_in_their_order(client, cast, asked):
    deviation, _pk = asked
    client.login_as(cast.astrid)
    pdf = pdf_words(fetched(client, deviation.number, "pdf"))
    story = pdf[pdf.index("Vad hände sedan") : pdf.index("Ur lyfta frågor")]
    places = [
        story.index(words)
        for words in (
            "Skickad",
            "Frågan lyft till Lokala BUS-gruppen",
            "Frågan lyft till BUS-sekretariatet",
            "Frågan lyft till Regionalt forum",
            "Frågan satt på dagordningen",
            "Beslut i frågan",
        )
    ]
    assert places == sorted(places)


def test_a_deviation_that_was_added_tells_of_what_came_then(client, cast):
    """Bo's unit is no party of the first one: neither its unit nor its group's words are Bo's."""
    other = make_deviation(cast, by=cast.viewer("bo"), to=[cast.places.external_bup])
    pk = lift_to_region(
        cast,
        make_local_group(cast),
        deviation=make_deviation(cast, to=[cast.places.external_bup]),
        title=OF_UNIT,
    )
    services.add_deviations(
        pk, [other.number], by=cast.viewer("doris"), now=NOW + timedelta(minutes=5)
    )
    settle(cast, pk, words=DECISION)
    client.login_as(cast.bo)
    (lift,) = told(client, other.number)
    assert [one["step"] for one in lift["steps"]] == ["decided"]
    assert lift["joined_at"] and lift["title"] == OF_SECRETARIAT
    pdf = pdf_words(fetched(client, other.number, "pdf"))
    assert "Del av en lyft fråga" in pdf and OF_SECRETARIAT in pdf
    assert not any(words in pdf for words in (OF_UNIT, OF_GROUP, "Koltrasten", "BUS Trastby"))


def test_what_was_asked_of_the_group_alone_is_not_the_secretariats(client, cast):
    deviation = make_deviation(cast)
    make_lift(cast, make_local_group(cast), deviation=deviation)
    client.login_as(cast.doris)
    assert told(client, deviation.number, copy=True) == []
    client.login_as(cast.astrid)
    assert len(told(client, deviation.number)) == 1


def test_a_guest_is_told_of_no_question(client, cast):
    things = make_mailed(cast)
    deviation = Deviation.objects.get(number=things["mailed"])
    make_lift(cast, make_local_group(cast), deviation=deviation)
    client.cookies["samsyn_session"] = session_of_guest(things)
    assert told(client, deviation.number) == []


def test_an_unlifted_case_says_so_with_an_empty_list(client, cast):
    client.login_as(cast.astrid)
    number = make_deviation(cast).number
    assert told(client, number) == []
    assert "lyfta frågor" not in pdf_words(fetched(client, number, "pdf"))
