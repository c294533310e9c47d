"""Which words of a report in another language are Swedish? Names that nobody has translated (WCAG 3.1.2)."""

import re
from collections.abc import Callable, Iterable

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

type Mark = Callable[[str], str]
"""What a page shows of some words: the words themselves, or with their language."""
_SWEDISH = '<span lang="sv">{}</span>'


def marks_swedish(names: Iterable[str]) -> Mark:
    """Words with the language of each of these names that stands in them.

    A name alone is always marked; inside a sentence only one of several words or with letters that English
    lacks: Information is a word of both languages.
    """
    whole = frozenset(names) - {""}
    long = sorted((one for one in whole if " " in one or not one.isascii()), key=len, reverse=True)
    inside = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, long))})(?!\w)") if long else None

    def mark(words: str) -> SafeString:
        if words in whole:
            return format_html(_SWEDISH, words)
        pieces = inside.split(words) if inside else [words]
        # Every second piece is a name, as `split` gives them.
        drawn = (
            format_html(_SWEDISH, one) if at % 2 else conditional_escape(one)
            for at, one in enumerate(pieces)
        )
        return format_html_join("", "{}", ((one,) for one in drawn))

    return mark
