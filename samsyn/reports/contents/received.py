"""What came in, from whom and to whom?"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.domain.report import Asked, Cell, Part, ReportTable
from samsyn.domain.report_sentences import Proposal
from samsyn.domain.vocabulary import Counted, Dimension, Scope
from samsyn.reports.contents.answers import answered_in
from samsyn.reports.contents.gathering import Chapter, Gathering, is_of_few
from samsyn.reports.contents.over_years import parts_of_line
from samsyn.reports.contents.parts import beside, named, pictured, ranked
from samsyn.reports.contents.saying import Leading, Said, leading, of_reports, proposal
from samsyn.series.shapes import TOTAL

SCOPES = (Scope.ALL, Scope.BETWEEN, Scope.WITHIN)
SERVICE = Dimension.RECIPIENT_SERVICE


def received(asked: Gathering) -> Chapter:
    """How many reports came in, between and within principals, beside the years before."""
    series = asked.series(TOTAL)
    line = series.lines[0] if series.lines else None
    title = _("Avvikelser mellan huvudmän, år för år")
    return Chapter(
        "received",
        _("Inkomna avvikelserapporter"),
        _("I rapporten är fokus på avvikelser mellan huvudmän."),
        (*_figures(asked), _scopes(asked), *parts_of_line("received-years", title, series, line)),
        tuple(_totals(asked)),
    )


def _figures(asked: Gathering) -> tuple[ReportTable, ...]:
    """The year in four numbers, each with what it is of."""
    whole, n = asked.table(scope=Scope.ALL).n, asked.table().n
    if not whole or not n:
        return ()
    rows: list[tuple[Cell, ...]] = [
        (_(Scope.BETWEEN.label), n, Part(n, whole), whole),
    ]
    to = ranked(SERVICE, asked.table(SERVICE, count=Counted.RECIPIENTS))
    about = ranked(Dimension.THEME, asked.table(Dimension.THEME))
    for words, found in ((_("Till %(name)s"), to), (_("Om %(name)s"), about)):
        if found and not (first := leading(found)).are_several:
            named_so = words % {"name": first.names}
            rows.append((named_so, first.many, Part(first.many, n), n))
    answered = answered_in(asked.table(Dimension.ANSWERED))
    if answered is not None:
        rows.append((_("Har fått svar"), answered, Part(answered, n), n))
    heads = ("", _(Counted.DEVIATIONS.label), _("Andel"), "n")
    return (ReportTable("figures", _("Året i några tal"), heads, tuple(rows), None),)


def _scopes(asked: Gathering) -> ReportTable:
    # A year that is not stored has no rows, which is not the same as no deviations.
    years = [year for year in (asked.year - 1, asked.year) if year in asked.basis.stored]
    rows = [
        (_(scope.label), *(asked.table(scope=scope, year=year).n for year in years))
        for scope in SCOPES
    ]
    return ReportTable(
        "scopes",
        _("Inkomna avvikelser mellan och inom huvudmän"),
        (_("Vilka rapporter"), *(str(year) for year in years)),
        tuple(rows),
        None,
        asked=Asked(tuple(years), "", Counted.DEVIATIONS.value, ("scope",), across="year"),
    )


def _totals(asked: Gathering) -> list[Proposal]:
    total, between, within = (asked.table(scope=scope).n for scope in SCOPES)
    if total is None or between is None or within is None:
        return []
    if not total:
        said = _("Under %(year)s kom inga avvikelser in.")
        return [proposal("received.none", said, year=str(asked.year))]
    said = ngettext(
        "Under %(year)s kom %(total)s avvikelse in: %(between)s mellan huvudmän och %(within)s "
        "inom samma huvudman.",
        "Under %(year)s kom %(total)s avvikelser in: %(between)s mellan huvudmän och %(within)s "
        "inom samma huvudman.",
        total,
    )
    year = str(asked.year)
    found = [
        proposal("received.total", said, year=year, total=total, between=between, within=within)
    ]
    series = asked.series(TOTAL)
    point = asked.before(series.lines[0] if series.lines else None)
    if point and point.count:
        said = _("Mellan huvudmän kom %(between)s %(reports)s, mot %(before)s året innan.")
        found.append(
            proposal(
                "received.before",
                said,
                is_finding=True,
                differs_by=100 * (between - point.count) / point.count,
                between=between,
                reports=of_reports(between),
                before=point.count,
            )
        )
    return found


def reporters(asked: Gathering) -> Chapter:
    """Which services have reported."""
    by = Dimension.REPORTER_SERVICE
    table = asked.table(by)
    found = []
    if table.n and (senders := ranked(by, table)):
        found.append(_first_reporter(leading(senders), table.n))
    tables = {_(scope.label): asked.table(by, scope=scope) for scope in SCOPES}
    parts = pictured("reporters", _("Verksamheter som har rapporterat"), table)
    if tables[_(Scope.ALL.label)].rows:
        title = _("Rapporterande verksamhet, mellan och inom huvudmän")
        parts += (beside("reporters-scopes", title, tables, across="scope"),)
    return Chapter("reporters", _("Rapporterande verksamhet"), parts=parts, proposals=tuple(found))


def _first_reporter(first: Leading, n: int) -> Proposal:
    if first.are_several:
        said = _(
            "De verksamheter som har rapporterat mest är %(service)s, med %(many)s vardera av %(n)s "
            "%(reports)s, %(share)s."
        )
    else:
        said = _(
            "Den verksamhet som har rapporterat mest är %(service)s, med %(many)s av %(n)s %(reports)s, "
            "%(share)s."
        )
    return proposal(
        "reporters.first",
        said,
        service=first.names,
        many=first.many,
        n=n,
        reports=of_reports(n),
        share=Part(first.many, n),
    )


def recipients(asked: Gathering) -> Chapter:
    """Which services have been sent reports; more than the reports, as one may go to several."""
    table = asked.table(SERVICE, count=Counted.RECIPIENTS)
    found = []
    if table.n and (services := ranked(SERVICE, table)):
        found.append(_first_recipient(asked, table.n, leading(services)))
    prose = _("Mottagarna kan vara fler än avvikelserna, eftersom en avvikelse kan gå till flera.")
    title = _("Verksamheter som har tagit emot avvikelser")
    return Chapter(
        "recipients",
        _("Mottagande verksamhet"),
        prose,
        pictured("recipients", title, table),
        tuple(found),
    )


def _first_recipient(asked: Gathering, n: int, first: Leading) -> Proposal:
    many = first.many
    before, change = None, 0.0
    if asked.year - 1 in asked.basis.stored and not first.are_several:
        earlier = asked.table(SERVICE, count=Counted.RECIPIENTS, year=asked.year - 1)
        before = next((one for one in earlier.rows if named(SERVICE, one) == first.names), None)
    what: dict[str, Said] = {
        "service": first.names,
        "many": many,
        "n": n,
        "reports": of_reports(n),
        "share": Part(many, n),
    }
    if before is not None and before.count and before.n and not is_of_few(before.n):
        change = 100 * (many / n - before.count / before.n)
        what |= {"before": Part(before.count, before.n), "year": str(asked.year - 1)}
        said = _(
            "Den verksamhet som har tagit emot flest är %(service)s, med %(many)s av %(n)s %(reports)s, "
            "%(share)s, mot %(before)s %(year)s."
        )
    elif first.are_several:
        said = _(
            "De verksamheter som har tagit emot flest är %(service)s, med %(many)s vardera av %(n)s "
            "%(reports)s, %(share)s."
        )
    else:
        said = _(
            "Den verksamhet som har tagit emot flest är %(service)s, med %(many)s av %(n)s %(reports)s, "
            "%(share)s."
        )
    return proposal(
        "recipients.first",
        said,
        is_finding=True,
        differs_by=change,
        in_percent=100 * many / n,
        **what,
    )
