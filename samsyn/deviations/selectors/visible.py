"""Who sees which deviations? The only door to them (requirement 15)."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from samsyn.deviations.models import Addressing, Deviation, StepTaken
from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.domain.vocabulary import StepKind

STANDING = ~Q(withdrawn_at__isnull=False)
"""Not withdrawn. Said the other way round, since SQLite takes the moments of withdrawal for spread: it
expects `withdrawn_at IS NULL` to find a handful, and sorts a year to find a page of it."""


def deviations_visible_to(*, viewer: Viewer | Everything | None) -> QuerySet[Deviation]:
    """The deviations that a viewer may read in full, as a party; anybody else's do not exist here.

    A unit sees what it has sent and what stands with it; a principal's coordinator what its units have.
    A unit that redirected a deviation sees it no more. The secretariat reads copies instead. A guest
    sees one deviation, as long as it stands with the unit whose mailbox was written to.
    """
    if isinstance(viewer, Everything):
        return Deviation.objects.all()
    if viewer is None:
        return Deviation.objects.none()
    opened_with_reason = Q(pk__in=viewer.reasons) & Q(pk__isnull=False)
    if viewer.may(Ability.READ_WITH_REASON):
        return Deviation.objects.filter(opened_with_reason)
    if not viewer.may(Ability.READ_DEVIATIONS):
        return Deviation.objects.none()
    mine = _addressed_to(viewer)
    if viewer.guest_of is not None:
        return Deviation.objects.filter(Exists(mine), pk=viewer.guest_of)
    return Deviation.objects.filter(_reported_by(viewer) | Exists(mine))


def _reported_by(viewer: Viewer) -> Q:
    if viewer.unit_id is not None:
        return Q(reporter_unit_id=viewer.unit_id)
    return Q(reporter_principal_id=viewer.principal_id)


def _addressed_to(viewer: Viewer) -> QuerySet[Addressing]:
    standing = Addressing.objects.filter(deviation=OuterRef("pk"), redirected_at=None)
    if viewer.unit_id is not None:
        return standing.filter(unit_id=viewer.unit_id)
    return standing.filter(principal_id=viewer.principal_id or 0)


def addressings_visible_to(*, viewer: Viewer) -> QuerySet[Addressing]:
    """The recipients' parts that stand with the viewer's unit or principal: the inbox."""
    if not viewer.may(Ability.READ_DEVIATIONS):
        return Addressing.objects.none()
    standing = Addressing.objects.filter(redirected_at=None)
    if viewer.guest_of is not None:
        standing = standing.filter(deviation=viewer.guest_of)
    if viewer.unit_id is not None:
        return standing.filter(unit_id=viewer.unit_id)
    if viewer.principal_id is not None:
        return standing.filter(principal_id=viewer.principal_id)
    return Addressing.objects.none()


def sent_by(*, viewer: Viewer) -> QuerySet[Deviation]:
    """What the viewer's unit, or the units of the viewer's principal, have sent."""
    if not viewer.may(Ability.READ_DEVIATIONS) or viewer.guest_of is not None:
        return Deviation.objects.none()
    return Deviation.objects.filter(_reported_by(viewer))


def copied_deviations(*, viewer: Viewer) -> QuerySet[Deviation]:
    """The deviations whose masked copies the viewer may read: all of them, for the secretariat alone."""
    if not viewer.may(Ability.READ_COPIES):
        return Deviation.objects.none()
    return Deviation.objects.all()


def exists_for_others(number: str) -> int | None:
    """The id of a deviation by its number, whoever asks; only for logging a refused attempt."""
    return Deviation.objects.filter(number=number).values_list("pk", flat=True).first()


def redirected_by(addressing_id: int, *, viewer: Viewer) -> bool:
    """True when this person, or this unit's guest, has redirected this part: the button pressed twice."""
    steps = StepTaken.objects.filter(addressing_id=addressing_id, kind=StepKind.REDIRECTED)
    if viewer.guest_of is not None:
        return steps.filter(by=None, unit_id=viewer.unit_id or 0).exists()
    return steps.filter(by_id=viewer.user_id).exists()
