"""Did it help? The share of a theme before and after a measure, in the county or in one group (issue 7.6).

The county's figures are everybody's, so months are compared. A group's are compared by whole calendar
years, which its own statistics show anyway: months that somebody could move would tell small numbers apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings

from samsyn.coding.selectors.codes import code_of_theme
from samsyn.disclosure.selectors import limit_for
from samsyn.domain.access import Everything, ScopeKind, Viewer
from samsyn.domain.before_after import (
    Compared,
    Month,
    Part,
    Span,
    Verdict,
    compare,
    spans,
    years_of,
)
from samsyn.domain.correspondences import Code, Translation
from samsyn.domain.disclosing import Shown
from samsyn.domain.tables import Own, Question
from samsyn.domain.vocabulary import Comparability, Dimension, OwnSide
from samsyn.groups.cards import GroupCard
from samsyn.series.selectors.basis import Basis, basis_of_series
from samsyn.series.selectors.breaks import BreakCard
from samsyn.statistics.permissions import own_of, sees_all
from samsyn.statistics.selectors import figures_for, table_for

READERS = Everything("everybody sees the county's themes by month")
BY_MONTH = (Dimension.THEME, Dimension.MONTH)


@dataclass(frozen=True)
class Effect:
    """What can be said of one measure; `spans` are None while it is too early."""

    theme: str
    began_on: date
    side: OwnSide | None
    """What a group's services have sent or received; None for the whole county."""
    before: Span | None
    after: Span | None
    compared: Compared
    uncoded: tuple[int | None, int | None] = (None, None)
    """Reports without a theme before and after, which are not among the n; None where hidden."""
    breaks: tuple[BreakCard, ...] = ()
    by_name: bool = False
    """The theme stands in two lists under the same name, and nobody has decided that it is the same."""
    by_proposal: bool = False

    @property
    def is_ongoing(self) -> bool:
        """True when the year after is not over."""
        return self.after is not None and self.after.last.month != 12 and self.side is not None


def county_effect(theme_id: int, began_on: date, *, today: date) -> Effect | None:
    """Before and after in the whole county, between principals; None for an unknown theme."""
    code = code_of_theme(theme_id)
    if code is None:
        return None
    found = spans(began_on, today)
    if found is None:
        return _nothing(code, began_on, None, Verdict.TOO_EARLY)
    known = _Theme(code, found, basis_of_series(viewer=READERS))
    if not known.is_comparable:
        return _nothing(code, began_on, None, Verdict.NOT_COMPARABLE)
    years = tuple(years_of(found))
    figures = figures_for(Question(years, by=BY_MONTH), viewer=READERS)
    counts: dict[Month, list[int]] = {}
    for cell in figures.cells:
        theme, month = cell.values
        year, number = map(int, (month.key or "0-0").split("-"))
        of_month = counts.setdefault(Month(year, number), [0, 0, 0])
        of_month[1] += cell.count
        of_month[0] += cell.count if known.is_it(theme.key, year) else 0
        of_month[2] += cell.count if theme.key is None else 0
    below = limit_for(Shown.STATISTICS, BY_MONTH, viewer=READERS)
    sums = [_sum(counts, span) for span in found]
    parts = [Part(_shown(count, below), n - uncoded) for count, n, uncoded in sums]
    return replace(
        _effect(code, began_on, None, found, parts, known),
        uncoded=(sums[0][2], sums[1][2]),
    )


def group_effects(
    theme_id: int, began_on: date, group: GroupCard, *, viewer: Viewer, today: date
) -> list[Effect]:
    """Before and after among what a group's services have sent, and received, by calendar years.

    Small numbers are hidden as in the group's statistics. Nothing for whoever may not see those, such as
    the regional forum.
    """
    code = code_of_theme(theme_id)
    bus_areas = group.area_ids[:1]
    mine = viewer.area_id in group.area_ids
    if code is None or not bus_areas or not (mine or sees_all(viewer)):
        return []
    area = (viewer.area_id if mine else None) or bus_areas[0]
    before, after = (_year(began_on.year + step, today) for step in (-1, 1))
    if before is None or after is None:
        return [_nothing(code, began_on, None, Verdict.TOO_EARLY)]
    known = _Theme(code, (before, after), basis_of_series(viewer=READERS))
    if not known.is_comparable:
        return [_nothing(code, began_on, None, Verdict.NOT_COMPARABLE)]
    found = []
    for side in (OwnSide.SENT, OwnSide.RECEIVED):
        own = own_of(side, viewer=viewer) if mine else Own(side, ScopeKind.AREA, area)
        told = [_of_year(span.first.year, own, known, viewer) for span in (before, after)]
        effect = _effect(code, began_on, side, (before, after), [part for part, _ in told], known)
        found.append(replace(effect, uncoded=(told[0][1], told[1][1])))
    return found


