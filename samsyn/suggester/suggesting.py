"""What may a deviation's text be about? A proposal with reasons; a person decides.

from samsyn.suggester import suggest
suggest("BUP uteblev från SIP-mötet.").themes[0]   # Suggested("sip", 0.99, 0.97, ("SIP-mötet", "uteblev"))
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from samsyn.suggester.features import features_of
from samsyn.suggester.model import heaviest_words, values_of, weighed
from samsyn.suggester.weights import Weights, read_weights

SHIPPED = Path(__file__).parent / "weights.bin"
LEAST = 0.35
"""Nothing with a lower score is proposed (privacy-guard.md)."""
MOST = 0.99
"""Nothing is certain."""
EVEN_ODDS = 4.0
"""Of five themes each has one chance against four before a word is read."""
MOST_WORDS = 3


@dataclass(frozen=True)
class Suggested:
    """One theme or subtype, how far the text speaks for it, and the words of the text that weigh most."""

    id: str
    score: float
    """From 0.35 to 1; at 0.5 the text speaks neither for nor against (a chance of one in five)."""
    chance: float
    """The calibrated probability: of what gets 0.8, eight in ten are right."""
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestions:
    """What is proposed for one text, best first; nothing when nothing is likely enough."""

    themes: tuple[Suggested, ...]
    subtypes: tuple[Suggested, ...]


def suggest(
    text: str,
    *,
    reporter_service: str | None = None,
    recipient_services: Collection[str] = (),
    weights: Weights | None = None,
) -> Suggestions:
    """Themes and subtypes by the ids of the taxonomy, best first; nothing for a text without known words."""
    model = weights or shipped_weights()
    seen = features_of(text, reporter_service, recipient_services)
    values = values_of(seen, model)
    if not any(seen.found[model.features[row]] for row in values):
        return Suggestions((), ())
    found = weighed(values, model)
    themes = tuple(
        Suggested(*one, tuple(heaviest_words(one[0], seen, values, found, model, MOST_WORDS)))
        for one in _likely(found.themes)
    )
    return Suggestions(themes, tuple(Suggested(*one) for one in _likely(found.subtypes)))


def _likely(chances: Mapping[str, float]) -> list[tuple[str, float, float]]:
    """What scores enough once it is rounded as it is shown, best first, with score and chance."""
    ranked = sorted(chances.items(), key=lambda one: (-one[1], one[0]))
    scored = (
        (name, min(MOST, round(score_of(chance), 2)), round(chance, 3)) for name, chance in ranked
    )
    return [one for one in scored if one[1] >= LEAST]


def score_of(chance: float) -> float:
    """The chance there would be had a theme been as likely as not before the text was read.

    The two best are to be seen, and of chances that add up to 1 the second best is seldom 0.35.
    """
    return EVEN_ODDS * chance / (1 + (EVEN_ODDS - 1) * chance)


@cache
def shipped_weights() -> Weights:
    """The weights that come with Samsyn, read once."""
    return read_weights(SHIPPED)
