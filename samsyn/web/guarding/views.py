"""What does the guard find in a text? While writing, and on the page of those who keep its list.

A text that comes here is read and forgotten: not stored, not logged, in no address.
"""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.domain.access import Ability
from samsyn.guarding.last_word import folded_choice, found_in
from samsyn.guarding.selectors import listed_word, listed_words
from samsyn.guarding.services import (
    WordRefused,
    add_not_name,
    restore_not_name,
    withdraw_not_name,
)
from samsyn.web.guarding.forms import NO_NAME
from samsyn.web.guarding.pace import may_read
from samsyn.web.guarding.panels import LABELS, Panel, same_words
from samsyn.web.guarding.word_forms import SearchForm, TryForm, WordForm
from samsyn.web.permissions import needs, signed_in

LONGEST = 20_000
"""Characters, as in the longest field."""


@sensitive_post_parameters()
@signed_in(guests=True)
@require_POST
def scan_field(request):
    text = request.POST.get("text", "").replace("\r\n", "\n")
    if len(text) > LONGEST:
        return HttpResponse(status=413)
    if not may_read(request):
        return HttpResponse(status=429)
    labels = {one for one in request.POST.get("only", "").split() if one in LABELS}
    only = {"text": labels} if labels else None
    found = found_in({"text": text}, viewer=request.viewer, only=only).get("text", ())
    decided = frozenset(map(folded_choice, request.POST.getlist(NO_NAME)))
    panel = Panel(
        name=request.POST.get("name", "")[:100],
        field_id="",
        label=request.POST.get("label", "")[:200],
        found=same_words(text, found, decided),
    )
    return render(request, "guarding/found.html", {"panel": panel})


@needs(Ability.KEEP_NOT_NAMES)
@require_http_methods(["GET", "HEAD", "POST"])
def words(request):
    form = WordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            add_not_name(form.cleaned_data["word"], by=request.viewer, now=timezone.now())
        except WordRefused as refused:
            form.refuse(refused.why)
        else:
            messages.success(request, _("Ordet står i listan. Vakten tar det inte för ett namn."))
            return redirect("guarding:words")
    return list_page(request, form=form, status=422 if form.errors else 200)


@needs(Ability.KEEP_NOT_NAMES)
@sensitive_post_parameters()
@require_POST
def try_text(request):
    form = TryForm(request.POST)
    if not form.is_valid():
        return list_page(request, tried=form, status=422)
    text = form.cleaned_data["text"].replace("\r\n", "\n")
    found = found_in({"text": text}, viewer=request.viewer).get("text", ())
    return list_page(request, tried=form, found=same_words(text, found, ()), is_tried=True)


@needs(Ability.KEEP_NOT_NAMES)
@require_POST
def withdraw(request, pk):
    return changed(
        request, withdraw_not_name, pk, _("Ordet är borttaget. Du kan lägga tillbaka det.")
    )


@needs(Ability.KEEP_NOT_NAMES)
@require_POST
def restore(request, pk):
    return changed(request, restore_not_name, pk, _("Ordet står i listan igen."))


def changed(request, change, pk, done):
    if listed_word(pk, viewer=request.viewer) is None:
        raise Http404
    change(pk, by=request.viewer, now=timezone.now())
    messages.success(request, done)
    return redirect("guarding:words")


def list_page(request, *, form=None, tried=None, status=200, **more):
    search = SearchForm(request.GET)
    wanted = search.cleaned_data["q"] if search.is_valid() else ""
    context = {
        "form": form or WordForm(),
        "tried": tried or TryForm(),
        "search": search,
        "wanted": wanted,
        "words": listed_words(viewer=request.viewer, wanted=wanted),
        "for_everybody": request.viewer.principal_id is None,
        **more,
    }
    return render(request, "guarding/words.html", context, status=status)
