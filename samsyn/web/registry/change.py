"""How does the administrator change one unit: new, edit, end, merge?"""

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from samsyn.domain.access import Ability
from samsyn.domain.refusals import Outdated
from samsyn.organisations import selectors, services
from samsyn.organisations.refusals import UnitRefused
from samsyn.web.permissions import needs
from samsyn.web.registry.forms import EndForm, UnitForm

WHY_NOT = {
    "name_missing": ("name", gettext_lazy("Skriv ett namn.")),
    "ends_before_start": ("valid_to", gettext_lazy("Sista dagen är före den första.")),
    "own_successor": (None, gettext_lazy("Den kan inte gå upp i sig själv.")),
    "circle": (
        None,
        gettext_lazy("Efterföljaren har redan gått upp i den här. Välj en annan."),
    ),
    "same_name": (
        "name",
        gettext_lazy("Huvudmannen har redan en verksamhet med det namnet under den tiden."),
    ),
    "same_principal": ("name", gettext_lazy("Det finns redan en huvudman med det namnet.")),
    "same_area": ("name", gettext_lazy("Det finns redan ett sådant område under den tiden.")),
    "same_kind": (None, gettext_lazy("Ett av namnen används redan av en annan verksamhetstyp.")),
    "wrong_level": ("parent_id", gettext_lazy("Välj ett område på rätt nivå.")),
}
OUTDATED = gettext_lazy(
    "Någon annan har ändrat den medan du skrev. Det du skrev står kvar. "
    "Jämför med det som står nu och spara igen om ditt ska gälla."
)
GET_AND_POST = ["GET", "HEAD", "POST"]


def unit_or_404(pk):
    card = selectors.unit_by_pk(pk)
    if card is None:
        raise Http404
    return card


def refuse(form, refused):
    field, words = WHY_NOT[refused.why]
    form.add_error(field if field in form.fields else None, words)


def outdated_here(form, version):
    """Say that somebody was first; what was typed stands, and the next press makes it hold."""
    form.add_error(None, OUTDATED)
    form.data = form.data.copy()
    form.data["version"] = version


def fields_of(form):
    names = services.UnitFields.__dataclass_fields__
    return services.UnitFields(**{name: form.cleaned_data[name] for name in names})


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_REGISTRY)
def new(request):
    form = UnitForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        try:
            pk = services.create_unit(
                fields=fields_of(form),
                aliases=form.alias_list(),
                by=request.viewer,
                now=timezone.now(),
            )
        except UnitRefused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Verksamheten finns nu i registret."))
            return redirect("registry:unit", pk)
    return render(request, "registry/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_REGISTRY)
def edit(request, pk):
    unit = unit_or_404(pk)
    form = UnitForm(request.POST or None, initial=initial_of(unit), viewer=request.viewer)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "registry/edit.html", {"form": form, "unit": unit}, status=status)
    try:
        services.edit_unit(
            pk=pk,
            version=form.cleaned_data["version"] or 0,
            fields=fields_of(form),
            aliases=form.alias_list(),
            by=request.viewer,
            now=timezone.now(),
        )
    except UnitRefused as refused:
        refuse(form, refused)
        return render(request, "registry/edit.html", {"form": form, "unit": unit}, status=422)
    except Outdated:
        return outdated(request, form, unit_or_404(pk))
    messages.success(request, _("Ändringen är sparad."))
    return redirect("registry:unit", pk)


def initial_of(unit):
    return {**asdict(unit), "aliases": "\n".join(selectors.aliases_of(unit.id))}


def outdated(request, form, unit):
    """The form as typed, now with the newest version, beside what differs in the register."""
    current = UnitForm(initial=initial_of(unit))
    differs = [
        (field.label, shown(current[field.name]))
        for field in form.visible_fields()
        if str(field.value() or "") != str(current[field.name].value() or "")
    ]
    form.data = form.data.copy()
    form.data["version"] = unit.version
    form.add_error(None, OUTDATED)
    context = {"form": form, "unit": unit, "differs": differs}
    return render(request, "registry/edit.html", context, status=409)


def shown(field):
    value = field.value()
    flat = {}
    for key, words in getattr(field.field, "choices", ()):
        flat |= dict(words) if isinstance(words, list) else {key: words}
    return flat.get(value, value) or "–"


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_REGISTRY)
def end(request, pk):
    unit = unit_or_404(pk)
    initial = {"version": unit.version, "valid_to": timezone.localdate()}
    form = EndForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.end_unit(pk=pk, **form.cleaned_data, by=request.viewer, now=timezone.now())
        except UnitRefused as refused:
            refuse(form, refused)
        except Outdated:
            outdated_here(form, unit.version)
        else:
            messages.success(request, _("Verksamheten är avslutad."))
            return redirect("registry:unit", pk)
    context = {"form": form, "unit": unit}
    return render(request, "registry/end.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD"])
@needs(Ability.KEEP_REGISTRY)
def merge(request, pk):
    unit = unit_or_404(pk)
    words = request.GET.get("q", "").strip()
    today = timezone.localdate()
    found = selectors.find_units(words, on=today) if words else []
    context = {"unit": unit, "q": words, "found": [card for card in found if card.id != pk]}
    return render(request, "registry/merge.html", context)


@require_http_methods(GET_AND_POST)
@needs(Ability.KEEP_REGISTRY)
def merge_into(request, pk, into):
    unit, kept = unit_or_404(pk), unit_or_404(into)
    initial = {"version": unit.version, "valid_to": unit.valid_to or timezone.localdate()}
    form = EndForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.merge_units(
                pk=pk, into=into, **form.cleaned_data, by=request.viewer, now=timezone.now()
            )
        except UnitRefused as refused:
            refuse(form, refused)
        except Outdated:
            outdated_here(form, unit.version)
        else:
            messages.success(request, _("%s är nu en del av %s.") % (unit.name, kept.name))
            return redirect("registry:unit", into)
    context = {"form": form, "unit": unit, "kept": kept, "aliases": selectors.aliases_of(pk)}
    return render(request, "registry/merge_into.html", context, status=422 if form.errors else 200)
