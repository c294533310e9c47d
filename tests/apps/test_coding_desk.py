"""At the desk: all that was said is kept, one coding counts, and the parties' facts stay as they are."""

from dataclasses import replace

import pytest
from django.db import connection

from samsyn.audit.models import AuditEvent
from samsyn.coding.models import Coding, Opinion, QuoteMark, Remark
from samsyn.coding.selectors import codings_of, themes_in_use
from samsyn.coding.selectors.desk import DeskWishes, Pile, coded_at_desk, pile_of, remarks_on
from samsyn.coding.selectors.opinions import (
    coded_twice,
    codings_before_the_desk,
    last_coded,
    said_about,
)
from samsyn.coding.services import (
    AtTheDesk,
    CodingRefused,
    NotVerbatim,
    Overtaken,
    code_at_desk,
    code_deviation,
    undo_coding,
)
from samsyn.coding.services.coding import write_coding
from samsyn.deviations.models import Deviation, SecretariatCopy
from samsyn.deviations.services import withdraw_deviation
from samsyn.domain.access import Everything
from samsyn.domain.refusals import PersonalDataFound
from samsyn.domain.remarking import Noted
from samsyn.domain.vocabulary import AuditKind, Role, Scope
from samsyn.tally.selectors import tally
from tests.builders import NOW, grant_role, make_deviation, make_user, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def doris(cast):
    return cast.viewer("doris")


@pytest.fixture
def disa(cast):
    """A second person at the secretariat."""
    colleague = make_user("Disa Fjällskär")
    grant_role(colleague, Role.SECRETARIAT)
    return viewer_of(colleague)


@pytest.fixture
def deviation(cast, before_the_guard):
    """Coded by its writer with the first theme."""
    made = make_deviation(cast, what_happened="Mötet hölls utan oss.\nRing 08-123 45 67.")
    said_by_writer(made, cast)
    return made


@pytest.fixture
def themes(db):
    return themes_in_use(2026)


def said_by_writer(deviation, cast):
    theme = themes_in_use(2026)[0]
    code_deviation(
        deviation_id=deviation.pk,
        theme_id=theme.id,
        subtype_ids=[theme.subtypes[0].id],
        source="writer",
        by=cast.viewer("astrid"),
        now=NOW,
    )


def code(deviation, theme, by, **content):
    wanted = AtTheDesk(theme_id=theme.id if theme else None, **content)
    code_at_desk(deviation_id=deviation.pk, content=wanted, by=by, now=NOW)


def counted_as(deviation):
    coding = Coding.objects.get(pk=deviation.pk)
    return coding.theme_id, coding.source, {one.pk for one in coding.subtypes.all()}


def in_tally(theme, viewer):
    return dict(tally("theme_id", years=[2026], viewer=viewer)).get(theme.id, 0)


def test_the_desk_decides_and_the_writers_choice_stays_to_be_seen(deviation, themes, doris):
    subtypes = tuple(one.id for one in themes[1].subtypes[:2])
    code(deviation, themes[1], doris, subtype_ids=subtypes)
    assert counted_as(deviation) == (themes[1].id, "secretariat", set(subtypes))
    said = said_about(deviation.pk, viewer=doris)
    assert (said.before.theme, said.own.theme) == (themes[0].name, themes[1].name)
    assert said.before.subtypes == (themes[0].subtypes[0].name,)
    assert (in_tally(themes[0], doris), in_tally(themes[1], doris)) == (0, 1)


def test_undo_gives_back_what_stood_there_to_the_last_row(deviation, themes, doris):
    before = counted_as(deviation), Coding.objects.values().get()
    code(deviation, themes[1], doris)
    assert last_coded(viewer=doris).deviation_id == deviation.pk
    assert undo_coding(deviation_id=deviation.pk, by=doris, now=NOW)
    assert (counted_as(deviation), Coding.objects.values().get()) == before
    assert not Opinion.objects.exists()
    assert in_tally(themes[0], doris) == 1
    assert not undo_coding(deviation_id=deviation.pk, by=doris, now=NOW)
    assert (counted_as(deviation), Coding.objects.values().get()) == before


