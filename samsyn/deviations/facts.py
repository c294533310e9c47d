"""From stored rows to the facts that `samsyn.domain` decides on."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.deviations.models import Addressing, Deviation
from samsyn.domain import deadlines
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.deadlines import Terms
from samsyn.domain.lifecycle import AddressingFacts, DeviationFacts, Side
from samsyn.domain.vocabulary import Origin


def addressing_facts(addressing: Addressing) -> AddressingFacts:
    """What has happened at one recipient."""
    return AddressingFacts(
        acknowledged_at=addressing.acknowledged_at,
        investigating_at=addressing.investigating_at,
        answered_at=addressing.answered_at,
        declined_at=addressing.declined_at,
        redirected_at=addressing.redirected_at,
        judged_at=addressing.judged_at,
        acknowledge_by=addressing.acknowledge_by,
        answer_by=addressing.answer_by,
    )


def deviation_facts(deviation: Deviation, addressings: Iterable[Addressing]) -> DeviationFacts:
    """What has happened to a deviation; its addressings are given so that no query hides here."""
    return DeviationFacts(
        sent_at=deviation.sent_at,
        closed_at=deviation.closed_at,
        withdrawn_at=deviation.withdrawn_at,
        addressings=tuple(addressing_facts(one) for one in addressings),
    )


def terms_of(deviation: Deviation) -> Terms:
    """The times of the deviation's agreement."""
    agreement = deviation.agreement
    return Terms(
        acknowledge_working_days=agreement.acknowledge_working_days,
        answer_days=agreement.answer_days,
        ceiling_days=agreement.ceiling_days,
    )


def closes_on(
    deviation: Deviation, standing: Sequence[Addressing], reopened_at: datetime | None
) -> date:
    """The day after which the time limit ends a deviation; reopening it starts the wait anew."""
    answers = [one.answered_at for one in standing if one.answered_at]
    last = day_in_stockholm(max(answers)) if answers else None
    # On paper it may have been on its way for weeks: the wait begins with the recipients' clocks.
    begun = max([deviation.sent_on, *(one.clock_started_on for one in standing)])
    started = day_in_stockholm(reopened_at) if reopened_at else begun
    return deadlines.closes_on(started, last, terms_of(deviation))


def side_of(
    viewer: Viewer, deviation: Deviation, addressing: Addressing | None = None
) -> Side | None:
    """From which side the viewer stands to a deviation, or to one of its recipients; None from nowhere."""
    if viewer.guest_of not in (None, deviation.pk):
        return None
    if viewer.may(Ability.REGISTER_PAPER):
        is_typed = addressing is None and deviation.origin == Origin.PAPER
        return Side.TYPIST if is_typed else None
    at_unit = viewer.unit_id is not None and viewer.may(Ability.ANSWER)
    if addressing is None:
        return Side.REPORTER if at_unit and viewer.unit_id == deviation.reporter_unit_id else None
    if at_unit and viewer.unit_id == addressing.unit_id:
        return Side.RECIPIENT
    if at_unit and viewer.unit_id == deviation.reporter_unit_id:
        return Side.REPORTER
    if viewer.may(Ability.ROUTE) and viewer.principal_id == addressing.principal_id:
        return Side.RECIPIENT_COORDINATOR
    return None
