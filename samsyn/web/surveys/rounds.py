"""Which rounds are there, what waits, and what do those who keep them do with one?"""

import io

import qrcode  # type: ignore[import-untyped]
import qrcode.image.svg  # type: ignore[import-untyped]
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Ability
from samsyn.domain.refusals import Outdated
from samsyn.groups.selectors.groups import groups_on
from samsyn.groups.vocabulary import GroupKind
from samsyn.surveys.refusals import SurveyRefused
from samsyn.surveys.selectors.answers import answers_of, groups_seen_in, groups_to_answer_for
from samsyn.surveys.selectors.rounds import asked_groups, came_in, links_of, round_by_pk, rounds
from samsyn.surveys.selectors.waiting import answers_waiting
from samsyn.surveys.services.rounds import (
    change_round,
    close_round,
    copy_round,
    send_round,
    throw_round,
    write_round,
)
from samsyn.surveys.vocabulary import Audience
from samsyn.web.permissions import needs
from samsyn.web.surveys.forms import RoundForm

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
@needs(Ability.READ_SURVEYS)
def list_(request):
    today = _today()
    found = rounds(viewer=request.viewer, today=today)
    waits = {one.round_id for one in answers_waiting(viewer=request.viewer, today=today)}
    context = {"rounds": found, "waits": waits, "keeps": _keeps(request)}
    return render(request, "surveys/list.html", context)


@require_safe
@needs(Ability.READ_SURVEYS)
def show(request, pk):
    today = _today()
    found = _or_404(request, pk)
    viewer = request.viewer
    own = groups_to_answer_for(pk, viewer=viewer, today=today) if not found.is_anonymous else []
    answers = answers_of(pk, viewer=viewer, today=today, with_drafts=True)
    by_group = {one.group_id: one for one in answers if one.serial == 1}
    context = {
        "round": found,
        "keeps": _keeps(request),
        "own": [(group, by_group.get(group.id)) for group in own],
        "answers": [one for one in answers if one.sent_at],
        "came_in": came_in(pk, viewer=viewer, today=today),
        "links": [
            (one, request.build_absolute_uri(reverse("surveys:link", args=[one.token])))
            for one in links_of(pk, viewer=viewer, today=today)
        ],
        "groups": groups_seen_in(pk, viewer=viewer, today=today)
        if found.is_anonymous and found.closed_at
        else [],
        "has_results": bool(found.closed_at) or (_keeps(request) and not found.is_anonymous),
    }
    return render(request, "surveys/show.html", context)


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_SURVEYS)
def new(request):
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            pk = write_round(form.content, by=request.viewer, now=timezone.now())
        except SurveyRefused as refused:
            form.refuse(refused.why)
        else:
            messages.success(request, _("Sparad som utkast. Ingen tillfrågas förrän du skickar."))
            return redirect("surveys:show", pk)
    return _shown(request, form)


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_SURVEYS)
def edit(request, pk):
    found = _or_404(request, pk)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            change_round(
                pk,
                form.content,
                seen_version=form.cleaned_data["version"] or 0,
                by=request.viewer,
                now=timezone.now(),
            )
        except SurveyRefused as refused:
            form.refuse(refused.why)
        except Outdated:
            form.add_error(None, _("Någon annan har ändrat den medan du skrev. Ladda om sidan."))
        else:
            messages.success(request, _("Ändringen är sparad."))
            return redirect("surveys:show", pk)
    return _shown(request, form, found)


@require_POST
@needs(Ability.KEEP_SURVEYS)
def take_step(request, pk, step):
    found = _or_404(request, pk)
    if step not in STEPS:
        raise Http404
    try:
        return STEPS[step](request, found)
    except SurveyRefused as refused:
        messages.error(request, WHY.get(refused.why, _("Det gick inte.")))
    except Outdated:
        messages.error(request, _("Omgången har ändrats medan du läste. Läs igenom den igen."))
    return redirect("surveys:show", pk)


@require_safe
@needs(Ability.READ_SURVEYS)
def qr(request, pk, link_id):
    """The link as a QR code to print, on white."""
    links = links_of(pk, viewer=request.viewer, today=_today())
    one = next((one for one in links if one.id == link_id), None)
    if one is None:
        raise Http404
    address = request.build_absolute_uri(reverse("surveys:link", args=[one.token]))
    drawn = io.BytesIO()
    image = qrcode.make(address, image_factory=qrcode.image.svg.SvgPathFillImage, border=4)
    image.save(drawn)
    response = HttpResponse(drawn.getvalue(), "image/svg+xml")
    response.headers["Cache-Control"] = "no-store"
    return response


def _send(request, found):
    letters = send_round(found.id, seen_version=_seen(request, found), **_by_now(request))
    if found.audience is Audience.LINK:
        messages.success(request, _("Skickad. Dela länkarna: inga brev går ut."))
    elif letters:
        messages.success(request, _("Skickad. %(count)s brev är på väg.") % {"count": letters})
    else:
        messages.success(request, _("Skickad. Breven går första dagen."))
    return redirect("surveys:show", found.id)


def _close(request, found):
    close_round(found.id, seen_version=_seen(request, found), **_by_now(request))
    messages.success(request, _("Stängd. Resultatet visas nu."))
    return redirect("surveys:show", found.id)


def _copy(request, found):
    pk = copy_round(found.id, **_by_now(request))
    messages.success(request, _("Kopierad som utkast, ett år senare. Läs igenom dagarna."))
    return redirect("surveys:edit", pk)


def _throw(request, found):
    throw_round(found.id, by=request.viewer)
    messages.success(request, _("Utkastet är borttaget."))
    return redirect("surveys:list")


STEPS = {"skicka": _send, "stang": _close, "kopiera": _copy, "kasta": _throw}
WHY = {
    "state": gettext_lazy("Omgången har redan ändrats."),
    "days": gettext_lazy("Sista dagen är passerad. Ändra dagarna först."),
    "nobody": gettext_lazy("Välj minst en grupp först."),
}


def _form(request, found=None):
    today = _today()
    there = groups_on(today, viewer=request.viewer, today=today, kind=GroupKind.LOCAL)
    initial = {"opens_on": today, "year": today.year, "audience": "groups"}
    if found:
        names = (
            "version",
            "year",
            "opens_on",
            "closes_on",
            "first_reminder_on",
            "last_reminder_on",
        )
        groups, level = asked_groups(found.id, viewer=request.viewer)
        initial = {name: getattr(found, name) for name in names} | {
            "asks": found.asks_id,
            "audience": found.audience.value,
            "title": found.titles["sv"],
            "title_en": found.titles["en"],
            "groups": groups,
            "level": level,
        }
    else:
        initial["groups"] = [one.id for one in there]
    return RoundForm(
        request.POST or None,
        initial=initial,
        viewer=request.viewer,
        groups=there,
        sent=bool(found and found.sent_at),
    )


def _shown(request, form, found=None):
    context = {"form": form, "round": found}
    return render(request, "surveys/edit.html", context, status=422 if form.errors else 200)


def _seen(request, found):
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() else found.version


def _by_now(request):
    return {"by": request.viewer, "now": timezone.now()}


def _keeps(request):
    return request.viewer.may(Ability.KEEP_SURVEYS)


def _or_404(request, pk):
    found = round_by_pk(pk, viewer=request.viewer, today=_today())
    if found is None:
        raise Http404
    return found


def _today():
    return day_in_stockholm(timezone.now())
