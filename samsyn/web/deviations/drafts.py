"""From an empty form to a sent deviation: type, save, review, send. Nothing typed is lost."""

from functools import wraps
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.coding import services as coding
from samsyn.deviations import services
from samsyn.deviations.selectors.drafts import draft_by_key, number_sent_with
from samsyn.deviations.selectors.pace import steps_since
from samsyn.deviations.services.sending import refuse_recipient
from samsyn.domain.access import Ability
from samsyn.domain.masking import masked
from samsyn.domain.refusals import Outdated, PersonalDataFound, PointRefused, RecipientRefused
from samsyn.domain.vocabulary import Consequence
from samsyn.events.selectors import similar_to_draft
from samsyn.mail.letters import LetterKind, letter_about
from samsyn.organisations import selectors as organisations
from samsyn.plans.documents import routines_at
from samsyn.web.deviations.draft_forms import DeviationForm, SendingForm, as_posted, typed_in
from samsyn.web.deviations.draft_guard import (
    believe_review,
    look,
    mark_of_review,
    press,
    typed_and_kept,
)
from samsyn.web.deviations.just_sent import just_sent
from samsyn.web.deviations.kept import keeps_typed
from samsyn.web.deviations.pace import a_minute_ago, is_too_fast
from samsyn.web.deviations.words import RECIPIENT_REFUSED
from samsyn.web.guarding.decided import decided_for
from samsyn.web.guarding.forms import ACT
from samsyn.web.permissions import needs


def unless_sent(view):
    """Who comes back to a form that has been sent is led to the deviation: never a second one."""

    @wraps(view)
    def guarded(request, key):
        if number := number_sent_with(key, viewer=request.viewer):
            messages.info(request, gettext("Avvikelsen är redan skickad. Här är den."))
            return redirect("deviations:show", number)
        return view(request, key)

    return guarded


def draft_or_404(request, key):
    draft = draft_by_key(key, viewer=request.viewer)
    if draft is None:
        raise Http404
    return draft


def number_or_404(request, key):
    if number := number_sent_with(key, viewer=request.viewer):
        return number
    raise Http404


def keep(request, key):
    """Save what stands in the posted form; Outdated when another window saved since."""
    version = request.POST.get("version", "")
    try:
        return services.keep_draft(
            submission_key=key,
            fields=typed_and_kept(request, key),
            by=request.viewer,
            now=timezone.now(),
            seen_version=int(version) if version.isdecimal() else 0,
        )
    except ObjectDoesNotExist:
        raise Http404 from None


def form_page(request, key, form, version, *, status=200, **more):
    chosen_ids = [int(one) for one in form["recipients"].value() or [] if str(one).isdecimal()]
    cards = organisations.units_by_pk(chosen_ids)
    context = {
        "form": form,
        "key": key,
        "version": version,
        "chosen": [cards[pk] for pk in dict.fromkeys(chosen_ids) if pk in cards],
        "found": None,
        "searched": "",
        "saved_at": None,
        "routines": routines_at(
            request.viewer.unit_id or 0, viewer=request.viewer, today=timezone.localdate()
        ),
        **more,
    }
    return render(request, "deviations/draft.html", context, status=status)


def typed_page(request, key, version, **more):
    """The form as it was typed, without complaints."""
    return form_page(
        request,
        key,
        DeviationForm(viewer=request.viewer, initial=typed_in(request.POST)),
        version,
        **more,
    )


def outdated_page(request, key):
    draft = draft_by_key(key, viewer=request.viewer)
    if draft is None:
        raise Http404
    return typed_page(request, key, draft.version, status=409, other=draft)


@needs(Ability.WRITE_DEVIATION)
@require_safe
def new(request):
    # A GET writes nothing: the draft is made when something has been typed.
    form = DeviationForm(viewer=request.viewer, initial={"recipients": request.GET.getlist("till")})
    return form_page(request, uuid4(), form, 0)


