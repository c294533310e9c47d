"""No small number that points out a place can be worked out, by nobody, from anything shown (ADR 0031)."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samsyn.domain.publications import Publication, Reports
from samsyn.domain.suppression import Protected, protect, values_wanted
from samsyn.domain.tables import Question, Value
from samsyn.domain.vocabulary import Counted, Dimension, Scope
from tests.attacker import Attacker, by_subtraction

PLACE, DISTRICT, THEME = (
    Dimension.REPORTER_MUNICIPALITY,
    Dimension.REPORTER_DISTRICT,
    Dimension.THEME,
)
SERVICE, UNIT = Dimension.RECIPIENT_SERVICE, Dimension.REPORTER_UNIT
YEAR = (2021,)
LIMIT = 6


def value(word):
    return Value(word, word or "saknas")


def reports(place, theme, count=1, services=("BUP",), **more):
    return Reports(
        place=((PLACE, (value(place),)),),
        about=((THEME, (value(theme),)), (SERVICE, tuple(map(value, services)))),
        services=len(services),
        count=count,
        **more,
    )


def table(*by, scope=Scope.BETWEEN, count=Counted.DEVIATIONS, where=()):
    return Question(YEAR, scope, count, by, where)


def published(found, *tables, limit=LIMIT):
    return Publication(tuple(found), dict.fromkeys(tables, limit))


def hidden_in(protected, question):
    return {
        tuple(value.key for value in values)
        for asked, values in protected.hidden
        if asked == question
    }


def only_small_hidden(publication):
    """What is hidden when nobody thinks of sums."""
    attacker = Attacker(publication, Protected(frozenset()))
    return Protected(
        frozenset(
            cell for cell, real in attacker.real.items() if 0 < real < publication.tables[cell[0]]
        )
    )


def test_a_lonely_small_place_takes_the_next_smallest_with_it():
    found = [reports("Aby", "SIP", 50), reports("Boda", "SIP", 9), reports("Ceda", "SIP", 2)]
    alone = table(PLACE)
    assert hidden_in(protect(published(found, alone)), alone) == {("Boda",), ("Ceda",)}


def test_with_a_hidden_place_goes_its_whole_line_and_with_another_a_rectangle():
    found = [
        *(
            reports("Aby", theme, count)
            for theme, count in (("SIP", 30), ("Remiss", 3), ("LVU", 9))
        ),
        *(
            reports("Boda", theme, count)
            for theme, count in (("SIP", 20), ("Remiss", 12), ("LVU", 8))
        ),
        *(
            reports("Ceda", theme, count)
            for theme, count in (("SIP", 40), ("Remiss", 15), ("LVU", 25))
        ),
    ]
    crossed, alone = table(PLACE, THEME), table(PLACE)
    made = protect(published(found, crossed, alone))
    assert hidden_in(made, alone) == set()
    assert hidden_in(made, crossed) == {
        (place, theme) for place in ("Aby", "Boda") for theme in ("Remiss", "LVU")
    }


def test_between_and_within_do_not_tell_each_other():
    found = [
        *(reports(place, "SIP", 30) for place in ("Aby", "Boda", "Ceda")),
        reports("Aby", "SIP", 2, is_between=False),
        *(reports(place, "SIP", 30, is_between=False) for place in ("Boda", "Ceda")),
    ]
    tables = [table(PLACE, scope=scope) for scope in Scope]
    made = protect(published(found, *tables))
    for place in ("Aby", "Boda", "Ceda"):
        assert sum((place,) in hidden_in(made, each) for each in tables) != 1
    assert ("Aby",) in hidden_in(made, table(PLACE, scope=Scope.WITHIN))


def test_the_counting_units_do_not_tell_each_other():
    found = [
        reports("Aby", "SIP", 4, services=("BUP", "Soc")),
        reports("Boda", "SIP", 11, services=("BUP", "Soc")),
        reports("Ceda", "SIP", 40),
    ]
    of_reports, of_recipients = table(PLACE), table(PLACE, count=Counted.RECIPIENTS)
    publication = published(found, of_reports, of_recipients)
    made = protect(publication)
    # Eight recipients would be shown, and at least half as many reports be known.
    assert ("Aby",) in hidden_in(made, of_recipients) or Attacker(publication, made).interval(
        (of_reports, (value("Aby"),))
    ) >= (1, LIMIT - 1)


def test_a_publication_from_one_place_is_withheld_whole():
    crossed = table(PLACE, THEME)
    made = protect(published([reports("Aby", "SIP", 3), reports("Aby", "LVU", 30)], crossed))
    assert made.withheld == {crossed} and made.hides(crossed, (value("Aby"), value("LVU")))


def test_a_table_without_places_hides_nothing_and_policy_none_shows_all():
    found = [reports("Aby", "SIP", 50), reports("Boda", "LVU", 2), reports("Ceda", "LVU", 2)]
    themes = table(THEME)
    assert not protect(published(found, themes)).hidden
    assert not protect(published(found, table(PLACE), limit=0)).hidden


def test_nothing_small_nothing_hidden():
    found = [reports(place, "SIP", 6) for place in ("Aby", "Boda")]
    assert protect(published(found, table(PLACE))) == Protected(frozenset())


place = st.sampled_from(("Aby", "Boda", "Ceda", "Deda"))
some_reports = st.lists(
    st.builds(
        reports,
        place,
        st.sampled_from(("SIP", "Remiss", None)),
        st.integers(1, 14),
        services=st.sampled_from((("BUP",), ("Soc",), ("BUP", "Soc"))),
        is_between=st.booleans(),
        is_answered=st.booleans(),
        event=st.sampled_from((None, None, None, 1, 2)),
    ),
    min_size=1,
    max_size=14,
)
kinds_of_table = st.sampled_from(
    [(PLACE,), (PLACE, THEME), (PLACE, SERVICE), (THEME, PLACE), (THEME,), (SERVICE, THEME)]
)


@st.composite
def publications(draw, counted=tuple(Counted)):
    asked = draw(
        st.lists(
            st.tuples(kinds_of_table, st.sampled_from(Scope), st.sampled_from(counted)),
            min_size=1,
            max_size=6,
        )
    )
    tables = [table(*by, scope=scope, count=count) for by, scope, count in asked]
    # A condition is a slice of a crossing, asked for by itself.
    if draw(st.booleans()):
        tables.append(table(THEME, where=((PLACE, "Aby"),)))
    if draw(st.booleans()):
        tables.append(table(PLACE, where=((THEME, "SIP"),)))
    return published(draw(some_reports), *tables)


linear = tuple(one for one in Counted if one is not Counted.EVENTS)
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(publication=publications(linear))
def test_whoever_knows_all_but_the_places_cannot_work_out_a_hidden_number(publication):
    made = protect(publication)
    attacker = Attacker(publication, made)
    for cell in attacker.hidden:
        real = attacker.real[cell]
        if not real:
            continue  # that there is nobody tells of nobody
        least, most = attacker.interval(cell)
        assert least < most, cell
        if real < LIMIT and least > 0:
            assert most - least + 1 >= values_wanted(LIMIT), (cell, least, most)


@SLOW
@given(publication=publications())
def test_the_same_is_hidden_whatever_the_order_and_every_small_number_is(publication):
    made = protect(publication)
    again = protect(Publication(publication.reports[::-1], publication.tables))
    assert made == again
    for cell, real in Attacker(publication, made).real.items():
        if cell[0].count is not Counted.EVENTS and {PLACE} & {*cell[0].by, *dict(cell[0].where)}:
            assert made.hides(*cell) or real == 0 or real >= LIMIT


@SLOW
@given(publication=publications(linear))
def test_nobody_finds_a_hidden_number_by_subtraction(publication):
    made = protect(publication)
    assert not {cell: found for cell, found in by_subtraction(publication, made).items() if found}


def test_the_attacker_wins_where_only_small_numbers_are_hidden():
    found = [reports("Aby", "SIP", 50), reports("Boda", "SIP", 9), reports("Ceda", "SIP", 2)]
    publication = published(found, table(PLACE))
    careless = only_small_hidden(publication)
    cell = (table(PLACE), (value("Ceda"),))
    assert Attacker(publication, careless).interval(cell) == (2, 2)
    assert Attacker(publication, protect(publication)).interval(cell)[1] >= LIMIT


def test_subtraction_wins_where_only_small_numbers_are_hidden():
    found = [
        reports("Aby", "SIP", 50),
        reports("Aby", "LVU", 9),
        reports("Boda", "SIP", 20),
        reports("Boda", "LVU", 2),
    ]
    publication = published(found, table(PLACE, THEME), table(PLACE))
    cell = (table(PLACE, THEME), (value("Boda"), value("LVU")))
    assert by_subtraction(publication, only_small_hidden(publication)) == {cell: 2}
