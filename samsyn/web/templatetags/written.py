"""In which language is what people wrote? (WCAG 3.1.2)"""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

WRITTEN_IN = "sv"
"""The forms ask for Swedish; nobody says a language of their own."""


@register.simple_tag
def in_swedish() -> SafeString:
    """<p class="written"{% in_swedish %}>: the language of people's words, where the page has another."""
    is_same = _page_is_in(WRITTEN_IN)
    return mark_safe("" if is_same else f' lang="{WRITTEN_IN}"')  # noqa: S308 (our own constant)


@register.filter
def spoken(words: str, language: str = WRITTEN_IN) -> SafeString:
    """{{ report.title|spoken:report.language }}: words that say their language where the page has another."""
    if _page_is_in(language):
        return conditional_escape(words)
    return format_html('<span lang="{}">{}</span>', language, words)


def _page_is_in(language: str) -> bool:
    return (get_language() or "").startswith(language)
