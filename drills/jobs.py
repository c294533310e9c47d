"""F6: real workers are killed in mid-job, stopped, and lose their database. Is every job done, once?

Two workers share the queue. A long job's worker is killed -9: the other must finish the job. A worker
that gets SIGTERM finishes what it does. The database goes away and comes back: the same workers go on.
A job that always fails is given up. A schedule fires each second once, whoever lives.
"""

import argparse
import contextlib
import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter

from drills.servers import ROOT, data_folder, environment, postgres_server
from drills.template import migrate

SUMMARY = "kill -9 workers in mid-job, restart their database: each job done, no tick twice (F6)"
ATTEMPTS = 3
HURRIED = {
    "SAMSYN_JOBS_BEAT_SECONDS": "1",
    "SAMSYN_JOBS_DEAD_SECONDS": "3",
    "SAMSYN_JOBS_ATTEMPTS": str(ATTEMPTS),
    "SAMSYN_JOBS_BACKOFF_SECONDS": "1",
}
FULL, QUICK = (8, 400), (2, 40)
"""How many kills, and how many short jobs."""


def main(arguments):
    parser = argparse.ArgumentParser(prog="./run drill jobs", description=SUMMARY)
    parser.add_argument("--quick", action="store_true", help="2 kills, 40 short jobs")
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    options = parser.parse_args(arguments)
    failed, (kills, shorts) = 0, QUICK if options.quick else FULL
    if options.database in {"sqlite", "both"}:
        with data_folder() as folder:
            settings = environment(folder)
            failed |= Drill("sqlite", settings, folder, SqliteAway(folder)).run(kills, shorts)
    if options.database in {"postgres", "both"}:
        with data_folder() as folder, postgres_server() as server:
            settings = environment(folder, server.address)
            failed |= Drill("postgres", settings, folder, PostgresAway(server)).run(kills, shorts)
    return failed


class PostgresAway:
    """The server is stopped at once and started after a while."""

    def __init__(self, server):
        self.server = server

    def __call__(self, seconds):
        self.server.stop()
        time.sleep(seconds)
        self.server.start()


class SqliteAway:
    """Somebody else keeps the only writer's lock."""

    def __init__(self, folder):
        self.path = folder / "samsyn.sqlite3"

    def __call__(self, seconds):
        with contextlib.closing(sqlite3.connect(self.path, timeout=30, autocommit=True)) as lock:
            lock.execute("BEGIN IMMEDIATE")
            time.sleep(seconds)
            lock.execute("ROLLBACK")


class Drill:
    """Two workers on one database, and what happens to them."""

    def __init__(self, name, settings, folder, database_away):
        self.name, self.folder, self.database_away = name, folder, database_away
        self.settings = {**settings, **HURRIED, "SAMSYN_LOG_LEVEL": "CRITICAL"}
        self.workers, self.asked, self.next_long = [], 0, 0

    def run(self, kills, shorts):
        migrate(self.settings)
        self.ask("short", [[number] for number in range(shorts)])
        self.ask("failing", [[0], [1]])
        for _ in range(2):
            self.start_worker()
        try:
            for _ in range(kills):
                self.kill_in_mid_job()
            stopped_well, its_job = self.stop_in_mid_job()
            self.begin_long_job(tenths=10)  # ends when there is nobody to tell
            self.database_away(3)
            self.ask("short", [[number] for number in range(shorts, 2 * shorts)])
            self.wait_until_empty()
            stopped_well &= all([self.stop(worker) for worker in list(self.workers)])
            stopped_well &= self.told()["long", its_job] == 1  # nobody took it for a dead one's
        finally:
            for worker in self.workers:
                worker.kill()
                worker.wait()
        return self.verdict(kills, stopped_well)

    # What happens ---------------------------------------------------------------------------------

    def kill_in_mid_job(self):
        victim = self.begin_long_job(tenths=20)
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        self.workers.remove(victim)
        self.start_worker()

    def stop_in_mid_job(self):
        """SIGTERM: the present job is finished, though it takes longer than the dead are waited for."""
        number = self.next_long
        well = self.stop(self.begin_long_job(tenths=80))
        self.start_worker()
        return well, number

    def begin_long_job(self, tenths):
        number, self.next_long = self.next_long, self.next_long + 1
        self.ask("long", [[number, tenths]])
        begun = f"begun {number} "
        line = self.wait(
            lambda: next((one for one in self.lines() if one.startswith(begun)), ""), begun
        )
        pid = int(line.split()[-1])
        return next(worker for worker in self.workers if worker.pid == pid)

    def stop(self, worker):
        worker.send_signal(signal.SIGTERM)
        self.workers.remove(worker)
        return worker.wait(timeout=60) == 0

    # Tools ----------------------------------------------------------------------------------------

    def start_worker(self):
        self.workers.append(subprocess.Popen(self.command("work"), cwd=ROOT, env=self.settings))

    def ask(self, name, calls):
        self.asked += len(calls)
        subprocess.run(
            self.command("ask", name, json.dumps(calls)), cwd=ROOT, env=self.settings, check=True
        )

    def inspect(self):
        done = subprocess.run(
            self.command("inspect"), cwd=ROOT, env=self.settings, check=True, capture_output=True
        )
        return json.loads(done.stdout)

    def wait_until_empty(self, seconds=120):
        """One process asks again and again: to start one for each question would keep a core busy."""
        done = subprocess.run(self.command("wait", str(seconds)), cwd=ROOT, env=self.settings)
        if done.returncode:
            raise SystemExit(f"{self.name}: the queue is not empty: {self.inspect()}")

    def command(self, *arguments):
        return [sys.executable, "-m", "drills.working", *arguments]

    def lines(self):
        path = self.folder / "told.txt"
        return path.read_text().splitlines() if path.exists() else []

    def told(self):
        """How often each job said that it was done."""
        words = [line.split() for line in self.lines()]
        return Counter((kind, int(number)) for kind, number, _ in words if kind != "begun")

    def wait(self, condition, what, seconds=120):
        end = time.monotonic() + seconds
        while not (found := condition()):
            if time.monotonic() > end:
                raise SystemExit(f"{self.name}: waited in vain for {what}: {self.inspect()}")
            time.sleep(0.1)
        return found

    # The outcome ----------------------------------------------------------------------------------

    def verdict(self, kills, stopped_well):
        found, told = self.inspect(), self.told()
        wanted = found["done"] + len(found["failed"])
        done = {job: times for job, times in told.items() if job[0] in {"short", "long"}}
        # Whoever was killed, or lost the database, had one job in hands; that may be done twice.
        at_hand = kills + 2
        repeats = sum(done.values()) - len(done)
        faults = {
            "lost": self.asked - wanted + (self.asked - 2 - len(done)),
            "repeats too many": max(0, repeats - at_hand),
            "wrong attempts of failing jobs": found["failed"] != [ATTEMPTS] * 2,
            "words of a case stored": found["words stored"],
            "ticks twice": found["ticks twice"]
            + max(0, told["tick", 0] - found["ticks"] - at_hand),
            "workers that did not stop well": not stopped_well,
            "leases left of workers that stopped": max(0, found["workers"] - at_hand),
        }
        failed = {what: int(count) for what, count in faults.items() if count}
        words = f"{kills} kills, {self.asked} jobs, {repeats} repeats, {found['ticks']} ticks, "
        words += f"longest pause {found['longest pause']:.0f} s, "
        words += ", ".join(f"{count} {what}" for what, count in failed.items()) or "0 lost"
        print(f"{'FAILED' if failed else 'held  '} jobs on {self.name}: {words}", flush=True)
        return 1 if failed else 0
