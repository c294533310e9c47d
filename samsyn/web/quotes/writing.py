"""A marked passage becomes a quote, and a quote gets other words: redacted, compared, stored."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.deviations.selectors.concerned import principals_concerned
from samsyn.domain.access import Ability
from samsyn.domain.quote_steps import QuoteStepKind
from samsyn.domain.redaction import PLACEHOLDERS, pieces_of
from samsyn.domain.refusals import Outdated
from samsyn.reports.quotes.checking import warnings_in
from samsyn.reports.quotes.selectors import proposal_for
from samsyn.reports.quotes.services import (
    PointsSomebodyOut,
    QuoteRefused,
    WordsRefused,
    make_quote,
    rewrite_quote,
)
from samsyn.web.deviations.found import has_read
from samsyn.web.permissions import needs
from samsyn.web.quotes.forms import WordsForm
from samsyn.web.quotes.found import (
    OUTDATED,
    MarkedDeviation,
    faults_in_words,
    mark_or_404,
    quote_or_404,
    refusal_in_words,
    too_few_in_words,
)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.QUOTE)
def make(request, mark_id):
    mark = mark_or_404(request, mark_id)
    proposal = proposal_for(mark, viewer=request.viewer)
    form = WordsForm(request.POST or None, initial={"text": proposal.text})
    if is_saved(request, form):
        try:
            words = form.cleaned_data
            quote = make_quote(
                mark_id=mark_id,
                text=words["text"],
                names_checked=words["names_checked"],
                by=request.viewer,
                now=timezone.now(),
            )
            messages.success(request, _("Citatet väntar nu på en andra läsare."))
            return redirect("quotes:show", quote.pk)
        except Outdated:
            messages.error(request, OUTDATED)
            return redirect("quotes:list")
        except (WordsRefused, PointsSomebodyOut) as refused:
            tell(form, refused)
    seen = MarkedDeviation(mark.deviation_id, mark.number)
    has_read(request, seen, principals_concerned(mark.deviation_id))
    too_few = too_few_in_words(proposal.too_few, proposal.limit)
    context = {"mark": mark, "number": mark.number, "too_few": too_few}
    return words_page(request, "quotes/make.html", form, proposal.passage, context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.QUOTE)
def rewrite(request, quote_id):
    view = quote_or_404(request, quote_id)
    card = view.card
    if not card.may(QuoteStepKind.WRITTEN, request.viewer):
        return redirect("quotes:show", quote_id)
    initial = {"text": card.text, "seen_step": card.last.pk}
    form = WordsForm(request.POST or None, initial=initial)
    if is_saved(request, form):
        try:
            rewrite_quote(
                quote_id=quote_id, by=request.viewer, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("Citatet väntar nu på en andra läsare."))
            return redirect("quotes:show", quote_id)
        except QuoteRefused as refused:
            form.add_error(None, refusal_in_words(refused))
        except Outdated:
            form.add_error(None, OUTDATED)
        except (WordsRefused, PointsSomebodyOut) as refused:
            tell(form, refused)
    too_few = too_few_in_words(view.too_few, view.limit)
    context = {"card": card, "number": card.number, "too_few": too_few}
    return words_page(request, "quotes/rewrite.html", form, view.passage, context)


def is_saved(request, form) -> bool:
    """True when the words are to be stored; another button only shows what they change."""
    return request.method == "POST" and "compare" not in request.POST and form.is_valid()


def tell(form, refused) -> None:
    """Say in the form why the words were refused."""
    if isinstance(refused, PointsSomebodyOut):
        for words in too_few_in_words(refused.why, refused.limit):
            form.add_error(None, words)
        return
    for words in faults_in_words(refused.faults):
        form.add_error("text", words)
    if refused.warnings and not form.cleaned_data.get("names_checked"):
        form.add_error("names_checked", _("Läs orden och kryssa i rutan."))


def words_page(request, template, form, passage, context):
    """The passage, the words, what differs, and which words may be names."""
    form.is_valid()
    text = form.cleaned_data.get("text", "") if form.is_bound else form.initial["text"]
    context |= {
        "form": form,
        "passage": passage,
        "pieces": pieces_of(passage, text),
        "warnings": warnings_in(text, viewer=request.viewer),
        "placeholders": PLACEHOLDERS,
    }
    return render(request, template, context, status=422 if form.errors else 200)
