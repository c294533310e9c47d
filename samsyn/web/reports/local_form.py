"""Which report about a place is asked for: year, what it is about, how much of it?"""

from urllib.parse import urlencode

from django import forms
from django.http import Http404
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from samsyn.reports.keeping.shapes import Asked, Length
from samsyn.reports.whose import AboutKind, NoSuchReport, about_of
from samsyn.statistics.permissions import sees_all

UNIT = f"{AboutKind.UNIT.value}:"


class AnyPlace(forms.ChoiceField):
    """A list to choose from; what is not in it may be asked for too, and is looked up."""

    def valid_value(self, value):
        return True


class LocalForm(forms.Form):
    """`year`, `about` ("principal:12"), for those who may have all also `unit` by name, and `length`."""

    year = forms.TypedChoiceField(label=_("År"), coerce=int)
    about = AnyPlace(label=_("Vad rapporten handlar om"), required=False)
    unit = forms.CharField(
        label=_("eller en enhet"),
        required=False,
        max_length=200,
        help_text=_("Enhetens namn som det står i registret. Går före valet ovanför."),
    )
    length = forms.ChoiceField(label=_("Hur mycket"))

    def __init__(self, data, *, years, offered, viewer):
        defaults = {"year": str(next(iter(years))), "length": Length.WHOLE.value}
        first = next((each[0].key for each in offered.values() if each), "")
        given = {**defaults, "about": first, **{name: data[name] for name in data}}
        self.viewer, self.about = viewer, None
        if sees_all(viewer) and given["about"].startswith(UNIT) and not given.get("unit"):
            # An address holds a unit by its key, which is in no list: its name stands in its field.
            self.about = self._found(given["about"])
            given["unit"] = self.about.name
        super().__init__(given)
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.fields["length"].choices = [(one.value, gettext(one.label)) for one in Length]
        self.fields["about"].choices = [
            (gettext(kind.label), [(one.key, one.name) for one in each])
            for kind, each in offered.items()
        ]
        if not sees_all(viewer):
            del self.fields["unit"]

    def clean(self):
        given = super().clean()
        unit = given.get("unit")
        if unit and self.about and unit == self.about.name:
            return given
        if not unit:
            self.about = self._found(given.get("about", ""))
            return given
        try:
            self.about = about_of(f"{UNIT}{unit}", viewer=self.viewer)
        except NoSuchReport:
            self.add_error("unit", gettext("Det finns ingen enhet med det namnet."))
        return given

    def _found(self, words):
        try:
            return about_of(words, viewer=self.viewer)
        except NoSuchReport:
            raise Http404 from None

    @property
    def asked(self):
        """The report that is asked for, in the reader's language."""
        language = (get_language() or "sv")[:2]
        return Asked(self.cleaned_data["year"], self.about, language)

    @property
    def how_much(self):
        """How much of it."""
        return Length(self.cleaned_data["length"])

    @property
    def fields_again(self):
        """The question as fields and their values, with what it is about by its key."""
        year, length = self.cleaned_data["year"], self.how_much.value
        return {"year": str(year), "about": self.about.key, "length": length}

    @property
    def address(self):
        """The question as an address."""
        return urlencode(self.fields_again)
