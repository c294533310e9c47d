"""Has anything in the registry got another name since? For whoever keeps all names in memory."""

from typing import Any

from django.db.models import CharField, Count, Max, Model, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from samsyn.organisations.models import Area, Principal, Unit, UnitAlias, UnitKind

Stamp = QuerySet[Any, tuple[str, int, int, int]]
"""A row a table: its name, how many rows it has, the newest, and how often they were changed."""


def stamp_of(model: type[Model], changes: str = "pk") -> Stamp:
    """A table's row of a stamp, to be read together with others as one query (`union`)."""
    rows = model._default_manager.order_by().annotate(
        table=Value(model._meta.db_table, output_field=CharField())
    )
    stamp: Stamp = rows.values("table").values_list(
        "table", Count("pk"), Coalesce(Max("pk"), 0), Coalesce(Sum(changes), 0)
    )
    return stamp


def stamps_of_names() -> list[Stamp]:
    """The rows for everything that has a name; a change of any raises a version or makes a row."""
    return [
        *(stamp_of(model, "version") for model in (Unit, Area, Principal, UnitKind)),
        stamp_of(UnitAlias),
    ]
