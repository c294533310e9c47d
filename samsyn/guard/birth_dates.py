"""Which dates are somebody's date of birth?"""

import re
from collections.abc import Iterable, Iterator

from samsyn.guard.finding import Finding, found
from samsyn.guard.personal_numbers import is_day

_MONTH = (
    r"(?i:januari|februari|(?:m|rn)ars|apri[l1]|(?:m|rn)aj|jun[i1]|ju[l1][i1]|augusti|septe(?:m|rn)ber"
    r"|[o0]ktober|nove(?:m|rn)ber|dece(?:m|rn)ber|jan|febr?|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\b\.?"
)
"""As a scanner may have read them: rn for m, 1 for i and l."""
_YEAR = r"(?:(?:19|20)\d\d|[-–’'´]\d\d(?!\d)|(?:tjugohundra|tvåtusen|nittonhundra)\w{0,16})"
_ORDINAL = (
    r"(?i:första|andra|tredje|fj[äa]rde|femte|sj[äa]tte|sjunde|[åa]ttonde|nionde|tionde|elfte|tolfte"
    r"|trettonde|fjortonde|femtonde|sextonde|sjuttonde|artonde|nittonde|tjugonde"
    r"|tjugo ?(?:första|andra|tredje|fj[äa]rde|femte|sj[äa]tte|sjunde|[åa]ttonde|nionde)"
    r"|trettionde|trettioförsta)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_BETWEEN = r" ?[-–./ ] ?"
_DATE = (
    rf"(?:(?:19|20)\d\d{_BETWEEN}(?:1[0-2]|0?[1-9]){_BETWEEN}{_DAY}(?!\d)"
    rf"|{_DAY}(?:\.|:?(?:e|a|de|te))? ?{_MONTH}(?:,? ?(?:år )?{_YEAR})?"
    rf"|{_DAY}-(?:1[0-2]|0?[1-9])-(?:19|20)\d\d(?!\d)"
    rf"|{_ORDINAL} {_MONTH}(?: {_YEAR})?|{_ORDINAL} i {_ORDINAL}(?: {_YEAR})?"
    rf"|{_DAY} ?[/.] ?(?:1[0-2]|0?[1-9])(?! ?\d{{0,2}} ?(?:%|kr|procent))"
    r"(?:(?: ?[-–/.] ?| )(?:(?:19|20)\d\d|\d\d(?!\d)))?(?!\d)"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
    rf"|\d\d{_BETWEEN}(?:0[1-9]|1[0-2]){_BETWEEN}(?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"|\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))"
)
_BORN = (
    r"(?i:(?<!\w)(?:född|fött|födda|föddes|fodda|foddes|fötts|f[öo60ôò]?d{1,3}\.?(?=[ :])|f\.? ?d\.|f\."
    r"|f(?= ?:? ?\d)|fyller(?! i\b)|fyllde|fyllt|f[öo]delse(?:datum|data|dag|tid)?|f[öo]delsed\.|birth"
    r"|bemärkelsedag|fdatum|blir (?:myndig|arton|(?:1?\d)(?: år)?(?= den| \d)))(?!s ))"
)
_AFTER = re.compile(
    rf"{_BORN}(?P<between>(?:[^.!?\n\d]|\.(?= ?[a-zåäö])|(?<=\bd)\.){{0,44}}"
    r"(?:(?:\d{1,2}|(?:19|20)\d\d),? (?:år,? )?[^.!?\n\d]{0,30})?)"
    rf"(?P<date>{_DATE})"
)
_NEXT_YEAR = re.compile(rf"{_BORN}[^\d]{{0,6}}(?P<date>{_DATE})")
_AND = re.compile(rf" ?(?:och|resp\.?|respektive|samt|&|,) ?(?:den )?(?P<date>{_DATE})")
"""Tvillingar födda 3/4-12 resp. 5/6-14: the second date."""
_BEFORE = re.compile(
    rf"(?<![\w/.-])(?P<date>{_DATE})"
    r"(?= (?i:föddes|fyller(?! i\b)"
    r"|fyllde|är \w{1,20} födelsedag|blir (?:hon|han|hen|\w{2,12}) (?:\d|myndig|arton)"
    r"|(?:har|hade|firar|firade) [^.!?\n]{0,20}födelsedag|kom (?:hon|han|hen|barnet) till världen)"
    r"|,? \(?(?i:född|fodd|född\)))"
)
_IN_BRACKETS = re.compile(
    r"\((?:(?i:f|född|fodd|f\.|f:)[. :]{0,2})?(?P<date>(?:19|20)?\d\d[- ]?(?:0[1-9]"
    r"|1[0-2])[- ]?(?:0[1-9]|[12]\d|3[01]))(?=\)|, )"
)
_SEVERAL = re.compile(r"\(\d{6}(?:,? (?:och |samt |& )?\d{6}){1,4}\)")
"""Två syskon (090514 och 120203)."""
_BESIDE = re.compile(
    r"(?i:\b(?:pojken?|flickan?|elev(?:en)?|barn(?:et)?|patient(?:en)?|pat|son(?:en)?"
    r"|dotter(?:n)?|kille|tjej|ungdom(?:en)?|pnr|personn(?:umme)?r|personnummer))"
    r"[ ,:]{1,2}(?P<date>(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?![\d-])"
)
_WITH_YEAR = re.compile(
    r"(?i:\b(?:pojke|flicka|gosse|kille|tjej|son|dotter|barn|elev|patient)),? ?\(?"
    rf"(?P<date>{_DAY} ?[/.] ?(?:1[0-2]|0?[1-9])(?: ?[-/.] ?| )(?:(?:19|20)\d\d|\d\d)(?!\d)"
    rf"|{_DAY} ?{_MONTH},? ?{_YEAR})"
)
"""Pojke 3/6-11, flicka (3 juni 2011)."""
_NOT_BIRTH = re.compile(
    r"(?i)\b(?:sedan|senast|kom(?:mit)?|anlän\w*|flytta\w*|inflyttad|skicka\w*|kalla\w*|möte\w*|besök\w*"
    r"|remitterad\w*|inskriven|inskrivna|placera\w*|avled)\b"
)
"""född i Somalia, kom till Sverige 2015: another date."""


