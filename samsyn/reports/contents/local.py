"""The report about one place: what it has sent and received, beside the county and the year before.

No subtypes and nothing crossed: what is protected together hides more, the more finely it is divided.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.report import Cell, Part, Picture, ReportTable, Sentence
from samsyn.domain.report_sentences import Proposal
from samsyn.domain.tables import Table
from samsyn.domain.vocabulary import Counted, Dimension, OwnSide
from samsyn.reports.contents.answers import answered_in
from samsyn.reports.contents.gathering import Chapter
from samsyn.reports.contents.parts import as_report_table, counts, drawn, picture_of, ranked
from samsyn.reports.contents.saying import leading, of_reports, proposal, quoted
from samsyn.reports.contents.surveyed import surveyed
from samsyn.reports.whose import About, least_shown_of
from samsyn.statistics.local import Asked, local_tables
from samsyn.statistics.selectors import years_counted

DEVIATIONS, ANSWERS = Counted.DEVIATIONS, Counted.ANSWERS
OTHER: dict[OwnSide, Dimension] = {
    OwnSide.SENT: Dimension.RECIPIENT_SERVICE,
    OwnSide.RECEIVED: Dimension.REPORTER_SERVICE,
}
"""Whom the place has had to do with."""


def asked_of(side: OwnSide) -> dict[str, Asked]:
    """The tables of one side, by the key that they have in the report."""
    return {
        "all": (side, DEVIATIONS, ()),
        "services": (side, DEVIATIONS, (OTHER[side],)),
        "themes": (side, DEVIATIONS, (Dimension.THEME,)),
        "answered": (side, DEVIATIONS, (Dimension.ANSWERED,)),
        "outcomes": (side, ANSWERS, (Dimension.OUTCOME,)),
    }


@dataclass
class LocalGathering:
    """The figures of one place in a year and the year before, each year hidden as one publication."""

    year: int
    about: About
    viewer: Viewer | Everything

    def __post_init__(self) -> None:
        stored = years_counted(viewer=self.viewer)
        self.below = least_shown_of(self.about, viewer=self.viewer)
        self.now = self._of(self.year)
        self.before = self._of(self.year - 1) if self.year - 1 in stored else None

    def _of(self, year: int) -> dict[OwnSide, dict[str, Table]]:
        wanted: dict[OwnSide | None, dict[str, Asked]] = {side: asked_of(side) for side in OwnSide}
        every = [one for asked in wanted.values() for one in asked.values()]
        # The county's answers to the same questions, each once.
        whole = [(None, count, by) for _side, count, by in every]
        found = local_tables(
            year, self.about.place, [*every, *whole], below=self.below, viewer=self.viewer
        )
        if year == self.year:
            self.whole = {one[1:]: table for one, table in found.items() if one[0] is None}
        return {side: {key: found[one] for key, one in asked_of(side).items()} for side in OwnSide}

    def county(self, table: Table) -> Table:
        """The county's answer to the same question, which everybody may see."""
        return self.whole[table.question.count, table.question.by]


def local_outline(asked: LocalGathering) -> list[Chapter]:
    """Every chapter of a report about one place; sentences stand in it, as nobody writes it."""
    sent, received = (asked.now[side]["all"].n for side in OwnSide)
    of_deviations = (_about(asked), _side(asked, OwnSide.SENT), _side(asked, OwnSide.RECEIVED))
    return [
        *(as_said(chapter) for chapter in of_deviations),
        *surveyed(asked.year, asked.about, (sent, received), viewer=asked.viewer),
    ]


def as_said(chapter: Chapter) -> Chapter:
    """The chapter with its proposed sentences before its tables."""
    said = tuple(Sentence(one.key, one.text) for one in chapter.proposals)
    return replace(chapter, parts=(*said, *chapter.parts))


def _about(asked: LocalGathering) -> Chapter:
    prose = [
        _("Rapporten handlar om %(name)s och om avvikelser mellan huvudmän.")
        % {"name": asked.about.name},
        _("Siffrorna visar vilka som rapporterar, inte vad som har hänt."),
    ]
    if asked.below:
        hidden = _(
            "Tal under %(limit)s är dolda, och där det behövs även andra tal, så att ingen pekas ut."
        )
        prose.append(hidden % {"limit": asked.below})
    return Chapter("about", _("Om rapporten"), " ".join(prose), (_figures(asked),))


def _figures(asked: LocalGathering) -> ReportTable:
    """The four headline figures, each with what it is of."""
    county = asked.county(asked.now[OwnSide.SENT]["all"]).n or 0
    sent, received = (asked.now[side] for side in OwnSide)
    rows: tuple[tuple[Cell, ...], ...] = (
        (_("Skickade avvikelser, andel av länets"), *_part(sent["all"].n, county)),
        (_("Mottagna avvikelser, andel av länets"), *_part(received["all"].n, county)),
        (_("Skickade som har fått svar"), *_part(answered_in(sent["answered"]), sent["all"].n)),
        (
            _("Mottagna som har fått svar"),
            *_part(answered_in(received["answered"]), received["all"].n),
        ),
    )
    return ReportTable(
        "figures",
        _("Året i några tal"),
        ("", _("Rapporter"), _("Andel"), "n"),
        rows,
        None,
    )


def _part(many: int | None, n: int | None) -> tuple[Cell, ...]:
    if many is None or n is None:
        return None, None, n
    return many, Part(many, n), n


