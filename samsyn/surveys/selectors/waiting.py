"""Which joint answers does a viewer's group still owe? For Att göra and the list of surveys."""

from datetime import date

from django.db.models import Exists, OuterRef

from samsyn.database.swedish import Swedish
from samsyn.domain.access import Ability, Viewer
from samsyn.groups.selectors.visible import groups_visible_to
from samsyn.surveys.cards import AnswerWaiting
from samsyn.surveys.models import GroupAnswer, Invitation
from samsyn.surveys.vocabulary import Audience


def answers_waiting(*, viewer: Viewer, today: date) -> list[AnswerWaiting]:
    """The joint answers of open rounds that the viewer's groups have not sent, the soonest last day first.

    One query, and none for those who answer for no group.
    """
    if not viewer.may(Ability.ANSWER_SURVEYS):
        return []
    asked = Invitation.objects.filter(
        is_personal=False,
        round__audience=Audience.GROUPS,
        group__in=groups_visible_to(viewer=viewer, today=today),
        round__sent_at__isnull=False,
        round__closed_at=None,
        round__opens_on__lte=today,
        round__closes_on__gte=today,
    )
    written = GroupAnswer.objects.filter(round=OuterRef("round"), group=OuterRef("group"))
    rows = asked.exclude(Exists(written.exclude(sent_at=None))).annotate(begun=Exists(written))
    return [
        AnswerWaiting(
            round_id=row.round_id,
            titles={"sv": row.round.title, "en": row.round.title_en},
            group_id=row.group_id or 0,
            group=row.group.name if row.group else "",
            last_day=row.round.closes_on,
            is_begun=row.begun,
        )
        for row in rows.select_related("round", "group").order_by(
            "round__closes_on", "round", Swedish("group__name")
        )
    ]
