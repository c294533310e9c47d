"""Which areas are there, how does one come in, how is one corrected, and in what does it go up?"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.domain.access import Ability
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import AreaKind
from samsyn.organisations import selectors, services
from samsyn.organisations.refusals import UnitRefused
from samsyn.web.permissions import needs
from samsyn.web.registry.change import GET_AND_POST, outdated_here, refuse
from samsyn.web.registry.place_forms import AreaForm, EndAreaForm

LEVELS = (AreaKind.MUNICIPALITY, AreaKind.DISTRICT, AreaKind.BUS, AreaKind.COUNTY)


def level_asked_for(request):
    asked = request.GET.get("kind", "")
    return next((kind for kind in LEVELS if kind.value == asked), LEVELS[0])


def list_of(kind):
    return reverse("registry:areas", query={"kind": str(kind)})


def area_or_404(pk):
    card = selectors.areas_by_pk([pk]).get(pk)
    if card is None:
        raise Http404
    return card


@require_safe
@needs(Ability.KEEP_REGISTRY)
def list_(request):
    everywhere = selectors.areas_on(None)
    names = {area.id: area.name for area in everywhere}
    level = level_asked_for(request)
    context = {
        "tabs": [
            {
                "url": list_of(kind),
                "words": _(kind.label),
                "count": sum(area.kind == kind for area in everywhere),
                "current": kind is level,
            }
            for kind in LEVELS
        ],
        "level": level,
        "rows": [
            (area, names.get(area.parent_id), names.get(area.successor_id))
            for area in everywhere
            if area.kind == level
        ],
    }
    return render(request, "registry/areas.html", context)


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_REGISTRY)
def new(request):
    level = level_asked_for(request)
    form = AreaForm(request.POST or None, kind=level, initial={"parent_id": only_parent(level)})
    if request.method == "POST" and form.is_valid():
        try:
            services.create_area(
                kind=level, fields=form.area_fields(), by=request.viewer, now=timezone.now()
            )
        except UnitRefused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Området finns nu i registret."))
            return redirect(list_of(level))
    context = {"form": form, "level": level, "back": list_of(level)}
    return render(request, "registry/new_area.html", context, status=422 if form.errors else 200)


def only_parent(level):
    """The one area of the level above, where there is just one: the county, the city."""
    above = services.LEVEL_ABOVE.get(level)
    if level is AreaKind.DISTRICT:
        parents = {area.parent_id for area in selectors.areas_on(None, kind=level)}
    else:
        parents = {area.id for area in selectors.areas_on(None, kind=above)} if above else set()
    return parents.pop() if len(parents) == 1 else None


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_REGISTRY)
def edit(request, pk):
    card = area_or_404(pk)
    names = ("version", "name", "parent_id", "valid_from", "valid_to")
    initial = {name: getattr(card, name) for name in names}
    initial["covers"] = selectors.covered_by(pk)
    form = AreaForm(request.POST or None, kind=AreaKind(card.kind), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_area(
                pk=pk,
                version=form.cleaned_data["version"] or 0,
                fields=form.area_fields(),
                by=request.viewer,
                now=timezone.now(),
            )
        except UnitRefused as refused:
            refuse(form, refused)
        except Outdated:
            outdated_here(form, card.version)
        else:
            messages.success(request, _("Ändringen är sparad."))
            return redirect(list_of(card.kind))
    context = {"form": form, "area": card, "back": list_of(card.kind)}
    return render(request, "registry/edit_area.html", context, status=422 if form.errors else 200)


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_REGISTRY)
def end(request, pk):
    card = area_or_404(pk)
    initial = {
        "version": card.version,
        "valid_to": card.valid_to or timezone.localdate(),
        "successor": card.successor_id,
    }
    form = EndAreaForm(request.POST or None, area=card, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            moved = services.end_area(
                pk=pk, **form.cleaned_data, by=request.viewer, now=timezone.now()
            )
        except UnitRefused as refused:
            refuse(form, refused)
        except Outdated:
            outdated_here(form, card.version)
        else:
            messages.success(request, told(moved))
            return redirect(list_of(card.kind))
    context = {
        "form": form,
        "area": card,
        "back": reverse("registry:edit_area", args=[pk]),
        "groups": selectors.bus_areas_covering(pk),
    }
    return render(request, "registry/end_area.html", context, status=422 if form.errors else 200)


def told(moved):
    words = _("Området är avslutat.")
    if moved:
        many = ngettext("%d verksamhet flyttades.", "%d verksamheter flyttades.", len(moved))
        words += " " + many % len(moved)
    return words
