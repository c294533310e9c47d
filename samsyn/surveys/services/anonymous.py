"""Take an anonymous answer. Nothing of who, from where or when is kept, here or in the log (ADR 0048)."""

from collections.abc import Collection
from datetime import date

from django.db import IntegrityError, transaction

from samsyn.domain.questionnaires import Values, answered, faults_in
from samsyn.guarding.last_word import NOTHING, refuse_personal_data
from samsyn.guarding.transactions import atomic_when_read
from samsyn.surveys.as_cards import round_card
from samsyn.surveys.models import AnonymousAnswer, Invitation, Round
from samsyn.surveys.refusals import AnswersUnfit, SurveyRefused
from samsyn.surveys.services.answering import texts_in

MOST_ANSWERS = 2000
"""By one link in one round: more are no answers but somebody's program."""
NO_ANSWER = ""
"""The name of the fault when no question at all was answered."""


@atomic_when_read
def answer_by_link(
    token: str, values: Values, *, today: date, decided: Collection[str] = NOTHING
) -> None:
    """Keep an answer that came by a link, without any trace of who sent it, or when.

    `today` only decides whether the round is open. Nothing is logged. Refuses SurveyRefused (unknown: no
    such link; used: the personal link has sent its answer; state: the round takes no answers, or by
    this link no more), AnswersUnfit and PersonalDataFound.
    """
    asked = Invitation.objects.filter(token=token, round__sent_at__isnull=False).first()
    if asked is None:
        raise SurveyRefused("unknown")
    # The round's row first: an answer never comes in while somebody closes it.
    row = Round.objects.select_for_update().get(pk=asked.round_id)
    found = round_card(row, today)
    if not found.takes_answers:
        raise SurveyRefused("state")
    kept = answered(values)
    faults = faults_in(found.asks, kept, is_whole=True)
    if faults:
        raise AnswersUnfit(faults)
    if not kept:
        raise SurveyRefused("empty")
    refuse_personal_data(texts_in(found.asks, kept), by=None, decided=set(decided))
    _claim(asked)
    keep_anonymous(asked.round_id, kept, group_id=asked.group_id, forum_id=asked.forum_id)


def keep_anonymous(
    round_id: int, values: Values, *, group_id: int | None, forum_id: int | None
) -> None:
    """Write one anonymous answer under a random key."""
    while True:
        try:
            with transaction.atomic():
                AnonymousAnswer(
                    round_id=round_id, group_id=group_id, forum_id=forum_id, values=values
                ).save(force_insert=True)
        except IntegrityError:  # the key was taken: once in some hundred thousand
            continue
        return


def _claim(asked: Invitation) -> None:
    """Let a personal link send one answer, and a link for many no more than people could."""
    if asked.is_personal:
        rows = Invitation.objects.filter(pk=asked.pk, has_answered=False)
        if not rows.update(has_answered=True):
            raise SurveyRefused("used")
        return
    place = {"round": asked.round_id, "group": asked.group_id, "forum": asked.forum_id}
    if AnonymousAnswer.objects.filter(**place).count() >= MOST_ANSWERS:
        raise SurveyRefused("state")
