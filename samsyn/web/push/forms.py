"""What does the administrator say of a webhook?"""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from samsyn.domain.vocabulary import StepKind
from samsyn.organisations import selectors as organisations
from samsyn.push.addresses import AddressRefused, require_url

WHY_NOT = {
    "form": gettext_lazy(
        "Skriv hela adressen, till exempel https://system.kommunen.se/samsyn. "
        "Å, ä och ö skrivs med koder."
    ),
    "scheme": gettext_lazy("Adressen måste börja med https://."),
    "user": gettext_lazy(
        "Skriv adressen utan användarnamn och lösenord. Samsyn signerar i stället."
    ),
    "private": gettext_lazy(
        "Adressen ligger i ett lokalt nät, dit Samsyn inte får tala. "
        "Driften kan tillåta värden med SAMSYN_WEBHOOK_HOSTS."
    ),
}


class WebhookForm(forms.Form):
    url = forms.CharField(
        label=_("Adress"),
        max_length=500,
        help_text=_("Dit händelserna skickas. Den måste börja med https://."),
        widget=forms.TextInput(attrs={"type": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    events = forms.MultipleChoiceField(
        label=_("Händelser"),
        required=False,
        help_text=_("Välj ingen för att berätta om alla, också sådana som tillkommer senare."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["events"].choices = [(kind.value, gettext(kind.label)) for kind in StepKind]

    def clean_url(self):
        try:
            require_url(self.cleaned_data["url"])
        except AddressRefused as refused:
            raise forms.ValidationError(WHY_NOT[refused.why]) from refused
        return self.cleaned_data["url"]


class NewWebhookForm(WebhookForm):
    principal_id = forms.TypedChoiceField(
        label=_("Huvudman"),
        coerce=int,
        help_text=_("Systemet får veta vad som händer i det som huvudmannens enheter är part i."),
    )
    field_order = ("principal_id", "url", "events")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        principals = organisations.principals_on(timezone.localdate())
        choices = [(card.id, card.name) for card in principals]
        self.fields["principal_id"].choices = [("", _("Välj")), *choices]
