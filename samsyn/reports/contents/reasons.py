"""Why were reports written? By the service that was sent them, and by theme with its subtypes."""

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from samsyn.domain.report import Part
from samsyn.domain.report_sentences import Proposal
from samsyn.domain.tables import Row
from samsyn.domain.vocabulary import Counted, Dimension
from samsyn.reports.contents.gathering import (
    Chapter,
    Gathering,
    Where,
    as_report_table,
    labelled,
    largest,
    pictured,
)
from samsyn.reports.contents.saying import in_words, listed, proposal

SERVICE, THEME = Dimension.RECIPIENT_SERVICE, Dimension.THEME


def by_recipient(asked: Gathering) -> Chapter:
    """The reasons to write to each service that was sent enough reports to have a part of its own."""
    table = asked.table(SERVICE, count=Counted.RECIPIENTS)
    least = settings.REPORT_LEAST_FOR_A_PART
    services = [row for row in largest(table) if (row.count or 0) >= least]
    return Chapter(
        "by-recipient",
        _("Anledningar per mottagande verksamhet"),
        _("Verksamheter som har tagit emot färre än %(least)s avvikelser redovisas inte för sig.")
        % {"least": least},
        chapters=tuple(_of_service(asked, row) for row in services),
    )


def _of_service(asked: Gathering, row: Row) -> Chapter:
    name = row.values[0].label
    key = f"to-{slugify(name)}"
    where: Where = ((SERVICE, row.values[0].key or ""),)
    themes = asked.table(THEME, where=where)
    reporters = asked.table(Dimension.REPORTER_SERVICE, where=where)
    return Chapter(
        key,
        _("Avvikelser till %(service)s") % {"service": name},
        parts=(
            as_report_table(f"{key}-from", _("Från vilka, till %s") % name, reporters),
            as_report_table(f"{key}-themes", _("Om vad, till %s") % name, themes),
        ),
        proposals=tuple(_to_service(key, name, themes.n, largest(reporters), largest(themes))),
        may_quote=True,
    )


def _to_service(
    key: str, name: str, n: int | None, reporters: list[Row], themes: list[Row]
) -> list[Proposal]:
    if not n or not reporters or not themes:
        return []
    return [
        proposal(
            f"{key}.first",
            _(
                "%(service)s har tagit emot %(n)s avvikelser. Flest kommer från %(reporter)s "
                "(%(sent)s), och det vanligaste temat är %(theme)s (%(about)s)."
            ),
            service=name,
            n=n,
            reporter=reporters[0].values[0].label,
            sent=reporters[0].count or 0,
            theme=themes[0].values[0].label,
            about=themes[0].count or 0,
        )
    ]


def themes(asked: Gathering) -> Chapter:
    """All themes of the year, and a part for each."""
    table = asked.table(THEME)
    return Chapter(
        "themes",
        _("Teman i avvikelserna"),
        parts=pictured("themes", _("Anledning till avvikelserapportering"), table),
        chapters=tuple(_of_theme(asked, row) for row in largest(table)),
    )


def _of_theme(asked: Gathering, row: Row) -> Chapter:
    name = row.values[0].label
    key = f"theme-{slugify(name)}"
    where: Where = ((THEME, row.values[0].key or ""),)
    subtypes = asked.table(Dimension.SUBTYPE, where=where)
    reporters = asked.table(Dimension.REPORTER_SERVICE, where=where)
    recipients = asked.table(SERVICE, count=Counted.RECIPIENTS, where=where)
    parts = [
        as_report_table(f"{key}-from", _("Från vilka: %s") % name, reporters),
        as_report_table(f"{key}-to", _("Till vilka: %s") % name, recipients),
    ]
    if largest(subtypes):
        title = _("Undertyper: %s") % name
        parts.insert(0, as_report_table(f"{key}-subtypes", title, subtypes))
    return Chapter(
        key,
        name,
        parts=tuple(parts),
        proposals=tuple(_about_theme(asked, key, row, largest(subtypes))),
        may_quote=True,
    )


def _about_theme(asked: Gathering, key: str, row: Row, subtypes: list[Row]) -> list[Proposal]:
    name, many, n = row.values[0].label, row.count or 0, row.n or 0
    before = labelled(asked.table(THEME, year=asked.year - 1), name)
    if before and before.count and before.n:
        found = [
            proposal(
                f"{key}.share",
                _(
                    "%(theme)s gäller %(many)s av %(n)s avvikelser, %(share)s, mot %(before)s %(year)s."
                ),
                is_finding=True,
                theme=name,
                many=many,
                n=n,
                share=Part(many, n),
                before=Part(before.count, before.n),
                year=str(asked.year - 1),
            )
        ]
    else:
        found = [
            proposal(
                f"{key}.share",
                _("%(theme)s gäller %(many)s av %(n)s avvikelser, %(share)s."),
                is_finding=True,
                theme=name,
                many=many,
                n=n,
                share=Part(many, n),
            )
        ]
    if subtypes:
        names = {one.values[0].label: one.count or 0 for one in subtypes}
        figures = {f"s{at}": count for at, count in enumerate(names.values())}
        # The list is words to the pattern, but each number in it is a figure that can part ways.
        found.append(
            Proposal(
                f"{key}.subtypes",
                _("Undertyper: %(list)s.") % {"list": listed(names)},
                {name: in_words(count) for name, count in figures.items()},
            )
        )
    return found
