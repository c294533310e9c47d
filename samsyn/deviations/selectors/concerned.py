"""Whom does a deviation concern, whoever asks? For registrars and for the log, never for reading."""

from dataclasses import dataclass

from samsyn.deviations.models import Addressing, Deviation
from samsyn.domain.access import Ability, Viewer


@dataclass(frozen=True)
class Openable:
    """A deviation that a registrar may open by giving a reason: nothing of its content."""

    id: int
    number: str
    principals: frozenset[int]


def openable(number: str, *, viewer: Viewer) -> Openable | None:
    """The deviation if it concerns the registrar's principal, now or before; None otherwise."""
    if not viewer.may(Ability.READ_WITH_REASON):
        return None
    deviation_id = Deviation.objects.filter(number=number).values_list("pk", flat=True).first()
    if deviation_id is None:
        return None
    principals = principals_concerned(deviation_id)
    if viewer.principal_id not in principals:
        return None
    return Openable(deviation_id, number, principals)


def principals_concerned(deviation_id: int) -> frozenset[int]:
    """Those of the writer and of every recipient, also of units that redirected it since."""
    reporters = Deviation.objects.filter(pk=deviation_id)
    recipients = Addressing.objects.filter(deviation_id=deviation_id)
    return frozenset(
        reporters.values_list("reporter_principal_id", flat=True).union(
            recipients.values_list("principal_id", flat=True)
        )
    )
