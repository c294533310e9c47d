"""Proposed sentences and approved quotes: take, rewrite, renew, move, take out, put back."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samsyn.domain.access import Ability
from samsyn.domain.refusals import Outdated, PersonalDataFound
from samsyn.reports import services
from samsyn.reports.quotes.placing import place_quote
from samsyn.reports.services import ReportRefused
from samsyn.web.deviations.kept import keeps_typed
from samsyn.web.permissions import needs
from samsyn.web.reports.chapters import chapter_page
from samsyn.web.reports.forms import RewriteForm
from samsyn.web.reports.found import (
    chapter_or_404,
    draft_or_404,
    passage_or_404,
    seen_version,
    tell,
    words_of,
)


@require_POST
@needs(Ability.WRITE_REPORTS)
def accept(request, year, chapter):
    draft = draft_or_404(request, year)
    chapter_or_404(draft, chapter)
    key = request.POST.get("key", "")
    given = {"chapter": chapter, "key": key}
    return done(
        request, draft, chapter, services.accept_sentence, _("Meningen står i kapitlet."), given
    )


@require_POST
@needs(Ability.WRITE_REPORTS)
def quote(request, year, chapter):
    draft = draft_or_404(request, year)
    chapter_or_404(draft, chapter)
    posted = request.POST.get("quote", "")
    given = {"chapter": chapter, "quote_id": int(posted) if posted.isdecimal() else 0}
    return done(request, draft, chapter, place_quote, _("Citatet står i kapitlet."), given)


@require_POST
@needs(Ability.WRITE_REPORTS)
def renew(request, year, pk):
    words = _("Meningen säger de nya siffrorna.")
    return changed(request, year, pk, services.take_new_sentence, words)


@require_POST
@needs(Ability.WRITE_REPORTS)
def remove(request, year, pk):
    words = _("Borttaget ur rapporten. Det kan läggas tillbaka.")
    return changed(request, year, pk, services.remove_passage, words)


@require_POST
@needs(Ability.WRITE_REPORTS)
def put_back(request, year, pk):
    draft = draft_or_404(request, year)
    passage = passage_or_404(draft, pk)
    words = _("Meningen står i kapitlet igen.")
    given = {"passage_id": pk}
    return done(request, draft, passage.chapter, services.put_back, words, given)


@require_POST
@needs(Ability.WRITE_REPORTS)
def move(request, year, pk):
    draft = draft_or_404(request, year)
    passage = passage_or_404(draft, pk)
    given = {"passage_id": pk, "up": request.POST.get("up") == "1"}
    return done(request, draft, passage.chapter, services.move_sentence, "", given)


@keeps_typed
@require_POST
@needs(Ability.WRITE_REPORTS)
def rewrite(request, year, pk):
    draft = draft_or_404(request, year)
    passage = passage_or_404(draft, pk)
    form = RewriteForm.of(passage, request.POST, viewer=request.viewer)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            services.rewrite_sentence(
                report_id=draft.report.pk,
                passage_id=pk,
                text=form.cleaned_data["text"],
                may_leave_out=form.cleaned_data["may_leave_out"],
                seen_version=seen_version(request),
                by=request.viewer,
                now=timezone.now(),
                decided=form.decided,
            )
        except PersonalDataFound as refusal:
            form.tell_found(refusal.found)
        except (Outdated, ReportRefused) as refusal:
            form.add_error("text", words_of(refusal))
            status = 409 if isinstance(refusal, Outdated) else 422
        else:
            messages.success(request, _("Meningen är sparad."))
            return redirect(sentences_at(year, passage.chapter))
    fresh = draft_or_404(request, year)
    chapter = chapter_or_404(fresh, passage.chapter)
    return chapter_page(request, fresh, chapter, rewriting=(pk, form), status=status)


def changed(request, year, pk, service, words):
    """Change a sentence that has not been changed since the page was read."""
    draft = draft_or_404(request, year)
    passage = passage_or_404(draft, pk)
    given = {"passage_id": pk, "seen_version": seen_version(request)}
    return done(request, draft, passage.chapter, service, words, given)


def done(request, draft, chapter, service, words, given):
    """Let the service do it, say what came of it, and lead back to the chapter."""
    try:
        service(report_id=draft.report.pk, by=request.viewer, now=timezone.now(), **given)
    except (Outdated, ReportRefused) as refusal:
        tell(request, refusal)
    else:
        if words:
            messages.success(request, words)
    known = {one.key for _depth, one in draft.all_chapters()}
    if chapter not in known:  # the text of a chapter that has gone
        return redirect("reports:show", draft.report.year)
    return redirect(sentences_at(draft.report.year, chapter))


def sentences_at(year, chapter):
    """The place on the page where sentences stand."""
    return reverse("reports:chapter", args=[year, chapter]) + "#meningar"