def _side(asked: LocalGathering, side: OwnSide) -> Chapter:
    is_sent = side is OwnSide.SENT
    key = side.value
    tables = asked.now[side]
    titles: Mapping[str, str] = {
        "services": _("Till vilka verksamheter") if is_sent else _("Från vilka verksamheter"),
        "themes": _("Om vad, det som har skickats") if is_sent else _("Om vad, det som har kommit"),
        "answered": _("Svar på det som har skickats")
        if is_sent
        else _("Svar på det som har kommit"),
        "outcomes": _("Vad svaren ledde till, skickade")
        if is_sent
        else _("Vad svaren ledde till, mottagna"),
    }
    parts: list[ReportTable | Picture] = []
    n = tables["all"].n
    for name, title in titles.items() if n else ():
        if not tables[name].rows:
            continue
        if name == "themes" and (chart := drawn(tables[name], whose=asked.about.name)):
            parts.append(picture_of(f"{key}-themes", chart))
        parts.append(_beside_county(f"{key}-{name}", title, tables[name], asked))
    return Chapter(
        key,
        _("Skickade avvikelser") if is_sent else _("Mottagna avvikelser"),
        _nothing_of(n, is_sent),
        tuple(parts),
        tuple(_said(asked, side)),
    )


def _nothing_of(n: int | None, is_sent: bool) -> str:
    if n is None:
        return _("Avvikelserna är så få att deras tal inte kan visas utan att peka ut någon.")
    if n == 0:
        return _("Inga avvikelser har skickats.") if is_sent else _("Inga avvikelser har kommit.")
    return ""


def _beside_county(key: str, title: str, table: Table, asked: LocalGathering) -> ReportTable:
    """A table of the place with the county's part in a column of its own."""
    county = {row.values: row for row in asked.county(table).rows}
    alone = as_report_table(key, title, table)
    rows = []
    for row, cells in zip(table.rows, alone.rows, strict=True):
        its = county.get(row.values)
        whole = None if its is None or its.count is None or its.n is None else its
        rows.append((*cells, Part(whole.count or 0, whole.n or 0) if whole else "–"))
    # A service of its own stands in the county's tables too, so nothing here says which place it is.
    return replace(alone, heads=(*alone.heads, _("Andel i länet")), rows=tuple(rows), asked=None)


def _said(asked: LocalGathering, side: OwnSide) -> list[Proposal]:
    tables, n = asked.now[side], asked.now[side]["all"].n
    if not n:
        return []
    found = [_total(asked, side, n)]
    if themes := ranked(Dimension.THEME, tables["themes"]):
        found.append(_theme(asked, side, themes, n))
    many = answered_in(tables["answered"])
    if many is not None:
        found.append(_answered(asked, side, many, n))
    return found


def _earlier(asked: LocalGathering, side: OwnSide, name: str) -> Table | None:
    return asked.before[side][name] if asked.before else None


def _total(asked: LocalGathering, side: OwnSide, n: int) -> Proposal:
    is_sent = side is OwnSide.SENT
    earlier = _earlier(asked, side, "all")
    key = f"{side.value}.total"
    if earlier and earlier.n:
        said = (
            _("Från %(name)s kom %(n)s %(reports)s, mot %(before)s året innan.")
            if is_sent
            else _("Till %(name)s kom %(n)s %(reports)s, mot %(before)s året innan.")
        )
        return proposal(
            key,
            said,
            is_finding=True,
            differs_by=100 * (n - earlier.n) / earlier.n,
            name=asked.about.name,
            n=n,
            reports=of_reports(n),
            before=earlier.n,
        )
    said = (
        _("Från %(name)s kom %(n)s %(reports)s.")
        if is_sent
        else _("Till %(name)s kom %(n)s %(reports)s.")
    )
    return proposal(key, said, is_finding=True, name=asked.about.name, n=n, reports=of_reports(n))


def _theme(asked: LocalGathering, side: OwnSide, themes: Mapping[str, int], n: int) -> Proposal:
    first = leading({quoted(name): many for name, many in themes.items()})
    is_sent = side is OwnSide.SENT
    if first.are_several:
        said = (
            _("Det som har skickats gäller mest %(theme)s: %(many)s vardera av %(n)s, %(share)s.")
            if is_sent
            else _(
                "Det som har kommit gäller mest %(theme)s: %(many)s vardera av %(n)s, %(share)s."
            )
        )
    else:
        said = (
            _("Det som har skickats gäller mest %(theme)s: %(many)s av %(n)s, %(share)s.")
            if is_sent
            else _("Det som har kommit gäller mest %(theme)s: %(many)s av %(n)s, %(share)s.")
        )
    earlier = _earlier(asked, side, "themes")
    before = counts(Dimension.THEME, earlier) if earlier and earlier.n else {}
    name = next(name for name, many in themes.items() if many == first.many)
    change = (
        100 * (first.many / n - before[name] / earlier.n)
        if earlier and earlier.n and name in before
        else 0.0
    )
    return proposal(
        f"{side.value}.theme",
        said,
        is_finding=True,
        differs_by=change,
        in_percent=100 * first.many / n,
        theme=first.names,
        many=first.many,
        n=n,
        share=Part(first.many, n),
    )


def _answered(asked: LocalGathering, side: OwnSide, many: int, n: int) -> Proposal:
    said = (
        _("Av det som har skickats har %(many)s av %(n)s fått svar, %(share)s.")
        if side is OwnSide.SENT
        else _("Av det som har kommit har %(many)s av %(n)s fått svar, %(share)s.")
    )
    earlier = _earlier(asked, side, "answered")
    before = answered_in(earlier) if earlier and earlier.n else None
    change = (
        100 * (many / n - before / earlier.n)
        if before is not None and earlier and earlier.n
        else 0.0
    )
    return proposal(
        f"{side.value}.answered",
        said,
        is_finding=True,
        differs_by=change,
        in_percent=100 * many / n,
        many=many,
        n=n,
        share=Part(many, n),
    )
