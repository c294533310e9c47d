"""F5 and F6: the mail server fails in every way, the worker is killed in the worst moment. Is a letter lost?

F5: people write while the server is away, silent, refuses or hangs up; they must not notice, and every
letter arrives later. F6: the worker dies after the server's yes and before it is written down.
"""

import argparse
import contextlib
import json
import math
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter

from drills.kill9 import prepare, wait_for
from drills.post_office import PostOffice
from drills.servers import ROOT, Web, data_folder, environment, postgres
from drills.submitters import Crowd
from drills.template import migrate

SUMMARY = "the mail server fails, the worker dies in mid-letter: nothing is lost (F5, F6)"
TROUBLES = ("down", "silent", "451 4.3.0 Later", "drops", "one mailbox refused")
BAR = 1.1
"""How much longer people may wait for Skicka while the mail server is in trouble (p95)."""
IMPATIENT = {
    "SAMSYN_MAIL_HOST": "127.0.0.1",
    "SAMSYN_MAIL_TLS": "0",
    "SAMSYN_MAIL_TIMEOUT": "2",
    "SAMSYN_MAIL_FIRST_WAIT_SECONDS": "3",
    "SAMSYN_JOBS_BEAT_SECONDS": "1",
    "SAMSYN_JOBS_DEAD_SECONDS": "4",
    "SAMSYN_JOBS_BACKOFF_SECONDS": "1",
}
"""So that nobody waits for hours for the next attempt; a claim then lasts 24 seconds."""


def main(arguments):
    parser = argparse.ArgumentParser(prog="./run drill mail", description=SUMMARY)
    parser.add_argument(
        "--quick", action="store_true", help="the server is away once, one kill, no bar"
    )
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args(arguments)
    print(f"seed {options.seed}", flush=True)
    wanted = ["sqlite", "postgres"] if options.database == "both" else [options.database]
    return max(run_on(name, options) for name in wanted)


def run_on(name, options):
    failed = 0
    for drill in (troubles, kills):
        with data_folder() as folder, contextlib.ExitStack() as stack:
            address = stack.enter_context(postgres()) if name == "postgres" else ""
            office = PostOffice().up()
            stack.callback(office.down)
            settings = {**environment(folder, address), **IMPATIENT}
            settings["SAMSYN_MAIL_PORT"] = str(office.port)
            words, holds = drill(settings, office, options)
        print(f"{'held  ' if holds else 'FAILED'} mail on {name}: {words}", flush=True)
        failed |= not holds
    return int(failed)


def worker(settings):
    return subprocess.Popen([sys.executable, "-m", "samsyn", "worker"], cwd=ROOT, env=settings)


