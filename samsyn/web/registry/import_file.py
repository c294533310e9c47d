"""How does a file come into the register? Choose, read what it would do, then write."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.domain.access import Ability
from samsyn.groups.registry_file import read_groups
from samsyn.groups.services.importing import load_groups
from samsyn.organisations import services
from samsyn.organisations.registry_file import NotARegistry, read_registry
from samsyn.organisations.unit_table import COLUMNS, NotATable, read_unit_table
from samsyn.web.permissions import needs
from samsyn.web.registry.forms import FileForm


def load(request, text, *, dry_run):
    by, now = request.viewer, timezone.now()
    if text.lstrip().startswith("{"):
        registry = read_registry(text)
        report = services.load_registry(registry=registry, dry_run=dry_run, by=by, now=now)
        if not report.errors:
            report.tallies |= load_groups(read_groups(text), dry_run=dry_run, by=by, now=now)
        return report
    return services.load_units(rows=read_unit_table(text), dry_run=dry_run, by=by, now=now)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.KEEP_REGISTRY)
def choose(request):
    form = FileForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        try:
            report = load(request, form.text, dry_run=True)
        except (NotARegistry, NotATable) as wrong:
            form.add_error("file", str(wrong))
    if report:
        context = {"report": report, "text": form.text, "name": form.cleaned_data["file"].name}
        status = 422 if report.errors else 200
        return render(request, "registry/import_report.html", context, status=status)
    context = {"form": form, "columns": COLUMNS}
    return render(request, "registry/import.html", context, status=422 if form.errors else 200)


@require_POST
@needs(Ability.KEEP_REGISTRY)
def write(request):
    text = request.POST.get("text", "").replace("\r\n", "\n")
    try:
        report = load(request, text, dry_run=False)
    except (NotARegistry, NotATable) as wrong:
        messages.error(request, str(wrong))
        return redirect("registry:import")
    if report.errors:
        # The register changed between the two steps: show the report again, nothing was written.
        context = {"report": report, "text": text, "name": ""}
        return render(request, "registry/import_report.html", context, status=422)
    new = sum(tally.new for tally in report.tallies.values())
    changed = sum(tally.changed for tally in report.tallies.values())
    told = ngettext("%d ny post", "%d nya poster", new) % new
    told += _(" och ") + ngettext("%d ändrad", "%d ändrade", changed) % changed
    messages.success(request, _("Filen är inläst: %s.") % told)
    return redirect("registry:units")
