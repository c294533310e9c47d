"""What does the report of a survey's round hold? Who answered, each question, and the years beside it.

The page, the PDF and the Word file are made of the same report as the yearly one.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.questionnaires import DONT_KNOW, Option, Question, QuestionKind, said
from samsyn.domain.report import (
    Block,
    Cell,
    Part,
    Prose,
    Report,
    ReportTable,
    Section,
    Sentence,
    Standing,
)
from samsyn.domain.survey_counts import NUMBERS, Tally
from samsyn.exports.charts import Chart
from samsyn.exports.charts_of_lines import Break, Line, Point, chart_of_lines
from samsyn.exports.charts_of_surveys import Bar, chart_of_answers
from samsyn.exports.tables import decimal_in_words, number_in_words
from samsyn.reports.contents.parts import picture_of
from samsyn.reports.of_official import official_section
from samsyn.surveys.cards import RoundCard
from samsyn.surveys.limits import least
from samsyn.surveys.selectors.latest import rounds_asking
from samsyn.surveys.selectors.official import official_of_county, official_of_group
from samsyn.surveys.selectors.questionnaires import may_keep
from samsyn.surveys.selectors.results import (
    Covered,
    Results,
    covered,
    results_of,
    results_of_group,
)
from samsyn.surveys.selectors.rounds import rounds
from samsyn.surveys.vocabulary import RoundState, Use

MOST_YEARS = 6
FEWEST_POINTS = 3
"""With fewer years there is no line to see: the table says it."""


def survey_report(
    results: Results,
    *,
    language: str,
    viewer: Viewer | Everything,
    today: date,
    group_id: int | None = None,
    with_texts: bool = True,
) -> Report:
    """The report of a round (or of one group in it) whose results the viewer may see, in a language.

    Free texts are in it for those who keep rounds, unless it is to be given to others (`with_texts`).
    """
    found = results.round
    with translation.override(language):
        who = covered(found.id, viewer=viewer, today=today)
        has_texts = with_texts and may_keep(viewer=viewer)
        writer = _Writer(results, _before(found, group_id, viewer, today), language, has_texts)
        parts = tuple(writer.part(at) for at in range(len(found.asks.parts)))
        return Report(
            title=said(found.titles, language),
            subtitle=_days(found),
            language=language,
            year=found.year,
            sections=(_who(results, who), *parts, *_official(found, group_id, viewer, today)),
            standing=_standing(found),
        )


def _official(
    found: RoundCard, group_id: int | None, viewer: Viewer | Everything, today: date
) -> list[Section]:
    """Official results of the year beside the families' voice, last and by themselves."""
    if found.use is not Use.VOICES:
        return []
    if group_id:
        figures = official_of_group(group_id, viewer=viewer, today=today, year=found.year)
    else:
        figures = official_of_county(viewer=viewer, year=found.year)
    return [official_section(figures, found.year)]


def _standing(found: RoundCard) -> Standing:
    """A draft while answers come in; what is closed does not change."""
    if found.closed_at is None:
        return Standing()
    return Standing(1, day_in_stockholm(found.closed_at).isoformat())


def _days(found: RoundCard) -> str:
    last = found.closes_on
    if found.closed_at is not None:
        last = min(last, day_in_stockholm(found.closed_at))
    days = [date_format(one, "j F Y") for one in (found.opens_on, last)]
    return _("Svar från %(first)s till %(last)s") % {"first": days[0], "last": days[1]}


