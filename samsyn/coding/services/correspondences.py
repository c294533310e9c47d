"""Who decides what an older code is in a newer list? The secretariat, in words; nothing is recoded."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from samsyn.audit import services as audit
from samsyn.coding.models import CodeBook, Correspondence, CorrespondenceTarget, Subtype, Theme
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.refusals import Outdated, Refusal
from samsyn.domain.vocabulary import AuditKind, CorrespondenceKind
from samsyn.guarding.last_word import NOTHING, refuse_personal_data
from samsyn.guarding.transactions import atomic_when_read


class CorrespondenceRefused(Refusal):
    """It cannot be decided so; `why` is not_allowed, unknown, one, several, no_target, named or no_words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Decision:
    """What somebody decides of one code. Keys as in selectors.correspondences: t12, s34."""

    kind: CorrespondenceKind
    words: str
    targets: tuple[str, ...] = ()
    named: str = ""
    """The target that series count the code under; empty when under all of them together."""


@atomic_when_read
def decide_correspondence(
    *,
    key: str,
    to: int,
    decision: Decision,
    seen: int | None,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> None:
    """Let this be what a code corresponds to in the list of the year `to`; the decision before it is kept.

    `seen` is the primary key of the decision that the page showed, None when there was none. Refuses
    Outdated when somebody else has decided since, CorrespondenceRefused, and PersonalDataFound.
    """
    if not by.may(Ability.CODE):
        raise CorrespondenceRefused("not_allowed")
    check(decision)
    refuse_personal_data({"words": decision.words.strip()}, by=by, decided=decided)
    theme, subtype = _code(key)
    book = CodeBook.objects.filter(year=to).first()
    if book is None or theme.code_book.year >= to:
        raise CorrespondenceRefused("unknown")
    targets = [_target(one, to) for one in decision.targets]
    row = Correspondence(
        theme=theme,
        subtype=subtype,
        to_book=book,
        kind=decision.kind,
        decision=decision.words.strip(),
        decided_at=now,
        decided_by_id=by.user_id,
    )
    _replace(seen, row, now)
    CorrespondenceTarget.objects.bulk_create(
        CorrespondenceTarget(
            correspondence=row, theme=of, subtype=part, is_named=one == decision.named
        )
        for one, (of, part) in zip(decision.targets, targets, strict=True)
    )
    audit.record(
        AuditKind.CHANGED_REGISTRY,
        by=by,
        now=now,
        object_kind="correspondence",
        object_id=row.pk,
        label=f"{theme.code_book.year}-{to}",
        details={"kind": decision.kind.value, "targets": len(targets)},
    )


def check(decision: Decision) -> None:
    """Refuse a decision that does not say what its kind needs."""
    many = len(set(decision.targets))
    wrong = {
        CorrespondenceKind.ONE: "one" if many != 1 else "",
        CorrespondenceKind.MANY: "several" if many < 2 else "",
        CorrespondenceKind.NONE: "no_target" if many else "",
    }[decision.kind]
    if not wrong and decision.named and decision.named not in decision.targets:
        wrong = "named"
    if not wrong and not decision.words.strip():
        wrong = "no_words"
    if wrong:
        raise CorrespondenceRefused(wrong)


def _replace(seen: int | None, row: Correspondence, now: datetime) -> None:
    current = Correspondence.objects.filter(
        theme=row.theme, subtype=row.subtype, to_book=row.to_book, replaced_at=None
    )
    if seen is not None and not current.filter(pk=seen).update(replaced_at=now):
        raise Outdated
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:  # the other was first: there is one already
        raise Outdated from error


def _code(key: str) -> tuple[Theme, Subtype | None]:
    """The theme, and the subtype when the key is one's."""
    pk = int(key[1:]) if key[1:].isdecimal() else 0
    if key.startswith("s"):
        subtype = Subtype.objects.filter(pk=pk).select_related("theme__code_book").first()
        if subtype:
            return subtype.theme, subtype
    theme = Theme.objects.filter(pk=pk).select_related("code_book").first()
    if theme is None or not key.startswith("t"):
        raise CorrespondenceRefused("unknown")
    return theme, None


def _target(key: str, to: int) -> tuple[Theme, Subtype | None]:
    theme, subtype = _code(key)
    if theme.code_book.year != to:
        raise CorrespondenceRefused("unknown")
    return theme, subtype


def forget_correspondences_to(
    *, themes: Sequence[int], subtypes: Sequence[int], now: datetime
) -> None:
    """End the decisions that name codes which are taken out of a list not yet in use; they are open again."""
    named = CorrespondenceTarget.objects.filter(theme__in=themes)
    named |= CorrespondenceTarget.objects.filter(subtype__in=subtypes)
    ended = named.values_list("correspondence_id", flat=True)
    Correspondence.objects.filter(pk__in=list(ended), replaced_at=None).update(replaced_at=now)
