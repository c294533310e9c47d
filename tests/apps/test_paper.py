"""Paper reports: whose they become, which clocks start, and in which year they count (requirement 24)."""

import uuid
from datetime import date, timedelta

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.coding import services as coding
from samsyn.coding.selectors import themes_in_use
from samsyn.deviations import services
from samsyn.deviations.content import Account, PaperReport, Settled, Submission
from samsyn.deviations.models import Deviation, StepTaken
from samsyn.deviations.selectors.lists import Wishes
from samsyn.deviations.selectors.shared_view import shared_view
from samsyn.domain.access import Everything
from samsyn.domain.refusals import PaperRefused, PersonalNumberFound, RecipientRefused
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import AnswerOutcome, Closing, Counted, Origin, Scope
from samsyn.exports.case import case_for_party
from samsyn.exports.case_pages import document_of
from samsyn.exports.lists import copies_list, inbox_list, sent_list
from samsyn.mail.models import Letter
from samsyn.organisations.models import Unit
from samsyn.statistics.selectors import table_for
from tests.builders import NOW, make_unit

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
LONG_AGO = date(2019, 5, 3)
ANSWERED = Settled(AnswerOutcome.PARTLY, date(2019, 6, 3), "Ny rutin.")


def paper(cast, *, on=TODAY - timedelta(10), settled=None, by="doris", key=None, now=NOW, **more):
    submission = Submission(
        account=Account(
            title="Kallelse saknades", what_happened=more.pop("text", "Som på papperet.")
        ),
        recipient_ids=tuple(unit.pk for unit in more.pop("to", [cast.places.bup])),
        agreement_id=cast.agreement.pk,
    )
    reporter = more.pop("reporter", cast.places.social)
    return services.register_paper(
        submission_key=key or uuid.uuid4(),
        report=PaperReport(submission, reporter.pk, on, settled),
        by=cast.viewer(by),
        now=now,
    )


def test_a_fresh_one_is_sent_on_with_letters_and_clocks_from_today(cast):
    deviation = paper(cast)
    part = deviation.addressings.get()
    assert (deviation.origin, deviation.sent_on) == (Origin.PAPER, TODAY - timedelta(10))
    assert (part.clock_started_on, part.answer_by) == (TODAY, TODAY + timedelta(30))
    assert part.acknowledge_by == TODAY + timedelta(7)
    told = dict(Letter.objects.values_list("recipient", "kind"))
    both = (cast.places.bup.function_mailbox, cast.places.social.function_mailbox)
    assert told == dict(zip(both, ("new", "registered"), strict=True))
    for who in ("astrid", "bo"):
        assert shared_view(deviation.number, viewer=cast.viewer(who), today=TODAY)


def test_the_time_limit_counts_from_the_registration(cast):
    deviation = paper(cast, on=TODAY - timedelta(59))
    services.close_expired(now=NOW + timedelta(59))
    deviation.refresh_from_db()
    assert deviation.closed_at is None
    services.close_expired(now=NOW + timedelta(62))
    deviation.refresh_from_db()
    assert deviation.closing == Closing.BY_TIME


def test_the_history_says_who_wrote_it_and_who_registered_it(cast):
    deviation = paper(cast)
    steps = list(
        StepTaken.objects.filter(deviation=deviation)
        .order_by("at")
        .values_list("kind", "unit", "by")
    )
    assert steps == [("sent", cast.places.social.pk, None), ("registered", None, cast.doris.pk)]
    assert deviation.sent_by_id is None
    row = AuditEvent.objects.filter(kind="wrote").latest("pk")
    assert (row.actor_id, row.object_label) == (cast.doris.pk, deviation.number)
    assert row.details == {"step": "registered"}


@pytest.mark.parametrize("settled", [Settled(), ANSWERED])
def test_an_old_one_is_closed_before_samsyn_without_letters_or_clocks(cast, settled):
    deviation = paper(cast, on=LONG_AGO, settled=settled)
    part = deviation.addressings.get()
    assert deviation.closing == Closing.BEFORE_SAMSYN
    assert (part.acknowledge_by, part.answer_by) == (None, None)
    assert not Letter.objects.exists()
    assert part.outcome == (settled.outcome or AnswerOutcome.UNANSWERED)
    services.close_expired(now=NOW)
    services.remind(now=NOW)
    assert not Letter.objects.exists()
    seen = shared_view(deviation.number, viewer=cast.viewer("bo"), today=TODAY)
    words = seen.parties[0].answer.perspective if seen.parties[0].answer else ""
    assert words == settled.answer_text
    assert seen.open_steps | seen.parties[0].open_steps <= {"reopened", "measure_changed"}


def test_it_counts_in_its_own_year_and_is_numbered_in_this(cast):
    deviation = paper(cast, on=LONG_AGO, settled=ANSWERED)
    assert deviation.number.startswith(f"SAM-{TODAY.year}-")
    counted = {
        count: table_for(Question((2019,), Scope.ALL, count), viewer=Everything("test")).n
        for count in Counted
    }
    assert counted == dict.fromkeys(Counted, 1)
    assert table_for(Question((2026,), Scope.ALL), viewer=Everything("test")).n == 0


