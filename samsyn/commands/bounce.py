"""How does Samsyn hear that a letter came back? The mail server gives it the returned mail."""

import argparse
import sys

from django.utils import timezone

from samsyn.mail import services
from samsyn.mail.returned import MOST_BYTES, report_in
from samsyn.mail.states import BounceSource

SUMMARY = "read one returned letter from standard input (for the mail server)"


def main(arguments: list[str]) -> int:
    """Always 0 for what is no report of ours: the mail server must not answer it in turn."""
    parser = argparse.ArgumentParser(prog="./run bounce", description=SUMMARY)
    parser.parse_args(arguments)
    print(heard(sys.stdin.buffer.read(MOST_BYTES)))
    return 0


def heard(mail: bytes) -> str:
    """What the mail led to, in words; they hold no address."""
    report = report_in(mail)
    if report is None:
        return "No report about a letter of ours: left aside."
    if report.has_arrived:
        known = services.delivered(report.letter)
        return "Arrived: the mailbox works." if known else "Not a letter of ours: left aside."
    known = services.bounced(
        report.letter, source=BounceSource.REPORT, code=report.code, now=timezone.now()
    )
    said = f"Came back ({report.code}): the mailbox is marked."
    return said if known else "Not a letter of ours: left aside."
