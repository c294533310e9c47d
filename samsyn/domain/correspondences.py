"""What is a code of an older list of themes in a newer one? By decisions that are stored, step by step.

Nothing that was coded changes: a series reads the older year's numbers under the newer list's heading
where somebody has decided that they may be compared, and says so where they may not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samsyn.domain.code_lists import ListedTheme
from samsyn.domain.vocabulary import Comparability, CorrespondenceKind


@dataclass(frozen=True, order=True)
class Code:
    """A theme of an edition (the year that it holds from), or a subtype of the theme."""

    edition: int
    theme: str
    subtype: str = ""

    @property
    def name(self) -> str:
        """The code's own name, without the theme that a subtype stands under."""
        return self.subtype or self.theme


@dataclass(frozen=True)
class Correspondence:
    """What somebody decided that one code is in the list of `to`."""

    code: Code
    to: int
    kind: CorrespondenceKind
    targets: tuple[Code, ...] = ()
    named: Code | None = None
    """The one of several targets that the decision counts the code under, if it names one."""
    is_proposal: bool = False
    """Shipped as a suggestion, not settled by the secretariat."""


@dataclass(frozen=True)
class Place:
    """Where a code stands in the list that a series is told in; no codes when it has no place there."""

    codes: frozenset[Code]
    how: Comparability
    is_proposal: bool = False


type Lists = Mapping[int, Iterable[ListedTheme]]
"""The themes of each edition, by its year."""


def codes_of(edition: int, themes: Iterable[ListedTheme]) -> list[Code]:
    """Every theme of a list, each followed by its subtypes, in the list's order."""
    found = []
    for theme in themes:
        found.append(Code(edition, theme.name))
        found += [Code(edition, theme.name, name) for name in theme.subtypes]
    return found


class Translation:
    """Tells the place of any older code in the list of `to`; lists and decisions are read once."""

    def __init__(self, lists: Lists, decisions: Iterable[Correspondence], *, to: int) -> None:
        self.to = to
        self._known = {year: set(codes_of(year, themes)) for year, themes in lists.items()}
        self._decided: dict[Code, list[Correspondence]] = {}
        for one in decisions:
            self._decided.setdefault(one.code, []).append(one)
        self._places: dict[Code, Place] = {}

    def place_of(self, code: Code) -> Place:
        """Where the code stands, by the decision that reaches farthest, and on from there."""
        if code not in self._places:
            self._places[code] = self._found(code)
        return self._places[code]

    def _found(self, code: Code) -> Place:
        if code.edition >= self.to:
            return Place(frozenset({code}), Comparability.SAME)
        decided = [one for one in self._decided.get(code, ()) if one.to <= self.to]
        if not decided:
            return self._by_name(code)
        one = max(decided, key=lambda each: each.to)
        if one.kind is CorrespondenceKind.NONE or not one.targets:
            return Place(frozenset(), Comparability.NOT_COMPARABLE, one.is_proposal)
        targets = (one.named,) if one.named else one.targets
        return _together([self.place_of(each) for each in targets], is_proposal=one.is_proposal)

    def _by_name(self, code: Code) -> Place:
        """A new list begins as a copy: what kept its name is taken for the same until somebody decides."""
        later = [year for year in self._known if code.edition < year <= self.to]
        if not later:
            return Place(frozenset(), Comparability.UNDECIDED)
        same = Code(min(later), code.theme, code.subtype)
        if same not in self._known[same.edition]:
            return Place(frozenset(), Comparability.UNDECIDED)
        place = self.place_of(same)
        if place.how is Comparability.SAME:
            return Place(place.codes, Comparability.SAME_NAME)
        return place


WEAKEST = (
    Comparability.NOT_COMPARABLE,
    Comparability.UNDECIDED,
    Comparability.SAME_NAME,
)
"""What one of several steps is decides for all of them; else the code is translated by decision."""


def _together(places: Iterable[Place], *, is_proposal: bool) -> Place:
    parts = list(places)
    proposal = is_proposal or any(part.is_proposal for part in parts)
    how = next((one for one in WEAKEST if any(part.how is one for part in parts)), None)
    if how in {Comparability.NOT_COMPARABLE, Comparability.UNDECIDED}:
        # A part without a place cannot be taken out of the older code's number: none of it has one.
        return Place(frozenset(), how, proposal)
    codes = frozenset().union(*(part.codes for part in parts))
    return Place(codes, how or Comparability.DECIDED, proposal)
