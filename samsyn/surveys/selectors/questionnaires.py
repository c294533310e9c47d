"""What does each version of a questionnaire ask?"""

from datetime import date

from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.surveys.as_cards import version_card
from samsyn.surveys.cards import VersionCard
from samsyn.surveys.models import QuestionnaireVersion


def versions(*, viewer: Viewer | Everything) -> list[VersionCard]:
    """Every version of every questionnaire, newest first within each, for those who keep them."""
    if not may_keep(viewer=viewer):
        return []
    rows = QuestionnaireVersion.objects.select_related("questionnaire")
    return [version_card(row) for row in rows.order_by("questionnaire__key", "-number")]


def version_by_pk(pk: int, *, viewer: Viewer | Everything) -> VersionCard | None:
    """One version, for those who keep questionnaires."""
    if not may_keep(viewer=viewer):
        return None
    row = QuestionnaireVersion.objects.select_related("questionnaire").filter(pk=pk).first()
    return version_card(row) if row else None


def settled_on(
    key: str, *, viewer: Viewer | Everything, day: date | None = None
) -> VersionCard | None:
    """The newest settled version of a questionnaire (of a day: None is now), by the questionnaire's key."""
    if not may_keep(viewer=viewer):
        return None
    rows = QuestionnaireVersion.objects.select_related("questionnaire")
    rows = rows.filter(questionnaire__key=key, settled_at__isnull=False).order_by("-number")
    if day:
        rows = rows.filter(settled_at__date__lte=day)
    row = rows.first()
    return version_card(row) if row else None


def may_keep(*, viewer: Viewer | Everything) -> bool:
    """True for those who write questionnaires and send rounds."""
    return isinstance(viewer, Everything) or viewer.may(Ability.KEEP_SURVEYS)
