"""Which columns do answer rates and medians have as a file? A row a group and year, each with its n."""

from collections.abc import Iterator, Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext

from samsyn.domain.answering import Answering
from samsyn.domain.vocabulary import gettext_noop
from samsyn.exports.csv_file import Cell
from samsyn.participation.selectors import AnsweringOfYears, AnswersBy

_ = gettext_noop

COLUMNS = (
    _("År"),
    _("Mottagna"),
    _("Avvisade"),
    _("Att besvara (n)"),
    _("Besvarade"),
    _("Median till kvittens, arbetsdagar"),
    _("Kvitterade (n)"),
    _("Median till svar, dagar"),
    _("Besvarade (n)"),
    _("Verksamheter som fått något"),
)
COUNTY = _("Hela länet")
OWN = _("Egna")


def answer_rows(
    answers: AnswersBy, own: Sequence[AnsweringOfYears], *, head: str
) -> Iterator[Sequence[Cell]]:
    """The rows of the page; what may not be shown is not in the file either."""
    yield [head, *(gettext(words) for words in COLUMNS)]
    for row in answers.rows:
        for year, figures in sorted(row.years.items()):
            yield _row(row.name, year, figures)
    for year, (names, figures) in sorted(answers.together.items()):
        yield _row(" + ".join(names), year, figures)
    for year, figures in sorted(answers.county.items()):
        yield _row(gettext(COUNTY), year, figures)
    for row in own:
        for year, figures in sorted(row.years.items()):
            yield _row(f"{gettext(OWN)}: {row.name}", year, figures)


def _row(name: str, year: int, figures: Answering) -> list[Cell]:
    return [
        name,
        year,
        figures.received,
        figures.declined,
        figures.owed,
        figures.answered,
        _median(figures.median_acknowledge),
        figures.acknowledged,
        _median(figures.median_answer),
        figures.answered,
        figures.units,
    ]


def _median(days: float | None) -> str:
    if days is None:
        return ""
    return number_format(int(days) if days.is_integer() else days)