def outbox(settings, *arguments):
    command = [sys.executable, "-m", "drills.outbox", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=settings, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def wait_until_sent(settings, patience=120):
    """Wait until no letter waits any more, and return what the outbox tells; not while nothing moves.

    `patience` in seconds: how long the number that waits may stand still.
    """
    told = outbox(settings, "wait", str(patience))
    if told["waiting"]:
        raise SystemExit(f"letters still wait: {told['states']} {told['errors']}")
    return told


def arrived(office):
    """How often each letter came, by its id."""
    return Counter(re.sub(r"^<|@.*$", "", one) for one in office.ids)


# F5 ---------------------------------------------------------------------------------------------------


def troubles(settings, office, options):
    """People write while two workers send, and the server goes through every trouble."""
    rounds, seconds, people = (1, 2, 2) if options.quick else (3, 8, 4)
    form = prepare(settings)
    workers, web = [worker(settings), worker(settings)], Web(settings)
    # At a pace that the post can follow: else a backlog, and not the trouble, decides what is seen.
    crowd, waited = Crowd(web.port, form, people, pause=0.3), {}
    web.start()
    crowd.start()
    try:
        wait_for(crowd, 16)  # warm
        for _ in range(rounds):
            for trouble in TROUBLES[:1] if options.quick else TROUBLES:
                well, ill = waited.setdefault(trouble, ([], []))
                well += phase(office, crowd, "up", seconds)
                ill += phase(office, crowd, trouble, seconds)
        mood(office, "up")
        crowd.stop()
        told = wait_until_sent(settings)
        given_up = told["states"].get("given_up", 0)
        again = outbox(settings, "again")
        told = wait_until_sent(settings)
    finally:
        crowd.stop()
        web.stop()
        stop(*workers)
    came = arrived(office)
    lost = set(told["ids"]) - set(came)
    doubled = sum(times - 1 for times in came.values())
    # Of all rounds together: in one there are eighty waits, of which the p95 is the fourth longest.
    ratios = {trouble: p95(ill) / p95(well) for trouble, (well, ill) in waited.items()}
    worst = max(ratios, key=ratios.get)
    for text, times in Counter(crowd.trouble).most_common(5):
        print(f"  note: {times} x {text}", flush=True)
    for trouble, ratio in ratios.items():
        print(f"  note: p95 of Skicka, {trouble}: {ratio:.2f} of mail-up", flush=True)
    words = (
        f"{len(crowd.acknowledged)} sent in, {len(told['ids'])} letters, {len(lost)} lost, "
        f"{doubled} repeated, {given_up} given up and {again} sent again; "
        f"Skicka at worst {ratios[worst]:.2f} of mail-up ({worst})"
    )
    is_quick_enough = options.quick or ratios[worst] <= BAR
    refused_was_seen = options.quick or 0 < given_up == again
    # A yes that comes later than the timeout is not heard: at least once, under the same id.
    return words, not lost and refused_was_seen and is_quick_enough


def phase(office, crowd, what, seconds):
    """How long people waited for Skicka in a while of this mood."""
    mood(office, what)
    start = time.monotonic()
    time.sleep(seconds)
    end = time.monotonic()
    if office.refused:  # the workers' next round may be seconds away
        while not office.handler.said_no and time.monotonic() < end + 120:
            time.sleep(0.1)
    return crowd.waited_between(start, end)


def mood(office, what):
    office.refused.clear()
    if what == "down":
        office.down()
        return
    office.mood = "up"
    if what == "one mailbox refused":
        # Of three recipients one: what was refused for good waits for a person, the others arrive.
        office.refused.update({one: "550 5.1.1 Gone" for one in refusable(office)})
    else:
        office.mood = what
    office.up()


def refusable(office):
    often = Counter(recipient for _, recipient, _ in office.taken).most_common(1)
    return [recipient for recipient, _times in often]


def p95(seconds):
    ordered = sorted(seconds)
    return ordered[math.ceil(0.95 * len(ordered)) - 1] if ordered else math.nan


# F6 ---------------------------------------------------------------------------------------------------


def kills(settings, office, options):
    """The worker is killed -9 after the server took a letter, before it could hear so."""
    times, letters = (1, 12) if options.quick else (20, 200)
    chance = random.Random(options.seed)
    migrate(settings)
    outbox(settings, "post", str(letters))
    struck = threading.Event()
    left = [times, chance.randint(1, letters // times // 2)]
    running = [worker(settings)]

    def strike():
        left[1] -= 1
        if left[0] and left[1] <= 0 and not struck.is_set():
            left[:] = [left[0] - 1, chance.randint(1, max(letters // times // 2, 1))]
            os.kill(running[0].pid, signal.SIGKILL)
            struck.set()

    office.handler.on_taken = strike
    try:
        end = time.monotonic() + 60 + 20 * times
        while left[0] or struck.is_set():
            if struck.wait(timeout=1):
                running[0].wait()
                struck.clear()
                running[0] = worker(settings)
            if time.monotonic() > end:
                raise SystemExit(f"{left[0]} kills could not be made")
        told = wait_until_sent(settings)
    finally:
        stop(running[0])
    came = arrived(office)
    lost = set(told["ids"]) - set(came)
    repeats = sum(count - 1 for count in came.values())
    words = f"{times} kills in mid-letter, {letters} letters, {len(lost)} lost, {repeats} repeated"
    return words, not lost and 0 < repeats <= times


def stop(*workers):
    for one in workers:
        one.terminate()
    for one in workers:
        with contextlib.suppress(subprocess.TimeoutExpired):
            one.wait(timeout=30)
        if one.poll() is None:
            one.kill()
            one.wait()
