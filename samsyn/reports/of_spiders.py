"""What does the report of a spider hold? The years over each other, means, spread, and what differs.

The page, the PDF and the Word file are made of the same report as the yearly one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from samsyn.domain.questionnaires import said
from samsyn.domain.report import Block, Report, ReportTable, Section, Sentence, Standing
from samsyn.domain.spider import Change, Changed, Spider, changes, comparable
from samsyn.domain.survey_counts import Tally
from samsyn.domain.vocabulary import gettext_noop
from samsyn.exports.charts import Chart
from samsyn.exports.charts_of_spiders import MOST_YEARS, Ring, chart_of_spider
from samsyn.exports.tables import decimal_in_words, number_in_words
from samsyn.reports.contents.parts import picture_of
from samsyn.surveys.limits import least, least_change

MOST_SPREADS = 3
"""So many years stand across with two columns each."""


def spider_report(spiders: Sequence[Spider], *, whose: str, language: str, today: date) -> Report:
    """The report of a place's spiders, oldest first, of which the latest shows something."""
    with translation.override(language):
        return _Writer(spiders, whose, language).report(today)


def summary_of(spiders: Sequence[Spider], language: str) -> tuple[str, ...]:
    """The latest year in a line or two: how many corners stand how to the year before."""
    shown = [one for one in spiders if one.is_shown]
    if not shown:
        return ()
    writer = _Writer(shown, "", language)
    return tuple(one for one in (writer.strongest(), writer.counted_changes()) if one)


