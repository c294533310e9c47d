"""What does Samsyn cost beside django-helpdesk, on as many cases, in one run? (P1 to P8, P12, P13) JSON.

Both served as their documentation says, two workers each, asked in turn in the same rounds by one reader.
Helpdesk's list is a page and the JSON that it fetches: the sum. CPU is that of the workers, from /proc.
"""

import base64
import http.client
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

from django.core.management import call_command
from django.db import connection

from bench.measure import an_answered_one, client_of
from bench.peer_footprint import Gunicorn, grown_by, held, seconds_to_answer
from bench.served import TICKS, Skicka, cookies_of, ticks_of
from drills.servers import ROOT, Web
from samsyn.deviations.models import Addressing, Deviation
from samsyn.organisations.models import Unit

REQUIRED = ("django-helpdesk==2.6.1", "gunicorn==27.0.1", "psycopg[binary]==3.3.9")
OPEN = {"status__in": [1, 2]}
WORDS = "remiss telefon"
OURS, THEIRS = "samsyn", "helpdesk"
CLIENTS, EACH, REQUESTS = 8, 10, 10_000


class Side:
    """One of the two servers: its workers' clock, one connection."""

    def __init__(self, process, port):
        self.port, self.connection = port, connection_to(port)
        main = process.pid
        self.workers = Path(f"/proc/{main}/task/{main}/children").read_text().split()

    def milliseconds(self):
        """CPU of the workers since they started."""
        return sum(ticks_of(worker) for worker in self.workers) * 1000 / TICKS

    def ask(self, method, path, body=None, headers=None):
        self.last, content = answered(self.connection, method, path, body, headers)
        return content


def connection_to(port):
    return http.client.HTTPConnection("127.0.0.1", port, timeout=120)


def answered(connection, method, path, body=None, headers=None):
    connection.request(method, path, body, headers or {})
    response = connection.getresponse()
    content = response.read()
    assert response.status in (200, 302), (path, response.status)
    return response, content


class Case:
    """Requests that belong together, so many times in each round; `before` is off the clock."""

    def __init__(self, side, many, paths, *, headers, method="GET", body=None, before=None):
        self.side, self.many, self.paths, self.headers = side, many, paths, headers
        self.method, self.body, self.before = method, body, before
        self.cpu, self.wall = [], []

    def once(self):
        prepared = self.before() if self.before else None
        paths, body = ([prepared[0]], prepared[1]) if prepared else (self.paths, self.body)
        began = time.perf_counter()
        for path in paths:
            self.side.ask(self.method, path, body, self.headers)
        return (time.perf_counter() - began) * 1000

    def round(self):
        self.side.connection.close()  # a server may have tired of it while the other was asked
        before = self.side.milliseconds()
        self.wall += [self.once() for _ in range(self.many)]
        self.cpu.append((self.side.milliseconds() - before) / self.many)

    def at_once(self):
        """Requests a second when eight clients ask at once, each again as soon as it has its answer."""
        asked = [
            [self.before() if self.before else (self.paths[0], self.body) for _ in range(EACH)]
            for _ in range(CLIENTS)
        ]
        began = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as clients:
            list(clients.map(self._ask_all, asked))
        return CLIENTS * EACH / (time.perf_counter() - began)

    def _ask_all(self, asked):
        connection = connection_to(self.side.port)
        for path, body in asked:
            answered(connection, self.method, path, body, self.headers)
        connection.close()


def environment_of_peer(folder):
    """A virtual environment with the peer and nothing of ours; made once."""
    program = folder / "bin" / "python"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        install = [str(program), "-m", "pip", "install", "--quiet", *REQUIRED]
        subprocess.run(install, check=True, stdout=sys.stderr)
    return folder / "bin"


def settings_of_peer(folder):
    """Its own SQLite file, or a database of its own on the same PostgreSQL."""
    ours = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    ours |= {"DJANGO_SETTINGS_MODULE": "bench.helpdesk_site", "PYTHONWARNINGS": "ignore"}
    if connection.vendor != "postgresql":
        return ours | {"HELPDESK_SQLITE": str(folder / "helpdesk.sqlite3")}
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'helpdesk'")
        if not cursor.fetchone():
            cursor.execute("CREATE DATABASE helpdesk")
    return ours | {
        "HELPDESK_DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0] + "/helpdesk"
    }


def shape():
    """How many deviations and units there are here, and how many reached the unit that is asked."""
    _, viewer = client_of("bup")
    received = Addressing.objects.filter(unit_id=viewer.unit_id, redirected_at=None).count()
    return [Deviation.objects.count(), Unit.objects.count(), received]


def ours_of(side):
    bup, viewer = client_of("bup")
    soc, _ = client_of("socialtjanst")
    coordinator, _ = client_of("samordnare")
    secretariat, _ = client_of("sekretariat")
    reader, region = ({"Cookie": cookies_of(one)} for one in (bup, coordinator))
    office = {"Cookie": cookies_of(secretariat)}
    number = an_answered_one(viewer).deviation.number
    sending = Skicka(side, soc)
    load_engines(side, office)
    chart = chart_in(side.ask("GET", "/statistik/", headers=office))
    found = f"/inkorg/?{urlencode({'q': WORDS})}"
    crossed = urlencode({"by": "reporter_unit", "also_by": "month", "scope": "all"})
    return {
        "P1": Case(side, 20, ["/inkorg/"], headers=reader),
        "P2": Case(side, 20, ["/inkorg/"], headers=region),
        "P3": Case(side, 20, [f"/avvikelser/{number}/"], headers=reader),
        "P4": Case(side, 20, [], headers=sending.headers, method="POST", before=sending.prepare),
        "P5": Case(side, 10, ["/statistik/", *([chart] if chart else [])], headers=office),
        "P6": Case(side, 10, [f"/statistik/?{crossed}"], headers=office),
        "P7": Case(side, 10, ["/att-gora/"], headers=reader),
        "P8": Case(side, 10, [found], headers=region),
    }


