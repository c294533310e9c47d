"""What must be taught to SQLite, which compares and folds ASCII only ("årsta" would not find "Årsta")."""

import functools
import re
from typing import Any

from samsyn.database.swedish import swedish_key


@functools.lru_cache(512)
def _like_pattern(pattern: str, escape: str | None) -> re.Pattern[str]:
    parts, i = [], 0
    while i < len(pattern):
        sign = pattern[i]
        if escape and sign == escape and i + 1 < len(pattern):
            i += 1
            parts.append(re.escape(pattern[i]))
        elif sign in "%_":
            parts.append(".*" if sign == "%" else ".")
        else:
            parts.append(re.escape(sign))
        i += 1
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)


def _like(pattern: str | None, text: str | None, escape: str | None = None) -> bool | None:
    if pattern is None or text is None:
        return None
    return _like_pattern(str(pattern), escape).fullmatch(str(text)) is not None


def _folded(method: str) -> Any:
    return lambda value: getattr(value, method)() if isinstance(value, str) else value


def teach_swedish(sender: Any, connection: Any, **kwargs: Any) -> None:
    """Give every new SQLite connection Unicode LIKE, LOWER and UPPER, and the Swedish sort key."""
    if connection.vendor != "sqlite":
        return
    create = functools.partial(connection.connection.create_function, deterministic=True)
    create("SWEDISH_KEY", 1, swedish_key)
    create("LOWER", 1, _folded("lower"))
    create("UPPER", 1, _folded("upper"))
    create("LIKE", 2, _like)
    create("LIKE", 3, _like)
