"""Which step does a question take? One page for each, with what it means and who reads it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from samsyn.domain.access import Ability
from samsyn.domain.lifting import LiftLevel, LiftRefused, LiftStepKind, above
from samsyn.domain.refusals import Outdated, PersonalDataFound
from samsyn.lifts import services
from samsyn.lifts.selectors import regional_bodies, steps_open_to, was_taken
from samsyn.web.lifts.forms import AgendaForm, AnswerForm, DecisionForm, WordingForm
from samsyn.web.lifts.views import lift_or_404
from samsyn.web.permissions import needs

GET_AND_POST = ["GET", "HEAD", "POST"]
OUTDATED = gettext_lazy(
    "Någon annan har tagit ett steg med frågan medan du skrev. Det du skrev står kvar. Läs vad som "
    "har hänt och spara igen om ditt fortfarande gäller."
)


@require_http_methods(GET_AND_POST)
@needs(Ability.LIFT)
def further(request, pk):
    card = _card_or_404(request, pk, LiftStepKind.LIFTED)
    form = WordingForm(*_posted(request), viewer=request.viewer, initial=_first(card))
    goal = above(card.standing.level, has_group=card.group_id is not None)

    def take(**asked):
        services.lift_further(pk, form.wording, **asked)

    words = {
        "title": _("Lyft frågan vidare"),
        "lead": _("Skriv frågan med egna ord. Orden som ni fick följer inte med uppåt."),
        "button": _("Lyft vidare"),
        "goal": goal,
    }
    return _taken(request, card, form, take, words)


@require_http_methods(GET_AND_POST)
@needs(Ability.LIFT)
def back(request, pk):
    card = _card_or_404(request, pk, LiftStepKind.RETURNED)
    form = AnswerForm(*_posted(request), viewer=request.viewer, initial=_first(card))

    def take(**asked):
        services.give_back(pk, form.cleaned_data["words"], **asked)

    words = {
        "title": _("Lämna tillbaka med svar"),
        "lead": _("Frågan går till nivån som den kom från. Alla nedanför läser svaret."),
        "button": _("Lämna tillbaka"),
        "goal": card.standing.below,
    }
    return _taken(request, card, form, take, words)


@require_http_methods(GET_AND_POST)
@needs(Ability.LIFT)
def agenda(request, pk):
    card = _card_or_404(request, pk, LiftStepKind.SCHEDULED)
    bodies = regional_bodies(viewer=request.viewer, today=timezone.localdate())
    form = AgendaForm(*_posted(request), viewer=request.viewer, initial=_first(card), bodies=bodies)

    def take(**asked):
        asked.pop("decided")
        found = form.cleaned_data
        services.schedule(pk, found["body"], found["meeting_on"], **asked)

    words = {
        "title": _("Sätt på dagordningen"),
        "lead": _("Alla som frågan rör ser när den tas upp."),
        "button": _("Sätt på dagordningen"),
    }
    return _taken(request, card, form, take, words)


@require_http_methods(GET_AND_POST)
@needs(Ability.LIFT)
def decide(request, pk):
    card = _card_or_404(request, pk, LiftStepKind.DECIDED)
    is_regional = card.standing.level is LiftLevel.REGION
    first = _first(card) | {"theme": card.theme_id, "status": "planned"}
    if is_regional:
        form = DecisionForm(
            *_posted(request),
            viewer=request.viewer,
            initial=first,
            year=timezone.localdate().year,
        )
    else:
        label, help_text = (
            _("Beslut"),
            _("De som skrev avvikelserna får ett brev om att det finns."),
        )
        form = AnswerForm(
            *_posted(request),
            viewer=request.viewer,
            initial=first,
            label=label,
            help_text=help_text,
        )

    def take(**asked):
        measure = form.content if is_regional and form.has_measure else None
        services.decide(pk, form.cleaned_data["words"], measure=measure, **asked)

    words = {
        "title": _("Besluta"),
        "lead": _("Beslutet avslutar frågan. Alla som den rör läser det, ända ner till enheten."),
        "button": _("Spara beslutet"),
    }
    return _taken(request, card, form, take, words)


@require_http_methods(GET_AND_POST)
@needs(Ability.LIFT)
def withdraw(request, pk):
    card = _card_or_404(request, pk, LiftStepKind.WITHDRAWN)
    form = AnswerForm(
        *_posted(request),
        viewer=request.viewer,
        initial=_first(card),
        label=_("Varför frågan tas tillbaka"),
        help_text=_("De som har frågan nu läser det."),
    )

    def take(**asked):
        services.withdraw(pk, form.cleaned_data["words"], **asked)

    words = {
        "title": _("Ta tillbaka frågan"),
        "lead": _("Frågan avslutas utan beslut. Stegen finns kvar att läsa."),
        "button": _("Ta tillbaka"),
    }
    return _taken(request, card, form, take, words)


def _taken(request, card, form, take, words):
    if request.method == "POST" and form.is_valid() and _took(request, card, form, take):
        messages.success(request, _("Steget är sparat. Alla som frågan rör kan se det."))
        return redirect("lifts:show", card.pk)
    context = {"form": form, "lift": card, "words": words}
    return render(request, "lifts/step.html", context, status=422 if form.errors else 200)


def _took(request, card, form, take) -> bool:
    found = form.cleaned_data
    try:
        take(
            key=found["key"],
            seen_version=found["version"] or 0,
            by=request.viewer,
            now=timezone.now(),
            decided=form.decided,
        )
    except LiftRefused as refused:
        form.refuse(refused.why)
    except PersonalDataFound as refused:
        form.tell_found(refused.found)
    except Outdated:
        form.add_error(None, OUTDATED)
        form.data = form.data.copy()
        form.data["version"] = card.version
    else:
        return True
    return False


def _card_or_404(request, pk, kind):
    """The question, where the viewer may take this step; a step already taken leads to the question."""
    card = lift_or_404(request, pk)
    if kind not in steps_open_to(card, viewer=request.viewer) and not _pressed_twice(request, card):
        raise Http404
    return card


def _pressed_twice(request, card) -> bool:
    try:
        return was_taken(card, UUID(request.POST.get("key", "")), viewer=request.viewer)
    except ValueError:
        return False


def _posted(request):
    return (request.POST,) if request.method == "POST" else ()


def _first(card):
    return {"version": card.version}
