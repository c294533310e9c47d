"""The year's report at 200,000 deviations: how long, how much memory; and the pages meanwhile (P15). JSON.

The pages are asked over HTTP of Samsyn as it is served, by one reader: idle first, then while each kind
of work goes on beside them, so that both sides of a ratio are of one run on one machine.
"""

import csv
import http.client
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import translation  # noqa: E402

from bench.measure import client_of  # noqa: E402
from bench.served import cookies_of  # noqa: E402
from drills.servers import ROOT, Web  # noqa: E402
from samsyn.deviations.models import Addressing, Deviation  # noqa: E402
from samsyn.domain.access import Everything  # noqa: E402
from samsyn.domain.history import COLUMNS  # noqa: E402
from samsyn.domain.report import to_json  # noqa: E402
from samsyn.reports.making.forms import FORMS  # noqa: E402
from samsyn.reports.selectors import county_report  # noqa: E402

VIEWER = Everything("./run bench")
IDLE_SECONDS, REPORT_SECONDS, IMPORT_SECONDS, LEAST_ROUNDS = 20, 30, 240, 30
PAST_YEAR = 2012
AGAIN = "again"


def timed(call):
    wall, cpu = time.perf_counter(), time.process_time()
    made = call()
    return made, {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


def making(year):
    """Seconds for the figures and for each form, and the most memory of the process, in megabytes."""
    before = megabytes()
    report, figures = timed(lambda: county_report(year, viewer=VIEWER))
    took = {"figures": figures | {"bytes": len(to_json(report))}}
    for form in FORMS.values():
        with translation.override(report.language):
            made, seconds = timed(lambda form=form: form.make(report))
        took[form.key] = seconds | {"bytes": len(made)}
    return took, {"before": before, "most": megabytes()}


def megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Reader:
    """One reader who asks one page after the other, and notes how long each took."""

    def __init__(self, port):
        self.port = port
        bup, viewer = client_of("bup")
        secretariat, _ = client_of("sekretariat")
        own, office = ({"Cookie": cookies_of(one)} for one in (bup, secretariat))
        # The larger counties are copies without texts; what is opened is one of those copied from.
        own_parts = Addressing.objects.filter(unit_id=viewer.unit_id, redirected_at=None)
        whole = Deviation.objects.filter(addressings__in=own_parts, versions__number=1)
        number = whole.latest("pk").number
        self.pages = {
            "Att göra": ("/att-gora/", own),
            "inbox": ("/inkorg/", own),
            "copies": ("/kopior/", office),
            "one deviation": (f"/avvikelser/{number}/", own),
            "statistics": ("/statistik/", office),
        }

    def ask(self, path, headers):
        opened = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        began = time.perf_counter()
        opened.request("GET", path, headers=headers)
        response = opened.getresponse()
        response.read()
        opened.close()
        assert response.status == 200, (path, response.status)
        return (time.perf_counter() - began) * 1000

    def read(self, goes_on):
        """Milliseconds of each page, again and again as long as it goes on."""
        took = {name: [] for name in self.pages}
        while goes_on() or len(took["inbox"]) < LEAST_ROUNDS:
            for name, (path, headers) in self.pages.items():
                took[name].append(self.ask(path, headers))
        return took


def seconds_long(seconds):
    end = time.monotonic() + seconds
    return lambda: time.monotonic() < end


def past_deviations(folder, many):
    """A file of earlier deviations between units that stand in the registry, as the import takes them."""
    like = Deviation.objects.exclude(reporter_area_id=None).order_by("pk")[:500]
    rows = [row for one in like if (row := _row(one))]
    path = folder / "earlier.csv"
    again = f"{int(time.time()):x}"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for number in range(many):
            writer.writerow(rows[number % len(rows)] | {"id": f"B-{again}-{number}"})
    return path


def _row(one):
    parts = list(one.addressings.filter(redirected_at=None).order_by("pk")[:1])
    if not parts:
        return None
    to = parts[0]
    return {
        "reported_at": f"{PAST_YEAR}-{one.month:02d}-15",
        "reporter_unit": one.reporter_name_then,
        "reporter_service": one.reporter_kind.short_label,
        "reporter_principal": one.reporter_principal.name,
        "recipient_units": to.name_then,
        "recipient_services": to.kind.short_label,
        "recipient_principals": to.principal.name,
        "description": "Mötet hölls utan oss. " * 10,
        "theme": "SIP",
        "subtype": "Kallelsen kom sent",
        "answered_at": f"{PAST_YEAR}-{one.month:02d}-25",
        "answer_text": "Vi ringer numera samma dag. " * 5,
        "answer_outcome": "löst genom kommunikation",
    }


def beside(arguments, reader, seconds):
    """The pages while another process works, which is stopped when it has been watched enough."""
    work = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    began, enough = time.perf_counter(), seconds_long(seconds)
    took = reader.read(lambda: work.poll() is None and enough())
    finished = work.poll()
    if finished is None:
        work.terminate()
        work.wait()
    elif finished:
        raise SystemExit(work.stderr.read().decode()[-2000:])
    return {"pages": took, "seconds": time.perf_counter() - began, "finished": finished == 0}


def main(year, rows):
    call_command("collectstatic", "--no-input", verbosity=0)
    took, memory = making(year)
    result = {"database": connection.vendor, "took": took, "memory": memory}
    result["deviations"] = Deviation.objects.filter(year=year).count()
    web = Web(dict(os.environ), workers=2)
    with tempfile.TemporaryDirectory() as folder:
        try:
            web.start()
            reader = Reader(web.port)
            reader.read(seconds_long(0))  # warm
            result["idle"] = {"pages": reader.read(seconds_long(IDLE_SECONDS))}
            again = ["bench.report", AGAIN, str(year)]
            result["report"] = beside(again, reader, REPORT_SECONDS)
            result["idle again"] = {"pages": reader.read(seconds_long(IDLE_SECONDS))}
            before = Deviation.objects.count()
            file = past_deviations(Path(folder), rows)
            result["import"] = beside(
                ["samsyn", "import", "deviations", str(file)], reader, IMPORT_SECONDS
            )
            result["import"]["rows"] = Deviation.objects.count() - before
        finally:
            web.stop()
    json.dump(result, sys.stdout)


def make_again_and_again(year):
    """What a worker does, without an end: figures and every form."""
    while True:
        making(year)


if __name__ == "__main__":
    if sys.argv[1] == AGAIN:
        make_again_and_again(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]), int(sys.argv[2]))
