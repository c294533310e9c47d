"""What is known of a word: is it a first or last name, an ordinary word, a place, a unit?"""

import re
from dataclasses import dataclass
from functools import cache

from samsyn.guard.lists import lines_of, words_in
from samsyn.guard.words import fold, is_dictionary_place, is_proper, is_word

_SURNAME = re.compile(
    r".{2,}(?:sson|sdotter|qvist|kvist|quist|ström|strom|gren|berg|lund|lundh|dahl|blad|blom"
    r"|stedt|hjelm|crantz|feldt|felt"
    r"|ström|mark|strand|holm|man|ell|én|en|lin|in|löf|löv|rot|roth|zon|klint|torn|skog|sköld"
    r"|hammar|nius|"
    r"vić|vic|ić|ic|ski|ska|czyk|enko|chuk|yan|ian|zadeh|oglu|oğlu|nejad|pour|nia|nen|lainen"
    r"|ov|ova|ev|eva|idis|poulos)"
)
_PLACE = re.compile(
    r".{3,}(?:stad|köping|holm|vik|viken|by|byn|torp|torpet|bro|fors|hamn|ö|ön|näs|näset|sjö"
    r"|sjön|sund|åsen|berget|dalen|ängen|"
    r"hagen|lunden|parken|kulle|kullen|udden|strand|tuna|sala|inge|lösa|rum|rud|arp|red|hult"
    r"|mark|land|ort|orten|slätt|hed|äng)"
)
_GIVEN = re.compile(
    r".{2,}(?:vald|mund|hild|frid|ulf|gerd|vor|lina|bert|vin|mar|rik|dis|rid|run|kel|ina|ika|ette|nor)"
)
"""How given names end: of what the dictionary writes with a capital, those are no places."""
_UNIT_ENDING = re.compile(
    r".{3,}(?:skola|skolan|skolans|gymnasiet|gymnasium|gymnasiets|kliniken|klinik|mottagningen"
    r"|mottagning|centralen|centrum|centret"
    r"|sjukhuset|sjukhus|hemmet|hem|gården|gård|kyrkan|huset|hus|parken|gatan|gata|vägen|väg"
    r"|torget|plan|akuten|teamet|kommun|kommunen|hallen"
    r"|stiftelsen|föreningen|förvaltningen|förvaltning|nämnden|nämnd|myndigheten|verket"
    r"|inspektionen|kassan|tjänsten|vården|vård|hälsan"
    r"|rätten|programmet|metoden|modellen|lagen|dagen|veckan|möte|mötet|kontoret|enheten"
    r"|gruppen|boendet|församling|jouren|linjen"
    r"|stugan|ängen|backen|staden|bron|terapi|stöd|stödet|test|skala|formuläret|systemet"
    r"|portalen|appen|rapporten|mallen|konventionen)s?"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the lists say of one word in small letters."""

    first: bool = False
    well: bool = False
    """A first name that is common in the Nordic countries, or in several."""
    last: bool = False
    word: bool = False
    never: bool = False
    proper: bool = False
    place: bool = False
    time: bool = False

    @property
    def is_name(self) -> bool:
        return self.first or self.last

    @property
    def is_unknown(self) -> bool:
        """Neither name nor word nor place: Swedish has no such word."""
        return not (self.first or self.last or self.word or self.proper or self.place or self.time)


@cache
def _names() -> dict[str, str]:
    """Every name with its letters: F a first name known well, f another, L a last name."""
    names: dict[str, str] = {}
    for line in lines_of("names.words"):
        name, _, letters = line.partition(" ")
        names[name] = letters
    for line in lines_of("more_names.words"):
        letters, _, some = line.partition(": ")
        for name in some.split():
            names[name] = names.get(name, "").replace("f", "") + letters
    for name, letters in list(names.items()):
        if (plain := fold(name)) not in names and not is_word(plain):
            names[plain] = letters
    return names


@cache
def _places() -> frozenset[str]:
    return frozenset(one.lower().replace("-", " ") for one in words_in("places.words"))


def load() -> None:
    """Read the lists now instead of at the first text."""
    known("anna", folded=True)


def known(plain: str, *, folded: bool) -> Known:
    """What is known of a word; `folded` when the text has lost its å, ä and ö."""
    letters = _names().get(plain, "")
    if not letters and "-" in plain:
        parts = plain.split("-")
        if all("F" in _names().get(one, "") or "f" in _names().get(one, "") for one in parts):
            letters = "F"
        elif all(_names().get(one) or is_surname_shaped(one) for one in parts):
            letters = "L"
    is_strong = plain in words_in("names_not_words.words")
    return Known(
        first="F" in letters or "f" in letters or is_strong,
        well="F" in letters or is_strong,
        last="L" in letters,
        word=not is_strong and is_ordinary(plain, folded=folded and "F" not in letters),
        never=plain in _never(),
        proper=is_proper(plain) and not _GIVEN.fullmatch(plain),
        place=plain in _places()
        or _is_somewhere(plain)
        or ("F" not in letters and is_dictionary_place(plain)),
        time=plain in words_in("months_and_days.words"),
    )


def _is_somewhere(plain: str) -> bool:
    """Stockholms, Göteborgs: the genitive of a place."""
    return plain.endswith("s") and plain[:-1] in _places()


def is_ordinary(plain: str, *, folded: bool) -> bool:
    """Whether it is a Swedish word; of what has hyphens, whether the last part is one."""
    if plain.endswith("nr") or plain in (_common() if folded else words_in("common.words")):
        return True  # regnr, samordningsnr; heldygnsvård
    parts = re.split("[-‐‑]", plain)
    if len(parts) == 1:
        return is_word(plain, folded=folded)
    return bool(parts[-1]) and len(parts[-1]) > 2 and is_word(parts[-1], folded=folded)


def is_surname_shaped(plain: str) -> bool:
    """Whether it ends as Swedish, Slavic, Persian, Turkish or Finnish last names do."""
    return bool(_SURNAME.fullmatch(plain))


def is_place_shaped(plain: str) -> bool:
    """Whether it ends as names of places do."""
    return bool(_PLACE.fullmatch(plain.removesuffix("s")))


def is_unit_shaped(plain: str) -> bool:
    """Whether it ends in what it is: a school, a clinic, a board, a street."""
    return bool(_UNIT_ENDING.fullmatch(plain))


def has_word_tail(plain: str) -> bool:
    """Whether an unknown word ends in a long ordinary one, as things do: Haagkonventionen."""
    return len(plain) > 9 and any(is_word(plain[at:]) for at in range(3, len(plain) - 5))


def is_near_first_name(plain: str) -> bool:
    """Whether one slip away from a first name that is known well."""
    names = _names()
    return any("F" in names.get(one, "") for one in slips(plain))


def is_near_word(plain: str) -> bool:
    """Whether one slip away from a word that is often written where children are written about."""
    return not slips(plain).isdisjoint(_common())


@cache
def _never() -> frozenset[str]:
    words = words_in("never_names.words")
    return words | {fold(one) for one in words}


@cache
def _common() -> frozenset[str]:
    words = words_in("common.words")
    return words | {fold(one) for one in words}


_LETTERS = "abcdefghijklmnopqrstuvwxyzåäöé"


def slips(word: str) -> set[str]:
    """What may have been meant: a letter too many, too few, another, or two in the wrong order."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    missing = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    other = {a + c + b[1:] for a, b in cuts if b for c in _LETTERS}
    added = {a + c + b for a, b in cuts for c in _LETTERS}
    return (missing | swapped | other | added) - {word}
