"""The report's times as a table, and each page's p95 while work goes on beside idle (P15)."""

import statistics
from typing import Any

ALLOWED = 2.0
"""P15: p95 while a yearly report or an import goes on, of idle."""
MOST_SECONDS = 30


def show(result: dict[str, Any]) -> None:
    """Two tables in Markdown and what must hold."""
    took, memory = result["took"], result["memory"]
    print(f"\n{result['deviations']:,} deviations in the year, {result['database']}")
    print("| | seconds | of CPU | bytes |\n|---|---:|---:|---:|")
    for name, one in took.items():
        print(f"| {name} | {one['wall']:.2f} | {one['cpu']:.2f} | {one['bytes']:,} |")
    total = sum(one["wall"] for one in took.values())
    verdict = "reached" if total <= MOST_SECONDS else "NOT reached"
    print(f"| all | {total:.2f} | allowed {MOST_SECONDS}: {verdict} | |")
    print(f"\nMost memory {memory['most']:.0f} MB, {memory['before']:.0f} MB before.")
    _show_pages(result)


def _show_pages(result: dict[str, Any]) -> None:
    report, import_ = result["report"], result["import"]
    print(f"\nReports were made for {report['seconds']:.0f} s;", end=" ")
    end = "to its end" if import_["finished"] else "then stopped"
    print(f"the import ran {import_['seconds']:.0f} s and {import_['rows']:,} rows, {end}.")
    print("\n| page, p95 in ms | idle | report | times | idle again | import | times | |")
    print("|---|---:|---:|---:|---:|---:|---:|---|")
    for name in result["idle"]["pages"]:
        idle, busy, again, beside = (
            _p95(result[when]["pages"][name]) for when in ("idle", "report", "idle again", "import")
        )
        times = (busy / idle, beside / again)
        verdict = "reached" if max(times) <= ALLOWED else "NOT reached"
        print(
            f"| {name} | {idle:.0f} | {busy:.0f} | {times[0]:.2f} | {again:.0f} | {beside:.0f}"
            f" | {times[1]:.2f} | {verdict} |"
        )


def _p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]
