"""Does the database count as plain Python would? Random deviations, random questions, both databases."""

import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from samsyn.coding.models import CodeBook, Coding, Subtype, Theme
from samsyn.deviations.models import Addressing, Deviation
from samsyn.domain.access import Everything
from samsyn.domain.parties import is_between_principals
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import AreaKind, Counted, Dimension, PrincipalKind, Scope
from samsyn.events.models import Event, EventLink
from samsyn.statistics.selectors import figures_for, table_for
from tests.builders import (
    make_agreement,
    make_area,
    make_principal,
    make_unit,
    make_unit_kind,
    make_user,
)

NOW = datetime(2026, 3, 9, 12, tzinfo=ZoneInfo("Europe/Stockholm"))
TEST = Everything("test")
WORDS = {
    "resolved": "löst genom kommunikation",
    "improvement": "förbättringsförslag",
    "partly": "delvis löst",
    "unresolved": "ej löst",
}
THEMES = {"Broar": ("Ras", "Rost"), "Vägar": ("Grus",)}


@dataclass(frozen=True)
class Place:
    name: str
    kind: str
    principal: str
    sector: str
    municipality: str | None
    district: str | None


REGION, TOWN, FREE = "Region Fågelsjö", "Trastby kommun", "Siskans skolor"
PLACES = (
    Place("BUP Tofsvipan", "BUP", REGION, "regional", None, None),
    Place("BUP Rödhaken", "BUP", REGION, "regional", "Trastby", None),
    Place("BUMM Ärlan", "BUMM", REGION, "regional", "Trastby", "Norra Trastby"),
    Place("Koltrasten", "Socialtjänst", TOWN, "kommunal", "Trastby", "Norra Trastby"),
    Place("Gråsiskans skola", "Skola", FREE, "fristående", "Siskaryd", None),
)
KINDS_IN_ORDER = ("Socialtjänst", "Skola", "BUP", "BUMM")


@dataclass(frozen=True)
class Sent:
    place: Place
    redirected: bool
    answered: bool
    outcome: str


@dataclass(frozen=True)
class Told:
    year: int
    month: int
    reporter: Place
    sent: tuple[Sent, ...]
    theme: str | None
    subtypes: tuple[str, ...]
    is_coded: bool
    is_withdrawn: bool
    event: int | None = None

    @property
    def standing(self):
        return [one for one in self.sent if not one.redirected]

    @property
    def is_between(self):
        return any(one.place.principal != self.reporter.principal for one in self.standing)

    @property
    def is_answered(self):
        return any(one.answered for one in self.standing)


@st.composite
def recipients(draw):
    places = draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3, unique=True))
    sent = []
    for number, place in enumerate(places):
        answered = draw(st.booleans())
        outcome = draw(st.sampled_from([*WORDS, "", "not_judged"])) if answered else ""
        redirected = number > 0 and draw(st.booleans())
        sent.append(Sent(place, redirected, answered and not redirected, outcome))
    return tuple(sent)


@st.composite
def told(draw):
    theme = draw(st.sampled_from([*THEMES, None]))
    subtypes = draw(st.sets(st.sampled_from(THEMES[theme]))) if theme else ()
    return Told(
        year=draw(st.sampled_from([2030, 2031])),
        month=draw(st.integers(1, 12)),
        reporter=draw(st.sampled_from(PLACES)),
        sent=draw(recipients()),
        theme=theme,
        subtypes=tuple(sorted(subtypes)),
        is_coded=theme is not None or draw(st.booleans()),
        is_withdrawn=draw(st.integers(0, 5)) == 0,
        event=draw(st.sampled_from([None, None, 1, 2])),
    )


@st.composite
def questions(draw):
    wheres = draw(st.lists(st.sampled_from(CONDITIONS), max_size=2, unique_by=lambda one: one[0]))
    return Question(
        years=tuple(draw(st.sets(st.sampled_from([2030, 2031]), min_size=1))),
        scope=draw(st.sampled_from(Scope)),
        count=draw(st.sampled_from(Counted)),
        by=tuple(draw(st.lists(st.sampled_from(Dimension), max_size=2, unique=True))),
        where=tuple(wheres),
    )


