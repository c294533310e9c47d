"""How does somebody ask to join a unit? Search it, say who one is, confirm the address, wait."""

from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.accounts import services
from samsyn.accounts.services import AskedTooOften, GrantRefused, LinkOver
from samsyn.organisations import selectors as organisations
from samsyn.web.account.accepting import link_over
from samsyn.web.account.forms import JoiningForm
from samsyn.web.errors import too_many
from samsyn.web.permissions import public

MOST_FOUND = 20


@require_http_methods(["GET", "HEAD", "POST"])
@public
def join(request):
    """GET finds the unit (`q`) and then shows the form for it (`unit`); POST asks."""
    asked = request.POST if request.method == "POST" else request.GET
    unit = _unit(asked.get("unit", ""))
    if unit is None:
        return _search_page(request, asked)
    if request.user.is_authenticated:
        return _ask_as(request, unit) if request.method == "POST" else _form_page(request, unit)
    form = JoiningForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, unit, form)
    if not ratelimit.consume(request, action="joining"):
        return too_many(request)
    services.ask_to_join(
        now=timezone.now(), unit_id=unit.id, language=get_language()[:2], **form.cleaned_data
    )
    return redirect("account:join_sent")


def _unit(text):
    """The unit that was chosen, if somebody can work there now."""
    unit = organisations.unit_by_pk(int(text)) if text.isdecimal() and len(text) < 19 else None
    return unit if unit and unit.can_receive(timezone.localdate()) else None


def _search_page(request, asked):
    words, today = asked.get("q", "").strip()[:100], timezone.localdate()
    context = {
        "q": words,
        "found": organisations.find_units(words, on=today, limit=MOST_FOUND),
        "most": MOST_FOUND,
        "is_gone": bool(asked.get("unit")),
    }
    template = "account/join.html#found" if request.htmx else "account/join.html"
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def _form_page(request, unit, form=None):
    context = {"unit": unit, "form": form}
    status = 422 if form and form.errors else 200
    return render(request, "account/join_form.html", context, status=status)


def _ask_as(request, unit):
    try:
        services.ask_to_join_as(user=request.user, now=timezone.now(), unit_id=unit.id)
    except GrantRefused:
        messages.info(request, _("Du arbetar redan där, eller så väntar din ansökan på svar."))
    except AskedTooOften:
        messages.error(request, _("Du har ansökt flera gånger i dag. Vänta till i morgon."))
    else:
        unit_name = {"unit": unit.name}
        messages.success(
            request, _("Din ansökan till %(unit)s är skickad. Svaret kommer per brev.") % unit_name
        )
    return redirect("account:own")


@require_safe
@public
def join_sent(request):
    return render(request, "account/join_sent.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public
def confirm(request, token):
    """GET shows what is to be confirmed, for mail filters open links; POST confirms."""
    now = timezone.now()
    try:
        if request.method == "POST":
            services.confirm_joining(token=token, now=now)
            return redirect("account:join_confirm", token)
        asked = services.request_to_confirm(token, now)
    except LinkOver as over:
        return link_over(request, over, "account/join_over.html")
    return render(request, "account/join_confirm.html", {"token": token, "asked": asked})