class _Theme:
    """One theme in the lists of the years that are compared."""

    def __init__(self, code: Code, compared: Iterable[Span], basis: Basis) -> None:
        self.basis, self.spans = basis, tuple(compared)
        self.editions = {year: basis.edition_for(year) for year in years_of(self.spans)}
        newest = max([code.edition, *(one or 0 for one in self.editions.values())])
        self.translation = Translation(basis.lists, basis.decisions, to=newest)
        self.codes = self.translation.place_of(code).codes
        self.hows = {self.translation.place_of(code).how}
        self.proposed = self.translation.place_of(code).is_proposal
        self.names = {one: self._names(one) for one in set(self.editions.values()) if one}

    def _names(self, edition: int) -> set[str]:
        """What the theme is called in a list; nothing where it is only a part of something there."""
        found, in_part = set(), False
        for theme in self.basis.lists[edition]:
            place = self.translation.place_of(Code(edition, theme.name))
            if place.codes == self.codes:
                found.add(theme.name)
                self.hows.add(place.how)
                self.proposed |= place.is_proposal
            in_part |= bool(place.codes & self.codes) and place.codes != self.codes
        return set() if in_part else found

    @property
    def is_comparable(self) -> bool:
        is_one = len(self.codes) == 1 and all(not one.subtype for one in self.codes)
        return is_one and all(self.names.get(one or 0) for one in self.editions.values())

    def is_it(self, name: str | None, year: int) -> bool:
        return name in self.names.get(self.editions.get(year) or 0, ())

    @property
    def breaks(self) -> tuple[BreakCard, ...]:
        """Known breaks between the first month and the last that touch this theme, or everything."""
        first, last = self.spans[0].first, self.spans[-1].last
        return tuple(
            one
            for one in reversed(self.basis.breaks)
            if first <= Month.of(one.when) <= last and self._touches(one)
        )

    def _touches(self, one: BreakCard) -> bool:
        places = {place for code in one.themes for place in self.translation.place_of(code).codes}
        return not (one.themes or one.dimensions) or bool(places & self.codes)


def _effect(
    code: Code,
    began_on: date,
    side: OwnSide | None,
    compared: tuple[Span, Span],
    parts: list[Part],
    known: _Theme,
) -> Effect:
    return Effect(
        theme=code.theme,
        began_on=began_on,
        side=side,
        before=compared[0],
        after=compared[1],
        compared=compare(
            *parts,
            confidence_percent=settings.SERIES_CONFIDENCE_PERCENT,
            fewest=settings.REPORT_COMPARED_FROM,
        ),
        breaks=known.breaks,
        by_name=Comparability.SAME_NAME in known.hows,
        by_proposal=known.proposed,
    )


def _nothing(code: Code, began_on: date, side: OwnSide | None, why: Verdict) -> Effect:
    unknown = Part(None, None)
    compared = Compared(unknown, unknown, None, None, None, why)
    return Effect(code.theme, began_on, side, None, None, compared)


def _sum(counts: dict[Month, list[int]], span: Span) -> tuple[int, int, int]:
    rows = [counts.get(month, [0, 0, 0]) for month in span.months]
    count, n, uncoded = (sum(row[place] for row in rows) for place in range(3))
    return count, n, uncoded


def _shown(count: int, below: int) -> int | None:
    return None if 0 < count < below else count


def _year(year: int, today: date) -> Span | None:
    """A calendar year, as far as its whole months go; None for what has not begun."""
    last = min(Month(year, 12), Month.of(today).plus(-1))
    return Span(Month(year, 1), last) if last >= Month(year, 1) else None


def _of_year(year: int, own: Own, known: _Theme, viewer: Viewer) -> tuple[Part, int | None]:
    """The theme's part of a group's coded reports of a year, and how many were not coded."""
    table = table_for(Question((year,), by=(Dimension.THEME,), own=own), viewer=viewer)
    rows = [row.count for row in table.rows if known.is_it(row.values[0].key, year)]
    count = None if None in rows else sum(one or 0 for one in rows)
    if table.n is None or table.unclassified is None:
        return Part(None, None), None
    return Part(count, table.n - table.unclassified), table.unclassified
