"""Is the word at this place somebody's name, and how sure is that?"""

import re

from samsyn.guard.lists import words_in
from samsyn.guard.persons.knowing import has_word_tail, is_place_shaped, is_surname_shaped
from samsyn.guard.persons.reading import Reading, beside

NOBODY, POSSIBLE, CERTAIN = 0, 1, 2
_SHORT_NAMES = words_in("person.words", "short")
_LITTLE_WORDS = frozenset(
    {
        "till",
        "om",
        "vid",
        "hos",
        "mot",
        "från",
        "med",
        "av",
        "inför",
        "som",
        "när",
        "här",
        "sen",
        "och",
    }
)
"""Somebody's first names somewhere, but before a name in Swedish only what they look like."""
_LONGEST_UNKNOWN = 16
"""Longer words that no list has are rather compounds than names."""


def judged(reading: Reading, place: int) -> int:
    """NOBODY, POSSIBLE or CERTAIN."""
    token, name = reading.tokens[place], reading.name(place)
    if place in reading.blocked or token.is_letter or len(token.plain) < 2:
        return NOBODY
    if reading.role(place) and not (token.is_capital and name.first and not token.begins):
        return NOBODY
    if token.is_small:
        return _small(reading, place)
    if token.begins and not (_is_named(reading, place) and "\n" not in token.gap):
        return _at_beginning(reading, place)
    return _inside(reading, place)


def _is_named(reading: Reading, place: int) -> bool:
    """Whether a word before says that a name comes."""
    return reading.is_called(place) or reading.role_before(place) is not None


def _speaks_of_person(reading: Reading, place: int) -> bool:
    """Whether the words around are such as stand beside a person."""
    return (
        reading.acts_after(place)
        or reading.is_after(place, "with")
        or (reading.is_genitive(place) and reading.owns_after(place))
    )


def _inside(reading: Reading, place: int) -> int:
    """A capital inside a sentence."""
    token, name = reading.tokens[place], reading.name(place)
    if name.time and not _is_named(reading, place):
        # Months have small letters in Swedish: "oroliga för Juni" is about somebody.
        return POSSIBLE if name.well and reading.is_after(place, "with") else NOBODY
    if token.is_capitals and len(token.text) <= 6 and not name.is_name:
        return NOBODY
    if _is_named(reading, place):
        return _named(reading, place)
    if name.place and not (name.well and not reading.is_after(place, "place")):
        return NOBODY
    if name.first:
        sure = name.well and not name.word and not name.place
        return CERTAIN if sure and not reading.is_after(place, "place") else POSSIBLE
    if name.last:
        alone = name.word and not _speaks_of_person(reading, place)
        return NOBODY if alone and not _has_initial(reading, place) else POSSIBLE
    return NOBODY if name.word else _inside_unlisted(reading, place)


def _has_initial(reading: Reading, place: int) -> bool:
    """S-E. Nord, B. Ek."""
    return place > 0 and reading.tokens[place - 1].is_letter and reading.gap(place) in {". ", "."}


def _named(reading: Reading, place: int) -> int:
    """After a role: any name, and any word with a capital that is no place."""
    name = reading.name(place)
    if name.first and not name.never:
        return CERTAIN
    if name.last or (name.is_unknown and is_surname_shaped(reading.stem(place))):
        return CERTAIN
    return NOBODY if name.place else POSSIBLE


def _inside_unlisted(reading: Reading, place: int) -> int:
    """A capital inside a sentence, on a word that no list of names has."""
    name, plain = reading.name(place), reading.stem(place)
    if len(plain) > _LONGEST_UNKNOWN or reading.is_after(place, "place") or has_word_tail(plain):
        return NOBODY
    if _is_listed_thing(reading, place):
        return NOBODY
    if _is_in_title(reading, place) or re.match(
        r" \d", reading.text[reading.tokens[place].end :][:2]
    ):
        return NOBODY
    if is_surname_shaped(plain) and not is_place_shaped(plain):
        return POSSIBLE
    if name.proper or is_place_shaped(plain):
        return POSSIBLE if _speaks_of_person(reading, place) and not name.place else NOBODY
    slipped = len(plain) > 7 and not reading.is_near_name(place) and reading.is_near_word(place)
    return POSSIBLE if not slipped or _speaks_of_person(reading, place) else NOBODY


