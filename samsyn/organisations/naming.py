"""When are two names the same, and what is an office called that no list names?"""

import re
import unicodedata

from samsyn.domain.vocabulary import gettext_noop as _

_CITIES = frozenset({"0180", "0183", "0184", "0186", "0187"})
"""Municipalities that call themselves stad and not kommun."""

SOCIAL_OFFICE = _("{owner}, socialtjänst")
DISTRICT_ADMINISTRATION = _("{district} stadsdelsförvaltning")


def folded(name: str) -> str:
    """A name without letter case, punctuation and "&": two names are the same when these are.

    å, ä and ö stay letters of their own, as Swedish has it.
    """
    name = unicodedata.normalize("NFC", name).casefold().replace("&", " och ")
    return " ".join(re.findall(r"\w+", name))


def search_text(*names: str) -> str:
    """All words of the names, each after a space, so that " bro" finds every word beginning so."""
    return " " + "  ".join(folded(name) for name in names if name)


def genitive(name: str) -> str:
    """A place name before its administration: Södermalms, but Farsta and Upplands Väsby."""
    return name if name[-1].casefold() in "aeiouyåäös" else name + "s"


def municipal_principal(name: str, code: str = "") -> str:
    """What a municipality is called as a principal: Huddinge kommun, Stockholms stad."""
    return f"{genitive(name)} {'stad' if code in _CITIES else 'kommun'}"


def social_office(owner: str) -> str:
    """The social services of a municipality or of a district administration."""
    return SOCIAL_OFFICE.format(owner=owner)


def district_administration(district: str) -> str:
    """The administration of a district of the city."""
    return DISTRICT_ADMINISTRATION.format(district=genitive(district))
