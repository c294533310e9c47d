"""What has the guard to say of a draft? It may hold anything; what is sent may not."""

from samsyn.deviations.guarded import LESS, texts_of
from samsyn.deviations.selectors.drafts import draft_by_key
from samsyn.guarding.last_word import as_certain, found_in
from samsyn.guarding.readings import believe, clean_mark
from samsyn.web.deviations.draft_forms import as_posted, typed_in
from samsyn.web.guarding.decided import decided_for, forget, remember, remember_posted
from samsyn.web.guarding.forms import ACT, BEFORE, parts_of

HELD = "held"
"""The fields that the browser held back: what was saved of them before stays."""
READ = "read"
"""The mark of the texts that the review page showed."""


def look(request, key, form, submission) -> bool:
    """Read the draft's texts once for its form; False when something in them must go.

    What is only possible is shown at review with its choices, and stops sending until they are made.
    """
    texts = texts_of(submission, submission.account)
    form.decided = decided_for(request, key)
    form.seen = found_in(texts, viewer=request.viewer, only=LESS)
    if certain := as_certain(form.seen):
        form.tell_found({name: form.seen[name] for name in certain})
    return not certain


def believe_review(request, submission) -> None:
    """Take the texts for read that the review page has read, in whichever process that was."""
    believe(request.POST.get(READ, ""), texts_of(submission, submission.account).values())


def mark_of_review(submission) -> str:
    """What the review page hands on: that nothing was found in these texts, if nothing was."""
    return clean_mark(texts_of(submission, submission.account).values())


def press(request, key, form_class, fields):
    """Do what a button of the guard says with a draft's fields; the form as it is now, and its fields."""
    act, _name, words = parts_of(request.POST[ACT])
    {"keep": remember, "ask": forget}.get(act, lambda *_: None)(request, key, words)
    posted = as_posted(fields)
    posted[ACT] = request.POST[ACT]
    for name in request.POST:
        if name.startswith(BEFORE):
            posted[name] = request.POST[name]
    form = form_class(posted, viewer=request.viewer)
    form.decided = decided_for(request, key)
    return form, fields | {name: form.initial[name] for name in form.guarded if name in fields}


def typed_and_kept(request, key):
    """What stands in the posted form, with what was saved before of the fields that were held back."""
    remember_posted(request, key)
    typed = typed_in(request.POST)
    held = [name for name in request.POST.getlist(HELD) if name not in typed]
    draft = draft_by_key(key, viewer=request.viewer) if held else None
    saved = draft.fields if draft else {}
    return typed | {name: saved[name] for name in held if name in saved}
