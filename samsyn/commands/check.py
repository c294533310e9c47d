"""Is the house in order? Form, types, layers, migrations, translations, settings, fast tests."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from samsyn.commands.test import PYTEST, WORKERS, install_missing

SUMMARY = "check form, types, layers, migrations, translations, settings; fast tests"
NEEDS_DJANGO = False
PROGRAMS = Path(sys.executable).parent
SAMSYN = [sys.executable, "-m", "samsyn"]
NEEDS_GETTEXT = "translations"
Step = tuple[list[str | Path], dict[str, str]]
PRODUCTION = {
    "SAMSYN_SECRET_KEY": "for-this-check-only:" + "0123456789abcdef" * 3,
    "SAMSYN_URL": "https://samsyn.example",
    "SAMSYN_HOSTS": "samsyn.example",
    "SAMSYN_MAIL_HOST": "mail.example",
}


def steps(data: str) -> dict[str, Step]:
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
        NEEDS_GETTEXT: ([*SAMSYN, "messages", "--check"], here),
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
    with tempfile.TemporaryDirectory() as data:
        wanted = steps(data)
        tests = wanted.pop("fast tests")
        failed = run_beside_each_other(wanted)
        if not options.no_tests and not run_step("fast tests", *tests):
            failed.append("fast tests")
    print(f"\nnot in order: {', '.join(failed)}" if failed else "\nall in order")
    return 1 if failed else 0


def run_beside_each_other(wanted: dict[str, Step]) -> list[str]:
    """Run steps on both cores while what is missing is installed; the names of those that fail.

    The types take longer than all others together, and on a bare machine the installing does too.
    """
    with ThreadPoolExecutor(max_workers=3) as pool:
        installing = pool.submit(install_missing)

        def run(name: str) -> bool:
            if name == NEEDS_GETTEXT:
                installing.result()
            return run_step(name, *wanted[name])

        return [
            name for name, right in zip(wanted, pool.map(run, wanted), strict=True) if not right
        ]


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
    said = f"{'ok    ' if right else 'WRONG '} {name:<14}{time.monotonic() - started:5.1f} s\n"
    sys.stdout.write(said if right else f"{said}{done.stdout}\n")  # whole, beside another step
    sys.stdout.flush()
    return right
