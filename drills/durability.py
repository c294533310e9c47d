"""F2: does each acknowledged submission reach the disk before it is acknowledged?

SQLite: strace counts the fdatasync calls of the web tier. PostgreSQL: the server's own settings, and
that Samsyn refuses to start on a server that says no. A power cut cannot be had here; this can.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys

from drills.kill9 import ask, prepare, wait_for
from drills.servers import ROOT, Web, data_folder, environment, postgres
from drills.submitters import Crowd
from drills.template import migrate

SUMMARY = "count the disk's syncs against acknowledged submissions; ask every connection (F2)"
CONNECTIONS = 8
ASK_CONNECTIONS = f"""
import threading, django; django.setup()
from django.db import connection
from samsyn.database.durability import durability_problems
found = []
def ask():
    found.extend(durability_problems() or ["in order"])
    connection.close()
threads = [threading.Thread(target=ask) for _ in range({CONNECTIONS})]
[one.start() for one in threads]; [one.join() for one in threads]
print("\\n".join(found))
"""


def main(arguments):
    parser = argparse.ArgumentParser(prog="./run drill durability", description=SUMMARY)
    parser.add_argument("--quick", action="store_true", help="30 submissions instead of 200")
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    options = parser.parse_args(arguments)
    failed = 0
    if options.database in {"sqlite", "both"}:
        failed |= on_sqlite(30 if options.quick else 200)
    if options.database in {"postgres", "both"}:
        failed |= on_postgres()
    return failed


def verdict(words, holds):
    print(f"{'held  ' if holds else 'FAILED'} durability: {words}", flush=True)
    return 0 if holds else 1


def on_sqlite(submissions):
    if not shutil.which("strace"):
        raise SystemExit("strace is not installed (Debian: apt install strace).")
    with data_folder() as folder:
        settings = environment(folder)
        form = prepare(settings)
        failed = all_connections("sqlite", settings)
        calls = folder / "strace.txt"
        # A line for each call as it is made, not a table at the end: the table is lost when a slow
        # machine has to kill the server. The filter in the kernel stops only the calls asked for.
        strace = ("strace", "-f", "--seccomp-bpf", "-o", str(calls), "-e", "trace=fdatasync,fsync")
        web = Web(settings, workers=1, wrapper=strace)
        crowd = Crowd(web.port, form)
        web.start()
        crowd.start()
        try:
            wait_for(crowd, submissions)
        finally:
            crowd.stop()
            web.stop()
        told = {"acknowledged": crowd.acknowledged, "asked": sorted(crowd.asked)}
        (folder / "told.json").write_text(json.dumps(told))
        lost = json.loads(ask(settings, "check", str(folder / "told.json")))["lost"]
        # Once per call: one cut in two by another thread goes on as "<... fdatasync resumed>".
        syncs = len(re.findall(r"\bf(?:data)?sync\(", calls.read_text()))
        acknowledged = len(crowd.acknowledged)
        words = f"sqlite: {syncs} syncs for {acknowledged} acknowledged submissions, {lost} lost"
        return failed | verdict(words, syncs >= acknowledged > 0 and lost == 0)


def on_postgres():
    with data_folder() as folder, postgres() as address:
        settings = environment(folder, address)
        migrate(settings)
        failed = all_connections("postgres", settings)
        unsafe = {**settings, "PGOPTIONS": "-c synchronous_commit=off"}
        command = [sys.executable, "-m", "samsyn", "serve", "--port", "1"]
        refused = subprocess.run(
            command, cwd=ROOT, env=unsafe, capture_output=True, text=True, timeout=120
        )
        words = "postgres: ./run serve refuses synchronous_commit=off"
        says_why = "synchronous_commit" in refused.stderr
        return failed | verdict(words, refused.returncode == 1 and says_why)


def all_connections(name, settings):
    """Every one of some simultaneous connections is durable."""
    command = [sys.executable, "-c", ASK_CONNECTIONS]
    found = subprocess.run(
        command, cwd=ROOT, env=settings, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    answers = [line for line in found if line]
    right = answers == ["in order"] * CONNECTIONS
    words = "all in order" if right else "; ".join(sorted(set(answers)))
    return verdict(f"{name}: {CONNECTIONS} connections, {words}", right)
