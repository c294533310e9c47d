"""F9: two people answer, judge, redirect, close or withdraw at the same moment. Does exactly one win?"""

import argparse
import json
import subprocess
import sys

from drills.servers import ROOT, data_folder, environment, postgres
from drills.template import fill

SUMMARY = "1,000 races for the same deviation: one wins, nobody is overwritten (F9)"


def main(arguments):
    parser = argparse.ArgumentParser(prog="./run drill races", description=SUMMARY)
    parser.add_argument("--quick", action="store_true", help="50 races")
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    options = parser.parse_args(arguments)
    times, failed = 50 if options.quick else 1000, 0
    with data_folder() as folder:
        if options.database in {"sqlite", "both"}:
            failed |= run_on("sqlite", environment(folder), times)
        if options.database in {"postgres", "both"}:
            with postgres() as address:
                failed |= run_on("postgres", environment(folder, address), times)
    return failed


def run_on(name, settings, times):
    fill(settings)
    command = [sys.executable, "-m", "drills.racing", str(times)]
    done = subprocess.run(
        command, cwd=ROOT, env=settings, check=True, capture_output=True, text=True
    )
    told = json.loads(done.stdout)
    counted = told["counted"]
    wrong = sum(count for what, count in counted.items() if what != "races")
    words = ", ".join(f"{count} {what}" for what, count in counted.items())
    print(f"{'FAILED' if wrong else 'held  '} races on {name}: {words}", flush=True)
    for example in told["examples"]:
        print(f"  {example}", flush=True)
    return 1 if wrong else 0
