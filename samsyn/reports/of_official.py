"""Official SIP-kollen results beside our own form: a section of its own, with its source at each table."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from samsyn.domain.report import Cell, Part, ReportTable, Section, Sentence
from samsyn.exports.tables import decimal_in_words
from samsyn.surveys.selectors.official import Official

type Blocks = tuple[Sentence | ReportTable, ...]


def official_section(figures: Sequence[Official], year: int) -> Section:
    """A year's figures as read in, a table for each place, period and source; or that there are none."""
    return Section(f"official-{year}", official_title(year), official_blocks(figures, year))


def official_title(year: int) -> str:
    """What a year's figures are called wherever they stand."""
    return _("Officiella SIP-kollen-resultat %(year)s, inlästa som tal") % {"year": year}


def official_blocks(figures: Sequence[Official], year: int, key: str = "official") -> Blocks:
    """What the section says and shows; `key` begins the tables' keys."""
    if not figures:
        words = _("Inga officiella SIP-kollen-resultat är inlästa för %(year)s.") % {"year": year}
        return (Sentence(f"{key}-{year}", words),)
    words = _(
        "Siffrorna är räknade av andra, på andra frågor. De är inte svar på formuläret här, och räknas "
        "aldrig ihop med dem."
    )
    return (Sentence(f"{key}-{year}", words), *official_tables(figures, f"{key}-{year}"))


def official_tables(figures: Iterable[Official], key: str) -> Iterator[ReportTable]:
    """A table for each place, period and source, with the source below it."""
    some: dict[tuple[str, str, str], list[Official]] = {}
    for one in figures:
        some.setdefault((one.place, one.period, one.source), []).append(one)
    for number, its in enumerate(some.values(), 1):
        yield _table(f"{key}-{number}", its)


def _table(key: str, figures: list[Official]) -> ReportTable:
    first = figures[0]
    told = {"place": first.place or _("hela länet"), "period": _period(first.period)}
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.question, one.option or _("Medelvärde"), _figure(one), one.n) for one in figures
    )
    return ReportTable(
        key,
        _("SIP-kollen, %(place)s, %(period)s") % told,
        (_("Fråga"), _("Svar"), _("Resultat"), "n"),
        rows,
        None,
        (_("Källa: %(source)s.") % {"source": first.source.rstrip(".")},),
    )


def _figure(one: Official) -> Cell:
    if one.mean is not None:
        return decimal_in_words(float(one.mean))
    return Part(one.count or 0, one.n)


def _period(period: str) -> str:
    """ "2025", "första halvåret 2025"."""
    year, half = period[:4], period[4:]
    if not half:
        return year
    first = _("första halvåret %(year)s") if half == "H1" else _("andra halvåret %(year)s")
    return first % {"year": year}
