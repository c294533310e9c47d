"""Count how units take part, and keep what they state."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from samsyn.audit import services as audit
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.deviations.selectors.own_figures import has_sent_in, parts_answered, sent_by_month
from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.domain.periods import Period
from samsyn.domain.refusals import Refusal
from samsyn.domain.vocabulary import AuditKind
from samsyn.organisations.selectors import BusAreas
from samsyn.participation.counting import Counting, Sum, Whole
from samsyn.participation.models import Figures, NothingToReport
from samsyn.participation.periods import periods_to_state

ROWS_A_TIME = 500
KEY = ("scope", "scope_id", "period")


class StatementRefused(Refusal):
    """A unit may not say so; `why` is not_yours, no_period or has_sent."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def count(*, now: datetime) -> int:
    """Count everything anew and replace what was counted before; how many rows.

    Safe to repeat and to run twice at once: each row has one key, and the later one stands.
    """
    viewer = Everything("nightly figures of how units take part")
    today = day_in_stockholm(now)
    counting = Counting(today, settings.NOTHING_TO_REPORT_MONTHS, BusAreas().of_unit)
    counting.add_parts(parts_answered(viewer=viewer))
    counting.add_sent(sent_by_month(viewer=viewer))
    rows = [_row(whole, one, counting, now) for whole, one in counting.sums()]
    columns = [name for name in Figures.Privacy.plain if name not in KEY]
    with transaction.atomic():
        Figures.objects.bulk_create(
            rows,
            batch_size=ROWS_A_TIME,
            update_conflicts=True,
            unique_fields=KEY,
            update_fields=columns,
        )
        Figures.objects.filter(computed_at__lt=now).delete()
    return len(rows)


def _row(whole: Whole, counted: Sum, counting: Counting, now: datetime) -> Figures:
    scope, pk, period = whole
    one, keeps_days = counted.figures(), counting.keeps_days(period)
    return Figures(
        scope=scope,
        scope_id=pk,
        period=period,
        received=one.received,
        declined=one.declined,
        answered=one.answered,
        acknowledged=one.acknowledged,
        median_acknowledge=one.median_acknowledge,
        median_answer=one.median_answer,
        units=one.units,
        sent=one.sent,
        sent_between=counted.sent_between,
        received_between=counted.received_between,
        acknowledged_between=counted.acknowledged_between,
        answered_between=counted.answered_between,
        last_sent_on=counted.last_sent_on,
        last_received_on=counted.last_received_on,
        acknowledge_days=dict(counted.acknowledge) if keeps_days else {},
        answer_days=dict(counted.answer) if keeps_days else {},
        computed_at=now,
    )


@transaction.atomic
def state_nothing(period_key: str, *, by: Viewer, now: datetime) -> NothingToReport:
    """State that the unit has had nothing to report in a period; refuses StatementRefused.

    Said twice it stands once.
    """
    period = _period(period_key, by, now)
    if has_sent_in(period, viewer=by):
        raise StatementRefused("has_sent")
    stated, is_new = NothingToReport.objects.get_or_create(
        unit_id=by.unit_id or 0,
        first_day=period.first,
        last_day=period.last,
        withdrawn_at=None,
        defaults={"stated_at": now, "stated_by_id": by.user_id or 0},
    )
    if is_new:
        _record(period, "stated", by=by, now=now)
    return stated


@transaction.atomic
def withdraw_nothing(period_key: str, *, by: Viewer, now: datetime) -> bool:
    """Take back that there was nothing to report; False when it does not stand (any more)."""
    period = _period(period_key, by, now)
    standing = NothingToReport.objects.filter(
        unit_id=by.unit_id or 0, first_day=period.first, last_day=period.last, withdrawn_at=None
    )
    if not standing.update(withdrawn_at=now, withdrawn_by_id=by.user_id):
        return False
    _record(period, "withdrawn", by=by, now=now)
    return True


def _period(key: str, by: Viewer, now: datetime) -> Period:
    if not by.may(Ability.WRITE_DEVIATION) or by.unit_id is None:
        raise StatementRefused("not_yours")
    periods = {one.key: one for one in periods_to_state(day_in_stockholm(now))}
    if key not in periods:
        raise StatementRefused("no_period")
    return periods[key]


def _record(period: Period, what: str, *, by: Viewer, now: datetime) -> None:
    audit.record(
        AuditKind.WROTE,
        by=by,
        now=now,
        object_kind="unit",
        object_id=by.unit_id,
        label=by.acting_for,
        details={"nothing_to_report": what, "period": period.key},
    )
