"""How good is the suggester? Its figures on the shipped texts, as a file that a page can show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from samsyn.suggester.features import features_of
from samsyn.suggester.model import values_of, weighed
from samsyn.suggester.training.examples import Example
from samsyn.suggester.training.fitting import Chances, Learner, Numbers, softmax, theme_chances
from samsyn.suggester.weights import Weights

BINS = (0.0, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True)
class Judged:
    """The chances of each theme for some texts, and the theme that each text has."""

    themes: tuple[str, ...]
    chances: Numbers
    truth: Numbers

    def figures(self) -> dict[str, Any]:
        """How many texts, how many right at first and in the first two (shares of 1)."""
        order = self.chances.argsort(axis=1)[:, ::-1]
        return {
            "texts": len(self.truth),
            "right": _share(order[:, 0] == self.truth),
            "in_first_two": _share((order[:, :2] == self.truth[:, None]).any(axis=1)),
        }

    def only(self, chosen: Sequence[bool]) -> "Judged":
        kept = np.array(chosen, dtype=bool)
        return Judged(self.themes, self.chances[kept], self.truth[kept])

    def confusion(self) -> dict[str, dict[str, int]]:
        """For each theme that texts have: what was proposed first, how often."""
        best = self.chances.argmax(axis=1)
        return {
            theme: {
                other: int(((self.truth == row) & (best == column)).sum())
                for column, other in enumerate(self.themes)
            }
            for row, theme in enumerate(self.themes)
        }

    def held(self) -> list[dict[str, float]]:
        """Of what was proposed first with so much, how much was right: the two should be near each other."""
        best, most = self.chances.argmax(axis=1), self.chances.max(axis=1)
        found = []
        for low, high in pairwise(BINS):
            within = (most >= low) & ((most < high) | (high == 1.0))
            if within.any():
                found.append(
                    {
                        "from": low,
                        "to": high,
                        "texts": int(within.sum()),
                        "said": round(float(most[within].mean()), 3),
                        "right": _share((best == self.truth)[within]),
                    }
                )
        return found


def cross_judged(learner: Learner, chances: Chances) -> Judged:
    """Each text as weights of the other texts see it."""
    themes = tuple(sorted({theme for theme, _ in learner.subtypes}))
    found = theme_chances(softmax(chances.points, chances.heat_themes), learner.subtypes)
    truth = [themes.index(one.theme) for one in learner.examples]
    return Judged(themes, found, np.array(truth))


def judged(examples: Sequence[Example], weights: Weights) -> Judged:
    """Texts as the finished weights see them, without the kinds of units."""
    themes = tuple(sorted({theme for theme, _ in weights.subtypes}))
    rows = []
    for one in examples:
        found = weighed(values_of(features_of(one.text), weights), weights).themes
        rows.append([found[theme] for theme in themes])
    return Judged(themes, np.array(rows), np.array([themes.index(one.theme) for one in examples]))


def subtype_figures(learner: Learner, chances: Chances) -> dict[str, Any]:
    """How often the subtype itself is right, in cross-validation."""
    return {
        "texts": len(learner.examples),
        "right": _share(chances.points.argmax(axis=1) == learner.truth),
    }


def parted(found: Judged, examples: Sequence[Example]) -> dict[str, Mapping[str, Any]]:
    """All texts, the plain ones and the hard ones."""
    hard = [one.hard for one in examples]
    parts = {"all": found.figures(), "plain": found.only([not one for one in hard]).figures()}
    return parts | ({"hard": found.only(hard).figures()} if any(hard) else {})


def _share(hits: Any) -> float:
    return round(float(np.mean(hits)), 3)
