"""The database itself refuses UPDATE and DELETE on the log. TRUNCATE stays possible for the tests."""

from django.db import migrations

TABLES = ("audit_auditevent", "audit_auditconcern")
VERBS = ("UPDATE", "DELETE")
REFUSAL = "the audit log is append-only"


def lock(connection):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
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
        return f"{head} FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"
    return f"{head} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_first")]
    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: lock(schema_editor.connection),
            lambda apps, schema_editor: unlock(schema_editor.connection),
        )
    ]
