"""Which words are no names for this viewer, and what does the list say of each?

The names of the registry belong to it by themselves. They are kept in memory, once a process, and
read again when a stamp of one query says that something has another name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Prefetch, Q, QuerySet

from samsyn.domain.access import Ability, Viewer
from samsyn.guarding.models import NotName, NotNameStep
from samsyn.guarding.vocabulary import NotNameStepKind
from samsyn.organisations.naming import folded
from samsyn.organisations.selectors.called import all_names, names_of_kinds
from samsyn.organisations.selectors.stamp import stamp_of, stamps_of_names

Stamp = frozenset[tuple[str, int, int, int]]


@dataclass
class _Kept:
    """The words as they were read last: the registry's with everybody's, and those of principals."""

    stamp: Stamp | None = None
    everybody: frozenset[str] = frozenset()
    by_principal: Mapping[int, frozenset[str]] = field(default_factory=dict)


_kept = _Kept()


def not_names(*, viewer: Viewer | None) -> frozenset[str]:
    """Every word that is no name in this viewer's texts: the registry's names and the list (ej namn).

    One query, or a few when something was renamed. The same set is returned as long as nothing
    changes, so that whoever searches with it may keep what was made of it.
    """
    stamp = _stamp()
    if stamp != _kept.stamp:
        _read(stamp)
    principal = viewer.home_principal_id if viewer else None
    return _kept.by_principal.get(principal or 0, _kept.everybody)


def forget_names() -> None:
    """Read the words anew next time; for tests, where a table begins again at the same numbers."""
    _kept.stamp = None


def _stamp() -> Stamp:
    first, *others = [stamp_of(NotNameStep), *stamps_of_names()]
    return frozenset(first.union(*others, all=True))


def _read(stamp: Stamp) -> None:
    listed: dict[int, set[str]] = {}
    standing = NotName.objects.filter(withdrawn_at=None)
    for word, principal in standing.values_list("word", "principal"):
        listed.setdefault(principal or 0, set()).add(word)
    registered = {one.name for one in all_names()} | {name for name in names_of_kinds() if name}
    _kept.everybody = frozenset(registered | listed.pop(0, set()))
    _kept.by_principal = {principal: _kept.everybody | words for principal, words in listed.items()}
    _kept.stamp = stamp


@dataclass(frozen=True)
class Listed:
    """A word of the list, whose it is, and what was done with it last."""

    pk: int
    word: str
    principal_id: int | None
    principal: str
    is_withdrawn: bool
    kind: NotNameStepKind
    at: datetime
    by: str
    is_own: bool
    """Whether the viewer may withdraw it or put it back."""


def listed_words(*, viewer: Viewer, wanted: str = "") -> list[Listed]:
    """The list in order of the words, those that hold `wanted` only; else nothing for who keeps none.

    A coordinator sees everybody's words and those of the own principal, the secretariat all.
    """
    if not viewer.may(Ability.KEEP_NOT_NAMES):
        return []
    rows = NotName.objects.filter(_seen_by(viewer))
    if text := folded(wanted):
        rows = rows.filter(folded_word__contains=text)
    return [_listed(row, viewer) for row in _with_steps(rows)]


def listed_word(pk: int, *, viewer: Viewer) -> Listed | None:
    """One word that the viewer may change, or None."""
    if not viewer.may(Ability.KEEP_NOT_NAMES):
        return None
    rows = NotName.objects.filter(pk=pk, principal=viewer.principal_id)
    return next((_listed(row, viewer) for row in _with_steps(rows)), None)


def _seen_by(viewer: Viewer) -> Q:
    if viewer.principal_id is None:
        return Q()
    return Q(principal=None) | Q(principal=viewer.principal_id)


def _with_steps(rows: QuerySet[NotName]) -> QuerySet[NotName]:
    steps = NotNameStep.objects.select_related("by").order_by("pk")
    return (
        rows.annotate(principal_name=F("principal__name"))
        .prefetch_related(Prefetch("steps", steps))
        .order_by("folded_word", "pk")
    )


def _listed(row: NotName, viewer: Viewer) -> Listed:
    last = list(row.steps.all())[-1]
    return Listed(
        pk=row.pk,
        word=row.word,
        principal_id=row.principal_id,
        principal=row.principal_name or "",  # type: ignore[attr-defined]
        is_withdrawn=row.withdrawn_at is not None,
        kind=NotNameStepKind(last.kind),
        at=last.at,
        by=last.by.name,
        is_own=row.principal_id == viewer.principal_id,
    )
