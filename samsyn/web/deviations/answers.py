"""A recipient answers, and may change the answer openly. What was typed survives whoever was faster."""

from django.utils.translation import gettext_lazy as _

from samsyn.deviations import services
from samsyn.domain.access import Ability
from samsyn.domain.vocabulary import StepKind
from samsyn.web.deviations.forms import (
    AmendForm,
    AnswerForm,
    MeasureForms,
    answer_content,
    typed_rows,
)
from samsyn.web.deviations.found import case_or_404, own_part_or_404
from samsyn.web.deviations.kept import keeps_typed
from samsyn.web.deviations.steps import asked, pages
from samsyn.web.deviations.taking import StepPage, posted, run, step_page
from samsyn.web.guarding.forms import shown_again
from samsyn.web.permissions import needs


def typed_amendment(typed):
    """The typed answer as a change of the one that a colleague sent meanwhile."""
    rows = [row for row in typed_rows(typed) if any(row.values())]
    rows = MeasureForms(initial=rows, prefix="measures")
    return [AmendForm(initial=typed.dict()), rows]


AMEND = StepPage(
    StepKind.ANSWER_AMENDED,
    "deviations:amend",
    _("Ändra svaret"),
    _(
        "Ändringen blir en ny version. Det tidigare svaret finns kvar, och den som skrev bedömer på nytt."
    ),
    _("Skicka det ändrade svaret"),
    _("Svaret är ändrat."),
    template="deviations/answer.html",
)
ANSWER = StepPage(
    StepKind.ANSWERED,
    "deviations:answer",
    _("Svara på avvikelsen"),
    _("Ge er bild av det som hände och vad ni gör åt det. Alla parter ser svaret."),
    _("Skicka svaret"),
    _("Svaret är skickat."),
    template="deviations/answer.html",
    instead=AMEND,
    instead_forms=typed_amendment,
)


@keeps_typed
@needs(Ability.ANSWER, guests=True)
@pages
def answer(request, number):
    seen = case_or_404(request, number)
    return gone_through(request, seen, ANSWER, AnswerForm, services.answer_deviation, {})


@keeps_typed
@needs(Ability.ANSWER, guests=True)
@pages
def amend(request, number):
    seen = case_or_404(request, number)
    now = own_part_or_404(seen).answer
    names = AnswerForm.base_fields
    initial = {name: getattr(now, name) for name in names} if now else {}
    return gone_through(request, seen, AMEND, AmendForm, services.amend_answer, initial)


def gone_through(request, seen, page, form_class, service, initial):
    part = own_part_or_404(seen)
    if "more" in request.POST:  # "one more measure": nothing is checked or sent yet
        kwargs = {"viewer": request.viewer}
        rows = MeasureForms(initial=typed_rows(request.POST), prefix="measures", form_kwargs=kwargs)
        form = form_class(shown_again(request.POST), viewer=request.viewer)
        return step_page(request, seen, page, [form], status=200, part=part, measures=rows)
    form = form_class(posted(request), viewer=request.viewer, initial=initial)
    kwargs = {"viewer": request.viewer}
    rows = MeasureForms(posted(request), prefix="measures", form_kwargs=kwargs)

    def act(version):
        given = {"content": answer_content(form, rows), "seen_version": version}
        given["decided"] = form.decided
        if "reason" in form.fields:
            given["reason"] = form.cleaned_data["reason"]
        service(**asked(request, seen, part), **given)

    def is_done(_seen, part):
        now, typed = part.answer, form.cleaned_data
        is_same = now and (now.view, now.perspective) == (typed["view"], typed["perspective"])
        return is_same and now.made_by_id == request.viewer.user_id

    return run(request, seen, page, [form, rows], act, part=part, measures=rows, is_done=is_done)
