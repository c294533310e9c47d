"""Which states of each component does the style guide show? Invented content only."""

from datetime import timedelta
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone

from samsyn.domain import vocabulary
from samsyn.web.templatetags.samsyn import STATES


class ExampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Rubrik", max_length=120)
    account = forms.CharField(
        label="Vad hände?",
        help_text="Beskriv i ordning. Skriv inte namn eller personnummer.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reference = forms.CharField(
        label="Egen referens", required=False, help_text="Syns bara för er egen verksamhet."
    )
    happened_on = forms.DateField(
        label="När hände det?", widget=forms.DateInput(attrs={"type": "date"})
    )
    unit = forms.ChoiceField(
        label="Mottagare",
        choices=[("", "Välj …"), ("1", "BUP Tofsvipan"), ("2", "Koltrastens socialtjänst")],
    )
    contact = forms.ChoiceField(
        label="Har ni talat med varandra?",
        choices=vocabulary.DirectContact.choices,
        widget=forms.RadioSelect,
    )
    causes = forms.MultipleChoiceField(
        label="Orsaker",
        help_text="Välj en eller flera.",
        choices=[(cause.value, cause.label) for cause in list(vocabulary.Cause)[:3]],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    attachment = forms.FileField(label="Bilaga", required=False, help_text="PDF eller bild.")
    read = forms.BooleanField(label="Jag har läst igenom texten en gång till")


def all_of_them() -> dict:
    today = timezone.localdate()
    wrong = ExampleForm({"title": "Kallelsen kom efter mötet", "happened_on": "31 februari"})
    wrong.auto_id = "wrong_%s"
    return {
        "states": [
            (name, list(getattr(vocabulary, name))) for name in STATES if name != "AnswerOutcome"
        ],
        "outcomes": list(vocabulary.AnswerOutcome),
        "days": [today + timedelta(days=days) for days in (21, 3, 1, 0, -1, -12)],
        "form": ExampleForm(),
        "wrong_form": wrong,
        "page": Paginator(range(1240), 50).get_page(4),
        "one_person": SimpleNamespace(hide_name=False, __str__=lambda: "Astrid Vindelqvarn"),
        "today": today,
    }
