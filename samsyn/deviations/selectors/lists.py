"""What stands in the inbox, among the sent, among the copies? Filtered, searched and in order."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from samsyn.deviations import search
from samsyn.deviations.models import TO_JUDGE, WAITING, Addressing, Deviation
from samsyn.deviations.selectors.visible import addressings_visible_to, copied_deviations, sent_by
from samsyn.domain.access import Viewer
from samsyn.domain.vocabulary import Listed, gettext_noop

_ = gettext_noop


class Standing(Listed):
    """By which standing a list can be narrowed."""

    OPEN = "open", _("Öppna")
    TO_ACKNOWLEDGE = "to_acknowledge", _("Att kvittera")
    TO_ANSWER = "to_answer", _("Väntar på svar")
    OVERDUE = "overdue", _("Försenade")
    TO_JUDGE = "to_judge", _("Att bedöma")
    ANSWERED = "answered", _("Besvarade")
    CLOSED = "closed", _("Avslutade")
    WITHDRAWN = "withdrawn", _("Återkallade")


class Order(StrEnum):
    """In which order a list can stand; all of them walk an index."""

    NEWEST = "newest"
    OLDEST = "oldest"
    DEADLINE = "deadline"


@dataclass(frozen=True)
class Wishes:
    """What somebody wants to see of a list; empty means everything."""

    text: str = ""
    standing: Standing | None = None
    year: int | None = None
    level: str = ""
    kind_id: int | None = None
    """Kind of the counterpart: the reporter in the inbox, a recipient among the sent."""
    order: Order = Order.NEWEST


_OPEN_DEVIATION = Q(deviation__closed_at=None, deviation__withdrawn_at=None)


def inbox_of(*, viewer: Viewer, wishes: Wishes, today: date) -> QuerySet[Addressing]:
    """What others have sent to the viewer's unit (or principal), one row a recipient's part."""
    rows = addressings_visible_to(viewer=viewer)
    if wishes.standing:
        rows = rows.filter(_addressing_standing(wishes.standing, today))
    if wishes.year:
        rows = rows.filter(deviation__year=wishes.year)
    if wishes.level:
        rows = rows.filter(deviation__level=wishes.level)
    if wishes.kind_id:
        rows = rows.filter(deviation__reporter_kind_id=wishes.kind_id)
    if words := search.words_of(wishes.text):
        hits = search.matching_ids(words, in_copies=False, party=_mark_of(viewer))
        rows = rows.filter(deviation_id__in=hits)
    order = {
        Order.NEWEST: ("-addressed_at", "-pk"),
        Order.OLDEST: ("addressed_at", "pk"),
        Order.DEADLINE: ("answer_by", "pk"),
    }[wishes.order]
    return rows.select_related("deviation", "deviation__reporter_kind").order_by(*order)


def _addressing_standing(standing: Standing, today: date) -> Q:
    """The SQL of `domain.lifecycle.addressing_state`; a property test holds the two together."""
    return {
        Standing.OPEN: _OPEN_DEVIATION,
        Standing.TO_ACKNOWLEDGE: WAITING & Q(acknowledged_at=None),
        Standing.TO_ANSWER: WAITING,
        Standing.OVERDUE: WAITING & (Q(answer_by__lt=today) | _late_to_acknowledge(today)),
        Standing.TO_JUDGE: TO_JUDGE,
        Standing.ANSWERED: Q(answered_at__isnull=False),
        Standing.CLOSED: Q(deviation__closed_at__isnull=False, deviation__withdrawn_at=None),
        Standing.WITHDRAWN: Q(deviation__withdrawn_at__isnull=False),
    }[standing]


def _late_to_acknowledge(today: date) -> Q:
    return Q(acknowledged_at=None, investigating_at=None, acknowledge_by__lt=today)


def sent_of(*, viewer: Viewer, wishes: Wishes, today: date) -> QuerySet[Deviation]:
    """What the viewer's unit (or principal) has sent."""
    rows = search.found_by(
        sent_by(viewer=viewer), wishes.text, in_copies=False, party=_mark_of(viewer)
    )
    return _narrowed(rows, wishes, today)


def copies_of(*, viewer: Viewer, wishes: Wishes, today: date) -> QuerySet[Deviation]:
    """Every deviation, for the secretariat: heads here, texts only in the copies."""
    rows = search.found_by(copied_deviations(viewer=viewer), wishes.text, in_copies=True)
    return _narrowed(rows, wishes, today)


def _mark_of(viewer: Viewer) -> str:
    if viewer.unit_id is not None:
        return search.mark_of_unit(viewer.unit_id)
    return search.mark_of_principal(viewer.principal_id or 0)


def _narrowed(rows: QuerySet[Deviation], wishes: Wishes, today: date) -> QuerySet[Deviation]:
    if wishes.standing:
        rows = rows.filter(_deviation_standing(wishes.standing, today))
    if wishes.year:
        rows = rows.filter(year=wishes.year)
    if wishes.level:
        rows = rows.filter(level=wishes.level)
    if wishes.kind_id:
        rows = rows.filter(Exists(_parts().filter(kind_id=wishes.kind_id)))
    order = ("sent_at", "pk") if wishes.order is Order.OLDEST else ("-sent_at", "-pk")
    standing = Addressing.objects.filter(redirected_at=None).order_by("pk")
    return (
        rows.select_related("reporter_kind")
        .prefetch_related(Prefetch("addressings", standing, to_attr="standing"))
        .order_by(*order)
    )


def _parts() -> QuerySet[Addressing]:
    return Addressing.objects.filter(deviation=OuterRef("pk"), redirected_at=None)


def _deviation_standing(standing: Standing, today: date) -> Q:
    """The SQL of `domain.lifecycle.deviation_state`; a property test holds the two together."""
    is_open = Q(closed_at=None, withdrawn_at=None)
    waiting, to_judge = Exists(_parts().filter(WAITING)), Exists(_parts().filter(TO_JUDGE))
    late = Exists(_parts().filter(_addressing_standing(Standing.OVERDUE, today)))
    silent = Exists(_parts().filter(_addressing_standing(Standing.TO_ACKNOWLEDGE, today)))
    return {
        Standing.OPEN: is_open,
        Standing.TO_ACKNOWLEDGE: is_open & Q(silent),
        Standing.TO_ANSWER: is_open & Q(waiting),
        Standing.OVERDUE: is_open & Q(late),
        Standing.TO_JUDGE: is_open & Q(to_judge),
        Standing.ANSWERED: is_open
        & ~Q(waiting)
        & Q(Exists(_parts().filter(answered_at__isnull=False))),
        Standing.CLOSED: Q(closed_at__isnull=False, withdrawn_at=None),
        Standing.WITHDRAWN: Q(withdrawn_at__isnull=False),
    }[standing]
