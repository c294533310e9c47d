"""Who sits where on a day, and in which language do letters reach them?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from samsyn.accounts import selectors as accounts
from samsyn.groups.models import Forum, Member, Person
from samsyn.groups.vocabulary import Seat
from samsyn.organisations.selectors import valid_on

UNSAID = "sv"
"""The language of letters to those who have no account and so have chosen none, as to a mailbox."""


@dataclass(frozen=True, order=True)
class Sitting:
    """Somebody with an ordinary seat."""

    group_id: int
    forum_id: int
    person_id: int


@dataclass(frozen=True)
class Reached:
    """Where somebody's letters go, and their language: that of the account, else Swedish."""

    address: str
    language: str


def sitting_in(forum_ids: Collection[int], day: date) -> list[Sitting]:
    """Those with an ordinary seat and an address in some forums on a day; once for each forum."""
    rows = Member.objects.filter(
        valid_on(day), forum__in=forum_ids, seat=Seat.ORDINARY, person__isnull=False
    ).exclude(person__email="")
    columns = rows.values_list("forum__group", "forum", "person").distinct()
    return sorted(Sitting(*row) for row in columns)


def reached(person_ids: Collection[int]) -> dict[int, Reached]:
    """How letters reach some people, by primary key; those without an address are not among them.

    An account that came after the seat is known by its address.
    """
    rows = Person.objects.filter(pk__in=person_ids).exclude(email="")
    found = list(rows.values_list("pk", "email", "user__language"))
    spoken = accounts.languages_of([email for _pk, email, language in found if not language])
    return {
        pk: Reached(email, language or spoken.get(email.lower(), UNSAID))
        for pk, email, language in found
    }


def forums_at(
    group_ids: Collection[int], levels: Collection[str], day: date
) -> list[tuple[int, int]]:
    """The forums of some groups at some levels on a day, as (group, forum)."""
    rows = Forum.objects.filter(valid_on(day), group__in=group_ids, level__in=levels)
    return list(rows.order_by("group", "pk").values_list("group", "pk"))
