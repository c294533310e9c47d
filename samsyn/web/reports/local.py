"""The report about one place: a municipality, a principal, a kind of service, a local group or a unit.

The address holds what is asked for, so that it can be linked to; what the viewer may not have is as if
it did not exist.
"""

from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from samsyn.domain.access import Ability
from samsyn.exports.report_page import page_of
from samsyn.reports.local import local_report, summary_of
from samsyn.reports.making.forms import FORMS
from samsyn.reports.whose import AboutKind, NoSuchReport, about_of, choices
from samsyn.statistics.permissions import sees_all
from samsyn.statistics.selectors import years_counted
from samsyn.web.files.downloads import as_download, inert
from samsyn.web.permissions import needs

WHOLE, SHORT = "hel", "kort"


class LocalForm(forms.Form):
    """`year`, `about` ("principal:12"), for those who may have all also `unit` by name, and `length`."""

    year = forms.TypedChoiceField(label=_("År"), coerce=int)
    about = forms.ChoiceField(label=_("Vad rapporten handlar om"), required=False)
    unit = forms.CharField(
        label=_("eller en enhet"),
        required=False,
        max_length=200,
        help_text=_("Enhetens namn som det står i registret. Går före valet ovanför."),
    )
    length = forms.ChoiceField(
        label=_("Hur mycket"), choices=[(WHOLE, _("Hela rapporten")), (SHORT, _("Två sidor"))]
    )

    def __init__(self, data, *, years, viewer):
        defaults = {"year": str(years[0]), "length": WHOLE}
        offered = choices(viewer=viewer)
        first = next((each[0].key for each in offered.values() if each), "")
        super().__init__({**defaults, "about": first, **{name: data[name] for name in data}})
        self.viewer = viewer
        self.fields["year"].choices = [(year, str(year)) for year in years]
        if hasattr(self.fields["about"], "choices"):
            self.fields["about"].choices = [
                (gettext(kind.label), [(one.key, one.name) for one in each])
                for kind, each in offered.items()
            ]
        if not sees_all(viewer):
            del self.fields["unit"]

    def clean(self):
        asked = super().clean()
        unit = asked.get("unit")
        try:
            words = f"{AboutKind.UNIT.value}:{unit}" if unit else asked.get("about", "")
            self.about = about_of(words, viewer=self.viewer)
        except NoSuchReport:
            if not unit:
                raise Http404 from None
            self.add_error("unit", gettext("Det finns ingen enhet med det namnet."))
        return asked

    @property
    def address(self):
        """The question as an address, with what it is about by its key."""
        asked = self.cleaned_data
        return urlencode(
            {"year": asked["year"], "about": self.about.key, "length": asked["length"]}
        )

    def report(self):
        """The report that is asked for, whole or in short, in the reader's language."""
        asked = self.cleaned_data
        language = (get_language() or "sv")[:2]
        whole = local_report(asked["year"], self.about, language=language, viewer=self.viewer)
        return summary_of(whole) if asked["length"] == SHORT else whole


class FileForm(LocalForm):
    """The same for an address that holds a unit by its key, which is in no list."""

    about = forms.CharField()  # type: ignore[assignment]


@require_safe
@needs(Ability.READ_STATISTICS)
def show(request):
    years = years_counted(viewer=request.viewer)
    if not years or not choices(viewer=request.viewer):
        return render(request, "reports/local.html", {"years": years})
    form = LocalForm(request.GET, years=years, viewer=request.viewer)
    context = {"years": years, "form": form}
    if not form.is_valid():
        return render(request, "reports/local.html", context, status=422)
    if request.GET:
        report = form.report()
        context |= {
            "report": report,
            "shown": page_of(report),
            "query": form.address,
            "files": FORMS.values(),
        }
    return render(request, "reports/local.html", context)


@require_safe
@needs(Ability.READ_STATISTICS)
@inert
def download(request, form):
    years = years_counted(viewer=request.viewer)
    if form not in FORMS or not years or "about" not in request.GET:
        raise Http404
    asked = FileForm(request.GET, years=years, viewer=request.viewer)
    if not asked.is_valid():
        raise Http404
    report, kind = asked.report(), FORMS[form]
    response = HttpResponse(kind.make(report), kind.media_type)
    return as_download(response, f"{slugify(report.title)}.{kind.suffix}")
