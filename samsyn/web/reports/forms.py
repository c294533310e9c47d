"""What is typed in a report?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.guarding.last_word import NOTHING
from samsyn.reports.guarded import LESS
from samsyn.reports.services.rules import MOST_CHARACTERS
from samsyn.web.guarding.decided import AllWords
from samsyn.web.guarding.forms import GuardedForm

NO_NAMES = _("Skriv inga namn och inga personnummer.")


class ProseForm(GuardedForm):
    """A chapter's prose, as Markdown."""

    only = {"text": LESS}
    looks = False

    text = forms.CharField(
        label=_("Kapitlets text"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 12, "lang": "sv", "spellcheck": "true"}),
        help_text=NO_NAMES,
    )

    @classmethod
    def of(cls, text, *, viewer, is_decided):
        """The form of what stands in a chapter, with what the guard found there."""
        form = cls(initial={"text": text}, viewer=viewer)
        form.read_shown(AllWords() if is_decided else NOTHING)
        return form


class RewriteForm(GuardedForm):
    """A sentence in other words."""

    only = {"text": LESS}

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
    def of(cls, passage, data=None, *, viewer):
        """The form of one sentence; several stand on a page."""
        first = {"text": passage.text}
        return cls(data, initial=first, auto_id=f"id_%s_{passage.pk}", viewer=viewer)


class NoteForm(GuardedForm):
    """What goes along with a step."""

    only = {"note": LESS}

    note = forms.CharField(
        max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), help_text=NO_NAMES
    )

    def __init__(self, data=None, *, label, required, viewer, initial=""):
        super().__init__(data, initial={"note": initial}, viewer=viewer)
        self.fields["note"].label = label
        self.fields["note"].required = required
