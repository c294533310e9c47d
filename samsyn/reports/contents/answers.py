"""How many were answered, and what came of the answers?"""

from django.utils.translation import gettext as _

from samsyn.domain.report import Part
from samsyn.domain.report_sentences import Proposal
from samsyn.domain.tables import Table
from samsyn.domain.vocabulary import Counted, Dimension, YesOrNo
from samsyn.reports.contents.gathering import Chapter, Gathering
from samsyn.reports.contents.parts import counts, pictured
from samsyn.reports.contents.saying import Said, list_proposal, of_reports, proposal
from samsyn.series.shapes import ANSWERED


def answers(asked: Gathering) -> Chapter:
    """How many were answered, and what the answers led to."""
    table = asked.table(Dimension.ANSWERED)
    outcomes = asked.table(Dimension.OUTCOME, count=Counted.ANSWERS)
    return Chapter(
        "answers",
        _("Svar på avvikelser"),
        "" if outcomes.rows else _("Ingen av årets avvikelser har fått något svar än."),
        parts=(
            *pictured("answered", _("Besvarade avvikelser"), table),
            *pictured("outcomes", _("Vad svaren ledde till"), outcomes),
        ),
        proposals=tuple([*_answered(asked, table), *_outcomes(outcomes)]),
        may_quote=True,
    )


def answered_in(table: Table) -> int | None:
    """How many of a table by answered or not are answered; None when that is hidden."""
    rows = [row for row in table.rows if row.values[0].key == YesOrNo.YES.value]
    return rows[0].count if rows else 0


def _answered(asked: Gathering, table: Table) -> list[Proposal]:
    many, n = answered_in(table), table.n
    if not n or many is None:
        return []
    series = asked.series(ANSWERED)
    point = asked.before(series.lines[0] if series.lines else None)
    has_before = point is not None and point.count is not None and bool(point.n)
    what: dict[str, Said] = {"many": many, "n": n, "reports": of_reports(n), "share": Part(many, n)}
    change = 0.0
    if has_before and point and point.n:
        before = Part(point.count or 0, point.n)
        change = 100 * (many / n - before.value / before.n)
        said = _(
            "Svar har getts på %(many)s av %(n)s %(reports)s, %(share)s, mot %(before)s %(year)s."
        )
        what |= {"before": before, "year": str(asked.year - 1)}
    else:
        said = _("Svar har getts på %(many)s av %(n)s %(reports)s, %(share)s.")
    return [
        proposal(
            "answers.answered",
            said,
            is_finding=True,
            differs_by=change,
            in_percent=100 * many / n,
            **what,
        )
    ]


def _outcomes(table: Table) -> list[Proposal]:
    names = counts(Dimension.OUTCOME, table)
    if not names:
        return []
    return [list_proposal("answers.outcomes", _("Svaren ledde till: %(list)s."), names)]
