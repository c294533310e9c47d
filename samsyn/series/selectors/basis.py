"""What does every series rest on? The lists, the decisions, the published values and breaks, read once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from samsyn.coding.selectors.correspondences import all_lists, decided_correspondences
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.code_lists import ListedTheme
from samsyn.domain.correspondences import Correspondence, Translation, codes_of
from samsyn.domain.series import JoinedRow, YearOfCodes, join
from samsyn.domain.vocabulary import PublishedKind, Scope
from samsyn.series.selectors.breaks import BreakCard, known_breaks
from samsyn.series.selectors.published import ValueCard, published_values
from samsyn.statistics.selectors import years_counted


@dataclass(frozen=True)
class Basis:
    """Read once for a page; all of it is public but the years, which the viewer may see."""

    lists: dict[int, tuple[ListedTheme, ...]]
    decisions: Sequence[Correspondence]
    published: Sequence[ValueCard]
    breaks: Sequence[BreakCard]
    stored: frozenset[int]

    @cached_property
    def years(self) -> list[int]:
        """Every year that something is known of, the oldest first."""
        return sorted(self.stored | {value.year for value in self.published})

    def edition_for(self, year: int) -> int | None:
        """The list that a year is coded by: its own, else the latest before, else the first."""
        earlier = [one for one in self.lists if one <= year]
        return max(earlier) if earlier else min(self.lists, default=None)

    def translation(self, years: Sequence[int]) -> Translation:
        """To the newest of the lists that these years are coded by, which their series is told in."""
        editions = [one for one in map(self.edition_for, years) if one is not None]
        return Translation(self.lists, self.decisions, to=max(editions, default=0))

    def published_year(self, year: int, scope: Scope) -> YearOfCodes:
        """A year without stored deviations, as far as reports told of its themes."""
        told = {
            value.code: value.figure
            for value in self.published
            if value.year == year and value.scope is scope and value.code
        }
        return YearOfCodes(year, self.edition_for(year) or 0, {}, published=told)

    def published_of(self, year: int, kind: PublishedKind, scope: Scope) -> ValueCard | None:
        """What a report told of a whole year."""
        return next(
            (
                value
                for value in self.published
                if (value.year, value.kind, value.scope) == (year, kind, scope)
            ),
            None,
        )

    def headings(self, years: Sequence[int]) -> list[JoinedRow]:
        """The lines that there can be for these years, by their lists alone."""
        listed = [
            YearOfCodes(
                year,
                edition,
                {code: 0 for code in codes_of(edition, self.lists[edition]) if not code.subtype},
            )
            for year in years
            if (edition := self.edition_for(year)) is not None
        ]
        return join(listed, self.lists, self.translation(years))


def basis_of_series(*, viewer: Viewer | Everything, stored: Iterable[int] | None = None) -> Basis:
    """All that a series rests on but the figures themselves; `stored` are the years, if they are known."""
    return Basis(
        all_lists(),
        decided_correspondences(),
        published_values(),
        known_breaks(),
        frozenset(years_counted(viewer=viewer) if stored is None else stored),
    )
