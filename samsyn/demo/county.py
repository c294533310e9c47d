"""Who writes to whom in the invented county? Three years by chance, and the last weeks on purpose."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random

from samsyn.demo.courses import Agreed, Teller, Told
from samsyn.demo.places import OF_THE_REGION, Place
from samsyn.demo.plans import (
    DAYS,
    STOCKHOLM,
    Fate,
    Plan,
    at_work,
    plan_by_chance,
    sending_times,
)
from samsyn.demo.words import Subject, subjects
from samsyn.deviations.calendar import is_red_day
from samsyn.domain.deadlines import answer_by, is_working_day, next_working_day

KIND_WEIGHTS = {
    "socialtjanst": 45,
    "elevhalsa": 24,
    "bup": 12,
    "skola": 7,
    "habilitering": 5,
    "forskola": 3,
    "bumm": 3,
    "huslakarmottagning": 3,
    "beroendevard": 2,
}
"""How much each kind writes, after the report of 2021."""
UNCLASSIFIED = 0.02


class County:
    """The invented units, and the chance that decides among them."""

    def __init__(self, rng: Random, places: Sequence[Place], agreed: Agreed, now: datetime) -> None:
        self.rng, self.places, self.agreed, self.now = rng, places, agreed, now
        self.of_kind: dict[str, list[Place]] = {}
        for place in places:
            self.of_kind.setdefault(place.kind, []).append(place)
        self.today = now.astimezone(STOCKHOLM).date()
        # Some write much and some hardly ever, as everywhere.
        self.zeal = {place.key: rng.choice((1, 1, 2, 3, 5)) for place in places}

    def three_years(self, total: int, *, on_purpose: int) -> Iterator[Told]:
        """So many deviations by chance, in order of sending; `on_purpose` more are told of the last weeks."""
        for sent_at in sending_times(self.rng, total, self.now, on_purpose=on_purpose):
            if sent_at < self.now:
                yield self._by_chance(sent_at)

    def _by_chance(self, sent_at: datetime) -> Told:
        rng = self.rng
        subject = rng.choices(subjects(), [each.weight for each in subjects()])[0]
        kinds = [kind for kind in subject.senders if kind in self.of_kind]
        kind = rng.choices(kinds, [KIND_WEIGHTS[each] for each in kinds])[0]
        reporter = self._one_of(self.of_kind[kind])
        many = rng.choices((1, 2, 3), (80, 17, 3))[0]
        recipients = self._recipients(subject, reporter, many)
        age = (self.now - sent_at) / timedelta(days=DAYS)
        plan = plan_by_chance(rng, age, len(recipients))
        return self._tell(sent_at, subject, reporter, recipients, plan)

    def _one_of(self, places: Sequence[Place]) -> Place:
        inside = [place for place in places if not place.card.is_external]
        return self.rng.choices(inside, [self.zeal[place.key] for place in inside])[0]

    def _recipients(self, subject: Subject, reporter: Place, many: int) -> list[Place]:
        chosen: list[Place] = []
        for _ in range(many * 3):
            kind = self.rng.choice(subject.recipients)
            if kind == reporter.kind and kind not in OF_THE_REGION:
                continue  # schools and offices of one kind seldom write to each other
            place = self._near(reporter, self.of_kind[kind])
            if place is not reporter and place not in chosen:
                chosen.append(place)
            if len(chosen) == many:
                break
        return chosen or [self._near(reporter, self.of_kind["bup"])]

    def _near(self, reporter: Place, places: Sequence[Place]) -> Place:
        """A unit in the same municipality rather than elsewhere; one outside the county now and then."""
        weights = []
        for place in places:
            near = place.card.municipality_name == reporter.card.municipality_name
            weight = 0.3 if place.card.is_external else 12.0 if near else 1.0
            weights.append(0.0 if place is reporter else weight)
        return self.rng.choices(places, weights)[0] if any(weights) else self._one_of(places)

    def _tell(
        self,
        sent_at: datetime,
        subject: Subject,
        reporter: Place,
        recipients: Sequence[Place],
        plan: Plan,
    ) -> Told:
        teller = Teller(
            self.rng,
            self.agreed,
            sent_at=sent_at,
            subject=subject,
            reporter=reporter,
            recipients=recipients,
        )
        taken = {reporter.key, *(place.key for place in recipients)}
        others = [
            place
            for place in self.of_kind[recipients[0].kind]
            if place.key not in taken and not place.card.is_external
        ]
        return teller.told(plan, self.rng.choice(others) if others else None)

    # On purpose: something of every urgency at each unit that has a demo account ------------------

    def last_weeks(self, units: Sequence[Place]) -> list[Told]:
        """What makes Att göra show something of every urgency at each unit; the first two get it all."""
        told = []
        for rank, unit in enumerate(units):
            told += [*self._urgent(unit), *(self._the_rest(unit) if rank < 2 else ())]
        return sorted(told, key=lambda one: one.course.sent_at)

    def _urgent(self, unit: Place) -> Iterator[Told]:
        """Overdue, to answer today, in three days, new; and something to judge."""
        today = self.today
        due_now, due_soon = (
            next_working_day(today + timedelta(days=days), is_red_day) for days in (0, 3)
        )
        yield self._to(unit, self._sent_for(_working_day_before(today, 3)), Fate(acknowledged=3))
        yield self._to(unit, self._sent_for(due_now), Fate(acknowledged=2, investigating=4))
        yield self._to(unit, self._sent_for(due_soon), Fate(acknowledged=1))
        yield self._to(unit, _working_day_before(today, 1), Fate())
        answered = Fate(acknowledged=1, answered=15, judged=60)
        yield self._from(unit, _working_day_before(today, 18), answered)

    def _the_rest(self, unit: Place) -> Iterator[Told]:
        """Late to acknowledge, two recipients of whom one has answered, to close, late at others, fresh."""
        today = self.today
        yield self._to(unit, _working_day_before(today, 10), Fate())
        also = Fate(acknowledged=1, answered=6, judged=40)
        yield self._to(unit, _working_day_before(today, 15), Fate(acknowledged=2), also=also)
        judged = Fate(acknowledged=2, answered=12, judged=4)
        yield self._from(unit, _working_day_before(today, 24), judged)
        yield self._from(unit, _working_day_before(today, 41), Fate(acknowledged=4))
        yield self._from(unit, _working_day_before(today, 3), Fate(acknowledged=0.4))

    def _to(self, unit: Place, day: date, fate: Fate, also: Fate | None = None) -> Told:
        fitting = [each for each in subjects() if unit.kind in each.recipients]
        subject = self.rng.choice(fitting or subjects())
        senders = [
            place for kind in subject.senders for place in self.of_kind[kind] if place is not unit
        ]
        reporter = self._near(unit, senders)
        recipients = [unit]
        if also:
            others = [place for place in self.places if place not in (unit, reporter)]
            recipients.append(
                self._near(unit, [one for one in others if one.kind == unit.kind] or others)
            )
        fates = (fate, also) if also else (fate,)
        return self._tell(self._before_now(day), subject, reporter, recipients, Plan(fates))

    def _from(self, unit: Place, day: date, fate: Fate) -> Told:
        fitting = [each for each in subjects() if unit.kind in each.senders]
        subject = self.rng.choice(fitting or subjects())
        recipients = self._recipients(subject, unit, 1)
        return self._tell(
            self._before_now(day), subject, unit, recipients, Plan((fate,), closed=40)
        )

    def _before_now(self, day: date) -> datetime:
        return min(at_work(self.rng, day), self.now - timedelta(minutes=30))

    def _sent_for(self, due: date) -> date:
        """A working day whose deviations are to be answered on the day `due`."""
        terms = self.agreed.terms
        for back in range(terms.answer_days + 6, terms.answer_days - 6, -1):
            day = due - timedelta(days=back)
            if is_working_day(day, is_red_day) and answer_by(day, terms, is_red_day) >= due:
                return day
        return due - timedelta(days=terms.answer_days)


def _working_day_before(day: date, days: int) -> date:
    """The day so many days earlier, or the working day before it."""
    day -= timedelta(days=days)
    while not is_working_day(day, is_red_day):
        day -= timedelta(days=1)
    return day
