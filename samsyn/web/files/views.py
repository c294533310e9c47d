"""Add a file to a deviation, and fetch it again."""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.audit import services as audit
from samsyn.deviations.selectors.files import attachment_of
from samsyn.deviations.services.attaching import attach_file
from samsyn.domain.access import Ability
from samsyn.domain.files import FileRefused
from samsyn.domain.lifecycle import StepRefused
from samsyn.domain.refusals import PersonalDataFound
from samsyn.domain.vocabulary import AuditKind, StepKind
from samsyn.web.deviations.found import case_or_404, principals_of, refuse
from samsyn.web.files.downloads import as_download, inert
from samsyn.web.files.forms import NOT_NOW, WHY_NOT, AttachForm
from samsyn.web.files.uploads import looks_at_size_first
from samsyn.web.permissions import needs


@looks_at_size_first
@needs(Ability.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request, number):
    seen = case_or_404(request, number)
    if request.is_too_big:
        return attach_page(request, seen, too_big_form(), status=413)
    form = AttachForm(request.POST or None, request.FILES or None, viewer=request.viewer)
    if request.method == "POST" and (attachment := attached(request, seen, form)):
        tell(request, attachment)
        return redirect("files:attach", number)
    return attach_page(request, seen, form, status=422 if form.errors else 200)


def attached(request, seen, form):
    """The file as it was stored; nothing, with the reason in the form, when it was refused."""
    if not form.is_valid():
        return None
    try:
        return attach_file(
            deviation_id=seen.deviation.pk,
            name=form.name_wanted,
            file=form.cleaned_data["file"],
            by=request.viewer,
            now=timezone.now(),
            decided=form.decided,
        )
    except FileRefused as refused:
        form.add_error("file", WHY_NOT[refused.why])
    except PersonalDataFound as refused:
        form.propose(refused.found["name"], len(seen.attachments) + 1)
    except StepRefused:
        form.add_error(None, NOT_NOW)


def too_big_form():
    # Not one byte of what was sent has been read, so there is nothing to fill in again.
    form = AttachForm({}, {})
    form.errors.clear()
    form.add_error("file", WHY_NOT["too_big"])
    return form


def tell(request, attachment):
    said = {"name": attachment.name}
    messages.success(request, gettext("Bilagan %(name)s är tillagd.") % said)


def attach_page(request, seen, form, *, status):
    context = {
        "seen": seen,
        "form": form,
        "is_open": StepKind.ATTACHED in seen.open_steps,
        "most_bytes": settings.ATTACHMENT_MAX_BYTES,
        "is_full": len(seen.attachments) >= settings.ATTACHMENTS_PER_DEVIATION,
    }
    return render(request, "files/attach.html", context, status=status)


@needs(Ability.READ_DEVIATIONS, guests=True)
@require_safe
@inert
def download(request, number, attachment_id):
    seen = case_or_404(request, number)
    attachment = attachment_of(number, attachment_id, viewer=request.viewer)
    if attachment is None:
        refuse(request, number)
    audit.record(
        AuditKind.EXPORTED,
        by=request.viewer,
        now=timezone.now(),
        object_kind="deviation",
        object_id=attachment.deviation_id,
        label=number,
        details={"attachment": attachment.pk},
        principals=principals_of(seen),
    )
    file = FileResponse(attachment.file.open("rb"), content_type=attachment.content_type)
    return as_download(file, attachment.name)
