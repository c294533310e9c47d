"""The SQL that keeps the tally: one view that says what a deviation counts as, and nine triggers.

The statements are the same in both databases; only how a trigger is declared differs.
"""
# ruff: noqa: S608  (the SQL is put together from this app's own constants)

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from samsyn.tally.models import KEY
from samsyn.tally.outcomes import BIT_OF_OUTCOME

COLUMNS = ", ".join(KEY)
VIEW = "tally_facts"
FUNCTION = "tally_keep"
ENTRIES, COUNTED = "tally_entry", "tally_counteddeviation"
BITS = " ".join(f"WHEN '{outcome}' THEN {bit}" for outcome, bit in BIT_OF_OUTCOME.items())

FACTS = f"""
SELECT d.id AS deviation_id, d.year, d.month, d.between_principals, d.reporter_kind_id, c.theme_id,
    EXISTS (
        SELECT 1 FROM deviations_addressing a
        WHERE a.deviation_id = d.id AND a.redirected_at IS NULL AND a.answered_at IS NOT NULL
    ) AS answered,
    (
        SELECT COALESCE(SUM(DISTINCT CASE a.outcome {BITS} END), 0) FROM deviations_addressing a
        WHERE a.deviation_id = d.id AND a.redirected_at IS NULL
    ) AS outcomes
FROM deviations_deviation d LEFT JOIN coding_coding c ON c.deviation_id = d.id
WHERE d.withdrawn_at IS NULL"""
"""What each deviation counts as, from the facts; tested against the selectors that count the facts."""

KEEP = (
    f"INSERT INTO {ENTRIES} ({COLUMNS}, number)"
    f" SELECT {COLUMNS}, -1 FROM {COUNTED} WHERE deviation_id = %s",
    f"DELETE FROM {COUNTED} WHERE deviation_id = %s",
    f"INSERT INTO {COUNTED} (deviation_id, {COLUMNS})"
    f" SELECT deviation_id, {COLUMNS} FROM {VIEW} WHERE deviation_id = %s",
    f"INSERT INTO {ENTRIES} ({COLUMNS}, number)"
    f" SELECT {COLUMNS}, 1 FROM {COUNTED} WHERE deviation_id = %s",
)
"""What happens when something that counts has changed in one deviation."""

LOCK = "PERFORM 1 FROM deviations_deviation WHERE id = %s FOR NO KEY UPDATE"
"""Two changes of one deviation at once (judged and coded) must see each other; SQLite has one writer."""


@dataclass(frozen=True)
class Watched:
    """A table that a figure rests on: what names the deviation, what counts, and which new rows do."""

    deviation: str
    facts: tuple[str, ...]
    counts_when_new: str


WATCHED = {
    "deviations_deviation": Watched(
        "id",
        ("year", "month", "between_principals", "reporter_kind_id", "withdrawn_at"),
        "NEW.withdrawn_at IS NULL",
    ),
    "deviations_addressing": Watched(
        "deviation_id",
        ("answered_at", "redirected_at", "outcome"),
        "NEW.answered_at IS NOT NULL OR NEW.outcome <> ''",
    ),
    "coding_coding": Watched("deviation_id", ("theme_id",), "NEW.theme_id IS NOT NULL"),
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
    if not {ENTRIES, COUNTED, *WATCHED} <= set(connection.introspection.table_names()):
        return
    with transaction.atomic(), connection.cursor() as cursor:
        _drop(cursor)
        cursor.execute(f"CREATE VIEW {VIEW} AS {FACTS}")
        if connection.vendor == "postgresql":
            _create_function(cursor)
        for name, table, event, condition, deviation in _triggers():
            head = f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {condition}"
            if connection.vendor == "postgresql":
                column = deviation.partition(".")[2]
                cursor.execute(f"{head} EXECUTE FUNCTION {FUNCTION}('{column}')")
            else:
                body = "; ".join(statement % deviation for statement in KEEP)
                cursor.execute(f"{head} BEGIN {body}; END")
        count_anew(cursor)


def count_anew(cursor: CursorWrapper) -> None:
    """Replace the whole tally by what the facts say now, inside the caller's transaction."""
    if connection.vendor == "postgresql":  # whoever is about to write an entry waits
        cursor.execute(f"LOCK TABLE {COUNTED}, {ENTRIES} IN SHARE ROW EXCLUSIVE MODE")
    for statement in (
        f"DELETE FROM {ENTRIES}",
        f"DELETE FROM {COUNTED}",
        f"INSERT INTO {COUNTED} (deviation_id, {COLUMNS})"
        f" SELECT deviation_id, {COLUMNS} FROM {VIEW}",
        f"INSERT INTO {ENTRIES} ({COLUMNS}, number)"
        f" SELECT {COLUMNS}, COUNT(*) FROM {COUNTED} GROUP BY {COLUMNS}",
    ):
        cursor.execute(statement)


def _create_function(cursor: CursorWrapper) -> None:
    statements = "; ".join(statement % "which" for statement in (LOCK, *KEEP))
    cursor.execute(
        f"CREATE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "DECLARE changed jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END); "
        "which bigint := (changed ->> TG_ARGV[0])::bigint; "
        f"BEGIN {statements}; RETURN NULL; END $$"
    )


def _drop(cursor: CursorWrapper) -> None:
    for name, table, *_ in _triggers():
        on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
    cursor.execute(f"DROP VIEW IF EXISTS {VIEW}")
    if connection.vendor == "postgresql":
        cursor.execute(f"DROP FUNCTION IF EXISTS {FUNCTION}()")
