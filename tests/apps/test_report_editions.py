"""The way of editions through the services: two people, nothing apart, never changed afterwards."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samsyn.domain.editions import ReportState, ReportStepKind
from samsyn.domain.refusals import Outdated, PersonalNumberFound
from samsyn.domain.report import from_json, to_json
from samsyn.domain.report_differences import Changed
from samsyn.reports import services
from samsyn.reports.models import Edition, Passage, ReportStep
from samsyn.reports.selectors.editions import (
    content_of,
    difference,
    frozen_editions,
    newest_of,
    published_editions,
)
from samsyn.reports.services import ReportRefused
from tests.builders import NOW, make_deviation
from tests.written_report import YEAR, accept, draft, make_report, second_reader, take

pytestmark = pytest.mark.django_db
TO_PUBLISHED = (services.hand_in, services.approve, services.freeze, services.publish)


@pytest.fixture
def report(cast):
    return make_report(cast)


def test_from_draft_to_published(report, cast):
    take(report, cast, *TO_PUBLISHED)
    assert draft(cast).state is ReportState.PUBLISHED
    edition = newest_of(report)
    content = content_of(edition)
    assert (edition.number, content.standing.number, content.standing.day) == (1, 1, "2026-03-09")
    assert list(published_editions()) == [edition]


def test_a_frozen_edition_is_rebuilt_byte_for_byte_with_the_same_fingerprint(report, cast):
    accept(report, cast)
    take(report, cast, *TO_PUBLISHED)
    edition = newest_of(report)
    assert to_json(from_json(edition.content)) == edition.content
    anew = draft(cast).whole()
    assert anew.fingerprint == edition.fingerprint == content_of(edition).fingerprint
    assert anew.sections == content_of(edition).sections


def test_later_data_change_the_draft_and_never_the_edition(report, cast):
    take(report, cast, *TO_PUBLISHED)
    edition = newest_of(report)
    doris = cast.viewer("doris")
    assert difference(edition, viewer=doris) == []
    make_deviation(cast)
    found = {one.key: one for one in difference(edition, viewer=doris)}
    cells = {(cell.row, cell.before, cell.after) for cell in found["recipients"].cells}
    assert found["recipients"].changed is Changed.FIGURES
    assert (("BUP",), 3, 4) in cells
    assert newest_of(report).content == edition.content


def test_nobody_approves_what_they_handed_in(report, cast):
    take(report, cast, services.hand_in)
    doris, disa = cast.viewer("doris"), second_reader()
    with pytest.raises(ReportRefused, match="own_hand_in"):
        services.approve(report_id=report.pk, seen_steps=1, by=doris, now=NOW)
    services.approve(report_id=report.pk, seen_steps=1, by=disa, now=NOW)
    assert draft(cast).state is ReportState.APPROVED


def test_a_report_that_is_handed_in_is_not_written_in(report, cast):
    passage = accept(report, cast)
    take(report, cast, services.hand_in)
    doris = cast.viewer("doris")
    more = {"report_id": report.pk, "by": doris, "now": NOW}
    for attempt in (
        lambda: services.write_prose(chapter="reflection", text="Hej", seen_version=0, **more),
        lambda: services.remove_passage(passage_id=passage.pk, seen_version=1, **more),
        lambda: services.take_new_sentence(passage_id=passage.pk, seen_version=1, **more),
        lambda: services.move_sentence(passage_id=passage.pk, up=True, **more),
    ):
        with pytest.raises(ReportRefused, match="state"):
            attempt()


def test_what_was_read_is_what_is_approved(report, cast):
    """Sent back, changed and handed in again while somebody reads: the reading was of another text."""
    doris, disa = cast.viewer("doris"), second_reader()
    take(
        report, cast, services.hand_in, services.send_back, services.hand_in, readers=(doris, disa)
    )
    with pytest.raises(Outdated):
        services.approve(report_id=report.pk, seen_steps=1, by=disa, now=NOW)


def test_last_years_prose_must_be_read_before_handing_in(report, cast):
    Passage.objects.create(
        report=report,
        chapter="reflection",
        key="prose",
        text="Förra året",
        copied_from_year=YEAR - 1,
        version=1,
        changed_at=NOW,
        changed_by=cast.doris,
    )
    with pytest.raises(ReportRefused, match="copied"):
        take(report, cast, services.hand_in)


def test_sentences_apart_stop_the_freezing(report, cast):
    accept(report, cast)
    take(report, cast, services.hand_in, services.approve)
    make_deviation(cast)
    with pytest.raises(ReportRefused, match="apart"):
        take(report, cast, services.freeze, readers=(cast.viewer("doris"),) * 2)
    assert not Edition.objects.exists()


def test_texts_without_a_chapter_stop_the_freezing(report, cast):
    Passage.objects.create(
        report=report,
        chapter="to-nobody",
        key="prose",
        text="Om BUMM",
        version=1,
        changed_at=NOW,
        changed_by=cast.doris,
    )
    take(report, cast, services.hand_in, services.approve)
    with pytest.raises(ReportRefused, match="without_chapter"):
        take(report, cast, services.freeze, readers=(cast.viewer("doris"),) * 2)


def test_a_frozen_one_that_is_sent_back_leaves_its_number_to_the_next(report, cast):
    readers = (cast.viewer("doris"), second_reader())
    take(report, cast, *TO_PUBLISHED[:3], services.send_back, *TO_PUBLISHED, readers=readers)
    assert Edition.objects.count() == 2
    (edition,) = frozen_editions(report, viewer=readers[0])
    assert (edition.number, edition.published_at) == (1, NOW)
    assert list(published_editions()) == [edition]


def test_a_correction_is_a_new_edition_and_the_old_one_stays(report, cast):
    readers = (cast.viewer("doris"), second_reader())
    take(report, cast, *TO_PUBLISHED, services.reopen, readers=readers)
    first = newest_of(report)
    before = first.content
    take(report, cast, services.hand_in, services.approve, readers=readers)
    with pytest.raises(ReportRefused, match="no_words"):
        services.freeze(
            report_id=report.pk, seen_steps=report.steps.count(), by=readers[0], now=NOW
        )
    take(report, cast, services.freeze, services.publish, readers=readers)
    second = newest_of(report)
    assert [one.number for one in published_editions()] == [2, 1]
    assert content_of(second).standing.errata == second.errata == "Siffran är rättad."
    first.refresh_from_db()
    assert first.content == before


@pytest.mark.parametrize("step", [services.send_back, services.reopen])
def test_a_note_is_needed_and_holds_no_personal_number(report, cast, step):
    readers = (cast.viewer("doris"), second_reader())
    to = TO_PUBLISHED[:1] if step is services.send_back else TO_PUBLISHED
    take(report, cast, *to, readers=readers)
    given = {"report_id": report.pk, "seen_steps": len(to), "by": readers[0], "now": NOW}
    with pytest.raises(ReportRefused, match="no_words"):
        step(note="  ", **given)
    with pytest.raises(PersonalNumberFound):
        step(note="Se 20121212-1212", **given)
    assert ReportStep.objects.count() == len(to)


@pytest.mark.parametrize("who", ["astrid", "ivar", "gudmund"])
def test_others_take_no_step_and_see_nothing_unpublished(report, cast, who):
    viewer = cast.viewer(who)
    with pytest.raises(ReportRefused, match="not_allowed"):
        services.hand_in(report_id=report.pk, seen_steps=0, by=viewer, now=NOW)
    take(report, cast, *TO_PUBLISHED[:3])
    assert not frozen_editions(report, viewer=viewer).exists()
    assert not published_editions().exists()


STEPS = {
    ReportStepKind.ASKED: services.hand_in,
    ReportStepKind.SENT_BACK: services.send_back,
    ReportStepKind.APPROVED: services.approve,
    ReportStepKind.FROZEN: services.freeze,
    ReportStepKind.PUBLISHED: services.publish,
    ReportStepKind.REOPENED: services.reopen,
}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wished=st.lists(st.tuples(st.sampled_from(ReportStepKind), st.booleans()), max_size=14))
def test_whatever_is_pressed_editions_are_whole_and_approved_by_another(way, wished):
    """Random presses by two people: only allowed ones leave a trace, and nothing published changes."""
    report, people = way
    report.steps.all().delete()
    report.editions.all().delete()
    published = {}
    for kind, is_second in wished:
        given_ = {
            "report_id": report.pk,
            "seen_steps": report.steps.count(),
            "by": people[is_second],
            "now": NOW,
        }
        if kind in {ReportStepKind.SENT_BACK, ReportStepKind.REOPENED}:
            given_["note"] = "Se över."
        if kind is ReportStepKind.FROZEN:
            given_["errata"] = "Rättat."
        try:
            STEPS[kind](**given_)
        except ReportRefused:
            assert report.steps.count() == given_["seen_steps"]
        for pk, content in published.items():
            assert Edition.objects.get(pk=pk).content == content
        published = {one.pk: one.content for one in published_editions()}
    steps = list(report.steps.order_by("pk"))
    for before, step in itertools.pairwise(steps):
        if step.kind == ReportStepKind.APPROVED:
            assert (before.kind, before.by_id != step.by_id) == (ReportStepKind.ASKED, True)
        if step.kind == ReportStepKind.FROZEN:
            assert before.kind == ReportStepKind.APPROVED
    assert len(published) == sum(step.kind == ReportStepKind.PUBLISHED for step in steps)
    numbers = sorted(one.number for one in published_editions())
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.fixture
def way(cast):
    report = make_report(cast, deviations=1)
    return report, (cast.viewer("doris"), second_reader())
