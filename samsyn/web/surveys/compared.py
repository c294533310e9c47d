"""Two people write the same answer: what did a colleague save where somebody else typed otherwise?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict


@dataclass(frozen=True)
class Beside:
    """What a colleague saved at a question where the typed answer is another."""

    words: str
    """Empty where the colleague left the question open."""
    is_text: bool
    """True for free text, in whatever language it was written."""
    is_taken: bool
    """True where nothing was typed, so that the colleague's answer stands in the form."""


def differing(form: forms.Form, posted: QueryDict, saved: Mapping[str, Any]) -> dict[str, Beside]:
    """The inputs (by name) where what was posted is not what a colleague saved."""
    found = {}
    for name, typed in _typed(form, posted):
        theirs = saved.get(name)
        if _plain(typed) != _plain(theirs):
            field = form.fields[name]
            is_text = type(field) is forms.CharField
            found[name] = Beside(_in_words(field, theirs), is_text, not _plain(typed))
    return found


def merged(
    posted: QueryDict, saved: Mapping[str, Any], beside: Mapping[str, Beside], version: int
) -> QueryDict:
    """What was posted as it is shown again: on the newer version, with the colleague's where nothing was."""
    found = posted.copy()
    found["version"] = str(version)
    for name, one in beside.items():
        if one.is_taken:
            found.setlist(name, list(_plain(saved[name])))
    return found


def typed_words(form: forms.Form, posted: QueryDict) -> list[tuple[str, str]]:
    """Everything that was answered, by the question's label: to copy when it cannot be kept."""
    return [
        (str(form.fields[name].label), _in_words(form.fields[name], value))
        for name, value in _typed(form, posted)
        if _plain(value)
    ]


def _typed(form: forms.Form, posted: QueryDict) -> Iterator[tuple[str, Any]]:
    for name, field in form.fields.items():
        if not field.widget.is_hidden:
            yield name, field.widget.value_from_datadict(posted, {}, name)


def _plain(value: Any) -> tuple[str, ...]:
    """A value as a browser sends it; () for nothing."""
    if value in (None, False, ""):
        return ()
    if isinstance(value, list | tuple):
        return tuple(sorted(str(one) for one in value))
    words = str(value).replace("\r\n", "\n").strip()
    return (words,) if words else ()


def _in_words(field: forms.Field, value: Any) -> str:
    found = _plain(value)
    if isinstance(field, forms.BooleanField):
        return str(field.label) if found else ""
    names = {str(code): str(words) for code, words in getattr(field, "choices", ())}
    return ", ".join(names.get(one, one) for one in found)
