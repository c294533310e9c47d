"""How does the next list of themes come about? Copied from the newest, changed while nothing stands on it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from samsyn.audit import services as audit
from samsyn.coding.models import CodeBook, Subtype, Theme
from samsyn.coding.selectors.code_books import (
    edition_of,
    editions,
    names_in_use,
    next_edition_year,
    subtypes_in_use,
)
from samsyn.coding.services.code_books import ensure_code_book, ensure_subtype, ensure_theme
from samsyn.coding.services.correspondences import forget_correspondences_to
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.code_lists import ListedTheme
from samsyn.domain.refusals import Refusal
from samsyn.domain.vocabulary import AuditKind


class EditionRefused(Refusal):
    """A list may not be made or changed so; `why` is not_allowed, closed or in_use (with the names)."""

    def __init__(self, why: str, names: Sequence[str] = ()) -> None:
        super().__init__(why)
        self.why, self.names = why, tuple(names)


@transaction.atomic
def start_edition(*, by: Viewer, now: datetime) -> int:
    """Make the next list as a copy of the newest, and return its year. Refuses EditionRefused."""
    this_year = day_in_stockholm(now).year
    year = next_edition_year(this_year=this_year)
    if not by.may(Ability.CODE) or year is None:
        raise EditionRefused("not_allowed" if year else "closed")
    known = editions(this_year=this_year)
    ensure_code_book(year=year)
    _write(year, known[0].themes if known else ())
    _log(year, by, now, {"copied_from": known[0].year if known else None})
    return year


@transaction.atomic
def change_edition(*, year: int, themes: Sequence[ListedTheme], by: Viewer, now: datetime) -> None:
    """Let the newest list say this, in this order. Refuses EditionRefused.

    What something has been coded with keeps its name and stays: coding never changes what was said.
    """
    edition = edition_of(year, this_year=day_in_stockholm(now).year)
    if not by.may(Ability.CODE):
        raise EditionRefused("not_allowed")
    if edition is None or not edition.may_change:
        raise EditionRefused("closed")
    CodeBook.objects.select_for_update().get(year=year)
    wanted = {(theme.name, sub) for theme in themes for sub in theme.subtypes}
    missing = names_in_use(year) - {theme.name for theme in themes}
    missing |= {sub for theme, sub in subtypes_in_use(year) - wanted}
    if missing:
        raise EditionRefused("in_use", sorted(missing))
    _take_out(year, {theme.name for theme in themes}, wanted, now)
    _write(year, themes)
    _log(year, by, now, {"themes": len(themes), "subtypes": len(wanted)})


def _take_out(year: int, themes: set[str], subtypes: set[tuple[str, str]], now: datetime) -> None:
    """Remove what is neither among the themes nor the (theme, subtype) pairs."""
    gone = [
        one.pk
        for one in Subtype.objects.filter(theme__code_book__year=year).select_related("theme")
        if (one.theme.name, one.name) not in subtypes
    ]
    without = Theme.objects.filter(code_book__year=year).exclude(name__in=themes)
    gone_themes = list(without.values_list("pk", flat=True))
    forget_correspondences_to(themes=gone_themes, subtypes=gone, now=now)
    Subtype.objects.filter(pk__in=gone).delete()
    without.delete()


def _write(year: int, themes: Sequence[ListedTheme]) -> None:
    for place, listed in enumerate(themes, start=1):
        theme, _ = ensure_theme(year=year, name=listed.name)
        Theme.objects.filter(pk=theme.pk).update(order=10 * place)
        for at, name in enumerate(listed.subtypes, start=1):
            subtype, _ = ensure_subtype(theme=theme, name=name)
            Subtype.objects.filter(pk=subtype.pk).update(order=10 * at)


def _log(year: int, by: Viewer, now: datetime, details: dict[str, int | None]) -> None:
    audit.record(
        AuditKind.CHANGED_REGISTRY,
        by=by,
        now=now,
        object_kind="code_book",
        label=str(year),
        details=details,
    )
