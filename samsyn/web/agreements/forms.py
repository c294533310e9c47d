"""What can be set for an agreement, and for one of its points?"""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsyn.deviations.selectors.agreements import all_agreements
from samsyn.deviations.services.agreeing import AgreementFields
from samsyn.deviations.services.pointing import PointFields
from samsyn.domain.deadlines import Terms
from samsyn.web.days import DayField

TERMS = ("acknowledge_working_days", "answer_days", "ceiling_days")


def day_field(label, hint):
    return DayField(label=label, required=False, help_text=hint)


class AgreementForm(forms.Form):
    """An agreement in parts, each with a heading of its own (PARTS)."""

    name = forms.CharField(label=_("Namn"), max_length=200)
    valid_from = day_field(_("Gäller från"), _("Lämna tomt om dagen inte är känd."))
    valid_to = day_field(
        _("Gäller till och med"),
        _("Efter den dagen kan den inte väljas. Skickade avvikelser behåller den."),
    )
    acknowledge_working_days = forms.IntegerField(
        label=_("Kvittera inom, arbetsdagar"), min_value=1, max_value=30
    )
    answer_days = forms.IntegerField(label=_("Svara inom, dagar"), min_value=1, max_value=180)
    ceiling_days = forms.IntegerField(
        label=_("Tidsgräns, dagar"),
        min_value=1,
        max_value=365,
        help_text=_("Efter så många dagar avslutas en avvikelse som ingen har svarat på."),
    )
    is_proposal = forms.BooleanField(
        label=_("Tiderna är ett förslag som ingen har fastställt"), required=False
    )
    answers_shown_to_all = forms.BooleanField(
        label=_("Alla mottagare ser varandras svar"), required=False
    )

    PARTS: tuple = (
        (_("Namn och giltighet"), ("name", "valid_from", "valid_to")),
        (_("Tider"), (*TERMS, "is_proposal")),
        (_("Vem som ser svaren"), ("answers_shown_to_all",)),
    )

    def __init__(self, *args, agreement=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        if agreement and agreement.is_used:
            keep_name(self)

    def parts(self):
        """Headings with the fields that the form has."""
        return [
            (title, [self[name] for name in names if name in self.fields])
            for title, names in self.PARTS
        ]

    def clean(self):
        found = super().clean()
        answer, ceiling = found.get("answer_days"), found.get("ceiling_days")
        if answer and ceiling and ceiling < answer:
            self.add_error("ceiling_days", _("Tidsgränsen kan inte vara kortare än svarstiden."))
        return found

    def agreement_fields(self) -> AgreementFields:
        """What is handed to the service."""
        names = ("name", "valid_from", "valid_to", "answers_shown_to_all", "is_proposal")
        terms = Terms(**{name: self.cleaned_data[name] for name in TERMS})
        return AgreementFields(terms=terms, **{name: self.cleaned_data[name] for name in names})


class NewAgreementForm(AgreementForm):
    points_from = forms.TypedChoiceField(
        label=_("Börja med punkterna från"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Du kan lägga till och avsluta punkter efteråt."),
    )

    PARTS = (
        AgreementForm.PARTS[0],
        (_("Punkter"), ("points_from",)),
        *AgreementForm.PARTS[1:],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = [(one.pk, one.name) for one in all_agreements()]
        self.fields["points_from"].choices = [("", _("Inga punkter")), *known]


class PointForm(forms.Form):
    name = forms.CharField(label=_("Punkt"), max_length=200)
    after = forms.TypedChoiceField(
        label=_("Plats i listan"), required=False, coerce=int, empty_value=None
    )
    valid_from = day_field(_("Gäller från"), _("Lämna tomt om dagen inte är känd."))
    valid_to = day_field(
        _("Gäller till och med"),
        _("Efter den dagen kan punkten inte väljas. Skickade avvikelser behåller den."),
    )

    def __init__(self, *args, points, point=None, **kwargs):
        super().__init__(*args, **kwargs)
        others = [one for one in points if point is None or one.pk != point.pk]
        follows = [(one.pk, gettext("Efter ”%s”") % one.name) for one in others]
        self.fields["after"].choices = [("", _("Först")), *follows]
        if point and point.is_used:
            keep_name(self)

    def point_fields(self) -> PointFields:
        """What is handed to the service."""
        return PointFields(**self.cleaned_data)


def keep_name(form):
    """Show the name as one that stands: what has been sent bears it. The service refuses another."""
    # Read-only and not disabled: that would fade the words that say why.
    form.fields["name"].widget.attrs["readonly"] = True
    form.fields["name"].help_text = _(
        "Namnet kan inte ändras, för skickade avvikelser bär det. "
        "Ge den en sista dag och lägg in en ny i stället."
    )
