"""Which digits are a personal number: whole, as a coordination or reserve number, or half hidden?"""

import re
from collections.abc import Iterator
from datetime import date

from samsyn.guard.finding import Finding, found

_GAP = "[-–—‑−+./ \u00a0\u202f]"
_NUMBER = re.compile(
    rf"""(?<![\d/])(?<!\d[-–.,+:])
    (?P<century>18|19|20)?(?P<year>\d\d){_GAP}?(?P<month>\d\d){_GAP}?(?P<day>\d\d)
    (?P<gap>[ \u00a0\u202f]?[-–—‑−+./]?[ \u00a0\u202f]?)
    (?P<last>\d{{4}}|\d{{0,2}}(?:[Xx]{{2,4}}|[*_]{{2,4}}|[Nn]{{2,4}}|[-–.?]{{4}})|(?=\d{{0,3}}[A-ZÅÄÖ])[A-ZÅÄÖ\d]{{4}})
    (?![\w])(?![-–/+]\d)""",
    re.VERBOSE,
)
_SPACED = re.compile(
    r"(?<![\w-])\d(?:[ \u00a0]\d){5,11}(?:[ \u00a0]?[-–+][ \u00a0]?\d(?:[ \u00a0]\d){3})?(?![\w-])"
)
_GLUED = re.compile(r"(?i)(?:n(?:umme)?r|född|f)$")
_RESERVE = re.compile(
    r"(?i)\b(?:reserv|samordnings|temporär\w{0,4} person|tillfällig\w{0,3} person|T-)\s?(?:nr"
    r"|nummer)\b"
    r"[\s:.]{0,3}(?:är|var|har)?\s?(?P<number>[\dA-ZÅÄÖ]{6,8}[- ]?[\dA-ZÅÄÖ]{4,6})\b"
)
_BEFORE = re.compile(
    r"(?i)(?:person\s?n(?:umme)?r|person-?id|\bpnr|\bp-?nummer|\bperson?nr|fyra sista|födelsen"
    r"|samordningsn|\belev|\bpatient|\bpat\b|\bbarn|\bflicka|\bpojke|\bson\b|\bdotter"
    r"|\bidentitet|\bid-?nr|\bid-?nummer)[^\n]{0,24}$"
)
_SAYS = re.compile(
    r"(?i)(?:person\s?-?n(?:umme)?r|\bpnr|\bp-?n(?:umme)?r|samordningsn)[^\n]{0,12}$"
)
_OTHER = re.compile(
    r"(?i)(?:order|beställning|faktura|\bbest\b|artikel|\bkonto|bankgiro|plusgiro|\bbg\b"
    r"|\bpg\b|\bocr\b|serie"
    r"|org(?:anisations)?\.?\s?n(?:umme)?r|\bdnr|diarie|ärende\s?n(?:umme)?r|period|\bkl\b"
    r"|\btel)[^\n]{0,16}$"
)


def luhn_holds(ten: str) -> bool:
    """Whether the last of ten digits is the check digit of the others (SKV 704)."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(ten))
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0


def is_day(year: str, month: str, day: str) -> bool:
    """Whether the two digits each are a day of the calendar; a coordination number's day is raised by 60."""
    number = int(day)
    try:  # 2000 is a leap year, as every fourth year of a living person's is
        date(2000 + int(year) % 100, int(month), number - 60 if number > 60 else number)
    except ValueError:
        return False
    return True


def personal_numbers(text: str) -> Iterator[Finding]:
    """Personal numbers: certain with a check digit that holds or a word that says so."""
    for match in _NUMBER.finditer(text):
        yield from _judged(text, *match.span(), match)
    for spaced in _SPACED.finditer(text):
        digits = re.sub(r"\D", "", spaced[0])
        if (
            len(digits) in (10, 12)
            and is_day(digits[-10:-8], digits[-8:-6], digits[-6:-4])
            and (luhn_holds(digits[-10:]) or digits[:2] in {"19", "20"})
        ):
            yield found(*spaced.span(), "PERSONNUMMER", certain=luhn_holds(digits[-10:]))
    for reserve in _RESERVE.finditer(text):
        if sum(map(str.isdigit, reserve["number"])) >= 6:
            yield found(*reserve.span("number"), "PERSONNUMMER", certain=True)


def _judged(text: str, start: int, end: int, match: re.Match[str]) -> Iterator[Finding]:
    if not is_day(match["year"], match["month"], match["day"]):
        return
    before = text[max(0, start - 48) : start]
    last = match["last"]
    holds = last.isdigit() and luhn_holds(match["year"] + match["month"] + match["day"] + last)
    named = bool(_BEFORE.search(before))
    if (
        match[0].startswith("07")
        and last.isdigit()
        and not match["gap"]
        and not _SAYS.search(before)
    ):
        return  # 0701740638 is a mobile's number, even where 010174 raised by 60 is a day
    if not named and _OTHER.search(before):
        return
    if not (holds or named or match["gap"] or match["century"]):
        return
    if not last.isdigit() and not match["gap"] and not match["century"]:
        return
    if text[start - 1 : start].isalpha() and not _GLUED.search(before):
        return
    yield found(start, end, "PERSONNUMMER", certain=holds or named)
