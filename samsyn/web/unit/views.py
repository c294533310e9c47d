"""How does one's own unit answer, beside all of its kind? For a coordinator: each unit of the principal."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samsyn.deviations.selectors.own_figures import waited_days
from samsyn.domain.access import Ability
from samsyn.domain.answering import by_age
from samsyn.organisations.selectors import kinds_in_order
from samsyn.participation import selectors, services
from samsyn.participation.periods import LATEST
from samsyn.web.permissions import needs
from samsyn.web.unit.words import (
    age_in_words,
    counted_in_words,
    in_days,
    in_working_days,
    of_so_many,
    period_in_words,
    rate,
)


@require_safe
@needs(Ability.READ_DEVIATIONS)
def show(request):
    viewer, today = request.viewer, timezone.localdate()
    years = selectors.years_counted(viewer=viewer)
    year = chosen_year(request, years)
    period = f"{year}-01--{year}-12" if year else LATEST
    rows, kinds = selectors.units_and_kinds(viewer=viewer, period=period, today=today)
    context = {
        "year": year,
        "tabs": tabs_of(years, year),
        "counted": when_counted(viewer),
    }
    if viewer.unit_id is None:
        context |= {"rows": [row_of(one) for one in rows], "kinds": [row_of(one) for one in kinds]}
        return render(request, "unit/units.html", context)
    statements = selectors.statements_of(viewer=viewer, today=today)
    context |= {
        "compared": row_of(rows[0]) if rows else None,
        "ages": ages_of(viewer, today),
        "statements": [(one, period_in_words(one.period)) for one in statements],
        "may_state": viewer.may(Ability.WRITE_DEVIATION),
        "among": among_its_kind(viewer, year, today),
    }
    return render(request, "unit/show.html", context)


def among_its_kind(viewer, year, today):
    """How many of the unit's kind took part in the year, or in the one that is."""
    span = selectors.span_of([year or today.year], today)
    found = selectors.coverage_of_own_kind(selectors.Wanted(span), viewer=viewer)
    return {"year": year or today.year, "found": found} if found else None


def chosen_year(request, years):
    """The year in the address when there are figures for it; else None, the last twelve months."""
    wanted = request.GET.get("ar", "")
    return next((year for year in years if str(year) == wanted), None)


def tabs_of(years, year):
    """The times that can be chosen, at addresses of their own."""
    times = [("?", _("Senaste tolv månaderna"), None), *((f"?ar={one}", one, one) for one in years)]
    return [
        {"url": url, "words": words, "count": None, "current": one == year}
        for url, words, one in times
    ]


def when_counted(viewer):
    """When the figures were counted, in words; nothing when they never were."""
    moment = selectors.computed_at(viewer=viewer)
    return counted_in_words(moment, timezone.now()) if moment else ""


def row_of(compared):
    """A unit's figures and its kind's, in words."""
    return {
        "unit": compared.unit,
        "own": in_words(compared.own),
        "kind": in_words(compared.kind) if compared.kind else None,
        "others": others_of(compared),
    }


def others_of(compared):
    """What stands beside the unit: its kind, or the kinds that are shown as one."""
    if compared.kinds is None or len(compared.kinds.kind_ids) == 1:
        return compared.unit.kind_label
    joined = compared.kinds.kind_ids
    names = [kind.short_label for kind in kinds_in_order() if kind.id in joined]
    return gettext("%(kinds)s och %(last)s tillsammans") % {
        "kinds": ", ".join(names[:-1]),
        "last": names[-1],
    }


def in_words(figures):
    return {
        "rate": rate(figures),
        "acknowledge": in_working_days(figures.median_acknowledge),
        "acknowledged": of_so_many(figures.acknowledged),
        "answer": in_days(figures.median_answer),
        "answered": of_so_many(figures.answered),
        "declined": figures.declined,
        "received": figures.received,
    }


def own_strip(viewer, today):
    """The unit's figures of the last twelve months, for Att göra; None when there are none to show."""
    if viewer.unit_id is None:
        return None
    rows = selectors.compared_units(viewer=viewer, period=LATEST, today=today)
    return row_of(rows[0]) if rows and rows[0].own.received else None


def ages_of(viewer, today):
    """What waits here now, by how long; and how many in all."""
    steps = by_age(waited_days(viewer=viewer, today=today))
    return {
        "steps": [(age_in_words(one.from_day, one.to_day), one.count) for one in steps],
        "all": sum(one.count for one in steps),
    }


@require_POST
@needs(Ability.WRITE_DEVIATION)
def state(request, period):
    try:
        services.state_nothing(period, by=request.viewer, now=timezone.now())
    except services.StatementRefused as refused:
        if refused.why != "has_sent":
            raise Http404 from refused
        messages.error(
            request,
            _("Ni har skickat en avvikelse under perioden, så där går det inte att ange inga."),
        )
    else:
        messages.success(request, _("Nu står det att ni inte har haft några avvikelser."))
    return redirect("unit:show")


@require_POST
@needs(Ability.WRITE_DEVIATION)
def withdraw(request, period):
    try:
        done = services.withdraw_nothing(period, by=request.viewer, now=timezone.now())
    except services.StatementRefused as refused:
        raise Http404 from refused
    if done:
        messages.success(request, _("Uppgiften är återtagen."))
    else:
        messages.info(request, _("Uppgiften var redan återtagen."))
    return redirect("unit:show")
