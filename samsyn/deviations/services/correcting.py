"""Correct a sent deviation: a new version with its reason; the old one stays (requirement 17)."""

from datetime import datetime

from django.db import transaction

from samsyn.deviations import search
from samsyn.deviations.content import Account, refuse_personal_numbers
from samsyn.deviations.models import DeviationVersion
from samsyn.deviations.services.sending import write_version
from samsyn.deviations.services.steps import (
    change,
    leave_trace,
    load_case,
    notify,
    require_step,
)
from samsyn.domain.access import Viewer
from samsyn.domain.vocabulary import StepKind
from samsyn.mail.letters import LetterKind


@transaction.atomic
def correct_deviation(
    *,
    deviation_id: int,
    seen_version: int,
    account: Account,
    reason: str,
    by: Viewer,
    now: datetime,
) -> DeviationVersion:
    """Correct (rätta) the writer's account as a new version.

    Refuses StepRefused, Outdated, PersonalNumberFound.
    """
    refuse_personal_numbers(account)
    case = load_case(deviation_id)
    require_step(StepKind.CORRECTED, case, by=by, reason=reason)
    change(case.deviation, seen_version, title=account.title)
    number = case.deviation.versions.count() + 1
    version = write_version(case.deviation, account, by=by, now=now, number=number, reason=reason)
    search.index_deviation(case.deviation.pk)
    leave_trace(StepKind.CORRECTED, case, by=by, now=now, reason=reason)
    notify(LetterKind.CORRECTED, case, units=[one.unit_id for one in case.standing], now=now)
    return version
