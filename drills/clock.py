"""F15: days of 23 and 25 hours, 29 February, New Year's Eve, a clock set back. Does order hold?"""

import argparse
import json
import subprocess
import sys

from drills.servers import ROOT, data_folder, environment, postgres
from drills.template import fill

SUMMARY = (
    "short and long days, leap day, New Year, a clock set back: years, days and order hold (F15)"
)


def main(arguments):
    parser = argparse.ArgumentParser(prog="./run drill clock", description=SUMMARY)
    parser.add_argument("--quick", action="store_true", help="the same: it takes seconds")
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    options = parser.parse_args(arguments)
    failed = 0
    with data_folder() as folder:
        if options.database in {"sqlite", "both"}:
            failed |= run_on("sqlite", environment(folder))
        if options.database in {"postgres", "both"}:
            with postgres() as address:
                failed |= run_on("postgres", environment(folder, address))
    return failed


def run_on(name, settings):
    fill(settings)
    command = [sys.executable, "-m", "drills.clocked"]
    done = subprocess.run(
        command, cwd=ROOT, env=settings, check=True, capture_output=True, text=True
    )
    wrong = json.loads(done.stdout)
    print(f"{'FAILED' if wrong else 'held  '} clock on {name}: {len(wrong)} wrong", flush=True)
    for one in wrong:
        print(f"  {one}", flush=True)
    return 1 if wrong else 0
