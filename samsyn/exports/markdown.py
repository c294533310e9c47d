"""What does the Markdown of a report's prose say? Paragraphs and lists of runs, as plain data.

Every form is made of these: page, PDF and Word. A small subset: paragraphs, lists, strong words,
emphasis, line breaks and links to the web or a mailbox. Headings are not in it, for the chapters are the
headings; HTML neither. What is not in the subset stands as it was written: no word is lost.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.list import list_block
from markdown_it.token import Token

BLOCK_RULES = ["list"]
INLINE_RULES = ["newline", "escape", "emphasis", "link"]
INLINE_SECOND = ["balance_pairs", "emphasis", "fragments_join"]
LINKED_TO = ("https://", "http://", "mailto:")
DEEPEST = 4
"""Lists in lists; a deeper one stands as words, for the parser would drop what is too deep."""
TOKENS_OF_A_LIST = 2


@dataclass(frozen=True)
class Run:
    """Words in one way of writing; a line break is "\\n" in them."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""
    """Where the words lead, or nowhere."""


@dataclass(frozen=True)
class Paragraph:
    """Runs that stand together."""

    runs: tuple[Run, ...]
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Listing:
    """A list: each item has blocks of its own."""

    items: tuple[tuple["TextBlock", ...], ...]
    first: int | None = None
    """The number of the first item; None when the items have no numbers."""
    kind: Literal["list"] = "list"


type TextBlock = Paragraph | Listing


def blocks_of(text: str) -> tuple[TextBlock, ...]:
    """What the Markdown says, in reading order; never fails, whatever the text."""
    tokens = iter(_parser().parse(text))
    return tuple(_blocks(tokens, until=None))


def plain(blocks: Iterable[TextBlock]) -> str:
    """The words of the blocks alone, a line for each paragraph."""
    return "\n".join("".join(run.text for run in one.runs) for one in _paragraphs(blocks))


def _paragraphs(blocks: Iterable[TextBlock]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for item in block.items:
                yield from _paragraphs(item)


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        return url.lower().startswith(LINKED_TO)


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("zero", {"html": False, "linkify": False, "maxNesting": 100})
    parser.block.ruler.at("list", _list_not_too_deep, {"alt": ["paragraph"]})
    parser.block.ruler.enable(BLOCK_RULES)
    parser.inline.ruler.enable(INLINE_RULES)
    parser.inline.ruler2.enable(INLINE_SECOND)
    return parser


def _list_not_too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.level >= DEEPEST * TOKENS_OF_A_LIST:
        return False
    return list_block(state, start, end, silent)


def _blocks(tokens: Iterator[Token], *, until: str | None) -> Iterator[TextBlock]:
    for token in tokens:
        if token.type == until:
            return
        if token.type == "inline":
            if runs := tuple(_joined(_runs(token.children or []))):
                yield Paragraph(runs)
        elif token.type == "bullet_list_open":
            yield Listing(tuple(_items(tokens, until="bullet_list_close")))
        elif token.type == "ordered_list_open":
            first = int(token.attrs.get("start", 1))
            yield Listing(tuple(_items(tokens, until="ordered_list_close")), first)


def _items(tokens: Iterator[Token], *, until: str) -> Iterator[tuple[TextBlock, ...]]:
    for token in tokens:
        if token.type == until:
            return
        yield tuple(_blocks(tokens, until="list_item_close"))


def _runs(tokens: Iterable[Token]) -> Iterator[Run]:
    strong = emphasis = 0
    link = title = ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "link_open":
                link, title = str(token.attrs["href"]), str(token.attrs.get("title", ""))
            case "link_close":
                # A title shows only under a pointer; on paper it stands behind the words.
                yield Run(f" ({title})" if title else "", bool(strong), bool(emphasis))
                link = title = ""
            case "softbreak":
                yield Run(" ", bool(strong), bool(emphasis), link)
            case "hardbreak":
                yield Run("\n", bool(strong), bool(emphasis), link)
            case _:
                yield Run(token.content, bool(strong), bool(emphasis), link)


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours that are written alike as one; none that is empty."""
    kept = (run for run in runs if run.text)
    for (strong, emphasis, link), same in groupby(
        kept, key=lambda run: (run.strong, run.emphasis, run.link)
    ):
        yield Run("".join(run.text for run in same), strong, emphasis, link)
