"""What do the codes of an older list correspond to in a newer one, and what has nobody decided yet?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Prefetch, QuerySet

from samsyn.coding.models import (
    CodeBook,
    Correspondence,
    CorrespondenceTarget,
    Subtype,
    Theme,
)
from samsyn.domain import correspondences as domain
from samsyn.domain.code_lists import ListedTheme
from samsyn.domain.correspondences import Code
from samsyn.domain.vocabulary import CorrespondenceKind


@dataclass(frozen=True)
class CodeCard:
    """A theme or subtype of one list; `key` stands in addresses and forms: t12, s34."""

    key: str
    code: Code


@dataclass(frozen=True)
class DecisionCard:
    """What was decided of one code, by whom and why."""

    pk: int
    kind: CorrespondenceKind
    targets: tuple[CodeCard, ...]
    named: CodeCard | None
    words: str
    is_proposal: bool
    at: datetime
    by: object
    """The person (accounts.User), None for what shipped."""
    is_current: bool


@dataclass(frozen=True)
class CodeToCompare:
    """One code of the older list, and what is decided of it (None when nothing is)."""

    card: CodeCard
    decision: DecisionCard | None

    @property
    def is_open(self) -> bool:
        """Nobody has decided, or the theme that was named is gone from the newer list."""
        decision = self.decision
        if decision is None:
            return True
        return decision.kind is not CorrespondenceKind.NONE and not decision.targets


def all_lists() -> dict[int, tuple[ListedTheme, ...]]:
    """The themes of every edition by the year that it holds from, in one query."""
    in_order = ("year", "themes__order", "themes", "themes__subtypes__order", "themes__subtypes")
    rows = CodeBook.objects.order_by(*in_order).values_list(
        "year", "themes", "themes__name", "themes__subtypes__name"
    )
    found: dict[int, dict[int, tuple[str, list[str]]]] = {}
    for year, pk, name, subtype in rows:
        themes = found.setdefault(year, {})
        if pk:
            themes.setdefault(pk, (name, []))[1].extend([subtype] if subtype else [])
    return {
        year: tuple(ListedTheme(name, tuple(subtypes)) for name, subtypes in themes.values())
        for year, themes in found.items()
    }


def _in_order(codes: Iterable[Any]) -> list[Any]:
    return sorted(codes, key=lambda one: (one.order, one.pk))


def decided_correspondences() -> list[domain.Correspondence]:
    """Every decision that holds, for `domain.correspondences.Translation`, in one query."""
    rows = (
        Correspondence.objects.filter(replaced_at=None)
        .order_by("pk", "targets")
        .values_list(
            *("pk", "theme__code_book__year", "theme__name", "subtype__name"),
            *("to_book__year", "kind", "is_proposal"),
            *("targets__theme__code_book__year", "targets__theme__name", "targets__subtype__name"),
            "targets__is_named",
        )
    )
    found = []
    for _pk, of_one in groupby(rows, key=itemgetter(0)):
        each = [row[1:] for row in of_one]
        year, theme, subtype, to, kind, is_proposal, *_target = each[0]
        # A decision without targets is one row of none.
        targets = [(Code(at, name, sub or ""), named) for *_, at, name, sub, named in each if at]
        found.append(
            domain.Correspondence(
                code=Code(year, theme, subtype or ""),
                to=to,
                kind=CorrespondenceKind(kind),
                targets=tuple(code for code, _ in targets),
                named=next((code for code, is_named in targets if is_named), None),
                is_proposal=is_proposal,
            )
        )
    return found


def _with_targets(rows: QuerySet[Correspondence]) -> QuerySet[Correspondence]:
    targets = CorrespondenceTarget.objects.order_by("pk").select_related(
        "theme__code_book", "subtype"
    )
    return rows.select_related(
        "theme__code_book", "subtype", "to_book", "decided_by"
    ).prefetch_related(Prefetch("targets", targets))


def _card(theme: Theme, subtype: Subtype | None) -> CodeCard:
    code = Code(theme.code_book.year, theme.name, subtype.name if subtype else "")
    return CodeCard(f"s{subtype.pk}" if subtype else f"t{theme.pk}", code)


def _decision(row: Correspondence) -> DecisionCard:
    targets = [(target, _card(target.theme, target.subtype)) for target in row.targets.all()]
    return DecisionCard(
        pk=row.pk,
        kind=CorrespondenceKind(row.kind),
        targets=tuple(card for _, card in targets),
        named=next((card for target, card in targets if target.is_named), None),
        words=row.decision,
        is_proposal=row.is_proposal,
        at=row.decided_at,
        by=row.decided_by,
        is_current=row.replaced_at is None,
    )


def next_edition_after(year: int) -> int | None:
    """The year of the list that came after this one; None for the newest, or without one of the year."""
    years = list(CodeBook.objects.order_by("year").values_list("year", flat=True))
    later = [one for one in years if one > year]
    return later[0] if year in years and later else None


def codes_in(year: int) -> list[CodeCard]:
    """Every code of one list in its order, each theme before its subtypes."""
    themes = Theme.objects.filter(code_book__year=year).select_related("code_book")
    found = []
    for theme in _in_order(themes.prefetch_related("subtypes")):
        found.append(_card(theme, None))
        found += [_card(theme, one) for one in _in_order(theme.subtypes.all())]
    return found


def codes_to_compare(older: int, newer: int) -> list[CodeToCompare]:
    """Each code of the older list with what holds of it in the newer: what nobody has decided first."""
    rows = Correspondence.objects.filter(
        theme__code_book__year=older, to_book__year=newer, replaced_at=None
    )
    decisions = {_card(row.theme, row.subtype).key: _decision(row) for row in _with_targets(rows)}
    codes = [CodeToCompare(card, decisions.get(card.key)) for card in codes_in(older)]
    return sorted(codes, key=lambda one: not one.is_open)


def decisions_about(key: str, newer: int) -> list[DecisionCard]:
    """Every decision of one code, the newest first; older ones are kept to be read."""
    pk = int(key[1:])
    of_code = {"subtype": pk} if key.startswith("s") else {"theme": pk, "subtype": None}
    rows = Correspondence.objects.filter(to_book__year=newer, **of_code).order_by("-pk")
    return [_decision(row) for row in _with_targets(rows)]
