"""How are earlier years' deviations read in from the command line?"""

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from samsyn.coding import services as coding
from samsyn.coding.services.importing import HistoryReport, let_others_write
from samsyn.domain.history import Unreadable
from samsyn.tally.services import carry_forward

SUMMARY = "read in earlier years' deviations from a CSV file"
TOO_MANY = 50
MANY_MARKS = 500
"""So many changes wait at most to be summed; a question reads them all meanwhile. Förslag, ej fastställt."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run import deviations", description=SUMMARY)
    parser.add_argument("file", type=Path, help="CSV as in docs, one row a deviation")
    parser.add_argument("--dry-run", action="store_true", help="report only, write nothing")
    parser.add_argument("--skip-bad", action="store_true", help="write the rows that are right")
    parser.add_argument(
        "--replace", action="store_true", help="write the guard's suggestions for personal data"
    )
    chosen = parser.parse_args(arguments)
    try:
        report = coding.import_history(
            text=chosen.file.read_bytes().decode("utf-8-sig"),
            file_name=chosen.file.name,
            dry_run=chosen.dry_run,
            skip_bad=chosen.skip_bad,
            replace=chosen.replace,
            by=None,
            now=timezone.now(),
            in_between=sum_and_pause,
        )
    except OSError as error:
        return _refused(chosen.file.name, error.strerror or str(error))
    except UnicodeDecodeError:
        return _refused(chosen.file.name, "is not text in UTF-8")
    except Unreadable as error:
        return _refused(chosen.file.name, str(error))
    tell(report, dry_run=chosen.dry_run)
    return 1 if report.faults and not chosen.skip_bad else 0


def sum_and_pause(seconds: float) -> None:
    """Keep statistics quick for those who look at them meanwhile, and let others write."""
    carry_forward(from_marks=MANY_MARKS)
    let_others_write(seconds)


def _refused(name: str, why: str) -> int:
    print(f"{name}: {why}", file=sys.stderr)
    return 1


def tell(report: HistoryReport, *, dry_run: bool) -> None:
    """Say what was read in, which units are new, and what was wrong in which row."""
    years = ", ".join(f"{year}: {count}" for year, count in sorted(report.years.items()))
    print(f"Rows in the file: {report.read}")
    would = "Written" if report.is_written else "Right and new"
    print(f"{would}: {report.written}{f' ({years})' if years else ''}")
    print(f"Already there, unchanged: {report.skipped}")
    for theme in report.new_themes:
        print(f"New theme {theme}")
    for unit in report.new_units:
        place = f", {unit.area}" if unit.area else ""
        print(f"New historic unit: {unit.name} ({unit.service}, {unit.principal}{place})")
    for fault in report.faults[:TOO_MANY]:
        print(fault, file=sys.stderr)
    if len(report.faults) > TOO_MANY:
        print(f"... and {len(report.faults) - TOO_MANY} faults more", file=sys.stderr)
    if not report.is_written:
        reason = "a dry run" if dry_run else "rows are wrong; --skip-bad writes the others"
        print(
            f"Nothing has been written: {reason}.", file=sys.stderr if report.faults else sys.stdout
        )
