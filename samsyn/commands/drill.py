"""Does Samsyn hold when things go wrong? Each drill breaks something real and says what it found."""

import argparse
import ast
import sys
from importlib import import_module
from pathlib import Path

SUMMARY = "break something on purpose and see that nothing is lost (--help lists the drills)"
NEEDS_DJANGO = False
DRILLS = Path(__file__).resolve().parents[2] / "drills"


def main(arguments: list[str]) -> int:
    drills = summaries()
    listed = "\n".join(f"  {name:<12}{summary}" for name, summary in drills.items())
    parser = argparse.ArgumentParser(
        prog="./run drill",
        description=SUMMARY,
        epilog=f"drills:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", choices=[*drills, "all"])
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="./run drill NAME --help")
    options = parser.parse_args(arguments)
    wanted = list(drills) if options.name == "all" else [options.name]
    failed = [name for name in wanted if import_module(f"drills.{name}").main(options.rest)]
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def summaries() -> dict[str, str]:
    """Every drill with its one line, read without importing it."""
    found = {}
    for path in sorted(DRILLS.glob("[a-z]*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SUMMARY":
                found[path.stem] = str(ast.literal_eval(node.value))
    return found
