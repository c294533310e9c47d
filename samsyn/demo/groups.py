"""A year of a local BUS group: levels, members, meetings with minutes, tasks, and an individforum."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from samsyn.demo.acting import acting_as
from samsyn.demo.places import PLAIN
from samsyn.domain.access import Viewer
from samsyn.groups.selectors import groups as selectors
from samsyn.groups.selectors.attendance import members_of
from samsyn.groups.selectors.cases import times_of
from samsyn.groups.selectors.meetings import agenda_of, meeting_row, tasks_of
from samsyn.groups.services.agenda import add_item, write_item
from samsyn.groups.services.cases import book_time, lay_out_times, tell_outcome
from samsyn.groups.services.groups import add_forum
from samsyn.groups.services.meetings import MeetingContent, call_meeting, plan_meetings
from samsyn.groups.services.members import MemberContent, add_member
from samsyn.groups.services.minutes import decide, finish_minutes, record_attendance
from samsyn.groups.services.tasks import TaskContent, end_task, give_task
from samsyn.groups.vocabulary import CaseOutcome, ForumLevel, Presence, Seat, StandingItem
from samsyn.organisations import selectors as organisations

WEEKS_BETWEEN, HELD = 8, 6
"""Six meetings have been held, one is called, one is planned."""
PLACE = "Sal Stenskvättan"


@dataclass(frozen=True)
class Sits:
    """A seat of the demo: its name, function, kind's key, and how six meetings went (x came, d digital)."""

    name: str
    title: str
    kind: str
    came: str
    seat: Seat = Seat.ORDINARY
    unit: str = ""
    leads: bool = False


MEMBERS = (
    Sits("Ulfrun Skvattramklint", "Avdelningschef", "socialtjanst", "xxxxxx", leads=True),
    Sits("Sigvard Kråkris", "Enhetschef", "socialtjanst", "......", Seat.SUBSTITUTE, "koltrasten"),
    Sits("Tyra Hjortronmyr", "Verksamhetschef", "bup", "x..x.d", unit="bup-storspoven"),
    Sits(
        "Assar Blåbärslid",
        "Bitr. verksamhetschef",
        "bup",
        ".d....",
        Seat.SUBSTITUTE,
        "bup-storspoven",
    ),
    Sits("Vebjörn Gullvivebacke", "Rektor", "skola", "xxdxxx"),
    Sits("Disa Rönnbärsås", "Chef för elevhälsan", "elevhalsa", "xx.xxx"),
    Sits("Folke Tuvull", "Rektor, fristående", "forskola", "x.x.x.", Seat.SUBSTITUTE),
    Sits("Gunnvor Dvärgbjörk", "Enhetschef", "habilitering", "d.dx.x"),
)
"""Nobody speaks for BUMM: the demo shows the warning."""
SAID = (
    (
        "Vi gick igenom de nya avvikelserna. Flera gäller kallelser som kom sent.",
        "Kallelser till SIP skickas minst två veckor i förväg.",
        "Skriv en gemensam mall för kallelser",
        "Enhetschef i socialtjänsten",
        "Mallen används sedan i våras.",
    ),
    ("Mallen för kallelser är klar. Skolorna önskar att den finns på ett ställe.", "", "", "", ""),
    (
        "BUP saknades. Frågan om remisser får vänta till nästa möte.",
        "Varje verksamhet anmäler ersättare till sammankallande.",
        "Samla in vilka som är ersättare",
        "Sammankallande",
        "Alla utom BUMM har svarat.",
    ),
    ("Vi läste den årliga uppföljningen tillsammans.", "", "", "", ""),
    (
        "BUP saknades igen, och ingen ersättare kom.",
        "Frågan om representation tas med till handlingsplanen.",
        "Bjud in BUMM till nästa möte",
        "Avdelningschef i socialtjänsten",
        "",
    ),
    (
        "Vi gick igenom svar som är sena. De flesta väntar på besked om vem som ansvarar.",
        "En sida om vem som gör vad tas fram till hösten.",
        "Ta fram en sida om vem som gör vad",
        "Chef för elevhälsan",
        "",
    ),
)
"""For each held meeting: what was said, a decision, a task of it, who is responsible, and what came of it."""


