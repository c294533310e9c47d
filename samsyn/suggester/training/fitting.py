"""How are weights found? Logistic regression over the subtypes; a theme's probability is its subtypes' sum.

There are far more features than texts, so the regression is solved in the space that the texts span, and its
answer is carried back to the features: the same result, much sooner.
"""

import zlib
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from threadpoolctl import threadpool_limits

from samsyn.suggester.features import Seen, features_of
from samsyn.suggester.training.examples import Example, fingerprint_of
from samsyn.suggester.weights import Weights, rarity_of

BLOCKS = {".": 1.4, "=": 1.0, "~": 1.0, "@": 0.4, "<": 0.3, ">": 0.3}
"""What each kind of feature may weigh. Kinds of units little: they tell who writes, not what happened."""
LEAST_TEXTS = 2
STRENGTH = 20.0
FOLDS = 8
TOP = 127
TINY = 1e-9

type Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Chances:
    """For each text the points of every subtype from weights that had not seen the text."""

    points: Numbers
    subtypes: tuple[tuple[str, str], ...]
    heat_themes: float
    heat_subtypes: float


class Learner:
    """Texts as features; weights of all of them, or what a cross-validation says of each."""

    def __init__(
        self, examples: Sequence[Example], reports: Sequence[Example], least_reports: int
    ) -> None:
        examples = [*examples, *reports]
        self.examples = examples
        self.subtypes = tuple(sorted({(one.theme, one.subtype) for one in examples}))
        self.truth = np.array(
            [self.subtypes.index((one.theme, one.subtype)) for one in examples], dtype=int
        )
        plain = [features_of(one.text) for one in examples]
        told = [
            features_of(one.text, one.reporter_service, one.recipient_services) for one in examples
        ]
        # Every second text is learned from without its kinds, since often nobody tells them.
        used = [
            told[at] if zlib.crc32(one.id.encode()) % 2 else plain[at]
            for at, one in enumerate(examples)
        ]
        counted = Counter(feature for seen in used for feature in seen.found)
        invented = used[: len(examples) - len(reports)]
        in_invented = Counter(feature for seen in invented for feature in seen.found)
        # What only a few real reports hold could tell of one of them, so it is not learned.
        self.features = tuple(
            sorted(
                one
                for one, count in counted.items()
                if in_invented[one] >= LEAST_TEXTS or count - in_invented[one] >= least_reports
            )
        )
        self.counts = [counted[one] for one in self.features]
        self.rows = {one: row for row, one in enumerate(self.features)}
        self.learned = self._matrix(used)
        # Judged without kinds: so it is no better than it is where nobody tells them.
        self.span, self.back = _span(self.learned)
        self.judged = self._matrix(plain) @ self.back

    def _matrix(self, texts: Sequence[Seen]) -> csr_matrix:
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        for at, seen in enumerate(texts):
            for sign, weight in BLOCKS.items():
                block = [
                    (self.rows[one], 1 + np.log(max(1, len(places))))
                    for one, places in seen.found.items()
                    if one[0] == sign and one in self.rows
                ]
                found = [
                    often * rarity_of(self.counts[row], len(self.examples)) for row, often in block
                ]
                length = float(np.linalg.norm(found)) or 1.0
                rows += [at] * len(block)
                columns += [row for row, _ in block]
                values += [weight * value / length for value in found]
        shape = (len(texts), len(self.features))
        return csr_matrix((values, (rows, columns)), shape=shape)

    def cross_validated(self, seed: int = 1) -> Chances:
        """What each text gets from weights of the others; how far to cool them so that chances hold."""
        points = np.zeros((len(self.examples), len(self.subtypes)))
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
        for learned, judged in folds.split(self.span, self.truth):
            solved = _solved(self.span[learned], self.truth[learned])
            points[judged] = self.judged[judged] @ solved.coef_.T + solved.intercept_
        heat_themes, heat_subtypes = heats(points, self.truth, self.subtypes)
        return Chances(points, self.subtypes, heat_themes, heat_subtypes)

    def weights(self, judged: Chances) -> Weights:
        """The weights of all texts, in whole numbers, with the heat that cross-validation found."""
        solved = _solved(self.span, self.truth)
        table = self.back @ solved.coef_.T
        scales = np.maximum(np.abs(table).max(axis=0), TINY) / TOP
        whole = np.rint(table / scales).astype(np.int8)
        return Weights(
            subtypes=self.subtypes,
            features=self.features,
            counts=self.counts,
            texts=len(self.examples),
            table=array("b", whole.tobytes()),
            scales=tuple(_short(one) for one in scales),
            starts=tuple(_short(one) for one in solved.intercept_),
            blocks=BLOCKS,
            heat_themes=round(judged.heat_themes, 3),
            heat_subtypes=round(judged.heat_subtypes, 3),
            fingerprint=fingerprint_of(self.examples),
        )


def learner(
    examples: Sequence[Example], reports: Sequence[Example] = (), least_reports: int = 1
) -> Learner:
    """Reads invented texts, and real reports after them; on one core, so that sums come out the same."""
    with threadpool_limits(1):
        return Learner(examples, reports, least_reports)


def _span(matrix: csr_matrix) -> tuple[Numbers, Numbers]:
    """The texts in the space that they span, and what carries an answer there back to the features."""
    likeness = (matrix @ matrix.T).toarray()
    lengths, directions = np.linalg.eigh(likeness)
    kept = lengths > TINY
    roots = np.sqrt(lengths[kept])
    return directions[:, kept] * roots, np.asarray(matrix.T @ (directions[:, kept] / roots))


def _solved(texts: Numbers, truth: Numbers) -> LogisticRegression:
    with threadpool_limits(1):
        return LogisticRegression(C=STRENGTH, max_iter=1000, tol=1e-5).fit(texts, truth)


def _short(number: float) -> float:
    return float(f"{number:.6g}")


def softmax(points: Numbers, heat: float) -> Numbers:
    """Chances of each row's points."""
    powers = np.exp((points - points.max(axis=1, keepdims=True)) / heat)
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def theme_chances(chances: Numbers, subtypes: Sequence[tuple[str, str]]) -> Numbers:
    """The subtypes' chances added up by theme, themes in the order of their ids."""
    themes = sorted({theme for theme, _ in subtypes})
    belongs = np.array([[float(theme == one) for one in themes] for theme, _ in subtypes])
    return np.asarray(chances @ belongs)


def heats(
    points: Numbers, truth: Numbers, subtypes: Sequence[tuple[str, str]]
) -> tuple[float, float]:
    """How far points are to be cooled so that of what gets 0.7, seven in ten are right (least log loss)."""
    themes = sorted({theme for theme, _ in subtypes})
    right = np.array([themes.index(subtypes[one][0]) for one in truth])
    each = np.arange(len(truth))

    def loss_of_themes(heat: float) -> float:
        found = theme_chances(softmax(points, heat), subtypes)[each, right]
        return float(-np.log(np.maximum(found, TINY)).mean())

    def loss_of_subtypes(heat: float) -> float:
        fine = softmax(points, heat)
        within = fine[each, truth] / np.maximum(theme_chances(fine, subtypes)[each, right], TINY)
        return float(-np.log(np.maximum(within, TINY)).mean())

    first, second = (
        minimize_scalar(loss, bounds=(0.1, 3.0), method="bounded").x
        for loss in (loss_of_themes, loss_of_subtypes)
    )
    return float(first), float(second)
