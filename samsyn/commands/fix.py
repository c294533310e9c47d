"""How is everything brought into the house's form?"""

import subprocess
import sys
from pathlib import Path

SUMMARY = "format code and templates, repair what the linter can (developers)"
NEEDS_DJANGO = False
PROGRAMS = Path(sys.executable).parent
TEMPLATES = Path("samsyn/web/templates")


def main(arguments: list[str]) -> int:
    templates = [str(path) for path in sorted(TEMPLATES.rglob("*.html"))]
    commands = [
        ["ruff", "check", "--fix", "--quiet", "."],
        ["ruff", "format", "--quiet", "."],
        ["djade", "--target-version", "6.1", *templates],
    ]
    # djade ends with 1 when it changed something, which is what was asked for.
    codes = [_run(command) for command in commands]
    return 1 if any(codes[:2]) else 0


def _run(command: list[str]) -> int:
    return subprocess.call([PROGRAMS / command[0], *command[1:]])
