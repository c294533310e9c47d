"""How are questions written? A draft that is changed one question at a time, until it is settled."""

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.domain.access import Ability
from samsyn.domain.questionnaires import Option, Part, Question, QuestionKind, Unfit
from samsyn.domain.refusals import Outdated
from samsyn.surveys.refusals import SurveyRefused
from samsyn.surveys.selectors.questionnaires import version_by_pk, versions
from samsyn.surveys.services.questionnaires import (
    change_draft,
    draft_from,
    new_questionnaire,
    settle,
    throw_draft,
)
from samsyn.surveys.vocabulary import Use
from samsyn.web.permissions import needs
from samsyn.web.surveys.forms import NewQuestionnaireForm
from samsyn.web.surveys.questions import QuestionsForm

GET_AND_POST = ["GET", "HEAD", "POST"]
NEW = "ny"


class OptionsField(forms.CharField):
    """Options as lines of code | svenska | english."""

    def __init__(self, **more):
        help_text = gettext_lazy("En rad för varje svar: kod | svenska | engelska.")
        widget = forms.Textarea(attrs={"rows": 6})
        super().__init__(required=False, help_text=help_text, widget=widget, **more)

    def clean(self, value):
        found = []
        for line in super().clean(value).splitlines():
            if not line.strip():
                continue
            code, sv, en = ([one.strip() for one in line.split("|")] + ["", ""])[:3]
            if not code or not sv:
                raise forms.ValidationError(_("Skriv kod | svenska på varje rad."))
            found.append(Option(code, {"sv": sv, "en": en} if en else {"sv": sv}))
        return tuple(found)


