"""How does a row become what others read? Rows in, frozen cards out; whoever asks has asked for a viewer."""

from datetime import date

from samsyn.domain.questionnaires import from_data
from samsyn.surveys.cards import AnswerCard, LinkCard, RoundCard, Took, VersionCard
from samsyn.surveys.models import GroupAnswer, Invitation, QuestionnaireVersion, Round
from samsyn.surveys.vocabulary import Audience, CameBy, RoundState, Use


def version_card(row: QuestionnaireVersion) -> VersionCard:
    """The version as others see it; its questionnaire must be selected with it."""
    return VersionCard(
        id=row.pk,
        key=row.questionnaire.key,
        use=Use(row.questionnaire.use),
        number=row.number,
        asks=from_data(row.content),
        settled_at=row.settled_at,
        version=row.version,
    )


def round_card(row: Round, today: date) -> RoundCard:
    """The round as others see it; its questionnaire must be selected with it."""
    return RoundCard(
        id=row.pk,
        key=row.asks.questionnaire.key,
        use=Use(row.asks.questionnaire.use),
        asks_id=row.asks_id,
        number=row.asks.number,
        asks=from_data(row.asks.content),
        audience=Audience(row.audience),
        titles={"sv": row.title, "en": row.title_en},
        year=row.year,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        first_reminder_on=row.first_reminder_on,
        last_reminder_on=row.last_reminder_on,
        sent_at=row.sent_at,
        closed_at=row.closed_at,
        version=row.version,
        state=state_of(row, today),
        chosen_languages=tuple(row.languages),
    )


def state_of(row: Round, today: date) -> RoundState:
    """Where a round stands on a day."""
    if row.sent_at is None:
        return RoundState.DRAFT
    if row.closed_at is not None or today > row.closes_on:
        return RoundState.CLOSED
    return RoundState.OPEN if today >= row.opens_on else RoundState.PLANNED


def link_card(row: Invitation) -> LinkCard:
    """The place that is asked, as others see it."""
    return LinkCard(
        id=row.pk,
        group_id=row.group_id,
        group=row.group.name if row.group else "",
        forum_id=row.forum_id,
        forum=(row.forum.name or row.forum.get_level_display()) if row.forum else "",
        token=row.token or "",
    )


def answer_card(row: GroupAnswer) -> AnswerCard:
    """A joint answer as others see it; its group and who took part must be read with it."""
    took = [
        Took(one.principal_id, one.principal.name, one.principal.kind, one.function)
        for one in row.took_part.all()
    ]
    return AnswerCard(
        id=row.pk,
        round_id=row.round_id,
        group_id=row.group_id,
        group=row.group.name,
        serial=row.serial,
        values=row.values,
        took_part=tuple(sorted(took, key=lambda one: (one.principal, one.function))),
        came_by=CameBy(row.came_by),
        changed_at=row.changed_at,
        sent_at=row.sent_at,
        version=row.version,
    )