def test_undo_of_what_nobody_had_coded_leaves_nothing(cast, themes, doris):
    bare = make_deviation(cast)
    code(bare, themes[0], doris)
    assert undo_coding(deviation_id=bare.pk, by=doris, now=NOW)
    assert not undo_coding(deviation_id=bare.pk, by=doris, now=NOW)
    assert not Coding.objects.exists()


def test_undo_goes_back_one_step_at_a_time(deviation, themes, doris):
    code(deviation, themes[1], doris)
    code(deviation, None, doris)
    assert counted_as(deviation)[0] is None
    undo_coding(deviation_id=deviation.pk, by=doris, now=NOW)
    assert counted_as(deviation)[0] == themes[1].id


def test_a_second_person_codes_without_seeing_and_then_one_of_them_decides(
    deviation, themes, doris, disa
):
    code(deviation, themes[1], doris)
    seen = said_about(deviation.pk, viewer=disa)
    assert seen.is_coded_by_others and seen.others == () and seen.own is None
    code(deviation, themes[2], disa)
    assert counted_as(deviation)[:2] == (themes[2].id, "secretariat")
    assert [one.theme for one in said_about(deviation.pk, viewer=disa).others] == [themes[1].name]
    twice = coded_twice(2026, viewer=doris)
    assert [one.settled for one in twice.differing] == [None]
    code(deviation, themes[1], doris)
    assert counted_as(deviation)[:2] == (themes[1].id, "settled")
    after = coded_twice(2026, viewer=disa)
    assert [one.settled.theme for one in after.differing] == [themes[1].name]
    assert after.pairs == twice.pairs  # agreeing afterwards does not make them agree before


def test_what_was_decided_together_is_not_undone_by_the_other(deviation, themes, doris, disa):
    code(deviation, themes[1], doris)
    code(deviation, themes[2], disa)
    code(deviation, themes[1], doris)
    assert not undo_coding(deviation_id=deviation.pk, by=disa, now=NOW)
    assert undo_coding(deviation_id=deviation.pk, by=doris, now=NOW)
    assert counted_as(deviation)[:2] == (themes[2].id, "secretariat")


def test_kappa_comes_with_its_n_for_each_pair(cast, themes, doris, disa):
    for first, second in ((0, 0), (1, 1), (0, 1), (1, 1)):
        one = make_deviation(cast)
        code(one, themes[first], doris)
        code(one, themes[second], disa)
    make_deviation(cast)
    (pair,) = coded_twice(2026, viewer=doris).pairs
    assert {pair.one.pk, pair.other.pk} == {doris.user_id, disa.user_id}
    assert (pair.kappa.n, pair.kappa.agreed) == (4, 3)
    assert pair.kappa.kappa == pytest.approx(0.5)
    assert coded_twice(2025, viewer=doris).pairs == ()


def test_who_has_not_coded_it_is_not_told_that_colleagues_differ(
    deviation, themes, doris, disa, cast
):
    third = make_user("Dagny Raukhed")
    grant_role(third, Role.SECRETARIAT)
    code(deviation, themes[1], doris)
    code(deviation, themes[2], disa)
    assert coded_twice(2026, viewer=viewer_of(third)).differing == ()


def test_the_writer_does_not_code_over_the_secretariat(deviation, themes, doris, cast):
    code(deviation, themes[1], doris)
    with pytest.raises(CodingRefused):
        said_by_writer(deviation, cast)
    assert counted_as(deviation)[0] == themes[1].id


@pytest.mark.parametrize("name", ["astrid", "bo", "elof", "frej", "gudmund", "hedda", "ivar"])
def test_nobody_else_codes_or_undoes_at_the_desk(deviation, themes, cast, name):
    by = cast.viewer(name)
    with pytest.raises(CodingRefused):
        code(deviation, themes[1], by)
    with pytest.raises(CodingRefused):
        undo_coding(deviation_id=deviation.pk, by=by, now=NOW)
    assert not Opinion.objects.exists()


def test_quotes_are_places_in_the_masked_copy(deviation, themes, doris):
    code(deviation, themes[0], doris, quote="hölls utan oss. \r\n Ring [telefonnummer].")
    (quote,) = remarks_on(deviation.pk, viewer=doris).quotes
    assert quote.words == "hölls utan oss.\nRing [telefonnummer]."
    code(deviation, themes[0], doris, quote="hölls utan oss.\nRing [telefonnummer].")
    assert QuoteMark.objects.count() == 1
    code(deviation, themes[0], doris, unmarked=(quote.id,))
    assert not QuoteMark.objects.exists()


