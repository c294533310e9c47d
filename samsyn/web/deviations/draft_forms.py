"""What is asked of somebody who writes a deviation? One page, nine questions that must be answered."""

from functools import cache, partial

from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samsyn.coding import selectors as coding
from samsyn.deviations.content import Account, Submission
from samsyn.deviations.guarded import LESS
from samsyn.deviations.selectors.choices import agreements_on
from samsyn.domain.vocabulary import Consequence, DirectContact, Level, Listed
from samsyn.web.days import DayField
from samsyn.web.guarding.forms import GuardedForm

MOST_CHARACTERS = 10_000
MOST_RECIPIENTS = 20
CHOOSE_ONE = {"required": _("Välj ett alternativ.")}


def choices_of(listed: type[Listed]) -> list[tuple[str, object]]:
    """A closed list as choices in the reader's language."""
    return [(member.value, _(member.label)) for member in listed]


def long_text(label, *, rows=4, required=False, hint=""):
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def day(label, *, required=False, hint=""):
    return DayField(label=label, help_text=hint, required=required)


class UnitIds(forms.Field):
    """Primary keys of units; drawn as checkboxes by recipients.html."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {
        "required": _("Välj minst en mottagare."),
        "invalid": _("Sök fram mottagaren och välj den i listan."),
        "many": _("Välj högst 20 mottagare."),
    }

    def to_python(self, value):
        if not all(str(one).isdecimal() for one in value or []):
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        chosen = list(dict.fromkeys(int(one) for one in value or []))
        if len(chosen) > MOST_RECIPIENTS:
            raise forms.ValidationError(self.error_messages["many"], "many")
        return chosen


class AccountForm(GuardedForm):
    """The writer's account: what a version holds."""

    direct_contact = forms.ChoiceField(
        label=_("Har ni talat med varandra om det här?"),
        help_text=_("Mycket går att lösa direkt. Ni kan skriva en avvikelse oavsett svaret."),
        choices=choices_of(DirectContact),
        widget=forms.RadioSelect,
        error_messages=CHOOSE_ONE,
    )
    contact_text = long_text(_("Vad kom ni fram till?"), rows=2)
    title = forms.CharField(
        label=_("Rubrik"),
        help_text=_("En rad som säger vad det gäller. Rubriken syns i listor."),
        max_length=120,
    )
    happened_on = day(_("När hände det?"), required=True, hint=_("Ungefärligt datum går bra."))
    what_happened = long_text(
        _("Vad hände?"),
        rows=7,
        required=True,
        hint=_("Beskriv i ordning. Skriv vad som hände, inte vem som gjorde fel."),
    )
    what_was_expected = long_text(
        _("Vad hade ni väntat er?"),
        rows=3,
        required=True,
        hint=_("Till exempel vad överenskommelsen säger, eller vad ni kommit överens om."),
    )
    consequence = forms.ChoiceField(
        label=_("Vilken konsekvens fick det för barnet?"),
        choices=choices_of(Consequence),
        widget=forms.RadioSelect,
        error_messages=CHOOSE_ONE,
    )
    consequence_text = long_text(_("Beskriv konsekvensen för barnet eller samarbetet"), rows=3)
    proposed_measure = long_text(
        _("Förslag på åtgärd"), rows=3, hint=_("Vad skulle göra att det inte händer igen?")
    )

    def clean_happened_on(self):
        happened_on = self.cleaned_data["happened_on"]
        if happened_on > timezone.localdate():
            raise forms.ValidationError(_("Datumet har inte varit än."))
        return happened_on

    def account(self) -> Account:
        names = AccountForm.base_fields
        return Account(**{name: self.cleaned_data[name] for name in names})