_COMPACT = re.compile(
    r"(?:,? | - | – |: ?|/)(?:\(?f\.? ?)?"
    r"(?P<date>(?:19|20)\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])"
    r"|\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?![\d:/-])"
)
_BRACKETED = re.compile(rf",? \((?P<date>{_DATE})\)")


def birth_dates_after(text: str, ends: Iterable[int]) -> Iterator[Finding]:
    """A date right after somebody's name: Vilmer, 2006-12-19, or Elsa 090514."""
    for end in ends:
        match = _COMPACT.match(text, end)
        if match and not _is_day(match["date"]):
            continue
        if match := match or _BRACKETED.match(text, end):
            yield found(*match.span("date"), "DATE_OF_BIRTH", certain=False)


def _is_day(date: str) -> bool:
    digits = re.sub(r"\D", "", date)[-6:]
    return is_day(digits[:2], digits[2:4], digits[4:])


def birth_dates(text: str) -> Iterator[Finding]:
    """Dates after född, f. and fyller; before fyller; six digits in brackets or after a child."""
    for match in (*_NEXT_YEAR.finditer(text), *_AFTER.finditer(text)):
        if not _NOT_BIRTH.search(match.groupdict().get("between", "")):
            yield found(*match.span("date"), "DATE_OF_BIRTH", certain=True)
            if other := _AND.match(text, match.end()):
                yield found(*other.span("date"), "DATE_OF_BIRTH", certain=True)
    for match in (*_BEFORE.finditer(text), *_WITH_YEAR.finditer(text)):
        yield found(*match.span("date"), "DATE_OF_BIRTH", certain=True)
    for pattern in (_IN_BRACKETS, _BESIDE):
        for match in pattern.finditer(text):
            if _is_day(match["date"]):
                yield found(*match.span("date"), "DATE_OF_BIRTH", certain=False)
    yield from _listed(text)


def _listed(text: str) -> Iterator[Finding]:
    for listed in _SEVERAL.finditer(text):
        for one in re.finditer(r"\d{6}", listed[0]):
            if _is_day(one[0]):
                start = listed.start() + one.start()
                yield found(start, start + 6, "DATE_OF_BIRTH", certain=False)
