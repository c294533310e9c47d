"""When are two names the same, and what is an office called that no list names?"""

import re
import unicodedata

from samsyn.organisations.vocabulary import DISTRICT_ADMINISTRATION, SOCIAL_OFFICE

_CITIES = frozenset({"0180", "0183", "0184", "0186", "0187"})
"""Municipalities that call themselves stad and not kommun."""
_VOWELS_AND_S = "aeiouy\u00e5\u00e4\u00f6s"


def folded(name: str) -> str:
    """A name without letter case, punctuation and "&": two names are the same when these are.

    The three last letters of the Swedish alphabet stay letters of their own.
    """
    name = unicodedata.normalize("NFC", name).casefold().replace("&", " och ")
    return " ".join(re.findall(r"\w+", name))


def search_text(*names: str) -> str:
    """All words of the names, each after a space, so that " bro" finds every word beginning so."""
    return " " + "  ".join(folded(name) for name in names if name)


def genitive(name: str) -> str:
    """A place name before its administration: Norrmalms, but Farsta and Upplands-Bro."""
    return name if name[-1].casefold() in _VOWELS_AND_S else name + "s"


def municipal_principal(name: str, code: str = "") -> str:
    """What a municipality is called as a principal: Huddinge kommun, Stockholms stad."""
    return f"{genitive(name)} {'stad' if code in _CITIES else 'kommun'}"


def social_office(owner: str) -> str:
    """The social services of a municipality or of a district administration."""
    return SOCIAL_OFFICE.format(owner=owner)


def district_administration(district: str) -> str:
    """The administration of a district of the city."""
    return DISTRICT_ADMINISTRATION.format(district=genitive(district))
