"""Which digits are a phone number, with spaces, in brackets, or written out in words?"""

import re
from collections.abc import Iterator

from samsyn.guard.finding import Finding, found

_GAP = r"[ \u00a0\u202f]?[-–—‑./()]?[ \u00a0\u202f]?"
_ZERO = re.compile(
    rf"(?<![\w,:])(?<!\d[-–.])(?<!(?<!\d{{4}})\d/)\(?0(?:{_GAP}\d){{6,10}}(?!\d)(?![-–:]\d)(?!/[1-9])"
)
_ABROAD = re.compile(rf"(?<![\w:.])(?:\+|00){_GAP}[1-9](?:{_GAP}\d){{6,13}}(?!\d)")
_CALLED = re.compile(
    r"(?i)\b(?:tel(?:efon)?(?:nummer|numret|nr)?|tfn|tlf|mobil(?:nummer|numret|nr)?|mob"
    r"|ring(?:er|a|de|t)?|sms:?a?|nås på|växel|journummer"
    r"|(?:nytt|hans|hennes|mitt|deras|på|hens) (?:nummer|nr))\b"
    rf"[^\d\n]{{0,12}}(?P<number>(?!\d{{6}}-\d{{4}})(?!(?:19|20)\d\d-)[1-9](?:{_GAP}\d){{5,9}})(?!\d)(?![-–/:]\d)"
)
_DIGIT_WORD = (
    r"(?:noll(?:a|an)?|(?:ett|två|tre|fyra|fem|sex|sju|åtta|nio)?hundra(?:och)?\w{0,12}"
    r"|(?:tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio)(?:ett?|en|två|tre|fyra|fem"
    r"|sex|sju|åtta|nio)?"
    r"|ett|tva|två|tre|fyra|fem|sex|sju|åtta|atta|nio|tio|elva|tolv|tretton|fjorton|femton"
    r"|sexton|sjutton|arton|nitton|\d{1,3})"
)
_IN_WORDS = re.compile(
    rf"(?i)(?<!\w)(?:plus (?:fyrtiosex|fyra sex)|noll(?:a|an)?|noll\w{{3,10}})"
    rf"(?:[ ,.–-]{{1,3}}{_DIGIT_WORD}){{4,14}}(?!\w)"
)
_MONEY = re.compile(r"[ \u00a0]?(?:kr\b|kronor|%|procent|SEK|tkr|mnkr|mkr|:-)")


def phones(text: str) -> Iterator[Finding]:
    """Phone numbers: Swedish with 0, foreign with + or 00, after a word for phone, and in words."""
    for match in _ABROAD.finditer(text):
        if _digits(match[0]) >= 8:
            yield found(*match.span(), "PHONE", certain=True)
    for match in _ZERO.finditer(text):
        if _is_swedish(match[0]) and not _MONEY.match(text, match.end()):
            start = match.start() + (match[0].startswith("(") and ")" not in match[0])
            yield found(start, match.end(), "PHONE", certain=True)
    for match in _CALLED.finditer(text):
        if not _MONEY.match(text, match.end()):
            yield found(*match.span("number"), "PHONE", certain=False)
    for match in _IN_WORDS.finditer(text):
        yield found(*match.span(), "PHONE", certain=True)


def _digits(number: str) -> int:
    return sum(map(str.isdigit, number))


def _is_swedish(number: str) -> bool:
    """Eight to ten digits; not the hours 08-09 or a date: 08.30-09.15 has its points elsewhere."""
    plain = re.sub(r"\D", "", number)
    if not 8 <= len(plain) <= 10 or plain[1] == "0":
        return False
    return not re.match(r"0\d[.:]\d\d ?[-–]", number)
