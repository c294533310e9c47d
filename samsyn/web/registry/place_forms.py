"""Which words and shapes may be typed about principals, areas and kinds of services?"""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsyn.domain.vocabulary import AreaKind, PrincipalKind
from samsyn.organisations import services
from samsyn.web.days import DayField
from samsyn.web.registry.forms import area_choices, day_field


class Place(forms.Form):
    """What has a name and a time, and a version that tells who was first."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Namn"), max_length=200)
    valid_from = day_field(_("Finns från"), help_text=_("Lämna tomt om dagen inte är känd."))
    valid_to = day_field(_("Finns till och med"), help_text=_("Lämna tomt om den finns kvar."))


class PrincipalForm(forms.Form):
    name = forms.CharField(label=_("Namn"), max_length=200)
    kind = forms.TypedChoiceField(label=_("Slag"), coerce=PrincipalKind)
    valid_from = day_field(_("Finns från"), help_text=_("Lämna tomt om dagen inte är känd."))
    is_external = forms.BooleanField(
        label=_("Extern part: utanför länet och utanför överenskommelsen"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, gettext(kind.label)) for kind in PrincipalKind]
        self.fields["kind"].choices = [("", _("Välj")), *kinds]


class AreaForm(Place):
    """An area of one level: only a BUS area covers others, and a county is part of nothing."""

    parent_id = forms.TypedChoiceField(
        label=_("Del av"), required=False, coerce=int, empty_value=None
    )
    covers = forms.TypedMultipleChoiceField(
        label=_("Omfattar"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("De kommuner och stadsdelsområden som den lokala gruppen arbetar för."),
    )
    field_order = ("version", "name", "parent_id", "covers", "valid_from", "valid_to")

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        above = services.LEVEL_ABOVE.get(kind)
        if above:
            choices = [one for _words, level in area_choices(above) for one in level]
            self.fields["parent_id"].choices = [("", _("Välj")), *choices]
            self.fields["parent_id"].required = kind is AreaKind.DISTRICT
        else:
            del self.fields["parent_id"]
        if kind is AreaKind.BUS:
            places = area_choices(AreaKind.MUNICIPALITY, AreaKind.DISTRICT)
            self.fields["covers"].choices = places
        else:
            del self.fields["covers"]

    def area_fields(self):
        """What is handed to the service."""
        cleaned = self.cleaned_data
        return services.AreaFields(
            name=cleaned["name"],
            parent_id=cleaned.get("parent_id"),
            valid_from=cleaned["valid_from"],
            valid_to=cleaned["valid_to"],
            covers=tuple(cleaned.get("covers", ())),
        )


class EndAreaForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    valid_to = DayField(label=_("Sista dagen"))
    successor = forms.TypedChoiceField(
        label=_("Efterföljare"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Området som det går upp i. Finns det inte än, lägg in det först."),
    )
    moves_units = forms.BooleanField(
        label=_("Flytta verksamheterna som finns kvar till efterföljaren"),
        required=False,
        help_text=_("Det görs genast. Skickade avvikelser behåller området från sin dag."),
    )

    def __init__(self, *args, area, **kwargs):
        super().__init__(*args, **kwargs)
        [(_words, level)] = area_choices(AreaKind(area.kind))
        others = [one for one in level if one[0] != area.id]
        self.fields["successor"].choices = [("", _("Ingen")), *others]

    def clean(self):
        found = super().clean()
        if found.get("moves_units") and not found.get("successor"):
            self.add_error("successor", _("Välj vart verksamheterna ska flyttas."))
        return found


class KindForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Namn"), max_length=120)
    short_label = forms.CharField(
        label=_("Kort namn"),
        max_length=60,
        help_text=_("Står i listor, statistik och årsrapporter."),
    )
    aliases = forms.CharField(
        label=_("Andra namn"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ett på varje rad. Filer som läses in får skriva typen så."),
    )
    order = forms.IntegerField(
        label=_("Plats i listor och rapporter"),
        min_value=1,
        max_value=999,
        help_text=_("Lägst tal står först."),
    )

    def kind_fields(self):
        """What is handed to the service."""
        cleaned = {name: self.cleaned_data[name] for name in ("name", "short_label", "order")}
        aliases = tuple(self.cleaned_data["aliases"].splitlines())
        return services.KindFields(**cleaned, aliases=aliases)
