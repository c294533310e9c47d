"""What has been typed of an answer and not sent? Kept while it is typed, found again, thrown away."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils import formats, timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from samsyn.deviations import services
from samsyn.deviations.selectors.answer_drafts import answer_draft
from samsyn.domain.access import Ability
from samsyn.domain.lifecycle import StepRefused
from samsyn.domain.refusals import Outdated
from samsyn.web.deviations.draft_guard import HELD
from samsyn.web.deviations.forms import (
    MEASURES,
    MOST_MEASURES,
    AmendForm,
    MeasureForm,
    typed_rows,
)
from samsyn.web.deviations.found import case_or_404, own_part_or_404
from samsyn.web.guarding.decided import decided_for, remember_posted_alone
from samsyn.web.mailbox import visits
from samsyn.web.permissions import needs

NAMES = (
    *AmendForm.base_fields,
    f"{MEASURES}-TOTAL_FORMS",
    *(
        f"{MEASURES}-{row}-{name}"
        for row in range(MOST_MEASURES)
        for name in MeasureForm.base_fields
    ),
)
"""The inputs that a draft holds: of the answer, of the reason for changing it, and of the measures."""


def found(request, part):
    """The viewer's own draft for a part; nobody else's."""
    pk = part.addressing.pk
    return answer_draft(pk, viewer=request.viewer, visit=visits.typing_key(request))


def keep(request, seen, part, *, pressed=()):
    """Save what stands in the posted form.

    Refuses Outdated when another window saved since, StepRefused when no answer is taken any more.
    `pressed` are the forms as they are after a button of the guard, if one was pressed.
    """
    remember_posted_alone(request, words_of(part))
    return services.keep_answer_draft(
        deviation_id=seen.deviation.pk,
        addressing_id=part.addressing.pk,
        typed=services.TypedAnswer(
            fields=typed_and_held(request, part) | shown_in(pressed),
            seen_draft=number_in(request, "draft"),
            seen_part=number_in(request, "version"),
            seen_answer=number_in(request, "answer"),
        ),
        by=request.viewer,
        now=timezone.now(),
        visit=None if request.viewer.user_id else visits.begin_typing(request),
    )


def kept_elsewhere(request, part):
    """The viewer's draft if another window has saved something else in it than what is about to be sent."""
    draft = found(request, part) if "draft" in request.POST else None
    is_known = not draft or draft.version == number_in(request, "draft")
    return None if is_known or draft.fields == typed_and_held(request, part) else draft


def words_of(part) -> str:
    """Under which key the session remembers what was called no name in this answer."""
    return f"answer-{part.addressing.pk}"


def number_in(request, name) -> int:
    """A version that travels with the form; 0 when there is none."""
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() else 0


def typed_and_held(request, part) -> dict[str, object]:
    """What stands in the posted form, with what was saved before of the fields that the browser held back."""
    typed = {name: request.POST[name] for name in NAMES if name in request.POST}
    held = [name for name in request.POST.getlist(HELD) if name in NAMES and name not in typed]
    draft = found(request, part) if held else None
    saved = draft.fields if draft else {}
    return typed | {name: saved[name] for name in held if name in saved}


def shown_in(forms) -> dict[str, object]:
    """What stands in forms that a button of the guard has changed, by the names of their inputs."""
    return {
        form.add_prefix(name): form.initial[name]
        for form in forms
        for name in form.guarded
        if name in form.initial
    }


def rows_in(fields):
    """The measures that a draft holds. Empty ones stay between others: the inputs' names count them."""
    rows = typed_rows(fields)
    while rows and not any(rows[-1].values()):
        rows.pop()
    return rows


def read_with_findings(request, part, forms) -> None:
    """Let the guard stand beside a draft's texts, with what was called no name when it was saved."""
    decided = decided_for(request, words_of(part))
    for form in forms:
        form.read_shown(decided)


@needs(Ability.ANSWER, guests=True)
@require_POST
def autosave(request, number):
    seen = case_or_404(request, number)
    part = own_part_or_404(seen)
    try:
        draft = keep(request, seen, part)
    except Outdated:
        return not_saved(gettext("Inte sparat: ändrat i ett annat fönster"))
    except StepRefused:
        return not_saved(gettext("Inte sparat: avvikelsen tar inte emot svar längre"))
    time = formats.date_format(timezone.localtime(draft.saved_at), "H.i")
    words = gettext("Sparat %(time)s") % {"time": time}
    return JsonResponse({"version": draft.version, "words": words})


def not_saved(words):
    return JsonResponse({"words": words}, status=409)


@needs(Ability.ANSWER, guests=True)
@require_POST
def discard(request, number):
    seen = case_or_404(request, number)
    part = own_part_or_404(seen)
    services.discard_answer_draft(
        addressing_id=part.addressing.pk,
        by=request.viewer,
        visit=visits.typing_key(request),
    )
    messages.success(request, gettext("Utkastet är kastat."))
    return redirect("deviations:show", number)
