"""Reads a PDF back as a screen reader does: its tag tree, with attributes and the words of each element."""

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdf
from pypdf.generic import ContentStream, IndirectObject

type Place = tuple[int, int]
"""Page (its object's number) and the number of the marked content on it."""

_BETWEEN = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_HEX = re.compile(rb"<([0-9a-fA-F]+)>")


@dataclass
class Tag:
    """One element of the tag tree."""

    kind: str
    words: list[str] = field(default_factory=list)
    below: list["Tag"] = field(default_factory=list)
    alt: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All words in it, with one space between them."""
        # A word that is broken at the end of a line is two pieces with a soft hyphen between.
        return " ".join(re.sub(" ?\u00ad ?", "", " ".join(self._words())).split())

    def _words(self) -> Iterator[str]:
        yield from self.words
        for one in self.below:
            yield from one._words()

    def all(self, *kinds: str) -> Iterator["Tag"]:
        """Every element of these kinds in it, in reading order."""
        for one in self.below:
            if one.kind in kinds:
                yield one
            yield from one.all(*kinds)


def tags_of(pdf: bytes) -> Tag:
    """The whole tag tree, in reading order."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    words = {}
    for page in reader.pages:
        words |= _words_of(page, reader)
    root = Tag("Root")
    _gather(reader.root_object["/StructTreeRoot"]["/K"], root, 0, words)
    return root


def _gather(kids: Any, parent: Tag, page: int, words: dict[Place, str]) -> None:
    for kid in kids if isinstance(kids, list) else [kids]:
        one = kid.get_object() if isinstance(kid, IndirectObject) else kid
        if isinstance(one, int):
            # Words stand before or after the elements beside them, as the tree says.
            parent.below.append(Tag("words", [words.get((page, one), "")]))
        elif isinstance(one, list):
            _gather(one, parent, page, words)
        elif one.get("/Type") == "/MCR":
            place = (one.raw_get("/Pg").idnum, int(one["/MCID"]))
            parent.below.append(Tag("words", [words.get(place, "")]))
        elif "/S" in one:
            here = one.raw_get("/Pg").idnum if "/Pg" in one else page
            tag = Tag(one["/S"][1:], alt=str(one.get("/Alt", "")), attributes=_attributes(one))
            parent.below.append(tag)
            if "/K" in one:
                _gather(one["/K"], tag, here, words)


def _attributes(element: Any) -> dict[str, Any]:
    said = element.get("/A", [])
    each = said if isinstance(said, list) else [said]
    return {name: value for one in each for name, value in one.get_object().items()}


def _words_of(page: Any, reader: pypdf.PdfReader) -> dict[Place, str]:
    """The words of each marked content of a page."""
    letters = {
        name: _letters(font.get_object()["/ToUnicode"].get_data())
        for name, font in page["/Resources"].get("/Font", {}).items()
    }
    found: dict[Place, str] = defaultdict(str)
    number = page.indirect_reference.idnum
    marks: list[tuple[int, str | None]] = [(-1, None)]
    font: dict[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        match operator:
            case b"BDC":
                said = operands[1].get_object() if hasattr(operands[1], "get_object") else {}
                outer = marks[-1]
                replaced = said.get("/ActualText")
                marks.append((said.get("/MCID", outer[0]), replaced if replaced else outer[1]))
                if replaced:
                    found[number, marks[-1][0]] += str(replaced)
            case b"BMC":
                marks.append(marks[-1])
            case b"EMC":
                marks.pop()
            case b"Tf":
                font = letters[operands[0]]
            case b"Tj" | b"TJ" if marks[-1][1] is None:
                pieces = operands[0] if operator == b"TJ" else operands
                found[number, marks[-1][0]] += "".join(
                    _said(piece, font) for piece in pieces if not isinstance(piece, int | float)
                )
    return found


def _said(piece: Any, font: dict[int, str]) -> str:
    code = getattr(piece, "original_bytes", piece)
    return "".join(
        font.get(int.from_bytes(code[at : at + 2]), "\ufffd") for at in range(0, len(code), 2)
    )


def _letters(cmap: bytes) -> dict[int, str]:
    """What each glyph stands for, by the font's own table."""
    found: dict[int, str] = {}
    for kind, lines in _BETWEEN.findall(cmap):
        codes = [bytes.fromhex(one.decode()) for one in _HEX.findall(lines)]
        if kind == b"bfchar":
            for glyph, letter in zip(codes[::2], codes[1::2], strict=True):
                found[int.from_bytes(glyph)] = letter.decode("utf-16-be")
        else:
            for first, last, letter in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
                start = int.from_bytes(letter)
                for glyph in range(int.from_bytes(first), int.from_bytes(last) + 1):
                    found[glyph] = chr(start + glyph - int.from_bytes(first))
    return found
