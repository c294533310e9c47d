"""Which code came to the mailbox?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.deviations.services.mailbox import DIGITS

WRONG_SHAPE = _("Skriv de sex siffrorna i brevet.")


class CodeForm(forms.Form):
    """Six digits, also typed with a space in the middle or copied with one around."""

    code = forms.CharField(
        label=_("Engångskod"),
        help_text=_("Sex siffror."),
        max_length=20,
        error_messages={"required": WRONG_SHAPE, "max_length": WRONG_SHAPE},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
                "class": "code-field",
            }
        ),
    )

    def clean_code(self):
        digits = "".join(self.cleaned_data["code"].split())
        if len(digits) != DIGITS or not (digits.isascii() and digits.isdecimal()):
            raise forms.ValidationError(WRONG_SHAPE)
        return digits