@keeps_typed
@needs(Ability.WRITE_DEVIATION)
@require_http_methods(["GET", "HEAD", "POST"])
@unless_sent
def edit_draft(request, key):
    if request.method != "POST":
        draft = draft_or_404(request, key)
        form = DeviationForm(viewer=request.viewer, initial=draft.fields)
        return form_page(request, key, form, draft.version, saved_at=draft.saved_at)
    try:
        draft = keep(request, key)
    except Outdated:
        return outdated_page(request, key)
    if ACT in request.POST:
        form, draft = pressed(request, key, draft)
        return form_page(request, key, form, draft.version, saved_at=draft.saved_at)
    messages.success(request, gettext("Utkastet är sparat. Du hittar det under Utkast."))
    return redirect("deviations:edit_draft", key)


def pressed(request, key, draft):
    """The draft after one of the guard's buttons: as a form that shows it, and saved."""
    form, fields = press(request, key, DeviationForm, draft.fields)
    saved = services.save_draft(
        draft_id=draft.pk,
        fields=fields,
        by=request.viewer,
        now=timezone.now(),
        seen_version=draft.version,
    )
    return form, saved


@needs(Ability.WRITE_DEVIATION)
@require_POST
def autosave(request, key):
    try:
        draft = keep(request, key)
    except Outdated:
        return JsonResponse(
            {"words": gettext("Inte sparat: ändrat i ett annat fönster")}, status=409
        )
    time = formats.date_format(timezone.localtime(draft.saved_at), "H.i")
    words = gettext("Sparat %(time)s") % {"time": time}
    return JsonResponse({"version": draft.version, "words": words})


@needs(Ability.READ_DEVIATIONS, guests=True)
@require_safe
def token(request):
    """A fresh CSRF token for a form that outlived its log-in; other sites cannot read it."""
    return HttpResponse(get_token(request), content_type="text/plain")


@keeps_typed
@needs(Ability.WRITE_DEVIATION)
@require_POST
@unless_sent
def recipients(request, key):
    """The search for recipients without JavaScript: saves, and shows what was found in the form."""
    try:
        draft = keep(request, key)
    except Outdated:
        return outdated_page(request, key)
    text = request.POST.get("unit_search", "").strip()
    found = units_found(request, text, but=request.POST.getlist("recipients"))
    return typed_page(request, key, draft.version, found=found, searched=text)


@needs(Ability.READ_DEVIATIONS, guests=True)
@require_safe
def find_units(request):
    """What the type-ahead shows: the same list as without JavaScript."""
    text = request.GET.get("q", "").strip()
    kind = "radio" if request.GET.get("en") else "checkbox"
    found = units_found(request, text, but=request.GET.getlist("utom"))
    context = {"found": found, "searched": text, "kind": kind}
    return render(request, "deviations/units_found.html", context)


def units_found(request, text, but=()):
    cards = organisations.find_units(text, on=timezone.localdate(), limit=12)
    return [card for card in cards if str(card.id) not in but and card.id != request.viewer.unit_id]


@keeps_typed
@needs(Ability.WRITE_DEVIATION)
@require_http_methods(["GET", "HEAD", "POST"])
@unless_sent
def review(request, key):
    if request.method == "POST":
        try:
            keep(request, key)
        except Outdated:
            return outdated_page(request, key)
    draft = draft_or_404(request, key)
    form = checked(request, draft)
    if form.errors:
        return form_page(request, key, form, draft.version, status=422)
    if request.method == "POST":
        return redirect("deviations:review", key)
    return review_page(request, draft, form)


@needs(Ability.WRITE_DEVIATION)
@require_POST
@unless_sent
def press_at_review(request, key):
    """One of the guard's buttons beside the text as it will be sent."""
    draft = draft_or_404(request, key)
    if ACT not in request.POST or request.POST.get("version") != str(draft.version):
        return redirect("deviations:review", key)
    typed, draft = pressed(request, key, draft)
    form = checked(request, draft)
    if form.errors:
        return form_page(request, key, form, draft.version, status=422)
    form.before = typed.before
    return review_page(request, draft, form)


def checked(request, draft) -> DeviationForm:
    """The draft as a form with everything that sending would refuse already said at its field."""
    form = DeviationForm(as_posted(draft.fields), viewer=request.viewer)
    if not form.is_valid():
        return form
    submission = form.submission()
    look(request, draft.submission_key, form, submission)
    try:
        units = organisations.units_by_pk(submission.recipient_ids)
        for pk in submission.recipient_ids:
            refuse_recipient(units.get(pk), draft.unit_id, timezone.localdate())
    except RecipientRefused as refusal:
        tell(form, refusal)
    return form


