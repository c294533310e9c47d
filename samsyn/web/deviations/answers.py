"""A recipient answers, and may change the answer openly. What was typed survives."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from samsyn.deviations import services
from samsyn.domain.access import Ability
from samsyn.domain.lifecycle import StepRefused
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import StepKind
from samsyn.web.deviations import answer_drafts as drafts
from samsyn.web.deviations.forms import (
    MEASURES,
    AmendForm,
    AnswerForm,
    MeasureForms,
    answer_content,
    typed_rows,
)
from samsyn.web.deviations.found import case_or_404, own_part_or_404
from samsyn.web.deviations.kept import keeps_typed
from samsyn.web.deviations.steps import asked, pages
from samsyn.web.deviations.taking import NEWS, StepPage, run, step_page
from samsyn.web.guarding.forms import ACT, shown_again
from samsyn.web.mailbox import visits
from samsyn.web.permissions import needs


def typed_amendment(typed):
    """The typed answer as a change of the one that a colleague sent meanwhile."""
    rows = [row for row in typed_rows(typed) if any(row.values())]
    rows = MeasureForms(initial=rows, prefix=MEASURES)
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
    if request.method != "POST":
        return opened(request, seen, page, form_class, part, initial)
    if "more" in request.POST or "keep" in request.POST:  # nothing is checked or sent yet
        return kept(request, seen, page, form_class, part)
    if ACT not in request.POST and (other := drafts.kept_elsewhere(request, part)):
        draft = {"draft_version": other.version, "is_other_window": True}
        return typed_again(request, seen, page, form_class, part, draft, status=409)
    kwargs = {"viewer": request.viewer}
    form = form_class(request.POST, **kwargs, initial=initial)
    rows = MeasureForms(request.POST, prefix=MEASURES, form_kwargs=kwargs)
    draft = {"draft_version": drafts.number_in(request, "draft"), "is_unsaved": True}
    if ACT in request.POST:
        draft = saved(request, seen, part, pressed=[form, *rows])

    def act(version):
        given = {"content": answer_content(form, rows), "seen_version": version}
        given |= {"decided": form.decided, "visit": visits.typing_key(request)}
        if "reason" in form.fields:
            given["reason"] = form.cleaned_data["reason"]
        service(**asked(request, seen, part), **given)

    def is_done(_seen, part):
        now, typed = part.answer, form.cleaned_data
        is_same = now and (now.view, now.perspective) == (typed["view"], typed["perspective"])
        return is_same and now.made_by_id == request.viewer.user_id

    known = drafts.number_in(request, "version")
    more = beside(request, seen, part, rows, known) | draft
    return run(request, seen, page, [form, rows], act, is_done=is_done, **more)


def opened(request, seen, page, form_class, part, initial):
    """The page as it is opened: with the viewer's draft, if something has been typed before."""
    draft = drafts.found(request, part)
    typed = draft.fields if draft else {}
    kwargs = {"viewer": request.viewer}
    form = form_class(initial=initial | typed, **kwargs)
    rows = MeasureForms(initial=drafts.rows_in(typed), prefix=MEASURES, form_kwargs=kwargs)
    known = part.addressing.version
    more = {"draft_version": 0}
    if draft:
        drafts.read_with_findings(request, part, [form, *rows])
        known = draft.seen_part
        more = {"draft": draft, "draft_version": draft.version, "saved_at": draft.saved_at}
    more = beside(request, seen, part, rows, known) | more
    status = 200 if page.kind in part.open_steps else 409
    return step_page(request, seen, page, [form, rows], status=status, **more)


def kept(request, seen, page, form_class, part):
    """What was typed is saved; without a script the button says so, or the page has one row more."""
    draft = saved(request, seen, part)
    if "keep" in request.POST and "saved_at" in draft:
        messages.success(request, _("Utkastet är sparat. Det finns här när du öppnar sidan igen."))
        return redirect(page.url_name, seen.deviation.number)
    status = 200 if "saved_at" in draft else 409
    return typed_again(request, seen, page, form_class, part, draft, status=status)


def typed_again(request, seen, page, form_class, part, draft, *, status):
    """What was typed, unchecked; `draft` says what has been saved of it."""
    kwargs = {"viewer": request.viewer}
    form = form_class(shown_again(request.POST), **kwargs)
    typed = (typed_rows if "more" in request.POST else drafts.rows_in)(request.POST)
    rows = MeasureForms(initial=typed, prefix=MEASURES, form_kwargs=kwargs)
    more = beside(request, seen, part, rows, drafts.number_in(request, "version")) | draft
    return step_page(request, seen, page, [form], status=status, **more)


def saved(request, seen, part, pressed=()):
    """What the page tells of the draft after saving; when another window was first, of that one."""
    try:
        draft = drafts.keep(request, seen, part, pressed=pressed)
    except Outdated:
        other = drafts.found(request, part)
        return {"draft_version": other.version if other else 0, "is_other_window": True}
    except StepRefused:  # the page says why
        return {"draft_version": 0}
    return {"draft_version": draft.version, "saved_at": draft.saved_at}


def beside(request, seen, part, rows, known):
    """What stands beside the questions. `known` is the part's version when the text was begun."""
    return {
        "part": part,
        "measures": rows,
        "way_back": visits.way_back(request),
        "latest": seen.steps[-NEWS:] if known != part.addressing.version else (),
    }
