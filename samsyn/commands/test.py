"""Does everything hold, on both databases and in a browser?"""

import glob
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

SUMMARY = "run all tests: SQLite, PostgreSQL, browser (or: test PYTEST-ARGUMENTS)"
NEEDS_DJANGO = False
PYTEST = [sys.executable, "-m", "pytest"]
WORKERS = ["-n", "2"]
PARTS = {
    "SQLite": ([*WORKERS, "-m", "not browser"], {}),
    "PostgreSQL": ([*WORKERS, "-m", "not browser"], {"TEST_DB": "postgres"}),
    "browser": ([*WORKERS, "-m", "browser", "tests/browser"], {}),
}
NO_TESTS_COLLECTED = 5


def main(arguments: list[str]) -> int:
    """Run every part, or with arguments only pytest with them on SQLite."""
    if arguments:
        return subprocess.call([*PYTEST, *arguments])
    if missing := install_missing():
        print(f"Missing: {', '.join(missing)} (Debian: apt install ...)", file=sys.stderr)
        return 1
    started = time.monotonic()
    total, failed_parts = Counter[str](), []
    with tempfile.TemporaryDirectory() as migrated:  # for both parts on SQLite
        shared = {"TEST_MIGRATED": migrated}
        for name, (options, environment) in PARTS.items():
            print(f"\n=== {name} " + "=" * 60, flush=True)
            counted, code = run_part(options, shared | environment)
            total += counted
            if code not in {0, NO_TESTS_COLLECTED}:
                failed_parts.append(name)
    if failed_parts:
        print(f"\nfailed on: {', '.join(failed_parts)}")
    # A part can fail without a failed test (a crash): that counts as one.
    failed = max(total["failed"], len(failed_parts))
    seconds = time.monotonic() - started
    print(
        f"\n{total['passed']} passed, {failed} failed, {total['skipped']} skipped in {seconds:.0f}s"
    )
    return 1 if failed else 0


def run_part(options: list[str], environment: dict[str, str]) -> tuple[Counter[str], int]:
    """Run pytest once and count from its own report."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [*PYTEST, "-q", *options, f"--junitxml={report}"]
        code = subprocess.call(command, env={**os.environ, **environment})
        return (count(report) if report.exists() else Counter()), code


def count(report: Path) -> Counter[str]:
    """How many passed, failed and were skipped, from pytest's report."""
    counted = Counter[str]()
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314 (our own file)
        number = {
            name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")
        }
        failed = number["failures"] + number["errors"]
        counted["failed"] += failed
        counted["skipped"] += number["skipped"]
        counted["passed"] += number["tests"] - failed - number["skipped"]
    return counted


def install_missing() -> list[str]:
    """Install the Debian packages that the tests need when root; return those still missing."""
    missing = missing_packages()
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Samsyn: installing {', '.join(missing)} ...", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update"], ["install", "--no-install-recommends", *missing]):
            apt = ["/usr/bin/apt-get", "-q", "-y", *step]
            subprocess.call(apt, stdout=subprocess.DEVNULL, env=environment)
        missing = missing_packages()
    return missing


def missing_packages() -> list[str]:
    """The Debian packages whose programs are not here."""
    found = {
        "chromium": shutil.which("chromium"),
        "gettext": shutil.which("xgettext"),
        "poppler-utils": shutil.which("pdftotext"),
        "strace": shutil.which("strace"),
        "postgresql": glob.glob("/usr/lib/postgresql/*/bin/initdb"),
    }
    return [package for package, place in found.items() if not place]
