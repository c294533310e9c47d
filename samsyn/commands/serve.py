"""How is Samsyn served in production? granian, WSGI; refused while anything unsafe is found."""

import argparse
import os
import sys

from django.core.management import call_command

from samsyn.commands import doctor

SUMMARY = "serve in production (granian); refuses unsafe settings"
THREADS = 4


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run serve", description=SUMMARY)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments)
    refused = [
        finding.text
        for examine in doctor.SUBJECTS.values()
        for finding in examine()
        if finding.stops
    ]
    for text in refused:
        print(f"Samsyn does not start: {text}", file=sys.stderr)
    if refused:
        return 1
    call_command("collectstatic", "--no-input", verbosity=0)
    start(options.host, options.port, options.workers)
    return 0


def start(host: str, port: int, workers: int) -> None:
    """Become the server: the process keeps its id, so that whoever stops it stops granian."""
    sys.stdout.flush()
    command = [
        *("-m", "granian", "--interface", "wsgi", "config.wsgi:application"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(THREADS)),
        # A dead worker is replaced; an open request is finished before a stop.
        *("--respawn-failed-workers", "--workers-kill-timeout", "30", "--log-level", "warning"),
    ]
    os.execv(sys.executable, [sys.executable, *command])  # noqa: S606
