"""Real servers for drills: a PostgreSQL that forgets nothing, and Samsyn as it is served in production."""

import contextlib
import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
THREADS = 4


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def data_folder() -> Iterator[Path]:
    """A folder of our own, in SAMSYN_DATA if that is given, so that the disk is the real one."""
    parent = os.environ.get("SAMSYN_DATA")
    if parent:
        os.makedirs(parent, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="samsyn-drill-", dir=parent)
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def newest_programs() -> str:
    """The folder of the newest PostgreSQL's programs."""
    found = glob.glob("/usr/lib/postgresql/*/bin")
    if not found:
        raise SystemExit("PostgreSQL is not installed (Debian: apt install postgresql).")
    return max(found, key=lambda path: int(path.split("/")[4]))


class Postgres:
    """A throw-away PostgreSQL with its own durable settings, which can be stopped and started."""

    def __init__(self, folder: str) -> None:
        self.programs = newest_programs()
        self.folder, self.port = folder, free_port()
        self.address = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        self.identity: dict[str, Any] = {}
        if os.geteuid() == 0:  # initdb and postgres refuse to run as root
            person = pwd.getpwnam("postgres")
            os.chown(folder, person.pw_uid, person.pw_gid)
            self.identity = {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        command = [f"{self.programs}/{program}", "-D", f"{self.folder}/data", *arguments]
        subprocess.run(
            command, check=check, cwd=self.folder, stdout=subprocess.DEVNULL, **self.identity
        )

    def start(self) -> None:
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} "
        options += f"-c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "-w", "-l", f"{self.folder}/log", "-o", options, "start")

    def stop(self) -> None:
        """At once, without a word to those connected."""
        self._run("pg_ctl", "-m", "immediate", "stop", check=False)


@contextlib.contextmanager
def postgres_server() -> Iterator[Postgres]:
    """A running PostgreSQL that a drill may stop and start."""
    folder = tempfile.mkdtemp(prefix="samsyn-pg-", dir="/tmp")
    server = Postgres(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """The address of a throw-away PostgreSQL that runs all the time."""
    with postgres_server() as server:
        yield server.address


def environment(folder: Path, database_url: str = "") -> dict[str, str]:
    """What Samsyn is started with: a demo of its own, so that no secret and no second step are needed."""
    settings = {"SAMSYN_DEMO": "1", "SAMSYN_DATA": str(folder), "SAMSYN_LOG_LEVEL": "ERROR"}
    settings["SAMSYN_STEPS_PER_MINUTE"] = "1000000"  # nobody writes as fast as the drills do
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    given = {"DATABASE_URL": database_url} if database_url else {}
    return {**inherited, **settings, **given, "DJANGO_SETTINGS_MODULE": "config.settings"}


class Web:
    """Samsyn's web tier under granian, in a process group of its own that can be killed whole."""

    def __init__(
        self,
        settings: dict[str, str],
        *,
        workers: int = 2,
        threads: int = THREADS,
        wrapper: Sequence[str] = (),
        application: str = "config.wsgi:application",
    ) -> None:
        self.settings, self.workers, self.wrapper = settings, workers, list(wrapper)
        self.threads, self.application = threads, application
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes]

    def start(self) -> None:
        self.launch()
        self.wait_until_up()

    def launch(self) -> None:
        """Begin to start; it does not answer yet."""
        command = [
            *self.wrapper,
            *(sys.executable, "-m", "granian", "--interface", "wsgi", self.application),
            *("--host", "127.0.0.1", "--port", str(self.port), "--workers", str(self.workers)),
            *("--blocking-threads", str(self.threads), "--log-level", "error"),
        ]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.settings, start_new_session=True, stderr=subprocess.DEVNULL
        )

    def wait_until_up(self, seconds: float = 90) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(OSError, urllib.error.URLError):
                urllib.request.urlopen(self.address + "/", timeout=5).close()
                return
            time.sleep(0.1)
        raise SystemExit("the web tier did not come up")

    def kill(self) -> None:
        """kill -9 of everything at once: no process gets to say goodbye."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """An orderly stop."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            # Whoever watches the calls (strace) makes all of it slow.
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=120 if self.wrapper else 30)
            if self.process.poll() is None:
                self.kill()


def samsyn(settings: dict[str, str], *arguments: str) -> None:
    """Run a command of Samsyn and fail with it."""
    subprocess.run([sys.executable, "-m", "samsyn", *arguments], cwd=ROOT, env=settings, check=True)
