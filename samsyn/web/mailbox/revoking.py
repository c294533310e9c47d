"""Who makes the links in a unit's letters void? An administrator, and the principal's coordinator."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samsyn.accounts.readers import readers_at
from samsyn.deviations.selectors.mailbox import last_revoked
from samsyn.deviations.services.mailbox import revoke_links
from samsyn.domain.access import Ability, may_revoke_links
from samsyn.organisations import selectors as organisations
from samsyn.web.account.tabs import tabs_for
from samsyn.web.permissions import needs

PER_PAGE = 50


@require_safe
@needs(Ability.REVOKE_LINKS)
def list_(request):
    """The principal's units that answer by their mailbox; the administrator's way is the register."""
    if request.viewer.principal_id is None:
        raise Http404
    search = request.GET.get("q", "").strip()
    page = Paginator(without_people(request.viewer, search), PER_PAGE).get_page(
        request.GET.get("page")
    )
    revoked = last_revoked([unit.id for unit in page])
    context = {
        "page": page,
        "rows": [(unit, revoked.get(unit.id)) for unit in page],
        "search": search,
        "tabs": tabs_for(request.viewer, "mailbox:links", timezone.now()),
    }
    return render(request, "mailbox/links.html", context)


def without_people(viewer, search):
    """Units of the viewer's principal with a function mailbox and nobody who has an account."""
    today = timezone.localdate()
    wanted = organisations.Filter(
        text=search, principal=viewer.principal_id, day=today, historic=False
    )
    units = [unit for unit in organisations.filtered_units(wanted) if unit.function_mailbox]
    peopled = {one.unit_id for one in readers_at([unit.id for unit in units], today)}
    return [unit for unit in units if unit.id not in peopled]


@require_POST
@needs(Ability.REVOKE_LINKS)
def revoke(request, pk):
    unit = organisations.unit_by_pk(pk)
    if unit is None or not may_revoke_links(request.viewer, principal_id=unit.principal_id):
        raise Http404
    revoke_links(unit, by=request.viewer, now=timezone.now())
    messages.success(
        request,
        _("Länkarna i äldre brev till %(unit)s är återkallade. Nya brev får nya länkar.")
        % {"unit": unit.name},
    )
    if request.viewer.may(Ability.KEEP_REGISTRY):
        return redirect("registry:unit", pk)
    return redirect("mailbox:links")
