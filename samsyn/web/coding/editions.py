"""Which themes has each year? And how does the next list come about?"""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.coding.selectors.code_books import edition_of, editions, next_edition_year
from samsyn.coding.services.editing import EditionRefused, change_edition, start_edition
from samsyn.domain.access import Ability
from samsyn.domain.code_lists import as_text, read_list
from samsyn.web.permissions import needs

FAULTS = {
    "too_long": gettext_lazy("Rad %(line)s: namnet är längre än 160 tecken."),
    "twice": gettext_lazy("Rad %(line)s: namnet står redan."),
    "no_theme": gettext_lazy("Rad %(line)s: en undertyp behöver ett tema ovanför sig."),
    "empty": gettext_lazy("Skriv minst ett tema."),
}


class ListForm(forms.Form):
    """The whole list as text: every change of order or name is a change of lines."""

    themes = forms.CharField(
        label=gettext_lazy("Teman och undertyper"),
        help_text=gettext_lazy("Ett tema på varje rad. Undertyper under sitt tema, med - först."),
        error_messages={"required": FAULTS["empty"]},
        max_length=20_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24}),
    )

    def clean_themes(self):
        themes, faults = read_list(self.cleaned_data["themes"])
        if faults:
            raise forms.ValidationError(
                [FAULTS[one.why] % {"line": one.line} for one in faults],
            )
        return themes


@needs(Ability.CODE)
@require_safe
def show(request):
    this_year = timezone.localdate().year
    context = {
        "editions": editions(this_year=this_year),
        "next_year": next_edition_year(this_year=this_year),
    }
    return render(request, "coding/editions.html", context)


@needs(Ability.CODE)
@require_POST
def start(request):
    try:
        year = start_edition(by=request.viewer, now=timezone.now())
    except EditionRefused:
        messages.error(request, _("Den senaste listan kan ännu ändras. Ändra den i stället."))
        return redirect("coding:editions")
    messages.success(request, _("Listan är kopierad från den förra. Ändra den tills den är rätt."))
    return redirect("coding:edition", year)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.CODE)
def edit(request, year):
    edition = edition_of(year, this_year=timezone.localdate().year)
    if edition is None or not edition.may_change:
        raise Http404
    form = ListForm(request.POST or None, initial={"themes": as_text(edition.themes)})
    if request.method == "POST" and form.is_valid() and save(request, year, form):
        messages.success(request, _("Listan är sparad."))
        return redirect("coding:editions")
    context = {"form": form, "edition": edition}
    return render(request, "coding/edition.html", context, status=422 if form.errors else 200)


def save(request, year, form) -> bool:
    """True when the list is stored; else the form says what is in the way."""
    try:
        change_edition(
            year=year,
            themes=form.cleaned_data["themes"],
            by=request.viewer,
            now=timezone.now(),
        )
    except EditionRefused as refused:
        if refused.why != "in_use":
            raise Http404 from refused
        words = _("Det här är redan kodat och måste stå kvar: %(names)s.")
        form.add_error("themes", words % {"names": ", ".join(refused.names)})
    return not form.errors
