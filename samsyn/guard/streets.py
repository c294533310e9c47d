"""Where does somebody live: street and number, postcode and town, c/o, or only a street?"""

import re
from collections.abc import Iterator

from samsyn.guard.finding import Finding, found
from samsyn.guard.lists import words_in

_END = (
    "(?:vägen|vagen|väg|vag|gatan|gata|gränden|gränd|grand|stigen|stig|torget|torg|allén"
    "|allen|allé|alle|backen|backe|plan|slingan|slinga"
    "|kroken|krok|ringen|svängen|leden|bågen|stråket|gången|gång|esplanaden|kajen|brinken"
    "|brink|höjden|lunden|terrassen|parken"
    "|tomten|ängen|hagen|dalen|berget|klippan|knuten|trappan|rundan|viken|udden|strand"
    "|stranden|bryggan|hamnen|gården|gård"
    "|stången|skogen|åsen|platsen|plats|boulevarden|promenaden|passagen|rondellen|spåret"
    "|vreten|moränen|kullen|liden|löten|tunet)"
)
_CAPITAL = "[A-ZÅÄÖÉ]"
_LEAD = (
    rf"(?:(?:S:t|S:ta|Sankt|Sankta|Norra|Södra|Östra|Västra|Stora|Lilla|Nya|Gamla|Övre|Nedre"
    rf"|{_CAPITAL}[\wåäöé-]{{1,20}}s?) ){{0,2}}"
)
_STREET = (
    r"(?:(?<![\w-])(?:Norra|Södra|Östra|Västra|Stora|Lilla|Gamla|Nya|Övre|Nedre) "
    r"(?:Allén|Vägen|Gatan|Torget|Backen|Stigen|Parken|Gränd|Kajen|Strand|Bergen|Esplanaden|Gården)"
    rf"|(?<![\w-]){_LEAD}(?:{_CAPITAL}[a-zåäöé-]{{1,24}}{_END}"
    rf"|{_CAPITAL}[a-zåäöé-]{{1,24}}s? {_END})"
    rf"|(?<![\w-])[a-zåäöé]{{3,24}}(?:vägen|vagen|väg|gatan|gata|gränden|gränd|stigen|torget"
    rf"|backen|allén|slingan|kroken|brinken|esplanaden)|(?<![\w-])[A-ZÅÄÖ]{{3,24}}(?:VÄGEN"
    rf"|GATAN|GRÄND|STIGEN"
    rf"|TORGET|BACKEN|ALLÉN|VAGEN))"
)
_SHORTENED = (
    rf"(?<![\w-]){_LEAD}{_CAPITAL}[a-zåäöé]{{2,20}}"
    r"(?:(?:v|g|gr|st|pl|b)\.|\. ?(?:vägen|gatan|gränd|stigen|v\b|g\b)\.?)"
)
"""Sockenv. 18; only before a number."""
_NUMBER = (
    r"(?:,? (?:nr\.? ?"
    r"|nummer )?\d{1,4}(?:[ -]?\d{0,3}[A-Ha-h](?![\w]))?(?:[-–/]\d{1,4})?(?![\d:])(?!\.\d)(?! ?(?:%"
    r"|kr\b|procent|minut|meter|gånger|barn\b|elever|dagar|veckor|månader|år\b)))"
)
_FLAT = (
    r"(?:,? ?\(?(?:lgh|lägenhet|läg|läg\.|lgh\.|port|uppg\.?|uppgång|vån\.?|våning|trappor|tr\.?"
    r"|nb|\d tr\.?|bv|portkod|kod|dörr) ?(?:nr )?[\d A-Z]{0,6}\d?\)?)"
)
_POSTCODE = r"(?:(?:S|SE)[- ])?\d{3}[ \u00a0]?\d{2}[ \u00a0]{1,2}"
_TOWN = rf"{_POSTCODE}{_CAPITAL}[\wåäöÅÄÖé-]{{1,24}}(?: (?:{_CAPITAL}[a-zåäö]{{1,20}}|fjärden|ö))?"
_CARE_OF = rf"(?i:c/o) {_CAPITAL}[\w.åäö-]{{0,24}}(?: {_CAPITAL}[\wåäö-]{{1,24}}){{0,2}}"
_ADDRESS = re.compile(
    rf"(?:{_CARE_OF},? )?(?:{_STREET}|{_SHORTENED}){_NUMBER}{_FLAT}{{0,2}}(?:[,\n]? ?{_TOWN})?"
)
_POSTAL = re.compile(
    r"(?<![\w-])(?:(?:Box|box|BOX|Postbox|Pl|PL) \d{1,5}[A-Z]?,? )?(?<!\d )(?:(?:S|SE)[- ])?"
    rf"\d{{3}}[ \u00a0]\d{{2}}[ \u00a0]{{1,2}}{_CAPITAL}[\wåäöÅÄÖé-]{{2,24}}"
    rf"(?: {_CAPITAL}[a-zåäö]{{1,20}})?"
)
_CARED = re.compile(rf"(?<![\w]){_CARE_OF}")
_LIVES = (
    r"(?i:\b(?:bor|bodde|bott|bo|boende|bosatt|bosatta|flytta(?:t|de|r)?|folkbokförd"
    r"|folkbokförda|folkbokford|skriven|skrivna|mantalsskriven"
    r"|adress(?:en)?|hemadress(?:en)?|bostadsadress(?:en)?|hemma|bostad(?:en)?"
    r"|lägenhet(?:en)?|villa(?:n)?|hyr|bostaden|inneboende|vräkt|vräks|sover)\b)"
)
_LIVED_IN = re.compile(
    rf"{_LIVES}[^.!?\n]{{0,40}}?(?:(?<!\w)(?:på|i|vid|till|från|ar|är|pa)"
    rf"|:) (?P<street>{_STREET}(?:{_NUMBER}{_FLAT}{{0,2}})?(?:,? ?{_TOWN})?)"
)
_FARM = re.compile(
    r"(?i:\b(?:bor|bosatt|folkbokförd|skriven|adress(?:en)?)\b)(?: (?:är|på|i|vid|hos)|:){1,2} "
    rf"(?P<street>{_CAPITAL}[a-zåäöé-]{{2,24}}(?: {_CAPITAL}[a-zåäöé-]{{2,20}})? "
    r"(?!(?:19|20)\d\d\b)\d{1,4}[A-Ha-h]?)"
    r"(?=[.,;)\n]|$| (?:och|med|hos|tillsammans|i|men)\b)"
)
_UNIT = re.compile(
    r"(?i)(?:mottagning|\bbup|habilitering|kontor|enhet|skolan|klinik|förvaltning|verksamhet"
    r"|lokal|vårdcentral|möte)"
    r"\w{0,8}\b[^.!?\n]*$"
)
"""Mottagningen har flyttat till Sveavägen: then nobody lives there."""
_MEETING = re.compile(
    r"(?i)(?:\bmöte|\bmötet|\bmötena|[a-zåäö]-?möte|[a-zåäö]-?mötet|\bträffades|\bträffas|\bsågs|\bses"
    r"|\bsamlades|\bkonferens\w{0,3}|\bsammanträd\w{2,4})(?: (?!hem|bor|åk|for|gick)\S{1,16}){0,4}"
    r" (?:på|vid)(?: adress(?:en)?)? $"
)
"""Mötet hölls på Hantverkargatan 3: a street as a meeting place is nobody's home."""
_NO_STREETS = words_in("not_streets.words")


def streets(text: str) -> Iterator[Finding]:
    """Addresses: certain with a number or postcode, possible where somebody is said to live."""
    for pattern in (_ADDRESS, _POSTAL, _CARED):
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 90) : match.start()]
            if not _is_no_street(match[0]) and not _MEETING.search(before):
                yield found(*match.span(), "ADDRESS", certain=pattern is not _CARED)
    for pattern in (_LIVED_IN, _FARM):
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 50) : match.start("street")]
            if not _is_no_street(match["street"]) and not _UNIT.search(before):
                yield found(*match.span("street"), "ADDRESS", certain=False)


def _is_no_street(street: str) -> bool:
    words = [one for one in re.findall(r"[^\W\d_]+", street.lower()) if len(one) > 1]
    named = next((one for one in words if re.search(_END + "$", one)), "")
    return named in _NO_STREETS and len(words) < 3
