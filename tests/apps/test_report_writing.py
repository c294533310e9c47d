"""Prose and sentences of a report: nothing is lost, nothing mistyped, nobody else writes."""

import pytest
from django.utils import translation

from samsyn.audit.models import AuditEvent
from samsyn.domain.refusals import Outdated, PersonalNumberFound
from samsyn.domain.report import Prose, Sentence
from samsyn.domain.report_sentences import Parted
from samsyn.domain.vocabulary import AuditKind
from samsyn.reports import services
from samsyn.reports.models import Passage, WrittenReport
from samsyn.reports.selectors.drafts import draft_of, reports_of_years
from samsyn.reports.services import ReportRefused
from tests.builders import NOW, make_deviation
from tests.written_report import TOTAL, YEAR, accept, draft, make_report, second_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast):
    return make_report(cast)


def write(report, cast, text, *, chapter="reflection", seen=0, by=None, **more):
    return services.write_prose(
        report_id=report.pk,
        chapter=chapter,
        text=text,
        seen_version=seen,
        by=by or cast.viewer("doris"),
        now=NOW,
        **more,
    )


def blocks(cast, chapter):
    return next(one for _, one in draft(cast).whole().walk() if one.key == chapter).blocks


def test_prose_stands_in_its_chapter_as_it_was_written(report, cast):
    passage = write(report, cast, "  Vi har **lärt** oss.\r\n\r\nMer nästa år. ")
    assert blocks(cast, "reflection") == (Prose("prose", "Vi har **lärt** oss.\n\nMer nästa år."),)
    assert (passage.version, passage.changed_by_id) == (1, cast.doris.pk)


def test_who_comes_second_is_told_and_overwrites_nothing(report, cast):
    write(report, cast, "Först skrivet")
    for seen in (0, 7):
        with pytest.raises(Outdated):
            write(report, cast, "Sedan skrivet", seen=seen, by=second_reader())
    assert Passage.objects.get().text == "Först skrivet"
    write(report, cast, "Sedan skrivet", seen=1, by=second_reader())
    assert Passage.objects.get().text == "Sedan skrivet"


def test_the_same_text_again_is_no_new_version(report, cast):
    write(report, cast, "Samma")
    assert write(report, cast, "Samma", seen=1).version == 1


@pytest.mark.parametrize("text", ["Pojken 20121212-1212 var med.", "x" * 20_001])
def test_what_may_not_stand_in_a_report_is_refused(report, cast, text):
    with pytest.raises((PersonalNumberFound, ReportRefused)):
        write(report, cast, text)
    assert not Passage.objects.exists()


def test_a_chapter_that_is_not_there_cannot_be_written(report, cast):
    with pytest.raises(ReportRefused, match="unknown"):
        write(report, cast, "Hej", chapter="elsewhere")


@pytest.mark.parametrize("who", ["astrid", "ivar", "gudmund", "frej", "hedda"])
def test_nobody_but_the_secretariat_begins_writes_or_sees(report, cast, who):
    viewer = cast.viewer(who)
    with pytest.raises(ReportRefused, match="not_allowed"):
        services.start_report(year=YEAR, by=viewer, now=NOW)
    with pytest.raises(ReportRefused, match="not_allowed"):
        write(report, cast, "Hej", by=viewer)
    assert draft_of(YEAR, viewer=viewer) is None
    assert reports_of_years(viewer=viewer) == []


def test_a_year_has_one_report_and_one_only_when_there_are_figures(report, cast):
    for year, why in ((YEAR, "exists"), (2001, "no_data")):
        with pytest.raises(ReportRefused, match=why):
            services.start_report(year=year, by=cast.viewer("doris"), now=NOW)
    assert WrittenReport.objects.count() == 1


def test_prose_of_last_year_is_copied_and_marked_until_it_is_saved(report, cast):
    write(report, cast, "Som vi såg i fjol.")
    write(report, cast, "", chapter="links")
    accept(report, cast)
    make_deviation(cast, now=NOW.replace(year=YEAR + 1))
    later = services.start_report(year=YEAR + 1, by=cast.viewer("doris"), now=NOW)
    (copied,) = later.passages.all()
    assert (copied.chapter, copied.text) == ("reflection", "Som vi såg i fjol.")
    assert copied.copied_from_year == YEAR and later.copied_from == report
    # What saves itself has not been read; a press of the button has.
    assert write(later, cast, copied.text, seen=1, has_read=False).copied_from_year == YEAR
    saved = write(later, cast, copied.text, seen=1)
    assert (saved.copied_from_year, saved.version) == (None, 2)


