"""The deviation itself: the parties' pictures side by side, or the secretariat's masked copy."""

from functools import cache
from uuid import uuid4

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from samsyn.coding import selectors as coding
from samsyn.deviations.selectors.answer_drafts import begun_answer
from samsyn.deviations.selectors.concerned import openable
from samsyn.deviations.selectors.shared_view import copy_view, shared_view
from samsyn.deviations.selectors.typed import transcription_in
from samsyn.domain.access import Ability
from samsyn.events.selectors import linked_with
from samsyn.lifts.selectors import is_lifted
from samsyn.web.deviations.differences import changes
from samsyn.web.deviations.forms import MessageForm
from samsyn.web.deviations.found import has_read, principals_of, refuse
from samsyn.web.deviations.just_sent import tell_just_sent
from samsyn.web.deviations.lifted import lifts_told, may_lift, with_lifts
from samsyn.web.mailbox import visits
from samsyn.web.permissions import signed_in

ACCOUNT_LABELS = {
    "title": _("Rubrik"),
    "what_happened": _("Vad hände?"),
    "what_was_expected": _("Vad var förväntat?"),
    "consequence_text": _("Konsekvens"),
    "proposed_measure": _("Förslag på åtgärd"),
    "contact_text": _("Kontakt"),
}
ANSWER_LABELS = {"perspective": _("Mottagarens bild av vad som hände"), "cause_text": _("Orsak")}
STEP_ICONS = {
    "sent": "send",
    "registered": "file",
    "acknowledged": "check",
    "investigating": "search",
    "answered": "message",
    "answer_amended": "edit",
    "redirected": "redirect",
    "declined": "minus-circle",
    "measure_changed": "calendar",
    "judged": "check-double",
    "message": "message",
    "corrected": "edit",
    "retyped": "edit",
    "attached": "paperclip",
    "withdrawn": "undo",
    "closed": "lock",
    "closed_by_time": "clock",
    "reopened": "undo",
    "reminded": "clock",
    "reminded_manager": "clock",
    "reminded_coordinator": "clock",
    "reminded_group": "clock",
}


@signed_in(guests=True)
@require_safe
def show(request, number):
    if request.viewer is None:
        raise Http404
    if request.viewer.may(Ability.READ_COPIES):
        return show_copy(request, number)
    begun = begun_answer(viewer=request.viewer, visit=visits.typing_key(request))
    today, told = timezone.localdate(), {"is_lifted": is_lifted(), "has_begun_answer": begun}
    seen = shared_view(number, viewer=request.viewer, today=today, told=told)
    if seen is None:
        return ask_reason(request, number) or refuse(request, number)
    has_read(request, seen.deviation, principals_of(seen))
    tell_just_sent(request, seen.deviation)
    coded = coding.codings_of([seen.deviation.pk], viewer=request.viewer)
    context = {
        "seen": seen,
        "coding": coded.get(seen.deviation.pk),
        "is_own_unit": request.viewer.unit_id == seen.deviation.reporter_unit_id,
        "history": with_lifts(
            history_of(seen.steps, [*seen.redirected, *(part.addressing for part in seen.parties)]),
            lifts_told(seen.deviation, request.viewer),
        ),
        "may_lift": may_lift(seen.deviation, request.viewer),
        "older": changes(seen.versions, ACCOUNT_LABELS),
        "older_answers": {
            part.addressing.pk: changes(part.answers, ANSWER_LABELS) for part in seen.parties
        },
        "measures": [(part, measure) for part in seen.parties for measure in part.measures],
        "submission_key": uuid4(),
        "message_field": empty_message_field(get_language()),
    }
    return render(request, "deviations/show.html", context)


@cache
def empty_message_field(language):
    """The field of an entry in the thread, which is drawn alike on every page in one language."""
    return MessageForm()["text"].as_field_group()


def show_copy(request, number):
    seen = copy_view(number, viewer=request.viewer, told={"is_lifted": is_lifted()})
    if seen is None:
        raise Http404
    parties = {addressing.principal_id for addressing, *_rest in seen.parties}
    has_read(request, seen.deviation, parties | {seen.deviation.reporter_principal_id})
    coded = coding.codings_of([seen.deviation.pk], viewer=request.viewer)
    on_the_way = [step.addressing for step in seen.steps if step.addressing]
    context = {
        "seen": seen,
        "coding": coded.get(seen.deviation.pk),
        "history": with_lifts(
            history_of(seen.steps, [*on_the_way, *(one for one, *_rest in seen.parties)]),
            lifts_told(seen.deviation, request.viewer),
        ),
        "may_lift": may_lift(seen.deviation, request.viewer),
        "account_labels": ACCOUNT_LABELS,
        "may_correct": transcription_in(seen, viewer=request.viewer) is not None,
        "same_event": linked_with(seen.deviation.pk, viewer=request.viewer),
    }
    return render(request, "deviations/copy.html", context)


def ask_reason(request, number):
    """A registrar is asked for a reason before the content opens; nobody else is."""
    return redirect("audit:open", number) if openable(number, viewer=request.viewer) else None


def history_of(steps, parts):
    """The steps with picture, and to whom a redirected part went."""
    successors = {one.redirected_from_id: one.name_then for one in parts}
    return [
        {
            "step": step,
            "icon": STEP_ICONS.get(step.kind, "info"),
            "to": successors.get(step.addressing_id, "") if step.kind == "redirected" else "",
        }
        for step in steps
    ]
