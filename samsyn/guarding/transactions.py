"""How is a text read without holding the database meanwhile? Before the transaction begins (ADR 0052).

SQLite has one writer: what takes long inside a transaction keeps everybody from storing anything.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import wraps

from django.db import transaction

from samsyn.domain.access import Everything, Viewer
from samsyn.guarding.last_word import found_in


def atomic_when_read[**P, R](service: Callable[P, R]) -> Callable[P, R]:
    """As `transaction.atomic`, for a service that stores texts: they are read before it begins.

    The last word is still said inside, about the texts that are stored. It knows what has been read by
    its digest, and reads whatever it does not know.
    """
    in_transaction = transaction.atomic(service)

    @wraps(service)
    def read_first(*arguments: P.args, **named: P.kwargs) -> R:
        _read({*_texts_in((arguments, named))}, named.get("by"))
        return in_transaction(*arguments, **named)

    return read_first


def _read(texts: Collection[str], by: object) -> None:
    found_in({text: text for text in texts}, viewer=by if isinstance(by, Viewer) else None)


def _texts_in(given: object) -> Iterator[str]:
    """Every text in a service's arguments, however deep, as it stands and as it is kept."""
    if isinstance(given, Enum | Viewer | Everything):
        return
    if isinstance(given, str):
        yield from {given, given.strip()}
    elif isinstance(given, Mapping):
        yield from _of_all(given.values())
    elif isinstance(given, list | tuple | set | frozenset):
        yield from _of_all(given)
    elif is_dataclass(given):
        yield from _of_all(getattr(given, one.name) for one in fields(given))


def _of_all(some: Iterable[object]) -> Iterator[str]:
    for one in some:
        yield from _texts_in(one)
