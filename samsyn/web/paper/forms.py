"""What stands on a paper report? Units are typed as the paper names them, and looked up in the registry."""

from dataclasses import asdict
from functools import cache, partial
from uuid import uuid4

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samsyn.deviations.content import Account, PaperReport, Settled, Submission, Transcription
from samsyn.domain.vocabulary import AnswerOutcome, Level
from samsyn.organisations import selectors as organisations
from samsyn.web.deviations.draft_forms import (
    CHOOSE_ONE,
    MOST_RECIPIENTS,
    choices_of,
    day,
    long_text,
    point_choices,
    theme_choices,
)
from samsyn.web.guarding.forms import GuardedForm

ANSWERED_AS = [one for one in AnswerOutcome if one is not AnswerOutcome.UNANSWERED]


class Way(TextChoices):
    """What is to happen with the report now."""

    FORWARD = (
        "vidare",
        _("Skicka den vidare: mottagarna får brev i dag och tiden att svara räknas från i dag"),
    )
    SETTLED = "avslutad", _("Den är redan avslutad: registrera den utan brev och utan tider")


class UnitName(forms.CharField):
    """One unit by its name or an alias, as it was on the day of the report."""

    def __init__(self, **more):
        super().__init__(max_length=200, **more)
        self.widget.attrs["autocomplete"] = "off"


