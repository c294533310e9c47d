"""Is this a Swedish word, a compound of Swedish words, or a place?

350,000 words as Python strings take 50 MB in every process. Only "is it there?" is ever asked, so a
list is kept as sorted 32-bit check sums: one byte string, read in a millisecond. One unknown word
in some 10,000 is taken for a known one; that is not what the guard misses most.
"""

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from sys import byteorder
from zlib import crc32

from samsyn.guard.lists import DATA

LONGEST = 40
"""Longer words are not looked up."""
_SHORTEST_FIRST, _SHORTEST_LAST, _SHORTEST_COMPOUND = 3, 4, 8
_LONG = 9
"""From more letters on the last part of a compound may have three."""


class WordList:
    """Words of which only the check sums are kept."""

    def __init__(self, words: Iterable[str]) -> None:
        self._sums = array("I", sorted({crc32(one.encode()) for one in words}))

    @classmethod
    def from_bytes(cls, data: bytes) -> "WordList":
        """A list as `to_bytes` wrote it, or several one after the other."""
        made = cls(())
        sums = array("I")
        sums.frombytes(data)
        if byteorder == "big":
            sums.byteswap()
        made._sums = array("I", sorted(sums))
        return made

    def to_bytes(self) -> bytes:
        """The sums in order, four bytes each, the least first."""
        sums = array("I", self._sums)
        if byteorder == "big":
            sums.byteswap()
        return sums.tobytes()

    def __contains__(self, word: str) -> bool:
        wanted = crc32(word.encode())
        place = bisect_left(self._sums, wanted)
        return place < len(self._sums) and self._sums[place] == wanted

    def has_compound(self, word: str, *, shortest: int = _SHORTEST_COMPOUND) -> bool:
        """Whether two words of the list stand side by side in it, perhaps joined by an s."""
        if not shortest <= len(word) <= LONGEST:
            return False
        return any(
            word[at:] in self and self._has_head(word[:at])
            for at in range(_SHORTEST_FIRST, len(word) - _SHORTEST_LAST + 1)
        )

    def has(self, word: str) -> bool:
        """Whether it is a word, or up to three words written together."""
        if word in self or self.has_compound(word):
            return True
        if not _SHORTEST_COMPOUND <= len(word) <= LONGEST:
            return False
        if word[-3:] in self and len(word) > _LONG and self._has_head(word[:-3]):
            return True  # uppföljningstid
        return any(
            word[at:] in self and self.has_compound(word[:at].removesuffix("s"), shortest=6)
            for at in range(6, len(word) - _SHORTEST_LAST + 1)
        )

    def _has_head(self, head: str) -> bool:
        return head in self or (head[-1] == "s" and len(head) > 3 and head[:-1] in self)


def fold(word: str) -> str:
    """The word without marks over its letters, as a scanner or a foreign keyboard writes it."""
    return "".join(
        one for one in unicodedata.normalize("NFD", word) if not unicodedata.combining(one)
    )


@cache
def _list(*names: str) -> WordList:
    return WordList.from_bytes(b"".join((DATA / name).read_bytes() for name in names))


def is_word(word: str, *, folded: bool = False) -> bool:
    """Whether small letters spell a Swedish word; `folded`: also when å, ä and ö were lost."""
    if len(word) > LONGEST:
        return True
    return _list("words.bin").has(word) or (folded and _list("words.bin", "folded.bin").has(word))


def is_proper(word: str) -> bool:
    """Whether the dictionary writes it with a capital: a place, a make, a people."""
    return word in _list("proper.bin")


def is_dictionary_place(word: str) -> bool:
    """Whether the dictionary has a word for those who live there."""
    return word in _list("places.bin")
