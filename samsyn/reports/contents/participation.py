"""From how much of the county do the reports come? Figures tell who reports, not what happened."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.domain.disclosing import Shown
from samsyn.domain.report import Asked, Part, ReportTable
from samsyn.domain.report_sentences import Proposal
from samsyn.domain.vocabulary import Counted, Dimension, Scope, Sector
from samsyn.participation.selectors import registered_units, span_of
from samsyn.reports.contents.gathering import Chapter, Gathering
from samsyn.reports.contents.parts import beside
from samsyn.reports.contents.saying import joined, proposal
from samsyn.statistics.areas import areas_published
from samsyn.statistics.distinct import Reporters, Took, distinct_counts

AREAS = (Dimension.REPORTER_MUNICIPALITY, Dimension.REPORTER_DISTRICT)


def coverage(asked: Gathering) -> Chapter:
    """How many different ones took part, by service, and beside the register."""
    took = distinct_counts(
        [asked.year], Scope.ALL, viewer=asked.viewer, names=asked.names, sheets=asked.sheets
    )
    tables = [_took(asked, took.reported, took.received, took.answered)]
    for scope in (Scope.BETWEEN, Scope.ALL):
        by_service = asked.reporters(scope)
        if by_service:
            tables.append(_by_service(asked, scope, by_service))
    tables += _of_register(asked)
    prose = _("Alla verksamheter rapporterar inte. Läs siffrorna med det i minnet.")
    return Chapter("coverage", _("Täckning"), prose, tuple(tables), tuple(_said(took.reported)))


def _took(asked: Gathering, reported: Took, received: Took, answered: Took) -> ReportTable:
    ways = (
        (_("Har rapporterat"), reported),
        (_("Har tagit emot"), received),
        (_("Har svarat"), answered),
    )
    return ReportTable(
        "coverage",
        _("Så många olika har deltagit"),
        ("", _("Verksamheter"), _("Mottagningar"), _("Kommuner"), _("Stadsdelsområden")),
        tuple(
            (words, one.units, one.clinics, one.municipalities, one.districts)
            for words, one in ways
        ),
        None,
        (_("Mottagningar är de av verksamheterna som hör till regionen."),),
    )


def _said(reported: Took) -> list[Proposal]:
    if not reported.units:
        return []
    units = ngettext("%(n)s verksamhet", "%(n)s verksamheter", reported.units)
    places = ngettext("%(n)s kommun", "%(n)s kommuner", reported.municipalities)
    said = _(
        "Avvikelserna kommer från %(units)s i %(places)s. Siffrorna visar vilka som har valt att "
        "rapportera, inte allt som har hänt."
    )
    said = said % {
        "units": units % {"n": "%(units)s"},
        "places": places % {"n": "%(municipalities)s"},
    }
    return [
        proposal(
            "coverage.reported", said, units=reported.units, municipalities=reported.municipalities
        )
    ]


def _by_service(asked: Gathering, scope: Scope, found: list[Reporters]) -> ReportTable:
    title = (
        _("Olika verksamheter som har rapporterat, mellan huvudmän")
        if scope is Scope.BETWEEN
        else _("Olika verksamheter som har rapporterat, alla rapporter")
    )
    return ReportTable(
        f"reporting-units-{scope.value}",
        title,
        (
            _(Dimension.REPORTER_SERVICE.label),
            _("Olika verksamheter"),
            *(_("därav: %(sector)s") % {"sector": _(one.label).lower()} for one in Sector),
            _("därav i stadsdelsområden"),
            _("Kommuner"),
        ),
        tuple(
            (
                one.service,
                len(one.units),
                *(one.by_sector[sector.value] for sector in Sector),
                one.in_districts,
                one.municipalities,
            )
            for one in found
        ),
        None,
        (_("En verksamhet som har bytt sektor under året räknas i båda."),),
        asked=Asked(
            (asked.year,),
            scope.value,
            Counted.DEVIATIONS.value,
            (Dimension.REPORTER_SERVICE.value,),
            different=Dimension.REPORTER_UNIT.value,
        ),
    )


def _of_register(asked: Gathering) -> list[ReportTable]:
    """How many of the register's units have reported; no table where the register was empty then."""
    span = span_of([asked.year], date(asked.year, 12, 31))
    units = registered_units(span, asked.names.register, viewer=asked.viewer)
    reported = asked.reporters(Scope.ALL)
    took = {unit for one in reported for unit in one.units}
    rows = []
    for kind in dict.fromkeys(unit.kind_label for unit in units):
        members = [unit.id for unit in units if unit.kind_label == kind]
        many = len(took.intersection(members))
        rows.append((kind, len(members), many, Part(many, len(members))))
    if not rows:
        return []
    order = [one.service for one in reported]
    rows.sort(key=lambda row: order.index(row[0]) if row[0] in order else len(order))
    return [
        ReportTable(
            "register",
            _("Så många av registrets verksamheter har rapporterat"),
            (_("Verksamhetstyp"), _("I registret"), _("Har rapporterat"), _("Andel")),
            tuple(rows),
            None,
            (_("Registret som det var under året."),),
        )
    ]


def geography(asked: Gathering) -> Chapter:
    """From which municipalities and districts the reports come, with small numbers hidden together."""
    tables = areas_published(
        asked.year,
        shown=Shown.YEARLY,
        viewer=asked.viewer,
        names=asked.names,
        sheets=asked.sheets,
        limits=asked.limits,
    )
    parts = []
    titles = {
        Dimension.REPORTER_MUNICIPALITY: (
            "municipalities",
            _("Kommuner som avvikelserna kommer från"),
        ),
        Dimension.REPORTER_DISTRICT: (
            "districts",
            _("Stadsdelsområden som avvikelserna kommer från"),
        ),
    }
    for area, (key, title) in titles.items():
        scopes = {_(scope.label): tables[area, scope] for scope in (Scope.ALL, *PARTS)}
        if any(not row.is_residual for table in scopes.values() for row in table.rows):
            parts.append(beside(key, title, scopes, across="scope"))
    shown = tables[Dimension.REPORTER_MUNICIPALITY, Scope.ALL]
    return Chapter(
        "geography",
        _("Geografisk fördelning"),
        "" if parts else _("Det går inte att visa något om enskilda områden utan att peka ut dem."),
        parts=tuple(parts),
        proposals=tuple(
            _from_where([row.values[0].label for row in shown.rows if row.values[0].key])
        ),
    )


PARTS = (Scope.BETWEEN, Scope.WITHIN)
FEW = 12
"""So many municipalities can be named in a sentence."""


def _from_where(names: list[str]) -> list[Proposal]:
    if not names or len(names) > FEW:
        return []
    said = ngettext(
        "Avvikelserna kommer från %(n)s kommun: %(names)s.",
        "Avvikelserna kommer från %(n)s kommuner: %(names)s.",
        len(names),
    )
    return [proposal("geography.from", said, n=len(names), names=joined(names))]
