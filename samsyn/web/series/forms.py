"""What can be asked of a series? The address holds the whole question."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsyn.database.swedish import swedish_key
from samsyn.domain.vocabulary import AreaKind, Counted, Dimension, Scope
from samsyn.organisations import selectors as organisations
from samsyn.series.shapes import ANSWERED, ONE_THEME, SUBTYPES, THEMES, TOTAL, SeriesQuestion
from samsyn.statistics.permissions import may_break_down_by

NARROWED_BY = {
    Dimension.REPORTER_SERVICE: lambda: [
        kind.short_label for kind in organisations.kinds_in_order()
    ],
    Dimension.REPORTER_MUNICIPALITY: lambda: sorted(
        {area.name for area in organisations.areas_on(None, kind=AreaKind.MUNICIPALITY)},
        key=swedish_key,
    ),
}
"""What a series can be of, beside the whole county, with the names to choose from."""


class SeriesForm(forms.Form):
    """`first`, `last`, `what`, `scope`, `count`, and a service or municipality; each has a default."""

    what = forms.ChoiceField(label=_("Vad"))
    first = forms.TypedChoiceField(label=_("Från år"), coerce=int)
    last = forms.TypedChoiceField(label=_("Till år"), coerce=int)
    scope = forms.ChoiceField(label=_("Vilka rapporter"))
    count = forms.ChoiceField(label=_("Räkna"))

    def __init__(self, data, *, basis, viewer):
        years = range(basis.years[0], basis.years[-1] + 1)
        defaults = {
            "what": THEMES,
            "first": str(years[0]),
            "last": str(years[-1]),
            "scope": Scope.BETWEEN.value,
            "count": Counted.DEVIATIONS.value,
        }
        super().__init__({**defaults, **{name: value for name, value in data.items() if value}})
        for name in ("first", "last"):
            self.fields[name].choices = [(year, str(year)) for year in years]
        self.fields["what"].choices = choices_of_what(basis, years, self.data["what"])
        self.fields["scope"].choices = [(one.value, gettext(one.label)) for one in Scope]
        self.fields["count"].choices = [(one.value, gettext(one.label)) for one in Counted]
        for dimension, names in NARROWED_BY.items():
            if may_break_down_by(dimension, viewer=viewer):
                known = [("", gettext("Alla")), *((name, name) for name in names())]
                label = gettext(dimension.label)
                self.fields[dimension.value] = forms.ChoiceField(
                    label=label, required=False, choices=known
                )

    def clean(self):
        found = super().clean()
        first, last = found.get("first"), found.get("last")
        if first and last and last < first:
            self.add_error("last", _("Välj ett år som inte är före det första."))
        return found

    @property
    def question(self) -> SeriesQuestion:
        """What is asked."""
        found = self.cleaned_data
        return SeriesQuestion(
            found["first"],
            found["last"],
            found["what"],
            Scope(found["scope"]),
            Counted(found["count"]),
            tuple((one, found[one.value]) for one in NARROWED_BY if found.get(one.value)),
        )


def choices_of_what(basis, years, asked):
    """All of it, or one heading; also the one that a link asks for when lists have changed since."""
    headings = [row.heading for row in basis.headings(years) if row.codes]
    parts = [part.heading for row in basis.headings(years) for part in row.parts]
    names = [ONE_THEME + name for name in dict.fromkeys([*headings, *parts])]
    name = asked.removeprefix(ONE_THEME)
    if any(name == theme.name for themes in basis.lists.values() for theme in themes):
        names.append(ONE_THEME + name)
    themes = [(one, one.removeprefix(ONE_THEME)) for one in dict.fromkeys(names)]
    return [
        (THEMES, gettext("Alla teman")),
        (SUBTYPES, gettext("Alla undertyper")),
        (TOTAL, gettext("Antal")),
        (ANSWERED, gettext("Andel besvarade")),
        (gettext("Ett tema"), themes),
    ]


def address_of(question: SeriesQuestion) -> dict[str, str]:
    """The words of an address that asks exactly this, whatever the defaults are one day."""
    asked = {
        "what": question.what,
        "first": str(question.first),
        "last": str(question.last),
        "scope": question.scope.value,
        "count": question.count.value,
    }
    return asked | {dimension.value: text for dimension, text in question.where}
