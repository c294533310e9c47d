"""What the pages of groups write with: a part with its n, and one of several by its key."""

from django import template
from django.utils.translation import gettext

from samsyn.domain.report import Part
from samsyn.groups.documents import in_words
from samsyn.groups.vocabulary import MeetingState

register = template.Library()

LOOKS = {
    MeetingState.PLANNED: ("calendar", "quiet"),
    MeetingState.CALLED: ("mail", "going"),
    MeetingState.HELD: ("edit", "waiting"),
    MeetingState.MINUTED: ("check", "done"),
    MeetingState.CANCELLED: ("minus-circle", "quiet"),
}
"""Icon and tone of each state; never colour alone."""


@register.inclusion_tag("components/state.html")
def meeting_state(state: MeetingState) -> dict[str, str]:
    """{% meeting_state meeting.state %}: where a meeting is, as icon and word."""
    icon, tone = LOOKS[state]
    return {"icon": icon, "tone": tone, "word": gettext(state.label)}


@register.simple_tag
def part(of: Part | None) -> str:
    """{% part own %}: "3 av 4 (75 %)", so that no percentage stands without its n."""
    return in_words(of)


@register.filter
def of(found: dict, key: object) -> object:
    """{{ next_meetings|of:group.id }}: the value for the key, or None."""
    return found.get(key)
