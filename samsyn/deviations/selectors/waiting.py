"""Which answers are waited for, the latest first? (requirement 3)

A party sees the deviation, the secretariat its copy. A local group sees that something waits and
for how long, and must never see what it is about: its rows are made without the title.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from samsyn.deviations.facts import addressing_facts
from samsyn.deviations.models import WAITING, Addressing
from samsyn.deviations.models.addressing import NEXT_DAY
from samsyn.domain import lifecycle
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.masking import masked
from samsyn.domain.vocabulary import AddressingState, Listed, gettext_noop
from samsyn.organisations import selectors as organisations

_ = gettext_noop


class Owed(Listed):
    """What is waited for, by which the list can be narrowed."""

    ACKNOWLEDGEMENT = "kvittens", _("Att kvittera")
    ANSWER = "svar", _("Att svara på")


class Whose(Listed):
    """Who is to answer: the viewer's unit, or those that it has written to."""

    OWN = "hos-oss", _("Väntar hos er")
    OTHERS = "hos-andra", _("Väntar hos andra")


@dataclass(frozen=True)
class WaitingPart:
    """One recipient that owes an acknowledgement or an answer, as this viewer may see it."""

    deviation_id: int
    number: str
    title: str
    """Empty for who must not see what it is about; masked for the secretariat."""
    reporter: str
    recipient: str
    state: AddressingState
    since: date
    """The day from which the writer has waited."""
    next_day: date | None
    """The last day of what comes next: to acknowledge or, after that, to answer."""
    days_late: int
    """0 while the next day has not passed."""


def sides_of(*, viewer: Viewer) -> tuple[Whose, ...]:
    """The lists there are for the viewer: only a unit has also written to others."""
    return tuple(Whose) if viewer.unit_id is not None else (Whose.OWN,)


def waiting_parts(
    *, viewer: Viewer, today: date, whose: Whose = Whose.OWN, owed: Owed | None = None
) -> QuerySet[Addressing]:
    """The recipients' parts that wait and concern the viewer, most days late first."""
    rows = _concerning(viewer, whose, today).filter(WAITING)
    if owed is not None:
        rows = rows.filter(acknowledged_at__isnull=owed is Owed.ACKNOWLEDGEMENT)
    return rows.select_related("deviation").only(*_columns(viewer)).order_by(NEXT_DAY, "pk")


def _concerning(viewer: Viewer, whose: Whose, today: date) -> QuerySet[Addressing]:
    parts = Addressing.objects.all()
    if not viewer.may(Ability.READ_WAITING):
        return parts.none()
    if viewer.unit_id is not None and whose is Whose.OTHERS:
        return parts.filter(
            deviation__reporter_unit=viewer.unit_id,
            deviation__closed_at=None,
            deviation__withdrawn_at=None,
        )
    if viewer.unit_id is not None:
        return parts.filter(unit=viewer.unit_id)
    if viewer.principal_id is not None:
        return parts.filter(principal=viewer.principal_id)
    if viewer.area_id is not None:
        return parts.filter(unit__in=organisations.units_of_bus_area(viewer.area_id, today))
    return parts


def as_seen(part: Addressing, *, viewer: Viewer, today: date) -> WaitingPart:
    """One row of the list, with the title only for who may read the deviation or its copy."""
    facts = addressing_facts(part)
    silent = part.acknowledged_at is None
    next_day = part.acknowledge_by if silent and part.acknowledge_by else part.answer_by
    return WaitingPart(
        deviation_id=part.deviation_id,
        number=part.deviation.number,
        title=_title(part, viewer),
        reporter=part.deviation.reporter_name_then,
        recipient=part.name_then,
        state=lifecycle.addressing_state(facts),
        since=part.clock_started_on,
        next_day=next_day,
        days_late=max(0, (today - next_day).days) if next_day else 0,
    )


def _title(part: Addressing, viewer: Viewer) -> str:
    if viewer.may(Ability.READ_DEVIATIONS):
        return part.deviation.title
    return masked(part.deviation.title) if viewer.may(Ability.READ_COPIES) else ""


_OF_PART = (
    "name_then",
    "clock_started_on",
    "acknowledged_at",
    "investigating_at",
    "answered_at",
    "declined_at",
    "redirected_at",
    "judged_at",
    "acknowledge_by",
    "answer_by",
    "deviation__number",
    "deviation__reporter_name_then",
)


def _columns(viewer: Viewer) -> tuple[str, ...]:
    """What is fetched: never the title for who must not see it."""
    sees_title = viewer.may(Ability.READ_DEVIATIONS) or viewer.may(Ability.READ_COPIES)
    return (*_OF_PART, "deviation__title") if sees_title else _OF_PART