def test_an_accepted_sentence_says_the_figures_of_the_data(report, cast):
    passage = accept(report, cast)
    assert passage.figures["total"] == "3"
    assert Sentence(TOTAL, passage.text) in blocks(cast, "received")
    assert accept(report, cast).pk == passage.pk
    assert not draft(cast).apart


def test_new_data_part_from_the_sentence_until_the_new_one_is_taken(report, cast):
    passage = accept(report, cast)
    make_deviation(cast)
    assert Parted("3", "4") in draft(cast).apart[passage.pk]
    renewed = services.take_new_sentence(
        report_id=report.pk, passage_id=passage.pk, seen_version=1, by=cast.viewer("doris"), now=NOW
    )
    assert "4 avvikelser" in renewed.text
    assert not draft(cast).apart


def rewrite(report, cast, passage, text, **more):
    return services.rewrite_sentence(
        report_id=report.pk,
        passage_id=passage.pk,
        text=text,
        seen_version=Passage.objects.get(pk=passage.pk).version,
        by=cast.viewer("doris"),
        now=NOW,
        **more,
    )


def test_a_rewritten_sentence_must_still_say_its_figures(report, cast):
    passage = accept(report, cast)
    rewrite(report, cast, passage, "Vi fick 3 avvikelser, 3 mellan huvudmän och 0 inom en.")
    assert not draft(cast).apart
    rewrite(report, cast, passage, "Vi fick 5 avvikelser.")
    assert {one.said for one in draft(cast).apart[passage.pk]} == {"Vi fick 5 avvikelser."}


def test_a_figure_can_be_left_out_on_purpose_but_not_all_of_them(report, cast):
    passage = accept(report, cast)
    kept = rewrite(report, cast, passage, "Vi fick 3 avvikelser.", may_leave_out=True)
    assert set(kept.figures.values()) == {"3"}
    assert not draft(cast).apart
    with pytest.raises(ReportRefused, match="no_figures"):
        rewrite(report, cast, passage, "Vi fick många avvikelser.", may_leave_out=True)


def test_what_was_taken_away_can_be_put_back(report, cast):
    passage = accept(report, cast)
    doris = cast.viewer("doris")
    services.remove_passage(
        report_id=report.pk, passage_id=passage.pk, seen_version=1, by=doris, now=NOW
    )
    assert not any(isinstance(one, Sentence) for one in blocks(cast, "received"))
    assert [one.pk for one in draft(cast).removed_in("received")] == [passage.pk]
    services.put_back(report_id=report.pk, passage_id=passage.pk, by=doris, now=NOW)
    assert Sentence(TOTAL, passage.text) in blocks(cast, "received")
    assert not draft(cast).removed_in("received")


def test_what_stands_again_already_is_not_put_back_beside_itself(report, cast):
    passage = accept(report, cast)
    doris = cast.viewer("doris")
    services.remove_passage(
        report_id=report.pk, passage_id=passage.pk, seen_version=1, by=doris, now=NOW
    )
    accept(report, cast)
    with pytest.raises(Outdated):
        services.put_back(report_id=report.pk, passage_id=passage.pk, by=doris, now=NOW)
    assert draft(cast).removed_in("received") == []


def test_sentences_change_places(report, cast):
    keys = ["one", "two", "three"]
    rows = [
        Passage.objects.create(
            report=report,
            chapter="received",
            key=key,
            text=key,
            figures={"n": "1"},
            changed_at=NOW,
            changed_by=cast.doris,
        )
        for key in keys
    ]

    def move(at, up):
        services.move_sentence(
            report_id=report.pk, passage_id=rows[at].pk, up=up, by=cast.viewer("doris"), now=NOW
        )
        return [one.key for one in draft(cast).written.passages["received"]]

    assert move(2, up=True) == ["one", "three", "two"]
    assert move(0, up=True) == ["one", "three", "two"]
    assert move(0, up=False) == ["three", "one", "two"]


def test_everything_is_logged_without_its_words(report, cast):
    write(report, cast, "Hemlig mening")
    accept(report, cast)
    events = AuditEvent.objects.filter(kind=AuditKind.CHANGED_REPORT).order_by("pk")
    assert [one.details["what"] for one in events] == ["started", "prose", "accepted"]
    assert {one.object_label for one in events} == {str(YEAR)}
    assert "Hemlig" not in str([(one.details, one.reason) for one in events])


def test_the_report_is_in_its_own_language_whoever_writes(report, cast):
    with translation.override("en"):
        assert "kom 3 avvikelser in" in accept(report, cast).text
