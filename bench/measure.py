"""How long does each page take on the data that SAMSYN_DATA (or DATABASE_URL) names? One JSON to stdout.

The pages go through all of Samsyn's middleware, in this process; beside them, in the same rounds, the
floor: bare Django. CPU is this process's own, so PostgreSQL's work shows in the wall time only.
"""

import json
import random
import statistics
import sys
import time
import uuid
from collections import Counter
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench import floor  # noqa: E402
from samsyn.accounts import selectors as accounts  # noqa: E402
from samsyn.accounts.models import RoleGrant, User  # noqa: E402
from samsyn.deviations.models import (  # noqa: E402
    WAITING,
    Addressing,
    AgreementPoint,
    Deviation,
)
from samsyn.domain.vocabulary import Role  # noqa: E402
from samsyn.organisations.models import Unit  # noqa: E402
from samsyn.tally.services import carry_forward  # noqa: E402

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ROUNDS, IN_A_ROUND = 12, 4
WORDS = ("telefon", "möte", "kallelse", "remiss", "brev", "plan", "skola", "samtal", "svar", "tid")


def client_of(key):
    user = User.objects.get(email=f"{key}@demo.invalid")
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend=BACKEND)
    return client, accounts.choices_for(user, timezone.localdate())[0]


def waited_for_most():
    """Somebody who writes for the unit whose list of what is overdue is the longest.

    It fills a page at every size: what then grows is the search for it, not the rows that are drawn.
    """
    today = timezone.localdate()
    late = Addressing.objects.filter(WAITING, answer_by__lt=today, deviation__closed_at=None)
    units = late.values_list("deviation__reporter_unit_id", flat=True)
    unit_id, _rows = Counter(units).most_common(1)[0]
    user, _made = User.objects.get_or_create(
        email="bench@demo.invalid", defaults={"name": "Mätaren"}
    )
    RoleGrant.objects.update_or_create(
        user=user,
        role=Role.CASEWORKER,
        defaults={"unit_id": unit_id, "valid_from": today - timedelta(days=1)},
    )
    return client_of("bench")[0]


def page(client, path, data=None):
    def fetch():
        response = client.get(path, data)
        assert response.status_code == 200, (path, response.status_code)

    return fetch


def value_in(page, name):
    """What the review page's form sends of a hidden input."""
    return page.rpartition(f'name="{name}" value="')[2].partition('"')[0]


class Sending:
    """A draft is typed, saved and reviewed before; measured is the press on Skicka, to three units."""

    def __init__(self, client):
        self.client = client
        units = Unit.objects.filter(kind__key="bup", key__startswith="demo-")[:3]
        point = AgreementPoint.objects.select_related("agreement").earliest("pk")
        self.fields = {
            "direct_contact": "yes",
            "title": "Kallelsen till mötet kom inte fram",
            "happened_on": "2026-01-12",
            "what_was_expected": "Att kallelsen går till vår funktionsbrevlåda.",
            "consequence": "minor",
            "point": f"{point.agreement_id}-{point.pk}",
            "level": "individual",
            "recipients": [unit.pk for unit in units],
            "version": "0",
        }

    def prepare(self):
        self.key = uuid.uuid4()
        # Every deviation tells something of its own: what was read of one is known of no other.
        said = " ".join(random.choices(WORDS, k=12))
        typed = {"what_happened": "Mötet hölls utan oss. " * 10 + f"Det gällde {said}."}
        path = f"/avvikelser/utkast/{self.key}/"
        self.client.post(f"{path}spara/", self.fields | typed)
        page = self.client.get(f"{path}granska/").content.decode()
        self.posted = {name: value_in(page, name) for name in ("version", "read")}
        self.path = f"{path}skicka/"

    def __call__(self):
        response = self.client.post(self.path, self.posted)
        assert response.status_code == 302, response.status_code

    def once(self):
        """One deviation sent, and its primary key."""
        self.prepare()
        self()
        return Deviation.objects.get(submission_key=self.key).pk


def an_answered_one(viewer):
    """The newest part of the viewer's unit that it has answered."""
    standing = Addressing.objects.filter(unit_id=viewer.unit_id, redirected_at=None)
    answered = standing.exclude(answered_at=None).select_related("deviation")
    return answered.latest("addressed_at")


def cases():
    bup, viewer = client_of("bup")
    soc, _ = client_of("socialtjanst")
    coordinator, _ = client_of("samordnare")
    secretariat, _ = client_of("sekretariat")
    waiting_most = waited_for_most()
    answered = an_answered_one(viewer)
    number, pk = answered.deviation.number, answered.deviation_id
    year = timezone.localdate().year - 1
    return {
        "floor: one select": lambda: floor.one_select(pk),
        "floor: 25 rows": lambda: floor.page_of_rows(viewer.unit_id),
        "floor: durable insert": floor.durable_insert,
        "floor: year by theme": lambda: floor.year_by_theme(year),
        "to do": page(bup, "/att-gora/"),
        "inbox, one unit": page(bup, "/inkorg/"),
        "inbox, whole region": page(coordinator, "/inkorg/"),
        "inbox, search": page(bup, "/inkorg/", {"q": "remiss telefon"}),
        "inbox, search, a word of every third text": page(bup, "/inkorg/", {"q": "remiss"}),
        "inbox, region, search": page(coordinator, "/inkorg/", {"q": "remiss väntat"}),
        "sent": page(soc, "/skickade/"),
        "sent, overdue": page(waiting_most, "/skickade/", {"lage": "overdue"}),
        "sent by the region, overdue": page(coordinator, "/skickade/", {"lage": "overdue"}),
        "copies": page(secretariat, "/kopior/"),
        "copies, search": page(secretariat, "/kopior/", {"q": "ersättare kalender"}),
        "open one": page(bup, f"/avvikelser/{number}/"),
        "new form": page(soc, "/avvikelser/ny/"),
        "statistics": page(secretariat, "/statistik/"),
        "statistics, last year": page(secretariat, "/statistik/", {"year": year}),
        "statistics, recipients": page(
            secretariat,
            "/statistik/",
            {"year": year, "by": "recipient_service", "count": "recipients"},
        ),
        "statistics, by unit": page(
            secretariat, "/statistik/", {"year": year, "by": "reporter_unit"}
        ),
        "send to 3 units": Sending(soc),
    }


def run(call):
    if hasattr(call, "prepare"):
        call.prepare()
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def count_queries(call):
    if hasattr(call, "prepare"):
        call.prepare()
    seen = []

    def watch(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        call()
    return sum(not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN")) for sql in seen)


def main():
    # Pages name hashed files, as in production; the manifest is read when the first page is made.
    call_command("collectstatic", "--no-input", verbosity=0)
    floor.prepare()
    carry_forward(from_marks=1)  # as the worker does; nobody did after the sendings of earlier runs
    calls = cases()
    queries = {name: count_queries(call) for name, call in calls.items()}  # warms up as well
    walls, cpus = ({name: [] for name in calls} for _ in range(2))
    for _ in range(ROUNDS):
        for name, call in calls.items():
            for _ in range(IN_A_ROUND):
                wall, cpu = run(call)
                walls[name].append(wall)
                cpus[name].append(cpu)
    result = {
        name: {
            "cpu": statistics.median(cpus[name]),
            "p50": statistics.median(walls[name]),
            "p95": statistics.quantiles(walls[name], n=20)[-1],
            "queries": queries[name],
        }
        for name in calls
    }
    json.dump({"database": connection.vendor, "cases": result}, sys.stdout)


if __name__ == "__main__":
    main()
