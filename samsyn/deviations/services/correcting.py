"""Correct a sent deviation: a new version with its reason; the old one stays (requirement 17)."""

from collections.abc import Container
from datetime import datetime

from samsyn.deviations import search
from samsyn.deviations.content import Account
from samsyn.deviations.guarded import refuse, texts_of
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
from samsyn.guarding.last_word import NOTHING
from samsyn.guarding.transactions import atomic_when_read
from samsyn.mail.letters import LetterKind


@atomic_when_read
def correct_deviation(
    *,
    deviation_id: int,
    seen_version: int,
    account: Account,
    reason: str,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> DeviationVersion:
    """Correct (rätta) the writer's account as a new version.

    Refuses StepRefused, Outdated, PersonalDataFound.
    """
    case = load_case(deviation_id)
    require_step(StepKind.CORRECTED, case, by=by, reason=reason, decided=decided)
    standing = case.deviation.versions.latest("number")
    refuse(texts_of(account), by=by, decided=decided, standing=standing)
    change(case.deviation, seen_version, title=account.title)
    version = write_version(
        case.deviation, account, by=by, now=now, number=standing.number + 1, reason=reason
    )
    search.index_deviation(case.deviation.pk)
    leave_trace(StepKind.CORRECTED, case, by=by, now=now, reason=reason)
    notify(LetterKind.CORRECTED, case, units=[one.unit_id for one in case.standing], now=now)
    return version
