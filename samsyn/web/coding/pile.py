"""What is there to code? The year's pile, how far it has come, and where to begin."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from samsyn.audit import services as audit
from samsyn.coding.selectors import codings_of
from samsyn.coding.selectors.desk import Pile, pile_of
from samsyn.coding.selectors.opinions import codings_before_the_desk
from samsyn.domain.access import Ability
from samsyn.domain.vocabulary import AuditKind
from samsyn.web.coding.wishes import SCOPES, progress_of, wishes_of, words_of
from samsyn.web.inbox.pages import page_of
from samsyn.web.permissions import needs

LIST_NAME = gettext_noop("Kodning")
"""What the log calls this list."""
PAGE_SIZE = 25


@needs(Ability.CODE)
@require_safe
def show(request):
    viewer = request.viewer
    wishes, years = wishes_of(request)
    page = page_of(pile_of(wishes, viewer=viewer), request.GET.get("sida", ""), PAGE_SIZE)
    has_listed(request, page.rows)
    context = {
        "page": page,
        "rows": rows_of(page, wishes, viewer=viewer),
        "wishes": wishes,
        "words": words_of(wishes),
        "tabs": piles_of(wishes),
        "years": years,
        "scopes": scopes_of(wishes),
        "progress": progress_of(wishes, viewer=viewer),
    }
    return render(request, "coding/pile.html", context)


def rows_of(page, wishes, *, viewer):
    """Each deviation with what it is coded as, as far as the pile lets it be known.

    To be coded a second time: only what the writer said, or the second coding would not be one's own.
    """
    about = codings_before_the_desk if wishes.pile is Pile.SECOND else codings_of
    coded = about([one.pk for one in page.rows], viewer=viewer)
    return [{"deviation": one, "coding": coded.get(one.pk)} for one in page.rows]


def piles_of(wishes):
    return [
        {
            "url": f"?{words_of(wishes, hog=one.value)}",
            "words": gettext(one.label),
            "count": None,
            "current": one is wishes.pile,
        }
        for one in Pile
    ]


def scopes_of(wishes):
    return [
        {"value": word, "words": gettext(scope.label), "chosen": scope is wishes.scope}
        for word, scope in SCOPES.items()
    ]


def has_listed(request, deviations):
    """Log whose titles were shown (requirement 16)."""
    if not deviations:
        return
    audit.record(
        AuditKind.LISTED,
        by=request.viewer,
        now=timezone.now(),
        object_kind="deviation",
        label=LIST_NAME,
        details={"ids": sorted(one.pk for one in deviations)},
    )
