"""Which themes are proposed to the coder, and why? The two best; a person decides.

`THEME_SUGGESTER` names a function of this form (`by_weights` here; empty means none):

    def suggest(told: Told, themes: Sequence[ThemeCard]) -> Iterable[Suggestion]

It gets the writer's masked account and the themes of its year, and returns the likeliest first.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from samsyn.coding.selectors.codes import ThemeCard
from samsyn.suggester import (
    Weights,
    WeightsUnreadable,
    read_weights,
    shipped_weights,
    suggest,
    theme_id,
)

MOST_SHOWN = 2
READ = ("title", "what_happened")
"""What tells of the matter. What somebody wishes instead speaks of other things, often of a SIP."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Told:
    """What is proposed from: the masked account, and the kinds of who wrote and who was written to."""

    text: str
    reporter: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """A theme that a text may be about, and the words of it that weigh most, for the coder to check."""

    theme_id: int
    because: tuple[str, ...]


def text_of(account: Mapping[str, object]) -> str:
    """The part of a masked account that tells of the matter."""
    return "\n".join(str(account.get(name) or "") for name in READ).strip()


def suggestions_for(told: Told, themes: Sequence[ThemeCard]) -> tuple[Suggestion, ...]:
    """What the suggester proposes, at most two; nothing when there is no suggester."""
    if not settings.THEME_SUGGESTER:
        return ()
    try:
        proposed = list(import_string(settings.THEME_SUGGESTER)(told, themes))
    except Exception as error:
        # The desk works without proposals. An error's message could hold words of the text.
        log.error("the suggester failed: %s", type(error).__name__)
        return ()
    known = {one.id for one in themes}
    return tuple(one for one in proposed if one.theme_id in known)[:MOST_SHOWN]


def by_weights(told: Told, themes: Sequence[ThemeCard]) -> Iterator[Suggestion]:
    """What the weights say, in the year's own themes; one that they do not know is never proposed."""
    found = suggest(
        told.text,
        reporter_service=told.reporter,
        recipient_services=told.recipients,
        weights=weights_in_use(),
    )
    own = {known: one.id for one in themes if (known := theme_id(one.key, one.name))}
    for one in found.themes:
        if one.id in own and one.because:
            yield Suggestion(own[one.id], one.because)


def weights_in_use() -> Weights:
    """What was learned of the secretariat's codings, when somebody has accepted it; else what is shipped."""
    learned = Path(settings.THEME_WEIGHTS)
    try:
        stamp = learned.stat().st_mtime_ns
    except OSError:
        return shipped_weights()
    return _learned_weights(learned, stamp) or shipped_weights()


@lru_cache(maxsize=1)
def _learned_weights(path: Path, _stamp: int) -> Weights | None:
    try:
        return read_weights(path)
    except (OSError, WeightsUnreadable) as error:
        log.error("learned weights are not used, the shipped ones are: %s", error)
        return None
