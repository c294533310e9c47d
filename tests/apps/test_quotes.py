"""A quote is redacted by one and read by another, points nobody out, and goes when it is withdrawn."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from samsyn.audit.models import AuditEvent
from samsyn.coding.models import Coding, QuoteMark
from samsyn.coding.selectors import themes_in_use
from samsyn.coding.services import AtTheDesk, code_at_desk
from samsyn.deviations.services import withdraw_deviation
from samsyn.disclosure.services import decide
from samsyn.domain.access import Everything
from samsyn.domain.disclosing import PointsOut, Shown
from samsyn.domain.quote_steps import QuoteState
from samsyn.domain.refusals import Outdated, PersonalNumberFound
from samsyn.domain.report import Quote
from samsyn.domain.vocabulary import AuditKind
from samsyn.guard import Finding
from samsyn.guarding.services import add_not_name
from samsyn.organisations.models import Unit
from samsyn.reports.models import Edition
from samsyn.reports.quotes import checking
from samsyn.reports.quotes.checking import Fault
from samsyn.reports.quotes.crowds import Crowds, TooFew
from samsyn.reports.quotes.models import ReportQuote, ReportQuoteStep
from samsyn.reports.quotes.placing import place_quote, quotes_in
from samsyn.reports.quotes.selectors import (
    approved_quotes,
    mark_to_quote,
    marks_to_quote,
    proposal_for,
    quote_view,
    quotes_of,
    years_of_quotes,
)
from samsyn.reports.quotes.services import (
    PointsSomebodyOut,
    QuoteRefused,
    WordsRefused,
    approve_quote,
    make_quote,
    rewrite_quote,
    send_back_quote,
    withdraw_quote,
)
from samsyn.reports.selectors.drafts import draft_of
from samsyn.reports.services.rules import ReportRefused
from samsyn.reports.services.starting import start_report
from samsyn.reports.services.steps import approve, freeze, hand_in
from tests.builders import NOW, make_deviation, make_unit
from tests.quoting import CROWD, PRINTED, SAID, colleague, crowd, mark

pytestmark = pytest.mark.django_db
MOST_QUERIES = 10
"""Of the crowds of any number of quotes."""


@pytest.fixture
def doris(cast):
    return cast.viewer("doris")


@pytest.fixture
def disa(cast):
    return colleague()


def make(by, text=PRINTED, *, names_checked=False):
    return make_quote(mark_id=mark().pk, text=text, names_checked=names_checked, by=by, now=NOW)


def last(quote):
    return ReportQuoteStep.objects.filter(quote=quote).last().pk


def take(step, quote, by, **more):
    step(quote_id=quote.pk, seen_step=last(quote), by=by, now=NOW, **more)


def state(quote, viewer):
    return quote_view(quote.pk, viewer=viewer).card.state


def test_from_a_mark_to_the_report(cast, doris, disa):
    crowd(cast)
    proposal = proposal_for(mark_to_quote(mark().pk, viewer=doris), viewer=doris)
    assert proposal.text == PRINTED.replace("[…]", "i tre veckor.")
    assert not proposal.too_few
    quote = make(doris)
    assert marks_to_quote(2026, viewer=doris) == []
    assert state(quote, doris) is QuoteState.WAITING
    assert approved_quotes(2026, viewer=doris) == {}
    take(approve_quote, quote, disa)
    assert approved_quotes(2026, viewer=doris) == {quote.pk: PRINTED}
    assert approved_quotes(2026, viewer=Everything("test")) == {quote.pk: PRINTED}
    assert approved_quotes(2025, viewer=doris) == {}
    take(withdraw_quote, quote, doris, reason="Parten har bett om det.")
    assert approved_quotes(2026, viewer=doris) == {}
    assert [one.id for one in marks_to_quote(2026, viewer=doris)] == [mark().pk]
    assert make(disa).pk != quote.pk
    assert years_of_quotes(viewer=doris) == [2026]


def test_who_wrote_does_not_read_and_every_change_is_read_again(cast, doris, disa):
    crowd(cast)
    quote = make(doris)
    for step, more in ((approve_quote, {}), (send_back_quote, {"reason": "Bra"})):
        with pytest.raises(QuoteRefused, match="own"):
            take(step, quote, doris, **more)
    take(approve_quote, quote, disa)
    shorter = PRINTED.replace("Vi bad", "[…]")
    take(rewrite_quote, quote, disa, text=shorter, names_checked=False)
    assert state(quote, doris) is QuoteState.WAITING
    assert approved_quotes(2026, viewer=doris) == {}
    for reader in (doris, disa):
        with pytest.raises(QuoteRefused, match="own"):
            take(approve_quote, quote, reader)
    take(approve_quote, quote, colleague("Dag Ripmark"))
    assert approved_quotes(2026, viewer=doris) == {quote.pk: shorter}


def test_sent_back_with_a_reason_and_written_again(cast, doris, disa):
    crowd(cast)
    quote = make(doris)
    with pytest.raises(QuoteRefused, match="no_reason"):
        take(send_back_quote, quote, disa, reason=" ")
    with pytest.raises(PersonalNumberFound):
        take(send_back_quote, quote, disa, reason="Gäller 19121212-1212")
    take(send_back_quote, quote, disa, reason="Kommunen syns.")
    assert state(quote, doris) is QuoteState.SENT_BACK
    with pytest.raises(QuoteRefused, match="state"):
        take(approve_quote, quote, disa)
    take(rewrite_quote, quote, doris, text=PRINTED, names_checked=False)
    assert state(quote, doris) is QuoteState.WAITING
    steps = [one.kind for one in quotes_of(2026, viewer=doris)[0].steps]
    assert steps == ["written", "sent_back", "written"]


def test_a_step_on_what_somebody_else_has_changed_is_refused(cast, doris, disa):
    crowd(cast)
    quote = make(doris)
    seen = last(quote)
    take(rewrite_quote, quote, doris, text=PRINTED.replace("Vi bad", "[…]"), names_checked=False)
    with pytest.raises(Outdated):
        approve_quote(quote_id=quote.pk, seen_step=seen, by=disa, now=NOW)
    with pytest.raises(Outdated):
        make(disa)
    assert ReportQuote.objects.count() == 1


def test_the_database_refuses_two_quotes_of_one_passage(cast, doris):
    crowd(cast)
    quote = make(doris)
    same = {one.attname: getattr(quote, one.attname) for one in quote._meta.concrete_fields}
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportQuote.objects.create(**(same | {"id": None}))


@pytest.mark.parametrize(
    ("text", "fault", "words"),
    [
        (PRINTED.replace("ingen kom", "alla kom"), Fault.NOT_DRAWN, ()),
        (PRINTED.replace("[aktuell BUP]", "BUP Tofsvipan"), Fault.NAMED, ("BUP Tofsvipan",)),
        (PRINTED.replace("[aktuell kommun]s", "Trastbys"), Fault.NAMED, ("Trastbys",)),
        (PRINTED.replace("[aktuell BUP]", "[BUP i norr]"), Fault.PLACEHOLDER, ("[BUP i norr]",)),
        ("[…]", Fault.EMPTY, ()),
        ("", Fault.EMPTY, ()),
    ],
)
def test_words_that_cannot_be_printed_say_why(cast, doris, text, fault, words):
    crowd(cast)
    with pytest.raises(WordsRefused) as refused:
        make(doris, text)
    assert (refused.value.faults[0].fault, refused.value.faults[0].words) == (fault, words)
    assert not ReportQuote.objects.exists()


def test_length_is_a_setting(cast, doris, settings):
    crowd(cast)
    settings.REPORT_QUOTE_WORDS = 12
    assert make(doris)
    settings.REPORT_QUOTE_WORDS = 11
    with pytest.raises(WordsRefused) as refused:
        take(rewrite_quote, ReportQuote.objects.get(), doris, text=PRINTED, names_checked=False)
    assert [one.fault for one in refused.value.faults] == [Fault.TOO_LONG]


def says(words):
    """The marked passage is these words."""
    copies = type(mark().copy).objects.filter(pk=mark().copy_id)
    copies.update(texts={"what_happened": words})
    QuoteMark.objects.update(start=0, end=len(words))


NUMBER = "Ring Tofsvipan på 070-174 06 38 nu."


def test_what_the_guard_finds_is_replaced_in_the_proposal_with_the_names_of_units(cast, doris):
    crowd(cast)
    says(f"BUP Tofsvipan svarade inte. {NUMBER}")
    text = proposal_for(mark_to_quote(mark().pk, viewer=doris), viewer=doris).text
    assert text == "[aktuell BUP] svarade inte. Ring [aktuell BUP] på [telefonnummer] nu."
    assert make(doris, text)


def test_what_the_guard_is_certain_of_is_refused_at_every_step(cast, doris, disa, monkeypatch):
    crowd(cast)
    says(NUMBER)
    text = NUMBER.replace("Tofsvipan", "[aktuell BUP]")
    with pytest.raises(WordsRefused) as refused:
        make(doris, text, names_checked=True)
    assert [(one.fault, one.words) for one in refused.value.faults] == [
        (Fault.PERSONAL, ("070-174 06 38",))
    ]
    with monkeypatch.context() as earlier:
        earlier.setattr(checking, "scan", lambda text, **_: ())
        quote = make(doris, text)
    with pytest.raises(WordsRefused):
        take(approve_quote, quote, disa)
    assert quote_view(quote.pk, viewer=disa).faults[0].fault is Fault.PERSONAL
    assert state(quote, disa) is QuoteState.WAITING


def test_what_the_guard_is_not_certain_of_is_looked_at_by_both(cast, doris, disa, monkeypatch):
    crowd(cast)
    says("Pojken sol kom.")
    unsure = Finding(7, 10, "PERSON", "possible", "[person]")
    monkeypatch.setattr(checking, "scan", lambda text, **_: (unsure,) if "sol" in text else ())
    text = proposal_for(mark_to_quote(mark().pk, viewer=doris), viewer=doris).text
    assert text == "Pojken [person] kom."
    with pytest.raises(WordsRefused) as refused:
        make(doris, "Pojken sol kom.")
    assert (refused.value.faults, refused.value.warnings) == ([], ["sol"])
    quote = make(doris, "Pojken sol kom.", names_checked=True)
    assert quote_view(quote.pk, viewer=disa).warnings == ["sol"]
    take(approve_quote, quote, disa)


def test_a_word_of_the_list_is_no_name(cast, doris):
    crowd(cast)
    says("Vi bad Ankaret om hjälp.")
    add_not_name("Ankaret", by=doris, now=NOW)
    assert proposal_for(mark_to_quote(mark().pk, viewer=doris), viewer=doris).text == (
        "Vi bad Ankaret om hjälp."
    )


def test_capitals_must_be_looked_at(cast, doris):
    crowd(cast)
    says("I mars var Qvistbergeriet stängt.")
    with pytest.raises(WordsRefused) as refused:
        make(doris, "I mars var Qvistbergeriet stängt.")
    assert (refused.value.faults, refused.value.warnings) == ([], ["Qvistbergeriet"])
    make(doris, "I mars var Qvistbergeriet stängt.", names_checked=True)
    assert ReportQuoteStep.objects.get().names_checked


@pytest.mark.parametrize(
    ("world", "why"),
    [
        ({"of": CROWD - 1}, [TooFew.ALIKE, TooFew.AREA]),
        ({"units": CROWD - 1}, [TooFew.WRITERS]),
    ],
)
def test_without_a_crowd_there_is_no_quote(cast, doris, world, why):
    crowd(cast, **world)
    with pytest.raises(PointsSomebodyOut) as refused:
        make(doris)
    assert (refused.value.why, refused.value.limit) == (why, CROWD)


def test_others_themes_and_services_are_no_crowd(cast, doris):
    made = crowd(cast)
    Coding.objects.filter(pk=made[0].pk).update(theme=themes_in_use(2026)[1].id)
    assert Crowds(doris).too_few(made[-1].pk) == [TooFew.ALIKE]
    school = cast.places.other_school
    for _ in range(CROWD):
        make_deviation(cast, to=[school])
    assert Crowds(doris).too_few(made[-1].pk) == [TooFew.ALIKE]


def test_an_area_with_few_is_no_crowd_from_either_side(cast, doris):
    made = crowd(cast)
    assert Crowds(doris).too_few(made[-1].pk) == []
    Unit.objects.filter(pk=cast.places.bup.pk).update(area=cast.places.other_area)
    assert Crowds(doris).too_few(made[-1].pk) == []
    Unit.objects.filter(pk=cast.places.social.pk).update(area=cast.places.other_area)
    assert Crowds(doris).too_few(made[-1].pk) == []
    lone = make_deviation(cast, by=cast.viewer("cecilia"))
    theme = themes_in_use(2026)[0].id
    content = AtTheDesk(theme_id=theme)
    code_at_desk(deviation_id=lone.pk, content=content, by=doris, now=NOW)
    Unit.objects.filter(pk=cast.places.other_school.pk).update(area=cast.places.area)
    assert TooFew.AREA in Crowds(doris).too_few(lone.pk)


def test_one_deviation_to_many_units_of_an_area_is_one_there(cast, doris):
    made = crowd(cast)
    bup, area = cast.places.bup, cast.places.other_area
    clinics = [
        make_unit(f"Mottagning {place}", kind=bup.kind, principal=bup.principal, area=area)
        for place in range(CROWD)
    ]
    wide = make_deviation(cast, to=clinics)
    theme = themes_in_use(2026)[0].id
    code_at_desk(deviation_id=wide.pk, content=AtTheDesk(theme_id=theme), by=doris, now=NOW)
    assert Crowds(doris).too_few(wide.pk) == [TooFew.AREA]
    for _ in range(CROWD - 1):
        make_deviation(cast, to=clinics[:1])
    assert Crowds(doris).too_few(wide.pk) == []
    assert Crowds(doris).too_few(made[-1].pk) == []


def test_many_are_asked_about_together_as_one_by_one_in_as_many_queries(cast, doris):
    made = crowd(cast)
    Unit.objects.filter(pk=cast.places.bup.pk).update(area=cast.places.other_area)
    uncoded = make_deviation(cast)
    lone = make_deviation(cast, by=cast.viewer("cecilia"))
    theme = themes_in_use(2026)[1].id
    code_at_desk(deviation_id=lone.pk, content=AtTheDesk(theme_id=theme), by=doris, now=NOW)
    asked = [*(one.pk for one in made), uncoded.pk, lone.pk, 4711]
    with CaptureQueriesContext(connection) as of_one:
        Crowds(doris).too_few(made[-1].pk)
    with CaptureQueriesContext(connection) as of_all:
        found = Crowds(doris).too_few_of(asked)
    assert found == {pk: Crowds(doris).too_few(pk) for pk in asked}
    assert {why for each in found.values() for why in each} >= {TooFew.UNCODED, TooFew.NOT_COUNTED}
    assert len(of_all) == len(of_one) <= MOST_QUERIES


def test_what_is_uncoded_or_withdrawn_has_no_place_among_the_figures(cast, doris, disa):
    made = crowd(cast)
    quote = make(doris)
    take(approve_quote, quote, disa)
    Coding.objects.filter(pk=made[-1].pk).update(theme=None)
    assert Crowds(doris).too_few(made[-1].pk) == [TooFew.UNCODED]
    assert approved_quotes(2026, viewer=doris) == {}
    withdraw_deviation(
        deviation_id=made[-1].pk,
        seen_version=made[-1].version,
        reason="Dubblett",
        by=cast.viewer("astrid"),
        now=NOW,
    )
    assert Crowds(doris).too_few(made[-1].pk) == [TooFew.NOT_COUNTED]
    assert marks_to_quote(2026, viewer=doris) == []


def test_a_higher_limit_takes_an_approved_quote_out_of_drafts(cast, doris, disa):
    crowd(cast)
    quote = make(doris)
    take(approve_quote, quote, disa)
    decide(
        shown=Shown.YEARLY,
        points_out=PointsOut.UNIT,
        limit=7,
        reason="Försiktigt",
        by=doris,
        now=NOW,
    )
    assert approved_quotes(2026, viewer=doris) == {}
    assert quote_view(quote.pk, viewer=doris).too_few


def test_nobody_else_sees_makes_or_reads(cast, doris, disa):
    crowd(cast)
    quote = make(doris)
    for name in set(cast.everybody) - {"doris"}:
        other = cast.viewer(name)
        assert quotes_of(2026, viewer=other) == []
        assert quote_view(quote.pk, viewer=other) is None
        assert mark_to_quote(mark().pk, viewer=other) is None
        assert marks_to_quote(2026, viewer=other) == []
        assert approved_quotes(2026, viewer=other) == {}
        with pytest.raises(QuoteRefused, match="unknown"):
            make(other)
        for step, more in (
            (approve_quote, {}),
            (send_back_quote, {"reason": "x"}),
            (withdraw_quote, {"reason": "x"}),
            (rewrite_quote, {"text": PRINTED, "names_checked": True}),
        ):
            with pytest.raises(QuoteRefused, match="not_allowed"):
                take(step, quote, other, **more)
    assert ReportQuoteStep.objects.count() == 1


def test_every_step_is_logged_without_a_word_of_the_case(cast, doris, disa):
    crowd(cast)
    quote = make(doris)
    take(send_back_quote, quote, disa, reason="Kommunen syns.")
    take(rewrite_quote, quote, doris, text=PRINTED, names_checked=False)
    take(approve_quote, quote, disa)
    take(withdraw_quote, quote, disa, reason="Annat val.")
    logged = AuditEvent.objects.filter(kind=AuditKind.CHANGED_REPORT).order_by("pk")
    assert [one.details["step"] for one in logged] == [
        *("written", "sent_back", "written", "approved", "withdrawn")
    ]
    assert {one.object_label for one in logged} == {quote.deviation.number}
    said = " ".join(str((one.details, one.reason)) for one in logged)
    assert not {"Kommunen", "möte", "Annat"} & set(said.split())


def test_a_mark_that_is_taken_away_leaves_its_quote(cast, doris):
    crowd(cast)
    quote = make(doris)
    QuoteMark.objects.all().delete()
    assert quote_view(quote.pk, viewer=doris).passage == SAID


def chapters_with(year, viewer, text):
    return [
        section.key
        for _, section in draft_of(year, viewer=viewer).whole().walk()
        for block in section.blocks
        if isinstance(block, Quote) and block.text == text
    ]


def test_a_placed_quote_stands_in_drafts_until_withdrawn_and_in_frozen_editions_for_ever(
    cast, doris, disa
):
    crowd(cast)
    quote = make(doris)
    report = start_report(year=2026, by=doris, now=NOW)
    draft = draft_of(2026, viewer=doris)
    room = next(one for _, one in draft.all_chapters() if one.may_quote)
    place = {"report_id": report.pk, "quote_id": quote.pk, "by": doris, "now": NOW}
    with pytest.raises(ReportRefused, match="unknown"):
        place_quote(chapter=room.key, **place)
    take(approve_quote, quote, disa)
    with pytest.raises(ReportRefused, match="unknown"):
        place_quote(chapter="links", **place)
    assert quotes_in(draft_of(2026, viewer=doris), room).offered == {quote.pk: PRINTED}
    assert place_quote(chapter=room.key, **place) == place_quote(chapter=room.key, **place)
    assert chapters_with(2026, doris, PRINTED) == [room.key]
    shown = quotes_in(draft_of(2026, viewer=doris), room)
    assert ([one.text for one in shown.placed], shown.offered) == ([PRINTED], {})
    for at, (step, by) in enumerate(((hand_in, doris), (approve, disa), (freeze, doris))):
        frozen = step(report_id=report.pk, seen_steps=at, by=by, now=NOW)
    take(withdraw_quote, quote, disa, reason="Parten har bett om det.")
    assert chapters_with(2026, doris, PRINTED) == []
    assert [one.text for one in quotes_in(draft_of(2026, viewer=doris), room).placed] == [""]
    assert PRINTED in Edition.objects.get(pk=frozen.pk).content
