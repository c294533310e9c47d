"""Which texts of what is handed in does the guard read, and where does it look for less?"""

from collections.abc import Container, Mapping
from dataclasses import fields

from samsyn.deviations.content import AnswerContent
from samsyn.domain.access import Viewer
from samsyn.domain.refusals import PersonalDataFound
from samsyn.guard.finding import SUGGESTIONS
from samsyn.guarding.last_word import NOTHING, ONLY_PERSONAL_NUMBERS, as_certain, found_in

CODES = frozenset({"direct_contact", "consequence", "level", "view", "cause", "outcome"})
"""Codes of closed lists, which are no texts."""
LESS = {
    "internal_reference": ONLY_PERSONAL_NUMBERS,
    "own_system_reference": frozenset(SUGGESTIONS) - {"CASE_NUMBER"},
}
"""A reference is a number: the own unit's may be the child's case (requirement 12), the other one is of
the unit's own system for deviations, which tells nothing of a child."""


def texts_of(*contents: object) -> dict[str, str]:
    """The free texts of content dataclasses, by the names of their fields."""
    return {
        one.name: text
        for content in contents
        for one in fields(content)  # type: ignore[arg-type]
        if one.name not in CODES and isinstance(text := getattr(content, one.name), str)
    }


def texts_of_answer(content: AnswerContent) -> dict[str, str]:
    """An answer's texts and those of its measures, named as rows of a form are."""
    texts = texts_of(content)
    for row, measure in enumerate(content.measures):
        texts |= {f"measures-{row}-{name}": text for name, text in texts_of(measure).items()}
    return texts


def refuse(
    texts: Mapping[str, str],
    *,
    by: Viewer | None,
    decided: Container[str] = NOTHING,
    standing: object = None,
) -> None:
    """Refuse (PersonalDataFound) texts of a deviation with personal data; see guarding.last_word.

    What somebody was asked about when it came into `standing`, the version before, is not asked again.
    """
    found = found_in(texts, viewer=by, decided=decided, only=LESS)
    kept = {name for name in found if _is_same(texts[name], getattr(standing, name, None))}
    certain = as_certain({name: found[name] for name in kept})
    new = {name: findings for name, findings in found.items() if name not in kept}
    if new or certain:
        raise PersonalDataFound(new | certain)


def _is_same(text: str, before: str | None) -> bool:
    """Whether a text stands as it stood, whatever line ends a browser once gave it."""
    return before is not None and text.replace("\r\n", "\n") == before.replace("\r\n", "\n")
