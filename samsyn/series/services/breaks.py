"""How are known breaks entered, changed and taken away? By the secretariat; the log says who did what."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from samsyn.audit import services as audit
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.refusals import Outdated, Refusal
from samsyn.domain.vocabulary import AuditKind, Dimension
from samsyn.guarding.last_word import ALL_BUT_NAMES, NOTHING, refuse_personal_data
from samsyn.guarding.transactions import atomic_when_read
from samsyn.series.models import SeriesBreak


class BreakRefused(Refusal):
    """A break cannot stand so; `why` is not_allowed, no_words or other_year (its day is of another)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class BreakFields:
    """What a break says; `theme_ids` are primary keys of themes of any list."""

    year: int
    words_sv: str
    words_en: str = ""
    day: date | None = None
    theme_ids: tuple[int, ...] = ()
    dimensions: tuple[Dimension, ...] = ()


LESS = {"words_en": ALL_BUT_NAMES}
"""A sentence in English has words that no Swedish list knows."""


@atomic_when_read
def add_break(
    *, fields: BreakFields, by: Viewer, now: datetime, decided: Container[str] = NOTHING
) -> int:
    """Add a known break, and return its primary key. Refuses BreakRefused and PersonalDataFound."""
    _check(fields, by, decided)
    row = SeriesBreak.objects.create(**_columns(fields), changed_at=now, changed_by_id=by.user_id)
    row.themes.set(fields.theme_ids)
    _log(row.pk, "added", fields.year, by, now)
    return row.pk


@atomic_when_read
def change_break(
    *,
    pk: int,
    version: int,
    fields: BreakFields,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> None:
    """Let a break say this. Refuses as `add_break`, and Outdated when somebody was first."""
    _check(fields, by, decided)
    _claim(pk, version, **_columns(fields), changed_at=now, changed_by_id=by.user_id)
    SeriesBreak.objects.get(pk=pk).themes.set(fields.theme_ids)
    _log(pk, "changed", fields.year, by, now)


@transaction.atomic
def remove_break(*, pk: int, version: int, by: Viewer, now: datetime) -> None:
    """Take a break away from all series; the row is kept. Refuses as `change_break`."""
    _may(by)
    _claim(pk, version, removed_at=now, changed_at=now, changed_by_id=by.user_id)
    _log(pk, "removed", SeriesBreak.objects.get(pk=pk).year, by, now)


def _check(fields: BreakFields, by: Viewer, decided: Container[str]) -> None:
    _may(by)
    if not fields.words_sv.strip():
        raise BreakRefused("no_words")
    if fields.day and fields.day.year != fields.year:
        raise BreakRefused("other_year")
    texts = {"words_sv": fields.words_sv.strip(), "words_en": fields.words_en.strip()}
    refuse_personal_data(texts, by=by, decided=decided, only=LESS)


def _may(by: Viewer) -> None:
    if not by.may(Ability.CODE):
        raise BreakRefused("not_allowed")


def _claim(pk: int, version: int, **columns: object) -> None:
    rows = SeriesBreak.objects.filter(pk=pk, version=version, removed_at=None)
    if not rows.update(version=F("version") + 1, **columns):
        raise Outdated


def _columns(fields: BreakFields) -> dict[str, object]:
    return {
        "year": fields.year,
        "day": fields.day,
        "words_sv": fields.words_sv.strip(),
        "words_en": fields.words_en.strip(),
        "dimensions": [one.value for one in fields.dimensions],
    }


def _log(pk: int, what: str, year: int, by: Viewer, now: datetime) -> None:
    audit.record(
        AuditKind.CHANGED_REGISTRY,
        by=by,
        now=now,
        object_kind="series_break",
        object_id=pk,
        label=str(year),
        details={"what": what},
    )
