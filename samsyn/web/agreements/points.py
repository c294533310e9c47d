"""Which points does an agreement have: list, a new one, rename while unused, move, end?"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.deviations.selectors.agreements import points_of
from samsyn.deviations.services.pointing import add_point, change_point
from samsyn.domain.access import Ability
from samsyn.domain.refusals import AgreementRefused
from samsyn.web.agreements.forms import PointForm
from samsyn.web.agreements.views import GET_AND_POST, agreement_or_404, refuse, shown, tabs
from samsyn.web.permissions import needs


@require_safe
@needs(Ability.KEEP_REGISTRY)
def list_(request, key):
    agreement = agreement_or_404(key)
    context = {
        "agreement": agreement,
        "points": points_of(agreement),
        "today": timezone.localdate(),
        "tabs": tabs(agreement, "points"),
    }
    return render(request, "agreements/points.html", context)


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_REGISTRY)
def new(request, key):
    agreement = agreement_or_404(key)
    points = points_of(agreement)
    last = points[-1].pk if points else None
    form = PointForm(request.POST or None, points=points, initial={"after": last})
    if request.method == "POST" and form.is_valid():
        try:
            add_point(
                agreement_id=agreement.pk,
                fields=form.point_fields(),
                by=request.viewer,
                now=timezone.now(),
            )
        except AgreementRefused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Punkten är inlagd."))
            return redirect("agreements:points", key)
    return shown(request, "agreements/point.html", form, agreement=agreement)


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_REGISTRY)
def edit(request, key, pk):
    agreement = agreement_or_404(key)
    points = points_of(agreement)
    place = next((at for at, one in enumerate(points) if one.pk == pk), None)
    if place is None:
        raise Http404
    point = points[place]
    initial = {
        "name": point.name,
        "valid_from": point.valid_from,
        "valid_to": point.valid_to,
        "after": points[place - 1].pk if place else None,
    }
    form = PointForm(request.POST or None, points=points, point=point, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_point(
                point_id=pk, fields=form.point_fields(), by=request.viewer, now=timezone.now()
            )
        except AgreementRefused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Ändringen är sparad."))
            return redirect("agreements:points", key)
    return shown(request, "agreements/point.html", form, agreement=agreement, point=point)
