"""Does the prose of a report come through whole, and nothing but words of it?"""

import re
from urllib.parse import unquote

from hypothesis import example, given
from hypothesis import strategies as st

from samsyn.exports.markdown import DEEPEST, Listing, Paragraph, Run, blocks_of, plain

WORD = re.compile(r"[^\W_]+")
LIST_NUMBERS = re.compile(r"(?m)^(?:[ \t]*(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t]|$))+")


def one_paragraph(text):
    (block,) = blocks_of(text)
    assert isinstance(block, Paragraph)
    return block.runs


def test_paragraphs_and_lists():
    assert blocks_of("Ett\nstycke.\n\nEtt till:\n\n- *ett*\n- två\n  1. inne\n") == (
        Paragraph((Run("Ett stycke."),)),
        Paragraph((Run("Ett till:"),)),
        Listing(
            (
                (Paragraph((Run("ett", emphasis=True),)),),
                (
                    Paragraph((Run("två"),)),
                    Listing(((Paragraph((Run("inne"),)),),), first=1),
                ),
            )
        ),
    )


def test_a_list_begins_at_its_number():
    (block,) = blocks_of("3. tre\n4. fyra")
    assert block.first == 3
    assert blocks_of("0. noll")[0].first == 0


def test_ways_of_writing():
    assert one_paragraph("**stark *båda*** och [länk **stark**](https://example.org/a?b=c)") == (
        Run("stark ", strong=True),
        Run("båda", strong=True, emphasis=True),
        Run(" och "),
        Run("länk ", link="https://example.org/a?b=c"),
        Run("stark", strong=True, link="https://example.org/a?b=c"),
    )
    assert one_paragraph("en rad  \nen till") == (Run("en rad\nen till"),)
    assert one_paragraph(r"\*inte\*") == (Run("*inte*"),)


def test_a_link_leads_to_the_web_or_a_mailbox_and_nowhere_else():
    assert one_paragraph("[a](mailto:a@example.org)")[0].link == "mailto:a@example.org"
    for address in ("javascript:alert(1)", "data:text/html,x", "file:etc/passwd", "/inkorg/"):
        assert one_paragraph(f"[a]({address})") == (Run(f"[a]({address})"),)


def test_the_title_of_a_link_stands_behind_it():
    assert plain(blocks_of('[här](https://example.org "på länets plats")')) == (
        "här (på länets plats)"
    )


def test_headings_html_code_and_rules_are_only_words():
    for text in (
        "# Rubrik",
        "<script>alert(1)</script>",
        "a <b>b</b> &amp; c",
        "> citat",
        "`kod`",
        "---",
        "![bild](x.png)",
        "|a|b|",
        "<https://example.org>",
    ):
        assert one_paragraph(text) == (Run(text),)


def test_a_list_that_is_too_deep_stands_as_words():
    text = "- " * 60 + "botten"
    assert plain(blocks_of(text)).endswith("- botten")
    assert plain(blocks_of(text)).count("-") == 60 - DEEPEST


MARKS = st.sampled_from(
    [
        "*",
        "**",
        "_",
        "[",
        "]",
        "](https://a.se)",
        "!",
        "#",
        ">",
        "`",
        "\\",
        "<b>",
        "&lt;",
        "|",
        "~~",
    ]
)
LINES = st.sampled_from(
    ["- ", "1. ", "---", "\n", "\n\n", "  \n", "    ", "\t", ' ("x")', "http://a.se"]
)
TEXTS = st.lists(st.one_of(MARKS, LINES, st.text(max_size=8)), max_size=30).map("".join)


@given(TEXTS)
@example("- " * 200 + "x")
@example("[" * 300 + "x" + "]" * 300)
@example("*" * 300 + "x" + "*" * 299)
def test_no_word_is_lost(text):
    kept = " ".join(everything_said(blocks_of(text)))
    # The numbers of a list's items are counted from its first.
    for word in WORD.findall(LIST_NUMBERS.sub("", text.replace("\0", "\ufffd"))):
        assert word in kept


def everything_said(blocks):
    for block in blocks:
        if isinstance(block, Paragraph):
            yield "".join(run.text for run in block.runs)
            yield from (unquote(run.link) for run in block.runs)
        else:
            for item in block.items:
                yield from everything_said(item)


@given(TEXTS)
def test_what_is_said_was_written(text):
    """Nothing is added, and what looks like HTML is words, character for character."""
    written = text.replace("\0", "\ufffd")
    for character in set(plain(blocks_of(text))) - set(" \n()"):
        assert character in written
