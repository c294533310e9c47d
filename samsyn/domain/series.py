"""How do years with different lists of themes become one series? Comparable rows, totals that close.

What a decision puts under several headings at once is told under all of them together, in every year, and
each of them stands below as a part in the years that know it. What cannot be compared has a row of its own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from samsyn.domain.correspondences import Code, Lists, Place, Translation, codes_of
from samsyn.domain.published import PublishedFigure
from samsyn.domain.vocabulary import Comparability


class Missing(Enum):
    """Why there is no number in a cell, other than that it is hidden."""

    NOT_IN_LIST = "the year's list had no such heading"
    NOT_COUNTED = "the year's deviations are not stored, and no report told it"
    HIDDEN = "too small to show"


type Number = int | PublishedFigure | Missing


@dataclass(frozen=True)
class YearOfCodes:
    """What one year counted, by the codes of the list that it was coded by; None = hidden."""

    year: int
    edition: int
    counts: Mapping[Code, int | None]
    residual: int | None = 0
    """How many had no code at all."""
    published: Mapping[Code, PublishedFigure] | None = None
    """What a report told, of a year without stored deviations; it has no counts then."""


@dataclass(frozen=True)
class JoinedRow:
    """One heading of a series. `codes` are of the list that it is told in, or one older code alone."""

    codes: tuple[Code, ...]
    how: Comparability
    numbers: Mapping[int, Number]
    proposed: frozenset[int] = frozenset()
    """Years whose number stands here by a suggestion that nobody has settled."""
    by_name: frozenset[int] = frozenset()
    """Years whose number stands here since the name is the same; nobody has decided it."""
    parts: tuple["JoinedRow", ...] = ()
    """Each of several codes by itself; part of this row's number, not of the total."""

    @property
    def is_residual(self) -> bool:
        return not self.codes

    @property
    def is_comparable(self) -> bool:
        """False for a code of an older list that has no place in the list that the series is told in."""
        return self.how in {Comparability.SAME, Comparability.DECIDED, Comparability.SAME_NAME}

    @property
    def heading(self) -> str:
        """The names of its codes together; empty for the residual."""
        return " + ".join(code.name for code in self.codes)


def join(
    years: Sequence[YearOfCodes],
    lists: Lists,
    translation: Translation,
    *,
    by_subtype: bool = False,
) -> list[JoinedRow]:
    """The rows of a series in the order of the newest list, then what cannot be compared, then the residual.

    In each year the rows add up to what was counted; only parts do not, as they stand in a row above.
    """
    places = _places(years, lists, translation, by_subtype=by_subtype)
    groups = _groups(_targets(lists, translation.to, by_subtype), places)
    rows = [_comparable(group, years, places) for group in groups]
    rows = [row for row in rows if _says_something(row)]
    alone = sorted(code for code, place in places.items() if not place.codes)
    rows += [
        row for row in (_alone(code, places[code], years) for code in alone) if _says_something(row)
    ]
    residual = {one.year: _residual(one) for one in years}
    if any(residual[one.year] for one in years if one.published is None):
        rows.append(JoinedRow((), Comparability.SAME, residual))
    return rows


def _targets(lists: Lists, to: int, by_subtype: bool) -> list[Code]:
    return [code for code in codes_of(to, lists.get(to, ())) if by_subtype or not code.subtype]


def _places(
    years: Sequence[YearOfCodes], lists: Lists, translation: Translation, *, by_subtype: bool
) -> dict[Code, Place]:
    """Where each code of the years' lists stands, and of what was counted beside them."""
    codes: dict[Code, None] = {}
    for one in years:
        listed = codes_of(one.edition, lists.get(one.edition, ()))
        codes |= dict.fromkeys(code for code in listed if by_subtype or not code.subtype)
        codes |= dict.fromkeys([*one.counts, *(one.published or ())])
    divided = {
        Code(edition, theme.name)
        for edition, themes in lists.items()
        for theme in themes
        if theme.subtypes
    }
    return {
        code: _on_level(code, translation.place_of(code), divided, by_subtype=by_subtype)
        for code in codes
    }


