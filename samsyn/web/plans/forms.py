"""What is asked of a point in a plan, of a document beside it, and of the routine for SIP?"""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.domain.plans import Basis, BasisKind, DocumentKind, SchoolCalls
from samsyn.domain.vocabulary import MeasureStatus
from samsyn.plans.content import PlanContent
from samsyn.web.days import DayField
from samsyn.web.files.forms import ACCEPTED, WHY_NOT
from samsyn.web.guarding.forms import GuardedForm
from samsyn.web.lifts.forms import theme_choices

LONGEST = 2000
BASES = 3
"""Rows for what a priority rests on; a form without scripts has a fixed number."""
REFUSED = {
    "empty": ("priority", gettext_lazy("Skriv vad som prioriteras.")),
    "theme": ("theme", gettext_lazy("Temat finns inte i listan.")),
    "basis": (
        None,
        gettext_lazy(
            "Ett underlag leder fel. Statistik och enkäter är sidor i Samsyn, en avvikelse är ett "
            "nummer och annat är en webbadress som börjar med https://."
        ),
    ),
    "state": (None, gettext_lazy("Planen har en efterföljare och går inte längre att ändra.")),
    "year": ("decided_on", gettext_lazy("Dagen har inte varit än.")),
}


class PointForm(GuardedForm):
    """One point, in the order of the county's template."""

    unguarded = tuple(f"leads_to_{n}" for n in range(BASES))

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    priority = forms.CharField(
        label=gettext_lazy("Prioriterat område"),
        max_length=160,
        help_text=gettext_lazy("Till exempel kallelser som når fram i tid."),
    )
    goal = forms.CharField(
        label=gettext_lazy("Mål"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    activity = forms.CharField(
        label=gettext_lazy("Aktivitet"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    responsible = forms.CharField(
        label=gettext_lazy("Ansvarig"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("En funktion, aldrig en persons namn."),
    )
    due_on = DayField(
        label=gettext_lazy("Klar senast"),
        required=False,
    )
    indicator = forms.CharField(
        label=gettext_lazy("Indikator"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy("Hur ni ser att det blir bättre."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    status = forms.TypedChoiceField(label=gettext_lazy("Status"), coerce=MeasureStatus)
    follow_up = forms.CharField(
        label=gettext_lazy("Uppföljning"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    theme = forms.TypedChoiceField(
        label=gettext_lazy("Tema som punkten ska påverka"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=gettext_lazy("Behövs för att kunna visa före och efter."),
    )
    began_on = DayField(
        label=gettext_lazy("Gäller från och med"),
        required=False,
        help_text=gettext_lazy("Före och efter räknas från den här dagen."),
    )

    def __init__(self, *arguments, year, **named):
        super().__init__(*arguments, **named)
        self.fields["status"].choices = [(one.value, _(one.label)) for one in MeasureStatus]
        self.fields["theme"].choices = theme_choices(year)
        kinds = [("", _("Inget")), *((one.value, _(one.label)) for one in BasisKind)]
        for n in range(BASES):
            at = {"n": n + 1}
            self.fields[f"kind_{n}"] = forms.ChoiceField(
                label=_("Underlag %(n)s") % at, choices=kinds, required=False
            )
            self.fields[f"words_{n}"] = forms.CharField(
                label=_("Underlag %(n)s: vad det säger") % at, max_length=200, required=False
            )
            self.fields[f"leads_to_{n}"] = forms.CharField(
                label=_("Underlag %(n)s: sida, nummer eller webbadress") % at,
                max_length=400,
                required=False,
            )

    @property
    def parts(self):
        """The fields in the parts that the page shows: title, fields, and those that wait to be asked for."""
        rows = [
            [self[f"{name}_{n}"] for name in ("kind", "words", "leads_to")] for n in range(BASES)
        ]
        apart = {field.name for row in rows for field in row}
        effect = ["theme", "began_on"]
        first = [one for one in self.fields if one not in {*apart, *effect, "key", "version"}]
        return [
            (_("Punkten"), [self[one] for one in first], []),
            (_("Underlag"), rows[0], [field for row in rows[1:] for field in row]),
            (_("Hjälpte det?"), [self[one] for one in effect], []),
        ]

    @property
    def says_more(self) -> bool:
        """True when a basis beyond the first says something, or is wrong."""
        more = self.parts[1][2]
        return any(field.value() or field.errors for field in more)

    @property
    def content(self) -> PlanContent:
        """What is handed to the service."""
        found = self.cleaned_data
        rows = [
            tuple(found[f"{one}_{n}"] for one in ("kind", "words", "leads_to"))
            for n in range(BASES)
        ]
        names = ("priority", "goal", "activity", "responsible", "due_on", "indicator", "status")
        return PlanContent(
            **{name: found[name] for name in (*names, "follow_up", "began_on")},
            theme_id=found["theme"],
            bases=tuple(
                Basis(BasisKind(kind or BasisKind.OTHER), words.strip(), leads_to.strip())
                for kind, words, leads_to in rows
                if kind or words.strip() or leads_to.strip()
            ),
        )

    def refuse(self, why: str) -> None:
        """Say in words what the service refused."""
        name, words = REFUSED.get(why, (None, gettext_lazy("Det gick inte att spara.")))
        self.add_error(name if name in self.fields else None, words)


def initial_of(content: PlanContent) -> dict[str, object]:
    """A point as its form shows it."""
    names = ("priority", "goal", "activity", "responsible", "due_on", "indicator", "status")
    first = {name: getattr(content, name) for name in (*names, "follow_up", "began_on")}
    first["theme"] = content.theme_id
    for n, one in enumerate(content.bases[:BASES]):
        first |= {
            f"kind_{n}": one.kind.value,
            f"words_{n}": one.words,
            f"leads_to_{n}": one.leads_to,
        }
    return first


class DocumentForm(forms.Form):
    """A file beside the plan."""

    kind = forms.ChoiceField(label=gettext_lazy("Vad det är"))
    file = forms.FileField(
        label=gettext_lazy("Fil"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy(
            "PDF, PNG eller JPEG. Filen får inte visa något om ett enskilt barn."
        ),
        error_messages={"empty": WHY_NOT["empty"], "required": gettext_lazy("Välj en fil.")},
    )

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.fields["kind"].choices = [(one.value, _(one.label)) for one in DocumentKind]


class RoutineForm(forms.Form):
    """What the group's routine says of school and the call to a SIP."""

    calls = forms.ChoiceField(label=gettext_lazy("Skola och förskola"), widget=forms.RadioSelect)
    decided_on = DayField(
        label=gettext_lazy("Gäller från och med"),
    )

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.fields["calls"].choices = [(one.value, _(one.label)) for one in SchoolCalls]

    def refuse(self, why: str) -> None:
        """Say in words what the service refused."""
        name, words = REFUSED.get(why, (None, gettext_lazy("Det gick inte att spara.")))
        self.add_error(name if name in self.fields else None, words)


class OverviewForm(forms.Form):
    """Which points of all groups are shown."""

    ar = forms.TypedChoiceField(label=gettext_lazy("År"), coerce=int, required=False)
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False)

    def __init__(self, data, *, years):
        super().__init__({"ar": str(years[0]), "status": "", **{name: data[name] for name in data}})
        self.fields["ar"].choices = [(year, str(year)) for year in years]
        self.fields["status"].choices = [
            ("", _("Alla")),
            *((one.value, _(one.label)) for one in MeasureStatus),
            ("overdue", _("Försenade")),
        ]
