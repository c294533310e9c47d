"""What do the commands answer, and with which exit status?"""

import socket

import pytest
from django.contrib.auth import authenticate
from django.db import connection
from django.test import override_settings

from samsyn import __main__ as door
from samsyn.accounts.models import RoleGrant, User
from samsyn.commands import createadmin, doctor, import_, recount, serve, worker
from samsyn.commands import test as test_command
from samsyn.database.durability import durability_problems
from samsyn.deviations.models import Deviation
from samsyn.mail.models import Letter
from samsyn.tally.keeping import uninstall
from tests.builders import NOW, make_deviation

PASSWORD = "brandgul-flyttfagel-9"


def test_the_door_lists_every_command_once(capsys):
    assert door.main([]) == 0
    shown = [line.split()[0] for line in capsys.readouterr().out.splitlines()[2:]]
    assert {
        "check",
        "createadmin",
        "doctor",
        "import",
        "migrate",
        "serve",
        "test",
        "worker",
    } <= set(shown)
    assert len(shown) == len(set(shown))
    assert "import_registry" not in shown


def test_every_command_has_one_short_line():
    for command in door.commands().values():
        assert command.summary and len(command.summary) <= 90, command.name


def test_an_unknown_command_is_wrong_usage(capsys):
    assert door.main(["nonsense"]) == 2
    assert "nonsense" in capsys.readouterr().err


def test_import_needs_a_kind(capsys):
    assert import_.main([]) == 2
    assert import_.main(["poetry"]) == 2


@pytest.mark.parametrize("name", sorted(door.commands()))
def test_every_command_can_be_imported(name):
    assert callable(__import__(door.commands()[name].module, fromlist=["main"]).main)


def test_errors_of_the_installation_are_told_in_words():
    error = type("OperationalError", (Exception,), {})("no such table: x")
    assert "./run migrate" in door.in_words(error)
    assert door.in_words(ValueError("a bug")) is None


def test_the_tests_own_database_is_as_durable_as_production(db):
    if connection.vendor == "postgresql":
        pytest.skip("the throw-away server forgets on purpose; see the next test")
    assert durability_problems() == []


@pytest.mark.parametrize(
    "pragma", ["journal_mode=DELETE", "synchronous=NORMAL", "foreign_keys=OFF"]
)
@pytest.mark.django_db(transaction=True)
def test_a_less_durable_connection_is_noticed(pragma):
    """Fault F2."""
    if connection.vendor == "postgresql":
        assert {problem.split()[0] for problem in durability_problems()} == {
            "fsync",
            "synchronous_commit",
            "full_page_writes",
        }
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
    try:
        (problem,) = durability_problems()
        assert problem.startswith(pragma.split("=")[0])
    finally:
        connection.close()  # the next connection sets all pragmas anew


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"SECRET_KEY": "short"}, "SAMSYN_SECRET_KEY"),
        ({"ALLOWED_HOSTS": ["*"]}, "SAMSYN_HOSTS"),
        ({"DEBUG": True}, "DEBUG"),
        ({"ALLOWED_HOSTS": ["samsyn.example"], "SERVED_OVER_HTTPS": False}, "clear text"),
    ],
)
def test_serving_is_refused_with_unsafe_settings(db, changed, words, capsys, monkeypatch):
    monkeypatch.setattr(serve, "start", lambda *_: pytest.fail("it started"))
    with override_settings(**changed):
        assert serve.main([]) == 1
    assert words in capsys.readouterr().err


def test_the_doctor_counts_letters_that_nobody_sends(db, now):
    Letter.objects.create(
        kind="new", recipient="a@example.com", subject="-", body="-", created_at=now
    )
    assert any("worker" in finding.text for finding in doctor.mail_findings())


def test_the_doctor_tries_the_mail_server(db):
    with socket.socket() as occupied:
        occupied.bind(("127.0.0.1", 0))  # bound and not listening: nobody answers
        with override_settings(MAIL_HOST="127.0.0.1", MAIL_PORT=occupied.getsockname()[1]):
            (finding,) = doctor.mail_findings()
    assert "does not answer" in finding.text


def test_the_doctor_misses_the_triggers_of_the_log(db, monkeypatch):
    assert list(doctor.database_findings()) == [] or connection.vendor == "postgresql"
    monkeypatch.setattr(doctor, "is_append_only", lambda: False)
    assert any("audit log" in finding.text for finding in doctor.database_findings())


def test_the_doctor_misses_the_triggers_of_the_tally_and_recount_puts_them_back(db, capsys):
    uninstall()
    assert any("./run recount" in finding.text for finding in doctor.database_findings())
    assert recount.main([]) == 1
    assert "triggers were gone" in capsys.readouterr().out
    assert not any("recount" in finding.text for finding in doctor.database_findings())
    assert recount.main([]) == 0
    assert "agrees" in capsys.readouterr().out


def test_the_doctor_names_a_folder_that_cannot_be_written(tmp_path):
    occupied = tmp_path / "file"
    occupied.write_text("")
    with override_settings(DATA_DIR=occupied):
        (finding,) = doctor.storage_findings()
    assert finding.stops and str(occupied) in finding.text


def test_the_worker_sends_and_closes(cast, mailoutbox, capsys):
    deviation = make_deviation(cast, now=NOW.replace(year=2020))
    assert worker.main(["--once"]) == 0
    assert "close_at_time_limit: 1" in capsys.readouterr().out
    assert Deviation.objects.get(pk=deviation.pk).closed_at
    assert cast.places.bup.function_mailbox in {to for mail in mailoutbox for to in mail.to}


def test_the_first_administrator_can_log_in(db, monkeypatch, capsys, rf):
    monkeypatch.setenv("SAMSYN_ADMIN_PASSWORD", PASSWORD)
    arguments = ["ejvor@example.com", "--name", "Ejvor Alkvist"]
    assert createadmin.main(arguments) == 0
    assert RoleGrant.objects.get().role == "administrator"
    request = rf.post("/")
    assert authenticate(request, email="ejvor@example.com", password=PASSWORD) == User.objects.get()
    assert createadmin.main(arguments) == 1
    assert "already" in capsys.readouterr().err


def test_a_weak_password_opens_nothing(db, monkeypatch):
    monkeypatch.setenv("SAMSYN_ADMIN_PASSWORD", "hej")
    assert createadmin.main(["ejvor@example.com", "--name", "Ejvor"]) == 1
    assert not User.objects.exists()


def test_the_test_command_adds_up_what_pytest_reports(tmp_path):
    report = tmp_path / "report.xml"
    suite = '<testsuite tests="9" failures="1" errors="1" skipped="2"/>'
    report.write_text(f"<testsuites>{suite}</testsuites>")
    assert test_command.count(report) == {"passed": 5, "failed": 2, "skipped": 2}
