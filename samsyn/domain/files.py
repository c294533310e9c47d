"""Which files may be attached, and under which names? PDF, PNG and JPEG, told by their content."""

import re
import unicodedata
from dataclasses import dataclass

from samsyn.domain.refusals import Refusal


class FileRefused(Refusal):
    """A file cannot be attached; `why` is one of empty, too_big, type, two_types, damaged, too_many."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class FileKind:
    """A kind of file that may be attached; the first extension is the one given to new names."""

    media_type: str
    starts_with: bytes
    extensions: tuple[str, ...]


PDF = FileKind("application/pdf", b"%PDF-", (".pdf",))
PNG = FileKind("image/png", b"\x89PNG\r\n\x1a\n", (".png",))
JPEG = FileKind("image/jpeg", b"\xff\xd8\xff", (".jpg", ".jpeg"))
KINDS = (PDF, PNG, JPEG)

NAME_LENGTH = 120
_MARKUP = re.compile(
    rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|\?php|\?xml)", re.IGNORECASE
)
_NOT_IN_NAMES = re.compile(r'[<>:"|?*%;]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def kind_of(head: bytes) -> FileKind:
    """The kind told by a file's first kilobytes; refuses (FileRefused) others, and two in one.

    The mark must be the very first bytes. Readers find a PDF's mark anywhere in the first kilobyte,
    which is what files use that are a web page and a PDF at once.
    """
    if not head:
        raise FileRefused("empty")
    kind = next((one for one in KINDS if head.startswith(one.starts_with)), None)
    if kind is None:
        raise FileRefused("type")
    if kind is PDF and _MARKUP.search(head[:1024]):
        raise FileRefused("two_types")
    return kind


def shown_name(name: str, kind: FileKind) -> str:
    """The name that people see: no folders, no invisible signs, at most 120 characters, true extension.

    Compatible forms are made one (NFKC), so that neither a full-width slash nor full-width digits of
    a personal number slip through.
    """
    flat = unicodedata.normalize("NFKC", name).replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(" " if one.isspace() else one for one in flat if _is_seen(one))
    stem = " ".join(_NOT_IN_NAMES.sub("_", seen).split()).rstrip(". ")
    for extension in kind.extensions:
        if stem.lower().endswith(extension):
            stem = stem[: -len(extension)]
            break
    stem = stem.strip(". ")
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    last = kind.extensions[0]
    return (stem[: NAME_LENGTH - len(last)].rstrip(". ") or "bilaga") + last


def _is_seen(character: str) -> bool:
    # Cf holds the signs that turn the reading direction: "gpj.exe" can be shown as "exe.jpg".
    return character.isspace() or unicodedata.category(character)[0] != "C"


def words_in_name(name: str) -> str:
    """The name as it is scanned for personal data: what parts words in file names counts as a blank."""
    return re.sub(r"[_.]+", " ", name)
