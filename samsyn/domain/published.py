"""What is a figure of a year whose deviations are not stored? What a report printed, and no more."""

from dataclasses import dataclass

from samsyn.domain.intervals import count_behind
from samsyn.domain.refusals import Refusal
from samsyn.domain.shares import percent_of
from samsyn.domain.vocabulary import Counted, PublishedKind


class PublishedRefused(Refusal):
    """Such figures do not fit; `why` is not_allowed, nothing, theme, no_theme, part, contradiction,
    total, no_source, no_reason, not_over, unknown or already."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class PublishedFigure:
    """What was printed: a whole percentage, a count and an n, as far as each is known."""

    percent: int | None = None
    count: int | None = None
    n: int | None = None
    counted: Counted = Counted.DEVIATIONS
    source: str = ""

    @property
    def share_in_percent(self) -> int | None:
        """The share as printed, else worked out of count and n."""
        if self.percent is None and self.count is not None and self.n:
            return percent_of(self.count, self.n)
        return self.percent

    @property
    def sure_count(self) -> int | None:
        """The count as printed, else the only one that gives the printed share of n; None if several do."""
        if self.count is None and self.percent is not None and self.n:
            return count_behind(self.percent, self.n)
        return self.count


def check(kind: PublishedKind, figure: PublishedFigure, *, has_theme: bool) -> None:
    """Refuse (PublishedRefused) figures that say nothing, or that contradict each other."""
    wrong = _of_kind(kind, figure, has_theme=has_theme) or _together(figure)
    if not wrong and not figure.source.strip():
        wrong = "no_source"
    if wrong:
        raise PublishedRefused(wrong)


def _of_kind(kind: PublishedKind, figure: PublishedFigure, *, has_theme: bool) -> str:
    """A number of reports is a count alone; all else is a share, or a count that is one of n."""
    if has_theme != (kind is PublishedKind.THEME):
        return "theme" if has_theme else "no_theme"
    if kind is PublishedKind.TOTAL:
        if figure.count is None:
            return "nothing"
        return "total" if figure.percent is not None or figure.n is not None else ""
    return "nothing" if figure.percent is None and figure.count is None else ""


def _together(figure: PublishedFigure) -> str:
    if figure.count is None or figure.n is None:
        return ""
    if figure.count > figure.n:
        return "part"
    said = figure.percent in {None, percent_of(figure.count, figure.n)}
    return "" if said else "contradiction"
