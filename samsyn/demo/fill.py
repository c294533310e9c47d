"""How does an empty database become the demo's county? Registry, units, people, three years, drafts."""

import logging
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import merge
from random import Random
from uuid import UUID

from django.utils.translation import override

from samsyn.coding import selectors as coding
from samsyn.coding.services.bulk import Said, write_codings
from samsyn.demo.accounts import ACCOUNTS
from samsyn.demo.action_plans import Planning
from samsyn.demo.coded import code_some
from samsyn.demo.county import UNCLASSIFIED, County
from samsyn.demo.courses import Agreed, Told
from samsyn.demo.drafts import leave_drafts
from samsyn.demo.earlier import enter_earlier_years
from samsyn.demo.followups import tell_what_was_done
from samsyn.demo.groups import Gathering
from samsyn.demo.lifted import Lifting
from samsyn.demo.not_names import keep_words
from samsyn.demo.official import read_in_official
from samsyn.demo.places import Place, load_registry, make_places
from samsyn.demo.quotes import quote_some
from samsyn.demo.reports import write_reports
from samsyn.demo.seldom import Seldom
from samsyn.demo.spiders import measure
from samsyn.demo.surveys import ask_the_groups
from samsyn.demo.voices import ask_families
from samsyn.demo.words import Subject
from samsyn.deviations.calendar import STOCKHOLM
from samsyn.deviations.selectors.choices import agreements_on
from samsyn.deviations.services import remind
from samsyn.deviations.services.bulk import Written, write_courses
from samsyn.domain.deadlines import Terms
from samsyn.domain.vocabulary import Role
from samsyn.notice.services import compute as look_for_what_sticks_out
from samsyn.participation.services import count as count_participation
from samsyn.tally.services import carry_forward

SEED = 1918
A_YEAR = 130
YEARS = 3
MORNINGS = 62
"""So far back something may wait: the time limit, and the weekend after it."""
log = logging.getLogger(__name__)


def deviations_at(scale: int) -> int:
    """How many deviations a scale means: 390 in three years at 1, else 130 times the scale in all."""
    return max(A_YEAR * YEARS, A_YEAR * scale)


def fill(*, now: datetime, scale: int = 1) -> int:
    """Fill an empty, migrated database and return the number of deviations; the same for the same day."""
    started = time.monotonic()
    with override("sv"):
        rng = Random(SEED)  # noqa: S311 - invented data, the same at each making
        load_registry(now)
        places = make_places(rng, now)
        agreed = agreed_on(now)
        county = County(rng, places, agreed, now)
        written = _write(county, _with_accounts(places), deviations_at(scale), now)
        leave_drafts(places, now)
        if scale == 1:
            written += Seldom(rng, places, agreed, now).tell()
            remind_as_the_weeks_went(now)
            coded = code_some(rng, now)
            quote_some(now)
            write_reports(coded, now)
            tell_what_was_done(now)
            Gathering(now).tell()
            keep_words(now)
            Planning(rng, now).tell()
            Lifting(rng, now).tell()
            ask_the_groups(now)
            measure(now)
            ask_families(now)
            read_in_official(now)
    carry_forward(from_marks=1)
    with override("sv"):
        enter_earlier_years(Random(SEED), now)  # noqa: S311 - invented data
    count_participation(now=now)
    look_for_what_sticks_out(now=now)
    log.info("%s deviations in %.1f s", written, time.monotonic() - started)
    return written


def remind_as_the_weeks_went(now: datetime) -> None:
    """Send what the worker would have sent each morning about the parts that still wait."""
    seven = now.astimezone(STOCKHOLM).replace(hour=7, minute=0, second=0, microsecond=0)
    for days in range(MORNINGS, -1, -1):
        morning = seven - timedelta(days=days)
        if morning <= now:
            remind(now=morning)


def agreed_on(now: datetime) -> Agreed:
    """The BUS agreement with its points and times."""
    agreement = next(one for one in agreements_on(now.date()) if one.key == "bus")
    return Agreed(
        id=agreement.pk,
        points={point.key: point.pk for point in agreement.points.all()},
        terms=Terms(
            acknowledge_working_days=agreement.acknowledge_working_days,
            answer_days=agreement.answer_days,
            ceiling_days=agreement.ceiling_days,
        ),
    )


def _with_accounts(places: list[Place]) -> list[Place]:
    keys = {key for one in ACCOUNTS if one.role is Role.CASEWORKER for key in one.places}
    return [place for place in places if place.key in keys]


def _write(county: County, units: list[Place], total: int, now: datetime) -> int:
    coder = Coder(county.rng)
    on_purpose = county.last_weeks(units)
    by_chance = county.three_years(total - len(on_purpose), on_purpose=len(on_purpose))
    everything = merge(by_chance, on_purpose, key=lambda told: told.course.sent_at)
    many = 0
    for batch in write_courses(coder.remembered(everything), now=now):
        coder.code(batch)
        many += len(batch)
    return many


class Coder:
    """Says what each deviation is about, in the words of its year's list."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.subjects: dict[UUID, Subject] = {}
        self.lists: dict[int, dict[str, coding.ThemeCard]] = {}

    def remembered(self, stream: Iterator[Told]) -> Iterator:  # type: ignore[type-arg]
        """The courses alone; their subjects are kept until they are written."""
        for told in stream:
            self.subjects[told.course.submission_key] = told.subject
            yield told.course

    def code(self, batch: list[Written]) -> None:
        """Code one batch."""
        said = (self._said(one) for one in batch)
        write_codings([one for one in said if one.theme_id])

    def _said(self, written: Written) -> Said:
        course = written.course
        theme, subtypes = self.codes(self.subjects.pop(course.submission_key), course.sent_at.year)
        return Said(written.deviation_id, theme, subtypes, course.sent_by, course.sent_at)

    def codes(self, subject: Subject, year: int) -> tuple[int | None, tuple[int, ...]]:
        """Theme and subtypes of a subject in a year's list; now and then nobody has said."""
        if year not in self.lists:
            self.lists[year] = {theme.name: theme for theme in coding.themes_in_use(year)}
        theme = self.lists[year].get(subject.theme)
        if theme is None or self.rng.random() < UNCLASSIFIED:
            return None, ()
        return theme.id, tuple(one.id for one in theme.subtypes if one.name == subject.subtype)
