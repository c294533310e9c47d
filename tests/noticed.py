"""Something that sticks out, as a night left it."""

from datetime import date

from samsyn.domain.control_charts import Pattern, first_day, month_number
from samsyn.notice.models import Chart, Computation, Signal
from tests.builders import NOW

LAST = date(2026, 2, 1)


def make_computation(last=LAST, **fields):
    """The computation of a month, with nothing in it."""
    day = first_day(month_number(last) + 1).replace(day=9)
    made = {"since": date(2024, 1, 1), "charts": 96, "reported": 14, "uncoded": 3, **fields}
    return Computation.objects.create(day=day, present=last, computed_at=NOW, **made)


def make_noticed(*values, kind="theme", computation=None, patterns=(Pattern.POINT,), **fields):
    """A chart with a signal of each pattern; SIP in February unless told otherwise."""
    values = values or ("SIP",)
    computation = computation or Computation.objects.order_by("-day").first() or make_computation()
    last = month_number(computation.present)
    many = fields.get("count", 14)
    points = [
        [f"{first_day(last - back):%Y-%m}", many if back == 0 else 6, 6.0, 2, 11]
        for back in range(23, -1, -1)
    ]
    points[0][2:] = [None, None, None]
    chart = Chart.objects.create(
        computation=computation,
        kind=kind,
        values=list(values),
        name=" – ".join(values),
        is_new=not patterns,
        points=points,
    )
    spans = {Pattern.POINT: (0, 0), Pattern.RUN: (7, 0), Pattern.TERM: (7, 2)}
    for pattern in patterns:
        back, until = spans[pattern]
        first = first_day(last - back)
        made = {
            "rises": True,
            "count": many,
            "expected": 6.0,
            "low": 2,
            "high": 11,
            "chance": 0.001,
        }
        Signal.objects.create(
            chart=chart,
            pattern=pattern,
            first=first,
            last=first_day(last - until),
            belongs_to=computation.present if pattern is Pattern.POINT else first,
            **{**made, **fields},
        )
    return chart
