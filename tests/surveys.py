"""Groups, questionnaires and rounds to test surveys with."""

from datetime import date, timedelta

from django.utils import timezone

from samsyn.domain.access import ScopeKind, Viewer
from samsyn.domain.questionnaires import from_data, to_data
from samsyn.domain.vocabulary import AreaKind, Role
from samsyn.groups.models import Forum, Group, GroupArea, Member, Person
from samsyn.groups.vocabulary import ForumLevel, GroupKind, Seat
from samsyn.surveys.models import Invitation, Questionnaire, QuestionnaireVersion, Round
from samsyn.surveys.services.importing import import_answers
from samsyn.surveys.services.questionnaires import draft_from
from samsyn.surveys.services.rounds import RoundContent, close_round, send_round, write_round
from samsyn.surveys.shipped import shipped
from samsyn.surveys.vocabulary import Audience, Use
from tests.builders import NOW, _key, make_area, make_unit_kind

WHOLE = {
    "grupp_finns": "ja",
    "verksamheter": ["socialtjanst", "skola", "bup"],
    "lokal_overenskommelse": "pagar",
    "sip_mall_kand": "ja",
    "sip_mall_fungerar": "vet_ej",
    "hab_kand": "ja",
    "hab_rutiner": "nej",
    "samordningsansvarig": "nej",
    "avvikelser_kand": "ja",
    "avvikelser_fungerar": "vet_ej",
}
"""An answer to every question of the yearly follow-up that needs one."""

SCALE = {
    "title": {"sv": "Efter mötet", "en": "After the meeting"},
    "parts": [
        {
            "key": "motet",
            "title": {"sv": "Mötet", "en": "The meeting"},
            "questions": [
                {"code": "trygghet", "kind": "scale", "text": {"sv": "Hur trygg?", "en": "Safe?"}},
                {
                    "code": "mote",
                    "kind": "single",
                    "text": {"sv": "Hur var mötet?", "en": "How was it?"},
                    "may_not_know": True,
                    "options": [
                        {"code": "bra", "text": {"sv": "Bra", "en": "Good"}},
                        {"code": "samre", "text": {"sv": "Sämre", "en": "Worse"}},
                    ],
                },
                {"code": "mer", "kind": "text", "text": {"sv": "Något mer?", "en": "More?"}},
            ],
        }
    ],
}


def make_group(area=None, *, name="BUS Fågelkommun", members=0, key=None):
    """A local group for a BUS area, with so many members in its steering level."""
    area = area or make_area(name, kind=AreaKind.BUS)
    group = Group.objects.create(key=key or _key("bus"), name=name, kind=GroupKind.LOCAL)
    GroupArea.objects.create(group=group, area=area)
    forum = Forum.objects.create(group=group, level=ForumLevel.STEERING)
    for serial in range(members):
        person = Person.objects.create(name=f"Ledamot {serial}", email=f"{_key('l')}@example.com")
        Member.objects.create(
            forum=forum,
            person=person,
            kind=make_unit_kind(),
            seat=Seat.ORDINARY,
            valid_from=date(2020, 1, 1),
        )
    return group


def scale_version():
    """A settled version with a scale, a choice and a text."""
    made, _ = Questionnaire.objects.get_or_create(key="motet", defaults={"use": Use.VOICES})
    return QuestionnaireVersion.objects.get_or_create(
        questionnaire=made,
        number=1,
        defaults={
            "content": to_data(from_data(SCALE)),
            "written_at": NOW,
            "settled_at": NOW,
        },
    )[0]


def followup_version():
    """The yearly follow-up as it comes with Samsyn."""
    return QuestionnaireVersion.objects.get(questionnaire__key="uppfoljning", number=1)


def make_round(groups, *, version=None, audience=Audience.GROUPS, **fields):
    """A draft of a round that opens today."""
    today = NOW.date()
    content = {
        "asks_id": (version or followup_version()).pk,
        "audience": audience,
        "title": "Uppföljning 2026",
        "title_en": "Follow-up 2026",
        "year": today.year,
        "opens_on": today,
        "closes_on": today + timedelta(30),
        "group_ids": [one.pk for one in groups],
        **fields,
    }
    pk = write_round(RoundContent(**content), by=keeper(), now=NOW)
    return Round.objects.get(pk=pk)


def keeper():
    """Somebody who keeps surveys, when a test has no cast."""
    return Viewer(None, "Doris", ScopeKind.COUNTY, None, frozenset({Role.SECRETARIAT}))


def worldly(cast):
    """Rounds for the permission matrix: open to groups and by link, closed, and drafts."""
    group = Group.objects.filter(areas__area=cast.places.bus_area).first() or make_group(
        cast.places.bus_area
    )
    by, now = cast.viewer("doris"), timezone.now()
    day = now.date()
    days = {"opens_on": day, "closes_on": day + timedelta(9)}
    opened = make_round([group], **days)
    send_round(opened.pk, seen_version=1, by=by, now=now)
    linked = make_round([group], version=scale_version(), audience=Audience.LINK, **days)
    send_round(linked.pk, seen_version=1, by=by, now=now)
    link = Invitation.objects.get(round=linked)
    gone = make_round([group], version=scale_version(), audience=Audience.LINK, **days)
    send_round(gone.pk, seen_version=1, by=by, now=now)
    close_round(gone.pk, seen_version=None, by=by, now=now)
    return {
        "survey": opened.pk,
        "survey_draft": make_round([group], **days).pk,
        "survey_group": group.pk,
        "survey_by_link": linked.pk,
        "survey_link": link.pk,
        "survey_token": link.token,
        "survey_closed": gone.pk,
        "survey_version": followup_version().pk,
        "survey_questions": draft_from(followup_version().pk, by=by, now=now),
        "survey_question": "sip_mall_kand",
        "survey_copy": "kopiera",
        "survey_new_version": "ny-version",
        "survey_form": "docx",
        "spider_form": spider_form(group, by=by, now=now),
    }


def shipped_questions(key="uppfoljning", number=1):
    """What comes with Samsyn, also where a test has emptied the tables that migrations filled."""
    found = shipped(key, number)
    made, _ = Questionnaire.objects.get_or_create(key=key, defaults={"use": found["use"]})
    return QuestionnaireVersion.objects.get_or_create(
        questionnaire=made,
        number=number,
        defaults={
            "content": found["content"],
            "written_at": NOW,
            "settled_at": NOW,
        },
    )[0]


def spider_rows(answers, *, year=2019, forum="", group="Fågelkommun"):
    """A file of a spider with a row for each corner, as earlier years were kept; nine numbers an answer."""
    rows = ["year,bus_group,forum,respondent_id,corner_no,corner,dimension,value"]
    asks = from_data(shipped("spindel", 1)["content"])
    named = {one.code: one.text["sv"] for one in asks.dimensions}
    for who, values in enumerate(answers):
        for place, (one, value) in enumerate(zip(asks.questions(), values, strict=True), 1):
            told = (year, group, forum, f"R{who}", place, one.name["sv"], named[one.dimension])
            rows.append(",".join(map(str, (*told, value))))
    return "\n".join(rows)


def spider_form(group, *, by, now):
    """A closed spider of a group with five answers; the form that its report can be taken in."""
    shipped_questions("spindel")
    text = spider_rows([range(1, 10)] * 5, group=group.key)
    assert not import_answers(text, "spindel", by=by, now=now).faults
    return "xlsx"
