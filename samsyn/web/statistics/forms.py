"""What can be asked of the statistics? The address holds the whole question."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Counted, Dimension, Scope
from samsyn.statistics.permissions import may_break_down_by


class QuestionForm(forms.Form):
    """`year`, `scope`, `count`, `by` and `also_by`; what is left out has a default."""

    year = forms.TypedChoiceField(label=_("År"), coerce=int)
    scope = forms.ChoiceField(label=_("Vilka rapporter"))
    count = forms.ChoiceField(label=_("Räkna"))
    by = forms.ChoiceField(label=_("Fördela på"))
    also_by = forms.ChoiceField(label=_("och på"), required=False)

    def __init__(self, data, *, years, viewer):
        start = {"scope": Scope.BETWEEN, "count": Counted.DEVIATIONS, "by": Dimension.THEME}
        defaults = {name: one.value for name, one in start.items()} | {"year": str(years[0])}
        super().__init__({**defaults, **data.dict()})
        dimensions = [
            (one.value, gettext(one.label))
            for one in Dimension
            if may_break_down_by(one, viewer=viewer)
        ]
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.fields["scope"].choices = [(one.value, gettext(one.label)) for one in Scope]
        self.fields["count"].choices = [(one.value, gettext(one.label)) for one in Counted]
        self.fields["by"].choices = dimensions
        self.fields["also_by"].choices = [("", gettext("Inget mer")), *dimensions]

    @property
    def question(self) -> Question:
        """What is asked; the same dimension twice is asked once."""
        chosen = self.cleaned_data
        by = dict.fromkeys(one for one in (chosen["by"], chosen["also_by"]) if one)
        return Question(
            years=(chosen["year"],),
            scope=Scope(chosen["scope"]),
            count=Counted(chosen["count"]),
            by=tuple(Dimension(one) for one in by),
        )
