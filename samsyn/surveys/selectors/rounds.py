"""Which rounds are there for a viewer, in which state, and who has not answered yet?"""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from samsyn.database.swedish import Swedish
from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.groups.selectors.visible import groups_visible_to
from samsyn.surveys.as_cards import link_card, round_card
from samsyn.surveys.cards import LinkCard, RoundCard
from samsyn.surveys.models import AnonymousAnswer, GroupAnswer, Invitation, Round
from samsyn.surveys.selectors.questionnaires import may_keep
from samsyn.surveys.vocabulary import Audience, Use


@dataclass(frozen=True)
class Silent:
    """Somebody who is asked and has not answered: a group, or a member by name."""

    group: str
    person: str = ""
    reminded_on: date | None = None


@dataclass(frozen=True)
class CameIn:
    """How many are asked, and how many have answered."""

    asked: int | None
    """None where anybody may answer by a link."""
    answers: int
    silent: tuple[Silent, ...]


def rounds_visible_to(*, viewer: Viewer | Everything) -> QuerySet[Round]:
    """The rounds that a viewer may see: all for those who keep them, those that were sent for others."""
    if may_keep(viewer=viewer):
        return Round.objects.all()
    if isinstance(viewer, Viewer) and viewer.may(Ability.READ_SURVEYS):
        return Round.objects.exclude(sent_at=None)
    return Round.objects.none()


def rounds(
    *, viewer: Viewer | Everything, today: date, use: Use | None = None, year: int | None = None
) -> list[RoundCard]:
    """The rounds that the viewer sees, the latest first."""
    rows = rounds_visible_to(viewer=viewer)
    if use:
        rows = rows.filter(asks__questionnaire__use=use)
    if year:
        rows = rows.filter(year=year)
    return _cards_of(rows.order_by("-opens_on", "-pk"), today)


def round_by_pk(pk: int, *, viewer: Viewer | Everything, today: date) -> RoundCard | None:
    """One round, if the viewer sees it."""
    return next(iter(_cards_of(rounds_visible_to(viewer=viewer).filter(pk=pk), today)), None)


def round_of_link(token: str, *, today: date) -> tuple[RoundCard, LinkCard] | None:
    """What a link's secret opens, whoever has it; None when no round that was sent has the link."""
    found = (
        Invitation.objects.select_related("round__asks__questionnaire", "group", "forum")
        .filter(token=token, round__sent_at__isnull=False)
        .first()
    )
    return (round_card(found.round, today), link_card(found)) if found else None


def has_been_used(token: str) -> bool:
    """True for a personal link by which an answer has been sent."""
    return Invitation.objects.filter(token=token, is_personal=True, has_answered=True).exists()


def links_of(pk: int, *, viewer: Viewer | Everything, today: date) -> list[LinkCard]:
    """The links of a round that anybody may answer by: all for those who keep it, a group its own."""
    rows = Invitation.objects.filter(
        round__in=rounds_visible_to(viewer=viewer).filter(pk=pk),
        is_personal=False,
        token__isnull=False,
    ).select_related("group", "forum")
    if not may_keep(viewer=viewer):
        rows = rows.filter(group__in=groups_visible_to(viewer=viewer, today=today))
    return [link_card(row) for row in rows.order_by(Swedish("group__name"), "forum", "pk")]


def came_in(pk: int, *, viewer: Viewer | Everything, today: date) -> CameIn | None:
    """How many have answered a round, and who has not; for those who keep it.

    Of members who answer anonymously the names of the silent are told, as the reminders need them, and
    nothing of the others.
    """
    found = round_by_pk(pk, viewer=viewer, today=today) if may_keep(viewer=viewer) else None
    if found is None:
        return None
    is_personal = found.audience is Audience.MEMBERS
    asked = Invitation.objects.filter(round=pk, is_personal=is_personal)
    if found.audience is Audience.LINK:
        return CameIn(None, AnonymousAnswer.objects.filter(round=pk).count(), ())
    if is_personal:
        answers = AnonymousAnswer.objects.filter(round=pk).count()
    else:
        answers = GroupAnswer.objects.filter(round=pk, sent_at__isnull=False).count()
    silent = _silent(asked, found).select_related("group", "person")
    rows = silent.order_by(Swedish("group__name"), "pk")
    return CameIn(asked.count(), answers, tuple(_named(row) for row in rows))


def still_silent(round_id: int, *, viewer: Everything) -> QuerySet[Invitation]:
    """The invitations of a round without an answer; for letters, which only say that there is one."""
    found = rounds_visible_to(viewer=viewer).get(pk=round_id)
    return _silent(Invitation.objects.filter(round=round_id), found)


def _silent(asked: QuerySet[Invitation], found: Round | RoundCard) -> QuerySet[Invitation]:
    if found.audience == Audience.MEMBERS:
        return asked.filter(is_personal=True, has_answered=False)
    sent = GroupAnswer.objects.filter(round=found.pk if isinstance(found, Round) else found.id)
    return asked.exclude(group__in=sent.exclude(sent_at=None).values("group"))


def _named(row: Invitation) -> Silent:
    group = row.group.name if row.group else ""
    return Silent(group, row.person.name if row.person else "", row.reminded_on)


def _cards_of(rows: QuerySet[Round], today: date) -> list[RoundCard]:
    """Cards of some rounds, in one query."""
    return [round_card(row, today) for row in rows.select_related("asks__questionnaire")]


def asked_groups(pk: int, *, viewer: Viewer | Everything) -> tuple[list[int], str]:
    """The groups that a round asks (primary keys), and the level where one is asked by itself."""
    if not may_keep(viewer=viewer):
        return [], ""
    rows = Invitation.objects.filter(round=pk, is_personal=False, group__isnull=False)
    found = list(rows.values_list("group", "forum__level"))
    return [group for group, _level in found], next((level for _g, level in found if level), "")
