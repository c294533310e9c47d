"""One chapter: its text, its sentences, and the tables and pictures as they will look."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from samsyn.domain.access import Ability
from samsyn.domain.editions import may_write
from samsyn.exports.markdown_html import html_of
from samsyn.reports.building import PROSE
from samsyn.reports.quotes.placing import quotes_in
from samsyn.web.permissions import needs
from samsyn.web.reports.forms import ProseForm, RewriteForm
from samsyn.web.reports.found import chapter_or_404, draft_or_404
from samsyn.web.reports.shown import offered_in, parts_of, progress_of, sentences_of


@require_safe
@needs(Ability.WRITE_REPORTS)
def show(request, year, chapter):
    draft = draft_or_404(request, year)
    return chapter_page(request, draft, chapter_or_404(draft, chapter))


def chapter_page(request, draft, chapter, *, status=200, form=None, rewriting=None, **more):
    """The page of a chapter; `form` and `rewriting` (primary key, form) hold what was typed and refused."""
    prose = prose_in(draft, chapter)
    text = prose.text if prose else chapter.prose
    rewritten = dict([rewriting]) if rewriting else {}
    viewer = request.viewer
    context = {
        "draft": draft,
        "report": draft.report,
        "chapter": chapter,
        "progress": progress_of(chapter, draft),
        "is_open": may_write(draft.done),
        "prose": prose,
        "version": prose.version if prose else 0,
        "form": form
        or ProseForm.of(text, viewer=viewer, is_decided=prose is None or prose.is_decided),
        "shown_text": html_of(text),
        "sentences": [
            (one, rewritten.get(one.passage.pk) or RewriteForm.of(one.passage, viewer=viewer))
            for one in sentences_of(chapter, draft)
        ],
        "refused": next(iter(rewritten.values()), None),
        "offered": offered_in(chapter, draft),
        "removed": draft.removed_in(chapter.key),
        "quotes": quotes_in(draft, chapter),
        "parts": parts_of(chapter, draft),
        **neighbours(draft, chapter),
        **more,
    }
    return render(request, "reports/chapter.html", context, status=status)


def prose_in(draft, chapter):
    """The text that somebody has written in a chapter."""
    passages = draft.written.passages.get(chapter.key, ())
    return next((one for one in passages if one.key == PROSE), None)


def neighbours(draft, chapter):
    """The chapters before and after."""
    row = [None, *(one for _depth, one in draft.all_chapters()), None]
    at = next(at for at, one in enumerate(row) if one and one.key == chapter.key)
    return {"before": row[at - 1], "after": row[at + 1]}
