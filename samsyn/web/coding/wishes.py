"""Which pile does the address ask for? What is not understood narrows nothing."""

from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext

from samsyn.coding.selectors.desk import DeskWishes, Pile, coded_at_desk
from samsyn.domain.vocabulary import Scope
from samsyn.tally.selectors import tally, years_tallied

SCOPES = {"mellan": Scope.BETWEEN, "inom": Scope.WITHIN, "alla": Scope.ALL}


def wishes_of(request) -> tuple[DeskWishes, list[int]]:
    """What is asked for, and the years that there are; the newest year unless another is named."""
    years = years_tallied(viewer=request.viewer) or [timezone.localdate().year]
    year = next((one for one in years if str(one) == request.GET.get("ar")), years[0])
    return wishes_in(request, year), years


def wishes_in(request, year: int) -> DeskWishes:
    """What is asked for in a year that is known already, as that of a deviation is."""
    scope = SCOPES.get(request.GET.get("omfattning", ""), Scope.BETWEEN)
    pile = next((one for one in Pile if one == request.GET.get("hog")), Pile.TO_CODE)
    return DeskWishes(year, scope, pile)


def words_of(wishes: DeskWishes, **changes) -> str:
    """The wishes as they stand in an address, with some of them changed."""
    words = {
        "ar": str(wishes.year),
        "omfattning": next(word for word, scope in SCOPES.items() if scope is wishes.scope),
        "hog": wishes.pile.value,
    }
    return urlencode(words | changes)


def progress_of(wishes: DeskWishes, *, viewer) -> dict:
    """How many of the year and scope the secretariat has coded, of how many."""
    rows = tally("year", years=[wishes.year], scope=wishes.scope, viewer=viewer)
    total = sum(number for _, number in rows)
    coded = min(coded_at_desk(wishes, viewer=viewer), total)
    scope = gettext(wishes.scope.label)
    return {"coded": coded, "total": total, "year": wishes.year, "scope": scope.lower()}
