"""Attachments: what is refused, what is stored, and that nothing is left half-stored (fault F13)."""

import hashlib
import io
import os
import struct
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.deviations import services
from samsyn.deviations.models import Attachment, StepTaken
from samsyn.deviations.selectors.files import attachment_of
from samsyn.deviations.services import attaching
from samsyn.deviations.services.attaching import attach_file, remove_forgotten_files
from samsyn.domain.files import FileRefused
from samsyn.domain.lifecycle import StepRefused
from samsyn.domain.refusals import PersonalNumberFound
from samsyn.domain.vocabulary import StepKind
from tests.builders import NOW, make_deviation
from tests.files import PDF, chunk, exif, make_jpeg, make_png, segment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "attachments"


@pytest.fixture
def deviation(cast):
    return make_deviation(cast)


def attach(cast, deviation, content=PDF, name="Kallelse.pdf", who="astrid", now=NOW):
    return attach_file(
        deviation_id=deviation.pk,
        name=name,
        file=io.BytesIO(content),
        by=cast.viewer(who),
        now=now,
    )


def stored(folder):
    return [one.read_bytes() for one in folder.glob("*")]


def test_both_sides_attach(cast, deviation, folder):
    ours, theirs = attach(cast, deviation), attach(cast, deviation, make_png(), "bild", "bo")
    assert (ours.name, ours.content_type, ours.size) == (
        "Kallelse.pdf",
        "application/pdf",
        len(PDF),
    )
    assert ours.sha256 == hashlib.sha256(PDF).hexdigest()
    assert theirs.name == "bild.png"
    assert theirs.unit == cast.places.bup
    assert Path(ours.file.path).read_bytes() == PDF
    assert "Kallelse" not in ours.file.name
    assert Path(ours.file.path).stat().st_mode & 0o077 == 0
    assert StepTaken.objects.filter(kind=StepKind.ATTACHED).count() == 2
    logged = AuditEvent.objects.filter(details__step=StepKind.ATTACHED).last()
    assert "bild" not in str(vars(logged))


def test_the_same_file_again_is_the_same_attachment(cast, deviation, folder):
    assert attach(cast, deviation) == attach(cast, deviation)
    assert len(stored(folder)) == 1
    assert StepTaken.objects.filter(kind=StepKind.ATTACHED).count() == 1


@pytest.mark.parametrize("who", ["cecilia", "doris", "elof", "frej", "gudmund", "hedda", "ivar"])
def test_only_parties_attach(cast, deviation, folder, who):
    with pytest.raises(StepRefused):
        attach(cast, deviation, who=who)
    assert not stored(folder)


@pytest.mark.parametrize("who", ["cecilia", "doris", "frej", "gudmund", "hedda", "ivar"])
def test_only_parties_see_attachments(cast, deviation, who):
    attachment = attach(cast, deviation)
    assert attachment_of(deviation.number, attachment.pk, viewer=cast.viewer(who)) is None
    assert attachment_of(deviation.number, attachment.pk, viewer=cast.viewer("bo")) == attachment
    other = make_deviation(cast)
    assert attachment_of(other.number, attachment.pk, viewer=cast.viewer("bo")) is None


def zipped():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", "a")
    return held.getvalue()


REFUSED = {
    "empty": (b"", "empty"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "type"),
    "html": (b"<!doctype html><title>a</title>", "type"),
    "zip": (zipped(), "type"),
    "exe": (b"MZ" + bytes(200), "type"),
    "gif": (b"GIF89a" + bytes(200), "type"),
    "pdf after something": (b"<html>" + PDF, "type"),
    "pdf with a page": (PDF.replace(b"1 0 obj", b"<html>1 0 obj"), "two_types"),
    "pdf that is an archive": (PDF + zipped(), "two_types"),
    "cut pdf": (PDF[:40], "damaged"),
    "cut png": (make_png()[:-4], "damaged"),
    "png with a wrong sum": (make_png().replace(b"IDAT", b"IDAt"), "damaged"),
    "png without a picture": (
        make_png().replace(make_png()[33:-12], b""),
        "damaged",
    ),
    "png with an unknown needed part": (make_png(chunk(b"EViL", b"")), "damaged"),
    "png with an endless part": (
        make_png()[:33] + struct.pack(">I", 2**31 - 1) + b"tEXt" + b"a" * 99,
        "damaged",
    ),
    "cut jpeg": (make_jpeg()[:-2], "damaged"),
    "jpeg without a picture": (b"\xff\xd8\xff\xd9", "damaged"),
    "jpeg with a wrong length": (b"\xff\xd8\xff\xe0\0\0" + make_jpeg(), "damaged"),
    "jpeg head only": (b"\xff\xd8\xff\xe0" + bytes(300), "damaged"),
}


