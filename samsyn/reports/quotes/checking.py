"""May these words be a quote of that passage? Every reason against, with the words it is about."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from samsyn.domain.access import Viewer
from samsyn.domain.known_names import KnownNames, possible_names
from samsyn.domain.redaction import (
    outside_brackets,
    pieces_of,
    unknown_placeholders,
    words_in,
)
from samsyn.domain.vocabulary import Listed, gettext_noop
from samsyn.guard import Finding, scan
from samsyn.guarding.selectors import not_names
from samsyn.reports.quotes.names import words_of_the_field

_ = gettext_noop


class Fault(Listed):
    """Why words cannot be printed as a quote."""

    EMPTY = "empty", _("Citatet är tomt.")
    NOT_DRAWN = (
        "not_drawn",
        _("Citatet säger något annat än stycket. Byt ord mot platshållare eller […], inget annat."),
    )
    PLACEHOLDER = "placeholder", _("Platshållaren finns inte i listan:")
    TOO_LONG = "too_long", _("Citatet är för långt. Stryk ord med […].")
    PERSONAL = "personal", _("Vakten hittar personuppgifter i citatet:")
    NAMED = "named", _("Ett namn ur registret står kvar:")


@dataclass(frozen=True)
class Found:
    """One fault; `words` are those it is about, where the writer needs them to find the place."""

    fault: Fault
    words: tuple[str, ...] = ()


def faults_in(passage: str, text: str, names: KnownNames, *, viewer: Viewer) -> list[Found]:
    """Everything that keeps a text from being a quote; `passage` and `text` are plain."""
    if not outside_brackets(text).strip(" .,;:!?"):
        return [Found(Fault.EMPTY)]
    found = []
    if unknown := unknown_placeholders(text):
        found.append(Found(Fault.PLACEHOLDER, unknown))
    elif pieces_of(passage, text) is None:
        found.append(Found(Fault.NOT_DRAWN))
    if words_in(text) > settings.REPORT_QUOTE_WORDS:
        found.append(Found(Fault.TOO_LONG))
    if personal := _words(text, guarded(text, viewer=viewer), "certain"):
        found.append(Found(Fault.PERSONAL, personal))
    if left := tuple(text[one.start : one.end] for one in names.found_in(text)):
        found.append(Found(Fault.NAMED, left))
    return found


def warnings_in(text: str, *, viewer: Viewer) -> list[str]:
    """Words that a person must look at: what the guard is not certain of, and other capitals."""
    found = guarded(text, viewer=viewer)
    unsure = _words(text, found, "possible")
    named = {word for one in found for word in text[one.start : one.end].split()}
    capitals = possible_names(text, words_of_the_field() | {word.casefold() for word in named})
    return list(dict.fromkeys([*unsure, *capitals]))


def guarded(text: str, *, viewer: Viewer) -> tuple[Finding, ...]:
    """What the guard finds in a text; the registry's names and the list of what is no name are none."""
    return scan(text, not_names=not_names(viewer=viewer))


def _words(text: str, found: Iterable[Finding], level: str) -> tuple[str, ...]:
    words = (text[one.start : one.end] for one in found if one.level == level)
    return tuple(dict.fromkeys(words))
