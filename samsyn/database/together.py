"""How are several short lists read in one query, whatever columns each of them has?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.db.models import Func, JSONField, QuerySet, TextField, Value


@dataclass(frozen=True)
class Listing[Card]:
    """Rows of a table, the columns wanted of them (the primary key first), and what to make of each row.

    `make` gets what JSON can say: a date is text, and a truth may be 0 or 1.
    """

    rows: QuerySet[Any, Any]
    columns: tuple[str, ...]
    make: Callable[..., Card]


class _Row(Func):
    """A row in one value. Django's JSONArray first asks SQLite whether it can, and locks it for that."""

    function = "JSON_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_BUILD_ARRAY", **extra)


def read_together(lists: Mapping[str, Listing[Any]]) -> dict[str, list[Any]]:
    """What is made of the rows of each list, in the order of their primary keys."""
    parts = [
        one.rows.order_by().values_list(Value(name, output_field=TextField()), _Row(*one.columns))
        for name, one in lists.items()
    ]
    if not parts:
        return {}
    first, *rest = parts
    read: dict[str, list[list[Any]]] = {name: [] for name in lists}
    for name, row in first.union(*rest, all=True) if rest else first:
        read[name].append(row)
    return {
        name: [one.make(*row) for row in sorted(read[name], key=itemgetter(0))]
        for name, one in lists.items()
    }
