"""A report as a door: it answers questions from its own tables and from nothing else.

Knows how a table says what it answers (samsyn.domain.report.Asked) and nothing of how it was counted.
"""

from samsyn.domain.report import Asked, Cell, Report, ReportTable
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Counted, Dimension, Scope

type Condition = tuple[str, str]


class NotInReport(AssertionError):
    """No table of the report answers the question."""


def asker(report: Report):
    """An `ask` as tests.figures_2021 wants it."""

    def ask(question):
        for answer in (_different, _rows, _number):
            if (found := answer(report, question)) is not None:
                return found
        raise NotInReport(question)

    return ask


def _number(report, question):
    """How many: a table's n, one of its rows, or one of its cells."""
    if question.by:
        return None
    for table in report.tables():
        found = _number_in(table, question)
        if found is not None:
            return found, []
    return None


def _number_in(table: ReportTable, question: Question) -> int | None:
    if not table.asked or table.asked.different or question.years[0] not in table.asked.years:
        return None
    row, column = _row_wanted(table, question), 1 + 0
    if row is None:
        return None
    if table.asked.across:
        column = _column_wanted(table, question)
    cell = row[column] if column is not None else None
    return cell if isinstance(cell, int) else None


def _conditions(question: Question) -> dict[str, str]:
    """All that narrows a question, the scope among it as where a table has it down or across."""
    return {dimension.value: value for dimension, value in question.where}


def _rest(table: ReportTable, question: Question) -> dict[str, str] | None:
    """The conditions that a table does not already have; None when it is narrower, or another's."""
    asked = _asked(table)
    wanted = _conditions(question)
    if any(wanted.get(dimension) != value for dimension, value in asked.where):
        return None
    rest = {name: value for name, value in wanted.items() if name not in dict(asked.where)}
    if "scope" in (asked.across, *asked.by):
        rest["scope"] = question.scope.label
    elif asked.scope != question.scope.value:
        return None
    if "year" in (asked.across, *asked.by):
        rest["year"] = str(question.years[0])
    return rest if _counts_alike(asked, question, rest) else None


def _counts_alike(asked: Asked, question: Question, rest: dict[str, str]) -> bool:
    """A report stands once in the row of a service that it went to, whichever of the two is counted."""
    of_service = Dimension.RECIPIENT_SERVICE.value in rest and asked.count == Counted.RECIPIENTS
    # An outcome is only told of what was answered.
    of_outcome = Dimension.OUTCOME.value in rest and asked.count == Counted.ANSWERS
    return asked.count == question.count.value or of_service or of_outcome


def _asked(table: ReportTable) -> Asked:
    assert table.asked
    return table.asked


def _row_wanted(table: ReportTable, question: Question) -> tuple[Cell, ...] | None:
    asked, rest = _asked(table), _rest(table, question)
    if rest is None or set(rest) - {*asked.by, asked.across} or len(asked.by) != 1:
        return None
    if asked.by[0] not in rest:
        # All of a table that is about nothing else: its n, if it has one.
        return ("", table.n) if not rest and table.n is not None else None
    wanted = rest[asked.by[0]].casefold()
    return next(
        (row for row in table.rows if _is(row[0], wanted, table, row)),
        ("", *[0] * len(table.heads)),
    )


def _is(label: Cell, wanted: str, table: ReportTable, row: tuple[Cell, ...]) -> bool:
    if wanted == "yes":
        wanted = "besvarad"
    if not wanted:
        return table.rows.index(row) in table.residual_rows
    return str(label).casefold() == wanted


def _column_wanted(table: ReportTable, question: Question) -> int | None:
    asked, rest = _asked(table), _rest(table, question) or {}
    if asked.across not in rest:
        # All that a row has stands last, but not where scopes stand beside each other.
        return None if asked.across in {"scope", "year"} else len(table.heads) - 1
    heads = [head.casefold() for head in table.heads]
    wanted = rest[asked.across].casefold()
    return heads.index(wanted) if wanted in heads else None


def _rows(report, question):
    """A whole table by one dimension."""
    for table in report.tables():
        asked = table.asked
        if not asked or asked.different or asked.across or len(question.by) != 1:
            continue
        mine = (asked.years, asked.scope, asked.count, asked.by, asked.where)
        its = (
            question.years,
            question.scope.value,
            question.count.value,
            tuple(one.value for one in question.by),
            tuple((one.value, value) for one, value in question.where),
        )
        if mine == its:
            residual = table.residual_rows
            return table.n, [
                ((None if at in residual else row[0],), row[1]) for at, row in enumerate(table.rows)
            ]
    return _without_missing(report, question)


def _without_missing(report, question):
    """By theme without those that have none: the table's missing row says how many they are."""
    if question.where != ((Dimension.THEME, ""),) or question.by != (Dimension.THEME,):
        return None
    whole = Question(question.years, question.scope, question.count, question.by)
    _, rows = _rows(report, whole)
    return sum(count for keys, count in rows if keys[0] is None), []


SECTORS = {"Fristående huvudman": "därav: fristående"}
"""The municipal and regional principals are told together, the independent ones have one name."""


def _different(report, question):
    """How many different units or places: the report tells how many, so each gets a name by its number."""
    if question.by == (Dimension.REPORTER_MUNICIPALITY,):
        how_many = _municipalities(report, question)
    elif question.by == (Dimension.REPORTER_UNIT,):
        how_many = _units(report, question)
    else:
        return None
    return None, [((str(number),), 1) for number in range(how_many)]


def _by_service(report, question):
    service = _conditions(question).get(Dimension.REPORTER_SERVICE.value)
    for table in report.tables():
        asked = table.asked
        if asked and asked.different and asked.scope == question.scope.value:
            return next(
                dict(zip(table.heads, r, strict=True)) for r in table.rows if r[0] == service
            )
    raise NotInReport(question)


def _municipalities(report, question):
    if question.where:
        return _by_service(report, question)["Kommuner"]
    assert question.scope is Scope.ALL
    table = next(one for one in report.tables() if one.key == "coverage")
    return dict(zip(table.heads, table.rows[0], strict=True))["Kommuner"]


def _units(report, question):
    row, wanted = _by_service(report, question), _conditions(question)
    if principal := wanted.get(Dimension.REPORTER_PRINCIPAL.value):
        return row[SECTORS[principal]]
    if Dimension.REPORTER_MUNICIPALITY.value in wanted:
        # The difference of the two that are asked for is what the column holds.
        is_outside = wanted.get(Dimension.REPORTER_DISTRICT.value) == ""
        return 0 if is_outside else row["därav i stadsdelsområden"]
    return row["Olika verksamheter"]
