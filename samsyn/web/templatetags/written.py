"""In which language is what people wrote? (WCAG 3.1.2)"""

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

WRITTEN_IN = "sv"
"""The forms ask for Swedish; nobody says a language of their own."""


@register.simple_tag
def in_swedish() -> SafeString:
    """<p class="written"{% in_swedish %}>: the language of people's words, where the page has another."""
    is_same = (get_language() or "").startswith(WRITTEN_IN)
    return mark_safe("" if is_same else f' lang="{WRITTEN_IN}"')  # noqa: S308 (our own constant)
