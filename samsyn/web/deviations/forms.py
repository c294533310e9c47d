"""What is asked at each later step? Answers with measures, reasons, judgements, messages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.deviations.content import AnswerContent, MeasurePromised
from samsyn.domain.vocabulary import AnswerOutcome, Cause, MeasureStatus, View
from samsyn.web.deviations.draft_forms import CHOOSE_ONE, AccountForm, choices_of, day, long_text
from samsyn.web.guarding.forms import GuardedForm

MOST_MEASURES = 10
MEASURES = "measures"
"""What the inputs of the measures' rows are called before number and name."""
JUDGEMENTS = (
    AnswerOutcome.RESOLVED,
    AnswerOutcome.IMPROVEMENT,
    AnswerOutcome.PARTLY,
    AnswerOutcome.UNRESOLVED,
    AnswerOutcome.NOT_JUDGED,
)
"""What a person can choose; *obesvarad* is set by the time limit alone."""


class NothingForm(forms.Form):
    """A step that needs nothing but the press of a button."""


class ReasonForm(GuardedForm):
    """Why? In words that the other parties read."""

    reason = long_text(_("Motivering"), required=True)

    def __init__(self, *arguments, hint="", **named):
        super().__init__(*arguments, **named)
        self.fields["reason"].help_text = hint


class RedirectForm(ReasonForm):
    """To whom instead, and why."""

    to_unit = forms.IntegerField(
        label=_("Rätt mottagare"),
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Sök fram och välj den verksamhet som det gäller."),
            "invalid": _("Sök fram och välj den verksamhet som det gäller."),
        },
    )
    field_order = ("to_unit", "reason")


class AnswerForm(GuardedForm):
    """How the recipient sees it."""

    view = forms.ChoiceField(
        label=_("Hur stämmer beskrivningen med er bild?"),
        choices=choices_of(View),
        widget=forms.RadioSelect,
        error_messages=CHOOSE_ONE,
    )
    perspective = long_text(
        _("Er bild av vad som hände"),
        rows=7,
        required=True,
        hint=_("Skriv inga namn. Beskriv vad ni vet och vad ni ser som viktigt."),
    )
    cause = forms.ChoiceField(
        label=_("Vad berodde det på?"),
        required=False,
        choices=[("", _("Välj om ni vet")), *choices_of(Cause)],
    )
    cause_text = long_text(_("Beskriv orsaken"), rows=3)


class AmendForm(AnswerForm):
    """An answer that is changed openly."""

    reason = long_text(
        _("Varför ändrar ni svaret?"),
        rows=2,
        required=True,
        hint=_("Parterna ser motiveringen, och det tidigare svaret finns kvar att läsa."),
    )


class MeasureForm(GuardedForm):
    """One measure; a row left empty is no measure."""

    text = forms.CharField(
        label=_("Vad ska göras?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    responsible_function = forms.CharField(
        label=_("Ansvarig funktion"),
        max_length=120,
        help_text=_("Till exempel enhetschef. Inget namn."),
    )
    due_on = day(_("Klart senast"))


class MeasureRows(forms.BaseFormSet):
    """As many rows as were typed, and one empty; no row is "initial", so that any may be emptied."""

    def __init__(self, *arguments, **named):
        self.extra = min(len(named.get("initial") or []) + 1, MOST_MEASURES)
        super().__init__(*arguments, **named)

    def initial_form_count(self):
        return 0


MeasureForms = forms.formset_factory(
    MeasureForm,
    formset=MeasureRows,
    max_num=MOST_MEASURES,
    absolute_max=MOST_MEASURES,
    validate_max=True,
)


def answer_content(form: AnswerForm, measures) -> AnswerContent:
    """The answer as the service takes it, from two checked forms."""
    cleaned = form.cleaned_data
    return AnswerContent(
        view=cleaned["view"],
        perspective=cleaned["perspective"],
        cause=cleaned["cause"],
        cause_text=cleaned["cause_text"],
        measures=tuple(
            MeasurePromised(**row) for row in measures.cleaned_data if row and row.get("text")
        ),
    )


def typed_rows(posted, prefix=MEASURES):
    """What is typed in the rows, as initial values of rows that are not checked yet."""
    total = posted.get(f"{prefix}-TOTAL_FORMS", "")
    count = min(int(total) if total.isdecimal() else 0, MOST_MEASURES)
    return [
        {name: posted.get(f"{prefix}-{row}-{name}", "") for name in MeasureForm.base_fields}
        for row in range(count)
    ]


class JudgeForm(GuardedForm):
    """What came of an answer."""

    outcome = forms.ChoiceField(
        label=_("Vad ledde svaret till?"),
        choices=[(one.value, _(one.label)) for one in JUDGEMENTS],
        widget=forms.RadioSelect,
        error_messages=CHOOSE_ONE,
    )
    text = long_text(_("Kommentar till mottagaren"), rows=3)


class CorrectForm(AccountForm):
    """The account in a new version."""

    reason = long_text(
        _("Vad har ni rättat, och varför?"),
        rows=2,
        required=True,
        hint=_("Parterna ser motiveringen, och den tidigare texten finns kvar att läsa."),
    )


class MessageForm(GuardedForm):
    """One entry in the thread."""

    text = long_text(
        _("Skriv till de andra parterna"),
        rows=3,
        required=True,
        hint=_("Alla parter läser det, och sekretariatet får en avidentifierad kopia."),
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput)


class MeasureStatusForm(forms.Form):
    """How far a measure has come."""

    status = forms.ChoiceField(
        label=_("Hur långt har åtgärden kommit?"),
        choices=choices_of(MeasureStatus),
        widget=forms.RadioSelect,
        error_messages=CHOOSE_ONE,
    )
