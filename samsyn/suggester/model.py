"""How is a text weighed? Features times weights, made into probabilities; and which words weighed most."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samsyn.suggester.features import Seen
from samsyn.suggester.weights import Weights
from samsyn.suggester.words import EMPTY, WHO

_LEAST_SHARE = 0.3
"""A word is named beside another when it weighs at least this part of what the first one weighs."""


@dataclass(frozen=True)
class Weighed:
    """What a text's features came to: the probability of each theme and of each subtype."""

    themes: Mapping[str, float]
    subtypes: Mapping[str, float]


def values_of(seen: Seen, model: Weights) -> dict[int, float]:
    """The known features of a text by row: rarer weighs more, repeated hardly more, each kind of length 1."""
    blocks: dict[str, list[tuple[int, float]]] = {}
    for feature, places in seen.found.items():
        if (row := model.rows.get(feature)) is not None:
            often = 1 + math.log(max(1, len(places)))
            blocks.setdefault(feature[0], []).append((row, often * model.rarity[row]))
    values = {}
    for sign, block in blocks.items():
        share = model.blocks[sign] / math.sqrt(math.fsum(value * value for _, value in block))
        values.update({row: value * share for row, value in block})
    return values


def weighed(values: Mapping[int, float], model: Weights) -> Weighed:
    """The calibrated probabilities; those of a theme's subtypes add up to the theme's."""
    sums = [0.0] * len(model.subtypes)
    for row, value in values.items():
        sums = [
            total + value * weight for total, weight in zip(sums, model.by_row[row], strict=True)
        ]
    points = [
        start + total * scale
        for start, total, scale in zip(model.starts, sums, model.scales, strict=True)
    ]
    themes = dict.fromkeys((theme for theme, _ in model.subtypes), 0.0)
    for (theme, _), chance in zip(model.subtypes, _chances(points, model.heat_themes), strict=True):
        themes[theme] += chance
    within = dict.fromkeys(themes, 0.0)
    fine = _chances(points, model.heat_subtypes)
    for (theme, _), chance in zip(model.subtypes, fine, strict=True):
        within[theme] += chance
    subtypes = {
        name: themes[theme] * chance / within[theme] if within[theme] else 0.0
        for (theme, name), chance in zip(model.subtypes, fine, strict=True)
    }
    return Weighed(themes, subtypes)


def _chances(points: Sequence[float], heat: float) -> list[float]:
    """Softmax: points that are cooled or heated, as probabilities."""
    most = max(points)
    powers = [math.exp((one - most) / heat) for one in points]
    total = math.fsum(powers)
    return [one / total for one in powers]


def heaviest_words(
    theme: str, seen: Seen, values: Mapping[int, float], found: Weighed, model: Weights, most: int
) -> list[str]:
    """The words of the text that speak most for this theme against the others, the heaviest first."""
    tilt = _tilt(theme, found, model)
    points: dict[str, float] = {}
    shown: dict[str, str] = {}
    for feature, places in seen.found.items():
        row = model.rows.get(feature)
        if row is None or not places:
            continue
        share = values[row] * sum(
            weight * lean for weight, lean in zip(model.by_row[row], tilt, strict=True)
        )
        for place in places:
            word = seen.words[place]
            shown.setdefault(word.lower(), word)
            points[word.lower()] = points.get(word.lower(), 0.0) + share / len(places)
    return [shown[word] for word in _first(points, most)]


def _first(points: Mapping[str, float], most: int) -> list[str]:
    """The heaviest words; who took part only when nothing else speaks; no word that another one holds."""
    telling = [word for word in points if points[word] > 0 and word not in EMPTY]
    telling = [word for word in telling if word not in WHO] or telling
    ranked = sorted(telling, key=lambda word: (-points[word], word))
    chosen: list[str] = []
    for word in ranked:
        if points[word] < _LEAST_SHARE * points[ranked[0]] or len(chosen) == most:
            break
        if not any(word in other or other in word for other in chosen):
            chosen.append(word)
    return chosen


def _tilt(theme: str, found: Weighed, model: Weights) -> list[float]:
    """How much each subtype's weight counts for or against a theme: its own likely ones against rivals."""
    own = [found.subtypes[name] if at == theme else 0.0 for at, name in model.subtypes]
    rivals = [0.0 if at == theme else found.subtypes[name] for at, name in model.subtypes]
    even = 1 / max(1, sum(at != theme for at, _ in model.subtypes))
    own_sum, rival_sum = math.fsum(own) or 1.0, math.fsum(rivals) or 1.0
    return [
        scale * (mine / own_sum - (0.0 if at == theme else (theirs / rival_sum + even) / 2))
        for (at, _), mine, theirs, scale in zip(
            model.subtypes, own, rivals, model.scales, strict=True
        )
    ]
