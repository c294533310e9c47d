"""Choose which languages a round's links speak. Who chooses a proposal has had it read (ADR 0050)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F

from samsyn.domain.access import Viewer
from samsyn.domain.questionnaires import from_data
from samsyn.domain.refusals import Outdated
from samsyn.domain.spoken import offerable
from samsyn.surveys.models import Round
from samsyn.surveys.refusals import SurveyRefused
from samsyn.surveys.services.questionnaires import may_keep, record_change


@transaction.atomic
def offer_languages(
    pk: int, languages: Collection[str], *, seen_version: int, by: Viewer, now: datetime
) -> None:
    """Let a round's links speak these languages, and Swedish always; also while it is open.

    What the questionnaire does not say in full is passed over. Refuses SurveyRefused (state: there is no such
    round, or it is closed) and Outdated.
    """
    may_keep(by)
    row = Round.objects.select_related("asks").filter(pk=pk, closed_at=None).first()
    if row is None:
        raise SurveyRefused("state")
    there = offerable(from_data(row.asks.content))
    chosen = [one for one in there if one == "sv" or one in languages]
    rows = Round.objects.filter(pk=pk, version=seen_version)
    if not rows.update(languages=chosen, version=F("version") + 1):
        raise Outdated
    record_change(by, now, "survey_round", pk, row.title, "languages")