@pytest.mark.parametrize("quote", ["08-123 45 67", "Mötet hölls med oss", "utan oss .", "x" * 1900])
def test_what_the_copy_does_not_say_is_not_quoted_and_nothing_is_stored(
    deviation, themes, doris, quote
):
    with pytest.raises(NotVerbatim):
        code(deviation, themes[1], doris, quote=quote, note="Kvar?")
    assert counted_as(deviation)[1] == "writer"
    assert not Remark.objects.exists() and not Opinion.objects.exists()


def test_a_mark_on_another_deviation_is_not_taken_away(cast, deviation, themes, doris):
    other = make_deviation(cast)
    code(other, themes[0], doris, quote="hölls utan oss")
    code(deviation, themes[0], doris, unmarked=(QuoteMark.objects.get().pk,))
    assert QuoteMark.objects.count() == 1


@pytest.mark.parametrize("note", ["Gäller 19121212-1212.", "Gäller Leyla.", "Vid KLM 523."])
def test_a_note_that_may_point_somebody_out_is_refused(cast, themes, doris, note):
    with pytest.raises(PersonalDataFound):
        code(make_deviation(cast), themes[0], doris, note=note)
    assert not Remark.objects.exists() and not Opinion.objects.exists()


def test_a_note_is_asked_about_when_it_comes_and_not_each_time(cast, themes, doris):
    made = make_deviation(cast)
    said = AtTheDesk(theme_id=themes[0].id, note="Vid KLM 523.")
    step = {"deviation_id": made.pk, "by": doris, "now": NOW}
    code_at_desk(content=said, decided={"klm 523"}, **step)
    code_at_desk(content=replace(said, principle_question=True), **step)
    assert Remark.objects.get().principle_question


def test_the_log_tells_the_codes_and_not_the_words(deviation, themes, doris, cast):
    code(deviation, themes[1], doris, note="Ta upp i april", quote="hölls utan oss")
    event = AuditEvent.objects.filter(kind=AuditKind.WROTE, object_id=deviation.pk).latest("pk")
    assert (event.actor_name, event.details["coded"]) == ("Doris Kvistrum", themes[1].key)
    assert event.details["quote_marked"] is True
    assert "april" not in str(event.details) and "utan oss" not in str(event.details)


def test_nothing_of_the_parties_is_changed(deviation, themes, doris):
    before = list(Deviation.objects.values()), list(SecretariatCopy.objects.values())
    code(deviation, themes[1], doris, talk_rather=True, principle_question=True, note="x")
    assert (list(Deviation.objects.values()), list(SecretariatCopy.objects.values())) == before
    remarks = remarks_on(deviation.pk, viewer=doris)
    assert remarks.noted == Noted(True, True, "x")


def test_a_deviation_lies_in_the_piles_that_it_belongs_to(cast, deviation, themes, doris, disa):
    bare = make_deviation(cast)
    withdrawn = make_deviation(cast)
    withdraw_deviation(
        deviation_id=withdrawn.pk,
        seen_version=withdrawn.version,
        reason="Fel enhet",
        by=cast.viewer("astrid"),
        now=NOW,
    )
    piles = {
        Pile.TO_CODE: [deviation, bare],
        Pile.NOBODY: [bare],
        Pile.BY_WRITER: [deviation],
        Pile.SECOND: [],
        Pile.CODED: [],
    }
    assert {pile: lying(pile, doris) for pile in Pile} == piles
    code(deviation, themes[1], doris)
    assert lying(Pile.TO_CODE, doris) == lying(Pile.TO_CODE, disa) == [bare]
    assert (lying(Pile.CODED, doris), lying(Pile.SECOND, doris)) == ([deviation], [])
    assert lying(Pile.SECOND, disa) == [deviation]
    assert lying(Pile.CODED, doris, year=2025) == lying(Pile.TO_CODE, doris, year=2025) == []
    assert lying(Pile.TO_CODE, doris, scope=Scope.WITHIN) == []
    assert lying(Pile.TO_CODE, cast.viewer("bo")) == []
    assert coded_at_desk(DeskWishes(2026), viewer=doris) == 1
    code(deviation, themes[2], disa)
    assert coded_at_desk(DeskWishes(2026), viewer=doris) == 1


