"""A group's meetings: planned, called, held with minutes, and what comes of them (39)."""

from datetime import date, timedelta
from email import message_from_bytes, policy

import pytest
from icalendar import Calendar

from samsyn.deviations.models import Draft
from samsyn.deviations.selectors.in_area import area_counts, deviations_in_area, in_area_as_seen
from samsyn.domain.refusals import Outdated, PersonalDataFound
from samsyn.domain.report import Part
from samsyn.domain.vocabulary import Role
from samsyn.groups.calling import invitation
from samsyn.groups.models import AbsenceDraft, CaseBooking, Meeting
from samsyn.groups.refusals import GroupRefused
from samsyn.groups.selectors import attendance, cases, meetings
from samsyn.groups.selectors.groups import group_by_pk, services_on
from samsyn.groups.services import absences, agenda, minutes, tasks
from samsyn.groups.services import cases as case_services
from samsyn.groups.services import meetings as services
from samsyn.groups.services.groups import add_forum
from samsyn.groups.services.tasks import TaskContent
from samsyn.groups.vocabulary import CaseOutcome, ForumLevel, MeetingState, Presence, Seat
from samsyn.mail.delivery import message_of
from samsyn.mail.models import Letter
from tests.builders import NOW, grant_role, make_deviation, make_unit_kind, viewer_of
from tests.grouping import make_local_group, seat_in

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def group(cast):
    return make_local_group(cast)


@pytest.fixture
def seats(cast, group):
    """BUP with substitute, socialtjänst, and a school."""
    places = cast.places
    bup, social = places.bup.kind, places.social.kind
    return {
        "bup": seat_in(group.forum, bup, unit=places.bup, name="Bo", email="bo@example.com"),
        "instead": seat_in(group.forum, bup, unit=places.bup, name="Ek", seat=Seat.SUBSTITUTE),
        "social": seat_in(group.forum, social, unit=places.social, name="Astrid"),
    }


@pytest.fixture
def held(group, seats):
    return group.meeting(days=-3)


def card(group, pk, now=NOW):
    row = meetings.meeting_row(pk, viewer=group.hedda, today=TODAY)
    return meetings.meeting_card_of(row, now)


class TestPlanning:
    def test_a_meeting_gets_the_common_agenda(self, group):
        pk = group.meeting()
        items = meetings.agenda_of(Meeting.objects.get(pk=pk))
        assert items[0].heading == "Öppnande och närvaro" and not items[0].is_own
        agenda.add_item(pk, "Lokaler", "Var ses vi?", by=group.hedda, now=NOW)
        own = meetings.agenda_of(Meeting.objects.get(pk=pk))[-2]
        assert (own.heading, own.note, own.is_own) == ("Lokaler", "Var ses vi?", True)
        agenda.remove_item(own.id, by=group.hedda, now=NOW)
        with pytest.raises(GroupRefused, match="state"):
            agenda.remove_item(items[0].id, by=group.hedda, now=NOW)

    def test_a_series_keeps_its_hour_when_the_clocks_change(self, group):
        """29 March 2026 is the night of summer time."""
        pk = group.meeting(every_weeks=2, times=3)
        first, *later = Meeting.objects.order_by("starts_at")
        assert first.pk == pk and first.series_id == later[-1].series_id
        hours = [one.starts_at.astimezone(NOW.tzinfo).hour for one in (first, *later)]
        assert hours == [12, 12, 12]
        assert (later[0].starts_at - first.starts_at) == timedelta(days=14, hours=-1)
        assert (later[1].starts_at - later[0].starts_at) == timedelta(days=14)

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [({"times": 0}, "time"), ({"times": 31, "every_weeks": 1}, "time"), ({"times": 2}, "time")],
    )
    def test_what_is_refused(self, group, wrong, why):
        with pytest.raises(GroupRefused, match=why):
            group.meeting(**wrong)

    def test_two_meetings_at_once_are_refused(self, group):
        group.meeting()
        with pytest.raises(GroupRefused, match="already"):
            group.meeting()

    def test_others_plan_nothing(self, cast, group):
        for name in ("astrid", "elof", "ivar"):
            with pytest.raises(GroupRefused, match="not_yours"):
                group.meeting(by=cast.viewer(name))

    def test_a_number_of_a_person_is_refused_everywhere(self, group, held):
        number = "Det gällde 19121212-1212."
        for write in (
            lambda: agenda.add_item(held, number, by=group.hedda, now=NOW),
            lambda: minutes.decide(held, number, by=group.hedda, now=NOW),
            lambda: tasks.give_task(
                group.pk, TaskContent(number, "Enhetschef"), by=group.hedda, now=NOW
            ),
            lambda: services.cancel_meeting(held, number, by=group.hedda, now=NOW),
        ):
            with pytest.raises(PersonalDataFound):
                write()


