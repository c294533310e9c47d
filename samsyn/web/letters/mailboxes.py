"""Which mailboxes do letters not reach? For the administrator (requirement 47)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samsyn.domain.access import Ability
from samsyn.mail import selectors, services
from samsyn.organisations.selectors import units_with_mailboxes
from samsyn.web.permissions import needs


@require_safe
@needs(Ability.KEEP_RUNNING)
def broken(request):
    marks = selectors.broken_mailboxes()
    units = units_with_mailboxes(mark.address for mark in marks)
    rows = [(mark, units.get(mark.address, [])) for mark in marks]
    return render(request, "letters/mailboxes.html", {"rows": rows})


@require_POST
@needs(Ability.KEEP_RUNNING)
def works(request, pk):
    address = services.mailbox_works(pk, by=request.viewer, now=timezone.now())
    if address:
        told = _("%(address)s räknas som en brevlåda som fungerar.")
        messages.success(request, told % {"address": address})
    else:
        messages.info(request, _("Brevlådan räknas redan som fungerande."))
    return redirect("letters:mailboxes")