@pytest.mark.parametrize("which", REFUSED)
def test_what_is_refused_leaves_nothing(cast, deviation, folder, which):
    content, why = REFUSED[which]
    with pytest.raises(FileRefused) as refused:
        attach(cast, deviation, content)
    assert refused.value.why == why
    assert not stored(folder)
    assert not Attachment.objects.exists()


def test_too_big_is_refused_whatever_was_promised(cast, deviation, folder, settings):
    settings.ATTACHMENT_MAX_BYTES = 1000
    with pytest.raises(FileRefused) as refused:
        attach(cast, deviation, b"%PDF-1.7\n" + b"a" * 1000 + b"\n%%EOF")
    assert refused.value.why == "too_big"
    assert not stored(folder)


def test_there_is_a_most(cast, deviation, settings):
    settings.ATTACHMENTS_PER_DEVIATION = 1
    attach(cast, deviation)
    with pytest.raises(FileRefused) as refused:
        attach(cast, deviation, make_png())
    assert refused.value.why == "too_many"


@pytest.mark.parametrize(
    "name",
    [
        "19121212-1212.pdf",
        "anteckning_191212121212_a.pdf",
        "19121212_1212.pdf",
        "１９１２１２１２-１２１２.pdf",
        "mapp/121212-1212.pdf",
        "1912\u200b1212-1212.pdf",
    ],
)
def test_a_name_with_a_personal_number_is_refused(cast, deviation, folder, name):
    with pytest.raises(PersonalNumberFound) as refused:
        attach(cast, deviation, name=name)
    assert refused.value.fields == ("name",)
    assert not stored(folder)


def test_pictures_lose_where_they_were_taken(cast, deviation, folder):
    text = chunk(b"tEXt", b"Comment\0Lavskrikan 4") + chunk(b"eXIf", b"59.3293N")
    attach(cast, deviation, make_png(text, after=b"Lavskrikan 5"))
    camera = [exif(), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0Lavskrikan 6")]
    camera += [segment(0xED, b"Photoshop Lavskrikan 7"), segment(0xFE, b"Lavskrikan 8")]
    attach(cast, deviation, make_jpeg(*camera, after=zipped() + b"<script>"))
    png, jpeg = sorted(stored(folder))
    assert png == make_png()
    for trace in (b"Lavskrikan", b"59.3293N", b"PK", b"<script>", b"Photoshop"):
        assert trace not in png + jpeg
    assert jpeg.endswith(b"\xff\xd9")


@pytest.mark.parametrize("order", [b"MM", b"II"])
def test_a_turned_picture_stays_turned(cast, deviation, folder, order):
    attach(cast, deviation, make_jpeg(exif(order, turned=8)))
    assert stored(folder) == [make_jpeg(exif(b"MM", turned=8)).replace(*kept_of_exif())]


def kept_of_exif():
    """The camera data that comes in, and the little that is kept of it."""
    one = struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, 8, 0, 0)
    return exif(b"MM", turned=8), segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08" + one)


@pytest.mark.parametrize("at", [65_533, 65_534, 65_535, 65_536, 65_537])
def test_a_mark_on_the_edge_of_what_is_read_is_found(cast, deviation, folder, at):
    picture = make_jpeg(scan=b"\x11" * at + b"\xff\xd3\x11\xff\0")
    attach(cast, deviation, picture + b"after")
    assert stored(folder) == [picture]


def test_several_scans_stay(cast, deviation, folder):
    second = segment(0xC4, bytes(20)) + segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x77" * 9
    picture = make_jpeg(scan=b"\x11" * 9 + second)
    attach(cast, deviation, picture)
    assert stored(folder) == [picture]


def test_no_file_without_its_row(cast, deviation, folder, monkeypatch):
    def fails(*_arguments, **_named):
        raise RuntimeError

    monkeypatch.setattr(attaching, "leave_trace", fails)
    with pytest.raises(RuntimeError):
        attach(cast, deviation)
    assert not stored(folder)
    assert not Attachment.objects.exists()


def test_a_closed_deviation_takes_no_files(cast, deviation, folder):
    services.withdraw_deviation(
        deviation_id=deviation.pk,
        seen_version=deviation.version,
        reason="Fel mottagare",
        by=cast.viewer("astrid"),
        now=NOW,
    )
    with pytest.raises(StepRefused):
        attach(cast, deviation)


def test_forgotten_files_are_removed_after_a_day(cast, deviation, folder):
    kept = Path(attach(cast, deviation).file.path)
    forgotten, fresh = folder / "forgotten", folder / "fresh"
    for one, age in ((forgotten, 25), (kept, 25), (fresh, 1)):
        one.touch()
        moment = (NOW - timedelta(hours=age)).timestamp()
        os.utime(one, (moment, moment))
    assert remove_forgotten_files(now=NOW) == 1
    assert set(folder.iterdir()) == {kept, fresh}
