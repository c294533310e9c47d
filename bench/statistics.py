"""What does each kind of question cost, beside the raw SQL over the covering indexes (P11)? JSON to stdout.

CPU is this process's own and, with PostgreSQL, that of the server's process for this connection; both
sides of a ratio are asked in turn in the same rounds, so that a loaded machine slows both.
"""

import json
import os
import resource
import statistics
import sys
import time
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from bench.statistics_raw import RAW  # noqa: E402
from samsyn.accounts.models import User  # noqa: E402
from samsyn.domain.access import Everything  # noqa: E402
from samsyn.domain.tables import Question  # noqa: E402
from samsyn.domain.vocabulary import Counted, Dimension, Naming, Scope  # noqa: E402
from samsyn.statistics.distinct import distinct_counts  # noqa: E402
from samsyn.statistics.selectors import summary_of, table_for  # noqa: E402

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
VIEWER = Everything("./run bench")
ROUNDS, LEAST_SECONDS, MOST_TIMES = 5, 0.1, 20
TICKS = os.sysconf("SC_CLK_TCK")
D = Dimension
YEAR, FIVE = (2023,), (2021, 2022, 2023, 2024, 2025)
BUP = (D.RECIPIENT_SERVICE, "BUP")


def asked(*by, years=YEAR, **more):
    question = Question(years, by=by, **more)
    return lambda: table_for(question, viewer=VIEWER)


def cases():
    unit = table_for(Question(YEAR, by=(D.REPORTER_UNIT,)), viewer=VIEWER).rows[0].values[0].key
    to = table_for(Question(YEAR, by=(D.RECIPIENT_UNIT,)), viewer=VIEWER).rows[0].values[0].key
    return {
        "theme": asked(D.THEME),
        "month": asked(D.MONTH),
        "outcome": asked(D.OUTCOME),
        "reporting unit": asked(D.REPORTER_UNIT),
        "district": asked(D.REPORTER_DISTRICT),
        "recipients by service": asked(D.RECIPIENT_SERVICE, count=Counted.RECIPIENTS),
        "combination of services": asked(D.RECIPIENT_SERVICES),
        "receiving unit": asked(D.RECIPIENT_UNIT),
        "subtype": asked(D.SUBTYPE),
        "unit x theme": asked(D.REPORTER_UNIT, D.THEME),
        "unit x month": asked(D.REPORTER_UNIT, D.MONTH),
        "unit x subtype": asked(D.REPORTER_UNIT, D.SUBTYPE),
        "receiving unit x theme": asked(D.RECIPIENT_UNIT, D.THEME),
        "service x subtype": asked(D.RECIPIENT_SERVICE, D.SUBTYPE),
        "unit x receiving unit": asked(D.REPORTER_UNIT, D.RECIPIENT_UNIT),
        "theme, where to BUP": asked(D.THEME, where=(BUP,)),
        "month, where from one unit": asked(D.MONTH, where=((D.REPORTER_UNIT, unit),)),
        "theme, where to one unit": asked(D.THEME, where=((D.RECIPIENT_UNIT, to),)),
        "unit, where to BUP, one outcome": asked(
            D.REPORTER_UNIT, where=(BUP, (D.OUTCOME, "ej löst"))
        ),
        "theme, where March": asked(D.THEME, where=((D.MONTH, "3"),)),
        "theme x year, five years": asked(D.THEME, D.YEAR, years=FIVE),
        "district x year, five years": asked(D.REPORTER_DISTRICT, D.YEAR, years=FIVE),
        "unit, five years, names of now": asked(
            D.REPORTER_UNIT, years=FIVE, scope=Scope.ALL, naming=Naming.NOW
        ),
        "the year in short": lambda: summary_of(YEAR, viewer=VIEWER),
        "different units": lambda: distinct_counts(YEAR, Scope.ALL, viewer=VIEWER),
    } | pages()


def pages():
    """The page as the secretariat gets it, through all of Samsyn's middleware."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email="sekretariat@demo.invalid"), backend=BACKEND)

    def page(**wishes):
        def fetch():
            response = client.get("/statistik/", {"year": YEAR[0], **wishes})
            assert response.status_code == 200, response.status_code

        return fetch

    return {
        "page: theme": page(),
        "page: recipients by service": page(by="recipient_service", count="recipients"),
        "page: reporting unit": page(by="reporter_unit"),
    }


def raw(sql):
    def fetch():
        with connection.cursor() as cursor:
            cursor.execute(sql)
            cursor.fetchall()

    return fetch


class Clock:
    """CPU of this process and of the database server's process, in seconds."""

    def __init__(self):
        self.server = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET max_parallel_workers_per_gather = 0")  # all in one process
                cursor.execute("SELECT pg_backend_pid()")
                self.server = Path(f"/proc/{cursor.fetchone()[0]}/stat")

    def now(self):
        own = time.process_time()
        if not self.server:
            return own
        fields = self.server.read_text().rpartition(")")[2].split()
        return own + (int(fields[11]) + int(fields[12])) / TICKS


def once(call, clock):
    """Milliseconds of CPU and of wall time, each a mean of as many times as the clock can tell."""
    times, cpu, wall = 0, clock.now(), time.perf_counter()
    while times < MOST_TIMES and (times < 1 or time.perf_counter() - wall < LEAST_SECONDS):
        call()
        times += 1
    return [(clock.now() - cpu) * 1000 / times, (time.perf_counter() - wall) * 1000 / times]


def queries_of(call):
    seen = []

    def watch(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        call()
    return len(seen)


def megabytes():
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    call_command("collectstatic", "--no-input", verbosity=0)
    clock, before = Clock(), megabytes()
    ours = cases()
    queries = {name: queries_of(call) for name, call in ours.items()}  # warms up as well
    memory = megabytes()
    beside = {name: raw(sql) for name, sql in RAW[connection.vendor].items()}
    took = {side: {name: [] for name in calls} for side, calls in (("ours", ours), ("raw", beside))}
    for _ in range(ROUNDS):
        for name, call in ours.items():
            took["ours"][name].append(once(call, clock))
            if name in beside:
                took["raw"][name].append(once(beside[name], clock))
    result = {name: {"queries": queries[name]} | _medians(took["ours"][name]) for name in ours}
    for name in beside:
        result[name]["raw"] = _medians(took["raw"][name])["cpu"]
        pairs = zip(took["ours"][name], took["raw"][name], strict=True)
        result[name]["ratio"] = statistics.median(
            one[0] / other[0] for one, other in pairs if other[0]
        )
    json.dump({"cases": result, "memory": memory, "started_with": before}, sys.stdout)


def _medians(times):
    return {
        "cpu": statistics.median(cpu for cpu, _ in times),
        "wall": statistics.median(wall for _, wall in times),
        "slowest": max(wall for _, wall in times),
    }


if __name__ == "__main__":
    main()
