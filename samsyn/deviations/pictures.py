"""What of a picture is kept? Only the parts that draw it: place, camera and comments are left behind.

A picture is written anew part by part, so nothing can stand after its end either (polyglots). The
colours are not decoded: the drawn picture is the same, bit for bit. ADR "Attachments" says why.
"""

import re
import struct
import zlib
from typing import BinaryIO, Protocol

from samsyn.domain.files import JPEG, PNG, FileKind, FileRefused

CHUNK = 64 * 1024


class Target(Protocol):
    """Where the kept bytes go."""

    def write(self, data: bytes, /) -> object: ...


def copy_what_draws(source: BinaryIO, target: Target, kind: FileKind) -> None:
    """Copy a PNG or JPEG without its metadata; refuses (FileRefused) one that is damaged."""
    {PNG: _copy_png, JPEG: _copy_jpeg}[kind](source, target)


def _exactly(source: BinaryIO, size: int) -> bytes:
    data = source.read(size)
    if len(data) != size:
        raise FileRefused("damaged")
    return data


# --- PNG: chunks of length, name, data and check sum ------------------------------------------------

_PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB"),
    *(b"iCCP", b"sBIT", b"bKGD", b"pHYs"),
}


def _copy_png(source: BinaryIO, target: Target) -> None:
    target.write(_exactly(source, len(PNG.starts_with)))
    name, is_drawn = b"", False
    while name != b"IEND":
        head = _exactly(source, 8)
        is_first = not name
        size, name = struct.unpack(">I", head[:4])[0], head[4:]
        kept = name in _PNG_KEPT
        is_drawn = is_drawn or name == b"IDAT"
        # A capital first letter: a chunk that one must understand to draw the picture.
        if is_first != (name == b"IHDR") or (name[:1].isupper() and not kept):
            raise FileRefused("damaged")
        if kept:
            target.write(head)
        sum_ = _copy_chunk(source, target if kept else None, size, zlib.crc32(name))
        stated = _exactly(source, 4)
        if kept and struct.unpack(">I", stated)[0] != sum_:
            raise FileRefused("damaged")
        if kept:
            target.write(stated)
    if not is_drawn:
        raise FileRefused("damaged")


def _copy_chunk(source: BinaryIO, target: Target | None, size: int, sum_: int) -> int:
    while size:
        data = _exactly(source, min(size, CHUNK))
        size -= len(data)
        sum_ = zlib.crc32(data, sum_)
        if target:
            target.write(data)
    return sum_


# --- JPEG: segments of mark, length and data; after a start of scan the compressed picture -----------

_ANY_MARK = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
_END, _SCAN, _APP0, _APP1, _APP2, _APP14, _COMMENT = 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
_DRAWS = {*range(0xC0, 0xD0), *range(0xDA, 0xE0)} - {0xC8}


def _copy_jpeg(source: BinaryIO, target: Target) -> None:
    target.write(_exactly(source, 2))
    mark, is_drawn = _next_mark(source, _exactly(source, 2)), False
    while mark != _END:
        size = struct.unpack(">H", _exactly(source, 2))[0]
        data = _exactly(source, max(size - 2, 0))
        kept = _kept_segment(mark, data)
        if size < 2 or (mark not in _DRAWS and not 0xE0 <= mark <= 0xFE):
            raise FileRefused("damaged")
        if kept is not None:
            target.write(struct.pack(">BBH", 0xFF, mark, len(kept) + 2) + kept)
        if mark == _SCAN:
            mark, is_drawn = _copy_scan(source, target), True
        else:
            mark = _next_mark(source, _exactly(source, 2))
    if not is_drawn:
        raise FileRefused("damaged")
    target.write(b"\xff\xd9")


def _next_mark(source: BinaryIO, two: bytes) -> int:
    if two[0] != 0xFF:
        raise FileRefused("damaged")
    mark = two[1]
    while mark == 0xFF:  # filling bytes are allowed before a mark
        mark = _exactly(source, 1)[0]
    return mark


def _kept_segment(mark: int, data: bytes) -> bytes | None:
    if mark in _DRAWS:
        return data
    if mark == _APP0 and data.startswith(b"JFIF\0") and len(data) >= 14:
        return data[:12] + b"\0\0"  # without its small preview
    if (mark == _APP2 and data.startswith(b"ICC_PROFILE\0")) or (
        mark == _APP14 and data.startswith(b"Adobe")
    ):
        return data
    if mark == _APP1 and data.startswith(b"Exif\0\0"):
        return _only_orientation(data[6:])
    return None


def _only_orientation(tiff: bytes) -> bytes | None:
    """A telephone's pictures lie on their side without this number (1-8)."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return None
    start = struct.unpack_from(f"{order}I", tiff, 4)[0]
    if start + 2 > len(tiff):
        return None
    for at in range(
        start + 2, start + 2 + 12 * struct.unpack_from(f"{order}H", tiff, start)[0], 12
    ):
        if at + 12 > len(tiff):
            return None
        tag, kind, count, turned = struct.unpack_from(f"{order}HHIH", tiff, at)
        if (tag, kind, count) == (0x0112, 3, 1) and 1 < turned <= 8:
            directory = struct.pack(">HHHIHHI", 1, tag, kind, count, turned, 0, 0)
            return b"Exif\0\0MM\0*\0\0\0\x08" + directory
    return None


def _copy_scan(source: BinaryIO, target: Target) -> int:
    """Copy the compressed picture up to the next mark, and return the mark."""
    held = b""
    while data := source.read(CHUNK):
        held += data
        if found := _ANY_MARK.search(held):
            target.write(held[: found.start()])
            source.seek(found.end() - len(held), 1)
            return found[0][-1]
        # A mark may be cut in two by the end of what was read: what could be its start is held back.
        keep = len(held) - len(held.rstrip(b"\xff"))
        target.write(held[: len(held) - keep])
        held = held[len(held) - keep :]
    raise FileRefused("damaged")
