"""Which figures did reports print, who entered them from where, and what was corrected?"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from samsyn.domain.correspondences import Code
from samsyn.domain.published import PublishedFigure
from samsyn.domain.vocabulary import Counted, PublishedKind, Scope
from samsyn.series.models import PublishedValue


@dataclass(frozen=True)
class ValueCard:
    """One published value as it stands, or stood."""

    pk: int
    year: int
    kind: PublishedKind
    code: Code | None
    scope: Scope
    figure: PublishedFigure
    at: datetime
    by: object
    """The person (accounts.User), None for what shipped."""
    reason: str
    is_void: bool
    is_current: bool


def published_values() -> list[ValueCard]:
    """Every value that stands, the newest year first."""
    rows = PublishedValue.objects.filter(replaced_at=None, is_void=False)
    return [_card(row) for row in _with_names(rows.order_by("-year", "kind", "pk"))]


def value_of(pk: int) -> ValueCard | None:
    """The value that stands under this primary key."""
    row = _with_names(PublishedValue.objects.filter(pk=pk, replaced_at=None)).first()
    return _card(row) if row else None


def value_after(pk: int) -> ValueCard | None:
    """What stands now of a value that has been corrected."""
    seen, rows = (
        pk,
        dict(PublishedValue.objects.exclude(corrects=None).values_list("corrects", "pk")),
    )
    while seen in rows:
        seen = rows[seen]
    return value_of(seen)


def history_of(card: ValueCard) -> list[ValueCard]:
    """The value and those that it corrects, the newest first."""
    rows = {row.pk: row for row in _with_names(PublishedValue.objects.filter(year=card.year))}
    found, at = [], rows.get(card.pk)
    while at is not None:
        found.append(_card(at))
        at = rows.get(at.corrects_id) if at.corrects_id else None
    return found


def _with_names(rows: QuerySet[PublishedValue]) -> QuerySet[PublishedValue]:
    return rows.select_related("theme__code_book", "entered_by")


def _card(row: PublishedValue) -> ValueCard:
    theme = row.theme
    return ValueCard(
        pk=row.pk,
        year=row.year,
        kind=PublishedKind(row.kind),
        code=Code(theme.code_book.year, theme.name) if theme else None,
        scope=Scope(row.scope),
        figure=PublishedFigure(row.percent, row.count, row.n, Counted(row.counted), row.source),
        at=row.entered_at,
        by=row.entered_by,
        reason=row.reason,
        is_void=row.is_void,
        is_current=row.replaced_at is None,
    )
