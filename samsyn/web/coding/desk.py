"""One deviation at the desk: the masked texts to the left, what it is about to the right."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.coding.selectors import themes_in_use
from samsyn.coding.selectors.desk import after, before, remarks_on
from samsyn.coding.selectors.opinions import last_coded, said_about
from samsyn.coding.services import CodingRefused, NotVerbatim, Overtaken
from samsyn.coding.suggesting import Told, suggestions_for, text_of
from samsyn.deviations.selectors.shared_view import copy_view
from samsyn.deviations.selectors.similar import copied_ids
from samsyn.domain.access import Ability
from samsyn.domain.refusals import Outdated, PersonalDataFound
from samsyn.events.services import code_and_link, undo_at_desk
from samsyn.web.coding.forms import DeskForm, caught_up, initial_of
from samsyn.web.coding.same_event import same_event_of
from samsyn.web.coding.wishes import progress_of, wishes_in, words_of
from samsyn.web.deviations.found import has_read
from samsyn.web.permissions import needs


def copy_or_404(request, number):
    """The masked copy of the deviation that the address names."""
    seen = copy_view(number, viewer=request.viewer)
    if seen is None:
        raise Http404
    return seen


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CODE)
def show(request, number):
    seen = copy_or_404(request, number)
    deviation = seen.deviation
    wishes = wishes_in(request, deviation.year)
    themes = themes_in_use(deviation.year)
    if request.method != "POST":
        return desk_page(request, seen, wishes, themes)
    stood = {"note": request.POST.get("seen_note", "")}
    form = DeskForm(request.POST, themes=themes, viewer=request.viewer, initial=stood)
    overtaken = ""
    try:
        if form.is_valid() and save(request, deviation, form):
            messages.success(request, _("%(number)s är kodad.") % {"number": deviation.number})
            return to_next(request, deviation, wishes)
    except Outdated as outdated:
        overtaken = outdated.what if isinstance(outdated, Overtaken) else "event"
    return desk_page(request, seen, wishes, themes, form, overtaken)


def desk_page(request, seen, wishes, themes, form=None, overtaken=""):
    """The desk as it is now; `overtaken` says of what a colleague was first, and nothing typed is lost."""
    viewer, deviation = request.viewer, seen.deviation
    said, remarks = (ask(deviation.pk, viewer=viewer) for ask in (said_about, remarks_on))
    if overtaken:
        form = caught_up(form, said, remarks)
    form = form or DeskForm(themes=themes, initial=initial_of(said, remarks), viewer=viewer)
    has_read(request, deviation, principals_of(seen))
    context = {
        "seen": seen,
        "form": form,
        "choices": form.choices(suggestions_for(told_by(seen), themes)),
        "overtaken": overtaken,
        "said": said,
        "remarks": remarks,
        "same_event": same_event_of(request, seen, form),
        "words": words_of(wishes),
        "before": before(deviation, wishes, viewer=viewer),
        "after": after(deviation, wishes, viewer=viewer),
        "progress": progress_of(wishes, viewer=viewer),
        "last": last_coded(viewer=viewer),
    }
    status = 409 if overtaken else 422 if form.errors else 200
    return render(request, "coding/desk.html", context, status=status)


def told_by(seen) -> Told:
    """What the page has read anyhow, for proposals."""
    return Told(
        text=text_of(seen.account),
        reporter=seen.deviation.reporter_kind.name,
        recipients=tuple(addressing.kind.name for addressing, *_rest in seen.parties),
    )


def principals_of(seen):
    parties = {addressing.principal_id for addressing, *_rest in seen.parties}
    return parties | {seen.deviation.reporter_principal_id}


def save(request, deviation, form) -> bool:
    """True when it is stored; else the form says why not. Refuses Outdated when a colleague was first."""
    same = copied_ids(form.cleaned_data["same_event"], viewer=request.viewer)
    try:
        code_and_link(
            deviation_id=deviation.pk,
            content=form.at_the_desk(),
            same_ids={*same.values()} - {deviation.pk},
            is_apart=form.cleaned_data["is_apart"],
            by=request.viewer,
            now=timezone.now(),
            decided=form.decided,
        )
    except NotVerbatim:
        form.add_error("quote", _("Stycket står inte ord för ord i texten. Kopiera det därifrån."))
    except PersonalDataFound as refused:
        form.tell_found(refused.found)
    except CodingRefused:
        form.add_error("theme", _("Temat finns inte i årets lista. Välj igen."))
    return not form.errors


def to_next(request, deviation, wishes):
    """The next one of the pile, or the pile when it has no more."""
    number = after(deviation, wishes, viewer=request.viewer)
    page = reverse("coding:desk", args=[number]) if number else reverse("coding:pile")
    return redirect(f"{page}?{words_of(wishes)}")


@needs(Ability.CODE)
@require_POST
def undo(request, number):
    deviation = copy_or_404(request, number).deviation
    wishes = wishes_in(request, deviation.year)
    if undo_at_desk(deviation_id=deviation.pk, by=request.viewer, now=timezone.now()):
        words = _("Kodningen av %(number)s är ångrad.")
    else:
        words = _("Det finns ingen kodning av %(number)s att ångra.")
    messages.info(request, words % {"number": deviation.number})
    return redirect(f"{reverse('coding:desk', args=[number])}?{words_of(wishes)}")
