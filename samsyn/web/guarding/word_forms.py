"""Which word is no name, and which text is tried?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.guarding.services import LONGEST

REFUSED = {
    "empty": _("Skriv ett ord."),
    "long": _("Skriv högst 80 tecken."),
    "pattern": _("Det här är ett nummer eller en adress. Listan är för ord som ser ut som namn."),
    "there": _("Ordet står redan i listan."),
}


class WordForm(forms.Form):
    """A word for the list."""

    word = forms.CharField(
        label=_("Ord som inte är ett namn"),
        help_text=_("Till exempel en mottagning, en metod eller en leverantör."),
        max_length=LONGEST,
        error_messages={"required": REFUSED["empty"]},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def refuse(self, why: str) -> None:
        """Say in words what the service refused."""
        self.add_error("word", REFUSED[why])


class TryForm(forms.Form):
    """A text to try the guard on; nothing of it is stored."""

    text = forms.CharField(
        label=_("Text att prova"),
        help_text=_("Texten läses och glöms. Skriv en påhittad text, inte en riktig."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )


class SearchForm(forms.Form):
    """Which words are looked for in the list."""

    q = forms.CharField(label=_("Sök i listan"), max_length=80, required=False)
