"""Files to attach in tests: small, whole, and made here so that every byte is known."""

import struct
import zlib

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def make_png(*more, after=b""):
    """One grey pixel, with more chunks before it and bytes after its end."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    drawn = chunk(b"IDAT", zlib.compress(b"\0\x7f"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + drawn + chunk(b"IEND", b"") + after


def segment(mark, data):
    return struct.pack(">BBH", 0xFF, mark, len(data) + 2) + data


JFIF = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
SCAN = b"\x12\xff\0\x34\xff\xd0\x56" * 3


def exif(order=b"MM", turned=6, place=b"59.3293N 18.0686E"):
    """Camera data with a turned picture and the place where it was taken."""
    sign = ">" if order == b"MM" else "<"
    entries = [
        struct.pack(f"{sign}HHIHH", 0x0112, 3, 1, turned, 0),
        struct.pack(f"{sign}HHII", 0x8825, 4, 1, 38),
    ]
    directory = struct.pack(f"{sign}H", len(entries)) + b"".join(entries) + bytes(4)
    start = order + struct.pack(f"{sign}HI", 42, 8)
    return segment(0xE1, b"Exif\0\0" + start + directory + place)


def make_jpeg(*more, scan=SCAN, after=b""):
    """A JPEG in its parts; what the scan would draw does not matter here."""
    tables = segment(0xDB, bytes(65)) + segment(0xC0, b"\x08\0\x01\0\x01\x01\x01\x11\0")
    start = segment(0xDA, b"\x01\x01\0\0\x3f\0")
    return b"\xff\xd8" + JFIF + b"".join(more) + tables + start + scan + b"\xff\xd9" + after
