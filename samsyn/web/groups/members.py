"""Who sits in a group, on which levels? Given and ended by who keeps it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.domain.access import Ability
from samsyn.domain.representing import Seated, represented
from samsyn.groups.selectors import attendance
from samsyn.groups.selectors import groups as selectors
from samsyn.groups.services.groups import add_forum, end_forum
from samsyn.groups.services.members import add_member, end_member
from samsyn.groups.vocabulary import STANDING_LEVELS, ForumLevel, Seat
from samsyn.organisations import selectors as organisations
from samsyn.web.groups.forms import LevelForm, MemberForm
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
LEVEL_ID = "niva-%s"


@require_http_methods(GET_AND_POST)
@needs(Ability.READ_GROUPS)
def members(request, pk):
    card = kept_or_404(request, pk) if request.method == "POST" else group_or_404(request, pk)
    forums = selectors.forums_of(pk, day=timezone.localdate())
    form = None
    if request.viewer.may(Ability.KEEP_MEETINGS):
        form = MemberForm(request.POST or None, forums=choices_of(forums), units=units_near(card))
    if request.method == "POST" and form.is_valid() and add(request, form):
        return redirect("groups:members", pk)
    return members_page(request, card, forums, form)


def add(request, form):
    forum = int(form.cleaned_data["forum"])
    added = done_with(form, lambda: add_member(forum, form.content, **by_now(request)))
    if added:
        messages.success(request, _("Ledamoten är tillagd."))
    return added


def members_page(request, card, forums, form, levels=None):
    today = timezone.localdate()
    seats = attendance.members_of(card.id, day=today)
    of_forum = [(forum, [one for one in seats if one.forum_id == forum.id]) for forum in forums]
    standing = [
        Seated(*one.pair, is_ordinary=one.seat is Seat.ORDINARY)
        for one in seats
        if one.level in STANDING_LEVELS
    ]
    services = selectors.services_on(today) if card.is_local and standing else ()
    context = {
        "forums": of_forum,
        "standing": represented(services, standing, today),
        "form": form,
        "levels": levels or (LevelForm(is_local=card.is_local, auto_id=LEVEL_ID) if form else None),
    }
    status = 422 if (form and form.errors) or (levels and levels.errors) else 200
    frame = frame_of(request, card, "members", **context)
    return render(request, "groups/members.html", frame, status=status)


@require_POST
@needs(Ability.KEEP_MEETINGS)
def end(request, pk, member):
    kept_or_404(request, pk)
    if member not in {one.id for one in attendance.members_of(pk)}:
        raise Http404
    done(
        request,
        lambda: end_member(member, **by_now(request)),
        _("Platsen är avslutad med dagens datum."),
    )
    return redirect("groups:members", pk)


@require_POST
@needs(Ability.KEEP_MEETINGS)
def add_level(request, pk):
    card = kept_or_404(request, pk)
    form = LevelForm(request.POST, is_local=card.is_local, auto_id=LEVEL_ID)
    if form.is_valid():
        level, name = ForumLevel(form.cleaned_data["level"]), form.cleaned_data["name"]
        if done_with(form, lambda: add_forum(pk, level, name=name, **by_now(request))):
            messages.success(request, _("Nivån är tillagd."))
            return redirect("groups:members", pk)
    forums = selectors.forums_of(pk, day=timezone.localdate())
    member = MemberForm(forums=choices_of(forums), units=units_near(card))
    return members_page(request, card, forums, member, form)


@require_POST
@needs(Ability.KEEP_MEETINGS)
def end_level(request, pk, forum):
    kept_or_404(request, pk)
    if forum not in {one.id for one in selectors.forums_of(pk)}:
        raise Http404
    done(
        request,
        lambda: end_forum(forum, **by_now(request)),
        _("Nivån är avslutad med dagens datum."),
    )
    return redirect("groups:members", pk)


def choices_of(forums):
    return [(str(one.id), one.name or _(one.level.label)) for one in forums]


def units_near(card):
    """Units in the group's area first: the others are many, and a clinic may lie elsewhere."""
    near = organisations.units_in_areas(card.area_ids).values_list("pk", flat=True)
    cards = organisations.units_by_pk(near) if card.is_local else {}
    today = timezone.localdate()
    shown = sorted(
        (one for one in cards.values() if one.can_receive(today)), key=lambda one: one.name
    )
    return [(one.id, one.name) for one in shown]
