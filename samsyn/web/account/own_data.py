"""What is stored of me? A page to read and a file to take along (GDPR art. 15 and 20)."""

from collections import Counter

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samsyn.accounts import selectors
from samsyn.audit.services import record
from samsyn.domain.vocabulary import AuditKind
from samsyn.exports.own_data import own_data, own_json
from samsyn.web.files.downloads import as_download, inert
from samsyn.web.permissions import signed_in

NEWEST = 50


@require_safe
@signed_in
def page(request):
    data = _data(request, AuditKind.READ, "html")
    context = {
        "data": data,
        "newest": data["log"][:NEWEST],
        "kinds": sorted(Counter(event["kind"] for event in data["log"]).items()),
    }
    return render(request, "account/own_data.html", context)


@require_safe
@signed_in
@inert
def file(request):
    data = _data(request, AuditKind.EXPORTED, "json")
    response = HttpResponse(own_json(data), "application/json")
    return as_download(response, "samsyn-mina-uppgifter.json")


def _data(request, kind, form):
    """The extract; that it was made stands in the log, and so in the next one."""
    user, now = request.user, timezone.now()
    # A password alone opens no case, and so no draft either.
    choices = () if getattr(request, "second_step_missing", False) else request.viewer_choices
    has_second_step = is_mfa_enabled(user, [Authenticator.Type.TOTP])
    data = own_data(user, choices=choices, has_second_step=has_second_step, now=now)
    record(
        kind,
        by=request.viewer or selectors.as_person(user),
        now=now,
        object_kind="user",
        object_id=user.pk,
        label=user.name,
        details={"own_data": form},
        principals=selectors.principals_of(user, timezone.localdate(now)),
    )
    return data
