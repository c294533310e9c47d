"""Which documents stand beside a group's plan, and what does its routine for SIP say?"""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.audit import services as audit
from samsyn.domain.access import Ability
from samsyn.domain.files import FileRefused
from samsyn.domain.plans import DocumentKind, PlanRefused, SchoolCalls
from samsyn.domain.refusals import PersonalDataFound, PersonalNumberFound
from samsyn.domain.vocabulary import AuditKind
from samsyn.plans.documents import document_of, routine_of
from samsyn.plans.services import attach_document, state_routine
from samsyn.web.files.downloads import as_download, inert
from samsyn.web.files.forms import WHY_NOT
from samsyn.web.files.uploads import looks_at_size_first
from samsyn.web.permissions import needs
from samsyn.web.plans.forms import DocumentForm, RoutineForm
from samsyn.web.plans.views import plan_or_404


@looks_at_size_first
@needs(Ability.KEEP_PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def beside(request, group_id):
    page = plan_or_404(request, group_id, timezone.localdate().year)
    if request.is_too_big:
        form = DocumentForm({}, {})
        form.errors.clear()
        form.add_error("file", WHY_NOT["too_big"])
        return _shown(request, page, form, status=413)
    form = DocumentForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid() and _attached(request, page, form):
        messages.success(request, _("Dokumentet finns nu vid handlingsplanen."))
        return redirect("plans:documents", group_id)
    return _shown(request, page, form, status=422 if form.errors else 200)


def _attached(request, page, form) -> bool:
    file = form.cleaned_data["file"]
    try:
        attach_document(
            page.group.id,
            kind=DocumentKind(form.cleaned_data["kind"]),
            name=file.name,
            file=file,
            by=request.viewer,
            now=timezone.now(),
        )
    except FileRefused as refused:
        form.add_error("file", WHY_NOT[refused.why])
    except (PersonalNumberFound, PersonalDataFound):
        form.add_error("file", _("Filens namn innehåller personuppgifter. Byt namn på filen."))
    else:
        return True
    return False


@require_POST
@needs(Ability.KEEP_PLAN)
def routine(request, group_id):
    page = plan_or_404(request, group_id, timezone.localdate().year)
    form = RoutineForm(request.POST)
    if form.is_valid():
        found = form.cleaned_data
        try:
            state_routine(
                group_id,
                SchoolCalls(found["calls"]),
                found["decided_on"],
                by=request.viewer,
                now=timezone.now(),
            )
        except PlanRefused as refused:
            form.refuse(refused.why)
        else:
            messages.success(request, _("Sparat. Den som skriver en avvikelse i området ser det."))
            return redirect("plans:documents", group_id)
    return _shown(request, page, DocumentForm(), form, status=422)


def _shown(request, page, form, routine_form=None, *, status):
    standing = routine_of(page.group)
    first = {"calls": standing.calls, "decided_on": standing.decided_on} if standing else {}
    context = {
        "page": page,
        "year": page.plans[0].year if page.plans else timezone.localdate().year,
        "form": form,
        "routine_form": routine_form or RoutineForm(initial=first),
        "routine": standing,
        "most_bytes": settings.ATTACHMENT_MAX_BYTES,
    }
    return render(request, "plans/documents.html", context, status=status)


@require_safe
@needs(Ability.READ_PLANS)
@inert
def download(request, pk):
    document = document_of(pk, viewer=request.viewer, today=timezone.localdate())
    if document is None:
        raise Http404
    audit.record(
        AuditKind.EXPORTED,
        by=request.viewer,
        now=timezone.now(),
        object_kind="plan",
        object_id=document.group_id,
        details={"document": document.pk},
    )
    file = FileResponse(document.file.open("rb"), content_type=document.content_type)
    return as_download(file, document.name)
