"""Which dates are somebody's date of birth?"""

import re
from collections.abc import Iterable, Iterator

from samsyn.guard.finding import Finding, found
from samsyn.guard.personal_numbers import is_day

_MONTH = (
    r"(?i:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    r"|jan|feb|febr|mar|apr|jun|jul|aug|sept|sep|okt|nov|dec)\b\.?"
)
_YEAR = r"(?:(?:19|20)\d\d|[-–’'´]\d\d(?!\d))"
_ORDINAL = (
    r"(?:första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde|elfte|tolfte"
    r"|trettonde|fjortonde|femtonde"
    r"|sextonde|sjuttonde|artonde|nittonde|tjugonde|tjugo(?:första|andra|tredje|fjärde|femte"
    r"|sjätte|sjunde|åttonde|nionde)"
    r"|trettionde|trettioförsta)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_DATE = (
    r"(?:(?:19|20)\d\d ?[-–./ ] ?(?:0?[1-9]|1[0-2]) ?[-–./ ] ?" + _DAY + r"(?![\d])"
    rf"|{_DAY}(?::?(?:e|a|de|te))? ?{_MONTH}(?:,? ?{_YEAR})?"
    rf"|{_DAY}-(?:0?[1-9]|1[0-2])-(?:19|20)\d\d(?!\d)"
    rf"|{_ORDINAL} {_MONTH}(?: {_YEAR})?"
    rf"|{_DAY} ?[/.] ?(?:0?[1-9]|1[0-2])(?! ?[\d]{{0,2}} ?(?:%|kr|procent))(?:(?: ?[-–/.] ?"
    rf"| )(?:(?:19|20)\d\d|\d\d(?!\d)))?(?!\d)"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"|\d\d ?[-–./ ] ?(?:0[1-9]|1[0-2]) ?[-–./ ] ?(?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"|\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))"
)
_BORN = (
    r"(?i:(?<!\w)(?:född|fodd|fött|fött|födda|fodda|föddes|foddes|f\.?d\.?|f\.|f(?= ?:? ?\d)"
    r"|fyller|fyllde|fyllt|födelsedatum|fodelsedatum|fodelsedag(?:en)?|födelsedag(?:en|ar)?|födelsetid"
    r"|födelsedata|födelsed\.|föd\.|fötts|bemärkelsedag|född:|födelse|fdatum|birth"
    r"|blir (?:myndig|arton|(?:1?\d)(?: år)?(?= den| \d))))"
)
_AFTER = re.compile(
    rf"{_BORN}(?P<between>[^.!?\n\d]{{0,28}}(?:(?:\d{{1,2}}|(?:19|20)\d\d),? (?:år,?"
    rf" )?[^.!?\n\d]{{0,30}})?)(?P<date>{_DATE})"
)
_NEXT_YEAR = re.compile(rf"{_BORN}[^\d\n]{{0,6}}(?P<date>{_DATE})")
_BEFORE = re.compile(
    rf"(?<![\w/.-])(?P<date>{_DATE})(?= (?i:föddes|fyller|fyllde|är (?:hans|hennes|hens"
    rf"|barnets) födelsedag"
    rf"|(?:har|hade) [^.!?\n]{{0,20}}födelsedag)|,? \(?(?i:född|fodd|född\)))"
)
_IN_BRACKETS = re.compile(
    r"\((?:(?i:f|född|fodd|f\.|f:)[. :]{0,2})?(?P<date>(?:19|20)?\d\d[- ]?(?:0[1-9]"
    r"|1[0-2])[- ]?(?:0[1-9]|[12]\d|3[01]))(?=\)|, )"
)
_BESIDE = re.compile(
    r"(?i:\b(?:pojken?|flickan?|elev(?:en)?|barn(?:et)?|patient(?:en)?|pat|son(?:en)?"
    r"|dotter(?:n)?|kille|tjej|ungdom(?:en)?|pnr|personn(?:umme)?r|personnummer))"
    r"[ ,:]{1,2}(?P<date>(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?![\d-])"
)
_NOT_BIRTH = re.compile(
    r"(?i)\b(?:sedan|till|från|efter|remiss\w*|kallad\w*|möte\w*|sip|besök\w*|plats\w*"
    r"|flytta\w*|skickad\w*)\b"
)


_COMPACT = re.compile(
    r"(?:,? | - | – |: ?|/)(?:\(?f\.? ?)?"
    r"(?P<date>(?:19|20)\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])|\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
    r"(?![\d:/-])"
)


def birth_dates_after(text: str, ends: Iterable[int]) -> Iterator[Finding]:
    """A date right after somebody's name: Vilmer, 2006-12-19, or Elsa 090514."""
    for end in ends:
        if (match := _COMPACT.match(text, end)) and _is_day(match["date"]):
            yield found(*match.span("date"), "DATE_OF_BIRTH", certain=False)


def _is_day(date: str) -> bool:
    digits = re.sub(r"\D", "", date)[-6:]
    return is_day(digits[:2], digits[2:4], digits[4:])


def birth_dates(text: str) -> Iterator[Finding]:
    """Dates after född, f. and fyller; before fyller; six digits in brackets or after a child."""
    for match in _NEXT_YEAR.finditer(text):
        yield found(*match.span("date"), "DATE_OF_BIRTH", certain=True)
    for match in _AFTER.finditer(text):
        if not _NOT_BIRTH.search(match["between"]):
            yield found(*match.span("date"), "DATE_OF_BIRTH", certain=True)
    for match in _BEFORE.finditer(text):
        yield found(*match.span("date"), "DATE_OF_BIRTH", certain=True)
    for pattern in (_IN_BRACKETS, _BESIDE):
        for match in pattern.finditer(text):
            if _is_day(match["date"]):
                yield found(*match.span("date"), "DATE_OF_BIRTH", certain=False)
