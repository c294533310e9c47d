"""Does a backup hold everything, and does only a whole one come back? (interfaces.md, fault F16)"""

import gzip
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, connections

from samsyn.accounts.models import User
from samsyn.accounts.sealing import unseal
from samsyn.accounts.services import reseal_second_steps
from samsyn.backups import bundle
from samsyn.backups.bundle import BackupUnfit
from samsyn.backups.services import bring_back, take_backup
from samsyn.commands import restore
from tests.builders import make_user

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def stored(settings, tmp_path):
    """A folder of stored files with one in it."""
    settings.MEDIA_ROOT = tmp_path / "files"
    place = settings.MEDIA_ROOT / "attachments" / "ab" / "karta.pdf"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"%PDF-1.7 invented")
    return place


@pytest.mark.django_db(transaction=True)
def test_all_comes_back_as_it_was(stored, tmp_path):
    make_user("Åsa Örnfelt")
    Session.objects.create(session_key="a" * 32, session_data="x", expire_date=NOW)
    taken = take_backup(tmp_path / "copy.samsyn", now=NOW)
    assert taken.files == 1 and (tmp_path / "copy.samsyn").stat().st_mode & 0o077 == 0
    User.objects.update(name="Somebody Else")
    make_user("Written Later")
    stored.unlink()

    with pytest.raises(BackupUnfit, match="--replace"):
        bring_back(tmp_path / "copy.samsyn")
    assert not stored.exists() and User.objects.count() == 2
    told = bring_back(tmp_path / "copy.samsyn", replace=True)

    assert told.taken_at == NOW and told.rows == taken.rows and told.migrations_missing == 0
    assert [one.name for one in User.objects.all()] == ["Åsa Örnfelt"]
    assert stored.read_bytes() == b"%PDF-1.7 invented"
    assert not Session.objects.exists()
    make_user("Written After")  # keys go on where they were, triggers and constraints are there
    assert User.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_second_steps_come_back_with_the_key_of_then_and_its_lack_is_told(
    stored, tmp_path, settings, capsys
):
    settings.ENCRYPTION_KEYS = ["then-" + "k" * 40]
    path, secret = tmp_path / "copy.samsyn", generate_totp_secret()
    TOTP.activate(make_user("Åsa Örnfelt"), secret)
    take_backup(path, now=NOW)
    assert secret.encode() not in gzip.decompress(path.read_bytes())
    settings.ENCRYPTION_KEYS = ["now-" + "k" * 40]
    assert restore.main([str(path), "--replace"]) == 0
    assert "1 person's second step cannot be read" in capsys.readouterr().out
    settings.ENCRYPTION_KEYS.append("then-" + "k" * 40)
    assert reseal_second_steps() == 1
    assert unseal(Authenticator.objects.get().data["secret"]) == secret


@pytest.mark.django_db(transaction=True)
def test_nothing_is_touched_while_somebody_else_has_the_database(stored, tmp_path):
    make_user("Åsa Örnfelt")
    take_backup(tmp_path / "copy.samsyn", now=NOW)
    other = connections.create_connection("default")
    try:
        other.ensure_connection()
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM accounts_user")
        with pytest.raises(BackupUnfit, match="in use"):
            bring_back(tmp_path / "copy.samsyn", replace=True)
    finally:
        other.close()
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_newer_samsyn_or_another_database_is_refused(stored, tmp_path, monkeypatch):
    def refused(**changed):
        path = tmp_path / f"{next(iter(changed))}.samsyn"
        facts = {"taken_at": NOW.isoformat(), "vendor": connection.vendor, "rows": {}}
        bundle.write(path, stored, [], **facts | {"migrations": []} | changed)
        with pytest.raises(BackupUnfit) as unfit:
            bring_back(path)
        return str(unfit.value)

    assert "newer Samsyn (it has had mail.9999_later)" in refused(migrations=["mail.9999_later"])
    assert "of a oracle database" in refused(vendor="oracle")


class TestFile:
    """The file by itself; no database is asked."""

    def written(self, tmp_path):
        database = tmp_path / "base"
        database.write_bytes(b"rows" * 5000)
        path = tmp_path / "copy.samsyn"
        facts = {"taken_at": NOW.isoformat(), "vendor": "sqlite", "rows": {"t": 1}}
        lost = ("gone.pdf", tmp_path / "gone.pdf")
        bundle.write(path, database, [("a/karta.pdf", database), lost], **facts, migrations=["a.1"])
        return path

    def unpacked(self, path, tmp_path, folder="out"):
        (tmp_path / folder).mkdir()
        return bundle.unpack(path, tmp_path / folder)

    def test_says_what_it_holds(self, tmp_path):
        manifest = self.unpacked(self.written(tmp_path), tmp_path)
        assert manifest.taken_at == NOW and manifest.migrations == ("a.1",)
        assert set(manifest.digests) == {"database", "files/a/karta.pdf"}
        assert (tmp_path / "out/files/a/karta.pdf").read_bytes() == b"rows" * 5000
        assert [one.name for one in tmp_path.glob("*unfinished*")] == []

    @pytest.mark.parametrize("part", [0, 0.3, 0.8])
    def test_cut_short(self, tmp_path, part):
        path = self.written(tmp_path)
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * part)])
        with pytest.raises(BackupUnfit, match="whole"):
            self.unpacked(path, tmp_path)

    def test_changed_afterwards(self, tmp_path):
        path = self.written(tmp_path)
        content = gzip.decompress(path.read_bytes())
        path.write_bytes(gzip.compress(content.replace(b"rowsrows", b"rowsROWS", 1)))
        with pytest.raises(BackupUnfit, match="digests"):
            self.unpacked(path, tmp_path)

    def test_of_a_later_form(self, tmp_path, monkeypatch):
        monkeypatch.setattr(bundle, "FORMAT", 2)
        path = self.written(tmp_path)
        monkeypatch.undo()
        with pytest.raises(BackupUnfit, match="newer"):
            self.unpacked(path, tmp_path)

    def test_no_such_file(self, tmp_path):
        with pytest.raises(BackupUnfit, match="does not exist"):
            self.unpacked(tmp_path / "none.samsyn", tmp_path)

    def test_never_over_another(self, tmp_path):
        path = self.written(tmp_path)
        with pytest.raises(BackupUnfit, match="exists already"):
            take_backup(path, now=NOW)


def test_the_commands_say_it_in_words(tmp_path):
    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "samsyn", *arguments],
            cwd=settings.BASE_DIR,
            env={
                "SAMSYN_DATA": str(tmp_path),
                "SAMSYN_SECRET_KEY": "only-for-a-test-" * 4,
                "PATH": "/usr/bin:/bin",
            },
            capture_output=True,
            text=True,
            check=False,
        )

    refused = run("restore", str(tmp_path / "none"))
    assert refused.returncode == 1 and "does not exist" in refused.stderr
    assert "Traceback" not in refused.stderr
    (tmp_path / "copy").write_text(json.dumps({"format": 1}))
    assert "no backup of Samsyn" in run("restore", str(tmp_path / "copy")).stderr
    assert Path(tmp_path / "copy").exists()
