"""How is a report's prose drawn in a page? The blocks of samsyn.exports.markdown as HTML, all escaped."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from samsyn.exports.markdown import Listing, Paragraph, Run, TextBlock, blocks_of

BREAK = mark_safe("<br>")


def html_of(text: str) -> SafeString:
    """The Markdown as paragraphs and lists."""
    return _blocks(blocks_of(text))


def _blocks(blocks: Iterable[TextBlock]) -> SafeString:
    return format_html_join("\n", "{}", ((_block(one),) for one in blocks))


def _block(block: TextBlock) -> SafeString:
    if isinstance(block, Paragraph):
        return format_html("<p>{}</p>", _runs(block.runs))
    return _list(block)


def _list(block: Listing) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((_item(one),) for one in block.items))
    if block.first is None:
        return format_html("<ul>{}</ul>", items)
    start = "" if block.first == 1 else format_html(' start="{}"', block.first)
    return format_html("<ol{}>{}</ol>", start, items)


def _item(blocks: tuple[TextBlock, ...]) -> SafeString:
    """An item of one paragraph holds its words alone, as lists are written."""
    if blocks and isinstance(blocks[0], Paragraph):
        return format_html("{}{}", _runs(blocks[0].runs), _blocks(blocks[1:]))
    return _blocks(blocks)


def _runs(runs: Iterable[Run]) -> SafeString:
    return format_html_join("", "{}", ((_run(one),) for one in runs))


def _run(run: Run) -> SafeString:
    words = format_html_join(BREAK, "{}", ((line,) for line in run.text.split("\n")))
    if run.emphasis:
        words = format_html("<em>{}</em>", words)
    if run.strong:
        words = format_html("<strong>{}</strong>", words)
    if run.link:
        words = format_html('<a href="{}" rel="noreferrer">{}</a>', run.link, words)
    return words
