"""Which states of each component does the style guide show? Invented content only."""

from datetime import timedelta

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone

from samsyn.domain import vocabulary
from samsyn.web.days import DayField
from samsyn.web.icons import ICONS
from samsyn.web.templatetags.samsyn import STATES


class ExampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Rubrik", max_length=120)
    account = forms.CharField(
        label="Vad hände?",
        help_text="Beskriv i ordning. Skriv inte namn eller personnummer.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    reference = forms.CharField(
        label="Egen referens", required=False, help_text="Syns bara för er egen verksamhet."
    )
    happened_on = DayField(label="När hände det?")
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
    wrong = ExampleForm({"title": "Kallelsen kom efter mötet", "contact": "no"})
    wrong.auto_id = "wrong_%s"
    return {
        "states": [(name, list(getattr(vocabulary, name))) for name in STATES],
        "days": [today + timedelta(days=days) for days in (21, 3, 1, 0, -1, -12)],
        "form": ExampleForm(),
        "wrong_form": wrong,
        "page": Paginator(range(1240), 50).get_page(4),
        "rows": rows(today),
        "tabs": [
            {"url": "#flikar", "words": "Att besvara", "count": 4, "current": True},
            {"url": "#flikar", "words": "Väntar på andra", "count": 12},
            {"url": "#flikar", "words": "Avslutade", "count": 1038},
        ],
        "chosen": [
            {"words": "Läge: Kvitterad", "name": "state"},
            {"words": "År: 2026", "name": "year"},
        ],
        "facts": [
            ("Nummer", "SAM-2026-0047"),
            ("Överenskommelse", "BUS-överenskommelsen"),
            ("Rapporterad av", "Koltrastens socialtjänst"),
            ("Egen referens", ""),
            ("Konsekvens för barnet", "Måttlig"),
        ],
        "steps": steps(today),
        "answered": vocabulary.AddressingState.ANSWERED,
        "acknowledged": vocabulary.AddressingState.ACKNOWLEDGED,
        "partly": vocabulary.View.PARTLY,
        "today": today,
        "icons": sorted(ICONS),
    }


def rows(today) -> list[dict]:
    """Three lines of an inbox in different states."""
    states = vocabulary.AddressingState
    return [
        {
            "number": "SAM-2026-0047",
            "title": "Kallelsen till SIP-mötet kom efter mötet",
            "reporter": "Koltrastens socialtjänst",
            "state": states.DELIVERED,
            "day": today - timedelta(days=2),
        },
        {
            "number": "SAM-2026-0045",
            "title": "Ingen återkoppling på remissen",
            "reporter": "Gråsiskans skola",
            "state": states.INVESTIGATING,
            "day": today + timedelta(days=3),
        },
        {
            "number": "SAM-2026-0031",
            "title": "Oklart vem som samordnar insatserna",
            "reporter": "Habilitering Lövsångaren",
            "state": states.ANSWERED,
            "day": today + timedelta(days=24),
        },
    ]


def steps(today) -> list[dict]:
    return [
        {
            "icon": "send",
            "what": "Skickad till två mottagare",
            "who": "Koltrastens socialtjänst",
            "at": today - timedelta(days=19),
        },
        {
            "icon": "redirect",
            "what": "Omdirigerad till BUP Tofsvipan",
            "who": "BUP Storlommen",
            "at": today - timedelta(days=16),
            "words": "Ärendet hör till mottagningen som hade kallat.",
        },
        {
            "icon": "message",
            "what": "Besvarad: stämmer delvis",
            "who": "BUP Tofsvipan",
            "at": today - timedelta(days=4),
        },
        {"icon": "clock", "what": "Väntar på att rapportören bedömer svaret", "coming": True},
    ]
