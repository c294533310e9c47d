"""Which deviations and recipients do the statistics count? Facts only, never a text or a person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)

from samsyn.deviations.models import Addressing, Deviation
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.vocabulary import AnswerOutcome, Scope


def counted_deviations(
    *, years: Collection[int], scope: Scope, viewer: Viewer | Everything
) -> QuerySet[Deviation]:
    """The deviations of some years that count: sent and not withdrawn.

    Every viewer counts the same county; what a viewer may break it down by is decided where the
    figures are put together (samsyn.statistics).
    """
    counted = Deviation.objects.filter(withdrawn_at=None, year__in=years)
    if scope is Scope.ALL:
        # Both values are named so that the index, which begins with year and this column, is used.
        return counted.filter(between_principals__in=[True, False]).order_by()
    return counted.filter(between_principals=scope is Scope.BETWEEN).order_by()


def counted_recipients(*, viewer: Viewer | Everything) -> QuerySet[Addressing]:
    """The recipients that count: one that was redirected away does not, its successor does."""
    return Addressing.objects.filter(redirected_at=None).order_by()


def with_recipients(deviations: QuerySet[Deviation]) -> QuerySet[Deviation]:
    """The deviations joined with each recipient that counts, under the name `recipient`."""
    standing = FilteredRelation("addressings", condition=Q(addressings__redirected_at=None))
    return deviations.annotate(recipient=standing)


def with_judged(
    deviations: QuerySet[Deviation], outcomes: Collection[AnswerOutcome]
) -> QuerySet[Deviation]:
    """The deviations joined with each of these outcomes that a recipient's answer got, as `judged`.

    Who has none stays with an empty one: the residual that keeps the sum whole.
    """
    judged = Q(addressings__redirected_at=None, addressings__outcome__in=outcomes)
    return deviations.annotate(judged=FilteredRelation("addressings", condition=judged))


def with_services(
    deviations: QuerySet[Deviation],
    kinds_in_order: Sequence[int],
    *,
    viewer: Viewer | Everything,
) -> QuerySet[Deviation]:
    """The deviations with the exact combination of their recipients' kinds, as a sum of powers of 2.

    The place of a kind in `kinds_in_order` is its power, so one number is one combination.
    """
    powers = [When(kind_id=kind, then=1 << place) for place, kind in enumerate(kinds_in_order)]
    combination = (
        counted_recipients(viewer=viewer)
        .filter(deviation=OuterRef("pk"))
        .values("deviation")
        .annotate(sum=Sum(Case(*powers, output_field=BigIntegerField()), distinct=True))
        .values("sum")
    )
    return deviations.annotate(services=Subquery(combination))


def reporters_called(name: str, *, viewer: Viewer | Everything) -> bool:
    """True when any reporter was called this when it reported."""
    return Deviation.objects.filter(reporter_name_then=name).exists()


def is_answered(*, viewer: Viewer | Everything) -> Exists:
    """Whether at least one recipient of a deviation has answered, as an expression."""
    answers = counted_recipients(viewer=viewer).filter(answered_at__isnull=False)
    return Exists(answers.filter(deviation=OuterRef("pk")))


def withdrawn_count(*, years: Collection[int], viewer: Viewer | Everything) -> int:
    """How many were withdrawn in these years, and are therefore in no figure."""
    return Deviation.objects.filter(withdrawn_at__isnull=False, year__in=years).count()


@dataclass(frozen=True)
class Coded:
    """What coding must know of a deviation."""

    number: str
    year: int
    reporter_unit_id: int


def parties_and_year(deviation_id: int, *, viewer: Viewer | Everything) -> Coded:
    """Whose deviation it is and which year's themes it takes; who may code it the service decides."""
    columns = ("number", "year", "reporter_unit_id")
    return Coded(*Deviation.objects.values_list(*columns).get(pk=deviation_id))
