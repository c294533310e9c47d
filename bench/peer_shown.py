"""The figures beside django-helpdesk as a table: ours, theirs, and how many times that is."""

import statistics
from typing import Any

CASES = {
    "P1": ("inbox, one unit", 0.30),
    "P2": ("inbox, all units", 0.05),
    "P3": ("open one", 0.50),
    "P4": ("send, to 3 units (theirs: one)", 1.0),
    "P5": ("statistics", 0.02),
    "P6": ("units by months (theirs: queues by months)", 0.05),
    "P7": ("start page", 0.02),
    "P8": ("search, two words", 0.15),
}
"""What is compared, and how many times the peer's it may cost (speed-and-trust.md, section 6)."""
MOST_MEMORY, MOST_GROWTH, MOST_START = 0.35, 0.05, 2.0
OURS, THEIRS = "samsyn", "helpdesk"


def show(result: dict[str, Any]) -> None:
    """A table in Markdown: milliseconds of CPU and p95 of the wall time."""
    print(f"\n{result['tickets']:,} tickets, {result['database']}")
    print("| # | case | CPU | helpdesk | times | p95 | helpdesk | times | allowed | |")
    print("|---|---|---:|---:|---:|---:|---:|---:|---:|---|")
    for name, (words, allowed) in CASES.items():
        ours, theirs = result[OURS][name], result[THEIRS][name]
        cpu = [statistics.median(side["cpu"]) for side in (ours, theirs)]
        p95 = [_p95(side["wall"]) for side in (ours, theirs)]
        times = [cpu[0] / cpu[1], p95[0] / p95[1]]
        verdict = "reached" if max(times) <= allowed else "NOT reached"
        figures = [f"{cpu[0]:.1f}", f"{cpu[1]:.1f}", f"{times[0]:.3f}"]
        figures += [f"{p95[0]:.1f}", f"{p95[1]:.1f}", f"{times[1]:.3f}"]
        print(f"| {name} | {words} | {' | '.join(figures)} | {allowed} | {verdict} |")
    ours, theirs = (statistics.median(result["at_once"][side]) for side in (OURS, THEIRS))
    verdict = "reached" if ours >= theirs else "NOT reached"
    print(f"\nP4, eight at once: {ours:.0f} sent a second, helpdesk {theirs:.0f}: {verdict}")
    memory, grown = result["memory"], result["grown"]
    times = memory[OURS]["peak"] / memory[THEIRS]["peak"]
    verdict = "reached" if times <= MOST_MEMORY and grown <= MOST_GROWTH else "NOT reached"
    peaks = f"{memory[OURS]['peak']:.0f} MB at most, helpdesk {memory[THEIRS]['peak']:.0f}"
    more = f"{grown:.1%} more after {result['requests']:,} requests"
    print(f"P12, two workers: {peaks} ({times:.2f}); {more}: {verdict}")
    starts = [result["starts"][side] for side in (OURS, THEIRS)]
    times = starts[0] / starts[1]
    verdict = "reached" if times <= MOST_START else "NOT reached"
    print(
        f"P13, from start to first page: {starts[0]:.1f} s, {starts[1]:.1f} ({times:.1f}): {verdict}"
    )


def _p95(wall: list[float]) -> float:
    return statistics.quantiles(wall, n=20)[-1] if len(wall) > 1 else wall[0]
