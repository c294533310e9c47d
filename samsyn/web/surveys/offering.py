"""Which languages does a round speak, and what does it say in each of them? For those who send it."""

from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Ability
from samsyn.domain.questionnaires import Questionnaire
from samsyn.domain.refusals import Outdated
from samsyn.domain.spoken import texts_of
from samsyn.surveys.refusals import SurveyRefused
from samsyn.surveys.selectors.rounds import round_by_pk
from samsyn.surveys.services.languages import offer_languages
from samsyn.web.permissions import needs
from samsyn.web.surveys.languages import ASKED, CALLED, FRAMES, frame_in, speakable
from samsyn.web.surveys.questions import QuestionsForm


class LanguagesForm(forms.Form):
    """Which languages the links speak, beside Swedish; proposals apart from what may be used as it is."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Språk utöver svenska"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, asks, **kwargs):
        super().__init__(*args, **kwargs)
        there = [one for one in speakable(asks) if one != "sv"]
        ready = [one for one in there if one not in asks.proposed_languages]
        proposed = [one for one in there if one in asks.proposed_languages]
        groups = {_("Kan användas"): ready, _("Förslag som ingen har läst"): proposed}
        self.fields["languages"].choices = [
            (name, [(one, _named(one)) for one in codes]) for name, codes in groups.items() if codes
        ]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.KEEP_SURVEYS)
def languages(request, pk):
    found = _or_404(request, pk)
    if found.closed_at or len(speakable(found.asks)) < 2:
        raise Http404
    initial = {"version": found.version, "languages": found.languages}
    posted = request.POST if request.method == "POST" else None
    form = LanguagesForm(posted, asks=found.asks, initial=initial)
    if posted is not None and form.is_valid() and _kept(request, form, pk):
        messages.success(request, _("Språken är sparade."))
        return redirect("surveys:show", pk)
    context = {"round": found, "form": form, "readable": _links(found.asks)}
    return render(request, "surveys/languages.html", context, status=422 if form.errors else 200)


@require_safe
@needs(Ability.KEEP_SURVEYS)
def preview(request, pk):
    found = _or_404(request, pk)
    there = speakable(found.asks)
    asked = request.GET.get(ASKED)
    language = asked if asked in there else (get_language() or "sv")
    context = {
        "round": found,
        "form": QuestionsForm(asks=found.asks, language=language, viewer=request.viewer),
        "frame": frame_in(language),
        "called": CALLED.get(language, language),
        "is_unread": language in found.asks.proposed_languages,
        "readable": _links(found.asks),
        "beside": list(beside_swedish(found.asks, language)) if language != "sv" else [],
    }
    return render(request, "surveys/preview.html", context)


def beside_swedish(asks: Questionnaire, language: str) -> Iterator[tuple[str, str]]:
    """Every sentence of a form in Swedish and another language, each once, for whoever checks it."""
    told = {text["sv"]: text.get(language, "") for text in texts_of(asks) if text.get("sv")}
    yield from told.items()
    swedish = dict(FRAMES["sv"].sentences())
    for name, words in frame_in(language).sentences():
        yield swedish[name], words


def _kept(request, form, pk):
    found = form.cleaned_data
    try:
        offer_languages(
            pk,
            found["languages"],
            seen_version=found["version"],
            by=request.viewer,
            now=timezone.now(),
        )
    except Outdated:
        form.add_error(None, _("Någon annan har ändrat den medan du skrev. Ladda om sidan."))
    except SurveyRefused:
        form.add_error(None, _("Omgången går inte att ändra längre."))
    else:
        return True
    return False


def _links(asks):
    """Each language with what it is called and whether it is a proposal."""
    return [(FRAMES[one], CALLED[one], one in asks.proposed_languages) for one in speakable(asks)]


def _named(language):
    frame, called = FRAMES[language], capfirst(CALLED[language])
    if called == frame.name:
        return called
    words = '{} (<span lang="{}" dir="{}">{}</span>)'
    return format_html(words, called, frame.code, frame.direction, frame.name)


def _or_404(request, pk):
    today = day_in_stockholm(timezone.now())
    found = round_by_pk(pk, viewer=request.viewer, today=today)
    if found is None:
        raise Http404
    return found
