"""What is wrong with this installation, in words, and what to do about it?"""

import argparse
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from samsyn.accounts.sealing import Seal
from samsyn.accounts.selectors import second_steps
from samsyn.audit.selectors import is_append_only
from samsyn.database.durability import durability_problems
from samsyn.domain.access import Everything
from samsyn.jobs import selectors as jobs
from samsyn.mail import selectors as mail
from samsyn.push.selectors import troubled_webhooks
from samsyn.tally.checking import is_kept

SUMMARY = "say what is wrong with settings, database, mail, worker and storage"
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}
BACKLOG_MINUTES = 15
LONGEST_JOB = timedelta(hours=1)
FREE_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be; `stops` when nothing may be served so."""

    text: str
    stops: bool = False


def settings_findings() -> Iterator[Finding]:
    """A secret that can be guessed, an open host list, passwords in clear text."""
    secret = settings.SECRET_KEY
    if not settings.DEMO and (len(secret) < 40 or secret.startswith("only-for-")):
        yield Finding(
            "SAMSYN_SECRET_KEY is missing or shorter than 40 characters. Give a random text, "
            "or a file through SAMSYN_SECRET_KEY_FILE.",
            stops=True,
        )
    if any(len(key) < 40 for key in settings.ENCRYPTION_KEYS):
        yield Finding(
            "SAMSYN_ENCRYPTION_KEYS holds a key of fewer than 40 characters. Give random texts, with "
            "commas between, the newest first.",
            stops=True,
        )
    if settings.DEBUG or "*" in settings.ALLOWED_HOSTS:
        yield Finding("DEBUG is on, or SAMSYN_HOSTS contains *.", stops=True)
    if not settings.SERVED_OVER_HTTPS and set(settings.ALLOWED_HOSTS) - LOCAL_HOSTS:
        yield Finding(
            "SAMSYN_URL does not start with https:// although SAMSYN_HOSTS names other machines "
            "than this one: passwords would travel in clear text.",
            stops=True,
        )
    if settings.JOBS_DEAD_SECONDS < 3 * settings.JOBS_BEAT_SECONDS:
        yield Finding(
            "SAMSYN_JOBS_DEAD_SECONDS is less than three times SAMSYN_JOBS_BEAT_SECONDS: living "
            "workers would lose their jobs to others."
        )
    for message in checks.run_checks():
        if message.level >= checks.WARNING:
            yield Finding(f"{message.id}: {message.msg}", stops=message.level >= checks.ERROR)


def database_findings() -> Iterator[Finding]:
    """No answer, not durable, behind this version, or with a log that can be changed."""
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
        problems = durability_problems()
    except DatabaseError as error:
        yield Finding(f"The database does not answer: {str(error).strip()}", stops=True)
        return
    for problem in problems:
        yield Finding(f"The database is not durable: {problem}.", stops=True)
    if behind:
        yield Finding(f"{len(behind)} migrations are not applied: ./run migrate", stops=True)
    elif not is_append_only():
        yield Finding("The audit log can be changed: its triggers are gone.", stops=True)
    elif not is_kept():
        yield Finding("The figures are not kept: their triggers are gone. ./run recount")


def second_step_findings() -> Iterator[Finding]:
    """Second steps whose key is missing, and those that the worker has yet to seal anew."""
    try:
        people: dict[Seal, set[int]] = {seal: set() for seal in Seal}
        for one in second_steps():
            people[one.seal].add(one.user_id)
    except DatabaseError:
        return  # said already by database_findings
    if lost := len(people[Seal.LOST]):
        steps = "1 person's second step" if lost == 1 else f"The second steps of {lost} people"
        yield Finding(
            f"{steps} cannot be read, and nobody logs in with them: sealed under a key that is not "
            "given. Write the key of that time last in SAMSYN_ENCRYPTION_KEYS: one from there, or "
            "the SAMSYN_SECRET_KEY of then."
        )
    if older := len(people[Seal.OLDER] | people[Seal.NONE]):
        steps = "1 person's second step is" if older == 1 else f"{older} people's second steps are"
        yield Finding(
            f"{steps} sealed under an older key, or not at all. The worker seals them anew within "
            "the hour; keep the older keys until this note is gone."
        )


def mail_findings() -> Iterator[Finding]:
    """No mail server, letters that nobody sends or that were given up, mailboxes that do not work."""
    if not settings.MAIL_LEAVES:
        yield Finding(
            "Neither SAMSYN_MAIL_HOST nor SAMSYN_MAIL_PROVIDER is set: notices wait in the outbox."
        )
    elif settings.MAIL_HOST and (problem := _no_answer(settings.MAIL_HOST, settings.MAIL_PORT)):
        yield Finding(f"The mail server {settings.MAIL_HOST} does not answer: {problem}")
    try:
        late = mail.letters_late(timezone.now() - timedelta(minutes=BACKLOG_MINUTES))
        given_up, broken = mail.letters_given_up(), len(mail.broken_mailboxes())
    except DatabaseError:
        return  # said already by database_findings
    if late:
        are = "letter is" if late == 1 else "letters are"
        yield Finding(f"{late} {are} over {BACKLOG_MINUTES} minutes late. Is ./run worker running?")
    if given_up:
        were = "letter was" if given_up == 1 else "letters were"
        yield Finding(f"{given_up} {were} given up: the page Brev says why, and sends them again.")
    if broken:
        do = "mailbox does" if broken == 1 else "mailboxes do"
        yield Finding(f"{broken} {do} not work: the page Brev says which, and since when.")


def _no_answer(host: str, port: int) -> str:
    """Why nobody answers there, or nothing."""
    try:
        socket.create_connection((host, port), timeout=5).close()
    except OSError as error:
        return str(error)
    return ""


def job_findings() -> Iterator[Finding]:
    """Jobs that were given up or never end, work without a worker, a schedule that nobody fires."""
    now = timezone.now()
    try:
        failed, endless = jobs.counts().failed, jobs.started_before(now - LONGEST_JOB)
        overdue = [one.schedule.key for one in jobs.schedule_states(now=now) if one.is_overdue]
        is_alone = not jobs.live_workers(now=now).exists()
    except DatabaseError:
        return  # said already by database_findings
    if failed:
        were = "job was" if failed == 1 else "jobs were"
        yield Finding(f"{failed} {were} given up: the page Jobb says which, and runs them again.")
    if is_alone:
        yield Finding("No worker lives: start ./run worker, else nothing happens by itself.")
    elif overdue:
        yield Finding(
            f"Schedules are overdue: {', '.join(overdue)}. What do the worker's logs say?"
        )
    if endless:
        yield Finding(f"{endless} jobs have been running for over an hour. Restart the worker.")


def webhook_findings() -> Iterator[Finding]:
    """Other systems that are told something and do not take it."""
    try:
        troubled = troubled_webhooks(viewer=Everything("doctor"))
    except DatabaseError:
        return  # said already by database_findings
    for webhook in troubled:
        told = f"The webhook of {webhook.principal.name} to {webhook.host}"
        if webhook.switched_off_at:
            yield Finding(
                f"{told} was switched off on {webhook.switched_off_at:%Y-%m-%d}, since nothing "
                "arrived: the page Webhooks sends a test event and switches it on."
            )
        else:
            yield Finding(f"{told} has taken nothing since {webhook.failing_since:%Y-%m-%d %H:%M}.")


def storage_findings() -> Iterator[Finding]:
    """A data folder that cannot be written, or is nearly full."""
    for folder in (settings.DATA_DIR, settings.MEDIA_ROOT):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            yield Finding(f"{folder} cannot be written: {error.strerror}", stops=True)
            return
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < FREE_BYTES:
        yield Finding(f"Only {free // 2**20} MB are free in {settings.DATA_DIR}.")


SUBJECTS: dict[str, Callable[[], Iterator[Finding]]] = {
    "settings": settings_findings,
    "storage": storage_findings,
    "database": database_findings,
    "second steps": second_step_findings,
    "mail": mail_findings,
    "jobs": job_findings,
    "webhooks": webhook_findings,
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run doctor", description=SUMMARY)
    parser.parse_args(arguments)
    worst = 0
    for subject, examine in SUBJECTS.items():
        findings = list(examine())
        print(f"{subject}: {'in order' if not findings else ''}")
        for finding in findings:
            worst = max(worst, int(finding.stops))
            print(f"  {'WRONG' if finding.stops else 'note'}: {finding.text}")
    return worst
