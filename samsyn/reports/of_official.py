"""Official SIP-kollen results beside our own form: a section of its own, with its source at each table."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from samsyn.domain.report import Cell, Part, ReportTable, Section, Sentence
from samsyn.exports.tables import decimal_in_words
from samsyn.surveys.selectors.official import Official


def official_section(figures: Sequence[Official]) -> Section | None:
    """The figures as read in, a table for each place, period and source; None without any."""
    if not figures:
        return None
    some: dict[tuple[str, str, str], list[Official]] = {}
    for one in figures:
        some.setdefault((one.place, one.period, one.source), []).append(one)
    words = _(
        "Siffrorna är räknade av andra, på andra frågor. De är inte svar på formuläret här, och räknas "
        "aldrig ihop med dem."
    )
    tables = (_table(number, its) for number, its in enumerate(some.values(), 1))
    title = _("Officiella SIP-kollen-resultat, inlästa som tal")
    return Section("official", title, (Sentence("official", words), *tables))


def _table(number: int, figures: list[Official]) -> ReportTable:
    first = figures[0]
    told = {"place": first.place or _("hela länet"), "period": _period(first.period)}
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.question, one.option or _("Medelvärde"), _figure(one), one.n) for one in figures
    )
    return ReportTable(
        f"official-{number}",
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
