"""The plan on paper: PDF and Word, through the machinery of reports."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samsyn.audit import services as audit
from samsyn.domain.access import Ability
from samsyn.domain.vocabulary import AuditKind
from samsyn.exports.report_docx import docx_of
from samsyn.exports.report_pdf import pdf_of
from samsyn.plans.documents import routine_of
from samsyn.plans.paper import plan_report
from samsyn.web.files.downloads import as_download, inert
from samsyn.web.permissions import needs
from samsyn.web.plans.views import plan_or_404

FORMS = {
    "pdf": (pdf_of, "application/pdf"),
    "docx": (
        docx_of,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


@require_safe
@needs(Ability.READ_PLANS)
@inert
def download(request, group_id, year, form):
    page = plan_or_404(request, group_id, year)
    if page.plan is None or form not in FORMS:
        raise Http404
    make, media_type = FORMS[form]
    language = (get_language() or "sv")[:2]
    today = timezone.localdate()
    report = plan_report(page, year, routine_of(page.group), language=language, today=today)
    audit.record(
        AuditKind.EXPORTED,
        by=request.viewer,
        now=timezone.now(),
        object_kind="plan",
        object_id=page.plan.pk,
        label=str(year),
        details={"form": form},
    )
    return as_download(HttpResponse(make(report), media_type), f"{slugify(report.title)}.{form}")
