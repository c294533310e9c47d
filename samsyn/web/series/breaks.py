"""Which breaks in the series are known: list, a new one, change, take away?"""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.coding.selectors.correspondences import all_lists, codes_in
from samsyn.domain.access import Ability
from samsyn.domain.refusals import Outdated, PersonalDataFound
from samsyn.domain.vocabulary import Dimension
from samsyn.series.selectors.breaks import break_of, known_breaks
from samsyn.series.services.breaks import (
    LESS,
    BreakFields,
    BreakRefused,
    add_break,
    change_break,
    remove_break,
)
from samsyn.web.days import DayField
from samsyn.web.guarding.forms import GuardedForm
from samsyn.web.permissions import needs
from samsyn.web.series.published import FIRST_YEAR, GET_AND_POST

OUTDATED = gettext_lazy(
    "Någon annan har ändrat seriebrottet medan du skrev. Det du skrev står kvar. "
    "Öppna listan och jämför, och spara igen om ditt ska gälla."
)
TIMELESS = [one for one in Dimension if one not in {Dimension.MONTH, Dimension.YEAR}]


class BreakForm(GuardedForm):
    """What changed, and which series it touches."""

    only = LESS

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    year = forms.IntegerField(label=gettext_lazy("År"), min_value=FIRST_YEAR, max_value=2100)
    day = DayField(
        label=gettext_lazy("Dag"),
        required=False,
        help_text=gettext_lazy("Lämna tomt när det gäller hela året."),
    )
    words_sv = forms.CharField(label=gettext_lazy("Vad som ändrades"), max_length=300)
    words_en = forms.CharField(
        label=gettext_lazy("Vad som ändrades, på engelska"), max_length=300, required=False
    )
    themes = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Teman som det berör"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Utan tema och fördelning berör det alla serier."),
    )
    dimensions = forms.MultipleChoiceField(
        label=gettext_lazy("Fördelningar som det berör"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dimensions"].choices = [(one.value, _(one.label)) for one in TIMELESS]
        self.fields["themes"].choices = [
            (one.key[1:], f"{one.code.theme} ({year})")
            for year in sorted(all_lists(), reverse=True)
            for one in codes_in(year)
            if not one.code.subtype
        ]

    def clean(self):
        found = super().clean()
        if found.get("day") and found.get("year") and found["day"].year != found["year"]:
            self.add_error("day", _("Dagen är inte i det år som står ovan."))
        return found

    @property
    def break_fields(self) -> BreakFields:
        """What is handed to the service."""
        found = self.cleaned_data
        return BreakFields(
            found["year"],
            found["words_sv"],
            found["words_en"],
            found["day"],
            tuple(found["themes"]),
            tuple(Dimension(one) for one in found["dimensions"]),
        )


@require_safe
@needs(Ability.CODE)
def list_(request):
    return render(request, "series/breaks.html", {"breaks": known_breaks()})


@require_http_methods(GET_AND_POST)
@needs(Ability.CODE)
def new(request):
    form = BreakForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        try:
            asked = {"by": request.viewer, "now": timezone.now(), "decided": form.decided}
            add_break(fields=form.break_fields, **asked)
        except BreakRefused as refused:
            raise Http404 from refused
        except PersonalDataFound as refused:
            form.tell_found(refused.found)
        else:
            messages.success(request, _("Seriebrottet är inlagt."))
            return redirect("series:breaks")
    return shown(request, form)


@require_http_methods(GET_AND_POST)
@needs(Ability.CODE)
def edit(request, pk):
    card = or_404(pk)
    names = ("version", "year", "day", "words_sv", "words_en")
    initial = {name: getattr(card, name) for name in names}
    initial |= {"themes": card.theme_keys, "dimensions": [one.value for one in card.dimensions]}
    form = BreakForm(request.POST or None, initial=initial, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        try:
            change_break(
                pk=pk,
                version=form.cleaned_data["version"] or 0,
                fields=form.break_fields,
                by=request.viewer,
                now=timezone.now(),
                decided=form.decided,
            )
        except BreakRefused as refused:
            raise Http404 from refused
        except PersonalDataFound as refused:
            form.tell_found(refused.found)
        except Outdated:
            form.add_error(None, OUTDATED)
            form.data = form.data.copy()
            form.data["version"] = card.version
        else:
            messages.success(request, _("Ändringen är sparad."))
            return redirect("series:breaks")
    return shown(request, form, card=card)


@require_POST
@needs(Ability.CODE)
def remove(request, pk):
    card = or_404(pk)
    version = request.POST.get("version", "")
    try:
        remove_break(
            pk=pk,
            version=int(version) if version.isdecimal() else card.version,
            by=request.viewer,
            now=timezone.now(),
        )
    except Outdated:
        messages.error(request, _("Någon annan har ändrat seriebrottet. Det står kvar."))
        return redirect("series:break", pk)
    messages.success(request, _("Seriebrottet är borttaget ur alla serier."))
    return redirect("series:breaks")


def or_404(pk):
    card = break_of(pk)
    if card is None:
        raise Http404
    return card


def shown(request, form, **more):
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "series/break.html", {"form": form, **more}, status=status)
