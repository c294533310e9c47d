"""How many deviations count so?"""
# ruff: noqa: S608  (the SQL is put together from this app's own constants)

from collections.abc import Collection, Iterator, Sequence
from itertools import batched
from typing import Any

from django.db import connection

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.vocabulary import Scope
from samsyn.tally.balancing import BALANCES, LINES, marked
from samsyn.tally.conditions import Condition, Part, all_of, basic
from samsyn.tally.facts import VIEW
from samsyn.tally.grains import grain_for
from samsyn.tally.models import KEY

AS_STORED = "number, received"
ONE_MORE = "1 AS number, received AS received"
ONE_LESS = "-1 AS number, -received AS received"
AT_ONCE = 500


def tally(
    *columns: str,
    years: Collection[int] | None = None,
    scope: Scope = Scope.ALL,
    only_answered: bool = False,
    per_recipient: bool = False,
    with_received: bool = False,
    where: Sequence[Condition] = (),
    viewer: Viewer | Everything,
) -> list[tuple[Any, ...]]:
    """The values of these columns of KEY, and last how many deviations have them, for all years by default.

    `per_recipient` counts a deviation once for each recipient (once, with empty columns, when it has none).
    `with_received` adds, as the very last, how often they were received: once by each kind of service.
    Every viewer counts the same county; what it may be broken down by statistics decides.
    """
    if unknown := set(columns) - set(KEY):
        raise ValueError(unknown)
    conditions = [*basic(years, scope, only_answered), *where]
    asked = {*columns, *(column for one in conditions for column in one.columns)}
    grain = grain_for(asked, of_recipient=per_recipient)
    of_lines = f"of_recipient = {str(per_recipient).upper()}"
    names = ", ".join(columns)
    if grain:
        stored = _arm(names, AS_STORED, BALANCES, f"grain = {grain.number}", conditions)
    else:
        stored = _arm(names, ONE_MORE, LINES, of_lines, conditions)
    before = _arm(names, ONE_LESS, LINES, f"{marked()} AND {of_lines}", conditions)
    now = _arm(names, ONE_MORE, VIEW, f"{marked()} AND {of_lines}", conditions)
    arms = " UNION ALL ".join(sql for sql, _ in (stored, before, now))
    # PostgreSQL sums whole numbers to decimals, which a chart or JSON cannot write.
    sums = "CAST(SUM(number) AS bigint)"
    if with_received:
        sums += ", CAST(SUM(received) AS bigint)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {names}, {sums} FROM ({arms}) counted"
            f" GROUP BY {names} HAVING SUM(number) <> 0",
            [value for _, values in (stored, before, now) for value in values],
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def lines_of(
    deviation_ids: Sequence[int],
    *columns: str,
    only_answered: bool = False,
    per_recipient: bool = False,
    where: Sequence[Condition] = (),
    viewer: Viewer | Everything,
) -> Iterator[tuple[Any, ...]]:
    """What each of these deviations counts as, from the facts: its primary key and the columns."""
    meets, values = all_of([*basic(None, Scope.ALL, only_answered), *where], VIEW)
    names = ", ".join(("deviation_id", *columns))
    for some in batched(deviation_ids, AT_ONCE):
        places = ", ".join(["%s"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {names} FROM {VIEW} WHERE deviation_id IN ({places})"
                f" AND of_recipient = {str(per_recipient).upper()}{meets}",
                [*some, *values],
            )
            yield from cursor.fetchall()


def years_tallied(*, viewer: Viewer | Everything) -> list[int]:
    """The years in which anything counts, newest first."""
    return sorted((year for year, _ in tally("year", viewer=viewer)), reverse=True)


def _arm(
    names: str, numbers: str, source: str, which: str, conditions: Sequence[Condition]
) -> Part:
    meets, values = all_of(conditions, source)
    return f"SELECT {names}, {numbers} FROM {source} WHERE {which}{meets}", values
