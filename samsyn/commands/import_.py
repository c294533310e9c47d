"""Which kind of file is to be read in?"""

import sys
from importlib import import_module

KINDS = {
    "registry": "samsyn.commands.import_registry",
    "deviations": "samsyn.commands.import_deviations",
    "survey": "samsyn.commands.import_survey",
}
SUMMARY = (
    "read in a file: import registry FILE, deviations FILE.csv, survey FILE.csv --template NAME"
)


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in KINDS:
        print(f"Usage: ./run import {'|'.join(KINDS)} FILE [--dry-run]", file=sys.stderr)
        return 0 if arguments and arguments[0] in {"-h", "--help"} else 2
    result: int = import_module(KINDS[arguments[0]]).main(arguments[1:])
    return result