class TestCalling:
    def test_a_letter_with_the_calendar_goes_to_every_member_with_an_address(self, group, seats):
        pk = group.meeting()
        assert services.call_meeting(pk, by=group.hedda, now=NOW) == 1
        letter = Letter.objects.get(kind="meeting_called")
        assert letter.recipient == "bo@example.com" and "Sal Stenskvättan" in letter.body
        assert "Öppnande" not in letter.body + letter.calendar
        message = message_from_bytes(bytes(message_of(letter).message()), policy=policy.default)
        part = next(one for one in message.walk() if one.get_content_type() == "text/calendar")
        assert part.get_param("method") == "REQUEST"
        event = Calendar.from_ical(part.get_content()).events[0]
        assert event["SUMMARY"] == "BUS Trastby: styrgrupp"
        assert event.start == NOW + timedelta(days=7) and event["SEQUENCE"] == 0
        assert event["ATTENDEE"] == "mailto:bo@example.com"
        assert card(group, pk).state is MeetingState.CALLED

    def test_a_move_raises_the_sequence_of_the_same_event(self, group, seats):
        pk = group.meeting()
        before = Calendar.from_ical(invitation(Meeting.objects.get(pk=pk), now=NOW)).events[0]
        later = NOW + timedelta(days=8)
        moved = services.MeetingContent(later, later + timedelta(hours=1), place="Sal Stenskvättan")
        services.change_meeting(pk, moved, seen_version=1, by=group.hedda, now=NOW)
        after = Calendar.from_ical(invitation(Meeting.objects.get(pk=pk), now=NOW)).events[0]
        assert after["UID"] == before["UID"] and after["SEQUENCE"] == before["SEQUENCE"] + 1
        with pytest.raises(Outdated):
            services.change_meeting(pk, moved, seen_version=1, by=group.hedda, now=NOW)

    def test_a_cancelled_meeting_is_taken_out_of_calendars(self, group, seats):
        pk = group.meeting()
        services.call_meeting(pk, by=group.hedda, now=NOW)
        services.cancel_meeting(pk, "Sjukdom", by=group.hedda, now=NOW)
        letter = Letter.objects.order_by("-pk").first()
        assert "METHOD:CANCEL" in letter.calendar and "STATUS:CANCELLED" in letter.calendar
        assert card(group, pk).state is MeetingState.CANCELLED
        with pytest.raises(GroupRefused, match="state"):
            services.call_meeting(pk, by=group.hedda, now=NOW)


