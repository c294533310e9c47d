"""What other areas put on a group's page and in its agenda: plan, spider, survey, as far as they have it.

Each is a function of the request and the group's card; what has nothing to say answers None and is not
shown. To add one, name it in SLOTS or at its item in STANDING.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from samsyn.groups.cards import GroupCard
from samsyn.groups.vocabulary import StandingItem


@dataclass(frozen=True)
class Slot:
    """A few lines in words, and where to read more."""

    title: str
    lines: tuple[str, ...]
    url: str = ""
    action: str = ""


type Filling = Callable[[HttpRequest, GroupCard], Slot | None]

SLOTS: tuple[Filling, ...] = ()
"""On the group's page, in this order."""
STANDING: dict[StandingItem, Filling] = {}
"""At the standing items that other areas fill."""


def slots_of(request: HttpRequest, card: GroupCard) -> list[Slot]:
    """What the areas have to say of the group."""
    return [slot for fill in SLOTS if (slot := fill(request, card))]
