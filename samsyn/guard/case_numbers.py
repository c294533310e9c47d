"""Which number is that of a case, a court's or a referral's, and which a law's or a report's?"""

import re
from collections.abc import Iterator

from samsyn.guard.finding import Finding, found
from samsyn.guard.lists import words_in

_SAYS = (
    r"(?:d-?nr|dnr|diarienr|diarie-?nummer|diarium|diariet|ärendenr|ärende-?nummer"
    r"|ärende(?:t)?-?id|arendenr|arende-?nummer|arendet|ärende(?:t)?|målnr|mål-?nummer"
    r"|malnummer|målet|mål"
    r"|aktnr|akt-?nummer|akt(?:en)?|remissnr|remiss-?nummer|remiss-?id|remiss(?:en)?|refnr"
    r"|ref\.?nr|ref(?:erens)?(?:nr|nummer|en)?|ref|beteckning(?:en)?|beteckn\.|K-?nr|K-?nummer"
    r"|beslutsnr|beslutsnummer|anmälningsnr|anmälningsnummer"
    r"|ärendebeteckning|handlingsnr|journalnr|journalnummer|kontaktnr|lex|avvikelse-?(?:nr"
    r"|nummer|id)|avvikelse|händelse-?(?:nr|nummer|id)|synergi(?:nr)?|HändelseVis|anmälan"
    r"|beslut(?:et)?|orosanmälan|utredningsnr)"
)
_LOOSE = words_in("case.words", "loose")
_NUMBER = (
    r"(?:(?:[A-ZÅÄÖ]{1,6}|[A-ZÅÄÖ][a-zåäö]{1,4}"
    r"|(?!från|till|den|nr|om|av|dnr|d-nr|id)[a-zåäö]{2,4}(?=[ -]?(?:19|20)\d\d))[ .:/-]{0,2})?"
    r"(?:(?:19|20)\d\d/[A-ZÅÄÖ]{2,5}[ /-])?(?:[A-ZÅÄÖ]{1,5}[-/. ])?\d[\w/:.–-]{0,24}"
    r"(?: ?[/:–-] ?\d[\w-]{0,10}){0,2}(?:(?<=-\d\d) [A-ZÖÄ]\b)?"
)
_NAMED = re.compile(
    rf"(?i:(?<![\w])(?P<says>{_SAYS})\b)[.:,]?"
    r"(?: ?(?i:nr|nummer|id|har|är|med|under|heter|hos \w{2,20}"
    r"|i \w{2,20}|dnr|diarienummer|och|#)\b[.:]?){0,3}"
    rf"[ :#(]{{0,3}}(?P<number>{_NUMBER})"
)
_LONE = re.compile(
    r"(?<![\w/-])(?P<number>(?P<letters>[A-ZÅÄÖ]{2,5})[ -]?(?:19"
    r"|20)\d\d[-/:]\d{2,6}(?:[-/.]\d{1,4}){0,2}|5000-K\d{4,8}-\d\d|K\d{5,8}-\d\d|(?:19"
    r"|20)\d\d[/:-]\d{3,6}[-/][A-ZÅÄÖ]{2,5})(?![\w-])"
)
_OURS = re.compile(r"SAM-(?:19|20)\d\d-\d{4,6}\Z")
"""A deviation's own number points nobody out who may not read it."""
_YEARS = re.compile(r"(?:19|20)\d\d-(?:19|20)\d\d$")
_COURT = re.compile(r"(?<![\w])(?P<number>(?:T|B|Ö|ÖÄ|Ä|F|FT|PMT|M|P|UM) ?\d{2,6}-\d\d)(?![\w-])")
_LAWS = re.compile(
    r"(?i)(?:\bSFS|\bSOU|\bSOSFS|\bHSLF-?FS|\bSKOLFS|\bprop\.?|\bds|\bbet\.?|\brskr"
    r"|\blag(?:en)?|\bförordning\w*|\bdir\.?|\bföreskrift\w*|\(|kap\.?|§|\bISO"
    r"|\bskr\.?)[ :]{0,2}$"
)
_LAW_LETTERS = words_in("case.words", "law")
_DATE = re.compile(
    r"(?:(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"|\d{1,2}[/.]\d{1,2}(?:[-/.]\d{2,4})?|(?:19|20)\d\d|(?:19|20)\d\d-(?:19|20)?\d\d|\d\d-\d\d-\d\d|20\d\d/\d\d:\d+)\Z"
)


def case_numbers(text: str) -> Iterator[Finding]:
    """Numbers after dnr, ärende, mål, akt, remissnr; and those that only a register writes so."""
    for match in _NAMED.finditer(text):
        number = match["number"].rstrip(".:,-–/")
        if _is_number(match["says"].lower(), number) and not _is_law(
            text, match.start("number"), number
        ):
            yield found(
                match.start("number"),
                match.start("number") + len(number),
                "CASE_NUMBER",
                certain=match["says"].lower() not in _LOOSE,
            )
    for match in (*_LONE.finditer(text), *_COURT.finditer(text)):
        if _OURS.match(match[0]) or _YEARS.search(match[0]):
            continue
        if not _is_law(text, match.start(), match[0]):
            yield found(*match.span("number"), "CASE_NUMBER", certain=False)


def _is_number(says: str, number: str) -> bool:
    """A loose word, ärende or mål, needs a number that only a register writes: with a stroke, or long."""
    digits = sum(map(str.isdigit, number))
    if _OURS.match(number):
        return False
    if _DATE.match(number) and says not in {"dnr", "diarienummer", "diarienr"}:
        return False
    if re.match(r"\d{1,2}[.:]\d\d\Z", number):
        return False
    if says not in _LOOSE:
        return digits >= 2
    return digits >= 5 or (digits >= 3 and bool(re.search(r"[/:–-]|[A-ZÅÄÖ]", number)))


def _is_law(text: str, start: int, number: str) -> bool:
    letters = re.match(r"[A-ZÅÄÖ]+", number)
    if letters and letters[0] in _LAW_LETTERS:
        return True
    before = text[max(0, start - 20) : start]
    return bool(_LAWS.search(before)) and not before.endswith("(")
