"""The database itself refuses UPDATE and DELETE of what stuck out and what was seen of it."""

from django.db import migrations

TABLES = ("notice_computation", "notice_chart", "notice_signal", "notice_seen")
VERBS = ("UPDATE", "DELETE")
REFUSAL = "what stuck out is a fact of its day"


def lock(connection):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION notice_append_only() RETURNS trigger LANGUAGE plpgsql "
                f"AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
            )
        for table in TABLES:
            for verb in VERBS:
                cursor.execute(_trigger(connection.vendor, table, verb))


def unlock(connection):
    with connection.cursor() as cursor:
        for table in TABLES:
            for verb in VERBS:
                on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb.lower()}{on_table}")


def _trigger(vendor, table, verb):
    head = f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
    if vendor == "postgresql":
        return f"{head} FOR EACH ROW EXECUTE FUNCTION notice_append_only()"
    return f"{head} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"


class Migration(migrations.Migration):
    dependencies = [("notice", "0001_what_sticks_out")]
    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: lock(schema_editor.connection),
            lambda apps, schema_editor: unlock(schema_editor.connection),
        )
    ]
