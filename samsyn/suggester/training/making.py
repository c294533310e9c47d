"""Makes the shipped weights and their figures from the texts of the repository: the same bytes each time."""

import json
from pathlib import Path
from typing import Any

from samsyn.suggester.suggesting import SHIPPED
from samsyn.suggester.training.examples import (
    HELD_OUT,
    OWN,
    SHARED,
    fingerprint_of,
    read_examples,
    training_texts,
)
from samsyn.suggester.training.figures import (
    cross_judged,
    judged,
    parted,
    subtype_figures,
)
from samsyn.suggester.training.fitting import learner
from samsyn.suggester.weights import to_bytes

FIGURES = SHIPPED.with_name("figures.json")


def made() -> tuple[bytes, dict[str, Any]]:
    """The file of weights and the figures of it."""
    examples = training_texts()
    learned = learner(examples)
    chances = learned.cross_validated()
    weights = learned.weights(chances)
    held_out = read_examples(HELD_OUT)
    unseen = judged(held_out, weights)
    figures = {
        "fingerprint": weights.fingerprint,
        "held_out_fingerprint": fingerprint_of(held_out),
        "features": len(weights.features),
        "held_out": parted(unseen, held_out) | {"confusion": unseen.confusion()},
        "cross_validated": parted(cross_judged(learned, chances), examples)
        | {
            "subtypes": subtype_figures(learned, chances),
            "held": cross_judged(learned, chances).held(),
        },
        "shared_left_out": _shared_left_out(),
    }
    return to_bytes(weights), figures


def _shared_left_out() -> dict[str, Any]:
    """The shared texts as weights of our own texts alone see them."""
    learned = learner(read_examples(OWN))
    weights = learned.weights(learned.cross_validated())
    shared = read_examples(SHARED)
    return parted(judged(shared, weights), shared)


def make(weights_file: Path = SHIPPED, figures_file: Path = FIGURES) -> dict[str, Any]:
    """Write both files and give the figures."""
    weights, figures = made()
    weights_file.write_bytes(weights)
    figures_file.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return figures
