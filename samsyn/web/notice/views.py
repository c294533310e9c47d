"""What sticks out among the figures? The secretariat looks, opens what lies behind, and marks it as seen."""

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from samsyn.audit import services as audit
from samsyn.domain.access import Ability
from samsyn.domain.control_charts import Pattern
from samsyn.domain.refusals import PersonalDataFound
from samsyn.domain.vocabulary import AuditKind
from samsyn.exports.charts import page_svg_of, png_of
from samsyn.notice import selectors, services
from samsyn.series.selectors.breaks import known_breaks
from samsyn.web.files.downloads import as_download, inert
from samsyn.web.guarding.forms import GuardedForm
from samsyn.web.inbox.pages import page_of
from samsyn.web.inbox.rows import FIELDS, copy_row
from samsyn.web.notice.shown import month_words, name_of, shown
from samsyn.web.permissions import needs

LIST_NAME = gettext_noop("Sticker ut")
"""What the log calls the deviations that are shown here."""

NOTE_LENGTH, ROWS_A_PAGE = 1000, 25
KINDS = {
    "": (gettext_noop("Allt"), frozenset(Pattern)),
    "manad": (gettext_noop("Månader"), frozenset({Pattern.POINT, Pattern.RUN})),
    "termin": (gettext_noop("Terminer"), frozenset({Pattern.TERM})),
}
"""What `?visa=` narrows the list to."""


class NoteForm(GuardedForm):
    """What came of it, for the secretariat itself."""

    note = forms.CharField(
        label=_("Anteckning"),
        help_text=_(
            "För sekretariatet: vad ni har gjort eller vet. Skriv inget om ett enskilt barn."
        ),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@needs(Ability.NOTICE)
@require_safe
def start(request):
    months = selectors.months_computed(viewer=request.viewer)
    month = next((one for one in months if f"{one:%Y-%m}" == request.GET.get("manad")), None)
    told = selectors.told_of(month, viewer=request.viewer)
    context = {"told": told}
    if told:
        kind = request.GET.get("visa", "")
        kind = kind if kind in KINDS else ""
        fitting = [
            one for one in told.noticed if any(s.pattern in KINDS[kind][1] for s in one.signals)
        ]
        breaks = known_breaks()
        context |= {
            "unseen": [shown(one, breaks) for one in fitting if not one.is_seen],
            "seen": [shown(one, breaks) for one in fitting if one.is_seen],
            "new": [(name_of(one), one.chart.points[-1][1]) for one in told.new],
            "tabs": tabs_of(told, kind, month),
            "months": [(f"{one:%Y-%m}", month_words(one)) for one in months],
            "shown_month": f"{told.computation.present:%Y-%m}",
            "month_words": month_words(told.computation.present),
            "kind": kind,
        }
    return render(request, "notice/start.html", context)


def tabs_of(told, kind, month):
    """The list by what sticks out: a month or several, or a whole term."""
    tabs = []
    for key, (words, patterns) in KINDS.items():
        asked = [f"visa={key}"] if key else []
        asked += [f"manad={month:%Y-%m}"] if month else []
        many = sum(any(s.pattern in patterns for s in one.signals) for one in told.noticed)
        url = reverse("notice:start") + (f"?{'&'.join(asked)}" if asked else "")
        tabs.append({"url": url, "words": gettext(words), "count": many, "current": key == kind})
    return tabs


def noticed_or_404(request, chart_id):
    noticed = selectors.noticed_by_pk(chart_id, viewer=request.viewer)
    if noticed is None or not noticed.signals:
        raise Http404
    return noticed


@needs(Ability.NOTICE)
@require_safe
def behind(request, chart_id):
    return behind_page(request, noticed_or_404(request, chart_id), NoteForm(viewer=request.viewer))


def behind_page(request, noticed, form, status=200):
    today = timezone.localdate()
    rows = selectors.deviations_behind(noticed, viewer=request.viewer, today=today)
    page = page_of(rows.only(*FIELDS["copies"]), request.GET.get("sida", ""), ROWS_A_PAGE)
    if page.rows:
        audit.record(
            AuditKind.LISTED,
            by=request.viewer,
            now=timezone.now(),
            object_kind="deviation",
            label=LIST_NAME,
            details={"ids": sorted(row.pk for row in page.rows), "chart": noticed.chart.pk},
        )
    context = {
        "one": shown(noticed, known_breaks()),
        "form": form,
        "page": page,
        "rows": [copy_row(row, today) for row in page.rows],
    }
    return render(request, "notice/behind.html", context, status=status)


def one_with_chart_or_404(request, chart_id):
    one = shown(noticed_or_404(request, chart_id), known_breaks())
    if one.chart is None:
        raise Http404
    return one


@needs(Ability.NOTICE)
@require_safe
def chart_part(request, chart_id):
    """The chart as a part of the page, which fetches it when somebody comes to it; drawn here if it must."""
    one = one_with_chart_or_404(request, chart_id)
    drawn = mark_safe(page_svg_of(one.chart))  # noqa: S308 (our own drawing)
    return render(request, "notice/_picture.html", {"one": replace(one, picture=drawn)})


@needs(Ability.NOTICE)
@require_safe
@inert
def chart_png(request, chart_id):
    """The same for whoever has no scripts."""
    one = one_with_chart_or_404(request, chart_id)
    picture = HttpResponse(png_of(one.chart), "image/png")
    return as_download(picture, f"samsyn-sticker-ut-{chart_id}.png")


@needs(Ability.NOTICE)
@require_POST
def see(request, chart_id):
    noticed = noticed_or_404(request, chart_id)
    form = NoteForm(request.POST, viewer=request.viewer)
    if not form.is_valid():
        return behind_page(request, noticed, form, status=422 if form.errors else 200)
    note, now = form.cleaned_data["note"], timezone.now()
    try:
        services.mark_seen(chart_id=chart_id, note=note, by=request.viewer, now=now)
    except PersonalDataFound as refused:
        form.tell_found(refused.found)
        return behind_page(request, noticed, form, status=422)
    messages.success(
        request, gettext("Markerat som sett. Det kommer tillbaka om något nytt sticker ut.")
    )
    return redirect("notice:start")
