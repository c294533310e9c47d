"""What becomes better when real, coded reports are learned from too? Figures before and after."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from samsyn.suggester.features import features_of
from samsyn.suggester.model import values_of, weighed
from samsyn.suggester.suggesting import shipped_weights
from samsyn.suggester.training.examples import Example, training_texts
from samsyn.suggester.training.figures import cross_judged, judged
from samsyn.suggester.training.fitting import learner
from samsyn.suggester.weights import Weights, to_bytes


@dataclass(frozen=True)
class Learned:
    """How the reports fare with the weights in use, and with weights that learned from the other reports."""

    before: dict[str, Any]
    after: dict[str, Any]
    features: int
    weights: bytes


def learned(
    reports: Sequence[Example], *, least_reports: int, in_use: Weights | None = None
) -> Learned:
    """Weights of the invented texts and the reports; each report is judged by weights that had not seen it.

    `before` flatters weights that have learned from the same reports once before. A feature that only
    reports have is kept when at least `least_reports` of them have it, so that none can be told of.
    """
    shipped = shipped_weights()
    known = [one if one.subtype else _finished(one, shipped) for one in reports]
    learned = learner(training_texts(), known, least_reports)
    chances = learned.cross_validated()
    is_report = [False] * (len(learned.examples) - len(known)) + [True] * len(known)
    weights = learned.weights(chances)
    return Learned(
        before=judged(known, in_use or shipped).figures(),
        after=cross_judged(learned, chances).only(is_report).figures(),
        features=len(weights.features),
        weights=to_bytes(weights),
    )


def _finished(report: Example, weights: Weights) -> Example:
    """A report that was coded with a theme alone, under the likeliest subtype of that theme."""
    found = weighed(values_of(features_of(report.text), weights), weights).subtypes
    own = [name for theme, name in weights.subtypes if theme == report.theme]
    return replace(report, subtype=max(own, key=lambda name: (found[name], name)))
