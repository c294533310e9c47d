"""Which principals and areas are there, how does a principal come in, and how are they corrected?"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.domain.access import Ability
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import AreaKind
from samsyn.organisations import selectors, services
from samsyn.organisations.refusals import UnitRefused
from samsyn.web.permissions import needs
from samsyn.web.registry.change import GET_AND_POST, OUTDATED, refuse
from samsyn.web.registry.forms import PlaceForm, PrincipalForm

LEVELS = (AreaKind.MUNICIPALITY, AreaKind.DISTRICT, AreaKind.BUS, AreaKind.COUNTY)


@require_safe
@needs(Ability.KEEP_REGISTRY)
def principals(request):
    context = {"principals": selectors.principals_on(None), "today": timezone.localdate()}
    return render(request, "registry/principals.html", context)


@require_safe
@needs(Ability.KEEP_REGISTRY)
def areas(request):
    everywhere = selectors.areas_on(None)
    names = {area.id: area.name for area in everywhere}
    asked = request.GET.get("kind", LEVELS[0].value)
    level = next((kind for kind in LEVELS if kind.value == asked), LEVELS[0])
    context = {
        "tabs": [
            {
                "url": f"?kind={kind.value}",
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
def new_principal(request):
    form = PrincipalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.create_principal(**form.cleaned_data, by=request.viewer, now=timezone.now())
        except UnitRefused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Huvudmannen finns nu i registret."))
            return redirect("registry:principals")
    context = {"form": form}
    return render(
        request, "registry/new_principal.html", context, status=422 if form.errors else 200
    )


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_REGISTRY)
def edit_principal(request, pk):
    card = selectors.principals_by_pk([pk]).get(pk)
    return edit_place(request, card, services.edit_principal, reverse("registry:principals"))


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_REGISTRY)
def edit_area(request, pk):
    card = selectors.areas_by_pk([pk]).get(pk)
    back = reverse("registry:areas") + (f"?kind={card.kind}" if card else "")
    return edit_place(request, card, services.edit_area, back)


def edit_place(request, card, save, back):
    if card is None:
        raise Http404
    initial = {name: getattr(card, name) for name in PlaceForm.base_fields}
    form = PlaceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            save(pk=card.id, **form.cleaned_data, by=request.viewer, now=timezone.now())
        except UnitRefused as refused:
            refuse(form, refused)
        except Outdated:
            form.add_error(None, OUTDATED)
            form.data = {**form.data.dict(), "version": card.version}
        else:
            messages.success(request, _("Ändringen är sparad."))
            return redirect(back)
    context = {"form": form, "place": card, "back": back}
    return render(request, "registry/edit_place.html", context, status=422 if form.errors else 200)
