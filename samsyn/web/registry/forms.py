"""Which words and shapes may be typed about the registry?"""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsyn.domain.vocabulary import AreaKind
from samsyn.guard.finding import SUGGESTIONS
from samsyn.mail.selectors import broken_addresses
from samsyn.organisations import selectors
from samsyn.web.days import DayField
from samsyn.web.guarding.forms import GuardedForm

OF_A_PERSON = frozenset(SUGGESTIONS) - {"PHONE", "EMAIL", "ADDRESS", "URL"}
"""A workplace is reached by telephone and has an address."""


def day_field(label, **more):
    return DayField(label=label, required=False, **more)


def kind_choices():
    return [(kind.id, kind.short_label) for kind in selectors.kinds_in_order()]


def principal_choices():
    return [(principal.id, principal.name) for principal in selectors.principals_on(None)]


def area_choices(*kinds):
    """Areas by level; an ended one says when it ended, since it may share its name with another."""
    levels = {kind: [] for kind in kinds}
    for area in selectors.areas_on(None):
        if area.kind in levels:
            ended = f" (–{area.valid_to:%Y})" if area.valid_to else ""
            levels[area.kind].append((area.id, area.name + ended))
    return [(gettext(kind.label), areas) for kind, areas in levels.items()]


class FilterForm(forms.Form):
    q = forms.CharField(label=_("Sök namn, ort eller alias"), required=False, max_length=100)
    kind = forms.TypedChoiceField(
        label=_("Verksamhetstyp"), required=False, coerce=int, empty_value=None
    )
    principal = forms.TypedChoiceField(
        label=_("Huvudman"), required=False, coerce=int, empty_value=None
    )
    area = forms.TypedChoiceField(label=_("Område"), required=False, coerce=int, empty_value=None)
    day = day_field(_("Fanns den dagen"))
    show = forms.ChoiceField(
        label=_("Visa"),
        required=False,
        choices=[
            ("", _("Alla")),
            ("no_mailbox", _("Saknar funktionsbrevlåda")),
            ("broken_mailbox", _("Funktionsbrevlådan fungerar inte")),
            ("no_sdk", _("Saknar SDK-adress")),
            ("external", _("Externa parter")),
            ("historic", _("Endast historiska")),
        ],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        empty = [("", _("Alla"))]
        self.fields["kind"].choices = empty + kind_choices()
        self.fields["principal"].choices = empty + principal_choices()
        levels = (AreaKind.MUNICIPALITY, AreaKind.DISTRICT, AreaKind.BUS)
        self.fields["area"].choices = empty + area_choices(*levels)

    def wanted(self):
        """What the register shows; a wrong choice is left out rather than shown as an empty list."""
        self.full_clean()
        chosen = self.cleaned_data
        show = chosen.get("show", "")
        return selectors.Filter(
            text=chosen.get("q", ""),
            kind=chosen.get("kind"),
            principal=chosen.get("principal"),
            area=chosen.get("area"),
            day=chosen.get("day"),
            without_mailbox=show == "no_mailbox",
            mailboxes=frozenset(broken_addresses()) if show == "broken_mailbox" else None,
            without_sdk=show == "no_sdk",
            external=True if show == "external" else None,
            historic=True if show == "historic" else None,
        )


class UnitForm(GuardedForm):
    """A unit as the registry knows it. The guard reads its note and function, which are no names."""

    unguarded = ("name", "aliases", "function_phone", "sdk_address")
    only = dict.fromkeys(("contact_function", "note"), OF_A_PERSON)

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Namn"), max_length=200)
    kind_id = forms.TypedChoiceField(label=_("Verksamhetstyp"), coerce=int)
    principal_id = forms.TypedChoiceField(label=_("Huvudman"), coerce=int)
    area_id = forms.TypedChoiceField(
        label=_("Kommun eller stadsdel"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("BUS-området följer av kommunen eller stadsdelen."),
    )
    aliases = forms.CharField(
        label=_("Andra namn"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ett på varje rad. Verksamheten hittas också under dessa namn."),
    )
    contact_function = forms.CharField(
        label=_("Kontaktfunktion"),
        required=False,
        max_length=120,
        help_text=_(
            "En funktion, inte en person. Till exempel: samordnare, mottagningssekreterare."
        ),
    )
    function_phone = forms.CharField(
        label=_("Telefon till funktionen"), required=False, max_length=40
    )
    function_mailbox = forms.EmailField(
        label=_("Funktionsbrevlåda"),
        required=False,
        help_text=_("Hit går besked om nya avvikelser. Använd ingen persons adress."),
    )
    sdk_address = forms.CharField(label=_("SDK-adress"), required=False, max_length=120)
    valid_from = day_field(_("Finns från"), help_text=_("Lämna tomt om dagen inte är känd."))
    valid_to = day_field(_("Finns till och med"), help_text=_("Lämna tomt om den finns kvar."))
    is_external = forms.BooleanField(
        label=_("Extern part: utanför länet och utanför överenskommelsen"), required=False
    )
    note = forms.CharField(
        label=_("Anteckning"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    PARTS = (
        (_("Vad verksamheten är"), ("name", "kind_id", "principal_id", "area_id", "aliases")),
        (
            _("Hur man når den"),
            ("contact_function", "function_phone", "function_mailbox", "sdk_address"),
        ),
        (_("När den finns"), ("valid_from", "valid_to", "is_external", "note")),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind_id"].choices = [("", _("Välj")), *kind_choices()]
        self.fields["principal_id"].choices = [("", _("Välj")), *principal_choices()]
        places = area_choices(AreaKind.MUNICIPALITY, AreaKind.DISTRICT)
        self.fields["area_id"].choices = [("", _("Okänt eller flera")), *places]

    def parts(self):
        return [(title, [self[name] for name in names]) for title, names in self.PARTS]

    def alias_list(self):
        return self.cleaned_data["aliases"].splitlines()


class EndForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    valid_to = DayField(label=_("Sista dagen"))


class FileForm(forms.Form):
    MOST_BYTES = 1_500_000

    file = forms.FileField(
        label=_("Fil"),
        help_text=_("CSV med en verksamhet på varje rad, eller hela registret som JSON."),
        widget=forms.FileInput(attrs={"accept": ".csv,.json"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > self.MOST_BYTES:
            raise forms.ValidationError(_("Filen är för stor. Dela upp den."))
        try:
            self.text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            raise forms.ValidationError(
                _("Filen är inte sparad som UTF-8. Välj ”CSV UTF-8” när du sparar den.")
            ) from wrong
        return file
