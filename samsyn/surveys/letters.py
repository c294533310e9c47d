"""What do the letters about a round say? That there is one, its last day and a link; never any content."""

from datetime import date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from samsyn.domain.vocabulary import Listed, gettext_noop
from samsyn.mail.services import post_letter

_ = gettext_noop


class SurveyLetter(Listed):
    """Why somebody gets a letter about a round; the label is its subject."""

    GROUP_ASKED = "survey_group_asked", _("Er BUS-grupp har fått en enkät")
    GROUP_TOLD = "survey_group_told", _("För kännedom: er BUS-grupp har fått en enkät")
    GROUP_REMINDED = (
        "survey_group_reminded",
        _("Påminnelse: er BUS-grupp har en enkät att svara på"),
    )
    MEMBER_ASKED = "survey_member_asked", _("Du har fått en enkät")
    MEMBER_REMINDED = "survey_member_reminded", _("Påminnelse: du har en enkät att svara på")


PERSONAL = {SurveyLetter.MEMBER_ASKED, SurveyLetter.MEMBER_REMINDED}
"""Their link opens an answer by itself, so that the letter is forgotten when it has left."""


def write(
    kind: SurveyLetter, *, to: str, language: str, path: str, last_day: date, now: datetime
) -> None:
    """Put a letter about a round in the outbox; `path` is where its one link leads."""
    with translation.override(language):
        told = {
            "news": translation.gettext(kind.label),
            "last_day": last_day,
            "link": f"{settings.BASE_URL}{path}",
            "is_personal": kind in PERSONAL,
            "is_told": kind is SurveyLetter.GROUP_TOLD,
        }
        body = render_to_string("surveys/letters/round.body.txt", told)
        subject = f"Samsyn: {told['news']}"
    post_letter(
        kind=kind,
        to=to,
        subject=subject,
        body=body,
        language=language,
        now=now,
        secret=kind in PERSONAL,
    )
