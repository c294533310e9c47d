"""What is asked when a question is lifted, answered, put on an agenda or decided?"""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.coding.selectors.codes import themes_in_use
from samsyn.domain.vocabulary import MeasureStatus
from samsyn.lifts.content import MeasureContent, Wording
from samsyn.web.days import DayField
from samsyn.web.guarding.forms import GuardedForm

LONGEST = 4000
REFUSED = {
    "level": (None, gettext_lazy("Det går inte att göra det med frågan nu.")),
    "empty": (None, gettext_lazy("Skriv något i varje fält som behövs.")),
    "deviation": (
        "numbers",
        gettext_lazy("Det finns ingen sådan avvikelse som du kan läsa. Kontrollera numret."),
    ),
    "basis": (
        "page",
        gettext_lazy("Ange en sida i statistiken, till exempel /statistik/?year=2025."),
    ),
    "group": (None, gettext_lazy("Välj en grupp eller ett organ i listan.")),
    "theme": ("theme", gettext_lazy("Temat finns inte i listan.")),
    "day": ("meeting_on", gettext_lazy("Mötet måste vara i dag eller senare.")),
}


class StepForm(GuardedForm):
    """A step of a question: which version was seen, and the form's own key so that it counts once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def refuse(self, why: str) -> None:
        """Say in words what the service refused."""
        name, words = REFUSED.get(why, (None, gettext_lazy("Det gick inte att spara.")))
        self.add_error(name if name in self.fields else None, words)


class WordingForm(StepForm):
    """The question in the level's own words."""

    title = forms.CharField(
        label=gettext_lazy("Frågan i korthet"),
        max_length=160,
        help_text=gettext_lazy("En rubrik som går att förstå utan att läsa mer."),
    )
    words = forms.CharField(
        label=gettext_lazy("Frågan med era egna ord"),
        max_length=LONGEST,
        help_text=gettext_lazy(
            "Vad ni inte kan lösa själva, och vad ni behöver. Skriv om mönstret och inte om "
            "barnet: nivån ovanför ska inte veta mer än vad frågan kräver."
        ),
        widget=forms.Textarea(attrs={"rows": 7}),
    )

    @property
    def wording(self) -> Wording:
        """What is handed to the service."""
        return Wording(self.cleaned_data["title"], self.cleaned_data["words"])