def _on_level(code: Code, place: Place, divided: set[Code], *, by_subtype: bool) -> Place:
    """The place, unless theme and subtype would be compared: a part is less than the whole that it is of."""

    def is_whole(one: Code) -> bool:
        return not one.subtype and one not in divided

    if by_subtype:
        differs = any(
            not code.subtype and not target.subtype and is_whole(code) != is_whole(target)
            for target in place.codes
        )
        # A theme that the older list did not divide may well be one subtype of the newer.
        differs |= (
            not code.subtype and not is_whole(code) and any(one.subtype for one in place.codes)
        )
    else:
        differs = any(target.subtype for target in place.codes)
    return Place(frozenset(), Comparability.OTHER_LEVEL, place.is_proposal) if differs else place


def _groups(targets: Sequence[Code], places: Mapping[Code, Place]) -> list[tuple[Code, ...]]:
    """The codes that have to be told together, in the order of the list."""
    known = [*targets, *sorted({code for place in places.values() for code in place.codes})]
    group_of = {code: {code} for code in known}
    for place in places.values():
        together = set().union(*(group_of[code] for code in place.codes)) if place.codes else set()
        for code in together:
            group_of[code] = together
    order = list(dict.fromkeys(known))
    groups = (tuple(sorted(group_of[code], key=order.index)) for code in order)
    return list(dict.fromkeys(groups))


def _comparable(
    group: tuple[Code, ...], years: Sequence[YearOfCodes], places: Mapping[Code, Place]
) -> JoinedRow:
    codes_in: dict[int, list[Code]] = {
        one.year: [
            code
            for code, place in places.items()
            if _has(one, code)
            if place.codes and place.codes <= set(group)
        ]
        for one in years
    }
    of_year = {one.year: one for one in years}
    row = JoinedRow(
        group,
        Comparability.SAME if len(group) == 1 else Comparability.DECIDED,
        {year: _sum(of_year[year], codes) for year, codes in codes_in.items()},
        _years(codes_in, lambda code: places[code].is_proposal),
        _years(codes_in, lambda code: places[code].how is Comparability.SAME_NAME),
    )
    if len(group) == 1:
        return row
    parts = tuple(_part(code, codes_in, of_year, places) for code in group)
    return JoinedRow(row.codes, row.how, row.numbers, row.proposed, row.by_name, parts)


def _years(codes_in: Mapping[int, Iterable[Code]], is_so: Callable[[Code], bool]) -> frozenset[int]:
    return frozenset(year for year, codes in codes_in.items() if any(map(is_so, codes)))


def _part(
    code: Code,
    codes_in: Mapping[int, Iterable[Code]],
    of_year: Mapping[int, YearOfCodes],
    places: Mapping[Code, Place],
) -> JoinedRow:
    """One of several codes: known in a year when nothing of that year's list is it only in part."""
    numbers: dict[int, Number] = {}
    for year, codes in codes_in.items():
        here = [one for one in codes if code in places[one].codes]
        is_split = any(len(places[one].codes) > 1 for one in here)
        numbers[year] = Missing.NOT_IN_LIST if is_split else _sum(of_year[year], here)
    return JoinedRow((code,), Comparability.SAME, numbers)


def _alone(code: Code, place: Place, years: Sequence[YearOfCodes]) -> JoinedRow:
    numbers = {one.year: _sum(one, [code] if _has(one, code) else []) for one in years}
    return JoinedRow((code,), place.how, numbers)


def _has(year: YearOfCodes, code: Code) -> bool:
    """True when the year could be told of by the code: by its list, or since something was."""
    return code.edition == year.edition or code in year.counts or code in (year.published or ())


def _sum(year: YearOfCodes, codes: Sequence[Code]) -> Number:
    """The codes' number in a year; nothing hidden is added up, and a heading without codes was not there."""
    if not codes:
        return Missing.NOT_IN_LIST
    if year.published is not None:
        # Printed figures are told as they are: of two themes that became one nobody knows the share.
        alone = year.published.get(codes[0]) if len(codes) == 1 else None
        return alone or Missing.NOT_COUNTED
    counts = [year.counts.get(code, 0) for code in codes]
    return Missing.HIDDEN if None in counts else sum(count or 0 for count in counts)


def _residual(year: YearOfCodes) -> Number:
    if year.published is not None:
        return Missing.NOT_COUNTED
    return Missing.HIDDEN if year.residual is None else year.residual


def _says_something(row: JoinedRow) -> bool:
    """A heading that no year of the series had is left out."""
    return any(number is not Missing.NOT_IN_LIST for number in row.numbers.values())
