"""How does everything come into one file? Copied while people work, and told what it holds."""

import argparse
from pathlib import Path

from django.utils import timezone

from samsyn.backups.bundle import BackupUnfit
from samsyn.backups.services import take_backup

SUMMARY = "put database and stored files in one file (run it any time)"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run backup", description=SUMMARY)
    parser.add_argument("path", type=Path, metavar="PATH", help="a new file")
    options = parser.parse_args(arguments)
    try:
        told = take_backup(options.path, now=timezone.now())
    except BackupUnfit as unfit:
        parser.exit(1, f"Samsyn: {unfit}.\n")
    print(
        f"{options.path}: {told.rows:,} rows and {told.files:,} files, {told.size / 1e6:,.1f} MB.\n"
        "It holds everything in clear: keep it as guarded as Samsyn itself. Only what opens second\n"
        "steps is sealed: keep that key too (SAMSYN_ENCRYPTION_KEYS, else SAMSYN_SECRET_KEY), elsewhere."
    )
    return 0
