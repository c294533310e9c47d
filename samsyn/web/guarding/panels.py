"""What does the guard show beside one field? The same words together, each with what can be done."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samsyn.guard import Finding
from samsyn.guarding.last_word import folded_choice

LABELS = {
    "PERSONNUMMER": _("personnummer"),
    "PHONE": _("telefonnummer"),
    "EMAIL": _("e-postadress"),
    "URL": _("länk"),
    "PLATE": _("registreringsnummer"),
    "ADDRESS": _("adress"),
    "DATE_OF_BIRTH": _("födelsedatum"),
    "CASE_NUMBER": _("ärendenummer"),
    "PERSON": _("namn på en person"),
}
"""What each label of the guard is called on a page."""


@dataclass(frozen=True)
class Same:
    """The same words wherever they stand in one text, found as the same thing."""

    words: str
    label: str
    suggestion: str
    is_certain: bool
    is_decided: bool
    findings: tuple[Finding, ...]

    @property
    def kind(self) -> str:
        return str(LABELS[self.label])

    @property
    def count(self) -> int:
        return len(self.findings)

    @property
    def spans(self) -> str:
        """Where they stand, for the script: code points, "0-5 12-17"."""
        return " ".join(f"{one.start}-{one.end}" for one in self.findings)


def same_words(text: str, findings: Iterable[Finding], decided: Container[str]) -> list[Same]:
    """The findings by their words and what they are, in the order of the text, the certain first."""
    groups: dict[tuple[str, str, str, bool], list[Finding]] = {}
    for one in findings:
        words = folded_choice(text[one.start : one.end])
        key = (words, one.label, one.suggestion, one.level == "certain")
        groups.setdefault(key, []).append(one)
    found = [
        Same(
            words=text[some[0].start : some[0].end],
            label=label,
            suggestion=suggestion,
            is_certain=is_certain,
            is_decided=not is_certain and words in decided,
            findings=tuple(some),
        )
        for (words, label, suggestion, is_certain), some in groups.items()
    ]
    return sorted(found, key=lambda one: not one.is_certain)


@dataclass(frozen=True)
class Panel:
    """What stands under one field: what was found in its text, and what was done last."""

    name: str
    """The field's name in the posted form."""
    field_id: str
    label: str
    found: list[Same] = field(default_factory=list)
    only: str = ""
    """The labels that are looked for, if not all, as the script posts them."""
    before: str = ""
    """The text as it was before the last press replaced something; empty when nothing was."""

    @property
    def scan_url(self) -> str:
        return reverse("guarding:scan")

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to see."""
        return bool(self.found or self.before)

    @property
    def open(self) -> list[Same]:
        """What still asks for something."""
        return [one for one in self.found if not one.is_decided]

    @property
    def decided(self) -> list[Same]:
        return [one for one in self.found if one.is_decided]

    @property
    def summary(self) -> str:
        """In one sentence, for who listens."""
        n = len(self.open)
        if not n:
            return ""
        words = ngettext(
            "Vakten har hittat en uppgift i fältet %(field)s.",
            "Vakten har hittat %(n)s uppgifter i fältet %(field)s.",
            n,
        )
        return words % {"n": n, "field": self.label}

    @property
    def heading(self) -> str:
        return gettext("Vakten: %(field)s") % {"field": self.label}