class TestMinutes:
    def attend(self, group, held, **presence):
        minutes.record_attendance(held, presence, by=group.hedda, now=NOW)

    def said(self, seats, **presence):
        return {seats[name].pk: how for name, how in presence.items()}

    def test_from_attendance_to_finished_minutes(self, group, seats, held):
        by = {"by": group.hedda, "now": NOW}
        with pytest.raises(GroupRefused, match="attendance"):
            minutes.finish_minutes(held, **by)
        came = self.said(seats, bup=Presence.IN_ROOM, social=Presence.DIGITAL)
        minutes.record_attendance(held, came, **by)
        minutes.record_attendance(held, self.said(seats, bup=Presence.ABSENT), **by)
        told = {
            one.member.name: one.presence for one in attendance.attendance_at(Meeting.objects.get())
        }
        assert told == {"Astrid": Presence.DIGITAL, "Bo": Presence.ABSENT, "Ek": None}
        item = meetings.agenda_of(Meeting.objects.get())[2]
        agenda.write_item(item.id, minutes="Vi gick igenom siffrorna.", seen_version=1, **by)
        decision = minutes.decide(held, "Kallelser skickas två veckor före.", item_id=item.id, **by)
        wrong = minutes.decide(held, "Fel rad.", **by)
        minutes.withdraw_decision(wrong, **by)
        task = tasks.give_task(
            group.pk,
            TaskContent("Skriv mallen", "Enhetschef", date(2026, 4, 1)),
            decision_id=decision,
            **by,
        )
        minutes.finish_minutes(held, **by)
        assert card(group, held).state is MeetingState.MINUTED
        for write in (
            lambda: minutes.decide(held, "För sent.", **by),
            lambda: agenda.write_item(item.id, minutes="Nytt", seen_version=2, **by),
            lambda: minutes.record_attendance(held, came, **by),
        ):
            with pytest.raises(GroupRefused, match="state"):
                write()
        [shown] = meetings.decisions_of(group.pk, viewer=group.hedda, today=TODAY)
        assert shown.text == "Kallelser skickas två veckor före." and shown.item_id == item.id
        [open_one] = meetings.tasks_of(group.pk, viewer=group.hedda, today=TODAY, open_only=True)
        assert open_one.id == task and open_one.meeting_id == held
        assert open_one.is_late(date(2026, 4, 2)) and not open_one.is_late(date(2026, 4, 1))
        minutes.open_minutes(held, **by)
        assert card(group, held).was_opened

    def test_a_task_ends_once(self, group):
        by = {"by": group.hedda, "now": NOW}
        pk = tasks.give_task(group.pk, TaskContent("Skriv", "Enhetschef"), **by)
        tasks.end_task(pk, is_done=True, result="Klar", seen_version=1, **by)
        assert meetings.task_by_pk(pk, viewer=group.hedda, today=TODAY).is_done
        with pytest.raises(GroupRefused, match="state"):
            tasks.end_task(pk, is_done=False, seen_version=2, **by)

    def test_what_has_not_begun_has_no_minutes(self, group, seats):
        coming = group.meeting()
        with pytest.raises(GroupRefused, match="state"):
            self.attend_coming(group, coming, seats)

    def attend_coming(self, group, coming, seats):
        came = self.said(seats, bup=Presence.IN_ROOM)
        minutes.record_attendance(coming, came, by=group.hedda, now=NOW)

    def test_the_minutes_of_others_are_shut(self, cast, group, held):
        with pytest.raises(GroupRefused, match="not_yours"):
            minutes.decide(held, "Vi", by=cast.viewer("elof"), now=NOW)

    def test_a_meeting_of_the_future_in_minutes_of_another_group(self, cast, group, held):
        other = make_local_group(cast, "BUS Siskaryd", cast.places.other_area)
        item = meetings.agenda_of(Meeting.objects.get(pk=held))[0]
        elsewhere = other.meeting(days=-2, by=group.doris)
        with pytest.raises(GroupRefused, match="not_yours"):
            minutes.decide(elsewhere, "Vi", item_id=item.id, by=group.doris, now=NOW)


