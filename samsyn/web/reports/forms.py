"""What is typed in a report?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.reports.services.rules import MOST_CHARACTERS

NO_NAMES = _("Skriv inga namn och inga personnummer.")


class ProseForm(forms.Form):
    """A chapter's prose, as Markdown."""

    text = forms.CharField(
        label=_("Kapitlets text"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 12, "lang": "sv", "spellcheck": "true"}),
        help_text=NO_NAMES,
    )


class RewriteForm(forms.Form):
    """A sentence in other words."""

    text = forms.CharField(
        label=_("Meningen med egna ord"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "sv"}),
        help_text=_("Skriv siffrorna precis som de står. De kontrolleras mot uppgifterna."),
    )
    may_leave_out = forms.BooleanField(
        label=_("Meningen behöver inte säga alla siffror"), required=False
    )

    @classmethod
    def of(cls, passage, data=None):
        """The form of one sentence; several stand on a page."""
        return cls(data, initial={"text": passage.text}, auto_id=f"id_%s_{passage.pk}")


class NoteForm(forms.Form):
    """What goes along with a step."""

    note = forms.CharField(
        max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), help_text=NO_NAMES
    )

    def __init__(self, data=None, *, label, required, initial=""):
        super().__init__(data, initial={"note": initial})
        self.fields["note"].label = label
        self.fields["note"].required = required
