"""How quick is each page at 10,000 and at 100,000 deviations, beside bare Django, in one run?"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SUMMARY = "time each page at 10,000 and 100,000 deviations beside bare Django"
NEEDS_DJANGO = False
ROOT = Path(__file__).resolve().parents[2]
SCALES = (77, 770)
"""130 deviations each (./run demo --scale): about 10,000 and 100,000."""
FLOORS = {
    "inbox, one unit": "floor: 25 rows",
    "open one": "floor: one select",
    "send to 3 units": "floor: durable insert",
    "statistics, last year": "floor: year by theme",
}
SERVED = (
    ("inbox", "bare: 25 rows", "4"),
    ("open one", "bare: one row", "20"),
    ("send", "bare: the rows of one sending", "10"),
    ("send", "bare: one durable INSERT", ""),
)
"""P10: what Samsyn serves, what bare Django serves beside it, and how many times that is allowed."""
SERVED_ROUNDS = 7
REPORT_SIZE, IMPORTED = 200_000, 15_000
"""Deviations in one year, and rows of an import beside which the pages are asked: few enough that it is
watched to its end, since all are judged before the first is written."""
MEASURES = ("cpu", "p50", "p95", "queries")
Cases = dict[str, dict[str, float]]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run bench", description=SUMMARY)
    parser.add_argument("--scale", type=int, nargs="+", default=list(SCALES), metavar="N")
    parser.add_argument("--rounds", type=int, default=3, help="interleaved; medians are shown")
    parser.add_argument("--postgres", action="store_true", help="on a throw-away PostgreSQL")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--statistics", action="store_true", help="questions at up to 1,000,000")
    parser.add_argument(
        "--sizes", type=int, nargs="+", metavar="N", help="deviations, smallest first"
    )
    parser.add_argument("--peer", action="store_true", help="beside django-helpdesk, 100,000 each")
    parser.add_argument(
        "--report", action="store_true", help="the report of 200,000, pages meanwhile"
    )
    options = parser.parse_args(arguments)
    for asked, measure in (
        (options.statistics, statistics_at),
        (options.peer, beside_peer),
        (options.report, report_of_year),
    ):
        if asked:
            return measure(options)
    with contextlib.ExitStack() as stack:
        places = {scale: stack.enter_context(data_of(scale, options)) for scale in options.scale}
        figures: dict[int, list[Cases]] = {scale: [] for scale in places}
        for _ in range(options.rounds):
            for scale, settings in places.items():
                figures[scale].append(measured(settings))
        served = output(places[max(places)], "bench.served", str(SERVED_ROUNDS))
    result = {scale: medians(rounds) for scale, rounds in figures.items()}
    show(result)
    show_served(served, max(result))
    if options.json:
        options.json.write_text(json.dumps({**result, "served": served}, indent=1))
    return 0


def statistics_at(options: argparse.Namespace) -> int:
    """Each kind of question at several sizes, beside raw SQL; the larger ones are made by copies."""
    from bench import statistics_run

    with data_of(statistics_run.BASE_SCALE, options) as settings:
        own = settings if options.postgres else statistics_run.own_copy(settings)
        sizes = options.sizes or list(statistics_run.SIZES)
        result = statistics_run.grown(own, sizes, output, options.json)
    statistics_run.show(result)
    return 0


def beside_peer(options: argparse.Namespace) -> int:
    """P1 to P5, P7 and P8: each case of ours and of django-helpdesk's in turn, at the largest scale."""
    from bench import peer_shown

    scale = max(options.scale)
    with data_of(scale, options) as settings:
        settings["SAMSYN_PEER"] = f"{settings['SAMSYN_DATA']}/peer"
        result = output(settings, "bench.peer", str(options.rounds))
    peer_shown.show(result)
    _keep(options, result)
    return 0


def report_of_year(options: argparse.Namespace) -> int:
    """The report of a year of 200,000 (or --sizes), and P15: pages while it is made and rows come in."""
    from bench import report_shown, statistics_run

    with data_of(statistics_run.BASE_SCALE, options) as settings:
        own = settings if options.postgres else statistics_run.own_copy(settings, "bench-report")
        size = (options.sizes or [REPORT_SIZE])[-1]
        output(own, "bench.statistics_data", str(size), "1")
        result = output(own, "bench.report", str(statistics_run.FIRST_YEAR), str(IMPORTED))
    report_shown.show(result)
    _keep(options, result)
    return 0


def _keep(options: argparse.Namespace, result: dict[str, Any]) -> None:
    if options.json:
        options.json.write_text(json.dumps(result, indent=1))


@contextlib.contextmanager
def data_of(scale: int, options: argparse.Namespace) -> Iterator[dict[str, str]]:
    """An environment with a county of this size; SQLite's is kept in the data folder for next time."""
    from drills.servers import data_folder, environment, postgres, samsyn

    if options.postgres:
        with data_folder() as folder, postgres() as address:
            settings = environment(folder, address)
            samsyn(settings, "demo", "--fill-here", "--scale", str(scale))
            yield settings
        return
    folder = Path(os.environ.get("SAMSYN_DATA") or ROOT / "data").resolve() / f"bench-{scale}"
    settings = environment(folder)
    samsyn(settings, "demo", "--no-serve", "--scale", str(scale))
    yield settings


def measured(settings: dict[str, str]) -> Cases:
    """One round on one county, in a process of its own."""
    return dict(output(settings, "bench.measure")["cases"])


def output(settings: dict[str, str], module: str, *arguments: str) -> Any:
    """What a measuring process on one county prints, as JSON."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=settings, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def medians(rounds: list[Cases]) -> Cases:
    """The median of each figure over the rounds."""
    return {
        name: {what: statistics.median(one[name][what] for one in rounds) for what in MEASURES}
        for name in rounds[0]
    }


def show(result: dict[int, Cases]) -> None:
    """A table in Markdown; milliseconds, CPU is this process's own."""
    small, large = min(result), max(result)
    heads = [
        f"{what} at {130 * scale:,}" for scale in (small, large) for what in ("CPU", "p50", "p95")
    ]
    print(f"| page | queries | {' | '.join(heads)} | CPU grows | of the floor |")
    print("|---|" + "---:|" * (len(heads) + 3))
    for name, figures in result[large].items():
        cells: list[Any] = [int(figures["queries"])]
        for scale in (small, large):
            cells += [f"{result[scale][name][what]:.1f}" for what in ("cpu", "p50", "p95")]
        before, floor = result[small][name]["cpu"], result[large].get(FLOORS.get(name, ""))
        cells.append(f"{figures['cpu'] / before:.2f}" if before >= 1 else "")
        cells.append(f"{figures['cpu'] / floor['cpu']:.0f}x" if floor and floor["cpu"] else "")
        print(f"| {name} | {' | '.join(map(str, cells))} |")


def show_served(cpu: dict[str, list[float]], scale: int) -> None:
    """P10 as a table: milliseconds of CPU, and the median over the rounds of how many times it is."""
    print(f"\n| served at {130 * scale:,} | CPU | beside it | CPU | times | allowed |")
    print("|---|---:|---|---:|---:|---:|")
    for ours, theirs, allowed in SERVED:
        times = statistics.median(a / b for a, b in zip(cpu[ours], cpu[theirs], strict=True))
        own, other = statistics.median(cpu[ours]), statistics.median(cpu[theirs])
        print(f"| {ours} | {own:.1f} | {theirs} | {other:.2f} | {times:.1f} | {allowed} |")