D = Dimension
CONDITIONS = [
    (D.REPORTER_SERVICE, "BUP"),
    (D.REPORTER_UNIT, "Koltrasten"),
    (D.REPORTER_PRINCIPAL, "Region Fågelsjö"),
    (D.REPORTER_SECTOR, "kommunal"),
    (D.REPORTER_MUNICIPALITY, "Trastby"),
    (D.REPORTER_MUNICIPALITY, ""),
    (D.REPORTER_DISTRICT, "Norra Trastby"),
    (D.REPORTER_DISTRICT, ""),
    (D.RECIPIENT_SERVICE, "BUP"),
    (D.RECIPIENT_SERVICES, "BUMM;BUP"),
    (D.RECIPIENT_UNIT, "BUP Rödhaken"),
    (D.THEME, "Broar"),
    (D.THEME, ""),
    (D.SUBTYPE, "Rost"),
    (D.SUBTYPE, ""),
    (D.OUTCOME, "delvis löst"),
    (D.OUTCOME, ""),
    (D.ANSWERED, "yes"),
    (D.ANSWERED, "no"),
    (D.MONTH, "2030-03"),
    (D.MONTH, "4"),
    (D.YEAR, "2031"),
]


def values_of(one, dimension, recipient):
    """Every value that a deviation has in a dimension, seen from one of its recipients."""
    services = {sent.place.kind for sent in one.standing}
    single = {
        D.REPORTER_SERVICE: one.reporter.kind,
        D.REPORTER_UNIT: one.reporter.name,
        D.REPORTER_PRINCIPAL: one.reporter.principal,
        D.REPORTER_SECTOR: one.reporter.sector,
        D.REPORTER_MUNICIPALITY: one.reporter.municipality,
        D.REPORTER_DISTRICT: one.reporter.district,
        D.RECIPIENT_SERVICE: recipient.place.kind,
        D.RECIPIENT_SERVICES: ";".join(k for k in KINDS_IN_ORDER if k in services),
        D.RECIPIENT_UNIT: recipient.place.name,
        D.THEME: one.theme,
        D.ANSWERED: "yes" if one.is_answered else "no",
        D.MONTH: f"{one.year}-{one.month:02d}",
        D.YEAR: str(one.year),
    }
    if dimension in single:
        return {single[dimension]}
    if dimension is D.SUBTYPE:
        return set(one.subtypes) or {None}
    return {WORDS[sent.outcome] for sent in one.standing if sent.outcome in WORDS} or {None}


def meets(one, dimension, text):
    found = set().union(*(values_of(one, dimension, sent) for sent in one.standing))
    if dimension is D.RECIPIENT_SERVICES:
        return {frozenset(text.split(";"))} == {frozenset(each.split(";")) for each in found}
    if dimension is D.MONTH and "-" not in text:
        return one.month == int(text)
    return (text or None) in found


def naive(deviations, question):
    """The oracle: n, the unclassified, and how often each combination of values occurs."""
    cells, n, unclassified = Counter(), 0, 0
    counted = defaultdict(set)
    """What has been counted already, by event: as a whole, without a theme, in each row."""
    for one in deviations:
        in_scope = question.scope is Scope.ALL or one.is_between == (
            question.scope is Scope.BETWEEN
        )
        counts = one.year in question.years and in_scope and not one.is_withdrawn
        if question.count is Counted.ANSWERS:
            counts = counts and one.is_answered
        if not counts or not all(meets(one, *condition) for condition in question.where):
            continue
        of_event = set()
        if question.count is Counted.EVENTS and one.event:
            of_event = counted[one.event]
        n += "whole" not in of_event
        unclassified += one.theme is None and "unclassified" not in of_event
        seen = set()
        for recipient in one.standing:
            kind = recipient.place.kind if question.count is Counted.RECIPIENTS else None
            choices = [values_of(one, dimension, recipient) for dimension in question.by]
            seen |= {(kind, combination) for combination in itertools.product(*choices)}
        cells.update(combination for _, combination in seen if combination not in of_event)
        of_event |= {"whole", *(combination for _, combination in seen)}
        of_event |= {"unclassified"} if one.theme is None else set()
    return n, unclassified, dict(cells)


