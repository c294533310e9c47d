"""Write what a questionnaire asks, as a draft that becomes a settled version."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from samsyn.audit import services as audit
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.questionnaires import Questionnaire as Asked
from samsyn.domain.questionnaires import from_data, to_data
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import AuditKind
from samsyn.surveys.models import Questionnaire, QuestionnaireVersion
from samsyn.surveys.refusals import SurveyRefused
from samsyn.surveys.shipped import shipped
from samsyn.surveys.vocabulary import Use


@transaction.atomic
def new_questionnaire(key: str, use: Use, *, by: Viewer, now: datetime) -> int:
    """Make a questionnaire with a draft of its first version; that draft's primary key.

    Refuses SurveyRefused: not_yours, or key when it is taken or no word of small letters.
    """
    may_keep(by)
    is_word = key.isascii() and key.replace("-", "").isalnum() and key == key.lower()
    if not is_word or Questionnaire.objects.filter(key=key).exists():
        raise SurveyRefused("key")
    made = Questionnaire.objects.create(key=key, use=use)
    return _draft(made, 1, shipped("tom", 1)["content"], by, now)


@transaction.atomic
def draft_from(version_id: int, *, by: Viewer, now: datetime) -> int:
    """Begin a draft of the next version with what this one asks, or find the one begun; its primary key."""
    may_keep(by)
    row = QuestionnaireVersion.objects.select_related("questionnaire").filter(pk=version_id).first()
    if row is None:
        raise SurveyRefused("unknown")
    others = QuestionnaireVersion.objects.filter(questionnaire=row.questionnaire)
    draft = others.filter(settled_at=None).first()
    if draft:
        return draft.pk
    newest = max(others.values_list("number", flat=True))
    return _draft(row.questionnaire, newest + 1, row.content, by, now)


@transaction.atomic
def change_draft(
    version_id: int, asked: Asked, *, seen_version: int, by: Viewer, now: datetime
) -> None:
    """Give a draft other questions. Refuses SurveyRefused (state: it is settled) and Outdated.

    Raises domain.questionnaires.Unfit for questions that do not hold together.
    """
    may_keep(by)
    content = to_data(from_data(to_data(asked)))
    rows = QuestionnaireVersion.objects.filter(pk=version_id)
    if not rows.filter(settled_at=None).exists():
        raise SurveyRefused("state")
    if not rows.filter(version=seen_version).update(
        content=content, written_at=now, written_by=by.user_id, version=F("version") + 1
    ):
        raise Outdated


@transaction.atomic
def settle(version_id: int, *, seen_version: int, by: Viewer, now: datetime) -> None:
    """Make a draft a version that rounds may use; it never changes again. Refuses as `change_draft`."""
    may_keep(by)
    rows = QuestionnaireVersion.objects.filter(pk=version_id)
    if not rows.filter(settled_at=None).exists():
        raise SurveyRefused("state")
    if not rows.filter(version=seen_version).update(settled_at=now, version=F("version") + 1):
        raise Outdated
    row = rows.select_related("questionnaire").get()
    label = f"{row.questionnaire.key} {row.number}"
    record_change(by, now, "questionnaire", row.pk, label, "settled")


@transaction.atomic
def throw_draft(version_id: int, *, by: Viewer) -> None:
    """Throw a draft away; a questionnaire without a settled version goes with it. Refuses SurveyRefused."""
    may_keep(by)
    row = QuestionnaireVersion.objects.filter(pk=version_id, settled_at=None).first()
    if row is None:
        raise SurveyRefused("state")
    questionnaire = row.questionnaire
    row.delete()
    if not questionnaire.versions.exists():
        questionnaire.delete()


def may_keep(by: Viewer) -> None:
    """Refuse those who do not write questionnaires and send rounds."""
    if not by.may(Ability.KEEP_SURVEYS):
        raise SurveyRefused("not_yours")


def record_change(
    by: Viewer | None, now: datetime, kind: str, pk: int, label: str, what: str
) -> None:
    """Tell the log what was done with a questionnaire or a round."""
    audit.record(
        AuditKind.CHANGED_SURVEY,
        by=by,
        now=now,
        object_kind=kind,
        object_id=pk,
        label=label,
        details={"what": what},
    )


def _draft(
    questionnaire: Questionnaire, number: int, content: object, by: Viewer, now: datetime
) -> int:
    return QuestionnaireVersion.objects.create(
        questionnaire=questionnaire,
        number=number,
        content=content,
        written_at=now,
        written_by_id=by.user_id,
    ).pk
