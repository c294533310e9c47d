"""Which kinds of services are there, and what are they called?"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.domain.access import Ability
from samsyn.domain.refusals import Outdated
from samsyn.organisations import selectors, services
from samsyn.organisations.refusals import UnitRefused
from samsyn.web.permissions import needs
from samsyn.web.registry.change import GET_AND_POST, outdated_here, refuse
from samsyn.web.registry.place_forms import KindForm


def shown(request, form, kind=None):
    context = {"form": form, "kind": kind}
    return render(request, "registry/kind.html", context, status=422 if form.errors else 200)


@require_safe
@needs(Ability.KEEP_REGISTRY)
def list_(request):
    return render(request, "registry/kinds.html", {"kinds": selectors.kinds_in_order()})


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_REGISTRY)
def new(request):
    form = KindForm(request.POST or None, initial={"order": 100})
    if request.method == "POST" and form.is_valid():
        try:
            services.create_kind(fields=form.kind_fields(), by=request.viewer, now=timezone.now())
        except UnitRefused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Verksamhetstypen finns nu i registret."))
            return redirect("registry:kinds")
    return shown(request, form)


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_REGISTRY)
def edit(request, pk):
    kind = selectors.unit_kinds_by_pk().get(pk)
    if kind is None:
        raise Http404
    initial = {name: getattr(kind, name) for name in ("version", "name", "short_label", "order")}
    form = KindForm(request.POST or None, initial={**initial, "aliases": "\n".join(kind.aliases)})
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_kind(
                pk=pk,
                version=form.cleaned_data["version"] or 0,
                fields=form.kind_fields(),
                by=request.viewer,
                now=timezone.now(),
            )
        except UnitRefused as refused:
            refuse(form, refused)
        except Outdated:
            outdated_here(form, kind.version)
        else:
            messages.success(request, _("Ändringen är sparad."))
            return redirect("registry:kinds")
    return shown(request, form, kind)
