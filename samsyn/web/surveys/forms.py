"""What is written of a round and of a question?"""

from django import forms
from django.utils.translation import get_language, gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from samsyn.domain.questionnaires import said
from samsyn.groups.vocabulary import ForumLevel
from samsyn.surveys.selectors.questionnaires import versions
from samsyn.surveys.services.rounds import RoundContent
from samsyn.surveys.vocabulary import Audience, Use
from samsyn.web.days import DayField

REFUSED = {
    "title": ("title", gettext_lazy("Skriv vad omgången heter.")),
    "days": ("closes_on", gettext_lazy("Sista dagen ligger före första dagen, eller är passerad.")),
    "reminders": (
        "first_reminder_on",
        gettext_lazy("Påminnelser ska ligga mellan första och sista dagen."),
    ),
    "nobody": ("groups", gettext_lazy("Välj minst en grupp.")),
    "state": (None, gettext_lazy("Omgången går inte att ändra längre.")),
    "key": (
        "key",
        gettext_lazy("Kortnamnet är upptaget eller har andra tecken än a–z, 0–9 och -."),
    ),
}
LEVELS = (ForumLevel.STEERING, ForumLevel.WORKING)


class RoundForm(forms.Form):
    """A round: what it asks, of whom, and on which days."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    asks = forms.TypedChoiceField(label=_("Frågor"), coerce=int)
    title = forms.CharField(label=_("Vad omgången heter"), max_length=120)
    title_en = forms.CharField(label=_("Namnet på engelska"), max_length=120, required=False)
    audience = forms.ChoiceField(
        label=_("Vem som svarar"), choices=Audience.choices(), widget=forms.RadioSelect
    )
    year = forms.IntegerField(
        label=_("År"),
        min_value=2010,
        max_value=2100,
        help_text=_("Året som resultatet hör till när åren jämförs."),
    )
    opens_on = DayField(label=_("Första dagen"))
    closes_on = DayField(label=_("Sista dagen"))
    first_reminder_on = DayField(
        label=_("Första påminnelsen"),
        required=False,
        help_text=_("Går bara till dem som inte har svarat. Lämna tomt för ingen påminnelse."),
    )
    last_reminder_on = DayField(label=_("Sista påminnelsen"), required=False)
    groups = forms.TypedMultipleChoiceField(
        label=_("Grupper"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("En länk utan grupp gäller hela länet."),
    )
    level = forms.ChoiceField(
        label=_("Nivå i gruppen"),
        required=False,
        help_text=_("För anonyma svar som ska visas för en nivå för sig."),
    )

    def __init__(self, *args, viewer, groups, sent=False, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", gettext("Hela gruppen"))]
        self.fields["level"].choices = choices + [(one.value, gettext(one.label)) for one in LEVELS]
        self.fields["audience"].choices = [(one.value, gettext(one.label)) for one in Audience]
        self.fields["asks"].choices = [
            (one.id, _named(one)) for one in versions(viewer=viewer) if one.settled_at
        ]
        self.fields["groups"].choices = [(one.id, one.name) for one in groups]
        if sent:
            for name in ("asks", "audience", "year", "opens_on", "groups", "level"):
                self.fields[name].disabled = True

    @property
    def content(self):
        """What the service takes."""
        found = self.cleaned_data
        names = ("title", "title_en", "year", "opens_on", "closes_on", "level")
        days = ("first_reminder_on", "last_reminder_on")
        return RoundContent(
            asks_id=found["asks"],
            audience=Audience(found["audience"]),
            group_ids=found["groups"],
            **{name: found[name] for name in (*names, *days)},
        )

    def refuse(self, why):
        """Say in words what the service refused."""
        self.add_error(*REFUSED.get(why, (None, gettext("Det gick inte att spara."))))


class NewQuestionnaireForm(forms.Form):
    """A questionnaire to be written."""

    key = forms.CharField(
        label=_("Kortnamn"),
        max_length=60,
        help_text=_("Små bokstäver, siffror och bindestreck. Filer och kommandon kallar den så."),
    )
    use = forms.ChoiceField(label=_("Vad den är till för"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["use"].choices = [(one.value, gettext(one.label)) for one in Use]


def _named(version):
    words = {"title": said(version.asks.title, get_language() or "sv"), "number": version.number}
    return gettext("%(title)s (version %(number)s)") % words
