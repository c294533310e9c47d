"""What did the invented county's reports print of the years before Samsyn? So that the series do not jump.

2018 and 2019 ship as the yearly reports printed them. The years from there to the demo's first stored
one are entered as published values, each with a source that says that it is invented.
"""

from collections import Counter
from datetime import datetime
from itertools import accumulate, pairwise
from random import Random

from samsyn.coding import selectors as coding
from samsyn.coding.selectors.codes import lists_of_years
from samsyn.demo.coded import secretariat
from samsyn.demo.words import subjects
from samsyn.domain.access import Everything
from samsyn.domain.published import PublishedFigure
from samsyn.domain.vocabulary import PublishedKind
from samsyn.series.services.published import NewValue, enter_value
from samsyn.tally.selectors import years_tallied

FIRST = 2020
ABOUT = 95
"""Reports between principals in 2020; as many as in the report of 2020, with a few more each year."""
SOURCE = "Påhittat för demon"


def enter_earlier_years(rng: Random, now: datetime) -> int:
    """Enter total, answered and themes of each year before the stored ones; how many values that made."""
    first_stored = min(years_tallied(viewer=Everything("the demo's first year")))
    values = [one for year in range(FIRST, first_stored) for one in _values(rng, year)]
    by = secretariat(now)[0]
    for value in values:
        enter_value(value=value, by=by, now=now)
    return len(values)


def _values(rng: Random, year: int) -> list[NewValue]:
    n = ABOUT + 4 * (year - FIRST) + rng.randrange(6)
    (edition,) = lists_of_years([year])
    answered = round(n * (0.45 + 0.02 * (year - FIRST)))
    found = [
        NewValue(year, PublishedKind.TOTAL, PublishedFigure(count=n, source=SOURCE)),
        NewValue(year, PublishedKind.ANSWERED, PublishedFigure(count=answered, n=n, source=SOURCE)),
    ]
    themes = coding.themes_in_use(year)
    numbers = _shared_out(rng, n, themes)
    return found + [
        NewValue(
            year,
            PublishedKind.THEME,
            PublishedFigure(count=number, n=n, source=SOURCE),
            theme_id=theme.id,
            edition=edition,
        )
        for theme, number in zip(themes, numbers, strict=True)
        if number
    ]


def _shared_out(rng: Random, n: int, themes: list[coding.ThemeCard]) -> list[int]:
    """The year's reports over its themes, much as the demo's own years have them; together n."""
    weights = _weights(themes)
    weights = [weight * rng.uniform(0.85, 1.15) for weight in weights]
    bounds = [round(n * so_far / sum(weights)) for so_far in accumulate(weights, initial=0)]
    return [end - start for start, end in pairwise(bounds)]


def _weights(themes: list[coding.ThemeCard]) -> list[float]:
    """How common each theme is; one that the list of 2020 alone has takes the place of one that came."""
    known = {theme.name: theme.key for theme in coding.themes_in_use(FIRST + 1)}
    weights: Counter[str] = Counter()
    for subject in subjects():
        weights[known.get(subject.theme, subject.theme)] += subject.weight
    keys = {theme.key for theme in themes}
    left = iter([weight for key, weight in weights.items() if key not in keys])
    return [weights[one.key] if one.key in weights else next(left, 0) for one in themes]
