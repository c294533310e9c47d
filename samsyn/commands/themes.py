"""What may texts be about, and how does the suggester learn? (interfaces.md, themes suggest)"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from samsyn.suggester import Suggested, suggest

SUMMARY = "suggest --jsonl: the themes that texts may be about; train and learn make the weights"
NEEDS_DJANGO = False
TOOLS = """Making weights needs scikit-learn. Install what requirements-dev.txt lists:
.venv/bin/python -m pip install --require-hashes -r requirements-dev.txt"""


class BadLine(ValueError):
    """A line that is no object with an id and a text."""


def main(arguments: list[str]) -> int:
    """Suggest, train or learn; 1 when a line cannot be read or the tools are missing."""
    parser = argparse.ArgumentParser(prog="./run themes", description=SUMMARY)
    commands = parser.add_subparsers(dest="command", required=True)
    suggesting = commands.add_parser("suggest", help="themes of texts from standard input")
    suggesting.add_argument(
        "--jsonl", action="store_true", required=True, help="one JSON object a line"
    )
    commands.add_parser("train", help="make the shipped weights anew (developers)")
    learning = commands.add_parser(
        "learn", help="compare with weights that know the secretariat's codings too"
    )
    learning.add_argument(
        "--accept", action="store_true", help="and use them from now on (SAMSYN_DATA)"
    )
    chosen = parser.parse_args(arguments)
    if chosen.command == "suggest":
        return _suggest(sys.stdin.buffer)
    try:
        import_module("sklearn")
    except ImportError:
        print(f"themes: {TOOLS}", file=sys.stderr)
        return 1
    return _train() if chosen.command == "train" else _learn(accept=chosen.accept)


def _suggest(lines: Iterable[bytes]) -> int:
    try:
        for line in _proposed(lines):
            print(line, flush=True)
    except BadLine as error:
        print(f"themes: {error}", file=sys.stderr)
        return 1
    return 0


def _proposed(lines: Iterable[bytes]) -> Iterator[str]:
    """What is proposed, in a line for each text."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        given = _read(line, number)
        found = suggest(
            given["text"],
            reporter_service=given.get("reporter_service"),
            recipient_services=given.get("recipient_services") or (),
        )
        themes = [
            {"theme": one.id, "score": one.score, "because": list(one.because)}
            for one in found.themes
        ]
        told = {
            "id": given["id"],
            "themes": themes,
            "subtypes": list(map(_subtype, found.subtypes)),
        }
        yield json.dumps(told)


def _subtype(one: Suggested) -> dict[str, object]:
    return {"subtype": one.id, "score": one.score}


def _read(line: bytes, number: int) -> dict[str, Any]:
    """One text and who is concerned; the message never repeats the text."""
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
    reporter, recipients = given.get("reporter_service"), given.get("recipient_services") or []
    if not isinstance(reporter, str | None):
        raise BadLine(f'line {number}: "reporter_service" is no text')
    if not isinstance(recipients, list) or not all(isinstance(one, str) for one in recipients):
        raise BadLine(f'line {number}: "recipient_services" is no list of texts')
    return given


def _train() -> int:
    from samsyn.suggester.training.making import make

    figures = make()
    for name in ("cross_validated", "shared_left_out", "held_out"):
        for part, found in figures[name].items():
            if "in_first_two" in found:
                print(told(f"{name} {part}", found))
    return 0


def told(name: str, found: dict[str, Any]) -> str:
    """One line of figures."""
    right, first_two = found["right"], found["in_first_two"]
    return f"{name:<24}{found['texts']:>6} texts   right {right:.3f}   in first two {first_two:.3f}"


def _learn(*, accept: bool) -> int:
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    return int(import_module("samsyn.commands.themes_learn").learn(accept=accept))
