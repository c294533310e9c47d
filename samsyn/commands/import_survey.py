"""How are answers to a survey read in from the command line?"""

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from samsyn.domain.survey_files import UnreadableFile
from samsyn.surveys.services.importing import ImportReport, import_answers
from samsyn.surveys.services.official import TEMPLATE, import_official

SUMMARY = "read in answers to a survey from a CSV file"
TOO_MANY = 50


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run import survey", description=SUMMARY)
    parser.add_argument("file", type=Path, help="CSV as in docs/surveys.md")
    parser.add_argument(
        "--template",
        required=True,
        help=f"key of the questionnaire: uppfoljning; or {TEMPLATE} for official figures",
    )
    parser.add_argument("--dry-run", action="store_true", help="report only, write nothing")
    chosen = parser.parse_args(arguments)
    try:
        text = chosen.file.read_bytes().decode("utf-8-sig")
        report = _read(text, chosen.template, dry_run=chosen.dry_run)
    except OSError as error:
        return _refused(chosen.file.name, error.strerror or str(error))
    except UnicodeDecodeError:
        return _refused(chosen.file.name, "is not text in UTF-8")
    except UnreadableFile as error:
        return _refused(chosen.file.name, str(error))
    tell(report, dry_run=chosen.dry_run)
    return 1 if report.faults else 0


def _read(text: str, template: str, *, dry_run: bool) -> ImportReport:
    now = timezone.now()
    if template == TEMPLATE:
        return import_official(text, dry_run=dry_run, by=None, now=now)
    return import_answers(text, template, dry_run=dry_run, by=None, now=now)


def tell(report: ImportReport, *, dry_run: bool) -> None:
    """Say what was read in, and what was wrong on which line."""
    print(f"Rows in the file: {report.read}")
    if report.faults:
        for fault in report.faults[:TOO_MANY]:
            print(f"line {fault.line}: {fault.reason}", file=sys.stderr)
        if len(report.faults) > TOO_MANY:
            print(f"and {len(report.faults) - TOO_MANY} more", file=sys.stderr)
        print("Nothing was written: mend these rows first.", file=sys.stderr)
        return
    years = ", ".join(f"{year}: {count}" for year, count in sorted(report.years.items()))
    print(f"{'Right and new' if dry_run else 'Written'}: {report.written} ({years})")
    print(f"Already there, unchanged: {report.skipped}")


def _refused(name: str, why: str) -> int:
    print(f"{name}: {why}", file=sys.stderr)
    return 1
