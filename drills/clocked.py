"""Moments at which clocks and calendars are treacherous, lived through; prints what went wrong."""

import json
import uuid
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import django

django.setup()

from samsyn.accounts import selectors as accounts  # noqa: E402
from samsyn.accounts.models import User  # noqa: E402
from samsyn.deviations import services  # noqa: E402
from samsyn.deviations.calendar import is_red_day  # noqa: E402
from samsyn.deviations.content import Account, Submission  # noqa: E402
from samsyn.deviations.models import Agreement, Reminder, StepTaken  # noqa: E402
from samsyn.deviations.selectors.lists import Wishes, sent_of  # noqa: E402

STOCKHOLM = ZoneInfo("Europe/Stockholm")
WRONG = []


def viewer(key):
    user = User.objects.get(email=f"{key}@demo.invalid")
    return accounts.choices_for(user, date(2028, 1, 1))[0]


WRITER, ANSWERER = viewer("socialtjanst"), viewer("bup")
AGREEMENT = Agreement.objects.get(key="bus").pk


def at(*moment, fold=0):
    return datetime(*moment, tzinfo=STOCKHOLM, fold=fold)


def send(now):
    return services.send_deviation(
        submission_key=uuid.uuid4(),
        submission=Submission(
            account=Account(title="Klockans dag", what_happened="En övning."),
            recipient_ids=(ANSWERER.unit_id,),
            agreement_id=AGREEMENT,
        ),
        by=WRITER,
        now=now,
    )


def expect(what, found, wanted):
    if found != wanted:
        WRONG.append(f"{what}: {found!r}, not {wanted!r}")


def the_year_turns_in_stockholm():
    old, new = send(at(2027, 12, 31, 23, 59, 30)), send(at(2028, 1, 1, 0, 0, 10))
    expect("last second of the year", (old.year, old.sent_on), (2027, date(2027, 12, 31)))
    expect("first second of the year", (new.year, new.sent_on), (2028, date(2028, 1, 1)))
    expect("a new series", new.number, "SAM-2028-0001")
    expect("the old series", old.number.split("-")[1], "2027")


def the_leap_day_is_a_day():
    sent = send(at(2028, 1, 30, 12))
    expect("thirty days end on 29 February", part(sent).answer_by, date(2028, 2, 29))
    late = send(at(2028, 2, 29, 23, 30))
    expect("sent on 29 February", (late.sent_on, late.month), (date(2028, 2, 29), 2))
    services.remind(now=at(2028, 2, 29, 7))
    reminded = Reminder.objects.filter(addressing=part(sent), deadline="answer")
    expect("reminded on 29 February", reminded.latest("pk").planned_on, date(2028, 2, 29))


def an_hour_comes_twice():
    first = send(at(2028, 10, 29, 2, 30))
    second = send(at(2028, 10, 29, 2, 30, fold=1))
    really = second.sent_at.astimezone(UTC) - first.sent_at.astimezone(UTC)
    expect("an hour between", really, timedelta(hours=1))
    expect("the same day", (first.sent_on, second.sent_on), (date(2028, 10, 29),) * 2)
    newest = [one.pk for one in sent_of(viewer=WRITER, wishes=Wishes(), today=date(2028, 10, 30))]
    expect("the later one first", newest[:2], [second.pk, first.pk])


def an_hour_is_missing():
    before, after = send(at(2028, 3, 26, 1, 59)), send(at(2028, 3, 26, 3, 1))
    # Subtracted as they are, two times of one zone differ by their clock faces: 62 minutes.
    really = after.sent_at.astimezone(UTC) - before.sent_at.astimezone(UTC)
    expect("two minutes between", really, timedelta(minutes=2))
    expect("the same last day", part(before).answer_by, part(after).answer_by)


def the_clock_is_set_back():
    sent = send(at(2028, 5, 10, 12))
    early = at(2028, 5, 10, 11, 10)
    later = send(early)
    expect("numbers go on", later.number > sent.number, True)
    one = part(sent)
    services.acknowledge(
        deviation_id=sent.pk, addressing_id=one.pk, seen_version=one.version, by=ANSWERER, now=early
    )
    kinds = list(
        StepTaken.objects.filter(deviation=sent).order_by("at", "pk").values_list("kind", flat=True)
    )
    expect("first sent, then acknowledged", kinds, ["sent", "acknowledged"])


def nobody_is_reminded_on_a_red_day():
    first = date(2028, 12, 11)
    sent = send(at(2028, 12, 11, 12))
    for days in range(65):
        day = first + timedelta(days=days)
        services.remind(now=at(day.year, day.month, day.day, 7))
    steps = StepTaken.objects.filter(deviation=sent, kind__startswith="reminded")
    days = [one.at.astimezone(STOCKHOLM).date() for one in steps]
    expect("reminded at all", len(days) >= 5, True)
    red = [day.isoformat() for day in days if is_red_day(day) or day.weekday() > 4]
    expect("reminders on red days", red, [])


def part(deviation):
    return deviation.addressings.get()


for moment in (
    the_year_turns_in_stockholm,
    the_leap_day_is_a_day,
    an_hour_comes_twice,
    an_hour_is_missing,
    the_clock_is_set_back,
    nobody_is_reminded_on_a_red_day,
):
    moment()
print(json.dumps(WRONG))
