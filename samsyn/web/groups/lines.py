"""What does another area put on a group's page: a few lines in words, and where to read more."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Slot:
    """A few lines in words, and where to read more."""

    title: str
    lines: tuple[str, ...]
    url: str = ""
    action: str = ""
