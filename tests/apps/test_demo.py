"""Does the demo make what it promises, and keep its hands off everything else?"""

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import timedelta
from random import Random

import pytest
from django.db import transaction

from samsyn.accounts import selectors as accounts
from samsyn.accounts.models import User
from samsyn.audit.models import AuditEvent
from samsyn.coding.models import Opinion, QuoteMark
from samsyn.coding.selectors.opinions import coded_twice
from samsyn.commands import demo
from samsyn.demo.accounts import ACCOUNTS, PASSWORD
from samsyn.demo.coded import BY_BOTH, BY_ONE, SETTLED, secretariat
from samsyn.demo.earlier import SOURCE
from samsyn.demo.fill import deviations_at, fill
from samsyn.demo.plans import sending_times
from samsyn.demo.seldom import TITLES
from samsyn.demo.words import subjects, texts
from samsyn.deviations.models import (
    Addressing,
    Attachment,
    Deviation,
    DeviationVersion,
    StepTaken,
)
from samsyn.deviations.selectors.similar import copy_told
from samsyn.deviations.selectors.todo import todo_of
from samsyn.domain.access import Ability
from samsyn.domain.editions import ReportState
from samsyn.domain.quote_steps import QuoteState
from samsyn.domain.vocabulary import AnswerOutcome, Origin, Role
from samsyn.events.selectors import as_events, events_linked, proposals_for
from samsyn.guard import scan
from samsyn.guarding.selectors import listed_words, not_names
from samsyn.mail.models import Letter
from samsyn.notice.selectors import unseen_count
from samsyn.organisations.models import Unit
from samsyn.reports.quotes.selectors import quotes_of
from samsyn.reports.selectors.drafts import draft_of, reports_of_years
from samsyn.series.models import PublishedValue
from samsyn.surveys.selectors.official import official_of_county, official_of_places
from samsyn.surveys.selectors.rounds import rounds
from samsyn.surveys.selectors.spiders import spiders_of_county
from samsyn.surveys.vocabulary import Use
from tests.builders import NOW


def test_scale_multiplies_a_year():
    assert [deviations_at(scale) for scale in (1, 3, 100, 800)] == [390, 390, 13_000, 104_000]


def test_july_is_quiet_and_every_sending_is_in_working_hours():
    times = sending_times(Random(1), 3000, NOW)
    months = Counter(at.month for at in times)
    assert months[7] < months[6] / 3 and months[7] < months[11] / 4
    assert all(8 <= at.hour <= 16 and at.weekday() < 5 for at in times)
    assert times == sorted(times)


def test_there_are_many_sentences_for_each_part():
    happened = [one for subject in subjects() for one in subject.texts["happened"]]
    assert len({*happened, *texts()["more"]["happened"]}) >= 60
    assert len({one for subject in subjects() for one in subject.texts["titles"]}) >= 60
    kinds = set(texts()["kinds"])
    assert all({*one.senders, *one.recipients} <= kinds for one in subjects())


def test_every_role_has_an_account():
    assert {one.role for one in ACCOUNTS} == set(Role)


