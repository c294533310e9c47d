"""On which database do the tests run?

A plugin, because pytest-django reads the settings before any conftest. Every run has a data folder
of its own. With TEST_DB=postgres a throw-away PostgreSQL is started for the run; the workers of
pytest-xdist inherit both through the environment.
"""

import atexit
import gc
import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile

from tests.plugins import migrated


def own_data_folder():
    parent = os.environ.get("SAMSYN_DATA")
    if parent:
        os.makedirs(parent, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="samsyn-test-", dir=parent)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def newest_postgres():
    found = glob.glob("/usr/lib/postgresql/*/bin")
    if not found:
        raise SystemExit("TEST_DB=postgres needs PostgreSQL (Debian: apt install postgresql).")
    return max(found, key=lambda path: int(path.split("/")[4]))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_postgres():
    """Start a server that forgets everything, and return its address."""
    programs = os.environ.get("PGBIN") or newest_postgres()
    folder = tempfile.mkdtemp(prefix="samsyn-pg-", dir="/tmp")
    identity = {}
    if os.geteuid() == 0:  # initdb and postgres refuse to run as root
        postgres = pwd.getpwnam("postgres")
        os.chown(folder, postgres.pw_uid, postgres.pw_gid)
        identity = {"user": postgres.pw_uid, "group": postgres.pw_gid, "extra_groups": []}

    def run(program, *arguments, check=True):
        command = [f"{programs}/{program}", "-D", f"{folder}/data", *arguments]
        subprocess.run(command, check=check, cwd=folder, stdout=subprocess.DEVNULL, **identity)

    def stop():
        run("pg_ctl", "-m", "immediate", "stop", check=False)
        shutil.rmtree(folder, ignore_errors=True)

    run("initdb", "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
    port = free_port()
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": folder,
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
    }
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    atexit.register(stop)
    run("pg_ctl", "-w", "-l", f"{folder}/log", "-o", options, "start")
    return f"postgresql://postgres@127.0.0.1:{port}/postgres"


if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["SAMSYN_DATA"] = own_data_folder()
    if os.environ.get("TEST_DB") == "postgres":
        os.environ["DATABASE_URL"] = start_postgres()
    else:
        os.environ.pop("DATABASE_URL", None)


def pytest_configure(config):
    # What is collected stays: looking through 6,000 tests for garbage again and again takes a seventh.
    gc.set_threshold(100_000, 50, 50)
    starts_workers = getattr(config.option, "tx", None) and "PYTEST_XDIST_WORKER" not in os.environ
    if starts_workers:
        migrated.start()


def pytest_collection_finish():
    gc.collect()
    gc.freeze()


FROM_THE_DATABASE = {"db", "transactional_db", "django_db_setup"}
ABOVE_THE_DATABASE = {
    "apps/test_charts.py",
    "apps/test_exports_case.py",
    "apps/test_report_2021_on_paper.py",
    "apps/test_report_docx.py",
    "apps/test_report_files.py",
    "apps/test_report_html.py",
    "apps/test_report_pdf.py",
    "house/test_web.py",
    "web/test_frame.py",
    "web/test_idor.py",
    "web/test_language_of_parts.py",
    "web/test_permission_matrix.py",
    "web/test_security_csrf.py",
    "web/test_security_headers.py",
    "web/test_security_xss.py",
    "web/test_statistics_queries.py",
}
"""What is drawn of what has been read, and which address opens for whom: decided in Python, and minutes
long. The selectors behind them are tested on both. `TEST_DB=postgres ./run test FILE` runs them there too."""


def pytest_collection_modifyitems(config, items):
    """Begin with the drills, which take minutes, so that no core waits for one in the end.

    Else the order stays: tests that empty tables come last, for they take what migrations brought with them.

    On PostgreSQL leave out what could not differ from SQLite, unless it is asked for by name.
    """
    items.sort(key=lambda item: item.get_closest_marker("own_database") is None)
    if not os.environ.get("DATABASE_URL"):
        return
    asked = " ".join(config.args)
    asks, asks_none = [], []
    for item in items:
        marked = item.get_closest_marker("django_db") or item.get_closest_marker("own_database")
        asking = marked or FROM_THE_DATABASE & set(item.fixturenames)
        file = "/".join(item.path.parts[-2:])
        is_above = file in ABOVE_THE_DATABASE and file not in asked
        (asks if asking and not is_above else asks_none).append(item)
    config.hook.pytest_deselected(items=asks_none)
    items[:] = asks
