"""How does the secretariat enter what reports printed, and correct it? By rows that are added."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from samsyn.audit import services as audit
from samsyn.coding.selectors.correspondences import codes_in
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.published import PublishedFigure, PublishedRefused, check
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import AuditKind, PublishedKind, Scope
from samsyn.guarding.last_word import NOTHING, OF_A_DOCUMENT, refuse_personal_data
from samsyn.guarding.transactions import atomic_when_read
from samsyn.series.models import PublishedValue


@dataclass(frozen=True)
class NewValue:
    """A figure to enter; `theme_id` (primary key) is of the list `edition` when it is of a theme."""

    year: int
    kind: PublishedKind
    figure: PublishedFigure
    scope: Scope = Scope.BETWEEN
    theme_id: int | None = None
    edition: int | None = None


LESS = {"source": OF_A_DOCUMENT}


@atomic_when_read
def enter_value(
    *, value: NewValue, by: Viewer, now: datetime, decided: Container[str] = NOTHING
) -> int:
    """Enter a published value, and return its primary key.

    Refuses PersonalDataFound in the source, and PublishedRefused; "already" when the year has a value of the
    same kind, which is corrected, and "not_over" for a year that goes on: its list may still lose the theme.
    """
    _may(by)
    if value.year >= day_in_stockholm(now).year:
        raise PublishedRefused("not_over")
    check(value.kind, value.figure, has_theme=value.theme_id is not None)
    texts = {"source": value.figure.source.strip()}
    refuse_personal_data(texts, by=by, decided=decided, only=LESS)
    if value.theme_id is not None and not _is_theme(value):
        raise PublishedRefused("unknown")
    row = PublishedValue(
        year=value.year,
        kind=value.kind,
        theme_id=value.theme_id,
        scope=value.scope,
        entered_at=now,
        entered_by_id=by.user_id,
        **_columns(value.figure),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise PublishedRefused("already") from error
    _log(row, by, now)
    return row.pk


@atomic_when_read
def correct_value(
    *,
    pk: int,
    figure: PublishedFigure,
    reason: str,
    by: Viewer,
    now: datetime,
    is_void: bool = False,
    decided: Container[str] = NOTHING,
) -> int:
    """Let a new row stand instead of this value, which is kept; `is_void` says that none should.

    Refuses PublishedRefused, PersonalDataFound, and Outdated when somebody else has corrected it meanwhile.
    """
    _may(by)
    if not reason.strip():
        raise PublishedRefused("no_reason")
    old = PublishedValue.objects.filter(pk=pk).first()
    if old is None:
        raise PublishedRefused("unknown")
    if not is_void:
        check(PublishedKind(old.kind), figure, has_theme=old.theme_id is not None)
    texts = {"reason": reason.strip(), "source": "" if is_void else figure.source.strip()}
    refuse_personal_data(texts, by=by, decided=decided, only=LESS)
    standing = PublishedValue.objects.filter(pk=pk, replaced_at=None, is_void=False)
    if not standing.update(replaced_at=now):
        raise Outdated
    columns = {name: getattr(old, name) for name in COLUMNS} if is_void else _columns(figure)
    row = PublishedValue.objects.create(
        year=old.year,
        kind=old.kind,
        theme_id=old.theme_id,
        scope=old.scope,
        corrects=old,
        reason=reason.strip(),
        is_void=is_void,
        entered_at=now,
        entered_by_id=by.user_id,
        **{**columns, "counted": old.counted},
    )
    _log(row, by, now)
    return row.pk


COLUMNS = ("percent", "count", "n", "source")


def _columns(figure: PublishedFigure) -> dict[str, object]:
    columns: dict[str, object] = {name: getattr(figure, name) for name in COLUMNS}
    return {**columns, "source": figure.source.strip(), "counted": figure.counted}


def _is_theme(value: NewValue) -> bool:
    return f"t{value.theme_id}" in {one.key for one in codes_in(value.edition or 0)}


def _may(by: Viewer) -> None:
    if not by.may(Ability.CODE):
        raise PublishedRefused("not_allowed")


def _log(row: PublishedValue, by: Viewer, now: datetime) -> None:
    audit.record(
        AuditKind.CHANGED_REGISTRY,
        by=by,
        now=now,
        object_kind="published_value",
        object_id=row.pk,
        label=str(row.year),
        details={"kind": row.kind, "corrects": row.corrects_id, "void": row.is_void},
    )
