"""Why were reports written? By the service that was sent them, and by theme with its subtypes."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from samsyn.domain.report import Part
from samsyn.domain.report_sentences import Proposal
from samsyn.domain.tables import Row, Table
from samsyn.domain.vocabulary import Counted, Dimension
from samsyn.reports.contents.gathering import Chapter, Gathering, Where, largest
from samsyn.reports.contents.over_years import parts_of_line
from samsyn.reports.contents.parts import as_report_table, counts, crossed, named, pictured, ranked
from samsyn.reports.contents.saying import (
    Percent,
    Said,
    leading,
    list_proposal,
    most_from,
    of_reports,
    proposal,
    quoted,
)

SERVICE, THEME, REPORTER = (
    Dimension.RECIPIENT_SERVICE,
    Dimension.THEME,
    Dimension.REPORTER_SERVICE,
)


def by_recipient(asked: Gathering) -> Chapter:
    """The reasons to write to each service that was sent enough reports to have a part of its own."""
    table = asked.table(SERVICE, count=Counted.RECIPIENTS)
    least = settings.REPORT_LEAST_FOR_A_PART
    services = [row for row in largest(table) if (row.count or 0) >= least]
    prose = _(
        "Verksamheter som har tagit emot färre än %(least)s avvikelser redovisas inte för sig."
    )
    if not services:
        prose = _("Ingen verksamhet har tagit emot så många som %(least)s avvikelser.")
    return Chapter(
        "by-recipient",
        _("Anledningar per mottagande verksamhet"),
        prose % {"least": least},
        chapters=tuple(_of_service(asked, row) for row in services),
    )


def _of_service(asked: Gathering, row: Row) -> Chapter:
    name = named(SERVICE, row)
    key = f"to-{slugify(name)}"
    where: Where = ((SERVICE, row.values[0].key or ""),)
    themes, reporters = asked.table(THEME, where=where), asked.table(REPORTER, where=where)
    both = asked.table(THEME, REPORTER, where=where)
    said = {"service": name}
    return Chapter(
        key,
        _("Avvikelser till %(service)s") % said,
        parts=(
            as_report_table(f"{key}-from", _("Från vilka, till %(service)s") % said, reporters),
            as_report_table(f"{key}-themes", _("Om vad, till %(service)s") % said, themes),
            crossed(
                f"{key}-from-themes",
                _("Från vilka om vad, till %(service)s") % said,
                both,
                themes,
                reporters,
            ),
        ),
        proposals=tuple(_to_service(key, name, themes, reporters)),
        may_quote=True,
    )


def _to_service(key: str, name: str, themes: Table, reporters: Table) -> list[Proposal]:
    senders, reasons = ranked(REPORTER, reporters), ranked(THEME, themes)
    n = themes.n
    if not n:
        return []
    said = _("%(service)s har tagit emot %(n)s %(reports)s.")
    found = [
        proposal(f"{key}.received", said, service=name, n=n, reports=of_reports(n)),
    ]
    if senders:
        found.append(most_from(f"{key}.from", senders, n))
    if reasons:
        found.append(_most_about(f"{key}.about", reasons, n))
    return found


def _most_about(key: str, reasons: Mapping[str, int], n: int) -> Proposal:
    first = leading({quoted(name): many for name, many in reasons.items()})
    if first.are_several:
        said = _("De vanligaste temana är %(theme)s: %(many)s vardera av %(n)s, %(share)s.")
    else:
        said = _("Det vanligaste temat är %(theme)s: %(many)s av %(n)s, %(share)s.")
    return proposal(key, said, theme=first.names, many=first.many, n=n, share=Part(first.many, n))


def themes(asked: Gathering) -> Chapter:
    """All themes of the year, who wrote about them to whom, and a part for each."""
    table = asked.table(THEME)
    parts = pictured("themes", _("Anledning till avvikelserapportering"), table)
    if parts:
        parts += (
            crossed(
                "themes-reporters",
                _("Teman efter rapporterande verksamhet"),
                asked.table(THEME, REPORTER),
                table,
                asked.table(REPORTER),
            ),
            crossed(
                "themes-recipients",
                _("Teman efter mottagande verksamhet"),
                asked.table(THEME, SERVICE, count=Counted.RECIPIENTS),
                table,
                asked.table(SERVICE, count=Counted.RECIPIENTS),
            ),
        )
    return Chapter(
        "themes",
        _("Teman i avvikelserna"),
        parts=parts,
        chapters=tuple(_of_theme(asked, row) for row in largest(table)),
    )


def _of_theme(asked: Gathering, row: Row) -> Chapter:
    name = named(THEME, row)
    key = f"theme-{slugify(name)}"
    where: Where = ((THEME, row.values[0].key or ""),)
    tables = {
        "subtypes": (_("Undertyper: %(theme)s"), asked.table(Dimension.SUBTYPE, where=where)),
        "from": (_("Från vilka: %(theme)s"), asked.table(REPORTER, where=where)),
        "to": (
            _("Till vilka: %(theme)s"),
            asked.table(SERVICE, count=Counted.RECIPIENTS, where=where),
        ),
    }
    if not largest(tables["subtypes"][1]):
        del tables["subtypes"]
    series = parts_of_line(
        f"{key}-years",
        _("År för år: %(theme)s") % {"theme": name},
        asked.series(),
        asked.line(name),
    )
    said = [
        as_report_table(f"{key}-{part}", title % {"theme": name}, table)
        for part, (title, table) in tables.items()
    ]
    return Chapter(
        key,
        name,
        parts=(*series, *said),
        proposals=tuple(
            _about_theme(asked, key, row, {part: table for part, (_title, table) in tables.items()})
        ),
        may_quote=True,
    )


def _about_theme(
    asked: Gathering, key: str, row: Row, tables: Mapping[str, Table]
) -> list[Proposal]:
    found = [_share(asked, key, row)]
    if row.count and (senders := ranked(REPORTER, tables["from"])):
        found.append(most_from(f"{key}.from", senders, row.count))
    if "subtypes" in tables:
        names = counts(Dimension.SUBTYPE, tables["subtypes"])
        found.append(list_proposal(f"{key}.subtypes", _("Undertyper: %(list)s."), names))
    return found


def _share(asked: Gathering, key: str, row: Row) -> Proposal:
    name, many, n = named(THEME, row), row.count or 0, row.n or 0
    before, earlier = _before(asked, name)
    what: dict[str, Said] = {
        "theme": quoted(name),
        "many": many,
        "n": n,
        "reports": of_reports(n),
        "share": Part(many, n),
    }
    if before is None:
        said = _("Temat %(theme)s gäller %(many)s av %(n)s %(reports)s, %(share)s.")
    else:
        said = _(
            "Temat %(theme)s gäller %(many)s av %(n)s %(reports)s, %(share)s, mot %(before)s %(year)s."
        )
        what |= {"before": before, "year": str(asked.year - 1)}
    return proposal(
        f"{key}.share",
        said,
        is_finding=many >= settings.REPORT_LEAST_FOR_A_PART,
        differs_by=0.0 if earlier is None else 100 * (many / n - earlier),
        in_percent=100 * many / n,
        **what,
    )


def _before(asked: Gathering, name: str) -> tuple[Part | Percent | None, float | None]:
    """The theme's share of the year before, counted or as a report printed it, in words and as a part."""
    point = asked.before(asked.line(name))
    if point is None or point.share is None:
        return None, None
    if not point.is_published and point.count is not None and point.n:
        return Part(point.count, point.n), point.share
    return Percent(round(100 * point.share)), point.share
