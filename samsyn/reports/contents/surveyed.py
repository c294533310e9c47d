"""The local group's surveys of the report's year, beside the place's deviations of the same year.

Anonymous answers are shown by the surveys' own rule: from `least()` answers to a question, when the round
is closed (ADR 0048). A report tells one closed year, so another year's spider does not stand in for it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.questionnaires import DONT_KNOW, Question, QuestionKind, Texts, Value, said
from samsyn.domain.report import Cell, Part, Picture, ReportTable, Sentence
from samsyn.domain.survey_counts import Tally
from samsyn.exports.tables import decimal_in_words, number_in_words
from samsyn.groups.cards import GroupCard
from samsyn.groups.selectors.groups import groups_on
from samsyn.groups.vocabulary import GroupKind
from samsyn.organisations.selectors import bus_areas_covering
from samsyn.reports.contents.gathering import Chapter
from samsyn.reports.of_official import official_blocks, official_title
from samsyn.reports.of_spiders import spider_report
from samsyn.reports.whose import About, AboutKind
from samsyn.surveys.cards import AnswerCard, RoundCard
from samsyn.surveys.limits import least
from samsyn.surveys.selectors.answers import answers_of
from samsyn.surveys.selectors.latest import rounds_asking
from samsyn.surveys.selectors.official import official_of_groups
from samsyn.surveys.selectors.results import results_of_group
from samsyn.surveys.selectors.spiders import spiders_of_group
from samsyn.surveys.vocabulary import Use

type Parts = Iterator[ReportTable | Picture | Sentence]


def surveyed(
    year: int,
    about: About,
    deviations: tuple[int | None, int | None],
    *,
    viewer: Viewer | Everything,
) -> list[Chapter]:
    """The chapter on the groups that work for the place, with its deviations (sent, received; None is
    hidden) beside; no chapter where no group has anything that the viewer may see."""
    if about.kind is not AboutKind.AREA:
        return []
    groups = _groups(year, about, viewer)
    chapters = [one for group in groups if (one := _of_group(group, year, viewer)) is not None]
    if official := _official(groups, year, viewer, is_alone=not chapters):
        chapters.append(official)
    if not chapters:
        return []
    prose = _(
        "Enkäterna säger hur samverkan är, avvikelserna vilka som rapporterar. Anonyma svar visas från "
        "%(least)s svar på frågan, när enkäten är stängd."
    ) % {"least": number_in_words(least())}
    parts = (_beside(deviations),) if None not in deviations else ()
    title = _("Samverkan samma år: den lokala gruppens enkäter")
    return [Chapter("surveys", title, prose, parts, chapters=tuple(chapters))]


def _groups(year: int, about: About, viewer: Viewer | Everything) -> list[GroupCard]:
    """The local groups that worked for the place on the last day of the year."""
    areas = {about.pk, *(one.id for one in bus_areas_covering(about.pk))}
    found = groups_on(
        date(year, 12, 31), viewer=viewer, today=timezone.localdate(), kind=GroupKind.LOCAL
    )
    return [one for one in found if areas & set(one.area_ids)]


def _official(
    groups: list[GroupCard], year: int, viewer: Viewer | Everything, *, is_alone: bool
) -> Chapter | None:
    """What others have counted, last and by itself; that there is none only where something else stands."""
    figures = official_of_groups(groups, viewer=viewer, year=year)
    if is_alone and not figures:
        return None
    return Chapter("surveys-official", official_title(year), parts=official_blocks(figures, year))


def _beside(deviations: tuple[int | None, int | None]) -> Sentence:
    sent, received = (number_in_words(one or 0) for one in deviations)
    words = _("Avvikelser samma år: %(sent)s skickade och %(received)s mottagna.")
    return Sentence("surveys.deviations", words % {"sent": sent, "received": received})


def _of_group(group: GroupCard, year: int, viewer: Viewer | Everything) -> Chapter | None:
    asked = rounds_asking(group.id, viewer=viewer, today=timezone.localdate())
    there = [one for one in asked if one.year == year and one.closed_at]
    parts = (
        *_spider(group, year, there, viewer),
        *_voices(group, there, viewer),
        *_followups(group, there, viewer),
    )
    if not parts:
        return None
    places = _("Gruppen arbetar för %(places)s.") % {"places": ", ".join(group.places)}
    return Chapter(f"surveys-{group.id}", group.name, places if group.places else "", parts)


def _spider(
    group: GroupCard, year: int, there: list[RoundCard], viewer: Viewer | Everything
) -> Parts:
    if not any(one.use is Use.SPIDER for one in there):
        return
    today = timezone.localdate()
    spiders = spiders_of_group(group.id, viewer=viewer, today=today) or ()
    shown = [one for one in spiders if one.year == year and one.is_shown]
    for spider in shown:
        key = f"spider-{group.id}"
        whole = spider_report([spider], whose=group.name, language=_language(), today=today)
        for picture in whole.pictures():
            yield replace(picture, key=key)
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                _name(one.question),
                None if one.mean is None else decimal_in_words(one.mean),
                None if one.mean is None else one.n,
            )
            for one in spider.corners
        )
        title = _("Spindelmätning %(year)s: %(group)s") % {"year": year, "group": group.name}
        note = _("Medelvärden på en skala från 1 i mitten till 10 ytterst")
        yield ReportTable(key, title, (_("Hörn"), _("Medelvärde"), "n"), rows, None, (f"{note}.",))


def _voices(group: GroupCard, there: list[RoundCard], viewer: Viewer | Everything) -> Parts:
    for one in (one for one in there if one.use is Use.VOICES):
        found = results_of_group(one.id, group.id, viewer=viewer, today=timezone.localdate())
        # Own questions may have other answers: a table for each set of them.
        by_answers: dict[tuple[str, ...], list[Tally]] = {}
        for tally in found.tallies if found else ():
            if tally.question.kind is QuestionKind.SINGLE:
                by_answers.setdefault(tally.question.codes, []).append(tally)
        for place, (codes, tallies) in enumerate(by_answers.items(), 1):
            if any(not tally.is_hidden for tally in tallies):
                key = f"voices-{group.id}-{one.id}-{place}"
                yield _voice_table(key, one, group, codes, tallies)


def _voice_table(
    key: str, found: RoundCard, group: GroupCard, codes: tuple[str, ...], tallies: list[Tally]
) -> ReportTable:
    words = {"survey": said(found.titles, _language()), "group": group.name}
    names = _answers(tallies[0].question)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (_name(one.question), *((None,) * (len(codes) + 1) if one.is_hidden else _counts(one)))
        for one in tallies
    )
    heads = (_("Fråga"), *(names[code] for code in codes), "n")
    return ReportTable(key, _("%(survey)s: %(group)s") % words, heads, rows, None)


def _counts(tally: Tally) -> tuple[Cell, ...]:
    return (*(Part(tally.counts[code], tally.n) for code in tally.question.codes), tally.n)


def _followups(group: GroupCard, there: list[RoundCard], viewer: Viewer | Everything) -> Parts:
    for one in (one for one in there if one.use is Use.FOLLOWUP and not one.is_anonymous):
        answers = answers_of(one.id, viewer=viewer, today=timezone.localdate())
        own = [answer for answer in answers if answer.group_id == group.id]
        if own:
            yield _followup(one, group, own)


def _followup(found: RoundCard, group: GroupCard, answers: list[AnswerCard]) -> ReportTable:
    """What the group answered, a column for each time it did; never its own words, which nobody has read."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (_name(one), *(_in_words(one, answer.values.get(one.code)) for answer in answers))
        for one in found.asks.questions()
        if one.kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}
    )
    heads = (_("Fråga"), *(_answered(one) for one in answers))
    words = {"survey": said(found.titles, _language()), "group": group.name}
    note = _("Gruppens gemensamma svar.")
    key = f"followup-{group.id}-{found.id}"
    return ReportTable(key, _("%(survey)s: %(group)s") % words, heads, rows, None, (note,))


def _answered(answer: AnswerCard) -> str:
    sent = answer.sent_at or answer.changed_at
    day = date_format(timezone.localtime(sent), "j F Y")
    return _("Svar %(day)s") % {"day": day}


def _in_words(question: Question, value: Value | None) -> str:
    chosen = (
        [value]
        if isinstance(value, str)
        else list(value)
        if isinstance(value, (list, tuple))
        else []
    )
    names = _answers(question)
    return ", ".join(names[code] for code in chosen) or "–"


def _answers(question: Question) -> Mapping[str, str]:
    return {one.code: _said(one.text) for one in question.options} | {DONT_KNOW: _("Vet ej")}


def _name(question: Question) -> str:
    return _said(question.name) or _said(question.text)


def _said(texts: Texts) -> str:
    return said(texts, _language())


def _language() -> str:
    return (get_language() or "sv")[:2]
