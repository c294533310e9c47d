"""Do the drills hold in their quick form, on the database that this run is about? (F1 F2 F5 F6 F9 F15)"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plugins import migrated

ROOT = Path(__file__).parents[2]
DATABASE = "postgres" if os.environ.get("DATABASE_URL") else "sqlite"

pytestmark = [pytest.mark.slow, pytest.mark.own_database]


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Where the first drill leaves its invented county for the next ones."""
    folder = tmp_path_factory.mktemp("template")
    migrated.leave_for_drills(folder)
    return folder


@pytest.mark.parametrize("name", ["kill9", "durability", "races", "jobs", "clock", "mail"])
def test_drill_holds(name, tmp_path, template):
    if name == "durability" and DATABASE == "sqlite" and not shutil.which("strace"):
        pytest.skip("strace is not installed")
    command = [sys.executable, "-m", "samsyn", "drill", name, "--quick", "--database", DATABASE]
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={
            **environment,
            "SAMSYN_DATA": str(tmp_path),
            "SAMSYN_DRILL_TEMPLATE": str(template),
        },
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert "held" in done.stdout
