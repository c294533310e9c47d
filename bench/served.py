"""What does Samsyn cost beside bare Django, both served by granian (P10)? One JSON to stdout.

One worker each, asked in turn in the same rounds. CPU is that of the workers, from /proc; what
PostgreSQL does is not in it.
"""

import http.client
import json
import os
import re
import sys
from pathlib import Path
from urllib.parse import urlencode

from django.core.management import call_command

from bench import floor
from bench.measure import Sending, an_answered_one, client_of
from drills.servers import Web

BARE, SAMSYN = "bare", "samsyn"
APPLICATIONS = {BARE: "bench.bare:application", SAMSYN: "config.wsgi:application"}
TICKS = os.sysconf("SC_CLK_TCK")
TOKEN = re.compile(rb'"X-CSRFToken": "(\w+)"')


class Side:
    """One of the two servers, with its worker's clock and one connection."""

    def __init__(self, application):
        self.web = Web(dict(os.environ), workers=1, threads=1, application=application)
        self.web.start()
        self.connection = http.client.HTTPConnection("127.0.0.1", self.web.port)
        main = self.web.process.pid
        self.workers = Path(f"/proc/{main}/task/{main}/children").read_text().split()

    def milliseconds(self):
        """CPU of the workers since they started."""
        return sum(ticks_of(worker) for worker in self.workers) * 1000 / TICKS

    def ask(self, method, path, body=None, headers=None):
        try:
            response = self._answer(method, path, body, headers)
        except http.client.RemoteDisconnected:  # it stood idle while the other side was asked
            self.connection.close()
            response = self._answer(method, path, body, headers)
        content = response.read()
        assert response.status in (200, 302), (path, response.status)
        return content

    def _answer(self, method, path, body, headers):
        self.connection.request(method, path, body, headers or {})
        return self.connection.getresponse()


def ticks_of(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


class Case:
    """So many requests in each round; `prepare` makes one request's path and body, off the clock."""

    def __init__(self, side, many, prepare, method="GET", headers=None):
        self.side, self.many, self.prepare = side, many, prepare
        self.method, self.headers, self.cpu = method, headers, []

    def round(self):
        asked = [self.prepare() for _ in range(self.many)]
        before = self.side.milliseconds()
        for path, body in asked:
            self.side.ask(self.method, path, body, self.headers)
        self.cpu.append((self.side.milliseconds() - before) / self.many)


def always(path):
    return lambda: (path, None)


def cookies_of(client):
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


class Skicka:
    """A draft typed and saved before the clock starts; the press on the button is the request."""

    def __init__(self, side, client):
        self.sending = Sending(client)
        self.headers = {
            "Cookie": cookies_of(client),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        page = side.ask("GET", "/avvikelser/ny/", headers=self.headers)
        self.headers["X-CSRFToken"] = TOKEN.search(page)[1].decode()

    def prepare(self):
        self.sending.prepare()
        return self.sending.path, urlencode(self.sending.posted)


def cases_of(sides):
    bare, samsyn = sides[BARE], sides[SAMSYN]
    bup, viewer = client_of("bup")
    soc, _ = client_of("socialtjanst")
    answered = an_answered_one(viewer)
    skicka = Skicka(samsyn, soc)
    sent = skicka.sending.once()
    reader = {"Cookie": cookies_of(bup)}
    return {
        "bare: 25 rows": Case(bare, 100, always(f"/rows/{viewer.unit_id}")),
        "bare: one row": Case(bare, 400, always(f"/one/{answered.deviation_id}")),
        "bare: one durable INSERT": Case(bare, 300, always("/insert")),
        "bare: the rows of one sending": Case(bare, 80, always(f"/store/{sent}")),
        "inbox": Case(samsyn, 40, always("/inkorg/"), headers=reader),
        "open one": Case(
            samsyn, 40, always(f"/avvikelser/{answered.deviation.number}/"), headers=reader
        ),
        "send": Case(samsyn, 40, skicka.prepare, "POST", skicka.headers),
    }


def main(rounds):
    call_command("collectstatic", "--no-input", verbosity=0)
    floor.prepare()
    sides = {}
    try:
        for name, application in APPLICATIONS.items():
            sides[name] = Side(application)
        cases = cases_of(sides)
        for case in cases.values():  # warm: templates compiled, pages of the database read
            case.round()
            case.cpu.clear()
        for _ in range(rounds):
            for case in cases.values():
                case.round()
    finally:
        for side in sides.values():
            side.web.stop()
    json.dump({name: case.cpu for name, case in cases.items()}, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))
