"""One county grows from 10,000 to 1,000,000 deviations, and each kind of question is timed at each size."""

import json
import shutil
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from drills.servers import environment

SIZES = (10_000, 100_000, 1_000_000)
FIRST_YEAR = 2021
"""As in statistics_data.py."""
BASE_SCALE = 77
"""./run demo --scale: about 10,000 deviations, which the larger ones are copies of."""


def grown(
    settings: dict[str, str], sizes: list[int], output: Any, path: Path | None
) -> dict[int, dict[str, Any]]:
    """The figures of each size, in one database that grows; written to the path after each."""
    result = {}
    for size in sizes:
        made = output(settings, "bench.statistics_data", str(size))
        print(", ".join(f"{name} {value:,.0f}" for name, value in made.items()), file=sys.stderr)
        result[size] = output(settings, "bench.statistics") | {"made": made}
        if path:
            path.write_text(json.dumps(result, indent=1))
    return result


def own_copy(settings: dict[str, str], name: str = "bench-statistics") -> dict[str, str]:
    """SQLite: a copy of the county, so that the one that is kept does not grow."""
    kept = Path(settings["SAMSYN_DATA"])
    folder = kept.parent / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(kept / "samsyn.sqlite3", folder)
    return environment(folder)


def show(result: dict[int, dict[str, Any]]) -> None:
    """A table in Markdown: milliseconds of CPU at each size, and what must hold at the largest."""
    sizes, last = list(result), max(result)
    cpu = " | ".join(f"CPU at {size:,}" for size in sizes)
    print(f"| question | queries | {cpu} | slowest wall | grows | raw SQL | times |")
    print("|---|" + "---:|" * (len(sizes) + 5))
    for name, one in result[last]["cases"].items():
        cases = [result[size]["cases"][name] for size in sizes]
        took = " | ".join(f"{case['cpu']:.1f}" for case in cases)
        pairs = pairwise(cases)
        grows = ", ".join(f"{after['cpu'] / before['cpu']:.1f}" for before, after in pairs)
        raw = f"{one['raw']:.0f} | {one['ratio']:.2f}" if "raw" in one else " | "
        print(f"| {name} | {one['queries']} | {took} | {one['slowest']:.0f} | {grows} | {raw} |")
    print(f"\nMost memory of the process: {result[last]['memory']:.0f} MB", end="")
    print(f", {result[last]['started_with']:.0f} MB before the first question.")
