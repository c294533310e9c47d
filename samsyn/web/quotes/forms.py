"""What is typed about a quote: its words, or why not these."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.domain.redaction import plain
from samsyn.web.deviations.draft_forms import long_text
from samsyn.web.guarding.forms import GuardedForm

LONGEST = 4000
STEP = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)


class WordsForm(forms.Form):
    """The words as they would be printed, and that the doubtful ones have been looked at."""

    text = forms.CharField(
        label=_("Citatet som det ska tryckas"),
        help_text=_("Byt ord mot en platshållare eller stryk ord med […]. Lägg inte till något."),
        max_length=LONGEST,
        error_messages={"required": _("Skriv citatet.")},
        widget=forms.Textarea(attrs={"rows": 5, "lang": "sv"}),
    )
    names_checked = forms.BooleanField(
        label=_("Jag har läst orden ovan. Inget av dem pekar ut någon."),
        required=False,
    )
    seen_step = STEP

    def clean_text(self):
        return plain(self.cleaned_data["text"])


class ReasonForm(GuardedForm):
    """Why a quote is sent back or taken out of use."""

    reason = long_text(_("Varför?"), rows=2, required=True, hint=_("Skriv inga namn."))
    seen_step = STEP
