"""How much may the guard and the suggester be trusted? Their own figures, for whoever wants to doubt them."""

from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.http import require_safe

from samsyn.guard.figures import Count, Example, Part, kept_figures
from samsyn.web.guarding.panels import LABELS
from samsyn.web.guarding.theme_figures import theme_figures, wrong_proposals
from samsyn.web.permissions import signed_in

SHOWN_AT_ONCE = 6
"""So many examples stand open; the others are behind one press."""


@dataclass(frozen=True)
class Line:
    """One row of a table: what it is about, and its figures."""

    kind: str
    count: Count


@dataclass(frozen=True)
class Shown:
    """An example with the kind of what was missed, or of what it was taken for."""

    kind: str
    example: Example


@dataclass(frozen=True)
class Measured:
    """Some texts' figures as a page shows them."""

    part: Part

    @property
    def found(self) -> float:
        """The share of what stands in the texts that is found."""
        return self.part.total.found / self.part.total.standing

    @property
    def wrong(self) -> float:
        """The share of the marks that are wrong."""
        return self.part.total.wrong / self.part.total.marks

    @property
    def lines(self) -> list[Line]:
        """The kinds as the guard's panel names and orders them."""
        counts = {one.label: one for one in self.part.counts}
        return [Line(words, counts[label]) for label, words in LABELS.items() if label in counts]

    @property
    def missed(self) -> list[Shown]:
        return _shown(self.part.missed)

    @property
    def wrongly(self) -> list[Shown]:
        return _shown(self.part.wrong)


@signed_in(guests=True)
@require_safe
def show(request):
    figures = kept_figures()
    unread, known = figures["held_out"], figures["dev"]
    usual, hard = Measured(unread.usual), Measured(unread.hard)
    context = {
        "usual": usual,
        "hard": hard,
        "known": (Measured(known.usual), Measured(known.hard)),
        "missed": parted([*usual.missed, *hard.missed]),
        "themes": theme_figures(),
        "wrong_themes": wrong_proposals(),
        "wrongly": parted([*usual.wrongly, *hard.wrongly]),
    }
    return render(request, "guarding/figures.html", context)


def parted(examples: list[Shown]) -> tuple[list[Shown], list[Shown]]:
    """The examples that stand open, as many kinds as there are among them, and the rest."""
    first: dict[str, Shown] = {}
    for one in examples:
        first.setdefault(str(one.kind), one)
    ordered = [*first.values(), *(one for one in examples if one not in first.values())]
    return ordered[:SHOWN_AT_ONCE], ordered[SHOWN_AT_ONCE:]


def _shown(examples: tuple[Example, ...]) -> list[Shown]:
    return [Shown(LABELS[one.label], one) for one in examples]
