"""Which principals are there, how does one come in, and how is one corrected?"""

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
from samsyn.web.registry.place_forms import Place, PrincipalForm


@require_safe
@needs(Ability.KEEP_REGISTRY)
def list_(request):
    context = {"principals": selectors.principals_on(None), "today": timezone.localdate()}
    return render(request, "registry/principals.html", context)


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_REGISTRY)
def new(request):
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
def edit(request, pk):
    card = selectors.principals_by_pk([pk]).get(pk)
    if card is None:
        raise Http404
    initial = {name: getattr(card, name) for name in Place.base_fields}
    form = Place(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        words = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
        try:
            services.edit_principal(pk=pk, **words, by=request.viewer, now=timezone.now())
        except UnitRefused as refused:
            refuse(form, refused)
        except Outdated:
            outdated_here(form, card.version)
        else:
            messages.success(request, _("Ändringen är sparad."))
            return redirect("registry:principals")
    context = {"form": form, "principal": card}
    return render(
        request, "registry/edit_principal.html", context, status=422 if form.errors else 200
    )