def _before(
    found: RoundCard, group_id: int | None, viewer: Viewer | Everything, today: date
) -> list[Results]:
    """The results of the closed rounds of earlier years with the same questionnaire, oldest first.

    Of a group only what it was asked itself: another group's later round of a year is not its own.
    """
    asked = (
        rounds_asking(group_id, viewer=viewer, today=today)
        if group_id
        else rounds(viewer=viewer, today=today, use=found.use)
    )
    there = [
        one
        for one in asked
        if one.key == found.key and one.year < found.year and one.state is RoundState.CLOSED
    ]
    newest = {one.year: one for one in sorted(there, key=lambda one: (one.year, one.id))}
    wanted = sorted(newest.values(), key=lambda one: one.year)[-(MOST_YEARS - 1) :]
    counted = [
        results_of_group(one.id, group_id, viewer=viewer, today=today)
        if group_id
        else results_of(one.id, viewer=viewer, today=today)
        for one in wanted
    ]
    return [one for one in counted if one is not None]


def _who(results: Results, who: Covered | None) -> Section:
    title = _("Vilka som svarade")
    if who is None:
        return Section("answered", title, tuple(_anonymous(results)))
    rows: list[tuple[Cell, ...]] = [
        (_("Grupper som tillfrågades"), who.asked),
        (_("Grupper som svarade"), who.groups),
        (pgettext("several", "Svar"), results.base),
        (_("Kommuner som grupperna omfattar"), who.municipalities),
        (_("Stadsdelsområden som grupperna omfattar"), who.districts),
        (_("Svar där både kommun och region deltog"), len(who.joint)),
        (_("Svar där bara kommunen deltog"), len(who.municipal_only)),
        (_("Svar där bara regionen deltog"), len(who.regional_only)),
        (_("Svar som inte säger vem som deltog"), len(who.unsaid)),
    ]
    heads = (_("Vad som räknas"), _("Antal"))
    notes = []
    if who.several:
        notes.append(_("Grupper med flera svar räknas inte efter vilka som deltog."))
    table = ReportTable("answered", title, heads, tuple(rows), None, tuple(notes))
    return Section("answered", title, (*_sentences(results, who), table, *_named(who)))


def _anonymous(results: Results) -> Iterator[Block]:
    words = ngettext(
        "%(count)s anonymt svar räknas.", "%(count)s anonyma svar räknas.", results.base
    )
    yield Sentence("anonymous", words % {"count": number_in_words(results.base)})
    limit = _("Resultat visas från %(least)s svar, för varje fråga för sig.")
    yield Sentence("limit", limit % {"least": number_in_words(least())})
    if results.left_out:
        left = ngettext(
            "%(count)s svar är utelämnat, eftersom det annars gick att räkna ut.",
            "%(count)s svar är utelämnade, eftersom de annars gick att räkna ut.",
            results.left_out,
        )
        yield Sentence("left-out", left % {"count": number_in_words(results.left_out)})


def _sentences(results: Results, who: Covered) -> Iterator[Block]:
    figures = {"answers": number_in_words(results.base), "groups": number_in_words(who.groups)}
    came = ngettext(
        "%(answers)s svar har kommit från %(groups)s grupp.",
        "%(answers)s svar har kommit från %(groups)s grupper.",
        who.groups,
    )
    yield Sentence("came", came % figures)
    for name, count in who.several.items():
        several = _(
            "%(group)s har lämnat %(count)s svar. Därför står två andelar vid varje fråga: "
            "av alla svar och av grupperna, med ett svar för varje grupp."
        )
        yield Sentence("several", several % {"group": name, "count": count})
    if who.silent:
        yield Sentence("silent", _("Inget svar: %(groups)s.") % {"groups": ", ".join(who.silent)})


def _named(who: Covered) -> Iterator[Block]:
    lists = (
        ("joint", _("Kommun och region tillsammans"), who.joint),
        ("municipal", _("Bara kommunen"), who.municipal_only),
        ("regional", _("Bara regionen"), who.regional_only),
    )
    for key, words, names in lists:
        if names:
            yield Sentence(f"names-{key}", f"{words}: {', '.join(names)}.")


