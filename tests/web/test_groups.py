"""The pages of BUS groups: read by whom, kept by whom, and what is done on them (38, 39, 41)."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from pypdf import PdfReader

from samsyn.audit.models import AuditEvent
from samsyn.deviations.models import Draft
from samsyn.domain.vocabulary import Role
from samsyn.groups.models import CaseBooking, Decision, Forum, Meeting, Member, Task
from samsyn.groups.services.groups import GroupContent, add_forum, make_group
from samsyn.groups.services.minutes import finish_minutes, record_attendance
from samsyn.groups.vocabulary import ForumLevel, GroupKind, Presence
from samsyn.mail.models import Letter
from tests.builders import NOW, grant_role, make_deviation
from tests.grouping import a_group, make_local_group, seat_in

pytestmark = pytest.mark.django_db
LIMIT = 15
OVERVIEW = 16
"""What all areas have to say of a group, official figures last."""
ROOT = "/bus-grupper/"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def group(cast):
    return make_local_group(cast)


@pytest.fixture
def hedda(client, cast):
    return client.login_as(cast.hedda)


def of(group, page=""):
    return f"{ROOT}{group.pk}/{page}"


def at(meeting, page=""):
    return f"{ROOT}moten/{meeting}/{page}"


class TestOverview:
    def test_the_contact_lands_in_the_own_group(self, hedda, group):
        assert hedda.get(ROOT).headers["Location"] == of(group)

    def test_the_secretariat_sees_all_and_who_is_missing(self, client, cast, group):
        other = make_local_group(cast, "BUS Siskaryd", cast.places.other_area)
        bup = cast.places.bup
        seat_in(other.forum, bup.kind, unit=bup)
        make_group(GroupContent("BUSSAM", GroupKind.REGIONAL), by=group.doris, now=NOW)
        client.login_as(cast.doris)
        page = client.get(ROOT, queries=LIMIT).text
        for words in ("BUS Trastby", "BUS Siskaryd", "BUSSAM", "inga ledamöter inlagda", "BUMM"):
            assert words in page
        lacking = client.get(f"{ROOT}?saknar=bumm", queries=LIMIT).text
        assert "BUMM saknas i 1 grupp." in lacking and "BUS Trastby" not in lacking
        assert "Ingen grupp saknar" in client.get(f"{ROOT}?saknar=bup").text

    def test_the_number_of_questions_does_not_grow(
        self, client, cast, group, django_assert_num_queries
    ):
        client.login_as(cast.doris)
        for number in range(8):
            one = make_local_group(cast, f"BUS {number}", cast.places.other_area)
            one.meeting(by=group.doris)
        client.get(ROOT, queries=LIMIT)

    def test_another_day(self, client, cast, group):
        client.login_as(cast.doris)
        ended = GroupContent(
            "BUS Förr",
            GroupKind.LOCAL,
            (cast.places.other_area.pk,),
            valid_to=NOW.date() - timedelta(days=900),
        )
        make_group(ended, by=group.doris, now=NOW)
        assert "BUS Förr" not in client.get(ROOT).text
        assert "BUS Förr" in client.get(f"{ROOT}?dag=2014-05-09").text
        assert client.get(f"{ROOT}?dag=i-dag").status_code == 404

    def test_sources_beside_what_is_known(self, client, cast):
        client.login_as(cast.doris)
        page = client.get(f"{ROOT}over-tid/", queries=LIMIT).text
        assert "BUMM" in page and "4 av 30" in page

    def test_nothing_yet(self, client, cast):
        client.login_as(cast.doris)
        assert "Inga grupper den dagen" in client.get(ROOT).text

    def test_a_new_group_and_a_change(self, client, cast):
        client.login_as(cast.doris)
        area = str(cast.places.bus_area.pk)
        new = {"name": "BUS Trastby", "kind": "local", "areas": [area]}
        where = client.post(f"{ROOT}ny/", new).headers["Location"]
        card = Forum.objects.get().group
        assert where == of(card, "ledamoter/")
        change = {"name": "BUS Trast", "areas": [area], "version": "1"}
        assert client.post(of(card, "andra/"), change).status_code == 302
        card.refresh_from_db()
        assert card.name == "BUS Trast"
        assert client.post(of(card, "andra/"), change).status_code == 422
        refused = client.post(f"{ROOT}ny/", new | {"areas": []})
        assert refused.status_code == 422 and "Välj minst ett område" in refused.text


class TestGroupPage:
    def test_empty_and_helpful(self, hedda, group):
        page = hedda.get(of(group), queries=OVERVIEW).text
        assert "Inga ledamöter är inlagda" in page and "Planera ett möte" in page

    def test_full(self, hedda, cast, group):
        a_year(cast, group)
        page = hedda.get(of(group), queries=OVERVIEW).text
        assert "1 av 2 (50 %)" in page and "BUP med på mötena" in page
        assert "Skriv mallen" in page and "nya de senaste 30 dagarna" in page
        assert "Hemlig" not in page

    def test_a_member_sees_numbers_and_parties_and_no_words(self, hedda, cast, group):
        sent = make_deviation(cast, title="Hemlig rubrik", what_happened="Hemligt förlopp.")
        page = hedda.get(of(group, "avvikelser/"), queries=LIMIT).text
        assert sent.number in page and "BUP Tofsvipan" in page
        assert "Hemlig" not in page
        listed = AuditEvent.objects.get(kind="listed", object_label="BUS-grupp: BUS Trastby")
        assert listed.details["ids"] == [sent.pk]

    def test_a_member_keeps_nothing(self, client, cast, group):
        cast.hedda.grants.update(role=Role.GROUP_MEMBER)
        client.login_as(cast.hedda)
        page = client.get(of(group)).text
        assert "Planera" not in page
        assert client.get(of(group, "moten/nytt/")).status_code == 404
        assert client.post(of(group, "ledamoter/"), {"name": "A"}).status_code == 404

    def test_a_coordinator_reads_without_deviations(self, client, cast, group):
        make_deviation(cast)
        client.login_as(cast.elof)
        page = client.get(of(group), queries=LIMIT + 3).text
        assert "Avvikelser i området" not in page
        assert client.get(of(group, "avvikelser/")).status_code == 404

    def test_a_regional_body(self, client, cast, group):
        body = make_group(GroupContent("BUSSAM", GroupKind.REGIONAL), by=group.doris, now=NOW)
        client.login_as(cast.ivar)
        page = client.get(f"{ROOT}{body}/", queries=LIMIT).text
        assert "Regionalt organ" in page and "Representation" not in page
        assert client.get(f"{ROOT}{body}/individforum/").status_code == 404


class TestMembers:
    def test_given_and_ended(self, hedda, cast, group):
        bup = cast.places.bup
        typed = {
            "forum": str(group.forum.pk),
            "name": "Bo Lingonhed",
            "email": "bo@example.com",
            "kind": str(bup.kind_id),
            "unit": str(bup.pk),
            "seat": "ordinary",
        }
        assert hedda.post(of(group, "ledamoter/"), typed).status_code == 302
        page = hedda.get(of(group, "ledamoter/"), queries=LIMIT).text
        assert "Bo Lingonhed" in page and "saknas" in page
        assert hedda.post(of(group, "ledamoter/"), typed).status_code == 422
        seat = Member.objects.get()
        hedda.post(of(group, f"ledamoter/{seat.pk}/avsluta/"))
        seat.refresh_from_db()
        assert seat.valid_to == NOW.date()

    def test_levels(self, hedda, group):
        hedda.post(of(group, "nivaer/"), {"level": "cases"})
        assert "Individforum" in hedda.get(of(group, "ledamoter/")).text
        refused = hedda.post(of(group, "nivaer/"), {"level": "cases"})
        assert refused.status_code == 422 and "Nivån finns redan" in refused.text
        level = Forum.objects.get(level="cases")
        hedda.post(of(group, f"nivaer/{level.pk}/avsluta/"))
        level.refresh_from_db()
        assert level.valid_to == NOW.date()

    def test_levels_and_seats_of_others_are_not_there(self, hedda, cast, group):
        other = make_local_group(cast, "BUS Siskaryd", cast.places.other_area)
        seat = seat_in(other.forum, cast.places.bup.kind)
        assert hedda.post(of(group, f"ledamoter/{seat.pk}/avsluta/")).status_code == 404
        assert hedda.post(of(group, f"nivaer/{other.forum.pk}/avsluta/")).status_code == 404


class TestMeeting:
    """From the invitation to the task."""

    PLAN = {
        "day": "2026-03-16",
        "starts": "13:00",
        "ends": "15:00",
        "place": "Sal Stenskvättan",
        "times": "1",
    }

    def plan(self, hedda, group, **more):
        typed = self.PLAN | {"forum": str(group.forum.pk)} | more
        return hedda.post(of(group, "moten/nytt/"), typed)

    def test_planned_called_and_put_in_the_calendar(self, hedda, cast, group):
        seat_in(group.forum, cast.places.bup.kind, email="bo@example.com")
        where = self.plan(hedda, group).headers["Location"]
        page = hedda.get(where, queries=LIMIT).text
        for words in ("BUS Trastby: styrgrupp", "Öppnande och närvaro", "Inga öppna uppgifter."):
            assert words in page
        assert "0 nya avvikelser" in page and "Saknar ordinarie ledamot" in page
        hedda.post(f"{where}kalla/")
        assert Letter.objects.get(kind="meeting_called").recipient == "bo@example.com"
        event = hedda.get(f"{where}kalender.ics")
        assert event.headers["Content-Type"].startswith("text/calendar")
        assert b"Stenskv" in event.content and b"Nya avvikelser" not in event.content
        moved = self.PLAN | {"version": "2", "starts": "14:00"}
        hedda.post(f"{where}andra/", moved)
        assert Meeting.objects.get().sequence == 1
        assert hedda.post(f"{where}andra/", moved).status_code == 422
        hedda.post(f"{where}stall-in/", {"cancel-reason": "Sjukdom"})
        assert "Inställt" in hedda.get(where).text

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"place": ""}, "Skriv en plats"),
            ({"ends": "12:00"}, "Tiden stämmer inte"),
            ({"times": "3"}, "Tiden stämmer inte"),
            ({"introduction": "Det gäller 19121212-1212."}, "personnummer"),
        ],
    )
    def test_what_is_wrong_is_said(self, hedda, group, wrong, words):
        refused = self.plan(hedda, group, **wrong)
        assert refused.status_code == 422 and words in refused.text
        assert not Meeting.objects.exists()

    def test_at_the_meeting_and_after(self, hedda, cast, group):
        seat = seat_in(group.forum, cast.places.bup.kind, unit=cast.places.bup, name="Bo")
        meeting = group.meeting(days=-1)
        hedda.post(at(meeting, "narvaro/"), {f"m{seat.pk}": "digital"})
        assert Meeting.objects.get().attendance.get().presence == "digital"
        item = Meeting.objects.get().items.order_by("order")[2]
        typed = {
            "version": "1",
            "note": "",
            "minutes": "Vi gick igenom.",
            "decision": "Vi kallar tidigare.",
        }
        assert hedda.post(at(meeting, f"punkter/{item.pk}/"), typed).status_code == 302
        decision = Decision.objects.get()
        task = {"text": "Skriv mallen", "responsible": "Enhetschef", "due_on": "2026-04-01"}
        query = f"?mote={meeting}&beslut={decision.pk}"
        hedda.post(of(group, f"uppgifter/ny/{query}"), task)
        assert Task.objects.get().decision == decision
        page = hedda.get(at(meeting), queries=LIMIT).text
        for words in ("Vi gick igenom.", "Vi kallar tidigare.", "Skriv mallen"):
            assert words in page
        hedda.post(at(meeting, "klart/"))
        assert "Protokoll klart" in hedda.get(at(meeting), queries=LIMIT).text
        hedda.post(at(meeting, "oppna/"))
        assert "har varit öppnat" not in hedda.get(at(meeting)).text
        hedda.post(at(meeting, "klart/"))
        assert "har varit öppnat" in hedda.get(at(meeting)).text
        listed = hedda.get(of(group, "moten/"), queries=LIMIT).text
        assert "Vi kallar tidigare." in listed

    def test_an_own_item(self, hedda, group):
        meeting = group.meeting()
        hedda.post(at(meeting, "punkter/"), {"item-heading": "Lokaler", "item-note": "Var?"})
        item = Meeting.objects.get().items.get(heading="Lokaler")
        assert "Lokaler" in hedda.get(at(meeting)).text
        hedda.post(at(meeting, f"punkter/{item.pk}/ta-bort/"))
        assert "Lokaler" not in hedda.get(at(meeting)).text
        refused = hedda.post(at(meeting, "punkter/"), {"item-heading": "19121212-1212"})
        assert refused.status_code == 422 and "personnummer" in refused.text

    def test_somebody_elses_item_is_not_there(self, hedda, cast, group):
        other = make_local_group(cast, "BUS Siskaryd", cast.places.other_area)
        theirs = other.meeting(by=group.doris)
        item = Meeting.objects.get(pk=theirs).items.first()
        assert hedda.get(at(theirs)).status_code == 404
        assert hedda.get(at(group.meeting(), f"punkter/{item.pk}/")).status_code == 404

    def test_the_questions_do_not_grow_with_the_members(self, hedda, cast, group):
        for number in range(12):
            seat_in(group.forum, cast.places.bup.kind, name=f"Bo {number}")
        meeting = group.meeting(days=-1)
        for page in ("", "narvaro/"):
            hedda.get(at(meeting, page), queries=LIMIT)
        hedda.get(of(group, "ledamoter/"), queries=LIMIT)


class TestAbsence:
    @pytest.fixture
    def without_bup(self, cast, group):
        seats = {
            unit: seat_in(group.forum, unit.kind, unit=unit)
            for unit in (cast.places.bup, cast.places.social)
        }
        meeting = group.meeting(days=-1)
        told = {
            seats[cast.places.bup].pk: Presence.ABSENT,
            seats[cast.places.social].pk: Presence.IN_ROOM,
        }
        record_attendance(meeting, told, by=group.hedda, now=NOW)
        return meeting

    def test_who_writes_for_nobody_is_told_so(self, hedda, without_bup):
        page = hedda.get(at(without_bup, "narvaro/"), queries=LIMIT).text
        assert "Saknades utan ersättare" in page and "Du företräder ingen verksamhet" in page
        unit = {"service": "bup", "unit": "unit:1"}
        assert hedda.post(at(without_bup, "franvaro/"), unit).status_code == 302
        assert not Draft.objects.exists()

    def test_one_press_leads_to_the_draft_which_the_person_sends(
        self, client, cast, group, without_bup
    ):
        grant_role(cast.hedda, Role.CASEWORKER, cast.places.social)
        client.login_as(cast.hedda)
        client.post("/konto/byt/", {"acting_for": f"area:{cast.places.bus_area.pk}"})
        page = client.get(at(without_bup, "narvaro/"), queries=LIMIT).text
        assert "Skriv avvikelse för Koltrastens socialtjänst" in page
        unit = {"service": "bup", "unit": f"unit:{cast.places.social.pk}"}
        where = client.post(at(without_bup, "franvaro/"), unit).headers["Location"]
        draft = Draft.objects.get()
        assert str(draft.submission_key) in where
        shown = client.get(where).text
        assert "BUP saknades vid mötet" in shown and "BUP Tofsvipan" in shown
        client.post("/konto/byt/", {"acting_for": f"area:{cast.places.bus_area.pk}"})
        client.post(at(without_bup, "franvaro/"), unit)
        assert Draft.objects.get() == draft


class TestCases:
    def test_from_times_to_outcome_without_identity(self, hedda, cast, group):
        add_forum(group.pk, ForumLevel.CASES, by=group.hedda, now=NOW)
        assert "Inga tider framåt" in hedda.get(of(group, "individforum/")).text
        typed = {
            "day": "2026-03-10",
            "starts": "09:00",
            "ends": "10:00",
            "times": "2",
            "every_weeks": "4",
        }
        hedda.post(of(group, "individforum/tider/"), typed)
        page = hedda.get(of(group, "individforum/"), queries=LIMIT).text
        assert page.count("ledig") == 2
        time = group.forum.group.forums.get(level="cases").times.order_by("starts_at")[0]
        asked = {"sip_held_on": "2026-03-01", "services": [str(cast.places.bup.kind_id)]}
        later = of(group, f"individforum/{time.pk}/")
        assert hedda.post(later, asked | {"sip_held_on": ""}).status_code == 422
        hedda.post(later, asked)
        booking = CaseBooking.objects.get()
        assert booking.code in hedda.get(of(group, "individforum/")).text
        with time_machine.travel(NOW + timedelta(days=2), tick=False):
            hedda.login_as(cast.hedda)
            hedda.post(f"{later}utfall/", {"version": "1", "outcome": "new_sip"})
            page = hedda.get(of(group, "individforum/"), queries=LIMIT).text
        assert "Nytt SIP-möte bokas" in page
        logged = AuditEvent.objects.values_list("details", "object_label")
        assert logged and booking.code not in str(list(logged))

    def test_cancelled_and_withdrawn(self, hedda, cast, group):
        things = a_group(cast)
        base = f"{ROOT}{things['group']}/individforum/{things['case_time']}/"
        hedda.post(f"{base}avboka/")
        assert CaseBooking.objects.get().cancelled_at
        hedda.post(f"{base}ta-bort/")
        assert hedda.get(base).status_code == 404


class TestPapers:
    def text_of(self, response):
        reader = PdfReader(BytesIO(response.content))
        return "\n".join(page.extract_text() for page in reader.pages)

    @pytest.mark.slow
    def test_the_pack_and_the_minutes(self, hedda, cast, group):
        meeting = a_year(cast, group)
        make_deviation(cast, title="Hemlig rubrik")
        coming = group.meeting(days=7)
        pack = self.text_of(hedda.get(at(coming, "underlag.pdf")))
        for words in ("Underlag till möte", "Nya avvikelser", "Skriv mallen", "1 av 2"):
            assert words in pack, words
        assert "Hemlig" not in pack
        minutes = self.text_of(hedda.get(at(meeting, "protokoll.pdf")))
        assert "Närvaro" in minutes and "Digitalt" in minutes and "utkast" not in minutes
        told = AuditEvent.objects.filter(kind="exported", object_kind="meeting")
        assert sorted(event.details["what"] for event in told) == ["protokoll", "underlag"]


class TestTasks:
    def test_done_and_dropped(self, hedda, group):
        for text in ("Skriv mallen", "Boka lokal"):
            hedda.post(of(group, "uppgifter/ny/"), {"text": text, "responsible": "Enhetschef"})
        first, second = Task.objects.order_by("pk")
        hedda.post(of(group, f"uppgifter/{first.pk}/"), {"version": "1", "result": "Klar"})
        hedda.post(of(group, f"uppgifter/{second.pk}/"), {"version": "1", "drop": "1"})
        page = hedda.get(of(group, "uppgifter/"), queries=LIMIT).text
        assert "klar" in page and "struken" in page and "Inga öppna uppgifter" in page
        assert hedda.post(of(group, f"uppgifter/{first.pk}/"), {"version": "1"}).status_code == 422

    def test_a_colleague_is_responsible_and_no_number(self, hedda, group):
        task = {"text": "Skriv mallen", "responsible": "Annika Bergström, 19811228-9874"}
        refused = hedda.post(of(group, "uppgifter/ny/"), task)
        assert refused.status_code == 422 and not Task.objects.exists()
        assert set(refused.context["form"].errors) == {"responsible"}
        hedda.post(of(group, "uppgifter/ny/"), task | {"responsible": "Annika Bergström"})
        assert Task.objects.get().responsible == "Annika Bergström"


def a_year(cast, group):
    """Two minuted meetings, BUP at one of them, a deviation and a task; the last meeting's key."""
    bup = cast.places.bup
    seat = seat_in(group.forum, bup.kind, unit=bup)
    make_deviation(cast, title="Hemlig titel", now=NOW - timedelta(days=3))
    make_deviation(cast, title="Hemlig titel", now=NOW - timedelta(days=2))
    for days, how in ((-60, Presence.ABSENT), (-30, Presence.DIGITAL)):
        meeting = group.meeting(days=days)
        record_attendance(meeting, {seat.pk: how}, by=group.hedda, now=NOW)
        finish_minutes(meeting, by=group.hedda, now=NOW)
    Task.objects.create(
        group_id=group.pk,
        text="Skriv mallen",
        responsible="Enhetschef",
        written_at=NOW,
        written_by=cast.hedda,
    )
    return meeting


def test_own_seats_are_part_of_the_own_data(hedda, cast, group):
    seat_in(group.forum, cast.places.bup.kind, email="hedda@example.com", name="Hedda Lavholme")
    seat_in(group.forum, cast.places.bup.kind, email="bo@example.com", name="Bo Lingonhed")
    page = hedda.get("/konto/mina-uppgifter/", queries=40).text
    assert "BUS Trastby, BUP" in page
    [told] = hedda.get("/konto/mina-uppgifter/fil/", queries=40).json()["seats"]
    assert (told["name"], told["seat"], told["level"]) == ("Hedda Lavholme", "ordinary", "steering")
