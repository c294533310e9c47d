"""What does the secretariat state was done because of a report: written, published, withdrawn?"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.domain.access import Ability
from samsyn.domain.refusals import Outdated, PersonalDataFound
from samsyn.followups.selectors import all_followups, followup, history_of
from samsyn.followups.services import (
    FollowupRefused,
    change_followup,
    publish_followup,
    withdraw_followup,
    write_followup,
)
from samsyn.reports.shelf import shelf
from samsyn.statistics.selectors import years_counted
from samsyn.web.followups.forms import FollowupForm, WithdrawForm
from samsyn.web.permissions import needs

GET_AND_POST = ["GET", "HEAD", "POST"]
SHOWN = ("version", "year", "said", "done", "by_function", "done_on", "source", "link")
WITHDRAWAL = "withdrawal"
OUTDATED = gettext_lazy(
    "Någon annan har ändrat den medan du skrev. Det du skrev står kvar. Läs historiken och spara "
    "igen om ditt ska gälla."
)


@require_safe
@needs(Ability.TELL_FOLLOWUPS)
def list_(request):
    public_years = {one.report.year for one in shelf()}
    told = [(one, one.year in public_years) for one in all_followups(viewer=request.viewer)]
    return render(request, "followups/list.html", {"told": told})


@require_http_methods(GET_AND_POST)
@needs(Ability.TELL_FOLLOWUPS)
def new(request):
    form = _form(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        pk = _saved(form, lambda: write_followup(form.statement, **_by_now(request)))
        if pk:
            messages.success(request, _("Sparad. Ingen annan läser den förrän du publicerar den."))
            return redirect("followups:edit", pk)
    return _shown(request, form)


@require_http_methods(GET_AND_POST)
@needs(Ability.TELL_FOLLOWUPS)
def edit(request, pk):
    told = _or_404(request, pk)
    form = _form(request, request.POST or None, told)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0

        def change():
            change_followup(pk, form.statement, seen_version=version, **_by_now(request))
            return pk

        if _saved(form, change, told):
            messages.success(request, _("Ändringen är sparad."))
            return redirect("followups:edit", pk)
    return _shown(request, form, told)


@require_POST
@needs(Ability.TELL_FOLLOWUPS)
def publish(request, pk):
    told = _or_404(request, pk)
    version = request.POST.get("version", "")
    try:
        publish_followup(
            pk,
            seen_version=int(version) if version.isdecimal() else told.version,
            **_by_now(request),
        )
    except (FollowupRefused, Outdated):
        messages.error(request, _("Den har ändrats medan du läste. Läs igenom den igen."))
    else:
        messages.success(request, _("Publicerad. Nu kan alla läsa den."))
    return redirect("followups:edit", pk)


@require_POST
@needs(Ability.TELL_FOLLOWUPS)
def withdraw(request, pk):
    told = _or_404(request, pk)
    form = WithdrawForm(request.POST, prefix=WITHDRAWAL, viewer=request.viewer)
    if form.is_valid():
        try:
            withdraw_followup(
                pk,
                form.cleaned_data["reason"],
                seen_version=form.cleaned_data["version"],
                **_by_now(request),
            )
        except PersonalDataFound as refused:
            form.tell_found(refused.found)
        except (FollowupRefused, Outdated):
            messages.error(request, _("Den har ändrats medan du läste. Läs igenom den igen."))
            return redirect("followups:edit", pk)
        else:
            messages.success(request, _("Tillbakadragen. Ingen utanför sekretariatet ser den."))
            return redirect("followups:edit", pk)
    return _shown(request, _form(request, None, told), told, form)


def _form(request, data, told=None):
    years = years_counted(viewer=request.viewer)
    if told:
        initial = {name: getattr(told, name) for name in SHOWN} | {"theme": told.theme_id}
    else:
        initial = {"year": years[0]} if years else {}
    years = dict.fromkeys([*years, *_year_of(told)])
    return FollowupForm(data, initial=initial, years=years, viewer=request.viewer)


def _year_of(told):
    return [told.year] if told else []


def _saved(form, save, told=None):
    """What was saved (a primary key); nothing when the service refuses, which the form then says."""
    try:
        return save()
    except FollowupRefused as refused:
        form.refuse(refused.why)
    except PersonalDataFound as refused:
        form.tell_found(refused.found)
    except Outdated:
        form.add_error(None, OUTDATED)
        form.data = form.data.copy()
        form.data["version"] = told.version
    return None


def _by_now(request):
    return {"by": request.viewer, "now": timezone.now()}


def _or_404(request, pk):
    told = followup(pk, viewer=request.viewer)
    if told is None:
        raise Http404
    return told


def _shown(request, form, told=None, withdrawal=None):
    context = {"form": form, "told": told}
    if told:
        context["history"] = history_of(told.pk, viewer=request.viewer)
        first = {"version": told.version}
        context["withdrawal"] = withdrawal or WithdrawForm(
            initial=first, prefix=WITHDRAWAL, viewer=request.viewer
        )
    is_wrong = form.errors or (withdrawal and withdrawal.errors)
    return render(request, "followups/edit.html", context, status=422 if is_wrong else 200)
