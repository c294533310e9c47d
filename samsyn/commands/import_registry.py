"""How does the registry come in from the command line? `./run import registry FILE [--dry-run]`."""

import argparse
import sys
from pathlib import Path

from django.utils import timezone, translation

from samsyn.domain.access import Everything
from samsyn.groups.registry_file import read_groups
from samsyn.groups.services.importing import load_groups
from samsyn.organisations.registry_entries import ImportReport
from samsyn.organisations.registry_file import NotARegistry, read_registry
from samsyn.organisations.services import load_registry, load_units
from samsyn.organisations.unit_table import NotATable, read_unit_table

SUMMARY = "read in the registry: JSON, or units as CSV"
COMMAND = Everything(reason="./run import registry")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run import registry", description=SUMMARY)
    parser.add_argument("file", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="only tell what would change")
    parser.add_argument("--language", choices=["sv", "en"], default="sv", help="of the report")
    options = parser.parse_args(arguments)
    with translation.override(options.language):
        try:
            report = load_file(options.file, dry_run=options.dry_run)
        except (OSError, UnicodeDecodeError, NotARegistry, NotATable) as wrong:
            print(f"{options.file}: {wrong}", file=sys.stderr)
            return 1
    show(report)
    return 1 if report.errors else 0


def load_file(path: Path, *, dry_run: bool = False) -> ImportReport:
    """Read the file in; which format it has is told by its name, and JSON is the default."""
    text = path.read_text(encoding="utf-8-sig")
    now = timezone.now()
    if path.suffix.lower() == ".csv":
        rows = read_unit_table(text)
        return load_units(rows=rows, dry_run=dry_run, by=COMMAND, now=now)
    report = load_registry(registry=read_registry(text), dry_run=dry_run, by=COMMAND, now=now)
    if not report.errors:
        report.tallies |= load_groups(read_groups(text), dry_run=dry_run, by=COMMAND, now=now)
    return report


def show(report: ImportReport) -> None:
    """Counts on standard output, wrong rows on standard error."""
    if not report.errors:
        print(f"{'':<12}{'new':>6}{'changed':>9}{'unchanged':>11}")
        for sort, tally in report.tallies.items():
            print(f"{sort:<12}{tally.new:>6}{tally.changed:>9}{tally.unchanged:>11}")
    for finding in report.warnings:
        print(f"note  {finding.where}: {finding.message}")
    for finding in report.errors:
        print(f"wrong {finding.where}: {finding.message}", file=sys.stderr)
    if report.errors:
        print(f"Nothing was written: {len(report.errors)} errors.", file=sys.stderr)
    elif report.is_dry_run:
        print("Dry run: nothing was written.")
