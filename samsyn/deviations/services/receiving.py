"""What a recipient does before answering: acknowledge, investigate, redirect, decline."""

from collections.abc import Container
from datetime import datetime

from samsyn.deviations import search
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.deviations.models import Addressing
from samsyn.deviations.services.answer_drafts import remove_answer_drafts
from samsyn.deviations.services.sending import address, refuse_recipient
from samsyn.deviations.services.steps import (
    Case,
    change,
    leave_trace,
    load_case,
    notify,
    require_step,
    touch,
)
from samsyn.domain.access import Viewer
from samsyn.domain.parties import is_between_principals
from samsyn.domain.refusals import RecipientRefused
from samsyn.domain.vocabulary import StepKind
from samsyn.guarding.last_word import NOTHING
from samsyn.guarding.transactions import atomic_when_read
from samsyn.mail.letters import LetterKind
from samsyn.organisations import selectors as organisations
from samsyn.organisations.cards import UnitCard


@atomic_when_read
def acknowledge(
    *, deviation_id: int, addressing_id: int, seen_version: int, by: Viewer, now: datetime
) -> Addressing:
    """Acknowledge that the unit has received the deviation (kvittera); refuses StepRefused, Outdated."""
    case = load_case(deviation_id)
    addressing = case.addressing(addressing_id)
    require_step(StepKind.ACKNOWLEDGED, case, by=by, addressing=addressing)
    touch(case)
    change(addressing, seen_version, acknowledged_at=now, acknowledged_by_id=by.user_id)
    leave_trace(StepKind.ACKNOWLEDGED, case, by=by, now=now, addressing=addressing)
    return addressing


@atomic_when_read
def start_investigating(
    *, deviation_id: int, addressing_id: int, seen_version: int, by: Viewer, now: datetime
) -> Addressing:
    """Say that the unit looks into it (under utredning); also acknowledges.

    Refuses StepRefused, Outdated.
    """
    case = load_case(deviation_id)
    addressing = case.addressing(addressing_id)
    require_step(StepKind.INVESTIGATING, case, by=by, addressing=addressing)
    touch(case)
    change(
        addressing,
        seen_version,
        investigating_at=now,
        investigating_by_id=by.user_id,
        **also_acknowledged(addressing, by, now),
    )
    leave_trace(StepKind.INVESTIGATING, case, by=by, now=now, addressing=addressing)
    return addressing


def also_acknowledged(addressing: Addressing, by: Viewer, now: datetime) -> dict[str, object]:
    """Any later step shows that the unit has received it; the first sign counts."""
    if addressing.acknowledged_at:
        return {}
    return {"acknowledged_at": now, "acknowledged_by_id": by.user_id}


@atomic_when_read
def redirect(
    *,
    deviation_id: int,
    addressing_id: int,
    seen_version: int,
    to_unit_id: int,
    reason: str,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> Addressing:
    """Send a wrongly addressed deviation on to the right unit; the clock goes on (requirement 5).

    The unit that redirects sees the deviation no more: it does not concern it.
    Refuses StepRefused, Outdated, RecipientRefused, PersonalDataFound in the reason.
    """
    case = load_case(deviation_id)
    addressing = case.addressing(addressing_id)
    require_step(
        StepKind.REDIRECTED, case, by=by, addressing=addressing, reason=reason, decided=decided
    )
    unit = organisations.units_by_pk({to_unit_id}).get(to_unit_id)
    refuse_recipient(unit, case.deviation.reporter_unit_id, day_in_stockholm(now))
    assert unit is not None
    if any(one.unit_id == unit.id for one in case.standing):
        raise RecipientRefused("already")
    # The deviation's row first, as in every step: two steps that lock in another order deadlock.
    change(
        case.deviation,
        case.deviation.version,
        between_principals=_between_after(case, addressing, unit),
    )
    change(
        addressing,
        seen_version,
        redirected_at=now,
        redirected_by_id=by.user_id,
        **also_acknowledged(addressing, by, now),
    )
    successor = address(
        case.deviation,
        unit,
        now=now,
        started_on=addressing.clock_started_on,
        redirected_from=addressing,
    )
    remove_answer_drafts([addressing])
    leave_trace(StepKind.REDIRECTED, case, by=by, now=now, addressing=addressing, reason=reason)
    search.index_deviation(case.deviation.pk)
    # The letter's link is to the new recipient's part, which was not there when the case was read.
    after = Case(case.deviation, (*case.addressings, successor))
    notify(LetterKind.REDIRECTED_HERE, after, units=[unit.id], now=now)
    notify(LetterKind.REDIRECTED, case, units=[case.deviation.reporter_unit_id], now=now)
    return successor


def _between_after(case: Case, addressing: Addressing, unit: UnitCard) -> bool:
    """Whether the deviation is between principals when `unit` stands where `addressing` stood."""
    staying = [one.principal_id for one in case.standing if one.pk != addressing.pk]
    principals = [*staying, unit.principal_id]
    return is_between_principals(case.deviation.reporter_principal_id, principals)


@atomic_when_read
def decline(
    *,
    deviation_id: int,
    addressing_id: int,
    seen_version: int,
    reason: str,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> Addressing:
    """Decline because it does not concern the agreement (avböj), with a reason.

    Refuses StepRefused, Outdated.
    """
    case = load_case(deviation_id)
    addressing = case.addressing(addressing_id)
    require_step(
        StepKind.DECLINED, case, by=by, addressing=addressing, reason=reason, decided=decided
    )
    touch(case)
    change(
        addressing,
        seen_version,
        declined_at=now,
        declined_by_id=by.user_id,
        **also_acknowledged(addressing, by, now),
    )
    remove_answer_drafts([addressing])
    leave_trace(StepKind.DECLINED, case, by=by, now=now, addressing=addressing, reason=reason)
    notify(LetterKind.DECLINED, case, units=[case.deviation.reporter_unit_id], now=now)
    return addressing