def lying(pile, viewer, **wishes):
    return list(pile_of(DeskWishes(**{"year": 2026, **wishes}, pile=pile), viewer=viewer))


@pytest.fixture
def as_large_as_the_county(db):
    """What SQLite's planner knows of 104,000 deviations; it sorted a year for a page of 25 of them."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL looks at the rows that there are")
    spread = {
        "deviation_counted": "103842 25961 12981 35 1 1 1 1 1 1",
        "deviation_newest": "103842 1",
        "sent_of_unit": "103842 2473 1",
    }
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = 'deviations_deviation'")
        for index, stat in spread.items():
            row = ["deviations_deviation", index, stat]
            cursor.execute("INSERT INTO sqlite_stat1 VALUES (%s, %s, %s)", row)
        cursor.execute("ANALYZE sqlite_schema")
        yield
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_schema")


@pytest.mark.parametrize("pile", [Pile.TO_CODE, Pile.NOBODY, Pile.BY_WRITER])
def test_a_pile_walks_the_index_on_the_day_of_sending(as_large_as_the_county, doris, pile):
    """So its first page costs the same at any N."""
    plan = pile_of(DeskWishes(2026, pile=pile), viewer=doris)[:26].explain()
    assert "USING INDEX deviation_newest (sent_at>? AND sent_at<?)" in plan, plan
    assert "SCAN" not in plan, plan
    assert "FOR ORDER BY" not in plan, plan  # only those of one moment are put in order


def test_a_year_that_was_read_in_and_coded_anew_is_read_in_again_without_fault(cast, themes, doris):
    imported = make_deviation(cast)
    write_coding(imported.pk, None, [], source="import", by=Everything("test"), now=NOW)
    code(imported, themes[1], doris)
    assert codings_of([imported.pk], viewer=doris)[imported.pk].theme == themes[1].name
    assert codings_before_the_desk([imported.pk], viewer=doris)[imported.pk].theme == ""


def test_what_a_colleague_noted_since_is_not_written_over(deviation, themes, doris, disa):
    blank = Noted()
    code(deviation, themes[0], doris, note="Ring dem", talk_rather=True, seen=blank)
    code(deviation, themes[0], disa, principle_question=True, seen=blank)
    stored = Noted(talk_rather=True, principle_question=True, note="Ring dem")
    assert remarks_on(deviation.pk, viewer=disa).noted == stored
    with pytest.raises(Overtaken, match="note"):
        code(deviation, themes[2], disa, note="Skriv till dem", seen=blank, quote="utan oss")
    assert remarks_on(deviation.pk, viewer=disa).noted == stored
    assert not QuoteMark.objects.exists()
    assert said_about(deviation.pk, viewer=disa).own.theme == themes[0].name
    code(deviation, themes[2], disa, note="Skriv till dem", seen=stored)
    assert remarks_on(deviation.pk, viewer=disa).noted == Noted(note="Skriv till dem")


def test_nobody_decides_for_both_without_having_seen_what_the_other_says(
    deviation, themes, doris, disa
):
    code(deviation, themes[1], doris, seen_opinion=0)
    code(deviation, themes[2], disa, seen_opinion=0)  # a first choice is one's own
    with pytest.raises(Overtaken, match="codes"):
        code(deviation, themes[0], doris, seen_opinion=0)
    assert counted_as(deviation)[:2] == (themes[2].id, "secretariat")
    shown = said_about(deviation.pk, viewer=doris).latest_shown
    code(deviation, themes[0], doris, seen_opinion=shown)
    with pytest.raises(Overtaken, match="codes"):  # and nobody decides again unseen
        code(deviation, themes[2], disa, seen_opinion=shown)
    assert counted_as(deviation)[:2] == (themes[0].id, "settled")


def test_both_mark_and_the_one_that_is_gone_is_gone(deviation, themes, doris, disa):
    code(deviation, themes[0], doris, quote="utan oss")
    code(deviation, themes[0], disa, quote="Mötet hölls")
    first, second = remarks_on(deviation.pk, viewer=doris).quotes
    for by in (doris, disa):
        code(deviation, themes[0], by, unmarked=(first.id,))
    assert remarks_on(deviation.pk, viewer=doris).quotes == (second,)
