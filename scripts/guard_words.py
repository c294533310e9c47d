"""Writes the guard's word lists: python scripts/guard_words.py --hunspell FOLDER.

Developers only; nothing of it is needed where Samsyn runs. In a virtual environment of its own:

    pip install Faker==40.54.0 hunspell-sv==2026.10.25
    python scripts/guard_words.py --hunspell .../share/hunspell

Names come from Faker (MIT), words from hunspell-sv (LGPL-3). Words are kept as sorted check sums
(samsyn/guard/words.py says why); compounds of words that are kept are left out, since the guard
takes compounds apart. What people wrote by hand in samsyn/guard/data/*.words is never touched.
"""

import argparse
import importlib
import json
import pkgutil
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from samsyn.guard.lists import lines_of, words_in
from samsyn.guard.words import WordList, fold

ROOT = Path(__file__).parent.parent
DATA = ROOT / "samsyn" / "guard" / "data"
SWEDISH_TEXTS = (
    "docs/anvandarguide.md",
    "samsyn/demo/texts.toml",
    "samsyn/locale/en/LC_MESSAGES/django.po",
    "tests/data/avvikelser-2023-pahittad.csv",
    "samsyn/guard/data/roles.words",
    "samsyn/guard/data/person.words",
    "samsyn/guard/data/unit.words",
)
"""Where this repository speaks Swedish."""
TUNED_TO = ROOT / "tests/data/guard/dev.jsonl"
DICTIONARY = "sv_SE_expanded"
"""The older, checked list; sv_SE also holds words from translated programs, some of them names."""
LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ſȘ-țḀ-ỹ'’-]{2,30}")
NORDIC = {"sv_SE", "no_NO", "da_DK", "fi_FI", "is_IS"}
INHABITANTS = ("bor", "borna")


def dictionary_forms(folder: Path) -> Iterator[str]:
    """Every form of every word, as the affix file bends it."""
    rules = defaultdict(list)
    for line in (folder / f"{DICTIONARY}.aff").read_text(encoding="utf-8").splitlines():
        match line.split():
            case ["SFX", flag, strip, added, condition, *_]:
                ending = re.compile(f"(?:{condition})$")
                rules[flag].append((strip.strip("0"), added.partition("/")[0].strip("0"), ending))
    for line in (folder / f"{DICTIONARY}.dic").read_text(encoding="utf-8").splitlines()[1:]:
        word, _, flags = line.strip().partition("/")
        yield word
        for flag in flags:
            for strip, added, ending in rules[flag]:
                if word.endswith(strip) and ending.search(word):
                    yield word[: len(word) - len(strip)] + added


def faker_names(kind: str) -> dict[str, set[str]]:
    """Names in Latin letters, with the countries that Faker knows them from."""
    import faker.providers.person as people

    found = defaultdict(set)
    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"{people.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            if kind in attribute and "format" not in attribute and isinstance(values, Iterable):
                for name in values:
                    for part in name.split() if isinstance(name, str) else ():
                        if LATIN.fullmatch(part) and not part.endswith("."):
                            found[unicodedata.normalize("NFC", part).casefold()].add(module.name)
    return found


def names_text(first: dict[str, set[str]], last: dict[str, set[str]], capital: set[str]) -> str:
    """One name a line: F a first name known well, f another, L a last name."""
    lines = ["# Names from Faker (MIT). F: first name, known well; f: first name; L: last name."]
    for name in sorted(first.keys() | last.keys()):
        known_well = (
            first.get(name, set()) & NORDIC or len(first.get(name, ())) > 1 or name in capital
        )
        lines.append(
            f"{name} {('F' if known_well else 'f') * (name in first)}{'L' * (name in last)}"
        )
    return "\n".join(lines) + "\n"


def common_words(names: set[str]) -> list[str]:
    """The words in small letters of what this repository itself says in Swedish, but no names.

    They are what a slip was meant to be; and some, like heldygnsvård, no dictionary has.
    """
    texts = [(ROOT / one).read_text(encoding="utf-8") for one in SWEDISH_TEXTS]
    texts += [_outside_spans(line) for line in TUNED_TO.read_text(encoding="utf-8").splitlines()]
    said = {
        one for text in texts for one in re.findall(r"(?<![^\W_])[a-zåäöé]{4,}(?![^\W_])", text)
    }
    return sorted(said - names)


def names_by_hand() -> set[str]:
    """The names that people wrote down in more_names.words."""
    return {name for line in lines_of("more_names.words") for name in line.split()[1:]}


def _outside_spans(line: str) -> str:
    """A text of the test data without its names."""
    given = json.loads(line)
    text = given["text"]
    for span in given["spans"]:
        text = text[: span["start"]] + " " * (span["end"] - span["start"]) + text[span["end"] :]
    return text


def without_compounds(words: set[str]) -> list[str]:
    """The words that are not put together from shorter ones of the list."""
    kept = WordList(())
    chosen: list[str] = []
    by_length = defaultdict(list)
    for word in words:
        by_length[len(word)].append(word)
    for length in sorted(by_length):
        chosen += [word for word in by_length[length] if not kept.has_compound(word)]
        if length < 16:
            kept = WordList(chosen)
    return chosen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hunspell", type=Path, required=True, help="folder of sv_SE_expanded.dic")
    forms = {
        unicodedata.normalize("NFC", one) for one in dictionary_forms(parser.parse_args().hunspell)
    }
    never = {one + end for one in words_in("names_not_words.words") for end in ("", "s")}
    words = {one for one in forms if one.isalpha() and one.islower()} - never
    capital = {one.casefold() for one in forms if one[:1].isupper() and one[1:].islower()} - words
    first, last = faker_names("first"), faker_names("last")
    (DATA / "names.words").write_text(names_text(first, last, capital), encoding="utf-8")
    kept = without_compounds(words)
    head = (
        "# Ordinary words of this repository's Swedish texts; written by scripts/guard_words.py.\n"
    )
    common = "\n".join(common_words(first.keys() | last.keys() | never | names_by_hand()))
    (DATA / "common.words").write_text(head + common + "\n", encoding="utf-8")
    places = {one.removesuffix(end) for one in capital for end in INHABITANTS if one.endswith(end)}
    lists = {
        "words.bin": kept,
        "folded.bin": [fold(one) for one in kept if fold(one) != one],
        "proper.bin": capital - first.keys(),
        "places.bin": {one for one in places if one in capital},
    }
    for name, some in lists.items():
        (DATA / name).write_bytes(WordList(some).to_bytes())
        print(f"{name}: {len(set(some))} words, {(DATA / name).stat().st_size} bytes")


if __name__ == "__main__":
    main()