@pytest.fixture(scope="class")
def filled(django_db_setup, django_db_blocker):
    """Filled once; each test looks, and undoes what it does, inside its own savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield fill(now=NOW)
        transaction.set_rollback(True)


@pytest.mark.slow
class TestCounty:
    @pytest.fixture
    def county(self, filled, db):
        return filled

    def test_three_years_with_everything_in_them(self, county):
        assert 385 <= county <= 395 and Deviation.objects.count() == county
        assert {one.year for one in Deviation.objects.all()} == {2023, 2024, 2025, 2026}
        within = Deviation.objects.filter(between_principals=False).count()
        assert 0.05 < within / county < 0.35
        outcomes = set(Addressing.objects.values_list("outcome", flat=True))
        assert outcomes == {"", *(one.value for one in AnswerOutcome)}
        answered = Addressing.objects.filter(redirected_at=None, deviation__year__lt=2026)
        share = answered.exclude(answered_at=None).count() / answered.count()
        assert 0.40 < share < 0.65
        written = Deviation.objects.exclude(origin=Origin.PAPER).count()
        assert AuditEvent.objects.filter(details__step="sent").count() == written
        # Of the past only the reminders of what still waits, what the seldom things led to, and local work.
        kinds = set(Letter.objects.values_list("kind", flat=True))
        told = {"new", "registered", "attached", "reopened", "lift_decided", "meeting_called"}
        told |= {"survey_group_asked", "survey_group_told"}
        told |= {"meeting_called", "survey_group_asked", "survey_group_told"}
        assert told < kinds
        assert all("soon" in one or one.startswith("late_") for one in kinds - told)

    def test_surveys_of_every_kind_are_there(self, county):
        desk = accounts.choices_for(User.objects.get(email="sekretariat@demo.invalid"), NOW.date())[
            0
        ]
        county_spiders = spiders_of_county(viewer=desk, today=NOW.date())
        assert [one.year for one in county_spiders] == [2023, 2024, 2025]
        assert all(one.is_shown and len(one.corners) == 9 for one in county_spiders)
        voices = rounds(viewer=desk, today=NOW.date(), use=Use.VOICES)
        assert [one.state for one in voices] == ["open", "closed", "closed"]
        official = [*official_of_county(viewer=desk), *official_of_places(viewer=desk)]
        assert {one.year for one in official} == {2023, 2025}, "one year has none of our own"
        assert all("Påhitta" in one.source and "Påhitta" in one.question for one in official)
        assert len({one.place for one in official}) == 3

    def test_what_happens_seldom_can_be_seen_too(self, county, settings):
        desk = accounts.choices_for(User.objects.get(email="sekretariat@demo.invalid"), NOW.date())[
            0
        ]
        (linked,) = as_events([one.pk for one in events_linked(viewer=desk)], viewer=desk)
        assert len(linked.told) == 2
        third = Deviation.objects.get(title=TITLES[1])
        proposed = proposals_for(copy_told(third.number, viewer=desk), viewer=desk)
        assert {one.id for one in linked.told} <= {one.told.id for one in proposed}
        papers = Deviation.objects.filter(origin=Origin.PAPER)
        assert sorted(papers.values_list("closing", flat=True)) == ["", *["before_samsyn"] * 2]
        (attached,) = Attachment.objects.all()
        assert (attached.name, attached.file.read(5)) == ("Kallelse.pdf", b"%PDF-")
        (again,) = StepTaken.objects.filter(kind="reopened")
        assert again.deviation.closed_at is None

    def test_series_do_not_jump_over_years(self, county):
        years = PublishedValue.objects.filter(kind="total", source=SOURCE)
        first_stored = Deviation.objects.order_by("year").first().year
        assert sorted(years.values_list("year", flat=True)) == list(range(2020, first_stored))
        for total in years:
            themes = PublishedValue.objects.filter(year=total.year, kind="theme")
            assert sum(one.count for one in themes) == total.count == themes[0].n

    def test_the_secretariat_has_begun_and_does_not_always_agree(self, county):
        at_the_desk = set(Opinion.objects.filter(source="secretariat").values_list("deviation"))
        assert len(at_the_desk) == BY_ONE
        assert QuoteMark.objects.count() >= 3
        by = accounts.choices_for(User.objects.get(email="sekretariat@demo.invalid"), NOW.date())[0]
        twice = coded_twice(NOW.year - 1, viewer=by)
        assert [one.kappa.n for one in twice.pairs] == [BY_BOTH]
        assert 0.3 < twice.pairs[0].kappa.kappa < 1
        settled = [one for one in twice.differing if one.settled]
        assert SETTLED == len(settled) < len(twice.differing)
        assert 1 <= unseen_count(viewer=by) <= 8, "some of it sticks out, more or less by the day"

    def test_two_quotes_have_been_made_and_one_is_approved(self, county):
        doris = secretariat(NOW)[0]
        states = [one.state for one in quotes_of(NOW.year - 1, viewer=doris)]
        assert sorted(states) == [QuoteState.APPROVED, QuoteState.WAITING]

    def test_one_report_is_published_and_the_next_is_in_every_state(self, county):
        desk = secretariat(NOW)[0]
        cards = {one.year: one for one in reports_of_years(viewer=desk)}
        assert {year: one.edition for year, one in cards.items()} == {2024: 1, 2025: 0}
        assert cards[2024].state is ReportState.PUBLISHED
        draft = draft_of(2025, viewer=desk)
        passages = [one for each in draft.written.passages.values() for one in each]
        assert any(one.copied_from_year == 2024 for one in passages)
        assert any(one.key == "prose" and not one.copied_from_year for one in passages)
        assert len(draft.apart) == 1 < sum(bool(one.figures) for one in passages)

    def test_nothing_in_it_identifies_anybody(self, county):
        words = not_names(viewer=None)
        for version in DeviationVersion.objects.all():
            for text in (version.title, version.what_happened, version.contact_text):
                assert not scan(text, not_names=words), text
        units = Unit.objects.filter(key__startswith="demo-")
        assert units.count() >= 40
        assert all(one.function_mailbox.endswith("@demo.invalid") for one in units)
        assert all(one.function_phone.startswith("08-465 004 ") for one in units)
        assert [one.name for one in units if not one.rolegrant_set.exists()] == ["BUP Järpen"]
        assert set(units) >= {one.reporter_unit for one in Deviation.objects.all()}

    def test_the_list_of_words_that_are_no_names_has_been_used(self, county):
        (first, *_others) = secretariat(NOW)
        assert {one.is_withdrawn for one in listed_words(viewer=first)} == {True, False}

    def test_each_account_logs_in_and_each_caseworker_has_something_to_do(self, county, client):
        today = NOW.date()
        for account in ACCOUNTS:
            user = User.objects.get(email=account.email)
            assert user.check_password(PASSWORD)
            choices = accounts.choices_for(user, today)
            assert len(choices) == max(1, len(account.places))
            for viewer in choices:
                if viewer.may(Ability.WRITE_DEVIATION):
                    last_days = [
                        one.answer_by for one in todo_of(viewer=viewer, today=today).waiting
                    ]
                    assert min(last_days) < today
                    assert any(timedelta() <= day - today <= timedelta(days=5) for day in last_days)
                    assert todo_of(viewer=viewer, today=today).to_judge


class TestCommand:
    def run(self, folder, *arguments, **environment):
        command = [sys.executable, "-m", "samsyn", "demo", "--no-serve", *arguments]
        inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        return subprocess.run(
            command,
            cwd=demo.ROOT,
            env={**inherited, "SAMSYN_DATA": str(folder), **environment},
            capture_output=True,
            text=True,
        )

    def test_leaves_somebody_elses_database_alone(self, tmp_path):
        target = tmp_path / demo.DATABASE
        with closing(sqlite3.connect(target)) as connection:
            connection.execute("CREATE TABLE accounts_user (email text)")
            connection.execute("CREATE TABLE organisations_unit (id integer)")
            connection.execute("INSERT INTO accounts_user VALUES ('person@example.com')")
            connection.commit()
        before = target.read_bytes()
        for arguments in ([], ["--fresh"]):
            done = self.run(tmp_path, *arguments)
            assert done.returncode == 1 and "stays untouched" in done.stderr
        assert target.read_bytes() == before

    def test_does_not_touch_database_url_unless_told(self, tmp_path):
        done = self.run(tmp_path, DATABASE_URL="postgres://nobody@127.0.0.1:1/nothing")
        assert done.returncode == 1 and "--into-database-url" in done.stderr

    @pytest.mark.slow
    def test_makes_it_once(self, tmp_path):
        first = self.run(tmp_path)
        assert first.returncode == 0, first.stderr
        assert "Making" in first.stdout
        again = self.run(tmp_path)
        assert again.returncode == 0 and "Making" not in again.stdout
        assert demo.kind_of(tmp_path / demo.DATABASE) == "demo"
        assert [path.name for path in tmp_path.glob("demo-being-made-*")] == []
