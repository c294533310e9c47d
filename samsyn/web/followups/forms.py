"""What does the secretariat state was done because of a report?"""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.coding.selectors.codes import themes_in_use
from samsyn.followups.services import LESS, SHORTEST_REASON, Statement
from samsyn.web.days import DayField
from samsyn.web.guarding.forms import GuardedForm

LONGEST = 1000
FIRST_YEAR = 2010
REFUSED = {
    "theme": ("theme", gettext_lazy("Temat finns inte i det årets kodlista.")),
    "link": ("link", gettext_lazy("Länken ska börja med https:// eller http://.")),
}


class FollowupForm(GuardedForm):
    """One statement. Everybody reads it when it is published."""

    only = LESS

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    year = forms.IntegerField(
        label=gettext_lazy("Rapportens år"), min_value=FIRST_YEAR, max_value=2100
    )
    theme = forms.TypedChoiceField(
        label=gettext_lazy("Tema"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("Utan tema gäller det rapporten som helhet."),
    )
    said = forms.CharField(
        label=gettext_lazy("Vad rapporten sa"),
        max_length=LONGEST,
        help_text=gettext_lazy("Med egna ord. Aldrig ur en enskild avvikelse eller ett svar."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    done = forms.CharField(
        label=gettext_lazy("Vad som gjordes"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    by_function = forms.CharField(
        label=gettext_lazy("Vem som gjorde det"),
        max_length=120,
        help_text=gettext_lazy("En funktion eller organisation, aldrig en persons namn."),
    )
    done_on = DayField(
        label=gettext_lazy("När det var gjort"),
        required=False,
        help_text=gettext_lazy("Lämna tomt medan det pågår."),
    )
    source = forms.CharField(
        label=gettext_lazy("Var man kan läsa mer"), max_length=200, required=False
    )
    link = forms.URLField(
        label=gettext_lazy("Länk dit"), max_length=400, required=False, assume_scheme="https"
    )

    def __init__(self, *args, years=(), **kwargs):
        super().__init__(*args, **kwargs)
        names = {}
        for year in years:
            for theme in themes_in_use(year):
                names.setdefault(theme.id, (theme.name, []))[1].append(year)
        themes = [(pk, _in_years(name, found)) for pk, (name, found) in names.items()]
        self.fields["theme"].choices = [("", _("Hela rapporten")), *themes]

    @property
    def statement(self) -> Statement:
        """What is handed to the service."""
        found = self.cleaned_data
        names = ("year", "said", "done", "by_function", "done_on", "source", "link")
        return Statement(theme_id=found["theme"], **{name: found[name] for name in names})

    def refuse(self, why: str) -> None:
        """Say in words what the service refused."""
        self.add_error(*REFUSED.get(why, (None, _("Det gick inte att spara."))))


class WithdrawForm(GuardedForm):
    """Why a public statement is taken back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Varför den dras tillbaka"),
        help_text=gettext_lazy("För er själva. Minst tio tecken."),
        min_length=SHORTEST_REASON,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _in_years(name: str, years: list[int]) -> str:
    first, last = min(years), max(years)
    return f"{name} ({first})" if first == last else f"{name} ({first}–{last})"
