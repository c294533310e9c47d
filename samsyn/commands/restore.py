"""How does Samsyn become what a backup holds? Checked before anything is touched, and after."""

import argparse
from pathlib import Path

from samsyn.backups.bundle import BackupUnfit
from samsyn.backups.services import bring_back
from samsyn.commands.doctor import second_step_findings

SUMMARY = "bring a backup back (stop serve and worker first)"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run restore", description=SUMMARY)
    parser.add_argument("path", type=Path, metavar="PATH", help="a file that ./run backup wrote")
    parser.add_argument("--replace", action="store_true", help="give up what this Samsyn holds now")
    options = parser.parse_args(arguments)
    try:
        told = bring_back(options.path, replace=options.replace)
    except BackupUnfit as unfit:
        parser.exit(1, f"Samsyn: {unfit}.\n")
    print(
        f"Samsyn is as it was {told.taken_at:%Y-%m-%d %H:%M}Z: {told.rows:,} rows and "
        f"{told.files:,} files, all there. Everybody logs in again."
    )
    if told.migrations_missing:
        print("The backup is of an older version: ./run migrate, then ./run doctor.")
    for finding in second_step_findings():
        print(finding.text)
    return 0