class _Writer:
    """Writes one report: what every block needs to know stands here once."""

    def __init__(self, spiders: Sequence[Spider], whose: str, language: str) -> None:
        self.years = [one for one in spiders if one.is_shown][-MOST_YEARS:]
        self.latest = self.years[-1]
        self.whose, self.language = whose, language
        self.dimensions = {one.code: said(one.text, language) for one in self.latest.dimensions}
        self.names = {
            one.question.code: said(one.question.name, language)
            or said(one.question.text, language)
            for one in self.latest.corners
        }
        before = self.years[-2] if len(self.years) > 1 else None
        self.before = before
        self.changed = changes(before, self.latest, least=least_change()) if before else ()

    def report(self, today: date) -> Report:
        years = " – ".join(dict.fromkeys(str(one.year) for one in (self.years[0], self.latest)))
        sections = [Section("spider", _("Diagram och medelvärden"), tuple(self._means()))]
        sections.append(Section("spread", _("Spridning och antal svar"), (self._spread(),)))
        if self.before:
            sections.insert(1, self._changes(self.before))
        return Report(
            title=_("Spindelmätning: %(whose)s") % {"whose": self.whose},
            subtitle=years,
            language=self.language,
            year=self.latest.year,
            sections=tuple(sections),
            standing=Standing(1, today.isoformat()),
        )

    def _means(self) -> Iterator[Block]:
        if chart := self._chart():
            yield picture_of("spider", chart)
        rows = tuple(
            (self.names[code], self._dimension(corner), *self._by_year(code))
            for code, corner in self._corners()
        )
        heads = (_("Hörn"), _("Dimension"), *(str(one.year) for one in self.years))
        yield ReportTable("means", _("Medelvärden"), heads, rows, None, tuple(self._notes()))

    def _chart(self) -> Chart | None:
        rings = [
            Ring(
                str(one.year),
                tuple(comparable(one.corner(code), corner) for code, corner in self._corners()),
            )
            for one in self.years
        ]
        subtitle = [_("Medelvärden på en skala från 1 i mitten till 10 ytterst")]
        subtitle.append(", ".join(f"{one.year}: {_people(one)}" for one in self.years))
        title = _("Spindelmätning: %(whose)s") % {"whose": self.whose}
        return chart_of_spider(list(self.names.values()), rings, title=title, subtitle=subtitle)

    def _corners(self) -> list[tuple[str, Tally]]:
        return [(one.question.code, one) for one in self.latest.corners]

    def _dimension(self, corner: Tally) -> str:
        return self.dimensions.get(corner.question.dimension, "")

    def _by_year(self, code: str) -> Iterator[str | None]:
        for one in self.years:
            corner = one.corner(code)
            if corner is None:
                yield "–"
            else:
                yield None if corner.mean is None else decimal_in_words(corner.mean)

    def _notes(self) -> Iterator[str]:
        yield _("Ett hörn visas från %(least)s svar.") % {"least": least()}
        for one in self.years[:-1]:
            if others := [self.names[code] for code in self._another(one)]:
                words = _(
                    "Frågan är en annan %(latest)s än %(year)s i %(corners)s: jämför inte, och det "
                    "ritas inte."
                )
                told = {"latest": self.latest.year, "year": one.year}
                yield words % {**told, "corners": ", ".join(others)}

    def _another(self, year: Spider) -> list[str]:
        """The corners that a year asked otherwise, or not at all."""
        return [
            code
            for code, corner in self._corners()
            if (old := year.corner(code)) is None or old.question.asks != corner.question.asks
        ]

    def _spread(self) -> ReportTable:
        years = self.years[-MOST_SPREADS:]
        heads = [_("Hörn")]
        for one in years:
            heads += [
                _("Standardavvikelse %(year)s") % {"year": one.year},
                _("Antal svar %(year)s") % {"year": one.year},
            ]
        rows = []
        for code in self.names:
            cells: list[str | int | None] = [self.names[code]]
            for one in years:
                cells += _spread_and_n(one.corner(code))
            rows.append(tuple(cells))
        note = _("Standardavvikelsen säger hur olika svaren är: 0 när alla svarar lika.")
        title = _("Spridning och antal svar")
        return ReportTable("spread", title, tuple(heads), tuple(rows), None, (note,))

    def _changes(self, before: Spider) -> Section:
        title = _("Vad som skiljer %(latest)s från %(year)s") % {
            "latest": self.latest.year,
            "year": before.year,
        }
        note = _(
            "Det är inte säkert att samma personer har svarat båda åren, och en skillnad säger inte "
            "vad den beror på."
        )
        blocks = [Sentence("changes", self.counted_changes()), Sentence("caution", note)]
        by_dimension: dict[str, list[Changed]] = {}
        for one in self.changed:
            by_dimension.setdefault(one.question.dimension, []).append(one)
        parts = [
            Section(
                f"change-{code}",
                self.dimensions.get(code, _("Övriga hörn")),
                tuple(Sentence(f"c-{one.question.code}", self._words(one)) for one in some),
            )
            for code, some in by_dimension.items()
        ]
        return Section("changes", title, tuple(blocks), tuple(parts))

    def counted_changes(self) -> str:
        """How many corners stand how to the year before; empty without one."""
        if self.before is None:
            return ""
        many = Counter(one.change for one in self.changed)
        told = [
            _("%(many)s högre") % {"many": many[Change.HIGHER]},
            _("%(many)s lägre") % {"many": many[Change.LOWER]},
            _("%(many)s ungefär lika") % {"many": many[Change.ALIKE]},
        ]
        rest = many[Change.ANOTHER_QUESTION] + many[Change.UNKNOWN]
        if rest:
            told.append(_("%(many)s går inte att jämföra") % {"many": rest})
        words = _("Hörnen jämfört med %(year)s: %(told)s.")
        return words % {"year": self.before.year, "told": ", ".join(told)}

    def strongest(self) -> str:
        """The corners with the highest and the lowest mean."""
        shown = [one for one in self.latest.corners if one.mean is not None]
        shown.sort(key=lambda one: one.mean or 0)
        words = _(
            "Spindelmätningen %(year)s (%(people)s): högst %(high)s, lägst %(low)s, på en skala "
            "från 1 till 10."
        )
        ends = {"high": self._named(shown[-1]), "low": self._named(shown[0])}
        return words % {"year": self.latest.year, "people": _people(self.latest), **ends}

    def _named(self, corner: Tally) -> str:
        return f"{self.names[corner.question.code]} {decimal_in_words(corner.mean or 0)}"

    def _words(self, one: Changed) -> str:
        told = {"corner": self.names[one.question.code]}
        if self.before is not None:
            told["year"] = str(self.before.year)
        if one.before is not None and one.after is not None:
            told["before"] = decimal_in_words(one.before)
            told["after"] = decimal_in_words(one.after)
            told["by"] = decimal_in_words(abs(one.by))
        said_so = _(WORDS[one.change]) % told
        if one.change in {Change.HIGHER, Change.LOWER} and not one.is_sure:
            by_chance = _("Skillnaden är inte större än att några få svar kan ge den.")
            return f"{said_so} {by_chance}"
        return said_so


WORDS = {
    Change.HIGHER: gettext_noop(
        "%(corner)s: %(by)s steg högre än %(year)s, från %(before)s till %(after)s."
    ),
    Change.LOWER: gettext_noop(
        "%(corner)s: %(by)s steg lägre än %(year)s, från %(before)s till %(after)s."
    ),
    Change.ALIKE: gettext_noop("%(corner)s: ungefär som %(year)s, %(before)s då och %(after)s nu."),
    Change.ANOTHER_QUESTION: gettext_noop(
        "%(corner)s: frågan är en annan än %(year)s, så det går inte att jämföra."
    ),
    Change.UNKNOWN: gettext_noop("%(corner)s: för få svar något av åren för att jämföra."),
}


def _people(spider: Spider) -> str:
    """How many have answered: "n = 12", or "n = 11–12" where corners differ."""
    found = [one.n for one in spider.corners if one.numbers]
    ends = dict.fromkeys((min(found), max(found)))
    return "n = " + "–".join(number_in_words(one) for one in ends)


def _spread_and_n(corner: Tally | None) -> list[str | int | None]:
    if corner is None:
        return ["–", "–"]
    if corner.spread is None:
        return [None, None]
    return [decimal_in_words(corner.spread), corner.n]
