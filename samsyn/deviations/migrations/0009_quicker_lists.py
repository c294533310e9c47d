"""Lists read less: words without their places but with the parties, and two indexes of days."""

from django.db import migrations, models

PARTIES = """
UPDATE deviations_searchtext SET parties = (
    SELECT {joined} FROM (
        SELECT 'u' || d.reporter_unit_id || ' p' || d.reporter_principal_id AS mark
        FROM deviations_deviation d WHERE d.id = deviations_searchtext.deviation_id
        UNION ALL
        SELECT 'u' || a.unit_id || ' p' || a.principal_id
        FROM deviations_addressing a WHERE a.deviation_id = deviations_searchtext.deviation_id
    ) AS marks
)"""
JOINED = {"sqlite": "group_concat(mark, ' ')", "postgresql": "string_agg(mark, ' ')"}

DROPPED = [
    "DROP TRIGGER deviations_search_insert",
    "DROP TRIGGER deviations_search_delete",
    "DROP TRIGGER deviations_search_update",
    "DROP TABLE deviations_search",
]
MADE = [
    """CREATE VIRTUAL TABLE deviations_search USING fts5(
        {columns}, content='deviations_searchtext', content_rowid='deviation_id',
        tokenize="unicode61 remove_diacritics 0", prefix='2 3', detail={detail})""",
    """CREATE TRIGGER deviations_search_insert AFTER INSERT ON deviations_searchtext BEGIN
        INSERT INTO deviations_search(rowid, {columns}) VALUES (new.deviation_id, {new}); END""",
    """CREATE TRIGGER deviations_search_delete AFTER DELETE ON deviations_searchtext BEGIN
        INSERT INTO deviations_search(deviations_search, rowid, {columns})
        VALUES ('delete', old.deviation_id, {old}); END""",
    """CREATE TRIGGER deviations_search_update AFTER UPDATE ON deviations_searchtext BEGIN
        INSERT INTO deviations_search(deviations_search, rowid, {columns})
        VALUES ('delete', old.deviation_id, {old});
        INSERT INTO deviations_search(rowid, {columns}) VALUES (new.deviation_id, {new}); END""",
    "INSERT INTO deviations_search(deviations_search) VALUES ('rebuild')",
]
"""Searches ask for words, never for phrases, so in which column a word stands is enough
(detail=column): a quarter less to read."""


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for sql in DROPPED:
            schema_editor.execute(sql)


def make(schema_editor, columns, detail):
    if schema_editor.connection.vendor != "sqlite":
        return
    words = {
        "columns": ", ".join(columns),
        "new": ", ".join(f"new.{one}" for one in columns),
        "old": ", ".join(f"old.{one}" for one in columns),
        "detail": detail,
    }
    for sql in MADE:
        schema_editor.execute(sql.format(**words))


def make_with_parties(apps, schema_editor):
    schema_editor.execute(PARTIES.format(joined=JOINED[schema_editor.connection.vendor]))
    make(schema_editor, ["parties", "party_words", "copy_words"], "column")


def make_as_before(apps, schema_editor):
    make(schema_editor, ["party_words", "copy_words"], "full")


class Migration(migrations.Migration):
    dependencies = [("deviations", "0008_waiting_next")]
    operations = [
        # Its triggers name columns: they are away while the table changes, in both directions.
        migrations.RunPython(drop, make_as_before),
        migrations.AddField(
            model_name="searchtext", name="parties", field=models.TextField(default="")
        ),
        migrations.RunPython(make_with_parties, drop),
        migrations.AddIndex(
            model_name="deviation",
            index=models.Index(fields=["id", "sent_at"], name="sent_at_by_id"),
        ),
        migrations.AddIndex(
            model_name="deviation",
            index=models.Index(
                condition=models.Q(("closed_at", None), ("withdrawn_at", None)),
                fields=["reporter_principal", "-sent_at"],
                name="open_of_principal",
            ),
        ),
    ]