class World:
    """The registry and the code list that the random deviations are stored with."""

    def __init__(self):
        self.agreement = make_agreement()
        kinds = {
            label: make_unit_kind(label, order=order) for order, label in enumerate(KINDS_IN_ORDER)
        }
        principals = {
            REGION: make_principal(REGION, kind=PrincipalKind.REGION),
            TOWN: make_principal(TOWN),
            FREE: make_principal(FREE, kind=PrincipalKind.INDEPENDENT),
        }
        areas = {None: None, "Trastby": make_area("Trastby"), "Siskaryd": make_area("Siskaryd")}
        areas["Norra Trastby"] = make_area(
            "Norra Trastby", kind=AreaKind.DISTRICT, parent=areas["Trastby"]
        )
        self.units = {
            place.name: make_unit(
                place.name,
                kind=kinds[place.kind],
                principal=principals[place.principal],
                area=areas[place.district or place.municipality],
            )
            for place in PLACES
        }
        self.themes, self.subtypes, self.events = {}, {}, {}
        for year in (2030, 2031):
            book = CodeBook.objects.create(year=year, name=str(year))
            for name, subtypes in THEMES.items():
                theme = Theme.objects.create(code_book=book, key=name, name=name)
                self.themes[year, name] = theme
                for subtype in subtypes:
                    self.subtypes[year, subtype] = Subtype.objects.create(
                        theme=theme, key=subtype, name=subtype
                    )

    def store(self, number, one):
        reporter = self.units[one.reporter.name]
        standing = [self.units[sent.place.name].principal_id for sent in one.standing]
        deviation = Deviation.objects.create(
            number=f"X-{number}",
            agreement=self.agreement,
            level="individual",
            origin="imported",
            title="Titel",
            reporter_unit=reporter,
            reporter_name_then=reporter.name,
            reporter_kind_id=reporter.kind_id,
            reporter_principal_id=reporter.principal_id,
            reporter_area_id=reporter.area_id,
            sent_at=NOW,
            sent_on=NOW.date(),
            year=one.year,
            month=one.month,
            between_principals=is_between_principals(reporter.principal_id, standing),
        )
        if one.is_withdrawn:
            who = make_user()
            Deviation.objects.filter(pk=deviation.pk).update(withdrawn_at=NOW, withdrawn_by=who)
        if one.event:
            EventLink.objects.create(
                event=self.event(one.event), deviation=deviation, linked_at=NOW
            )
        for sent in one.sent:
            self.address(deviation, sent)
        if one.is_coded:
            theme = self.themes.get((one.year, one.theme))
            coding = Coding.objects.create(
                deviation=deviation, theme=theme, source="import", coded_at=NOW
            )
            coding.subtypes.set([self.subtypes[one.year, name] for name in one.subtypes])

    def event(self, number):
        if number not in self.events:
            self.events[number] = Event.objects.create(made_at=NOW)
        return self.events[number]

    def address(self, deviation, sent):
        unit = self.units[sent.place.name]
        Addressing.objects.create(
            deviation=deviation,
            unit=unit,
            name_then=unit.name,
            kind_id=unit.kind_id,
            principal_id=unit.principal_id,
            addressed_at=NOW,
            clock_started_on=NOW.date(),
            answered_at=NOW if sent.answered else None,
            redirected_at=NOW if sent.redirected else None,
            outcome=sent.outcome,
        )


@settings(
    max_examples=15,
    # Shrinking writes thousands of rows anew; the question that differs says enough.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    deviations=st.lists(told(), min_size=4, max_size=10),
    asked=st.lists(questions(), min_size=8, max_size=12),
)
def test_the_database_counts_as_plain_python_does(db, deviations, asked):
    with transaction.atomic():
        world = World()
        for number, one in enumerate(deviations):
            world.store(number, one)
        for question in asked:
            n, unclassified, cells = naive(deviations, question)
            figures = figures_for(question, viewer=TEST)
            table = table_for(question, viewer=TEST)
            assert (figures.n, figures.unclassified) == (n, unclassified), question
            found = {tuple(v.key for v in row.values): row.count for row in table.rows}
            assert found == cells, question
            if question.count is Counted.EVENTS:
                reports = replace(question, count=Counted.DEVIATIONS)
                assert figures.n <= figures_for(reports, viewer=TEST).n
                EventLink.objects.update(unlinked_at=NOW)
                unlinked, as_reports = (
                    table_for(each, viewer=TEST) for each in (question, reports)
                )
                assert unlinked.rows == as_reports.rows and unlinked.n == as_reports.n
                EventLink.objects.update(unlinked_at=None)
        transaction.set_rollback(True)
