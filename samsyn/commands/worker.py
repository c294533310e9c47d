"""Who sends what waits, and closes what time has ended?"""

import argparse
import logging
import signal
import threading

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from samsyn.deviations.services import close_expired, remove_forgotten_files
from samsyn.mail.services import send_waiting

SUMMARY = "send waiting letters and close what the time limit ends (--once)"
log = logging.getLogger(__name__)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run worker", description=SUMMARY)
    parser.add_argument("--once", action="store_true", help="do what is due now, and stop")
    parser.add_argument("--every", type=float, default=10, metavar="SECONDS")
    options = parser.parse_args(arguments)
    if options.once:
        print("{} letters sent, {} deviations closed by the time limit".format(*work()))
        return 0
    stopped = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopped.set())
    while not stopped.is_set():
        try:
            work()
        except DatabaseError:  # a database that restarts must not end the worker
            log.exception("the round failed, the next one tries again")
        close_old_connections()
        stopped.wait(options.every)
    return 0


def work() -> tuple[int, int]:
    """One round: letters that left, deviations that the time limit closed."""
    now = timezone.now()
    remove_forgotten_files(now=now)
    closed = close_expired(now=now)
    return send_waiting(now=now), closed
