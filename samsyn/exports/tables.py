"""How is a table of figures said to a reader? Labels in the reader's language, heading, lines of a file."""

from collections.abc import Iterator
from datetime import date

from django.utils.dates import MONTHS
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext

from samsyn.domain.history import OUTCOMES
from samsyn.domain.tables import Question, Row, Table, Value
from samsyn.domain.vocabulary import Dimension, Sector, YesOrNo
from samsyn.exports.csv_file import Cell


def label_of(dimension: Dimension, value: Value) -> str:
    """A value in the reader's language; names of units, themes and places stay as they are."""
    if dimension is Dimension.MONTH and value.key and "-" in value.key:
        year, month = value.key.split("-")
        return date_format(date(int(year), int(month), 1), "F Y")
    if dimension is Dimension.OUTCOME and value.key in OUTCOMES:
        return gettext(OUTCOMES[value.key].label)
    return gettext(value.label)


def labels_of(table: Table, row: Row) -> tuple[str, ...]:
    """The row's value in each dimension, in the reader's language."""
    pairs = zip(table.question.by, row.values, strict=True)
    return tuple(label_of(dimension, value) for dimension, value in pairs)


def share_in_words(row: Row) -> str:
    """The row's part of n: "70 %" in Swedish, "70%" in English; empty when hidden."""
    # Swedish writes 70 % and English 70%; the domain speaks Swedish.
    number, space, _sign = row.percent.rpartition(" %")
    return gettext("%(share)s %%") % {"share": number} if space else row.percent


def number_in_words(number: int) -> str:
    """A number as people of the language group it: "12 345"."""
    return number_format(number, force_grouping=True)


def decimal_in_words(number: float) -> str:
    """A number with one decimal, rounded, which Django's own formatting does not: "4,6" of 4.583."""
    return number_format(round(number, 1), 1)


def counted_in_words(question: Question) -> str:
    """What was counted, of which and when: "Rapporter, mellan huvudmän, 2020 och 2021"."""
    scope = gettext(question.scope.label)
    return f"{gettext(question.count.label)}, {scope[:1].lower()}{scope[1:]}, {years_in_words(question)}"


def years_in_words(question: Question) -> str:
    """The years asked about: "2021", "2020 och 2021"."""
    *others, last = sorted(str(year) for year in question.years)
    if not others:
        return last
    return gettext("%(years)s och %(year)s") % {"years": ", ".join(others), "year": last}


def conditions_in_words(question: Question) -> list[str]:
    """Each condition in words: "Tema: Remiss"."""
    return [condition_in_words(*each) for each in question.where]


def condition_in_words(dimension: Dimension, text: str) -> str:
    """One condition in words, also where the address has a code: "Besvarad: Inte besvarad"."""
    listed = {Dimension.ANSWERED: YesOrNo, Dimension.REPORTER_SECTOR: Sector}.get(dimension)
    if listed and text in list(listed):
        said = gettext(listed(text).label)
    elif dimension is Dimension.MONTH and text.isdecimal() and int(text) in MONTHS:
        said = str(MONTHS[int(text)])
    else:
        said = label_of(dimension, Value(text, text))
    return f"{gettext(dimension.label)}: {said}"


def file_lines(table: Table, *, notes: tuple[str, ...] = ()) -> Iterator[list[Cell]]:
    """The table as lines of a file: head, rows, what was counted, conditions, and every note.

    A hidden number is the word for hidden, so that nobody takes it for a zero or for missing.
    """
    question = table.question
    heads = [gettext(dimension.label) for dimension in question.by]
    yield [*heads, gettext(question.count.label), gettext("Andel"), "n"]
    hidden = gettext("dold")
    for row in table.rows:
        count = hidden if row.count is None else row.count
        n = hidden if table.n is None else table.n
        yield [*labels_of(table, row), count, share_in_words(row), n]
    yield []
    yield [counted_in_words(question)]
    for words in (*conditions_in_words(question), *notes):
        yield [words]
    for note in table.notes:
        yield [gettext(note.label)]