def chart_in(page):
    """The address that a statistics page fetches its chart from."""
    found = page.decode().partition('class="chart" data-hx-get="')[2].partition('"')[0]
    return found.replace("&amp;", "&")


def load_engines(side, headers):
    """Warm: the first chart of each worker loads what draws it. Each connection may meet the other one."""
    for by in (
        "theme",
        "month",
        "outcome",
        "reporter_service",
        "reporter_unit",
        "recipient_service",
    ):
        for scope in ("all", "between"):
            asked = urlencode({"by": by, "scope": scope})
            if chart := chart_in(side.ask("GET", f"/statistik/?{asked}", headers=headers)):
                side.ask("GET", chart, headers=headers)
            side.connection.close()


def theirs_of(side, known):
    headers = {"Cookie": f"sessionid={known['session']}"}
    side.ask("GET", "/tickets/submit/")
    token = next(
        part.partition("=")[2]
        for part in (side.last.getheader("Set-Cookie") or "").split("; ")
        if part.startswith("csrftoken=")
    )
    form = {
        "csrfmiddlewaretoken": token,
        "queue": known["queue"],
        "title": "Kallelsen till mötet kom inte fram",
        "body": "Mötet hölls utan oss. " * 20,
        "priority": 3,
        "submitter_email": "enhet@demo.invalid",
    }
    submitting = {
        "Cookie": f"csrftoken={token}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    one, everything = listed(OPEN | {"queue__id__in": [known["queue"]]}), listed(OPEN)
    return {
        "P1": Case(side, 20, ["/tickets/", one], headers=headers),
        "P2": Case(side, 3, ["/tickets/", everything], headers=headers),
        "P3": Case(side, 20, [f"/tickets/{known['ticket']}/"], headers=headers),
        "P4": Case(
            side,
            20,
            ["/tickets/submit/"],
            headers=submitting,
            method="POST",
            body=urlencode(form),
        ),
        "P5": Case(side, 1, ["/reports/"], headers=headers),
        "P6": Case(side, 1, ["/reports/queuemonth/"], headers=headers),
        "P7": Case(side, 1, ["/dashboard/"], headers=headers),
        "P8": Case(side, 3, ["/tickets/", listed({}, WORDS)], headers=headers),
    }


def listed(filtering, search=""):
    """The address of the JSON that helpdesk's list fetches for its first 25 rows, newest first."""
    asked = {"filtering": filtering, "sorting": "created", "search_string": search}
    coded = base64.b64encode(json.dumps(asked | {"sortreverse": False}).encode()).decode()
    columns = {"draw": 1, "start": 0, "length": 25, "order[0][column]": 5, "order[0][dir]": "desc"}
    return f"/datatables_ticket_list/{quote(coded)}?{urlencode(columns)}"


def main(rounds):
    folder = Path(os.environ["SAMSYN_PEER"])
    folder.mkdir(parents=True, exist_ok=True)
    programs = environment_of_peer(folder / "environment")
    settings = settings_of_peer(folder)
    fill = [str(programs / "python"), "-m", "bench.helpdesk_data", *map(str, shape())]
    told = subprocess.run(fill, cwd=ROOT, env=settings, check=True, stdout=subprocess.PIPE)
    known = json.loads(told.stdout)
    call_command("collectstatic", "--no-input", verbosity=0)
    peer, web = Gunicorn(programs, settings), Web(dict(os.environ), workers=2)
    starts = seconds_to_answer({OURS: (web, "/"), THEIRS: (peer, "/tickets/submit/")})
    try:
        web.start()
        peer.start()
        sides = {OURS: Side(web.process, web.port), THEIRS: Side(peer.process, peer.port)}
        cases = {OURS: ours_of(sides[OURS]), THEIRS: theirs_of(sides[THEIRS], known)}
        for each in cases.values():  # warm: templates compiled, pages of the database read
            for case in each.values():
                case.once()
        at_once = {side: [] for side in cases}
        for _ in range(rounds):
            for name in cases[OURS]:
                for side in (OURS, THEIRS):
                    cases[side][name].round()
            for side, each in cases.items():
                at_once[side].append(each["P4"].at_once())
        memory = {side: held(sides[side].workers) for side in cases}
        grown = grown_by(sides[OURS], cases[OURS]["P1"].headers, REQUESTS, "/inkorg/")
    finally:
        web.stop()
        peer.stop()
    taken = {
        side: {name: {"cpu": case.cpu, "wall": case.wall} for name, case in each.items()}
        for side, each in cases.items()
    }
    about = {"tickets": known["tickets"], "database": connection.vendor, "at_once": at_once}
    about |= {"memory": memory, "grown": grown, "requests": REQUESTS, "starts": starts}
    json.dump(about | taken, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))
