"""What can be looked for in the log?"""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsyn.audit import selectors
from samsyn.audit.selectors import LogFilter
from samsyn.deviations.services.opening import LESS
from samsyn.web.days import DayField
from samsyn.web.guarding.forms import GuardedForm


class LogForm(forms.Form):
    person = forms.CharField(label=_("Person"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Händelse"), required=False)
    number = forms.CharField(label=_("Nummer eller namn"), max_length=120, required=False)
    day_from = DayField(label=_("Från och med"), required=False)
    day_to = DayField(label=_("Till och med"), required=False)

    def __init__(self, data, *, viewer):
        super().__init__(data)
        kinds = selectors.kinds_for(viewer=viewer)
        self.fields["kind"].choices = [
            ("", gettext("Alla")),
            *((kind.value, gettext(kind.label)) for kind in kinds),
        ]

    @property
    def chosen(self) -> LogFilter:
        """What was asked for; what could not be read does not narrow."""
        self.is_valid()
        return LogFilter(**{name: value for name, value in self.cleaned_data.items() if value})


class ReasonForm(GuardedForm):
    """Why a deviation is opened; the log keeps it for ever."""

    only = LESS

    reason = forms.CharField(
        label=_("Skäl"),
        help_text=_(
            "Till exempel begäran om allmän handling, med ert diarienummer. Skriv inga namn."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
