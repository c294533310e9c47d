"""Where did two people code the same deviation differently, and how far do they agree?"""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from samsyn.coding.selectors.opinions import coded_twice
from samsyn.domain.access import Ability
from samsyn.web.coding.pile import has_listed
from samsyn.web.coding.wishes import wishes_of, words_of
from samsyn.web.permissions import needs


@needs(Ability.CODE)
@require_safe
def show(request):
    wishes, years = wishes_of(request)
    twice = coded_twice(wishes.year, viewer=request.viewer)
    has_listed(request, [one.deviation for one in twice.differing])
    context = {"twice": twice, "wishes": wishes, "years": years, "words": words_of(wishes)}
    if not twice.pairs:
        context["earlier"] = _earlier(years, wishes.year, request.viewer)
    return render(request, "coding/differing.html", context)


def _earlier(years, year, viewer):
    """The year before, if anything of it is coded twice: a year begins with nothing to compare."""
    before = next((one for one in years if one < year), None)
    return before if before and coded_twice(before, viewer=viewer).pairs else None
