"""Which file, and what is it to be called?"""

from pathlib import Path
from typing import cast

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samsyn.domain.files import KINDS, NAME_LENGTH, words_in_name
from samsyn.web.guarding.forms import GuardedForm

ACCEPTED = ",".join(extension for kind in KINDS for extension in kind.extensions)

WHY_NOT = {
    "empty": _("Filen är tom. Välj en annan fil."),
    "too_big": _("Filen är för stor. Välj en mindre fil."),
    "type": _("Det här är varken en PDF, en PNG-bild eller en JPEG-bild. Välj en sådan fil."),
    "two_types": _("Filen är flera sorters fil på en gång. Spara den på nytt som PDF eller bild."),
    "damaged": _("Filen verkar vara skadad. Öppna den, spara den på nytt och försök igen."),
    "too_many": _("Avvikelsen har redan så många bilagor som får plats."),
}
PERSONAL_DATA = _(
    "Filens namn innehåller personuppgifter. Välj filen igen. Här står ett förslag på ett annat namn."
)
MAYBE_PERSONAL_DATA = _(
    "Filens namn innehåller kanske personuppgifter. Välj filen igen, och skriv ett annat namn eller "
    "välj vid namnet vad som gäller."
)
NEUTRAL = _("Bilaga %(n)s")
"""What a file is called when nobody may be told its name."""
NOT_NOW = _("Det går inte att lägga till bilagor till avvikelsen längre.")


class AttachForm(GuardedForm):
    looks = False

    file = forms.FileField(
        label=_("Fil"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": WHY_NOT["empty"], "required": _("Välj en fil.")},
    )
    name = forms.CharField(
        label=_("Vad ska bilagan heta?"),
        help_text=_(
            "Till exempel Kallelse. Lämna tomt för att använda filens eget namn. "
            "Skriv inga namn på personer."
        ),
        max_length=NAME_LENGTH - 20,
        required=False,
    )

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        most = settings.ATTACHMENTS_PER_DEVIATION
        words = ngettext(
            "PDF, PNG eller JPEG, högst %(size)s. Högst %(n)s bilaga på en avvikelse.",
            "PDF, PNG eller JPEG, högst %(size)s. Högst %(n)s bilagor på en avvikelse.",
            most,
        )
        size = filesizeformat(settings.ATTACHMENT_MAX_BYTES)
        self.fields["file"].help_text = words % {"size": size, "n": most}

    @property
    def name_wanted(self) -> str:
        return self.cleaned_data["name"].strip() or self.cleaned_data["file"].name

    def propose(self, found, number: int) -> None:
        """Say that the name tells of somebody: with a neutral one in its place, or with the choice."""
        is_certain = any(one.level == "certain" for one in found)
        words = words_in_name(Path(self.name_wanted).stem)
        typed = cast("QueryDict", self.data).copy()
        typed["name"] = NEUTRAL % {"n": number} if is_certain else words
        self.data = typed
        self.add_error("name", PERSONAL_DATA if is_certain else MAYBE_PERSONAL_DATA)
