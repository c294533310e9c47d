"""What did reports print of years that are not stored: list, a new value, a correction with its reason?"""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.coding.selectors.correspondences import codes_in
from samsyn.domain.access import Ability
from samsyn.domain.published import PublishedFigure, PublishedRefused
from samsyn.domain.refusals import Outdated, PersonalDataFound
from samsyn.domain.vocabulary import Counted, PublishedKind, Scope
from samsyn.series.selectors.basis import basis_of_series
from samsyn.series.selectors.published import history_of, published_values, value_after
from samsyn.series.services.published import LESS, NewValue, correct_value, enter_value
from samsyn.web.guarding.forms import GuardedForm
from samsyn.web.permissions import needs

GET_AND_POST = ["GET", "HEAD", "POST"]
FIRST_YEAR = 2010
"""BUS deviations began in 2010."""
WHY_NOT = {
    "nothing": ("count", gettext_lazy("Skriv andelen eller antalet.")),
    "theme": ("theme", gettext_lazy("Bara ett temas värde har ett tema.")),
    "no_theme": ("theme", gettext_lazy("Välj temat.")),
    "part": ("count", gettext_lazy("Antalet kan inte vara större än n.")),
    "contradiction": ("percent", gettext_lazy("Andelen stämmer inte med antalet och n.")),
    "total": ("count", gettext_lazy("Antalet rapporter är ett antal: utan andel och n.")),
    "no_source": ("source", gettext_lazy("Skriv vilken rapport värdet står i.")),
    "no_reason": ("reason", gettext_lazy("Skriv varför värdet rättas.")),
    "not_over": ("year", gettext_lazy("Skriv ett år som är slut.")),
    "already": ("year", gettext_lazy("Året har redan ett sådant värde. Rätta det i stället.")),
    "unknown": ("theme", gettext_lazy("Välj ett tema ur årets lista.")),
}
OUTDATED = gettext_lazy(
    "Någon annan har rättat värdet medan du skrev. Det du skrev står kvar. "
    "Läs vad som gäller nu längre ner och spara igen om ditt ska gälla."
)


class FigureForm(GuardedForm):
    """What a report printed; which of it is needed is the domain's to say."""

    only = LESS

    percent = forms.IntegerField(
        label=gettext_lazy("Andel, hela procent"), required=False, min_value=0, max_value=100
    )
    count = forms.IntegerField(label=gettext_lazy("Antal"), required=False, min_value=0)
    n = forms.IntegerField(
        label=gettext_lazy("n"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("Hur många rapporter andelen är av, om det är känt."),
    )
    source = forms.CharField(
        label=gettext_lazy("Källa"),
        max_length=500,
        help_text=gettext_lazy("Vilken rapport, och var i den."),
        error_messages={"required": WHY_NOT["no_source"][1]},
    )

    def figure(self, counted=Counted.DEVIATIONS) -> PublishedFigure:
        """What is handed to the service."""
        found = self.cleaned_data
        return PublishedFigure(
            found["percent"], found["count"], found["n"], counted, found.get("source") or ""
        )


class NewValueForm(FigureForm):
    """A value of a year; themes stand by the list that the year was coded by."""

    year = forms.IntegerField(label=gettext_lazy("År"), min_value=FIRST_YEAR, max_value=2100)
    kind = forms.ChoiceField(label=gettext_lazy("Vad"))
    theme = forms.ChoiceField(label=gettext_lazy("Tema"), required=False)
    scope = forms.ChoiceField(label=gettext_lazy("Vilka rapporter"))
    counted = forms.ChoiceField(label=gettext_lazy("Räknat som"))
    field_order = (
        *("year", "kind", "theme", "scope", "counted"),
        *("percent", "count", "n", "source"),
    )

    def __init__(self, *args, basis, **kwargs):
        super().__init__(*args, **kwargs)
        self.basis = basis
        self.fields["kind"].choices = [(one.value, _(one.label)) for one in PublishedKind]
        self.fields["scope"].choices = [(one.value, _(one.label)) for one in Scope]
        self.fields["counted"].choices = [(one.value, _(one.label)) for one in Counted]
        lists = [
            (
                _("Listan %(year)s") % {"year": year},
                [(one.key, one.code.theme) for one in codes_in(year) if not one.code.subtype],
            )
            for year in sorted(basis.lists)
        ]
        self.fields["theme"].choices = [("", _("Inget tema")), *lists]

    def clean_theme(self):
        return int(self.cleaned_data["theme"][1:]) if self.cleaned_data["theme"] else None

    @property
    def value(self) -> NewValue:
        """What is handed to the service."""
        found = self.cleaned_data
        return NewValue(
            found["year"],
            PublishedKind(found["kind"]),
            self.figure(Counted(found["counted"])),
            Scope(found["scope"]),
            found["theme"],
            self.basis.edition_for(found["year"]),
        )


class CorrectionForm(FigureForm):
    """Other figures for what stands, or that none should; always with a reason."""

    is_void = forms.BooleanField(label=gettext_lazy("Värdet ska inte gälla alls"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Varför"),
        max_length=500,
        error_messages={"required": WHY_NOT["no_reason"][1]},
    )


@require_safe
@needs(Ability.CODE)
def list_(request):
    stored = basis_of_series(viewer=request.viewer).stored
    values = [(value, value.year in stored) for value in published_values()]
    return render(request, "series/published.html", {"values": values})


@require_http_methods(GET_AND_POST)
@needs(Ability.CODE)
def new(request):
    basis = basis_of_series(viewer=request.viewer)
    first = {"kind": PublishedKind.THEME}
    form = NewValueForm(request.POST or None, viewer=request.viewer, basis=basis, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            asked = {"by": request.viewer, "now": timezone.now(), "decided": form.decided}
            enter_value(value=form.value, **asked)
        except PublishedRefused as refused:
            refuse(form, refused)
        except PersonalDataFound as refused:
            form.tell_found(refused.found)
        else:
            messages.success(request, _("Värdet är inlagt."))
            return redirect("series:published")
    return shown(request, form)


@require_http_methods(GET_AND_POST)
@needs(Ability.CODE)
def correct(request, pk):
    value = value_after(pk)
    if value is None or value.is_void:
        raise Http404
    figure = value.figure
    names = ("percent", "count", "n", "source")
    initial = {name: getattr(figure, name) for name in names}
    form = CorrectionForm(request.POST or None, viewer=request.viewer, initial=initial)
    if form.is_bound and value.pk != pk:
        form.add_error(None, OUTDATED)
    elif request.method == "POST" and form.is_valid() and save(request, form, value):
        messages.success(request, _("Värdet är rättat."))
        return redirect("series:published")
    return shown(request, form, value=value, history=history_of(value))


def save(request, form, value) -> bool:
    """True when the correction is stored; else the form says what is in the way."""
    try:
        correct_value(
            pk=value.pk,
            figure=form.figure(value.figure.counted),
            reason=form.cleaned_data["reason"],
            is_void=form.cleaned_data["is_void"],
            by=request.viewer,
            now=timezone.now(),
            decided=form.decided,
        )
    except PublishedRefused as refused:
        refuse(form, refused)
    except PersonalDataFound as refused:
        form.tell_found(refused.found)
    except Outdated:
        form.add_error(None, OUTDATED)
    return not form.errors


def refuse(form, refused):
    if refused.why not in WHY_NOT:
        raise Http404 from refused
    field, words = WHY_NOT[refused.why]
    form.add_error(field if field in form.fields else None, words)


def shown(request, form, **more):
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "series/value.html", {"form": form, **more}, status=status)
