"""How does a registrar open a deviation? With a reason that nothing ever removes (requirement 16)."""

from collections.abc import Container
from datetime import datetime

from samsyn.audit import services as audit
from samsyn.deviations.selectors.concerned import Openable
from samsyn.domain.access import Viewer
from samsyn.guarding.last_word import NOTHING, OF_A_DOCUMENT, refuse_personal_data
from samsyn.guarding.transactions import atomic_when_read

LESS = {"reason": OF_A_DOCUMENT}
"""A request for a public document has a number of its own."""


@atomic_when_read
def open_with_reason(
    found: Openable, reason: str, *, by: Viewer, now: datetime, decided: Container[str] = NOTHING
) -> None:
    """Log why a deviation is opened; refuses ReasonMissing and PersonalDataFound."""
    refuse_personal_data({"reason": reason.strip()}, by=by, decided=decided, only=LESS)
    audit.opened_with_reason(
        by=by,
        now=now,
        object_kind="deviation",
        object_id=found.id,
        label=found.number,
        reason=reason,
        principals=found.principals,
    )
