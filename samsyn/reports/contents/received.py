"""What came in, from whom, and how much of the county it covers."""

from django.utils.translation import gettext as _

from samsyn.domain.report import Part, ReportTable
from samsyn.domain.report_sentences import Proposal
from samsyn.domain.vocabulary import Counted, Dimension, Scope
from samsyn.reports.contents.gathering import Chapter, Gathering, largest, pictured
from samsyn.reports.contents.saying import proposal
from samsyn.statistics.distinct import Took, distinct_counts


def received(asked: Gathering) -> Chapter:
    """How many reports came in, between and within principals, beside the year before."""
    return Chapter(
        "received",
        _("Inkomna avvikelserapporter"),
        _("I rapporten är fokus på avvikelser mellan huvudmän."),
        (_scopes(asked),),
        tuple(_totals(asked)),
    )


def _scopes(asked: Gathering) -> ReportTable:
    years = (asked.year - 1, asked.year)
    rows = []
    for scope in (Scope.ALL, Scope.BETWEEN, Scope.WITHIN):
        rows.append((_(scope.label), *(asked.table(scope=scope, year=year).n for year in years)))
    return ReportTable(
        "scopes",
        _("Inkomna avvikelser mellan och inom huvudmän"),
        (_("Vilka rapporter"), *(str(year) for year in years)),
        tuple(rows),
        None,
    )


def _totals(asked: Gathering) -> list[Proposal]:
    total, between, within = (
        asked.table(scope=scope).n for scope in (Scope.ALL, Scope.BETWEEN, Scope.WITHIN)
    )
    before = asked.table(year=asked.year - 1).n
    if total is None or between is None or within is None:
        return []
    found = [
        proposal(
            "received.total",
            _(
                "Under %(year)s kom %(total)s avvikelser in. %(between)s var mellan huvudmän "
                "och %(within)s inom samma huvudman."
            ),
            year=str(asked.year),
            total=total,
            between=between,
            within=within,
        )
    ]
    if before:
        found.append(
            proposal(
                "received.before",
                _("Mellan huvudmän kom %(between)s avvikelser, mot %(before)s året innan."),
                is_finding=True,
                between=between,
                before=before,
            )
        )
    return found


def coverage(asked: Gathering) -> Chapter:
    """From how much of the county the reports come; figures show who reports, not what happened."""
    took = distinct_counts([asked.year], Scope.ALL, viewer=asked.viewer)
    ways = (
        (_("Har rapporterat"), took.reported),
        (_("Har tagit emot"), took.received),
        (_("Har svarat"), took.answered),
    )
    table = ReportTable(
        "coverage",
        _("Så många olika har deltagit"),
        ("", _("Verksamheter"), _("Mottagningar"), _("Kommuner"), _("Stadsdelsområden")),
        tuple((words, *_numbers(one)) for words, one in ways),
        None,
    )
    said = proposal(
        "coverage.reported",
        _(
            "Avvikelserna kommer från %(units)s verksamheter i %(municipalities)s kommuner. "
            "Siffrorna visar vilka som har valt att rapportera, inte allt som har hänt."
        ),
        units=took.reported.units,
        municipalities=took.reported.municipalities,
    )
    prose = _("Alla verksamheter rapporterar inte. Läs siffrorna med det i minnet.")
    return Chapter("coverage", _("Täckning"), prose, (table,), (said,))


def _numbers(took: Took) -> tuple[int, int, int, int]:
    return took.units, took.clinics, took.municipalities, took.districts


def reporters(asked: Gathering) -> Chapter:
    """Which services have reported."""
    table = asked.table(Dimension.REPORTER_SERVICE)
    found = []
    if table.n and (rows := largest(table)):
        first = rows[0]
        found.append(
            proposal(
                "reporters.first",
                _("Flest avvikelser kommer från %(service)s: %(many)s av %(n)s, %(share)s."),
                service=first.values[0].label,
                many=first.count or 0,
                n=table.n,
                share=Part(first.count or 0, table.n),
            )
        )
    title = _("Verksamheter som har rapporterat")
    return Chapter(
        "reporters",
        _("Rapporterande verksamhet"),
        parts=pictured("reporters", title, table),
        proposals=tuple(found),
    )


def recipients(asked: Gathering) -> Chapter:
    """Which services have been sent reports; more than the reports, as one may go to several."""
    table = asked.table(Dimension.RECIPIENT_SERVICE, count=Counted.RECIPIENTS)
    found = []
    if table.n and (rows := largest(table)):
        first = rows[0]
        found.append(
            proposal(
                "recipients.first",
                _("%(share)s av avvikelserna är ställda till %(service)s (%(many)s av %(n)s)."),
                is_finding=True,
                service=first.values[0].label,
                many=first.count or 0,
                n=table.n,
                share=Part(first.count or 0, table.n),
            )
        )
    prose = _("Mottagarna är fler än avvikelserna, eftersom en avvikelse kan gå till flera.")
    return Chapter(
        "recipients",
        _("Mottagande verksamhet"),
        prose,
        pictured("recipients", _("Verksamheter som har tagit emot avvikelser"), table),
        tuple(found),
    )


def answers(asked: Gathering) -> Chapter:
    """How many were answered, and what came of the answers."""
    table = asked.table(Dimension.ANSWERED)
    outcomes = asked.table(Dimension.OUTCOME, count=Counted.ANSWERS)
    found = []
    yes = next((row for row in table.rows if row.values[0].key == "yes"), None)
    if table.n and yes and yes.count:
        found.append(
            proposal(
                "answers.answered",
                _("%(many)s av %(n)s avvikelser har fått svar, %(share)s."),
                is_finding=True,
                many=yes.count,
                n=table.n,
                share=Part(yes.count, table.n),
            )
        )
    return Chapter(
        "answers",
        _("Svar på avvikelser"),
        parts=(
            *pictured("answered", _("Besvarade avvikelser"), table),
            *pictured("outcomes", _("Vad svaren ledde till"), outcomes),
        ),
        proposals=tuple(found),
        may_quote=True,
    )
