"""How is a questionnaire said on a page? In the reader's language, and where a round stands in words."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samsyn.domain.questionnaires import Texts, said
from samsyn.surveys.cards import RoundCard
from samsyn.surveys.vocabulary import RoundState
from samsyn.web.surveys.languages import CALLED, RIGHT_TO_LEFT, speakable

register = template.Library()

SHOWN_AS = {
    RoundState.DRAFT: ("edit", "quiet"),
    RoundState.PLANNED: ("calendar", "waiting"),
    RoundState.OPEN: ("clock", "going"),
    RoundState.CLOSED: ("lock", "done"),
}
"""Icon and tone."""


@register.simple_tag
def in_words(texts: Texts) -> str:
    """What a questionnaire says, in the reader's language or else in Swedish."""
    return said(texts, get_language() or "sv")


@register.inclusion_tag("components/state.html")
def survey_state(state: RoundState) -> dict[str, str]:
    """Where a round stands: an icon and a word."""
    picture, tone = SHOWN_AS[state]
    return {"icon": picture, "tone": tone, "word": _(state.label)}


@register.simple_tag
def spoken_in(language: str) -> SafeString:
    """The language of what a questionnaire says, where the page around it has another."""
    if language == (get_language() or ""):
        return SafeString("")
    direction = SafeString(' dir="rtl"') if language in RIGHT_TO_LEFT else ""
    return format_html(' lang="{}"{}', language, direction)


@register.inclusion_tag("surveys/_languages.html")
def languages_of(found: RoundCard) -> dict[str, object]:
    """Which languages a round's links speak; nothing where there is nothing to choose."""
    there = speakable(found.asks)
    if not found.is_anonymous or len(there) < 2:
        return {}
    proposed = found.asks.proposed_languages
    return {
        "pk": found.id,
        "spoken": [CALLED[one] for one in found.languages if one in CALLED],
        "unread": [CALLED[one] for one in found.languages if one in proposed],
        "waiting": sum(one in proposed and one not in found.languages for one in there),
        "is_closed": found.state is RoundState.CLOSED,
    }
