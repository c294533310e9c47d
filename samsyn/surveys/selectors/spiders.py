"""What do the spiders say: of a group, of one of its levels, or of the whole county, year by year?

Only closed rounds, by the same rules as all anonymous answers (ADR 0048). Each round is counted by
itself before the rounds of a year are put together, so that no round's few answers follow from two looks.
"""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.spider import Spider, spider_of, together
from samsyn.groups.cards import GroupCard
from samsyn.groups.selectors import groups
from samsyn.groups.selectors.visible import groups_visible_to
from samsyn.surveys.cards import RoundCard
from samsyn.surveys.models import AnonymousAnswer, Invitation
from samsyn.surveys.selectors.results import counted_by_round
from samsyn.surveys.selectors.rounds import rounds
from samsyn.surveys.vocabulary import Use


def spiders_of_county(*, viewer: Viewer | Everything, today: date) -> list[Spider]:
    """The county's spiders, oldest first, for those who read surveys; hidden years too."""
    return _of_years(_closed(viewer, today), Q(), viewer)


def spiders_of_group(
    group_id: int, *, viewer: Viewer | Everything, today: date, level: str = ""
) -> list[Spider] | None:
    """A group's spiders, or one level's (domain ForumLevel), oldest first; None if not the viewer's."""
    if not groups_visible_to(viewer=viewer, today=today).filter(pk=group_id).exists():
        return None
    found = _closed(viewer, today)
    asked = Invitation.objects.filter(round__in=[one.id for one in found], group=group_id)
    if level:
        asked = asked.filter(forum__level=level)
    own = set(asked.values_list("round", flat=True))
    place = Q(group=group_id, forum__level=level) if level else Q(group=group_id)
    return _of_years([one for one in found if one.id in own], place, viewer)


def levels_of_group(group_id: int, *, viewer: Viewer | Everything, today: date) -> list[str]:
    """The levels of a group that closed spiders have asked by themselves."""
    there = [one.id for one in _closed(viewer, today)]
    asked = Invitation.objects.filter(round__in=there, group=group_id, forum__isnull=False)
    return sorted(set(asked.values_list("forum__level", flat=True)))


def groups_with_spiders(*, viewer: Viewer | Everything, today: date) -> list[GroupCard]:
    """The groups that closed spiders have asked, and that the viewer sees."""
    there = [one.id for one in _closed(viewer, today)]
    asked = Invitation.objects.filter(round__in=there, group__isnull=False).values("group")
    return groups.cards_of(groups_visible_to(viewer=viewer, today=today).filter(pk__in=asked))


def _closed(viewer: Viewer | Everything, today: date) -> list[RoundCard]:
    """The closed anonymous rounds of spiders that the viewer sees, oldest first."""
    found = rounds(viewer=viewer, today=today, use=Use.SPIDER)
    closed = [one for one in found if one.is_anonymous and one.closed_at]
    return sorted(closed, key=lambda one: (one.year, one.opens_on, one.id))


def _of_years(found: Collection[RoundCard], place: Q, viewer: Viewer | Everything) -> list[Spider]:
    rows = AnonymousAnswer.objects.filter(place, round__in=[one.id for one in found])
    by_year: dict[int, list[Spider]] = {}
    for results in counted_by_round(found, rows, viewer=viewer):
        one = spider_of(results.round.year, results.tallies, results.round.asks)
        by_year.setdefault(one.year, []).append(one)
    return [together(some) for _year, some in sorted(by_year.items())]
