"""What other areas put on a group's page and in its agenda: plan, spider, survey, as far as they have it.

Each is a function of the request and the group's card; what has nothing to say answers None and is not
shown. To add one, name it in SLOTS or at its item in STANDING.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from samsyn.domain.access import Ability
from samsyn.groups.cards import GroupCard
from samsyn.groups.vocabulary import StandingItem
from samsyn.plans.reading import plan_cards, points_in
from samsyn.web.groups.lines import Slot
from samsyn.web.groups.surveyed import (
    followup_of,
    official_of,
    same_year_of,
    spider_of,
    voices_of,
)

type Filling = Callable[[HttpRequest, GroupCard], Slot | None]


def plan_of(request: HttpRequest, card: GroupCard) -> Slot | None:
    """The newest action plan: how many points are open, and how many are late."""
    viewer = request.viewer  # type: ignore[attr-defined]
    plan = next(iter(plan_cards(card.id)), None)
    if plan is None or not viewer.may(Ability.READ_PLANS):
        return None
    points, today = points_in([plan.pk]).get(plan.pk, []), timezone.localdate()
    told = gettext("Handlingsplanen för %(year)d: %(open)d öppna punkter, %(late)d försenade.") % {
        "year": plan.year,
        "open": sum(one.is_open for one in points),
        "late": sum(one.is_overdue(today) for one in points),
    }
    url = reverse("plans:show", args=[card.id, plan.year])
    return Slot(gettext("Handlingsplanen"), (told,), url, gettext("Läs handlingsplanen"))


SLOTS: tuple[Filling, ...] = (plan_of, spider_of, voices_of, official_of, followup_of, same_year_of)
"""On the group's page, in this order."""
STANDING: dict[StandingItem, Filling] = {
    StandingItem.PLAN: plan_of,
    StandingItem.SPIDER: spider_of,
    StandingItem.SURVEY: followup_of,
}
"""At the standing items that other areas fill."""


def slots_of(request: HttpRequest, card: GroupCard) -> list[Slot]:
    """What the areas have to say of the group."""
    return [slot for fill in SLOTS if (slot := fill(request, card))]