class QuestionForm(forms.Form):
    """One question in Swedish and English."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    code = forms.CharField(
        label=gettext_lazy("Kod"),
        max_length=60,
        help_text=gettext_lazy("Samma kod år från år, så att åren kan jämföras."),
    )
    part = forms.ChoiceField(label=gettext_lazy("Del"))
    kind = forms.ChoiceField(label=gettext_lazy("Hur den besvaras"))
    text = forms.CharField(label=gettext_lazy("Frågan"), max_length=400)
    text_en = forms.CharField(
        label=gettext_lazy("Frågan på engelska"), max_length=400, required=False
    )
    name = forms.CharField(label=gettext_lazy("Kort namn i diagram"), max_length=80, required=False)
    name_en = forms.CharField(
        label=gettext_lazy("Kort namn på engelska"), max_length=80, required=False
    )
    help = forms.CharField(label=gettext_lazy("Hjälptext"), max_length=400, required=False)
    options = OptionsField(label=gettext_lazy("Svar att välja bland"))
    rows = OptionsField(label=gettext_lazy("Rader i en tabell"))
    low = forms.IntegerField(label=gettext_lazy("Skalan börjar på"), initial=1)
    high = forms.IntegerField(label=gettext_lazy("Skalan slutar på"), initial=10)
    dimension = forms.ChoiceField(label=gettext_lazy("Dimension"), required=False)
    may_not_know = forms.BooleanField(label=gettext_lazy("Får besvaras med Vet ej"), required=False)
    is_required = forms.BooleanField(label=gettext_lazy("Måste besvaras"), required=False)

    def __init__(self, *args, asks, **kwargs):
        super().__init__(*args, **kwargs)
        language = get_language() or "sv"
        self.fields["kind"].choices = [(one.value, _(one.label)) for one in QuestionKind]
        self.fields["part"].choices = [
            (one.key, one.title.get(language) or one.title["sv"]) for one in asks.parts
        ]
        dimensions = [(one.code, one.text["sv"]) for one in asks.dimensions]
        self.fields["dimension"].choices = [("", _("Ingen")), *dimensions]
        if not dimensions:
            del self.fields["dimension"]

    def question(self, before):
        """The question as it is written now; what the form has no input for stays as it was."""
        found = self.cleaned_data
        texts = {
            name: texts_of(found[name], found[f"{name}_en"], getattr(before, name, {}))
            for name in ("text", "name")
        }
        own = ("code", "low", "high", "may_not_know", "is_required", "options", "rows")
        fields = {name: found[name] for name in own} | texts
        fields["kind"] = QuestionKind(found["kind"])
        fields["help"] = texts_of(found["help"], "", getattr(before, "help", {}))
        fields["dimension"] = found.get("dimension", "")
        if before is None:
            return Question(**fields)
        for name in ("options", "rows"):
            old = {one.code: one for one in getattr(before, name)}
            fields[name] = tuple(_kept(one, old.get(one.code)) for one in fields[name])
        return replace(before, **fields)


@require_safe
@needs(Ability.KEEP_SURVEYS)
def list_(request):
    found = [(one, _(one.use.label)) for one in versions(viewer=request.viewer)]
    return render(request, "surveys/questionnaires.html", {"versions": found})


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_SURVEYS)
def new(request):
    form = NewQuestionnaireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        try:
            pk = new_questionnaire(
                found["key"], Use(found["use"]), by=request.viewer, now=timezone.now()
            )
        except SurveyRefused:
            form.add_error(
                "key", _("Kortnamnet är upptaget eller har andra tecken än a–z, 0–9 och -.")
            )
        else:
            return redirect("surveys:version", pk)
    status = 422 if form.errors else 200
    return render(request, "surveys/new_questionnaire.html", {"form": form}, status=status)


@require_safe
@needs(Ability.KEEP_SURVEYS)
def show(request, pk):
    card = version_or_404(request, pk)
    form = QuestionsForm(asks=card.asks, language=get_language(), viewer=request.viewer)
    return render(request, "surveys/version.html", {"card": card, "form": form})


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_SURVEYS)
def question(request, pk, code):
    card = version_or_404(request, pk)
    before = card.asks.question(code)
    if card.settled_at or (before is None and code != NEW):
        raise Http404
    form = QuestionForm(request.POST or None, asks=card.asks, initial=_initial(card, before))
    if request.method == "POST" and form.is_valid():
        asks = _with_question(card.asks, before, form.question(before), form.cleaned_data["part"])
        if changed(request, form, card, asks):
            messages.success(request, _("Frågan är sparad."))
            return redirect("surveys:version", pk)
    context = {"card": card, "form": form, "before": before}
    return render(request, "surveys/question.html", context, status=422 if form.errors else 200)


@require_POST
@needs(Ability.KEEP_SURVEYS)
def take_step(request, pk, step):
    card = version_or_404(request, pk)
    if step not in STEPS:
        raise Http404
    try:
        return STEPS[step](request, card)
    except (SurveyRefused, Outdated):
        messages.error(request, _("Utkastet har ändrats medan du läste. Läs igenom det igen."))
    except Unfit as unfit:
        messages.error(request, _(unfit.words))
    return redirect("surveys:version", pk)


def _settle(request, card):
    settle(card.id, seen_version=_seen(request, card), by=request.viewer, now=timezone.now())
    messages.success(
        request, _("Fastställd. Nu kan omgångar använda den, och den ändras inte mer.")
    )
    return redirect("surveys:version", card.id)


def _draft(request, card):
    return redirect("surveys:version", draft_from(card.id, by=request.viewer, now=timezone.now()))


def _throw(request, card):
    throw_draft(card.id, by=request.viewer)
    messages.success(request, _("Utkastet är borttaget."))
    return redirect("surveys:questionnaires")


def _remove(request, card):
    code = request.POST.get("code", "")
    parts = tuple(
        replace(part, questions=tuple(one for one in part.questions if one.code != code))
        for part in card.asks.parts
    )
    _keep(request, card, replace(card.asks, parts=parts))
    return redirect("surveys:version", card.id)


def _move_up(request, card):
    code = request.POST.get("code", "")
    parts = tuple(replace(part, questions=_raised(part, code)) for part in card.asks.parts)
    _keep(request, card, replace(card.asks, parts=parts))
    return redirect("surveys:version", card.id)


STEPS = {
    "faststall": _settle,
    "ny-version": _draft,
    "kasta": _throw,
    "ta-bort": _remove,
    "upp": _move_up,
}


def _keep(request, card, asks):
    seen = _seen(request, card)
    change_draft(card.id, asks, seen_version=seen, by=request.viewer, now=timezone.now())


def changed(request, form, card, asks):
    """True when the draft was changed; else the form says what was refused."""
    try:
        seen = form.cleaned_data["version"]
        change_draft(card.id, asks, seen_version=seen, by=request.viewer, now=timezone.now())
    except Unfit as unfit:
        form.add_error(None, _(unfit.words))
    except (SurveyRefused, Outdated):
        form.add_error(None, _("Utkastet har ändrats medan du skrev. Läs igenom det igen."))
    else:
        return True
    return False


def _with_question(asks, before, written, part_key):
    """The questionnaire with a question written anew in its place, or last in a part."""
    there = before is not None and any(
        part.key == part_key and before in part.questions for part in asks.parts
    )
    parts = []
    for part in asks.parts:
        some = [
            written if one == before and there else one
            for one in part.questions
            if one != before or there
        ]
        if part.key == part_key and not there:
            some.append(written)
        parts.append(replace(part, questions=tuple(some)))
    return replace(asks, parts=tuple(parts))


def _raised(part: Part, code: str):
    found = list(part.questions)
    at = next((at for at, one in enumerate(found) if one.code == code), 0)
    if at:
        found[at - 1], found[at] = found[at], found[at - 1]
    return tuple(found)


def _initial(card, before):
    if before is None:
        return {"version": card.version}
    own = ("code", "low", "high", "may_not_know", "is_required", "dimension")
    part = next(one.key for one in card.asks.parts if before in one.questions)
    return {name: getattr(before, name) for name in own} | {
        "version": card.version,
        "part": part,
        "kind": before.kind.value,
        "text": before.text["sv"],
        "text_en": before.text.get("en", ""),
        "name": before.name.get("sv", ""),
        "name_en": before.name.get("en", ""),
        "help": before.help.get("sv", ""),
        "options": _lines(before.options),
        "rows": _lines(before.rows),
    }


def _lines(options):
    return "\n".join(
        " | ".join(
            one for one in (option.code, option.text["sv"], option.text.get("en", "")) if one
        )
        for option in options
    )


def _kept(option, before):
    """The option with the picture that it had, and with its other languages where the Swedish stands."""
    if before is None:
        return option
    texts = texts_of(option.text["sv"], option.text.get("en", ""), before.text)
    return replace(option, text=texts, picture=before.picture)


def texts_of(swedish, english, before):
    """Words in two languages. What other languages hold stays as long as the Swedish does."""
    is_same = before.get("sv") == swedish
    kept = {code: said for code, said in before.items() if is_same and code not in {"sv", "en"}}
    if not english and is_same:
        english = before.get("en", "")
    return kept | {code: words for code, words in (("sv", swedish), ("en", english)) if words}


def _seen(request, card):
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() else card.version


def version_or_404(request, pk):
    card = version_by_pk(pk, viewer=request.viewer)
    if card is None:
        raise Http404
    return card