class _Writer:
    """Writes the parts of one report: what every block needs to know stands here once."""

    def __init__(
        self, results: Results, before: list[Results], language: str, has_texts: bool
    ) -> None:
        self.results = results
        self.before = before
        self.language = language
        self.has_texts = has_texts
        self.of_answers = {one.question.code: one for one in results.tallies}
        self.of_groups = {one.question.code: one for one in results.of_groups or ()}

    def said(self, texts: object) -> str:
        return said(texts, self.language)  # type: ignore[arg-type]

    def part(self, at: int) -> Section:
        part = self.results.round.asks.parts[at]
        sections = [self._question(self.of_answers[one.code]) for one in part.questions]
        return Section(
            f"part-{part.key}",
            self.said(part.title),
            sections=tuple(one for one in sections if one is not None),
        )

    def _question(self, tally: Tally) -> Section | None:
        question = tally.question
        title = self.said(question.name) or self.said(question.text)
        blocks: list[Block] = []
        if title != self.said(question.text):
            blocks.append(Sentence(f"asks-{question.code}", self.said(question.text)))
        if tally.is_hidden:
            words = _("Resultatet är dolt: färre än %(least)s svar.") % {"least": least()}
            blocks.append(Sentence(f"hidden-{question.code}", words))
        elif question.kind is QuestionKind.TEXT:
            if not self.has_texts:
                return None
            blocks += self._texts(tally)
        elif question.kind is QuestionKind.MATRIX:
            blocks.append(self._matrix(tally))
        else:
            blocks += self._counts(tally, title)
        return Section(f"question-{question.code}", title, tuple(blocks))

    def _texts(self, tally: Tally) -> Iterator[Block]:
        """What was written freely: only for those who keep the round, and not read for others yet."""
        if not tally.n:
            yield Sentence(f"texts-{tally.question.code}", _("Ingen har skrivit något."))
            return
        note = _("Arbetsmaterial: fritextsvar syns bara för sekretariatet.")
        yield Sentence(f"texts-{tally.question.code}", note)
        lines = "\n".join("- " + " ".join(one.split()) for one in tally.texts)
        yield Prose(f"words-{tally.question.code}", lines)

    def _counts(self, tally: Tally, title: str) -> Iterator[Block]:
        bars = self._bars(tally)
        chart = chart_of_answers(
            bars, title=title, subtitle=(self._base(tally),), unit=_("Antal svar")
        )
        key = f"q-{tally.question.code}"
        if chart:
            yield picture_of(key, chart)
        yield self._table(tally, bars, key, title)
        if over := self._over_years(tally.question, title):
            yield from over

    def _base(self, tally: Tally) -> str:
        figures = {"n": number_in_words(tally.n), "base": number_in_words(tally.base)}
        return _("n = %(n)s: så många av %(base)s svar har besvarat frågan") % figures

    def _bars(self, tally: Tally) -> tuple[Bar, ...]:
        return tuple(
            Bar(name, Part(value, tally.n), code == DONT_KNOW)
            for code, name, value in self._rows(tally)
        )

    def _rows(self, tally: Tally) -> list[tuple[str, str, int]]:
        question = tally.question
        counts = dict(tally.counts)
        if question.kind in NUMBERS:
            steps = range(question.low, question.high + 1)
            if question.kind is QuestionKind.NUMBER:
                steps = range(min(tally.numbers, default=0), max(tally.numbers, default=0) + 1)
            numbers = [(str(one), str(one), tally.numbers.count(one)) for one in steps]
            rest = [(DONT_KNOW, _("Vet ej"), counts[DONT_KNOW])] if counts else []
            return numbers + rest
        names = self._names(question.options)
        return [(code, names[code], count) for code, count in counts.items()]

    def _names(self, options: Sequence[Option]) -> dict[str, str]:
        return {one.code: self.said(one.text) for one in options} | {DONT_KNOW: _("Vet ej")}

    def _table(self, tally: Tally, bars: tuple[Bar, ...], key: str, title: str) -> ReportTable:
        notes = self._notes(tally)
        beside = self.of_groups.get(tally.question.code)
        if beside is None:
            heads = (_("Svar"), _("Antal"), _("Andel"))
            rows = tuple((bar.name, bar.part.value, bar.part) for bar in bars)
            return ReportTable(key, title, heads, rows, tally.n, notes)
        heads = (_("Svar"), _("Andel av svaren"), _("Andel av grupperna"))
        both = zip(bars, self._bars(beside), strict=True)
        rows_of_both = tuple((one.name, one.part, other.part) for one, other in both)
        return ReportTable(key, title, heads, rows_of_both, None, notes)

    def _notes(self, tally: Tally) -> tuple[str, ...]:
        notes = [self._base(tally) + "."]
        if tally.question.kind is QuestionKind.MULTIPLE:
            notes.append(_("Flera svar kan väljas, så andelarna summerar till mer än hela."))
        if tally.mean is not None and tally.spread is not None:
            figures = {
                "mean": decimal_in_words(tally.mean),
                "spread": decimal_in_words(tally.spread),
            }
            notes.append(_("Medelvärde %(mean)s, standardavvikelse %(spread)s.") % figures)
        return tuple(notes)

    def _matrix(self, tally: Tally) -> ReportTable:
        question = tally.question
        names = self._names(question.options)
        rows: list[tuple[Cell, ...]] = []
        for row in question.rows:
            counts = tally.by_row[row.code]
            n = sum(counts.values())
            rows.append((self.said(row.text), *(Part(one, n) for one in counts.values())))
        title = self.said(question.name) or self.said(question.text)
        heads = (_("Rad"), *(names[code] for code in question.codes))
        return ReportTable(
            f"q-{question.code}", title, heads, tuple(rows), None, self._notes(tally)
        )

    def _over_years(self, question: Question, title: str) -> list[Block]:
        """The years beside each other, with a break where the question was another."""
        years = [
            (one.round.year, tally)
            for one in (*self.before, self.results)
            if (tally := _of(one, question.code)) is not None and not tally.is_hidden
        ]
        if len(years) < 2 or question.kind in NUMBERS:
            return []
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (name, *(Part(one.counts.get(code, 0), one.n) for _year, one in years))
            for code, name, _count in self._rows(self.of_answers[question.code])
        )
        broken = [year for (_b, old), (year, new) in pairwise(years) if _asks(old) != _asks(new)]
        notes = [
            _(
                "Frågan ställdes på ett annat sätt från och med %(year)s: jämför inte över den gränsen."
            )
            % {"year": year}
            for year in broken
        ]
        heads = (_("Svar"), *(str(year) for year, _tally in years))
        words = _("%(question)s över åren") % {"question": title}
        key = f"years-{question.code}"
        table = ReportTable(key, words, heads, rows, None, tuple(notes))
        is_line = len(years) >= FEWEST_POINTS and question.kind is QuestionKind.SINGLE
        chart = self._lines(years, question, words, broken) if is_line else None
        return [*([picture_of(key, chart)] if chart else []), table]

    def _lines(
        self, years: list[tuple[int, Tally]], question: Question, title: str, broken: list[int]
    ) -> Chart | None:
        lines = []
        for code, name, _count in self._rows(self.of_answers[question.code]):
            points = []
            for year, tally in years:
                part = Part(tally.counts.get(code, 0), tally.n)
                share = 100 * part.value / part.n if part.n else None
                points.append(Point(str(year), share))
            lines.append(Line(name, tuple(points)))
        breaks = [Break(str(year), _("Frågan ändrades")) for year in broken]
        return chart_of_lines(
            lines,
            title=title,
            subtitle=[_("Andel av svaren; n står i tabellen")],
            unit=_("Procent av svaren"),
            breaks=breaks,
            percent=True,
        )


def _of(results: Results, code: str) -> Tally | None:
    return next((one for one in results.tallies if one.question.code == code), None)


def _asks(tally: Tally) -> str:
    return tally.question.asks
