"""What do the codes of one list correspond to in the next, and how is that decided?"""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.coding.selectors.correspondences import (
    codes_in,
    codes_to_compare,
    decisions_about,
    next_edition_after,
)
from samsyn.coding.services.correspondences import (
    CorrespondenceRefused,
    Decision,
    decide_correspondence,
)
from samsyn.domain.access import Ability
from samsyn.domain.refusals import Outdated, PersonalDataFound
from samsyn.domain.vocabulary import CorrespondenceKind
from samsyn.web.guarding.forms import GuardedForm
from samsyn.web.permissions import needs

WHY_NOT = {
    "one": ("targets", gettext_lazy("Välj precis en motsvarighet.")),
    "several": ("targets", gettext_lazy("Välj minst två motsvarigheter.")),
    "no_target": ("targets", gettext_lazy("Det som inte kan jämföras har ingen motsvarighet.")),
    "named": ("named", gettext_lazy("Välj en av motsvarigheterna ovan.")),
    "no_words": ("words", gettext_lazy("Skriv varför, så att någon annan förstår beslutet.")),
}
OUTDATED = gettext_lazy(
    "Någon annan har beslutat om den medan du skrev. Det du skrev står kvar. "
    "Läs det andra beslutet längre ner och spara igen om ditt ska gälla."
)


class DecisionForm(GuardedForm):
    """One code's decision; every rule of it is the service's."""

    seen_decision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.TypedChoiceField(
        label=gettext_lazy("Hur de hör ihop"),
        coerce=CorrespondenceKind,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj hur de hör ihop.")},
    )
    targets = forms.MultipleChoiceField(
        label=gettext_lazy("Motsvarar"), required=False, widget=forms.CheckboxSelectMultiple
    )
    named = forms.ChoiceField(
        label=gettext_lazy("Var tidsserier räknar den, när det är flera"), required=False
    )
    words = forms.CharField(
        label=gettext_lazy("Beslutet i ord"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Vad beslutet bygger på. Det visas för alla som kodar."),
        error_messages={"required": WHY_NOT["no_words"][1]},
    )

    def __init__(self, *args, codes, **kwargs):
        super().__init__(*args, **kwargs)
        named = [(card.key, in_words(card.code)) for card in codes]
        self.fields["kind"].choices = [(one.value, _(one.label)) for one in CorrespondenceKind]
        self.fields["targets"].choices = named
        self.fields["named"].choices = [("", _("Under alla tillsammans")), *named]

    @property
    def decision(self) -> Decision:
        """What is handed to the service; a named target says nothing where there is only one."""
        found = self.cleaned_data
        is_many = found["kind"] is CorrespondenceKind.MANY
        return Decision(
            kind=found["kind"],
            words=found["words"],
            targets=tuple(found["targets"]),
            named=found["named"] if is_many else "",
        )


def in_words(code) -> str:
    return f"{code.theme} › {code.subtype}" if code.subtype else code.theme


@require_safe
@needs(Ability.CODE)
def show(request, year):
    newer = newer_or_404(year)
    codes = codes_to_compare(year, newer)
    context = {
        "year": year,
        "newer": newer,
        "codes": codes,
        "open": sum(one.is_open for one in codes),
        "proposals": sum(bool(one.decision and one.decision.is_proposal) for one in codes),
    }
    return render(request, "coding/correspondences.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CODE)
def decide(request, year, key):
    newer = newer_or_404(year)
    card = next((one.card for one in codes_to_compare(year, newer) if one.card.key == key), None)
    if card is None:
        raise Http404
    decisions = decisions_about(key, newer)
    current = next((one for one in decisions if one.is_current), None)
    codes = codes_in(newer)
    first = initial_of(card, current, codes)
    form = DecisionForm(request.POST or None, viewer=request.viewer, codes=codes, initial=first)
    if request.method == "POST" and form.is_valid() and save(request, form, key, newer, current):
        messages.success(request, _("Beslutet är sparat."))
        return redirect("coding:correspondences", year)
    context = {"form": form, "year": year, "newer": newer, "card": card, "decisions": decisions}
    status = 422 if form.errors else 200
    return render(request, "coding/correspondence.html", context, status=status)


def newer_or_404(year):
    newer = next_edition_after(year)
    if newer is None:
        raise Http404
    return newer


def initial_of(card, current, codes) -> dict:
    """The decision that holds; else the code of the same name, for who agrees that it is the same."""
    if current:
        return {
            "seen_decision": current.pk,
            "kind": current.kind.value,
            "targets": [one.key for one in current.targets],
            "named": current.named.key if current.named else "",
            "words": current.words,
        }
    words = (card.code.theme, card.code.subtype)
    same = [one.key for one in codes if (one.code.theme, one.code.subtype) == words]
    return {"kind": CorrespondenceKind.ONE.value, "targets": same} if same else {}


def save(request, form, key, newer, current) -> bool:
    """True when the decision is stored; else the form says what is in the way."""
    try:
        decide_correspondence(
            key=key,
            to=newer,
            decision=form.decision,
            seen=form.cleaned_data["seen_decision"],
            by=request.viewer,
            now=timezone.now(),
            decided=form.decided,
        )
    except CorrespondenceRefused as refused:
        if refused.why not in WHY_NOT:
            raise Http404 from refused
        form.add_error(*WHY_NOT[refused.why])
    except PersonalDataFound as refused:
        form.tell_found(refused.found)
    except Outdated:
        form.add_error(None, OUTDATED)
        form.data = form.data.copy()
        form.data["seen_decision"] = current.pk if current else ""
    return not form.errors