class TestAbsence:
    @pytest.fixture
    def writing(self, cast):
        """Hedda also works at the social services, so she can write for them."""
        grant_role(cast.hedda, Role.CASEWORKER, cast.places.social)
        return viewer_of(cast.hedda, cast.places.social)

    @pytest.fixture
    def without_bup(self, group, seats, held):
        gone = {seats[name].pk: Presence.ABSENT for name in ("bup", "instead")}
        told = gone | {seats["social"].pk: Presence.IN_ROOM}
        minutes.record_attendance(held, told, by=group.hedda, now=NOW)
        return held

    def begin(self, group, writing, meeting, service="bup"):
        return absences.begin_absence_draft(meeting, service, unit=writing, by=group.hedda, now=NOW)

    def test_nobody_came_for_bup(self, cast, group, without_bup):
        [gone] = attendance.absent_at(Meeting.objects.get(pk=without_bup))
        assert gone.service.key == "bup" and gone.unit_ids == (cast.places.bup.pk,)

    def test_a_substitute_is_enough(self, group, seats, without_bup):
        came = {seats["instead"].pk: Presence.DIGITAL}
        minutes.record_attendance(without_bup, came, by=group.hedda, now=NOW)
        assert attendance.absent_at(Meeting.objects.get(pk=without_bup)) == []

    def test_one_press_makes_one_draft_and_sends_nothing(self, cast, group, writing, without_bup):
        key = self.begin(group, writing, without_bup)
        assert self.begin(group, writing, without_bup) == key
        draft = Draft.objects.get()
        assert draft.submission_key == key and draft.unit == cast.places.social
        assert draft.fields["level"] == "structural"
        assert draft.fields["recipients"] == [cast.places.bup.pk]
        assert draft.fields["happened_on"] == "2026-03-06"
        assert "BUP" in draft.fields["title"] and "BUS Trastby" in draft.fields["what_happened"]
        assert AbsenceDraft.objects.count() == 1

    def test_a_second_press_keeps_what_was_written_since(self, group, writing, without_bup):
        self.begin(group, writing, without_bup)
        Draft.objects.update(fields={"title": "Med egna ord"}, version=2)
        self.begin(group, writing, without_bup)
        assert Draft.objects.get().fields == {"title": "Med egna ord"}

    def test_what_was_sent_is_not_begun_again(self, cast, group, writing, without_bup):
        key = self.begin(group, writing, without_bup)
        Draft.objects.all().delete()
        deviation = make_deviation(cast)
        type(deviation).objects.filter(pk=deviation.pk).update(submission_key=key)
        assert self.begin(group, writing, without_bup) == key
        assert not Draft.objects.exists()

    @pytest.mark.parametrize(("service", "why"), [("socialtjanst", "service"), ("bumm", "service")])
    def test_who_came_or_has_no_seat_is_not_absent(self, group, writing, without_bup, service, why):
        with pytest.raises(GroupRefused, match=why):
            self.begin(group, writing, without_bup, service)

    def test_who_writes_for_no_unit_begins_nothing(self, group, without_bup):
        with pytest.raises(GroupRefused, match="unit"):
            self.begin(group, group.hedda, without_bup)


class TestRepresentation:
    def test_own_meetings_beside_the_countys(self, cast, group, seats, django_assert_num_queries):
        other = make_local_group(cast, "BUS Siskaryd", cast.places.other_area)
        theirs = seat_in(other.forum, cast.places.bup.kind, unit=cast.places.bup, name="Bo")
        for days, how in ((-30, Presence.ABSENT), (-20, Presence.IN_ROOM)):
            self.hold(group, group.meeting(days=days), seats["bup"], how)
        self.hold(other, other.meeting(days=-10, by=group.doris), theirs, Presence.DIGITAL)
        group.meeting(days=-1)  # no minutes: not counted
        card = group_by_pk(group.pk, viewer=group.hedda, today=TODAY)
        services = services_on(TODAY)
        with django_assert_num_queries(1):
            told = attendance.representation_of(card, services, since=date(2026, 1, 1), until=TODAY)
        bup = next(one for one in told if one.service.key == "bup")
        assert (bup.own, bup.county) == (Part(1, 2), Part(2, 3))

    def hold(self, group, pk, seat, how):
        minutes.record_attendance(pk, {seat.pk: how}, by=group.doris, now=NOW)
        minutes.finish_minutes(pk, by=group.doris, now=NOW)


