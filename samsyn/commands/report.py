"""How is a report made from the command line? (interfaces.md, report build)"""

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from samsyn.domain.access import Everything
from samsyn.domain.report import Report, to_json
from samsyn.exports.report_data import zip_of
from samsyn.exports.report_docx import docx_of
from samsyn.exports.report_html import html_of
from samsyn.exports.report_pdf import pdf_of
from samsyn.exports.report_xlsx import xlsx_of
from samsyn.reports.local import local_report, summary_of
from samsyn.reports.selectors import county_report
from samsyn.reports.whose import NoSuchReport, about_of
from samsyn.statistics.selectors import years_counted

SUMMARY = (
    "build YEAR --format html|pdf|docx|xlsx|json -o PATH: the yearly report from what is stored"
)
FORMATS = {
    "docx": docx_of,
    "html": html_of,
    "json": lambda report: to_json(report).encode(),
    "pdf": pdf_of,
    "xlsx": xlsx_of,
    "zip": zip_of,
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run report", description=SUMMARY)
    build = parser.add_subparsers(dest="command", required=True).add_parser("build", help=SUMMARY)
    build.add_argument("year", type=int)
    build.add_argument("--format", choices=FORMATS, default="json")
    build.add_argument("--language", choices=["sv", "en"], default="sv")
    build.add_argument(
        "--about",
        metavar="KIND:KEY",
        help="a local report: principal:KEY, area:KEY, kind:KEY, unit:KEY",
    )
    build.add_argument("--summary", action="store_true", help="the year in two pages")
    build.add_argument("-o", "--output", type=Path, required=True, metavar="PATH")
    chosen = parser.parse_args(arguments)
    viewer = Everything("./run report build")
    if chosen.year not in years_counted(viewer=viewer):
        print(f"report: no deviations of {chosen.year} are stored", file=sys.stderr)
        return 1
    try:
        report = _made(chosen, viewer)
    except NoSuchReport:
        print(f"report: there is nothing called {chosen.about}", file=sys.stderr)
        return 1
    chosen.output.write_bytes(FORMATS[chosen.format](report))
    return 0


def _made(chosen: argparse.Namespace, viewer: Everything) -> Report:
    if chosen.about:
        about = about_of(chosen.about, viewer=viewer)
        report = local_report(
            chosen.year,
            about,
            language=chosen.language,
            viewer=viewer,
            day=timezone.localdate(),
        )
    else:
        report = county_report(chosen.year, language=chosen.language, viewer=viewer)
    return summary_of(report) if chosen.summary else report