class DeviationForm(AccountForm):
    """A whole deviation. Also draws drafts, which may be incomplete and wrong in every way."""

    only = LESS
    looks = False

    point = forms.ChoiceField(
        label=_("Vad i överenskommelsen gäller det?"),
        help_text=_("Välj det som ligger närmast."),
        error_messages=CHOOSE_ONE,
    )
    level = forms.ChoiceField(
        label=_("Vad handlar avvikelsen om?"),
        choices=choices_of(Level),
        widget=forms.RadioSelect,
        error_messages=CHOOSE_ONE,
    )
    recipients = UnitIds(label=_("Mottagare"))
    theme = forms.ChoiceField(
        label=pgettext_lazy("deviation", "Tema"),
        required=False,
        help_text=_("Om du är osäker kan du lämna det tomt."),
    )
    own_system_reference = forms.CharField(
        label=_("Nummer i ert eget avvikelsesystem"),
        required=False,
        max_length=80,
        help_text=_("Syns för mottagarna."),
    )
    internal_reference = forms.CharField(
        label=_("Er interna referens"),
        required=False,
        max_length=80,
        help_text=_(
            "Bara er egen verksamhet ser den. Den följer aldrig med i någon kopia, "
            "något mejl eller någon export. Skriv inte personnummer."
        ),
    )

    field_order = (
        "direct_contact",
        "contact_text",
        "point",
        "level",
        "recipients",
        "happened_on",
        "title",
        "what_happened",
        "what_was_expected",
        "consequence",
        "consequence_text",
        "proposed_measure",
        "theme",
        "own_system_reference",
        "internal_reference",
    )

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        today = timezone.localdate()
        # Read when somebody looks, and once: sending without a theme never asks for the themes.
        self.fields["point"].choices = cache(partial(point_choices, today))
        self.fields["theme"].choices = cache(partial(theme_choices, today.year))

    def submission(self) -> Submission:
        """What is handed to the service; the review page has shown the stop text when it was due."""
        cleaned = self.cleaned_data
        agreement, _dash, point = cleaned["point"].partition("-")
        return Submission(
            account=self.account(),
            recipient_ids=tuple(cleaned["recipients"]),
            agreement_id=int(agreement),
            agreement_point_id=int(point) if point else None,
            level=Level(cleaned["level"]),
            own_system_reference=cleaned["own_system_reference"],
            internal_reference=cleaned["internal_reference"],
            stop_text_shown=cleaned["consequence"] == Consequence.SERIOUS,
        )


class SendingForm(DeviationForm):
    """The form at Skicka: whether the year has the theme, and the day the point, the services ask once."""

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.fields["theme"].valid_value = looks_like_a_key
        offered = self.fields["point"].valid_value
        self.fields["point"].valid_value = lambda value: names_a_point(value) or offered(value)


def looks_like_a_key(value: str) -> bool:
    """True for what any database can look up as a primary key."""
    return value.isdecimal() and len(value) <= 18


def names_a_point(value: str) -> bool:
    """True for the keys of an agreement and of a point; one without points is looked for among all."""
    agreement, _dash, point = value.partition("-")
    return looks_like_a_key(agreement) and looks_like_a_key(point)


def point_choices(today):
    """Agreement and point in one question: the value is both keys with a dash between."""
    groups = [
        (agreement.name, [(f"{agreement.pk}-{point.pk}", point.name) for point in points])
        if (points := agreement.points_now)
        else (f"{agreement.pk}-", agreement.name)
        for agreement in agreements_on(today)
    ]
    return [("", gettext("Välj …")), *groups]


def theme_choices(year):
    themes = [(str(theme.id), theme.name) for theme in coding.themes_in_use(year)]
    return [("", gettext("Vet inte")), *themes]


def typed_in(posted) -> dict[str, object]:
    """What stands in the form just now, as a draft keeps it: texts as they are, recipients a list."""
    typed: dict[str, object] = {
        name: posted.get(name) for name in DeviationForm.base_fields if name in posted
    }
    return typed | {"recipients": posted.getlist("recipients")}


def as_posted(fields) -> MultiValueDict:
    """A draft's fields in the shape that a form is checked from."""
    return MultiValueDict(
        {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    )
