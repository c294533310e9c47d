"""An individforum's times: laid out, booked by a code, and what came of them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.domain.access import Ability
from samsyn.groups.selectors import cases as selectors
from samsyn.groups.selectors.groups import forums_of
from samsyn.groups.services import cases as services
from samsyn.groups.vocabulary import CaseOutcome, ForumLevel
from samsyn.web.groups.forms import BookForm, OutcomeForm, TimesForm, moment
from samsyn.web.groups.reaching import (
    by_now,
    done,
    done_with,
    frame_of,
    group_or_404,
    kept_or_404,
)
from samsyn.web.permissions import needs

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
@needs(Ability.READ_GROUPS)
def list_(request, pk):
    card, now = local_or_404(request, pk), timezone.now()
    times = selectors.times_of(pk, viewer=request.viewer, today=timezone.localdate())
    context = {
        "has_forum": forum_of(pk) is not None,
        "coming": [one for one in times if one.ends_at > now],
        "been": [one for one in reversed(times) if one.ends_at <= now and one.booked],
        "outcomes": selectors.outcomes_of(times),
        "all_outcomes": list(CaseOutcome),
    }
    return render(request, "groups/cases.html", frame_of(request, card, "cases", **context))


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_MEETINGS)
def lay_out(request, pk):
    card, forum = kept_or_404(request, pk), forum_of(pk)
    if forum is None:
        raise Http404
    form = TimesForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        starts, ends = (moment(found["day"], found[name]) for name in ("starts", "ends"))
        more = {name: found[name] for name in ("place", "times", "every_weeks")}
        more |= {"decided": form.decided}
        new = done_with(
            form, lambda: services.lay_out_times(forum.id, starts, ends, **more, **by_now(request))
        )
        if new is not None:
            told = ngettext("%d tid är utlagd.", "%d tider är utlagda.", new) % new
            messages.success(request, told)
            return redirect("groups:cases", pk)
    frame = frame_of(request, card, "cases", form=form)
    return render(request, "groups/lay_out.html", frame, status=422 if form.errors else 200)


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_MEETINGS)
def book(request, pk, time):
    card, found = kept_or_404(request, pk), time_or_404(request, pk, time)
    form = BookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        code = done_with(
            form,
            lambda: services.book_time(
                time,
                sip_held_on=asked["sip_held_on"],
                kind_ids=list(map(int, asked["services"])),
                **by_now(request),
            ),
        )
        if code:
            messages.success(
                request,
                _("Tiden är bokad med koden %s. Skriv koden i er egen dokumentation, inte här.")
                % code,
            )
            return redirect("groups:cases", pk)
    frame = frame_of(request, card, "cases", form=form, time=found)
    return render(request, "groups/book.html", frame, status=422 if form.errors else 200)


@require_POST
@needs(Ability.KEEP_MEETINGS)
def withdraw(request, pk, time):
    kept_or_404(request, pk)
    time_or_404(request, pk, time)
    done(request, lambda: services.withdraw_time(time, **by_now(request)), _("Tiden är borttagen."))
    return redirect("groups:cases", pk)


@require_POST
@needs(Ability.KEEP_MEETINGS)
def cancel(request, pk, time):
    kept_or_404(request, pk)
    booked = booked_or_404(request, pk, time)
    done(
        request, lambda: services.cancel_booking(booked.id, **by_now(request)), _("Tiden är ledig.")
    )
    return redirect("groups:cases", pk)


@require_POST
@needs(Ability.KEEP_MEETINGS)
def outcome(request, pk, time):
    kept_or_404(request, pk)
    booked = booked_or_404(request, pk, time)
    form = OutcomeForm(request.POST)
    if form.is_valid():
        chosen, version = CaseOutcome(form.cleaned_data["outcome"]), form.cleaned_data["version"]
        done(
            request,
            lambda: services.tell_outcome(
                booked.id, chosen, seen_version=version, **by_now(request)
            ),
            _("Utfallet är sparat."),
        )
    else:
        messages.error(request, _("Välj ett utfall."))
    return redirect("groups:cases", pk)


def local_or_404(request, pk):
    card = group_or_404(request, pk)
    if not card.is_local:
        raise Http404
    return card


def forum_of(pk):
    """The group's individforum today, if it has one."""
    forums = forums_of(pk, day=timezone.localdate())
    return next((one for one in forums if one.level is ForumLevel.CASES), None)


def time_or_404(request, pk, time):
    times = selectors.times_of(pk, viewer=request.viewer, today=timezone.localdate())
    found = next((one for one in times if one.id == time), None)
    if found is None:
        raise Http404
    return found


def booked_or_404(request, pk, time):
    booked = time_or_404(request, pk, time).booked
    if booked is None:
        raise Http404
    return booked