class PaperForm(GuardedForm):
    """A paper report, with who wrote it, who it went to, and how it ended if it has."""

    unguarded = ("recipients",)

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    reported_on = day(
        _("Rapportens datum"), required=True, hint=_("Den dag då den skrevs. Den räknas det året.")
    )
    reporter = UnitName(
        label=_("Vem rapporterade?"), help_text=_("Verksamhetens namn, som det var då.")
    )
    recipients = forms.CharField(
        label=_("Till vilka?"),
        help_text=_("Ett namn på varje rad."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    point = forms.ChoiceField(
        label=_("Vad i överenskommelsen gäller det?"), error_messages=CHOOSE_ONE
    )
    level = forms.ChoiceField(
        label=_("Vad handlar avvikelsen om?"),
        choices=choices_of(Level),
        widget=forms.RadioSelect,
        error_messages=CHOOSE_ONE,
    )
    happened_on = day(_("När hände det?"), hint=_("Lämna tomt om det inte står."))
    title = forms.CharField(label=_("Rubrik"), max_length=120)
    what_happened = long_text(
        _("Vad hände?"), rows=7, required=True, hint=_("Skriv av rapporten, utan namn.")
    )
    what_was_expected = long_text(_("Vad var förväntat?"), rows=3)
    proposed_measure = long_text(_("Förslag på åtgärd"), rows=3)
    theme = forms.ChoiceField(
        label=pgettext_lazy("deviation", "Tema"),
        required=False,
        help_text=_("Ur listan för rapportens år. Kan lämnas tomt och kodas sedan."),
    )
    way = forms.ChoiceField(
        label=_("Vad händer nu?"),
        choices=Way.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE_ONE,
    )
    outcome = forms.ChoiceField(
        label=_("Vad kom ut av svaret?"),
        required=False,
        help_text=_("Bara för en avslutad rapport."),
    )
    answered_on = day(_("När kom svaret?"), hint=_("Bara för en avslutad rapport."))
    answer_text = long_text(_("Svaret"), hint=_("Bara för en avslutad rapport."))

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.fields["point"].choices = cache(partial(point_choices, timezone.localdate()))
        self.fields["theme"].choices = cache(lambda: theme_choices(self.year))
        answered = [(one.value, gettext(one.label)) for one in ANSWERED_AS]
        self.fields["outcome"].choices = [("", gettext("Inget svar kom")), *answered]

    @property
    def year(self) -> int:
        """The year whose themes can be chosen: the report's, as far as it can be read."""
        typed = str(self["reported_on"].value() or "")[:4]
        return int(typed) if typed.isdecimal() and len(typed) == 4 else timezone.localdate().year

    def clean(self):
        cleaned = super().clean()
        on = cleaned.get("reported_on")
        if on is None:
            return cleaned
        self.reporter_id = self._found("reporter", cleaned.get("reporter", ""), on)
        names = [one.strip() for one in cleaned.get("recipients", "").splitlines() if one.strip()]
        if len(names) > MOST_RECIPIENTS:
            self.add_error("recipients", gettext("Välj högst 20 mottagare."))
            return cleaned
        self.recipient_ids = tuple(self._found("recipients", name, on) for name in names)
        if cleaned.get("way") == Way.FORWARD and self._says_how_it_ended(cleaned):
            self.add_error(
                "way", gettext("En rapport som skickas vidare har inget svar än. Välj det ena.")
            )
        return cleaned

    def _says_how_it_ended(self, cleaned) -> bool:
        return any(cleaned.get(name) for name in ("outcome", "answered_on", "answer_text"))

    def _found(self, field, name, on):
        if not name:
            return None
        unit = organisations.unit_by_any_name(name, on=on)
        if unit is not None and unit.is_valid_on(on):
            return unit.id
        near = organisations.find_units(name, on=on, limit=3, with_historic=True)
        words = gettext("Registret har ingen verksamhet som hette ”%(name)s” den dagen.")
        words %= {"name": name}
        if near:
            known = ", ".join(card.name for card in near)
            words += " " + gettext("Menade du: %(names)s?") % {"names": known}
        self.add_error(field, words)
        return None

    def report(self) -> PaperReport:
        """What is handed to the service."""
        cleaned = self.cleaned_data
        agreement, _dash, point = cleaned["point"].partition("-")
        texts = ("title", "what_happened", "what_was_expected", "proposed_measure", "happened_on")
        submission = Submission(
            account=Account(**{name: cleaned[name] for name in texts}),
            recipient_ids=self.recipient_ids,
            agreement_id=int(agreement),
            agreement_point_id=int(point) if point else None,
            level=Level(cleaned["level"]),
        )
        outcome = AnswerOutcome(cleaned["outcome"]) if cleaned["outcome"] else None
        settled = Settled(outcome, cleaned["answered_on"], cleaned["answer_text"])
        is_settled = cleaned["way"] == Way.SETTLED
        return PaperReport(
            submission=submission,
            reporter_unit_id=self.reporter_id,
            reported_on=cleaned["reported_on"],
            settled=settled if is_settled else None,
        )


class TranscriptionForm(GuardedForm):
    """The transcription anew, from the copy's texts, with what was wrong."""

    reason = long_text(
        _("Vad var fel i avskriften?"),
        rows=2,
        required=True,
        hint=_("Parterna ser motiveringen, och den tidigare texten finns kvar att läsa."),
    )
    title = forms.CharField(label=_("Rubrik"), max_length=120)
    happened_on = day(_("När hände det?"), hint=_("Lämna tomt om det inte står."))
    what_happened = long_text(
        _("Vad hände?"), rows=7, required=True, hint=_("Skriv av rapporten, utan namn.")
    )
    what_was_expected = long_text(_("Vad var förväntat?"), rows=3)
    proposed_measure = long_text(_("Förslag på åtgärd"), rows=3)
    answer_text = long_text(_("Svaret"), required=True)

    def __init__(self, data=None, *, typed: Transcription, **named):
        super().__init__(data, initial=asdict(typed), **named)
        if typed.answer_text is None:
            del self.fields["answer_text"]

    def clean_happened_on(self):
        happened_on = self.cleaned_data["happened_on"]
        if happened_on and happened_on > timezone.localdate():
            raise forms.ValidationError(_("Datumet har inte varit än."))
        return happened_on

    def transcription(self) -> Transcription:
        """What is handed to the service."""
        texts = {name: text for name, text in self.cleaned_data.items() if name != "reason"}
        return Transcription(**texts)
