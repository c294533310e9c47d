"""The figures beside django-helpdesk as a table: ours, theirs, and how many times that is."""

import statistics
from typing import Any

CASES = {
    "P1": ("inbox, one unit", 0.30),
    "P2": ("inbox, all units", 0.05),
    "P3": ("open one", 0.50),
    "P4": ("send, to 3 units (theirs: one)", 1.0),
    "P5": ("statistics", 0.02),
    "P7": ("start page", 0.02),
    "P8": ("search, two words", 0.15),
}
"""What is compared, and how many times the peer's it may cost (speed-and-trust.md, section 6)."""
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


def _p95(wall: list[float]) -> float:
    return statistics.quantiles(wall, n=20)[-1] if len(wall) > 1 else wall[0]