class TestCases:
    @pytest.fixture
    def forum(self, group):
        return add_forum(group.pk, ForumLevel.CASES, by=group.hedda, now=NOW)

    @pytest.fixture
    def times(self, group, forum):
        start = NOW + timedelta(days=1)
        made = case_services.lay_out_times(
            forum,
            start,
            start + timedelta(hours=1),
            every_weeks=4,
            times=3,
            by=group.hedda,
            now=NOW,
        )
        assert made == 3
        return cases.times_of(group.pk, viewer=group.hedda, today=TODAY)

    def book(self, group, time, **named):
        asked = {
            "sip_held_on": date(2026, 3, 1),
            "kind_ids": [make_unit_kind("BUP").pk],
            "now": NOW,
            **named,
        }
        return case_services.book_time(time.id, by=group.hedda, **asked)

    def test_booked_by_a_code_that_says_nothing(self, group, times):
        code = self.book(group, times[0])
        assert len(code) == 6 and set(code) <= set(case_services.LETTERS)
        [first, *_] = cases.times_of(group.pk, viewer=group.hedda, today=TODAY)
        assert first.booked.code == code and first.booked.services == ("BUP",)

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ({"sip_held_on": None}, "sip"),
            ({"sip_held_on": date(2026, 3, 10)}, "sip"),
            ({"kind_ids": []}, "kind"),
            ({"now": NOW + timedelta(days=2)}, "time"),
        ],
    )
    def test_the_conditions(self, group, times, wrong, why):
        with pytest.raises(GroupRefused, match=why):
            self.book(group, times[0], **wrong)

    def test_a_time_is_taken_once_and_can_be_given_back(self, group, times):
        self.book(group, times[0])
        with pytest.raises(GroupRefused, match="taken"):
            self.book(group, times[0])
        booking = CaseBooking.objects.get()
        case_services.cancel_booking(booking.pk, by=group.hedda, now=NOW)
        self.book(group, times[0])

    def test_what_came_of_it_is_told_from_the_list_afterwards(self, group, times):
        self.book(group, times[0])
        booking = CaseBooking.objects.get()
        tell = {"seen_version": 1, "by": group.hedda}
        with pytest.raises(GroupRefused, match="time"):
            case_services.tell_outcome(booking.pk, CaseOutcome.NEW_SIP, now=NOW, **tell)
        after = NOW + timedelta(days=2)
        case_services.tell_outcome(booking.pk, CaseOutcome.NEW_SIP, now=after, **tell)
        shown = cases.times_of(group.pk, viewer=group.hedda, today=TODAY)
        assert cases.outcomes_of(shown) == {CaseOutcome.NEW_SIP: 1}

    def test_times_are_laid_out_once(self, group, forum, times):
        start = NOW + timedelta(days=1)
        again = case_services.lay_out_times(
            forum,
            start,
            start + timedelta(hours=1),
            every_weeks=4,
            times=4,
            by=group.hedda,
            now=NOW,
        )
        assert again == 1

    def test_others_see_no_times(self, cast, group, times):
        for name in ("astrid", "ivar"):
            assert cases.times_of(group.pk, viewer=cast.viewer(name), today=TODAY) == []
        with pytest.raises(GroupRefused, match="not_yours"):
            case_services.book_time(
                times[0].id, sip_held_on=TODAY, kind_ids=[1], by=cast.viewer("elof"), now=NOW
            )


class TestDeviationsInArea:
    @pytest.fixture
    def sent(self, cast):
        return make_deviation(cast, title="Hemlig rubrik")

    def rows(self, cast, name):
        area = cast.places.bus_area.pk
        return deviations_in_area([area], since=TODAY, until=TODAY, viewer=cast.viewer(name))

    def test_the_group_sees_number_parties_and_state_and_no_words(self, cast, sent):
        [row] = self.rows(cast, "hedda")
        assert "title" not in row.__dict__
        seen = in_area_as_seen(row)
        assert seen.number == sent.number and seen.reporter == "Koltrastens socialtjänst"
        assert [one.name for one in seen.recipients] == ["BUP Tofsvipan"]
        assert "Hemlig" not in repr(seen)

    def test_others_see_none(self, cast, sent):
        for name in ("elof", "ivar", "cecilia", "bo"):
            assert not self.rows(cast, name).exists(), name
        assert self.rows(cast, "doris").exists()

    def test_counts(self, cast, sent):
        def counts(name, today):
            return area_counts(
                [cast.places.bus_area.pk], since=TODAY, today=today, viewer=cast.viewer(name)
            )

        assert counts("hedda", TODAY).new == 1 and counts("hedda", TODAY).late == 0
        assert counts("hedda", date(2026, 6, 1)).late == 1
        assert counts("ivar", TODAY) is None
