"""Whom does an agreement remind when, and when does it pause? One row at a time, nothing else changes."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from samsyn.deviations.selectors.ladders import ladder_of
from samsyn.deviations.services.laddering import change_ladder, pause_code, rule_code
from samsyn.domain.access import Ability
from samsyn.domain.reminders import Pause, Rule
from samsyn.domain.vocabulary import Deadline, Rung
from samsyn.web.agreements.views import agreement_or_404, tabs
from samsyn.web.permissions import needs

BEFORE, ON, AFTER = "-1", "0", "1"


class RuleForm(forms.Form):
    """One step of the ladder."""

    deadline = forms.ChoiceField(
        label=gettext_lazy("Sista dagen för att"),
        choices=lambda: [(one.value, _(one.label).lower()) for one in Deadline],
    )
    side = forms.ChoiceField(
        label=gettext_lazy("När"),
        choices=[
            (BEFORE, gettext_lazy("före sista dagen")),
            (ON, gettext_lazy("på sista dagen")),
            (AFTER, gettext_lazy("efter sista dagen")),
        ],
        initial=AFTER,
    )
    days = forms.IntegerField(
        label=gettext_lazy("Antal dagar"),
        min_value=0,
        max_value=180,
        required=False,
        help_text=gettext_lazy("Kalenderdagar. Lämna tomt på sista dagen."),
    )
    rung = forms.ChoiceField(
        label=gettext_lazy("Vem får besked"),
        choices=lambda: [(one.value, _(one.label)) for one in Rung],
    )

    def clean(self):
        found = super().clean()
        if found.get("side") in {BEFORE, AFTER} and not found.get("days") and not self.errors:
            self.add_error("days", _("Skriv hur många dagar."))
        return found

    def rule(self) -> Rule:
        """What was typed, as a rule."""
        typed = self.cleaned_data
        days = int(typed["side"]) * (typed["days"] or 0)
        return Rule(Deadline(typed["deadline"]), days, Rung(typed["rung"]))


class PauseForm(forms.Form):
    """A part of every year."""

    first_day = forms.IntegerField(
        label=gettext_lazy("Från och med dag"), min_value=1, max_value=31
    )
    first_month = forms.TypedChoiceField(
        label=gettext_lazy("Från och med månad"),
        coerce=int,
        choices=lambda: list(MONTHS.items()),
        initial=7,
    )
    last_day = forms.IntegerField(label=gettext_lazy("Till och med dag"), min_value=1, max_value=31)
    last_month = forms.TypedChoiceField(
        label=gettext_lazy("Till och med månad"),
        coerce=int,
        choices=lambda: list(MONTHS.items()),
        initial=7,
    )

    def clean(self):
        found = super().clean()
        for end in ("first", "last"):
            month, day = found.get(f"{end}_month"), found.get(f"{end}_day")
            if month and day and not _is_a_day(month, day):
                self.add_error(f"{end}_day", _("Den dagen finns inte i den månaden."))
        return found

    def pause(self) -> Pause:
        """What was typed, as a pause."""
        typed = self.cleaned_data
        return Pause(
            (typed["first_month"], typed["first_day"]), (typed["last_month"], typed["last_day"])
        )


def _is_a_day(month, day):
    try:
        date(2024, month, day)  # a leap year
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Row:
    """A rule or a pause in words, and the code that takes it away."""

    words: str
    code: str
    whom: str = ""


def in_words(rule: Rule) -> str:
    """When a rule applies: "14 dagar efter sista dagen att svara"."""
    last_day = {
        Deadline.ACKNOWLEDGE: _("sista dagen att kvittera"),
        Deadline.ANSWER: _("sista dagen att svara"),
    }[rule.deadline]
    if rule.days == 0:
        return _("På %(last_day)s") % {"last_day": last_day}
    if rule.days < 0:
        said = ngettext("%(n)d dag före %(last_day)s", "%(n)d dagar före %(last_day)s", -rule.days)
    else:
        said = ngettext("%(n)d dag efter %(last_day)s", "%(n)d dagar efter %(last_day)s", rule.days)
    return said % {"n": abs(rule.days), "last_day": last_day}


def pause_in_words(pause: Pause) -> str:
    """A pause: "1 juli–31 juli varje år"."""
    first, last = (date_format(date(2024, *end), "j F") for end in (pause.first, pause.last))
    return _("%(first)s–%(last)s varje år") % {"first": first, "last": last}


@require_safe
@needs(Ability.KEEP_REGISTRY)
def show(request, key):
    return _page(request, agreement_or_404(key))


def _page(request, agreement, *, rule=None, pause=None):
    ladder = ladder_of(agreement.pk)
    wrong = rule or pause
    context = {
        "agreement": agreement,
        "tabs": tabs(agreement, "reminders"),
        "rules": [Row(in_words(one), rule_code(one), _(one.rung.label)) for one in ladder.rules],
        "pauses": [Row(pause_in_words(one), pause_code(one)) for one in ladder.pauses],
        "rule_form": rule or RuleForm(prefix="rule"),
        "pause_form": pause or PauseForm(prefix="pause"),
        "form": wrong,
    }
    status = 422 if wrong else 200
    return render(request, "agreements/reminders.html", context, status=status)


@require_POST
@needs(Ability.KEEP_REGISTRY)
def add_rule(request, key):
    agreement = agreement_or_404(key)
    form = RuleForm(request.POST, prefix="rule")
    if not form.is_valid():
        return _page(request, agreement, rule=form)
    return _changed(request, agreement, lambda ladder: ladder.having(rule=form.rule()))


@require_POST
@needs(Ability.KEEP_REGISTRY)
def add_pause(request, key):
    agreement = agreement_or_404(key)
    form = PauseForm(request.POST, prefix="pause")
    if not form.is_valid():
        return _page(request, agreement, pause=form)
    return _changed(request, agreement, lambda ladder: ladder.having(pause=form.pause()))


@require_POST
@needs(Ability.KEEP_REGISTRY)
def remove(request, key):
    agreement, code = agreement_or_404(key), request.POST.get("code")
    ladder = ladder_of(agreement.pk)
    rule = next((one for one in ladder.rules if rule_code(one) == code), None)
    pause = next((one for one in ladder.pauses if pause_code(one) == code), None)
    if rule is None and pause is None:  # somebody else has taken it away
        return redirect("agreements:reminders", key)
    return _changed(request, agreement, lambda now: now.lacking(rule=rule, pause=pause))


def _changed(request, agreement, change):
    change_ladder(agreement_id=agreement.pk, change=change, by=request.viewer, now=timezone.now())
    messages.success(request, _("Ändringen är sparad och gäller från nästa morgon."))
    return redirect("agreements:reminders", agreement.key)
