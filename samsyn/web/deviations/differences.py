"""What has been changed between two versions, word by word?"""

import re
from difflib import SequenceMatcher
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")


def marked(old: str, new: str) -> SafeString:
    """The new text with what was added in <ins> and what was taken away in <del>."""
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    parts = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[i1:i2]), "".join(after[j1:j2])
        if what == "equal":
            parts.append(format_html("{}", gone))
            continue
        if gone:
            parts.append(format_html("<del>{}</del>", gone))
        if come:
            parts.append(format_html("<ins>{}</ins>", come))
    return format_html_join("", "{}", ((part,) for part in parts))


def changes(versions, labels) -> list[dict]:
    """Each earlier version (latest first) with the texts that the following one changed.

    `labels` says which texts are compared, and how each one is headed.
    """
    return [
        {
            "version": older,
            "replaced_by": newer,
            "texts": [
                (label, marked(_text(older, name), _text(newer, name)))
                for name, label in labels.items()
                if _text(older, name) != _text(newer, name)
            ],
        }
        for newer, older in pairwise(versions)
    ]


def _text(version, name) -> str:
    """One of its texts, whatever line ends a browser once gave it."""
    return (getattr(version, name) or "").replace("\r\n", "\n")