def _is_listed_thing(reading: Reading, place: int) -> bool:
    """Sharepoint, Alfresco eller Artvise: beside what is no person stands no person."""
    joined = {", ", " "}
    if reading.gap(place) == ", " and place - 1 in reading.blocked:
        return True
    if reading.plain(place - 1) in {"och", "eller", "samt"} and place - 2 in reading.blocked:
        return reading.gap(place - 1) in joined
    return reading.plain(place + 1) in {"och", "eller", "samt"} and place + 2 in reading.blocked


def _is_in_title(reading: Reading, place: int) -> bool:
    """Aggression Replacement Training: the word before is an ordinary one with a capital."""
    for _ in range(4):
        if not place or reading.gap(place) != " " or reading.tokens[place - 1].begins:
            return False
        place -= 1
        if not reading.tokens[place].is_capital:
            return False
        if _is_of_title(reading, place):
            return True
    return False


def _is_of_title(reading: Reading, place: int) -> bool:
    token, name = reading.tokens[place], reading.name(place)
    return (
        token.is_capital
        and not token.is_letter
        and name.word
        and not name.is_name
        and not reading.role(place)
    )


def _at_beginning(reading: Reading, place: int) -> int:
    """A capital that any word has there."""
    name = reading.name(place)
    acts = reading.acts_after(place)
    owns = reading.is_genitive(place) and reading.owns_after(place)
    if name.time:
        return POSSIBLE if _has_age(reading, place) or owns else NOBODY
    # Per Holm; but of "Om Elias", "Till Koltrasten" the second word alone can be a name.
    little = reading.plain(place) in _LITTLE_WORDS
    if name.first and not little and _has_last_name(reading, place):
        return CERTAIN
    if name.place and not name.well:
        return NOBODY
    if name.never or (name.word and reading.at(place).word):
        followed = (acts and not name.never and reading.plain(place + 1) != "som") or _is_explained(
            reading, place
        )
        owned = owns and not reading.at(place).never
        return POSSIBLE if name.first and (followed or owned) else NOBODY
    if name.first:
        return CERTAIN if name.well and (acts or owns) and not name.place else POSSIBLE
    if name.last:
        return POSSIBLE
    acts = acts or owns or reading.seems_to_act_after(place)
    return _unlisted_at_beginning(reading, place, acts=acts)


def _is_explained(reading: Reading, place: int) -> bool:
    """Marina, mamma: a role stands right after."""
    return reading.gap(place + 1) in {", ", " ("} and reading.role(place + 1) is not None


def _has_last_name(reading: Reading, place: int) -> bool:
    """Bo Ek, Per Holm: a first name, and a word with a capital that may be a last one."""
    after = place + 1
    if (
        after > reading.last
        or reading.gap(after) not in {" ", "\u00a0"}
        or after in reading.blocked
    ):
        return False
    token, name = reading.tokens[after], reading.name(after)
    if token.is_letter:
        return reading.text[token.end : token.end + 1] in {".", ","}
    if name.is_unknown and reading.acts_after(after):
        return True
    return (
        token.is_capital
        and not token.is_letter
        and not name.place
        and not name.time
        and (name.last or is_surname_shaped(reading.stem(after)))
    )


def _has_age(reading: Reading, place: int) -> bool:
    """Juni är åtta år."""
    after = [reading.plain(place + step) for step in range(1, 8)]
    if {"månad", "månader", "månaden", "vecka", "veckor", "period", "varit", "tid"} & set(
        after[1:]
    ):
        return False
    if after[0] in {"är", "fyller", "fyllde", "blir", "var"}:
        return "år" in after[:4] or after[0] in {"fyller", "fyllde"}
    return after[0] in {"har", "bor", "går", "vill", "vägrar", "heter", "behöver", "mår", "kom"}


def _unlisted_at_beginning(reading: Reading, place: int, *, acts: bool) -> int:
    name, plain, token = reading.name(place), reading.stem(place), reading.tokens[place]
    if not 3 <= len(plain) <= _LONGEST_UNKNOWN or (token.is_capitals and len(plain) <= 6):
        return NOBODY
    if reading.is_paired(place) or _has_last_name(reading, place):
        return POSSIBLE
    if name.proper or is_place_shaped(plain):
        return POSSIBLE if acts and not name.proper else NOBODY
    if has_word_tail(plain):
        return NOBODY
    if reading.is_near_name(place):
        return POSSIBLE
    if reading.is_near_word(place):
        return NOBODY
    joined = reading.plain(place + 1) in {"och", "o", "&"} or reading.gap(place + 1).startswith(",")
    return (
        POSSIBLE
        if acts or joined or is_surname_shaped(plain) or _ends_line(reading, place)
        else NOBODY
    )


def _ends_line(reading: Reading, place: int) -> bool:
    return place == reading.last or "\n" in reading.gap(place + 1)


