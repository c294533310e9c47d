"""What has a group answered, and which groups may a viewer answer for?"""

from collections.abc import Iterable
from datetime import date

from samsyn.database.swedish import Swedish
from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.groups.cards import GroupCard
from samsyn.groups.selectors import groups
from samsyn.groups.selectors.visible import groups_visible_to
from samsyn.surveys.as_cards import answer_card
from samsyn.surveys.cards import AnswerCard
from samsyn.surveys.models import GroupAnswer, Invitation
from samsyn.surveys.selectors.questionnaires import may_keep
from samsyn.surveys.selectors.rounds import rounds_visible_to


def groups_to_answer_for(round_id: int, *, viewer: Viewer, today: date) -> list[GroupCard]:
    """The groups that are asked in a round and that the viewer answers for."""
    if not viewer.may(Ability.ANSWER_SURVEYS):
        return []
    asked = Invitation.objects.filter(round=round_id, is_personal=False).values("group")
    rows = groups_visible_to(viewer=viewer, today=today).filter(pk__in=asked)
    return groups.cards_of(rows)


def groups_seen_in(round_id: int, *, viewer: Viewer, today: date) -> list[GroupCard]:
    """The groups that a round asks and that the viewer sees."""
    asked = Invitation.objects.filter(
        round__in=rounds_visible_to(viewer=viewer).filter(pk=round_id), is_personal=False
    )
    rows = groups_visible_to(viewer=viewer, today=today)
    return groups.cards_of(rows.filter(pk__in=asked.values("group")))


def answers_of(
    round_id: int, *, viewer: Viewer | Everything, today: date, with_drafts: bool = False
) -> list[AnswerCard]:
    """The joint answers of a round: all for those who keep it, else those of the own groups."""
    rows = GroupAnswer.objects.filter(
        round__in=rounds_visible_to(viewer=viewer).filter(pk=round_id)
    )
    if not may_keep(viewer=viewer):
        rows = rows.filter(group__in=groups_visible_to(viewer=viewer, today=today))
    if not with_drafts:
        rows = rows.exclude(sent_at=None)
    found = rows.select_related("group").prefetch_related("took_part__principal")
    return _cards_of(found.order_by(Swedish("group__name"), "serial"))


def answer_of_group(
    round_id: int, group_id: int, *, viewer: Viewer, today: date
) -> AnswerCard | None:
    """The group's answer in the pages, also while it is being written; for members of the group."""
    found = answers_of(round_id, viewer=viewer, today=today, with_drafts=True)
    return next((one for one in found if one.group_id == group_id and one.serial == 1), None)


def sent_answers(round_id: int, *, viewer: Viewer | Everything) -> list[AnswerCard]:
    """Every joint answer of a round that was sent, to be counted; if the viewer sees the round."""
    there = rounds_visible_to(viewer=viewer).filter(pk=round_id)
    rows = GroupAnswer.objects.filter(round__in=there, sent_at__isnull=False)
    found = rows.select_related("group").prefetch_related("took_part__principal")
    return _cards_of(found.order_by(Swedish("group__name"), "serial"))


def _cards_of(rows: Iterable[GroupAnswer]) -> list[AnswerCard]:
    """The answers as others see them."""
    return [answer_card(row) for row in rows]
