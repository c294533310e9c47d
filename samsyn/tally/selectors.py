"""How many deviations count so?"""
# ruff: noqa: S608  (the SQL is put together from this app's own constants)

from collections.abc import Collection, Iterator, Sequence
from itertools import batched
from typing import Any

from django.db import connection

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.vocabulary import Scope
from samsyn.tally.asking import HowMany, answers
from samsyn.tally.conditions import Condition, all_of, basic
from samsyn.tally.facts import VIEW

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
    chosen = None if years is None else tuple(years)
    asked = HowMany(columns, chosen, scope, only_answered, per_recipient, tuple(where))
    (rows,) = answers([asked], viewer=viewer)
    return rows if with_received else [row[:-1] for row in rows]


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
