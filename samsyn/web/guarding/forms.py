"""How does the guard stand beside the free texts of any form? One mixin; see CONTRIBUTING.md."""

from collections.abc import Collection, Container, Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from samsyn.guard import replaced
from samsyn.guarding.last_word import Found, folded_choice, found_in, undecided
from samsyn.web.guarding.panels import Panel, same_words

ACT = "guard"
"""The name of a panel's buttons; the value is "replace:field:words", and likewise for the others."""
NO_NAME = "no_name"
"""The words that the writer has called no names, in hidden inputs beside the text."""
BEFORE = "guard_before-"

PERSONAL_NUMBER = _(
    "Texten innehåller ett personnummer. Ta bort det: skriv inget som pekar ut barnet."
)
CERTAIN = _("Texten innehåller personuppgifter. Byt ut dem: förslagen står vid fältet.")
POSSIBLE = _("Texten innehåller kanske personuppgifter. Välj vid fältet vad som gäller.")


class GuardedForm(forms.Form):
    """A form whose free texts (its plain CharFields) the guard reads, beside the field and at sending.

    Give it the viewer: `MyForm(request.POST, viewer=request.viewer)`. A press on one of the panel's
    buttons comes back as a form that is not valid and has no errors, so the page is shown again with
    the text as it is now. What was called no name stands in `decided`, for the service.
    """

    unguarded: Collection[str] = ()
    """Text fields that hold no free text: a unit's name, a number of the system."""
    only: Mapping[str, Collection[str]] = {}
    """Labels that are looked for in a field where not all are."""
    looks = True
    """False where the page asks the service itself, so that no text is read twice."""

    def __init__(self, *arguments: Any, viewer: Any = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.viewer = viewer
        self.seen: Found = {}
        """What was found in each text, decided or not."""
        self.before: dict[str, str] = {}
        """Texts as they were before a press replaced something."""
        self.is_pressed = False
        """Whether one of the panel's buttons was pressed, so that the form is to be seen."""
        data = self.data if self.is_bound else MultiValueDict()
        values = data.getlist(NO_NAME) if hasattr(data, "getlist") else data.get(NO_NAME, [])
        self.decided = frozenset(map(folded_choice, values))
        if self.is_bound and ACT in data:
            self._act(*parts_of(data[ACT]))

    @property
    def guarded(self) -> list[str]:
        """The names of the fields that the guard reads."""
        return [
            name
            for name, field in self.fields.items()
            if type(field) is forms.CharField and name not in self.unguarded
        ]

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound:
            return
        # As they are read here they are handed to the service, which then need not read them again.
        for name in self.guarded:
            if text := self.cleaned_data.get(name):
                self.cleaned_data[name] = _lines(text)
        if self.looks:
            self.tell_found(self._asked())

    def _asked(self) -> Found:
        """What stops these texts. What stands there unchanged has been asked about when it came."""
        texts = {name: self.cleaned_data.get(name) or "" for name in self.guarded}
        self.seen = self._found_in(texts)
        for name in self.seen:
            if texts[name] == self._stood(name):
                self._take_as_decided(name, texts[name])
        return undecided(self.seen, texts, self.decided)

    def _take_as_decided(self, name: str, text: str) -> None:
        possible = (one for one in self.seen.get(name, ()) if one.level == "possible")
        self.decided |= {folded_choice(text[one.start : one.end]) for one in possible}

    def _stood(self, name: str) -> str:
        return _lines(str(self.get_initial_for_field(self.fields[name], name) or ""))

    def _most(self, name: str) -> int | None:
        return getattr(self.fields[name], "max_length", None)

    def _found_in(self, texts: Mapping[str, str]) -> Found:
        return found_in(texts, viewer=self.viewer, only=self.only)

    def tell_found(self, found: Found) -> None:
        """Say at each field what was found there, as the form or a service (PersonalDataFound) has it."""
        for name, findings in found.items():
            if findings:
                self.add_error(name if name in self.fields else None, words_for(findings))

    def read_shown(self, decided: Container[str]) -> None:
        """Read what stands in a form that is only shown, with what the writer called no name before."""
        texts = {name: _lines(str(self[name].value() or "")) for name in self.guarded}
        texts = {name: text[: self._most(name)] for name, text in texts.items()}
        self.seen = self._found_in(texts)
        words = {
            folded_choice(texts[name][one.start : one.end])
            for name, findings in self.seen.items()
            for one in findings
        }
        self.decided |= {one for one in words if one in decided}

    def guard_panel(self, bound: Any) -> Panel | None:
        """What stands under a field; None for what the guard does not read."""
        if bound.name not in self.guarded or bound.is_hidden:
            return None
        text = _lines(str(bound.value() or ""))
        if bound.name in self.errors and bound.name not in self.seen:  # a service has refused it
            self.seen |= self._found_in({bound.name: text[: self._most(bound.name)]})
        return Panel(
            name=bound.html_name,
            field_id=bound.auto_id,
            label=str(bound.label),
            found=same_words(text, self.seen.get(bound.name, ()), self.decided),
            only=" ".join(sorted(self.only.get(bound.name, ()))),
            before=self.before.get(bound.name, ""),
        )

    def _act(self, act: str, html_name: str, words: str) -> None:
        """Do what a button of a panel says, and become a form that only shows what is typed."""
        self.is_pressed = True
        data = self.data
        typed = {
            name: field.widget.value_from_datadict(data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
        }
        name = next((one for one in self.guarded if self.add_prefix(one) == html_name), "")
        if act == "keep":
            self.decided |= {folded_choice(words)}
        elif act == "ask":
            self.decided -= {folded_choice(words)}
        elif act == "undo" and name:
            typed[name] = data.get(BEFORE + html_name, typed[name])
        elif act == "replace" and name:
            self.before[name] = _lines(typed[name] or "")
            typed[name] = self._replaced(name, self.before[name], words)
        self.seen = self._found_in({one: _lines(typed[one] or "") for one in self.guarded})
        self.initial = {**self.initial, **typed}
        self.is_bound, self.data = False, MultiValueDict()

    def _replaced(self, name: str, text: str, words: str) -> str:
        findings = self._found_in({name: text}).get(name, ())
        wanted = folded_choice(words)
        return replaced(
            text, [one for one in findings if folded_choice(text[one.start : one.end]) == wanted]
        )


def shown_again(posted: Any) -> Any:
    """What was posted, for a form that is to show it again unchecked: no button of the guard, no errors."""
    data = posted.copy()
    data[ACT] = "show"
    return data


def words_for(findings: Collection[Any]) -> Any:
    """What is said at the field: what must go, or what is asked."""
    certain = {one.label for one in findings if one.level == "certain"}
    if "PERSONNUMMER" in certain:
        return PERSONAL_NUMBER
    return CERTAIN if certain else POSSIBLE


def parts_of(value: str) -> tuple[str, str, str]:
    """A button's value: what to do, with which field, with which words."""
    act, _colon, rest = value.partition(":")
    name, _colon, words = rest.partition(":")
    return act, name, words


def _lines(text: str) -> str:
    """The text with the line ends that the browser's own field has: places are counted in it."""
    return text.replace("\r\n", "\n")
