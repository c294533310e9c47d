"""Which personal data does the guard find in texts? (interfaces.md, guard scan)"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from samsyn.commands.guard_figures import write_figures
from samsyn.guard import Finding, scan

SUMMARY = "scan --jsonl: the personal data in texts, one JSON object a line"
NEEDS_DJANGO = False


class BadLine(ValueError):
    """A line that is no object with an id and a text."""


def main(arguments: list[str]) -> int:
    """Read texts from standard input and write what is found in each; 1 when a line cannot be read."""
    parser = argparse.ArgumentParser(prog="./run guard", description=SUMMARY)
    commands = parser.add_subparsers(dest="command", required=True)
    scanning = commands.add_parser("scan", help="find personal data in texts from standard input")
    scanning.add_argument(
        "--jsonl", action="store_true", required=True, help="one JSON object a line"
    )
    scanning.add_argument(
        "--not-names",
        type=Path,
        metavar="FILE",
        help="words and phrases that name nobody, one a line",
    )
    commands.add_parser("figures", help="measure the guard on the repository's texts (developers)")
    chosen = parser.parse_args(arguments)
    if chosen.command == "figures":
        return write_figures()
    try:
        not_names = (
            chosen.not_names.read_text(encoding="utf-8").splitlines() if chosen.not_names else ()
        )
        for line in _scanned(sys.stdin.buffer, not_names):
            print(line, flush=True)
    except (BadLine, OSError, UnicodeDecodeError) as error:
        print(f"guard: {error}", file=sys.stderr)
        return 1
    return 0


def _scanned(lines: Iterable[bytes], not_names: Iterable[str]) -> Iterator[str]:
    """What is found, in a line for each text."""
    known = frozenset(not_names)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        key, text = _read(line, number)
        found = [_written(one) for one in scan(text, not_names=known)]
        yield json.dumps({"id": key, "findings": found})


def _read(line: bytes, number: int) -> tuple[object, str]:
    """The id and the text of one line; the message never repeats the text."""
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadLine(f"line {number} is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise BadLine(f"line {number} is not JSON ({error.msg})") from None
    except RecursionError:
        raise BadLine(f"line {number} is not JSON (nested too deeply)") from None
    if not isinstance(given, dict) or "id" not in given or not isinstance(given.get("text"), str):
        raise BadLine(f'line {number} is no object with "id" and "text"')
    return given["id"], given["text"]


def _written(one: Finding) -> dict[str, object]:
    return {
        "start": one.start,
        "end": one.end,
        "label": one.label,
        "level": one.level,
        "suggestion": one.suggestion,
    }
