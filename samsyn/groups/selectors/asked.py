"""Who sits where on a day, as far as letters need to know?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from samsyn.groups.models import Forum, Member
from samsyn.groups.vocabulary import Seat
from samsyn.organisations.selectors import valid_on


@dataclass(frozen=True, order=True)
class Sitting:
    """Somebody with an ordinary seat, and where letters go."""

    group_id: int
    forum_id: int
    person_id: int
    address: str


def sitting_in(forum_ids: Collection[int], day: date) -> list[Sitting]:
    """Those with an ordinary seat and an address in some forums on a day; once for each forum."""
    rows = Member.objects.filter(
        valid_on(day), forum__in=forum_ids, seat=Seat.ORDINARY, person__isnull=False
    ).exclude(person__email="")
    columns = rows.values_list("forum__group", "forum", "person", "person__email").distinct()
    return sorted(Sitting(*row) for row in columns)


def forums_at(
    group_ids: Collection[int], levels: Collection[str], day: date
) -> list[tuple[int, int]]:
    """The forums of some groups at some levels on a day, as (group, forum)."""
    rows = Forum.objects.filter(valid_on(day), group__in=group_ids, level__in=levels)
    return list(rows.order_by("group", "pk").values_list("group", "pk"))
