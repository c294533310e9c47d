"""What does somebody decide about small numbers?"""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsyn.disclosure.services import LESS, SHORTEST_REASON
from samsyn.domain.disclosing import LEAST_LIMIT, MOST_LIMIT, PointsOut, Shown
from samsyn.web.guarding.forms import GuardedForm


class DecisionForm(GuardedForm):
    """One limit for one kind of table, and why."""

    only = LESS

    shown = forms.ChoiceField(label=_("Var tabellen visas"))
    points_out = forms.ChoiceField(label=_("Vad den pekar ut"))
    limit = forms.IntegerField(
        label=_("Minsta tal som visas"),
        help_text=_(
            "0 visar alla tal. Det går bara där tabellen inte pekar ut någon, och för tidigare års tabeller."
        ),
        min_value=0,
        max_value=MOST_LIMIT,
    )
    reason = forms.CharField(
        label=_("Varför"),
        help_text=_(
            "Vilken funktion eller grupp som har beslutat, och på vilken grund. Minst tio tecken."
        ),
        min_length=SHORTEST_REASON,
        error_messages={"min_length": _("Skriv minst tio tecken.")},
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data=None, *, viewer):
        super().__init__(data, viewer=viewer)
        for name, listed in (("shown", Shown), ("points_out", PointsOut)):
            self.fields[name].choices = [(one.value, gettext(one.label)) for one in listed]

    def refuse_limit(self):
        """Say which limits there are."""
        words = gettext(
            "Välj ett tal från %(least)s till %(most)s. 0 går inte för den här tabellen."
        )
        self.add_error("limit", words % {"least": LEAST_LIMIT, "most": MOST_LIMIT})
