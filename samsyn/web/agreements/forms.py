"""What can be set for an agreement?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.domain.deadlines import Terms


class TermsForm(forms.Form):
    acknowledge_working_days = forms.IntegerField(
        label=_("Kvittera inom, arbetsdagar"), min_value=1, max_value=30
    )
    answer_days = forms.IntegerField(label=_("Svara inom, dagar"), min_value=1, max_value=180)
    ceiling_days = forms.IntegerField(
        label=_("Tidsgräns, dagar"),
        min_value=1,
        max_value=365,
        help_text=_("Efter så många dagar avslutas en avvikelse som ingen har svarat på."),
    )
    answers_shown_to_all = forms.BooleanField(
        label=_("Alla mottagare ser varandras svar"), required=False
    )
    is_proposal = forms.BooleanField(
        label=_("Tiderna är ett förslag som ingen har fastställt"), required=False
    )

    def clean(self):
        found = super().clean()
        answer, ceiling = found.get("answer_days"), found.get("ceiling_days")
        if answer and ceiling and ceiling < answer:
            self.add_error("ceiling_days", _("Tidsgränsen kan inte vara kortare än svarstiden."))
        return found

    @property
    def terms(self) -> Terms:
        days = ("acknowledge_working_days", "answer_days", "ceiling_days")
        return Terms(**{name: self.cleaned_data[name] for name in days})
