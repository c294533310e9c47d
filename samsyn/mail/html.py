"""How does a letter look as HTML? Drawn from its plain text, so that both parts always say the same."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

LONGEST_HEADING = 100
"""Characters; a letter that begins with a longer paragraph has its subject as heading."""


@dataclass(frozen=True)
class Block:
    """One paragraph: its lines, or a button when it is our own address."""

    lines: tuple[str, ...] = ()
    link: str = ""
    words: str = ""


def html_of(subject: str, body: str, language: str) -> str:
    """The letter as an HTML page without style sheet, script, picture or anything from elsewhere.

    The first line that ends in an address of ours becomes the button, and the words before it its text.
    """
    blocks = _blocks(body)
    heading = subject
    if blocks and len(blocks[0].lines) == 1 and len(blocks[0].lines[0]) <= LONGEST_HEADING:
        heading = blocks.pop(0).lines[0]
    with translation.override(language):
        html = render_to_string(
            "mail/letter.html",
            {"subject": subject, "language": language, "heading": heading, "blocks": blocks},
        )
    return html.lstrip()


def _blocks(body: str) -> list[Block]:
    ours = re.compile(rf"(?:(?P<words>.*?):? +)?(?P<link>{re.escape(settings.BASE_URL)}/\S*)")
    blocks: list[Block] = []
    has_button = False
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        lines: list[str] = []
        for line in paragraph.splitlines():
            found = None if has_button else ours.fullmatch(line.strip())
            if found is None:
                lines.append(line)
                continue
            has_button = True
            blocks += [Block(tuple(lines))] if lines else []
            blocks.append(Block(link=found["link"], words=found["words"] or ""))
            lines = []
        blocks += [Block(tuple(lines))] if any(lines) else []
    return blocks
