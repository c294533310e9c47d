"""Which themes does a text speak of? Proposals with reasons, from weights learned of invented texts.

Pure Python: no Django, nothing of samsyn, no network, and no file but its own weights.
"""

from samsyn.suggester.suggesting import (
    LEAST,
    Suggested,
    Suggestions,
    shipped_weights,
    suggest,
)
from samsyn.suggester.taxonomy import subtype_id, theme_id
from samsyn.suggester.weights import Weights, WeightsUnreadable, read_weights

__all__ = [
    "LEAST",
    "Suggested",
    "Suggestions",
    "Weights",
    "WeightsUnreadable",
    "read_weights",
    "shipped_weights",
    "subtype_id",
    "suggest",
    "theme_id",
]
