"""A chapter's text: saved by a button or by itself, previewed; what was typed is never lost."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samsyn.domain.access import Ability
from samsyn.domain.refusals import Outdated, PersonalDataFound
from samsyn.exports.markdown_html import html_of
from samsyn.reports import services
from samsyn.reports.services import ReportRefused
from samsyn.reports.services.rules import MOST_CHARACTERS
from samsyn.web.deviations.kept import keeps_typed
from samsyn.web.guarding.forms import shown_again
from samsyn.web.permissions import needs
from samsyn.web.reports.chapters import chapter_page, prose_in
from samsyn.web.reports.forms import ProseForm
from samsyn.web.reports.found import chapter_or_404, draft_or_404, seen_version, words_of

NOT_SAVED = (Outdated, PersonalDataFound, ReportRefused)


@keeps_typed
@require_POST
@needs(Ability.WRITE_REPORTS)
def save(request, year, chapter):
    draft = draft_or_404(request, year)
    found = chapter_or_404(draft, chapter)
    form = ProseForm(request.POST, viewer=request.viewer)
    if form.is_pressed:
        return chapter_page(request, draft, found, form=form, version=seen_version(request))
    try:
        write(request, draft, chapter, form, has_read=True)
    except NOT_SAVED as refusal:
        return refused_page(request, year, chapter, form, refusal)
    messages.success(request, _("Texten är sparad."))
    return redirect("reports:chapter", year, chapter)


@require_POST
@needs(Ability.WRITE_REPORTS)
def autosave(request, year, chapter):
    """Save what stands in the form while somebody types; prose of last year is not read by that."""
    draft = draft_or_404(request, year)
    if "text" not in request.POST:  # the browser holds it back (guard.js): what was saved stays
        chapter_or_404(draft, chapter)
        return JsonResponse({"words": _("Inte sparat: byt först ut uppgiften.")}, status=409)
    form = ProseForm(request.POST, viewer=request.viewer)
    try:
        passage = write(request, draft, chapter, form, has_read=False)
    except Outdated:
        words = _("Inte sparat: en kollega har ändrat texten. Tryck på Spara och jämför.")
        return JsonResponse({"words": words}, status=409)
    except NOT_SAVED as refusal:
        words = _("Inte sparat: %(why)s") % {"why": words_of(refusal)}
        return JsonResponse({"words": words}, status=409)
    return JsonResponse({"version": passage.version, "words": saved_in_words(passage)})


def saved_in_words(passage):
    """When it was saved, and that somebody has to decide before the report is handed in."""
    time = formats.date_format(timezone.localtime(passage.changed_at), "H.i")
    if passage.is_decided:
        return _("Sparat %(time)s") % {"time": time}
    return _("Sparat %(time)s. Vakten undrar om ord i texten.") % {"time": time}


@keeps_typed
@require_POST
@needs(Ability.WRITE_REPORTS)
def preview(request, year, chapter):
    """The page with the text as it will look, without JavaScript; nothing is saved."""
    draft = draft_or_404(request, year)
    form = ProseForm(shown_again(request.POST), viewer=request.viewer)
    found = chapter_or_404(draft, chapter)
    more = {"version": seen_version(request), "preview": drawn(request)}
    return chapter_page(request, draft, found, form=form, **more)


@require_POST
@needs(Ability.WRITE_REPORTS)
def preview_part(request):
    """The same as a part of the page, drawn while somebody types."""
    return render(request, "reports/preview.html", drawn(request))


@require_safe
@needs(Ability.WRITE_REPORTS)
def token(request):
    """A fresh CSRF token for a form that outlived its log-in; other sites cannot read it."""
    return HttpResponse(get_token(request), content_type="text/plain")


def write(request, draft, chapter, form, *, has_read):
    return services.write_prose(
        report_id=draft.report.pk,
        chapter=chapter,
        text=request.POST.get("text", ""),
        seen_version=seen_version(request),
        by=request.viewer,
        now=timezone.now(),
        has_read=has_read,
        decided=form.decided,
    )


def refused_page(request, year, chapter, form, refusal):
    """What was typed, why it is not saved, and what a colleague wrote meanwhile."""
    draft = draft_or_404(request, year)
    found = chapter_or_404(draft, chapter)
    if isinstance(refusal, Outdated):
        typed = ProseForm(shown_again(request.POST), viewer=request.viewer)
        other = prose_in(draft, found)
        return chapter_page(request, draft, found, form=typed, other=other, status=409)
    if isinstance(refusal, PersonalDataFound):
        form.tell_found(refusal.found)
    else:
        form.add_error("text", words_of(refusal))
    return chapter_page(request, draft, found, form=form, version=seen_version(request), status=422)


def drawn(request):
    """The text as it will look."""
    return {"html": html_of(request.POST.get("text", "")[:MOST_CHARACTERS])}
