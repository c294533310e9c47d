"""Change the times of an agreement; what is already sent keeps the days it was promised."""

from datetime import datetime

from django.db import transaction

from samsyn.audit import services as audit
from samsyn.deviations import search
from samsyn.deviations.models import Agreement
from samsyn.domain.access import Viewer
from samsyn.domain.deadlines import Terms
from samsyn.domain.vocabulary import AuditKind


@transaction.atomic
def change_terms(
    *,
    agreement_id: int,
    terms: Terms,
    answers_shown_to_all: bool,
    is_proposal: bool,
    by: Viewer,
    now: datetime,
) -> Agreement:
    """Set an agreement's times (days), who sees answers, and whether that is decided or a proposal."""
    agreement = Agreement.objects.get(pk=agreement_id)
    new = {
        "acknowledge_working_days": terms.acknowledge_working_days,
        "answer_days": terms.answer_days,
        "ceiling_days": terms.ceiling_days,
        "answers_shown_to_all": answers_shown_to_all,
        "is_proposal": is_proposal,
    }
    changed = {
        name: [getattr(agreement, name), value]
        for name, value in new.items()
        if getattr(agreement, name) != value
    }
    for name, value in new.items():
        setattr(agreement, name, value)
    agreement.save(update_fields=list(new))
    if "answers_shown_to_all" in changed:
        search.index_agreement(agreement.pk)
    audit.record(
        AuditKind.CHANGED_REGISTRY,
        by=by,
        now=now,
        object_kind="agreement",
        object_id=agreement.pk,
        label=agreement.name,
        details=changed,
    )
    return agreement