def tell(form, refusal) -> None:
    """Say a refusal at the field that it is about."""
    if isinstance(refusal, RecipientRefused):
        form.add_error("recipients", RECIPIENT_REFUSED[refusal.why])
        return
    if isinstance(refusal, PointRefused | coding.CodingRefused):
        name = "point" if isinstance(refusal, PointRefused) else "theme"
        form.add_error(name, gettext("Välj ett alternativ."))
        return
    form.tell_found(refusal.found)


def review_page(request, draft, form, *, status=200, **more):
    submission, today = form.submission(), timezone.localdate()
    units = organisations.units_by_pk({*submission.recipient_ids, draft.unit_id})
    account = submission.account
    theme = form.cleaned_data["theme"]
    similar = similar_to_draft(
        unit_ids=submission.recipient_ids,
        happened_on=account.happened_on,
        theme_id=int(theme) if theme else None,
        texts=[account.title, account.what_happened],
        today=today,
        viewer=request.viewer,
    )
    context = {
        "draft": draft,
        "panels": [
            panel for field in form if (panel := form.guard_panel(field)) and panel.is_shown
        ],
        "unanswered": False,
        "changed": False,
        "too_fast": False,
        "submission": submission,
        "account": account,
        "masked": {name: masked(getattr(account, name)) for name in COPIED},
        "reporter": units[draft.unit_id],
        "units": [units[pk] for pk in submission.recipient_ids],
        "point": words_for(form, "point"),
        "theme": words_for(form, "theme") if theme else "",
        "serious": account.consequence == Consequence.SERIOUS,
        "similar": similar,
        "read": mark_of_review(submission),
        "letter": letter_about(LetterKind.NEW, f"SAM-{today.year}-…", request.LANGUAGE_CODE),
        **more,
    }
    return render(request, "deviations/review.html", context, status=status)


COPIED = (
    "title",
    "what_happened",
    "what_was_expected",
    "consequence_text",
    "proposed_measure",
    "contact_text",
)


def words_for(form, name):
    """What was chosen, as the form said it; choices may stand in groups."""
    for value, words in form.fields[name].choices:
        for code, label in words if isinstance(words, list) else [(value, words)]:
            if code == form.cleaned_data[name]:
                return label
    return ""


@keeps_typed
@needs(Ability.WRITE_DEVIATION)
@require_POST
def send(request, key):
    draft = draft_by_key(key, viewer=request.viewer)
    if draft is None:  # another press of the button was first
        return redirect(just_sent(number_or_404(request, key)))
    form = SendingForm(as_posted(draft.fields), viewer=request.viewer)
    if not form.is_valid():
        return form_page(request, key, form, draft.version, status=422)
    if request.POST.get("version") != str(draft.version):
        return review_page(request, draft, form, status=409, changed=True)
    if is_too_fast(steps_since(a_minute_ago(), viewer=request.viewer).count()):
        return review_page(request, draft, form, status=429, too_fast=True)
    try:
        deviation = send_typed(request, key, form)
    except (PersonalDataFound, RecipientRefused, PointRefused, coding.CodingRefused) as refusal:
        if isinstance(refusal, PersonalDataFound) and look(request, key, form, form.submission()):
            return review_page(request, draft, form, status=422, unanswered=True)
        tell(form, refusal)
        return form_page(request, key, form, draft.version, status=422)
    return redirect(just_sent(deviation.number))


def send_typed(request, key, form):
    submission = form.submission()
    believe_review(request, submission)
    given = {
        "submission_key": key,
        "submission": submission,
        "by": request.viewer,
        "now": timezone.now(),
        "decided": decided_for(request, key),
    }
    if theme := form.cleaned_data["theme"]:
        return coding.send_and_code(**given, theme_id=int(theme))
    return services.send_deviation(**given)


@needs(Ability.WRITE_DEVIATION)
@require_POST
@unless_sent
def discard(request, key):
    if draft := draft_by_key(key, viewer=request.viewer):
        services.discard_draft(draft_id=draft.pk, by=request.viewer)
        messages.success(request, gettext("Utkastet är kastat."))
    return redirect("inbox:drafts")
