"""Which words are an e-mail address, perhaps with (at) and punkt, and which a link?"""

import re
from collections.abc import Iterator

from samsyn.guard.finding import Finding, found

_TOP = (
    r"(?:se|nu|com|org|net|eu|info|io|no|dk|fi|de|uk|pl|ru|ir|tr|me|co|app|edu|gov|biz|fr|nl|es|it"
    r"|online|local|invalid|example|test)"
)
_AT = (
    r"(?:[ \t]{0,2}@[ \t]{0,2}|[ \t]?[(\[{<]\s?(?:at|a|@|snabel-?\s?a)\s?[)\]}>][ \t]?"
    r"|[ \t]?＠[ \t]?"
    r"|[ \t]?snabel-?\s?a[ \t]|[ \t]snabel[ \t]|[ \t](?:at|alfa-?krull)[ \t])"
)
_DOT = (
    r"(?:\.|[ \t]{0,2}[(\[{]\s?(?:punkt|dot|\.)\s?[)\]}][ \t]{0,2}|[ \t](?:punkt|dot)[ \t]"
    r"|[ \t]?\.[ \t]?)"
)
_PLAIN = re.compile(r"(?<![\w.+%-])[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}")
_DISGUISED = re.compile(
    rf"(?i)(?<![\w.+%-])[\w+%-]{{1,40}}"
    rf"(?:(?:\.|[ \t]?[(\[](?:punkt|dot)[)\]][ \t]?|[ \t](?:punkt|dot|understreck"
    rf"|bindestreck)[ \t])"
    rf"[\w+%-]{{1,40}}){{0,4}}"
    rf"{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,3}}{_DOT}{_TOP}(?![\w])"
)
_LINK = re.compile(
    r"(?i)(?<![\w@])(?:(?:https?|ftp|hxxps?)://[^\s<>\"”»\])]{2,400}"
    r"|www\.[^\s<>\"”»\])]{3,400}"
    r"|www[ \t]?(?:\.|punkt)[ \t]?[\w-]{2,63}"
    r"(?:[ \t]?(?:\.|punkt)[ \t]?[\w-]{2,63}){0,3}[ \t]?(?:\.|punkt)[ \t]?(?:se|nu|com|org)\b"
    rf"|(?:[\w-]{{1,63}}\.){{1,5}}{_TOP}(?::\d{{2,5}})?/[^\s<>\"”»\])]{{1,400}})"
)


def links(text: str) -> Iterator[Finding]:
    """E-mail addresses, plain or disguised, and links with a scheme, with www or with a path."""
    if "@" in text:
        for match in _PLAIN.finditer(text):
            end = match.start() + len(match[0].rstrip(".-'"))
            yield found(match.start(), end, "EMAIL", certain="." in match[0].partition("@")[2])
    for match in _DISGUISED.finditer(text):
        yield found(*match.span(), "EMAIL", certain=True)
    for match in _LINK.finditer(text):
        end = match.start() + len(match[0].rstrip(".,;:!?'’"))
        yield found(match.start(), end, "URL", certain=True)
