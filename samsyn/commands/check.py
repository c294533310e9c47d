"""Is the house in order? Form, types, layers, migrations, translations, settings, fast tests."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from samsyn.commands.test import PYTEST, WORKERS, install_missing

SUMMARY = "check form, types, layers, migrations, translations, settings; fast tests"
NEEDS_DJANGO = False
PROGRAMS = Path(sys.executable).parent
SAMSYN = [sys.executable, "-m", "samsyn"]
PRODUCTION = {
    "SAMSYN_SECRET_KEY": "for-this-check-only:" + "0123456789abcdef" * 3,
    "SAMSYN_URL": "https://samsyn.example",
    "SAMSYN_HOSTS": "samsyn.example",
    "SAMSYN_MAIL_HOST": "mail.example",
}


def steps(data: str) -> dict[str, tuple[list[str | Path], dict[str, str]]]:
    """What is run, under which name, with which environment."""
    templates = [str(path) for path in sorted(Path("samsyn/web/templates").rglob("*.html"))]
    here = {"SAMSYN_DEMO": "1", "SAMSYN_DATA": data}
    return {
        "format": ([PROGRAMS / "ruff", "format", "--check", "--output-format=concise", "."], {}),
        "lint": ([PROGRAMS / "ruff", "check", "--output-format=concise", "."], {}),
        "templates": ([PROGRAMS / "djade", "--check", "--target-version", "6.1", *templates], {}),
        "types": ([PROGRAMS / "mypy", "--no-error-summary"], here),
        "layers": ([PROGRAMS / "lint-imports"], here),
        "migrations": ([*SAMSYN, "makemigrations", "--check", "--dry-run"], here),
        "translations": ([*SAMSYN, "messages", "--check"], here),
        "deploy": (
            [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
            {**PRODUCTION, "DJANGO_SETTINGS_MODULE": "config.settings", "SAMSYN_DATA": data},
        ),
        "fast tests": ([*PYTEST, "-q", *WORKERS], {}),
    }


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run check", description=SUMMARY)
    parser.add_argument("--no-tests", action="store_true", help="leave the tests to ./run test")
    options = parser.parse_args(arguments)
    install_missing()  # gettext, for the translations
    failed = []
    with tempfile.TemporaryDirectory() as data:
        for name, (command, environment) in steps(data).items():
            if name == "fast tests" and options.no_tests:
                continue
            if not run_step(name, command, environment):
                failed.append(name)
    print(f"\nnot in order: {', '.join(failed)}" if failed else "\nall in order")
    return 1 if failed else 0


def run_step(name: str, command: list[str | Path], environment: dict[str, str]) -> bool:
    """Run one step and print its name, time and, when it fails, all it said."""
    started = time.monotonic()
    done = subprocess.run(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    right = done.returncode == 0
    print(
        f"{'ok    ' if right else 'WRONG '} {name:<14}{time.monotonic() - started:5.1f} s",
        flush=True,
    )
    if not right:
        print(done.stdout, flush=True)
    return right
