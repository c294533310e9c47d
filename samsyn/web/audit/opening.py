"""How does a registrar come to read a deviation? By a reason that is logged first (requirement 16)."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.audit.services import ReasonMissing, refused
from samsyn.deviations.selectors.concerned import openable, principals_concerned
from samsyn.deviations.selectors.visible import exists_for_others
from samsyn.deviations.services.opening import open_with_reason as open_and_log
from samsyn.domain.access import Ability
from samsyn.domain.refusals import PersonalDataFound
from samsyn.web.account import viewing
from samsyn.web.audit.forms import ReasonForm
from samsyn.web.permissions import needs


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.READ_WITH_REASON)
def open_with_reason(request, number):
    found = openable(number, viewer=request.viewer)
    if found is None:
        return _refuse(request, number)
    form = ReasonForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        try:
            _open(request, found, form)
            return redirect("deviations:show", number)
        except ReasonMissing:
            form.add_error(
                "reason", _("Skriv så att någon annan förstår skälet, minst tio tecken.")
            )
        except PersonalDataFound as refusal:
            form.tell_found(refusal.found)
    status = 422 if form.errors else 200
    return render(request, "audit/open.html", {"form": form, "number": number}, status=status)


def _open(request, found, form):
    now, reason = timezone.now(), form.cleaned_data["reason"]
    open_and_log(found, reason, by=request.viewer, now=now, decided=form.decided)
    viewing.remember_reason(request.session, found.id, now)


def _refuse(request, number):
    if deviation_id := exists_for_others(number):
        refused(
            by=request.viewer,
            now=timezone.now(),
            object_kind="deviation",
            object_id=deviation_id,
            label=number,
            principals=principals_concerned(deviation_id),
        )
    raise Http404
