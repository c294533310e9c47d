"""The SQL that keeps the tally: a view that says what a deviation counts as, and triggers that leave marks.

The statements are the same in both databases; only how a trigger is declared differs.
"""
# ruff: noqa: S608  (the SQL is put together from this app's own constants)

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from samsyn.tally.balancing import count_anew
from samsyn.tally.facts import VIEW, facts
from samsyn.tally.models import Balance, Changed, Line

FUNCTION = "tally_keep"
MARK = f"INSERT INTO {Changed._meta.db_table} (deviation_id) VALUES (%s)"
KEPT = {model._meta.db_table for model in (Balance, Changed, Line)}


@dataclass(frozen=True)
class Watched:
    """A table that a figure rests on: what names the deviation, what counts, and which new rows do."""

    deviation: str
    facts: tuple[str, ...]
    counts_when_new: str


WATCHED = {
    "deviations_deviation": Watched(
        "id",
        (
            "year",
            "month",
            "between_principals",
            "reporter_unit_id",
            "reporter_name_then",
            "reporter_kind_id",
            "reporter_principal_id",
            "reporter_area_id",
            "withdrawn_at",
        ),
        "NEW.withdrawn_at IS NULL",
    ),
    "deviations_addressing": Watched(
        "deviation_id",
        (
            "unit_id",
            "name_then",
            "kind_id",
            "principal_id",
            "answered_at",
            "redirected_at",
            "outcome",
        ),
        "NEW.redirected_at IS NULL",
    ),
    "coding_coding": Watched("deviation_id", ("theme_id",), "NEW.theme_id IS NOT NULL"),
    "coding_coding_subtypes": Watched("coding_id", ("subtype_id",), "NEW.subtype_id IS NOT NULL"),
}


def _triggers() -> Iterator[tuple[str, str, str, str, str]]:
    """Of each trigger: name, table, event, condition, and the deviation that it is about."""
    differs = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    for table, one in WATCHED.items():
        changed = " OR ".join(f"OLD.{fact} {differs} NEW.{fact}" for fact in one.facts)
        for event, condition, row in (
            ("INSERT", f"WHEN ({one.counts_when_new})", "NEW"),
            (f"UPDATE OF {', '.join(one.facts)}", f"WHEN ({changed})", "NEW"),
            ("DELETE", "", "OLD"),
        ):
            name = f"{table}_tally_{event.split()[0].lower()}"
            yield name, table, event, condition, f"{row}.{one.deviation}"


TRIGGERS = frozenset(
    f"{table}_tally_{event}" for table in WATCHED for event in ("insert", "update", "delete")
)


def uninstall() -> None:
    """Take view and triggers away while tables are rebuilt; `install` counts anew what happened then."""
    with transaction.atomic(), connection.cursor() as cursor:
        _drop(cursor)


def install() -> None:
    """Put view and triggers in place and count every deviation anew; does nothing while tables miss."""
    if not {*KEPT, *WATCHED} <= set(connection.introspection.table_names()):
        return
    with transaction.atomic(), connection.cursor() as cursor:
        _drop(cursor)
        cursor.execute(f"CREATE VIEW {VIEW} AS {facts()}")
        if connection.vendor == "postgresql":
            _create_function(cursor)
        for name, table, event, condition, deviation in _triggers():
            head = f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {condition}"
            if connection.vendor == "postgresql":
                column = deviation.partition(".")[2]
                cursor.execute(f"{head} EXECUTE FUNCTION {FUNCTION}('{column}')")
            else:
                cursor.execute(f"{head} BEGIN {MARK % deviation}; END")
        count_anew(cursor)


def _create_function(cursor: CursorWrapper) -> None:
    which = "(to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END) ->> TG_ARGV[0])::bigint"
    cursor.execute(
        f"CREATE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN {MARK % which}; RETURN NULL; END $$"
    )


def _drop(cursor: CursorWrapper) -> None:
    for name, table, *_ in _triggers():
        on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
    cursor.execute(f"DROP VIEW IF EXISTS {VIEW}")
    if connection.vendor == "postgresql":
        cursor.execute(f"DROP FUNCTION IF EXISTS {FUNCTION}()")