class Gathering:
    """The year as the group's contact keeps it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def tell(self) -> None:
        """Make the year."""
        start = self._at(self.now - timedelta(weeks=WEEKS_BETWEEN * HELD - 2), 13)
        began = start - timedelta(days=30)
        by = acting_as("kontaktperson", self.now)
        group = self._group_of(by)
        steering = next(
            one for one in selectors.forums_of(group) if one.level is ForumLevel.STEERING
        )
        self._seat(steering.id, by, began)
        cases = add_forum(group, ForumLevel.CASES, by=by, now=began)
        add_forum(group, ForumLevel.WORKING, by=by, now=began)
        content = MeetingContent(start, start + timedelta(hours=2), place=PLACE)
        planned = plan_meetings(
            steering.id, content, every_weeks=WEEKS_BETWEEN, times=HELD + 2, by=by, now=began
        )
        for number, meeting in enumerate(planned[:HELD]):
            self._hold(group, meeting, number, by)
        coming = planned[HELD]
        call_meeting(coming, by=by, now=self.now)
        add_item(
            coming, "Sommaren: vem svarar när?", "Ta med era semesterlistor.", by=by, now=self.now
        )
        self._book(group, cases, by, began)

    def _group_of(self, by: Viewer) -> int:
        assert by.area_id is not None
        found = selectors.local_group_of_area(by.area_id, viewer=by, today=self.now.date())
        assert found is not None
        return found

    def _seat(self, forum: int, by: Viewer, at: datetime) -> None:
        kinds = {kind.key: kind.id for kind in organisations.kinds_in_order()}
        for one in MEMBERS:
            unit = organisations.unit_by_key(f"demo-{one.unit}") if one.unit else None
            content = MemberContent(
                one.name,
                kinds[one.kind],
                one.seat,
                title=one.title,
                email=f"{one.name.split()[0].lower().translate(PLAIN)}@grupp.invalid",
                unit_id=unit.id if unit else None,
                leads=one.leads,
                valid_from=at.date(),
            )
            add_member(forum, content, by=by, now=at)

    def _hold(self, group: int, meeting: int, number: int, by: Viewer) -> None:
        row = meeting_row(meeting, viewer=by, today=self.now.date())
        assert row is not None
        at = row.starts_at + timedelta(hours=2)
        call_meeting(meeting, by=by, now=row.starts_at - timedelta(days=14))
        record_attendance(meeting, self._came(group, number), by=by, now=at)
        said, decision, task, responsible, result = SAID[number]
        item = next(one for one in agenda_of(row) if one.standing is StandingItem.NEW_DEVIATIONS)
        write_item(item.id, minutes=said, seen_version=item.version, by=by, now=at)
        if decision:
            made = decide(meeting, decision, item_id=item.id, by=by, now=at)
            due = (row.starts_at + timedelta(weeks=WEEKS_BETWEEN - 1)).date()
            content = TaskContent(task, responsible, due)
            given = give_task(group, content, decision_id=made, by=by, now=at)
            if result:
                self._end(group, given, result, by, at + timedelta(weeks=6))
        finish_minutes(meeting, by=by, now=at)

    def _end(self, group: int, task: int, result: str, by: Viewer, at: datetime) -> None:
        found = tasks_of(group, viewer=by, today=self.now.date())
        version = next(one.version for one in found if one.id == task)
        end_task(task, is_done=True, result=result, seen_version=version, by=by, now=at)

    def _came(self, group: int, number: int) -> dict[int, Presence]:
        how = {"x": Presence.IN_ROOM, "d": Presence.DIGITAL, ".": Presence.ABSENT}
        said = {one.name: how[one.came[number]] for one in MEMBERS}
        return {seat.id: said[seat.name] for seat in members_of(group)}

    def _book(self, group: int, forum: int, by: Viewer, began: datetime) -> None:
        first = self._at(self.now - timedelta(weeks=11), 9)
        end = first + timedelta(hours=1)
        lay_out_times(forum, first, end, place=PLACE, every_weeks=4, times=6, by=by, now=began)
        kinds = {kind.key: kind.id for kind in organisations.kinds_in_order()}
        asked = [kinds["bup"], kinds["socialtjanst"], kinds["skola"]]
        today = self.now.date()
        for time, outcome in zip(
            times_of(group, viewer=by, today=today)[:4],
            (CaseOutcome.AGREED, CaseOutcome.NEW_SIP, None, None),
            strict=False,
        ):
            at = min(self.now, time.starts_at - timedelta(days=7))
            held = (at - timedelta(days=20)).date()
            book_time(time.id, sip_held_on=held, kind_ids=asked, by=by, now=at)
            if outcome:
                booked = next(
                    one.booked
                    for one in times_of(group, viewer=by, today=today)
                    if one.id == time.id
                )
                assert booked is not None
                after = time.ends_at
                tell_outcome(booked.id, outcome, seen_version=booked.version, by=by, now=after)

    def _at(self, moment: datetime, hour: int) -> datetime:
        """A Tuesday at an hour, near the moment."""
        tuesday = moment - timedelta(days=(moment.weekday() - 1) % 7)
        return tuesday.replace(hour=hour, minute=0, second=0, microsecond=0)
