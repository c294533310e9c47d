"""How are figures asked for from the command line? (interfaces.md, stats)"""

import argparse
import sys

from samsyn.domain.access import Everything
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Counted, Dimension, Naming, Scope
from samsyn.statistics.formats import as_csv, as_json, as_text
from samsyn.statistics.selectors import table_for
from samsyn.statistics.wheres import UnknownValue

SUMMARY = "count deviations: --year 2021 --scope between --count recipients --by recipient_service"
FORMATS = {"table": as_text, "json": as_json, "csv": as_csv}
MOST_DIMENSIONS = 2


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run stats", description=SUMMARY)
    parser.add_argument("--year", type=int, action="append", required=True, help="may be repeated")
    parser.add_argument("--scope", choices=[each.value for each in Scope], default=Scope.BETWEEN)
    parser.add_argument(
        "--count", choices=[each.value for each in Counted], default=Counted.DEVIATIONS
    )
    parser.add_argument(
        "--by", choices=[each.value for each in Dimension], action="append", default=[]
    )
    parser.add_argument("--where", type=_where, action="append", default=[], metavar="DIM=VALUE")
    parser.add_argument(
        "--names",
        choices=[each.value for each in Naming],
        default=Naming.THEN,
        help="units, areas and principals as they were then (default) or as they are now",
    )
    parser.add_argument("--format", choices=FORMATS, default="table")
    parser.add_argument("--suppress", type=_small_number, default=0, metavar="N")
    chosen = parser.parse_args(arguments)
    if len(chosen.by) > MOST_DIMENSIONS or len(set(chosen.by)) < len(chosen.by):
        parser.error(f"--by can be given at most {MOST_DIMENSIONS} times, each with its own DIM")
    question = Question(
        years=tuple(dict.fromkeys(chosen.year)),
        scope=Scope(chosen.scope),
        count=Counted(chosen.count),
        by=tuple(Dimension(each) for each in chosen.by),
        where=tuple(chosen.where),
        naming=Naming(chosen.names),
    )
    try:
        table = table_for(question, viewer=Everything("./run stats"), hide_below=chosen.suppress)
    except UnknownValue as error:
        print(f"stats: {error}", file=sys.stderr)
        return 1
    text = FORMATS[chosen.format](table)
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    return 0


def _where(text: str) -> tuple[Dimension, str]:
    name, is_given, value = text.partition("=")
    if not is_given or name not in list(Dimension):
        known = ", ".join(Dimension)
        raise argparse.ArgumentTypeError(f"{text!r} is not DIM=VALUE with DIM one of {known}")
    return Dimension(name), value


def _small_number(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 upwards")
    return int(text)
