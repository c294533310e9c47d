"""In which order do Swedish words stand, whatever the database? `order_by(Swedish("name"))`."""

from typing import Any

from django.db.models import F, Func, TextField
from django.db.models.expressions import Combinable

_AFTER_Z = str.maketrans(
    {"å": "{1", "ä": "{2", "æ": "{2", "ö": "{3", "ø": "{3", "é": "e", "è": "e", "ü": "u", "á": "a"}
)


def swedish_key(text: str | None) -> str | None:
    """A key whose plain order is Swedish alphabetical order: å, ä, ö after z, and é beside e."""
    return None if text is None else text.casefold().translate(_AFTER_Z)


class Swedish(Func):
    """A text column in Swedish alphabetical order on SQLite and PostgreSQL alike."""

    output_field = TextField()

    def __init__(self, expression: str | Combinable) -> None:
        super().__init__(F(expression) if isinstance(expression, str) else expression)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="SWEDISH_KEY", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = '(%(expressions)s COLLATE "sv-x-icu")'
        return self.as_sql(compiler, connection, template=template, **extra)
