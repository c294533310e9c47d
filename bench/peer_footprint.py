"""How much memory do the two servers hold, and how long do they take to start? (P12, P13)"""

import contextlib
import http.client
import re
import statistics
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from drills.servers import ROOT, free_port

STARTS, AT_ONCE, LONGEST = 5, 4, 90


class Gunicorn:
    """The peer as its documentation serves it, with two workers."""

    def __init__(self, programs, settings):
        self.programs, self.settings, self.port = programs, settings, free_port()

    def launch(self):
        served = ("-w", "2", "-t", "300", "-b", f"127.0.0.1:{self.port}", "--log-level", "error")
        command = [
            str(self.programs / "gunicorn"),
            *served,
            "django.core.wsgi:get_wsgi_application()",
        ]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.settings)

    def start(self):
        self.launch()
        first_answer(self.port, "/tickets/submit/")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def seconds_to_answer(servers):
    """Seconds from the start to the first page, each server alone and in turn: the median of a few."""
    taken = {name: [] for name in servers}
    for _ in range(STARTS):
        for name, (server, path) in servers.items():
            began = time.perf_counter()
            server.launch()
            first_answer(server.port, path)
            taken[name].append(time.perf_counter() - began)
            server.stop()
    return {name: statistics.median(each) for name, each in taken.items()}


def first_answer(port, path):
    """Ask until there is an answer."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        probe = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
        with contextlib.suppress(OSError):
            probe.request("GET", path)
            probe.getresponse().read()
            return
        time.sleep(0.01)
    raise SystemExit(f"no answer from port {port}")


def held(workers):
    """Megabytes that workers hold at most and now; what they share is divided between them now."""
    peak = sum(_kilobytes(f"/proc/{pid}/status", "VmHWM") for pid in workers)
    now = sum(_kilobytes(f"/proc/{pid}/smaps_rollup", "Pss") for pid in workers)
    return {"peak": peak / 1024, "now": now / 1024}


def _kilobytes(path, name):
    found = re.search(rf"^{name}:\s+(\d+) kB", Path(path).read_text(), re.M)
    return int(found[1])


def grown_by(side, headers, requests, path):
    """The part by which the workers' memory grows while so many more pages are asked for."""
    before = held(side.workers)["now"]
    with ThreadPoolExecutor(AT_ONCE) as clients:
        parts = [requests // AT_ONCE] * AT_ONCE
        list(clients.map(lambda many: _ask(side.port, path, headers, many), parts))
    return held(side.workers)["now"] / before - 1


def _ask(port, path, headers, many):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    for _ in range(many):
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        response.read()
        assert response.status == 200, (path, response.status)
    connection.close()
