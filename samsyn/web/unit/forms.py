"""What can coverage be asked for? The address holds the whole question; what is odd asks for nothing."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsyn.database.swedish import swedish_key
from samsyn.domain.covering import CountedAs, Showing
from samsyn.domain.vocabulary import Scope
from samsyn.participation import selectors
from samsyn.participation.periods import periods_to_state
from samsyn.participation.selectors import Narrowed, Wanted
from samsyn.web.unit.words import period_in_words


class CoverageForm(forms.Form):
    """Time, which deviations, and as what units count."""

    period = forms.ChoiceField(label=_("Tid"))
    till = forms.ChoiceField(label=_("till och med"), required=False)
    vilka = forms.ChoiceField(label=_("Vilka avvikelser"))
    som = forms.ChoiceField(label=_("Sammanslagna verksamheter"))

    def __init__(self, data, *, viewer, today):
        self.years = selectors.years_counted(viewer=viewer) or [today.year]
        self.today = today
        start = {
            "period": str(self.years[0]),
            "vilka": Scope.ALL.value,
            "som": CountedAs.THEN.value,
        }
        super().__init__({**start, **data.dict()})
        years = [(str(year), str(year)) for year in self.years]
        shorter = [(one.key, period_in_words(one)) for one in periods_to_state(today)]
        self.fields["period"].choices = [
            (gettext("År"), years),
            (gettext("Perioder att ange inga avvikelser för"), shorter),
        ]
        self.fields["till"].choices = [("", gettext("bara den tiden")), *years]
        self.fields["vilka"].choices = [(one.value, gettext(one.label)) for one in Scope]
        self.fields["som"].choices = [(one.value, gettext(one.label)) for one in CountedAs]

    @property
    def wanted(self) -> Wanted:
        """What is asked; a wrong word counts as none."""
        chosen = self._chosen()
        return Wanted(
            self._span(chosen),
            Scope(chosen.get("vilka", Scope.ALL)),
            CountedAs(chosen.get("som", CountedAs.THEN)),
        )

    @property
    def words(self) -> str:
        """The time, in words: 2024-2026, januari-mars 2026."""
        span = self.wanted.span
        years = self._years(self._chosen())
        if not years:
            return period_in_words(
                next(one for one in periods_to_state(self.today) if one.key in span.periods)
            )
        return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"

    def _chosen(self):
        self.full_clean()
        return self.cleaned_data

    def _span(self, chosen):
        years = self._years(chosen)
        if years:
            return selectors.span_of(years, self.today)
        return selectors.span_of_period(chosen["period"], self.today)

    def _years(self, chosen):
        """The years from the one to the other, whichever way they were chosen; none for a period."""
        start = chosen.get("period", str(self.years[0]))
        if not start.isdecimal():
            return []
        end = chosen.get("till") or start
        first, last = sorted([int(start), int(end)])
        return list(range(first, last + 1))


class UnitsForm(CoverageForm):
    """The same, and which units the list holds."""

    visa = forms.ChoiceField(label=_("Visa"))
    typ = forms.TypedChoiceField(
        label=_("Verksamhetstyp"), required=False, coerce=int, empty_value=None
    )
    huvudman = forms.TypedChoiceField(
        label=_("Huvudman"), required=False, coerce=int, empty_value=None
    )
    kommun = forms.ChoiceField(label=_("Kommun"), required=False)
    stadsdel = forms.ChoiceField(label=_("Stadsdel"), required=False)

    def __init__(self, data, *, viewer, today):
        super().__init__(data, viewer=viewer, today=today)
        self.data.setdefault("visa", Showing.SILENT.value)
        self.fields["visa"].choices = [(one.value, gettext(one.label)) for one in Showing]

    def offer(self, units):
        """Let only what these units belong to be chosen; to be called before the form is read."""
        every = [("", gettext("Alla"))]
        kinds = {one.unit.kind_id: one.unit.kind_label for one in units}
        principals = {one.unit.principal_id: one.unit.principal_name for one in units}
        self.fields["typ"].choices = every + by_name(kinds)
        self.fields["huvudman"].choices = every + by_name(principals)
        for name, places in (
            ("kommun", {one.municipality for one in units}),
            ("stadsdel", {one.district for one in units}),
        ):
            self.fields[name].choices = every + by_name({one: one for one in places if one})

    @property
    def narrowed(self) -> Narrowed:
        """Which units are asked for."""
        chosen = self._chosen()
        return Narrowed(
            Showing(chosen.get("visa", Showing.SILENT)),
            chosen.get("typ"),
            chosen.get("huvudman"),
            chosen.get("kommun", ""),
            chosen.get("stadsdel", ""),
        )


def by_name(labels):
    return sorted(labels.items(), key=lambda one: swedish_key(one[1]))


@dataclass(frozen=True)
class Measure:
    """What the tiles and bars tell: how many units that did something."""

    showing: Showing
    words: str


MEASURES = (
    Measure(Showing.SENT, _("har skickat")),
    Measure(Showing.RECEIVED, _("har fått")),
    Measure(Showing.ACKNOWLEDGED, _("har kvitterat")),
    Measure(Showing.ANSWERED, _("har svarat")),
    Measure(Showing.SILENT, _("är tysta")),
)
