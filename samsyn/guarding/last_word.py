"""The last word before a text is stored: certain findings refuse it, possible ones ask (ADR 0044).

It stands in the services, so that no page, script or letter box goes around it. What is decided of a
possible finding travels with the call and is stored nowhere.
"""

from collections.abc import Collection, Container, Mapping

from samsyn.domain.access import Viewer
from samsyn.domain.refusals import PersonalDataFound
from samsyn.guard import Finding
from samsyn.guard.finding import SUGGESTIONS
from samsyn.guarding.readings import findings_in
from samsyn.guarding.selectors import not_names

Found = dict[str, tuple[Finding, ...]]
"""What was found, by the name of the text that it stands in."""
NOTHING: frozenset[str] = frozenset()
ONLY_PERSONAL_NUMBERS = frozenset({"PERSONNUMMER"})
"""For a reference that only the own unit sees: a case number is what it is for (requirement 12)."""
OF_A_DOCUMENT = frozenset(SUGGESTIONS) - {"CASE_NUMBER", "URL"}
"""For a source or a request, which is a public document: it has a number and an address."""
ALL_BUT_NAMES = frozenset(SUGGESTIONS) - {"PERSON"}
"""For who does something at work: a colleague's name is what the field is for, and nothing else is."""


def folded_choice(words: str) -> str:
    """Words as a choice compares them: without letter case, blanks in a row as one."""
    return " ".join(words.split()).casefold()


def refuse_personal_data(
    texts: Mapping[str, str],
    *,
    by: Viewer | None,
    decided: Container[str] = NOTHING,
    only: Mapping[str, Collection[str]] | None = None,
) -> None:
    """Refuse (PersonalDataFound) texts with personal data, before anything is stored.

    `texts` are the texts by the name of their input; `decided` holds, folded (`folded_choice`), the
    words of possible findings that the writer calls no names; `only` names the labels that are looked
    for in a text where not all are.
    """
    if found := found_in(texts, viewer=by, decided=decided, only=only):
        raise PersonalDataFound(found)


def refuse_certain(
    texts: Mapping[str, str],
    *,
    by: Viewer | None,
    only: Mapping[str, Collection[str]] | None = None,
) -> None:
    """Refuse (PersonalDataFound) texts with certain personal data, where possible ones are asked of earlier.

    For the secretariat's own words about figures and measures: its forms ask, or they began elsewhere.
    """
    if found := as_certain(found_in(texts, viewer=by, only=only)):
        raise PersonalDataFound(found)


def found_in(
    texts: Mapping[str, str],
    *,
    viewer: Viewer | None,
    decided: Container[str] = NOTHING,
    only: Mapping[str, Collection[str]] | None = None,
) -> Found:
    """Every certain finding, and the possible ones that nobody has decided; no entry for a clean text.

    The list of words that are no names is asked for only when something was found: it takes a query.
    """
    found = {name: some for name, text in texts.items() if (some := findings_in(text))}
    if found:
        words = not_names(viewer=viewer)
        found = {name: findings_in(texts[name], words) for name in found}
    for name in (only or {}).keys() & found.keys():
        found[name] = tuple(one for one in found[name] if one.label in (only or {})[name])
    return undecided(found, texts, decided)


def undecided(found: Found, texts: Mapping[str, str], decided: Container[str]) -> Found:
    """What is found without the possible findings that are decided; no entry for a clean text."""
    open_ = {
        name: tuple(one for one in findings if not _is_decided(one, texts[name], decided))
        for name, findings in found.items()
        if findings
    }
    return {name: findings for name, findings in open_.items() if findings}


def _is_decided(one: Finding, text: str, decided: Container[str]) -> bool:
    return one.level == "possible" and folded_choice(text[one.start : one.end]) in decided


def as_certain(found: Found) -> Found:
    """The certain findings alone: where nobody can be asked, a possible one is let through."""
    certain = {
        name: tuple(one for one in findings if one.level == "certain")
        for name, findings in found.items()
    }
    return {name: findings for name, findings in certain.items() if findings}
