"""From plans and sentences to courses: who wrote what to whom, and everything that happened then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from samsyn.demo.places import Place
from samsyn.demo.plans import OUTCOMES, STOCKHOLM, VIEWS, Fate, Plan, after
from samsyn.demo.words import Subject, Voice, texts
from samsyn.deviations.content import Account, AnswerContent, MeasurePromised, Submission
from samsyn.deviations.course import Course, Happening
from samsyn.domain.access import Viewer
from samsyn.domain.deadlines import Terms
from samsyn.domain.vocabulary import (
    Cause,
    Consequence,
    DirectContact,
    Level,
    MeasureStatus,
    StepKind,
)


@dataclass(frozen=True)
class Agreed:
    """The agreement that the invented deviations are about."""

    id: int
    points: Mapping[str, int]
    """Primary keys of its points by key."""
    terms: Terms


@dataclass(frozen=True)
class Told:
    """A course and what it is about, for the coding."""

    course: Course
    subject: Subject


class Teller:
    """Tells one deviation from sending to end, also what has not happened yet."""

    def __init__(
        self,
        rng: Random,
        agreed: Agreed,
        *,
        sent_at: datetime,
        subject: Subject,
        reporter: Place,
        recipients: Sequence[Place],
    ) -> None:
        self.rng, self.agreed, self.sent_at, self.subject = rng, agreed, sent_at, subject
        self.reporter, self.recipients = reporter, recipients
        self.writer = rng.choice(reporter.people)
        self.voice = Voice(
            rng,
            reporter_kind=reporter.kind,
            recipient_kind=recipients[0].kind,
            week=(sent_at - timedelta(days=5)).isocalendar().week,
        )
        self.happenings: list[Happening] = []

    def told(self, plan: Plan, redirect_to: Place | None = None) -> Told:
        """The whole course by a plan; `redirect_to` is where a wrongly addressed part goes."""
        submission = self._submission()
        ends: list[datetime | None] = []
        for part, (fate, place) in enumerate(zip(plan.fates, self.recipients, strict=True)):
            if fate.redirected is not None and redirect_to:
                ends.append(self._redirected(part, fate.redirected, place, redirect_to))
            else:
                ends.append(self._part(part, place, self.sent_at, replace(fate, redirected=None)))
        self._whole(plan, submission.account)
        self._end(plan, ends)
        key = UUID(int=self.rng.getrandbits(128), version=4)
        happenings = tuple(sorted(self.happenings, key=lambda each: each.at))
        course = Course(key, submission, self.sent_at, self.writer, happenings)
        return Told(course, self.subject)

    def _add(self, kind: StepKind, at: datetime, by: Viewer | None, **more: object) -> None:
        self.happenings.append(Happening(kind, at, by, **more))  # type: ignore[arg-type]

    # The account ----------------------------------------------------------------------------------

    def _submission(self) -> Submission:
        rng = self.rng
        structural = self.subject.level == Level.STRUCTURAL.value
        return Submission(
            account=self._account(),
            recipient_ids=tuple(place.card.id for place in self.recipients),
            agreement_id=self.agreed.id,
            agreement_point_id=self.agreed.points.get(self.subject.point),
            level=Level.STRUCTURAL if structural else Level.INDIVIDUAL,
            own_system_reference=f"AVV-{self.sent_at.year}-{rng.randint(20, 980)}"
            if rng.random() < 0.15
            else "",
            internal_reference=f"ref {rng.randint(1000, 9999)}" if rng.random() < 0.3 else "",
            stop_text_shown=self.consequence is Consequence.SERIOUS,
        )

    def _account(self) -> Account:
        rng, voice, own, more = self.rng, self.voice, self.subject.texts, texts()["more"]
        happened_on = self.sent_at.date() - timedelta(days=rng.randint(1, 20))
        self.consequence = rng.choices(list(Consequence), (8, 30, 38, 9, 15))[0]
        has_talked = rng.random() < 0.75
        return Account(
            title=voice.one(own["titles"])[:120],
            what_happened=" ".join(
                [voice.one(own["happened"]), *voice.some(more["happened"], 1, 3)]
            ),
            what_was_expected=" ".join(voice.some(own["expected"], 1, 2)),
            happened_on=happened_on,
            discovered_on=min(
                happened_on + timedelta(days=rng.choice((0, 0, 0, 1, 4))), self.sent_at.date()
            ),
            direct_contact=DirectContact.YES if has_talked else DirectContact.NO,
            contact_text=voice.one(more["contact" if has_talked else "contact_no"]),
            consequence=self.consequence,
            consequence_text=self._consequence_text(more),
            proposed_measure=voice.one(own["measures"]) if rng.random() < 0.8 else "",
        )

    def _consequence_text(self, more: dict[str, list[str]]) -> str:
        if self.consequence in {Consequence.NONE, Consequence.UNKNOWN}:
            return ""
        if self.consequence is Consequence.MINOR:
            return self.voice.one(more["consequence_minor"])
        return " ".join(self.voice.some(more["consequence"], 1, 2))

    # One recipient --------------------------------------------------------------------------------

    def _redirected(self, part: int, days: float, place: Place, to: Place) -> datetime | None:
        rng, reason = self.rng, self.voice.one(texts()["reasons"]["redirect"])
        at, by = after(rng, self.sent_at, days), rng.choice(place.people)
        self._add(StepKind.REDIRECTED, at, by, part=part, text=reason, to_unit=to.card.id)
        fate = Fate(acknowledged=1.5, answered=rng.uniform(4, 18), judged=rng.uniform(0.5, 8))
        return self._part(len(self.recipients), to, at, fate)

    def _part(self, part: int, place: Place, at: datetime, fate: Fate) -> datetime | None:
        """Everything at one recipient; when it was finished, or None if it never was."""
        rng, by = self.rng, self.rng.choice(place.people)
        start = at
        for kind, days in (
            (StepKind.ACKNOWLEDGED, fate.acknowledged),
            (StepKind.INVESTIGATING, fate.investigating),
        ):
            if days is not None and (fate.answered is None or days < fate.answered):
                at = after(rng, at, days)
                self._add(kind, at, by, part=part)
        if fate.declined is not None:
            at = max(after(rng, start, fate.declined), at + timedelta(minutes=20))
            reason = self.voice.one(texts()["reasons"]["decline"])
            self._add(StepKind.DECLINED, at, by, part=part, text=reason)
            return at
        if fate.answered is None:
            return None
        answered = max(after(rng, start, fate.answered), at + timedelta(minutes=20))
        return self._answer(part, by, answered, fate)

    def _answer(self, part: int, by: Viewer, at: datetime, fate: Fate) -> datetime | None:
        content = self._answer_content(at)
        self._add(StepKind.ANSWERED, at, by, part=part, content=content)
        for place in range(len(content.measures)):
            self._measure(part, place, by, at)
        if fate.amended is not None:
            at = after(self.rng, at, fate.amended)
            again = replace(content, measures=(self._measure_promised(at),))
            reason = self.voice.one(texts()["reasons"]["amend"])
            self._add(StepKind.ANSWER_AMENDED, at, by, part=part, content=again, text=reason)
        if fate.judged is None:
            return None
        at = after(self.rng, at, fate.judged)
        outcome = self.rng.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
        words = self.voice.one(texts()["judgements"][outcome.value])
        self._add(StepKind.JUDGED, at, self.writer, part=part, text=words, outcome=outcome)
        return at

    def _answer_content(self, at: datetime) -> AnswerContent:
        rng, voice, answers = self.rng, self.voice, texts()["answers"]
        view = rng.choices(list(VIEWS), list(VIEWS.values()))[0]
        sentences = [voice.one(answers[view.value]), *voice.some(answers["more"], 0, 2)]
        measures = tuple(self._measure_promised(at) for _ in range(rng.choice((0, 1, 1, 1, 2))))
        return AnswerContent(
            view=view,
            perspective=" ".join(sentences),
            cause=rng.choice(list(Cause)),
            cause_text=voice.one(answers["causes"]) if rng.random() < 0.5 else "",
            measures=measures,
        )

    def _measure_promised(self, at: datetime) -> MeasurePromised:
        measure = self.rng.choice(texts()["measures"])
        due = at.date() + timedelta(days=self.rng.randint(14, 120))
        return MeasurePromised(
            measure["text"], measure["by"], due if self.rng.random() < 0.8 else None
        )

    def _measure(self, part: int, place: int, by: Viewer, at: datetime) -> None:
        rng = self.rng
        steps = {"part": part, "measure": place}
        if rng.random() < 0.5:
            at = after(rng, at, rng.uniform(3, 25))
            self._add(StepKind.MEASURE_CHANGED, at, by, **steps, status=MeasureStatus.ONGOING)
        status = rng.choices((None, MeasureStatus.DONE, MeasureStatus.DROPPED), (40, 54, 6))[0]
        if status:
            at = after(rng, at, rng.uniform(10, 80))
            self._add(StepKind.MEASURE_CHANGED, at, by, **steps, status=status)

    # The whole ------------------------------------------------------------------------------------

    def _whole(self, plan: Plan, account: Account) -> None:
        rng, reasons = self.rng, texts()["reasons"]
        if plan.corrected is not None:
            at, text = after(rng, self.sent_at, plan.corrected), self.voice.one(reasons["correct"])
            added = self.voice.one(texts()["more"]["happened"])
            again = replace(account, what_happened=f"{account.what_happened} {added}")
            self._add(StepKind.CORRECTED, at, self.writer, content=again, text=text)
        at = self.sent_at
        partner = rng.choice(self.recipients[-1].people)
        redirected = any(each.kind is StepKind.REDIRECTED for each in self.happenings)
        for turn in range(0 if redirected else plan.messages):
            at = after(rng, at, rng.uniform(0.5, 6))
            who, by = ("reporter", self.writer) if turn % 2 else ("recipient", partner)
            self._add(StepKind.MESSAGE, at, by, text=self.voice.one(texts()["talk"][who]))
        if plan.withdrawn is not None:
            at = after(rng, self.sent_at, plan.withdrawn)
            self._add(StepKind.WITHDRAWN, at, self.writer, text=self.voice.one(reasons["withdraw"]))

    def _end(self, plan: Plan, ends: Sequence[datetime | None]) -> None:
        """Let the writer or the time limit close, and leave out what would come after the end."""
        end = self._time_limit()
        finished = [at for at in ends if at is not None]
        if plan.withdrawn is not None:
            end = min(each.at for each in self.happenings if each.kind is StepKind.WITHDRAWN)
        elif plan.closed is not None and len(finished) == len(ends):
            closed = after(self.rng, max(finished), plan.closed)
            if closed < end:
                end = closed
                self._add(StepKind.CLOSED, closed, self.writer)
        if not any(each.at == end for each in self.happenings):
            self._add(StepKind.CLOSED_BY_TIME, end, None)
        ending = {StepKind.WITHDRAWN, StepKind.CLOSED, StepKind.CLOSED_BY_TIME}
        answered = {
            (each.part, each.at)
            for each in self.happenings
            if each.kind is StepKind.ANSWERED and each.at < end
        }
        parts = {part for part, _ in answered}
        self.happenings = [
            each
            for each in self.happenings
            if (each.at < end and each.kind not in ending)
            or (each.at == end and each.kind in ending)
            or (
                each.at > end
                and each.kind is StepKind.MEASURE_CHANGED
                and each.part in parts
                and plan.withdrawn is None
            )
        ]

    def _time_limit(self) -> datetime:
        """The night after the last day that the agreement waits; each answer in time moves it."""
        terms = self.agreed.terms
        last = self.sent_at.date() + timedelta(days=terms.ceiling_days)
        answers = sorted(each.at for each in self.happenings if each.kind is StepKind.ANSWERED)
        for at in answers:
            if at.date() <= last:
                last = max(last, at.date() + timedelta(days=terms.answer_days))
        return datetime.combine(last + timedelta(days=1), time(3, 10), STOCKHOLM)