def test_ended_and_historic_units_are_parties_of_their_time(cast):
    clinic = make_unit("BUP Kungsfiskaren", valid_to=date(2020, 6, 30), is_historic=True)
    old = paper(cast, on=LONG_AGO, settled=Settled(), reporter=clinic)
    assert old.reporter_name_then == "BUP Kungsfiskaren"
    to_it = paper(cast, on=LONG_AGO, settled=Settled(), to=[clinic])
    assert to_it.addressings.get().name_then == "BUP Kungsfiskaren"
    with pytest.raises(PaperRefused, match="reporter"):
        paper(cast, reporter=clinic)
    with pytest.raises(RecipientRefused, match="ended"):
        paper(cast, to=[clinic])
    with pytest.raises(RecipientRefused, match="ended"):
        paper(cast, on=date(2021, 1, 1), settled=Settled(), to=[clinic])


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"on": TODAY + timedelta(1)}, "future"),
        ({"on": TODAY - timedelta(60)}, "too_old"),
        ({"settled": Settled(AnswerOutcome.PARTLY)}, "answered_on"),
        ({"settled": Settled(None, TODAY, "Svar")}, "answered_on"),
        ({"settled": Settled(AnswerOutcome.PARTLY, TODAY - timedelta(11))}, "answered_on"),
        ({"settled": Settled(AnswerOutcome.PARTLY, TODAY + timedelta(1))}, "answered_on"),
        ({"by": "astrid"}, "role"),
        ({"by": "gudmund"}, "role"),
    ],
)
def test_what_cannot_be_is_refused_and_takes_no_number(cast, given, why):
    with pytest.raises(PaperRefused, match=why):
        paper(cast, **given)
    assert paper(cast).number.endswith("-0001")


def test_a_personal_number_stops_it_also_in_the_answer(cast):
    number = "19121212-1212"
    with pytest.raises(PersonalNumberFound):
        paper(cast, text=number)
    with pytest.raises(PersonalNumberFound):
        paper(cast, settled=Settled(AnswerOutcome.PARTLY, TODAY, number))
    assert not Deviation.objects.exists()


def test_the_same_form_registers_once(cast):
    key = uuid.uuid4()
    assert paper(cast, key=key).pk == paper(cast, key=key).pk
    assert Letter.objects.count() == 2


def test_a_unit_without_a_mailbox_hears_of_its_paper_through_its_people(cast):
    Unit.objects.filter(pk=cast.places.social.pk).update(function_mailbox="")
    paper(cast)
    letters = Letter.objects.filter(kind="registered")
    assert set(letters.values_list("recipient", flat=True)) == {cast.astrid.email}


def test_a_unit_that_has_ended_since_gets_no_letter(cast):
    Unit.objects.filter(pk=cast.places.social.pk).update(valid_to=TODAY - timedelta(1))
    paper(cast)
    assert not Letter.objects.filter(kind="registered").exists()


def test_the_unit_that_wrote_it_corrects_it_with_a_reason(cast):
    deviation = paper(cast)
    again = Account(title="Kallelse saknades", what_happened="Det stod fel på papperet.")
    services.correct_deviation(
        deviation_id=deviation.pk,
        seen_version=deviation.version,
        account=again,
        reason="Avskriften hade fel vecka.",
        by=cast.viewer("astrid"),
        now=NOW + timedelta(1),
    )
    versions = list(deviation.versions.order_by("number").values_list("what_happened", "reason"))
    assert versions == [
        ("Som på papperet.", ""),
        ("Det stod fel på papperet.", "Avskriften hade fel vecka."),
    ]
    deviation.refresh_from_db()
    assert (deviation.origin, deviation.sent_on) == (Origin.PAPER, TODAY - timedelta(10))


def test_lists_and_files_tell_the_original_day_and_that_it_came_on_paper(cast):
    deviation = paper(cast)
    asked = {"wishes": Wishes(), "today": TODAY}
    for list_of, who in ((inbox_list, "bo"), (sent_list, "astrid"), (copies_list, "doris")):
        head, row = list_of(viewer=cast.viewer(who), **asked).rows()
        said = dict(zip(head, row, strict=True))
        assert said["Hur den kom in"] == "Kom på papper"
        day = said.get("Rapportens datum") or said["Skickad"]
        assert day == (TODAY - timedelta(10)).isoformat()
    seen = shared_view(deviation.number, viewer=cast.viewer("bo"), today=TODAY)
    case = case_for_party(seen, now=NOW)
    assert case["origin"] == "paper" and case["sent_at"].startswith(day)
    overview = document_of(case, language="sv")["sections"][0]
    assert ["Hur den kom in", "Kom på papper"] in [list(pair) for pair in overview["facts"]]


def test_the_themes_of_its_year(cast):
    theme, other = themes_in_use(2020)[0], themes_in_use(2021)[0]
    report = PaperReport(
        Submission(
            account=Account(title="Rubrik", what_happened="Text"),
            recipient_ids=(cast.places.bup.pk,),
            agreement_id=cast.agreement.pk,
        ),
        cast.places.social.pk,
        date(2020, 3, 1),
        Settled(),
    )
    given = {"report": report, "by": cast.viewer("doris"), "now": NOW}
    if theme.id != other.id:
        with pytest.raises(coding.CodingRefused):
            coding.register_and_code(submission_key=uuid.uuid4(), theme_id=other.id, **given)
        assert not Deviation.objects.exists()
    coded = coding.register_and_code(submission_key=uuid.uuid4(), theme_id=theme.id, **given)
    assert coded.coding.theme_id == theme.id
    assert Unit.objects.filter(pk=coded.reporter_unit_id).exists()
