"""What holds in every test: no network, a known cast, a client that checks every page."""

import socket

import pytest
from django.core.cache import cache
from django.db.backends.sqlite3.base import DatabaseOperations
from django.http import HttpResponse
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from samsyn.guarding.selectors import forget_names
from samsyn.web import errors
from tests import builders
from tests.builders import NOW, make_cast
from tests.client import PageClient
from tests.plugins import migrated

# Time is measured in bench/, never in a test: a loaded machine must not fail one.
hypothesis_settings.register_profile("samsyn", deadline=None)
hypothesis_settings.load_profile("samsyn")

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class NetworkUsed(AssertionError):
    """A test tried to reach another machine."""


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    real = socket.socket.connect

    def connect(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in LOOPBACK:
            raise NetworkUsed(f"no network in tests: {address}")
        return real(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield


@pytest.fixture(autouse=True, scope="session")
def _flush_in_spite_of_triggers():
    """Transactional tests empty every table, which append-only triggers refuse in SQLite.

    PostgreSQL empties with TRUNCATE, which row triggers do not see.
    """
    real = DatabaseOperations.execute_sql_flush

    def execute_sql_flush(self, sql_list):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            real(self, sql_list)
            for _, sql in triggers:
                cursor.execute(sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", execute_sql_flush)
        yield


@pytest.fixture(scope="session")
def django_db_keepdb():
    """What is made is thrown away with the run's folder or server, and what was copied is kept."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request, django_db_modify_db_settings_parallel_suffix, django_db_blocker
):
    if hasattr(request.config, "workerinput"):
        with django_db_blocker.unblock():
            migrated.copy()


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Each test starts with an empty cache: log-ins of other tests do not count against it."""
    cache.clear()
    forget_names()


@pytest.fixture(autouse=True)
def _in_swedish():
    """Each test starts in Swedish: a page in English leaves its language behind in the thread."""
    with translation.override("sv"):
        yield


@pytest.fixture
def client():
    """Looks like Django's client, checks every page. `client.login_as(cast.astrid)`."""
    return PageClient()


@pytest.fixture
def cast(db):
    """The people everybody knows; see tests/builders.py."""
    return make_cast()


@pytest.fixture
def before_the_guard():
    """For texts with personal data that stand there since before the guard did; see tests/builders.py."""
    with builders.before_the_guard():
        yield


@pytest.fixture
def plain_refusals(monkeypatch):
    """For tests of thousands of refusals, whose status counts: drawing each one's page takes minutes."""
    monkeypatch.setattr(errors, "render", lambda *_page, status: HttpResponse(status=status))


@pytest.fixture
def now():
    """A Monday noon, no holiday near; services take their time as an argument."""
    return NOW
