"""Several questions in one statement are answered as each of them alone."""

import pytest

from samsyn.coding.services.code_books import ensure_theme
from samsyn.coding.services.coding import code_deviation
from samsyn.deviations import services as deviations
from samsyn.deviations.models import Deviation
from samsyn.domain.access import Everything
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Counted, Dimension, Naming, Scope
from samsyn.statistics.dimensions import Names
from samsyn.statistics.rows import Reading
from samsyn.tally import asking
from samsyn.tally.asking import HowMany, OneByOne, answers
from samsyn.tally.conditions import Both, Holds, In, SomeRecipient
from samsyn.tally.models import KEY
from samsyn.tally.selectors import lines_of
from samsyn.tally.services import carry_forward
from samsyn.tally.sheets import Sheets, sheet_of
from tests.builders import NOW, make_answer, make_deviation, make_unit
from tests.client import watched

pytestmark = pytest.mark.django_db
TEST = Everything("test")
YEARS = (NOW.year,)
FEW = "SELECT id AS deviation_id, id * 10 AS label FROM deviations_deviation"


@pytest.fixture
def sent(cast):
    """One carried forward and changed again since, two only marked."""
    both = [cast.places.bup, cast.places.external_bup]
    first = make_deviation(cast)
    carry_forward(from_marks=1)
    theme, _ = ensure_theme(year=NOW.year, name="Broar")
    code = {"source": "writer", "by": cast.viewer("astrid"), "now": NOW, "theme_id": theme.pk}
    code_deviation(deviation_id=first.pk, **code)
    make_answer(first, by=cast.viewer("bo"))
    return [first, make_deviation(cast, to=both), make_deviation(cast, to=both)]


def questions(cast):
    unit = cast.places.bup
    return [
        HowMany(("theme_id",)),
        HowMany(("reporter_name", "services"), YEARS, Scope.BETWEEN),
        HowMany(("recipient_name", "recipient_answered"), YEARS, per_recipient=True),
        HowMany(("year", "month"), YEARS, Scope.ALL, True),
        HowMany(("is_coded",), YEARS, where=(Holds("services", (unit.kind_id,)),)),
        HowMany(("outcomes",), where=(SomeRecipient(In("recipient_unit_id", (unit.pk,))),)),
        HowMany(KEY, per_recipient=True),
        OneByOne(("theme_id", "services"), (FEW, ())),
        OneByOne(("recipient_name",), (f"{FEW} WHERE year = %s", YEARS), per_recipient=True),
    ]


def test_together_they_say_what_each_says_alone(cast, sent):
    every = questions(cast)
    alone = [answers([one], viewer=TEST)[0] for one in every]
    assert all(alone)
    with watched() as seen:
        together = answers(every, viewer=TEST)
    assert len(seen.queries) == 2, (
        "one of them is about both units, whose names are asked for apart"
    )
    assert [sorted(one) for one in together] == [sorted(one) for one in alone]
    backwards = answers(every[::-1], viewer=TEST)[::-1]
    assert [sorted(one) for one in backwards] == [sorted(one) for one in alone]


def test_a_column_of_no_line_is_refused():
    with pytest.raises(ValueError, match="number"):
        answers([HowMany(("number",))], viewer=TEST)


def test_few_come_one_by_one_with_their_label(sent):
    keys = [one.pk for one in sent]
    (rows,) = answers([OneByOne(("reporter_name",), (FEW, ()))], viewer=TEST)
    assert sorted(rows) == sorted(
        (name, pk, pk * 10) for pk, name in lines_of(keys, "reporter_name", viewer=TEST)
    )


def test_what_is_foreseen_is_read_once_and_what_a_sheet_holds_not_at_all(cast, sent):
    sheets = Sheets(TEST)
    every = [sheet_of("theme_id", years=YEARS), HowMany(("services",), YEARS)]
    with watched() as seen:
        sheets.foresee(every)
        sheets.foresee(every)
        sheets.read("theme_id", years=YEARS)
        sheets.foresee([HowMany(("theme_id",), YEARS)])
        assert sheets.answer(HowMany(("services",), YEARS))
        assert sheets.tally("theme_id", years=YEARS)
    assert len(seen.queries) == 1


