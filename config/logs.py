"""What may stand in a log line? Where and what kind of error, never the words that caused it."""

import logging
import re
import traceback
from types import TracebackType

from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError

type Raised = tuple[type[BaseException], BaseException, TracebackType | None]
type MaybeRaised = Raised | tuple[None, None, None]

ABOUT_THE_MACHINE = (OSError, OperationalError, InterfaceError, ImportError, ImproperlyConfigured)
"""Their words tell of disks, networks and settings. Others quote values: PostgreSQL the whole row."""


SECRET_IN_PATH = re.compile(r"(/(?:kalender|brevlada|svara)/)[^/\s]+")
"""A calendar feed's address is its key, a mailbox link half of one; Django logs what it refuses."""


class Line(logging.Formatter):
    """A formatter that leaves out what an exception says, unless it is about the machine."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without the secret part of an address."""
        return SECRET_IN_PATH.sub(r"\1…", super().format(record))

    def formatException(self, ei: MaybeRaised) -> str:
        """The frames and kinds of an exception and of those that it came from, oldest first."""
        if ei[1] is None:
            return ""
        return "\n".join(reversed([_told(error) for error in _with_causes(ei[1])]))


def _with_causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in found:
        found.append(current)
        hidden = None if current.__suppress_context__ else current.__context__
        current = current.__cause__ or hidden
    return found


def _told(error: BaseException) -> str:
    kind = type(error)
    words = f": {error}" if isinstance(error, ABOUT_THE_MACHINE) else ""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return (
        f"Traceback (most recent call last):\n{frames}{kind.__module__}.{kind.__qualname__}{words}"
    )
