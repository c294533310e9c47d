"""Groups to test with: seats, meetings and what comes of them."""

from samsyn.groups.models import Member, Person
from samsyn.groups.vocabulary import Seat
from tests.builders import NOW


def seat_in(
    forum, kind, principal=None, *, name="Pil Tranbär", seat=Seat.ORDINARY, unit=None, since=None
):
    """A person with a seat in the forum, from long ago unless told otherwise."""
    kind.key = kind.short_label.lower()
    kind.save()
    return Member.objects.create(
        forum=forum,
        person=Person.objects.create(name=name),
        kind=kind,
        unit=unit,
        principal=principal or (unit.principal if unit else None),
        seat=seat,
        valid_from=since or NOW.date().replace(month=1, day=1),
    )