@pytest.mark.parametrize("count", [Counted.DEVIATIONS, Counted.ANSWERS, Counted.RECIPIENTS])
@pytest.mark.parametrize("naming", Naming)
def test_where_to_one_unit_is_answered_by_its_own_lines(cast, sent, naming, count):
    """As many lines of that unit as deviations; not so of a name that two units have had."""
    name, by = cast.places.bup.name, (Dimension.THEME, Dimension.RECIPIENT_SERVICE)
    asked = Question(
        YEARS, Scope.ALL, count, by, ((Dimension.RECIPIENT_UNIT, name),), naming=naming
    )

    def figures():
        reading = Reading(asked, Names(naming), TEST)
        return reading.foreseen()[0], reading.figures()

    question, of_lines = figures()
    assert question.per_recipient is (count is not Counted.RECIPIENTS)
    assert of_lines.n == (1 if count is Counted.ANSWERS else 3)
    namesake = make_unit(name, principal=cast.places.region)
    make_deviation(cast, to=[cast.places.bup, namesake])
    deviations.withdraw_deviation(
        deviation_id=sent[2].pk, seen_version=1, reason="Fel", by=cast.viewer("astrid"), now=NOW
    )
    question, of_deviations = figures()
    assert not question.per_recipient
    assert of_deviations.n == of_lines.n, "one more, and one that was taken back"


BOTH_UNITS = HowMany(
    ("is_coded", "reporter_unit_id", "reporter_name", "recipient_unit_id", "recipient_name"),
    YEARS,
    per_recipient=True,
)


def lines_between_units():
    """As the facts have them, one by one."""
    rows = OneByOne(BOTH_UNITS.columns, (FEW, ()), per_recipient=True)
    return sorted(row[:-2] for row in answers([rows], viewer=TEST)[0])


def told_of_both_units(queries):
    with watched() as seen:
        rows, _ = answers([BOTH_UNITS, HowMany(("theme_id",), YEARS)], viewer=TEST)
    assert len(seen.queries) == queries
    assert all(received == number for *_, number, received in rows)
    return sorted(row[:-2] for row in rows for _ in range(row[-2]))


def test_both_units_are_counted_by_key_and_named_after(cast, sent):
    assert told_of_both_units(queries=2) == lines_between_units()
    names = {row[2] for row in lines_between_units()}
    Deviation.objects.filter(pk=sent[0].pk).update(reporter_name_then="Något annat")
    assert names < {row[2] for row in told_of_both_units(queries=2)}, "two names of one unit"
    assert told_of_both_units(queries=2) == lines_between_units()
    Deviation.objects.update(withdrawn_at=NOW, withdrawn_by=cast.astrid)
    assert told_of_both_units(queries=2) == []


def test_a_unit_that_comes_while_names_are_read_is_named_too(cast, sent, monkeypatch):
    real, reads = asking._read, []

    def read(questions):
        if reads and len(reads) < 2:
            make_deviation(cast, by=cast.viewer("cecilia"))
        reads.append(questions)
        return real(questions)

    monkeypatch.setattr(asking, "_read", read)
    (rows,) = answers([BOTH_UNITS], viewer=TEST)
    assert sorted(row[:-2] for row in rows for _ in range(row[-2])) == lines_between_units()


def test_both_conditions_of_a_pair_are_about_one_recipient():
    pair = Both(In("recipient_unit_id", (7,)), In("recipient_name", ("Lo",)))
    assert SomeRecipient(pair).is_of_one_unit
    assert not SomeRecipient(In("recipient_unit_id", (7, 8))).is_of_one_unit
    assert not SomeRecipient(In("recipient_name", ("Lo",))).is_of_one_unit