def _small(reading: Reading, place: int) -> int:
    """In small letters, where only the word itself and its neighbours tell."""
    name, plain = reading.name(place), reading.stem(place)
    is_named = _is_named(reading, place) and reading.gap(place) != "\n"
    if is_named and name.first and _has_small_last_name(reading, place):
        return CERTAIN
    if name.time:
        return POSSIBLE if is_named and name.well and _is_alone(reading, place) else NOBODY
    if (
        plain in beside("verb")
        or name.never
        or name.place
        or (len(plain) < 3 and plain not in _SHORT_NAMES)
    ):
        return NOBODY
    if name.first and not name.word:
        if is_named:
            return CERTAIN
        if len(plain) < 3:
            return NOBODY
        speaks = _speaks_of_person(reading, place) or reading.is_after(place, "joined")
        return POSSIBLE if name.well or speaks else NOBODY
    if name.word:
        tight = reading.gap(place) in {" ", "\u00a0"}
        fits = is_named and tight and _is_alone(reading, place)
        kin = reading.role(place + 1)
        fits = fits or (
            reading.has_genitive_s(place) and kin is not None and kin.kind == "relative"
        )
        fits = fits or _is_joined(reading, place) or _is_shouted_subject(reading, place)
        if name.well and fits and not _is_of_family(reading, place):
            return POSSIBLE
        return POSSIBLE if name.last and _is_titled(reading, place) else NOBODY
    return _small_unlisted(reading, place, is_named=is_named)


def _has_small_last_name(reading: Reading, place: int) -> bool:
    """rektor per wallander: what follows is a last name and no word."""
    after = place + 1
    if after > reading.last or reading.gap(after) != " " or reading.tokens[after].is_capital:
        return False
    name = reading.name(after)
    return (
        not name.word and not name.place and (name.last or is_surname_shaped(reading.stem(after)))
    )


def _is_shouted_subject(reading: Reading, place: int) -> bool:
    """SAGA HAR INTE FÅTT SIN MEDICIN."""
    token = reading.tokens[place]
    return token.begins and token.is_open and reading.acts_after(place)


def _is_titled(reading: Reading, place: int) -> bool:
    """dr khan vill, familjen berg har: a last name that is also a word."""
    titles = {"dr", "doktor", "fru", "herr", "familjen", "fam", "läkaren"}
    return reading.plain(place - 1) in titles and reading.acts_after(place)


def _is_of_family(reading: Reading, place: int) -> bool:
    """fick familjen veta: only last names follow familjen."""
    role = reading.role(place - 1)
    return role is not None and role.base == "familj"


def _is_joined(reading: Reading, place: int) -> bool:
    """lena o bosse: the other one is no word."""
    other = place + 2
    if reading.plain(place + 1) not in {"o", "och", "&"} or other > reading.last:
        return False
    return (
        reading.name(other).well and not reading.name(other).word and not reading.name(other).place
    )


def _is_alone(reading: Reading, place: int) -> bool:
    """Whether the words after a small name fit a name: a verb, a joint, a genitive, the end."""
    after = reading.plain(place + 1)
    return (
        reading.gap(place + 1) != " "
        or reading.acts_after(place)
        or reading.owns_after(place)
        or after in {"och", "o", "samt", "på", "från", "i", "men", "till", "åk", "om", "att", "med"}
    )


def _small_unlisted(reading: Reading, place: int, *, is_named: bool) -> int:
    name, plain, token = reading.name(place), reading.stem(place), reading.tokens[place]
    if (
        (name.proper and not name.last)
        or len(plain) > _LONGEST_UNKNOWN
        or plain.upper() in words_in("abbreviations.words")
    ):
        return NOBODY
    if token.is_open and len(plain) <= 4 and not (name.last or is_named):
        return NOBODY
    if is_named and reading.gap(place) in {" ", "\u00a0", ", ", ": "}:
        return (
            POSSIBLE
            if name.last or reading.is_near_name(place) or not reading.is_near_word(place)
            else NOBODY
        )
    about = name.is_unknown and (
        reading.is_after(place, "about") or (reading.is_after(place, "with") and len(plain) > 4)
    )
    speaks = _speaks_of_person(reading, place)
    if about and len(plain) > 2 and not has_word_tail(plain) and not reading.is_near_word(place):
        return POSSIBLE  # med amiina, but med patientuppgifter
    return (
        POSSIBLE
        if speaks and reading.is_near_name(place) and not reading.is_near_word(place)
        else NOBODY
    )
