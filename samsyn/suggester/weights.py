"""How are the weights kept in a file? One line that tells what they are, then features, counts and weights.

A weight is a whole number from -127 to 127 times its subtype's scale, so the file is small and the same bytes
come of the same texts.
"""

import json
import math
import sys
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_MARK = b"samsyn-suggester-1\n"
MOST_BYTES = 64 * 1024 * 1024


class WeightsUnreadable(ValueError):
    """The file holds no weights that this version can read."""


@dataclass(frozen=True)
class Weights:
    """What was learned, and from how many texts."""

    subtypes: tuple[tuple[str, str], ...]
    """Pairs of theme and subtype, ids of the taxonomy."""
    features: tuple[str, ...]
    counts: Sequence[int]
    """In how many texts each feature was seen."""
    texts: int
    table: array[int]
    scales: tuple[float, ...]
    starts: tuple[float, ...]
    blocks: Mapping[str, float]
    heat_themes: float
    heat_subtypes: float
    fingerprint: str
    """Of the texts that they were learned from."""
    rows: Mapping[str, int] = field(init=False)
    by_row: Sequence[Sequence[int]] = field(init=False)
    """The weights of each feature, a whole number for each subtype."""
    rarity: Sequence[float] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", {one: row for row, one in enumerate(self.features)})
        width = len(self.subtypes)
        starts = range(0, len(self.table), width)
        object.__setattr__(self, "by_row", [tuple(self.table[at : at + width]) for at in starts])
        known = {count: rarity_of(count, self.texts) for count in set(self.counts)}
        object.__setattr__(self, "rarity", [known[count] for count in self.counts])


def rarity_of(count: int, texts: int) -> float:
    """What a feature weighs that was seen in so many of the texts (smoothed idf)."""
    return math.log((1 + texts) / (1 + count)) + 1


def to_bytes(weights: Weights) -> bytes:
    """The file; the same weights give the same bytes."""
    about = {
        "subtypes": weights.subtypes,
        "texts": weights.texts,
        "scales": weights.scales,
        "starts": weights.starts,
        "blocks": dict(weights.blocks),
        "heat_themes": weights.heat_themes,
        "heat_subtypes": weights.heat_subtypes,
        "fingerprint": weights.fingerprint,
        "features": len(weights.features),
    }
    counts = array("H", weights.counts)
    if counts.itemsize != 2:  # pragma: no cover - no known platform
        raise WeightsUnreadable("this platform has no numbers of two bytes")
    body = b"\0".join(
        [json.dumps(about, sort_keys=True).encode(), "\n".join(weights.features).encode()]
    )
    numbers = _little(counts) + weights.table.tobytes()
    packed = zlib.compress(len(body).to_bytes(4, "little") + body + numbers, 9)
    return _MARK + packed


def from_bytes(data: bytes) -> Weights:
    """What the file says; refuses WeightsUnreadable."""
    if not data.startswith(_MARK):
        raise WeightsUnreadable("this is no file of weights, or of another version")
    try:
        return _read(_unpacked(data[len(_MARK) :]))
    except (ValueError, KeyError, TypeError, OverflowError, zlib.error) as error:
        raise WeightsUnreadable(f"the weights are damaged ({type(error).__name__})") from None


def _unpacked(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    whole = unpacker.decompress(packed, MOST_BYTES)
    if not unpacker.eof:
        raise ValueError
    return whole


def _read(whole: bytes) -> Weights:
    length = 4 + int.from_bytes(whole[:4], "little")
    first, listed = whole[4:length].split(b"\0")
    about: dict[str, Any] = json.loads(first)
    features = tuple(listed.decode().split("\n"))
    counts = array("H")
    counts.frombytes(_little(array("H", whole[length : length + 2 * len(features)])))
    table = array("b", whole[length + 2 * len(features) :])
    subtypes = tuple((theme, subtype) for theme, subtype in about["subtypes"])
    if len(features) != about["features"] or len(table) != len(features) * len(subtypes):
        raise ValueError
    return Weights(
        subtypes=subtypes,
        features=features,
        counts=counts,
        texts=about["texts"],
        table=table,
        scales=tuple(about["scales"]),
        starts=tuple(about["starts"]),
        blocks=about["blocks"],
        heat_themes=about["heat_themes"],
        heat_subtypes=about["heat_subtypes"],
        fingerprint=about["fingerprint"],
    )


def _little(numbers: "array[int]") -> bytes:
    if sys.byteorder == "big":
        numbers = array("H", numbers)
        numbers.byteswap()
    return numbers.tobytes()


def read_weights(path: Path) -> Weights:
    """The weights of a file; refuses WeightsUnreadable."""
    return from_bytes(path.read_bytes())
