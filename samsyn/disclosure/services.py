"""Decide from which number on a kind of table is shown."""

from collections.abc import Container
from datetime import datetime

from samsyn.audit import services as audit
from samsyn.disclosure.models import Decision
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.disclosing import PointsOut, Shown, may_be_limit
from samsyn.domain.refusals import Refusal
from samsyn.domain.vocabulary import AuditKind
from samsyn.guarding.last_word import NOTHING, OF_A_DOCUMENT, refuse_personal_data
from samsyn.guarding.transactions import atomic_when_read

SHORTEST_REASON = 10
"""Letters, as for a registrar's reading."""


class DecisionRefused(Refusal):
    """It cannot be decided so; `why` is not_yours, limit or reason."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


LESS = {"reason": OF_A_DOCUMENT}


@atomic_when_read
def decide(
    shown: Shown,
    points_out: PointsOut,
    limit: int,
    reason: str,
    *,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> None:
    """Decide a limit (0: show all) with its reason, from now on; refuses DecisionRefused, PersonalDataFound.

    What has been published stays as it is, and what was decided before stays to be read.
    """
    if not by.may(Ability.DECIDE_DISCLOSURE):
        raise DecisionRefused("not_yours")
    if not may_be_limit(limit, shown, points_out):
        raise DecisionRefused("limit")
    if len(reason.strip()) < SHORTEST_REASON:
        raise DecisionRefused("reason")
    refuse_personal_data({"reason": reason.strip()}, by=by, decided=decided, only=LESS)
    decision = Decision.objects.create(
        shown=shown,
        points_out=points_out,
        limit=limit,
        reason=reason.strip(),
        decided_at=now,
        decided_by_id=by.user_id or 0,
    )
    audit.record(
        AuditKind.CHANGED_DISCLOSURE,
        by=by,
        now=now,
        object_kind="disclosure",
        object_id=decision.pk,
        label=f"{shown} / {points_out}",
        details={"limit": limit},
    )
