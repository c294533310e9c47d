"""Who proposes themes for a text? Here is the place for it; without one nothing is proposed or shown.

`THEME_SUGGESTER` names a function of this form:

    def suggest(texts: Sequence[str], themes: Sequence[ThemeCard]) -> Iterable[Suggestion]

It gets the masked texts of one deviation and the themes of its year, and returns the likeliest first.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from samsyn.coding.selectors.codes import ThemeCard
from samsyn.deviations.selectors.copied_texts import copied_texts
from samsyn.domain.access import Viewer

MOST_SHOWN = 2
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Suggestion:
    """A theme that a text may be about, and why, in words that the coder can check."""

    theme_id: int
    why: str


def suggestions_for(
    deviation_id: int, themes: Sequence[ThemeCard], *, viewer: Viewer
) -> tuple[Suggestion, ...]:
    """What the suggester proposes for one deviation, at most two; nothing when there is no suggester."""
    if not settings.THEME_SUGGESTER:
        return ()
    texts = [one.text for one in copied_texts(deviation_id, viewer=viewer)]
    try:
        proposed = list(import_string(settings.THEME_SUGGESTER)(texts, themes))
    except Exception as error:
        # The desk works without proposals. An error's message could hold words of the text.
        log.error("the suggester failed: %s", type(error).__name__)
        return ()
    known = {one.id for one in themes}
    return tuple(one for one in proposed if one.theme_id in known)[:MOST_SHOWN]