class StartForm(WordingForm):
    """A new question: of deviations or of a page of figures, as the level may."""

    unguarded = ("numbers",)
    field_order = ("title", "words", "group", "theme", "numbers", "page", "page_words")

    group = forms.TypedChoiceField(
        label=gettext_lazy("Vilken BUS-grupp"),
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
    )
    theme = forms.TypedChoiceField(
        label=gettext_lazy("Tema"), coerce=int, empty_value=None, required=False
    )
    numbers = forms.CharField(
        label=gettext_lazy("Avvikelser"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("Nummer med mellanslag eller komma mellan."),
    )
    page = forms.CharField(
        label=gettext_lazy("Sida i statistiken"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("Adressen till sidan som visar mönstret. Börjar med /statistik/."),
    )
    page_words = forms.CharField(
        label=gettext_lazy("Vad sidan visar"), max_length=300, required=False
    )

    def __init__(self, *arguments, groups=(), year=None, asks=(), **named):
        super().__init__(*arguments, **named)
        self.fields["theme"].choices = theme_choices(year)
        self.fields["group"].choices = [(one.id, one.name) for one in groups]
        for name in {"group", "numbers", "page", "page_words"} - set(asks):
            del self.fields[name]
        if "group" in self.fields:
            self.fields["group"].required = True

    @property
    def chosen_numbers(self) -> list[str]:
        """The numbers that are written, each by itself."""
        return numbers_in(self.cleaned_data.get("numbers", ""))


class AnswerForm(StepForm):
    """Words that go back down, or why a question is taken back."""

    words = forms.CharField(
        label=gettext_lazy("Svar"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *arguments, label="", help_text="", **named):
        super().__init__(*arguments, **named)
        self.fields["words"].label = label or self.fields["words"].label
        self.fields["words"].help_text = help_text


class AgendaForm(StepForm):
    """On which body's agenda, and when it meets."""

    body = forms.TypedChoiceField(label=gettext_lazy("Organ"), coerce=int, widget=forms.RadioSelect)
    meeting_on = DayField(
        label=gettext_lazy("Mötets dag"),
    )

    def __init__(self, *arguments, bodies=(), **named):
        super().__init__(*arguments, **named)
        self.fields["body"].choices = [(one.id, one.name) for one in bodies]


class MeasureFields(forms.Form):
    """What a regional measure says."""

    measure = forms.CharField(
        label=gettext_lazy("Åtgärd"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Vad som ska göras i hela länet."),
    )
    owner = forms.CharField(
        label=gettext_lazy("Ansvarig"),
        max_length=120,
        help_text=gettext_lazy("En funktion eller organisation, aldrig en persons namn."),
    )
    due_on = DayField(
        label=gettext_lazy("Klar senast"),
        required=False,
    )
    status = forms.TypedChoiceField(label=gettext_lazy("Status"), coerce=MeasureStatus)
    theme = forms.TypedChoiceField(
        label=gettext_lazy("Tema som åtgärden ska påverka"),
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
    follow_up = forms.CharField(
        label=gettext_lazy("Uppföljning"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *arguments, year=None, **named):
        super().__init__(*arguments, **named)
        self.fields["status"].choices = [(one.value, _(one.label)) for one in MeasureStatus]
        self.fields["theme"].choices = theme_choices(year)

    @property
    def content(self) -> MeasureContent:
        """What is handed to the service."""
        found = self.cleaned_data
        names = ("owner", "due_on", "status", "began_on", "follow_up")
        return MeasureContent(
            words=found["measure"],
            theme_id=found["theme"],
            **{name: found[name] for name in names},
        )


class MeasureForm(MeasureFields, StepForm):
    """A regional measure by itself, to change it."""


class DecisionForm(MeasureFields, StepForm):
    """A regional decision, with a measure or without."""

    field_order = ("words", "measure", "owner", "due_on", "status", "theme", "began_on")

    words = forms.CharField(
        label=gettext_lazy("Beslut"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "De som skrev avvikelserna läser det och får ett brev om att det finns."
        ),
    )

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        for name in ("measure", "owner", "status"):
            self.fields[name].required = False
        self.fields["measure"].help_text = gettext_lazy(
            "Vad som ska göras i hela länet. Lämna tomt om beslutet inte leder till en åtgärd."
        )

    def clean(self):
        found = super().clean()
        if found.get("measure", "").strip() and not found.get("owner", "").strip():
            self.add_error("owner", _("Skriv vilken funktion som ansvarar för åtgärden."))
        found["status"] = found.get("status") or MeasureStatus.PLANNED
        return found

    @property
    def has_measure(self) -> bool:
        return bool(self.cleaned_data.get("measure", "").strip())


class AddForm(StepForm):
    """More deviations that a question is about."""

    unguarded = ("numbers",)
    numbers = forms.CharField(
        label=gettext_lazy("Fler avvikelser som frågan handlar om"),
        max_length=400,
        help_text=gettext_lazy(
            "Nummer med mellanslag eller komma mellan. Deras parter ser frågan från och med nu."
        ),
    )

    @property
    def chosen_numbers(self) -> list[str]:
        return numbers_in(self.cleaned_data["numbers"])


def numbers_in(text: str) -> list[str]:
    """Deviations' numbers in what somebody has typed."""
    return text.replace(",", " ").upper().split()


def theme_choices(year) -> list[tuple[object, str]]:
    """The themes of a year's list, and none of them first."""
    themes = themes_in_use(year) if year else []
    return [("", _("Inget särskilt tema")), *((one.id, one.name) for one in themes)]
