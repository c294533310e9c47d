"""Which files have the parties added, and where do they lie?"""

from samsyn.deviations.models import Attachment
from samsyn.deviations.selectors.visible import deviations_visible_to
from samsyn.domain.access import Viewer


def attachment_of(number: str, attachment_id: int, *, viewer: Viewer) -> Attachment | None:
    """One attachment of a deviation that the viewer is a party of; None of any other.

    The secretariat has no attachments: a picture cannot be masked (requirement 13).
    """
    return (
        Attachment.objects.filter(
            pk=attachment_id,
            deviation__number=number,
            deviation__in=deviations_visible_to(viewer=viewer),
        )
        .select_related("deviation")
        .defer("deviation__internal_reference")
        .first()
    )
