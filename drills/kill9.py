"""F1: the web tier is killed -9 again and again under eight writers. Is anything lost, double or half?"""

import argparse
import json
import random
import subprocess
import sys
import time

from drills.servers import ROOT, Web, data_folder, environment, postgres
from drills.submitters import Crowd
from drills.template import fill

SUMMARY = "kill -9 the web tier under load: nothing acknowledged is lost (F1)"
FULL, QUICK = (20, 2000), (4, 120)
"""How many kills, and how many acknowledged submissions at least."""


def main(arguments):
    parser = argparse.ArgumentParser(prog="./run drill kill9", description=SUMMARY)
    parser.add_argument("--quick", action="store_true", help="4 kills, 120 submissions")
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args(arguments)
    print(f"seed {options.seed}", flush=True)
    wanted = ["sqlite", "postgres"] if options.database == "both" else [options.database]
    return max(run_on(name, options) for name in wanted)


def run_on(name, options):
    kills, submissions = QUICK if options.quick else FULL
    with data_folder() as folder:
        if name == "sqlite":
            verdict = drill(environment(folder), folder, kills, submissions, options.seed)
        else:
            with postgres() as address:
                settings = environment(folder, address)
                verdict = drill(settings, folder, kills, submissions, options.seed)
    failed = verdict["lost"] + verdict["double"] + verdict["half-written"]
    failed += verdict["acknowledged"] < submissions
    words = ", ".join(f"{count} {what}" for what, count in verdict.items())
    print(f"{'FAILED' if failed else 'held  '} kill9 on {name}: {kills} kills, {words}", flush=True)
    return 1 if failed else 0


def prepare(settings):
    """An invented county to write in, and what the writers write."""
    fill(settings)
    return json.loads(ask(settings, "form"))


def ask(settings, *arguments):
    command = [sys.executable, "-m", "drills.inspect_sent", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=settings, check=True, capture_output=True, text=True
    ).stdout


def drill(settings, folder, kills, submissions, seed):
    chance, form = random.Random(seed), prepare(settings)
    web = Web(settings)
    crowd = Crowd(web.port, form)
    web.start()
    crowd.start()
    try:
        for kill in range(1, kills + 1):
            wait_for(crowd, submissions * kill / kills)
            time.sleep(chance.uniform(0, 0.5))
            web.kill()
            web.start()
        wait_for(crowd, submissions)
    finally:
        crowd.stop()
        web.stop()
    told = folder / "told.json"
    told.write_text(json.dumps({"acknowledged": crowd.acknowledged, "asked": sorted(crowd.asked)}))
    for text in sorted(set(crowd.trouble)):
        print(f"  note: {text}", flush=True)
    return json.loads(ask(settings, "check", str(told)))


def wait_for(crowd, many, seconds=600):
    end = time.monotonic() + seconds
    while len(crowd.acknowledged) < many:
        if time.monotonic() > end:
            raise SystemExit(f"only {len(crowd.acknowledged)} acknowledged: {crowd.trouble[-3:]}")
        time.sleep(0.05)
