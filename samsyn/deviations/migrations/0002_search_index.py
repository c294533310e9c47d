"""The full-text index: FTS5 beside the table on SQLite, GIN on PostgreSQL (ADR on search)."""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE deviations_search USING fts5(
        party_words, copy_words, content='deviations_searchtext', content_rowid='deviation_id',
        tokenize="unicode61 remove_diacritics 0", prefix='2 3')""",
    """CREATE TRIGGER deviations_search_insert AFTER INSERT ON deviations_searchtext BEGIN
        INSERT INTO deviations_search(rowid, party_words, copy_words)
        VALUES (new.deviation_id, new.party_words, new.copy_words); END""",
    """CREATE TRIGGER deviations_search_delete AFTER DELETE ON deviations_searchtext BEGIN
        INSERT INTO deviations_search(deviations_search, rowid, party_words, copy_words)
        VALUES ('delete', old.deviation_id, old.party_words, old.copy_words); END""",
    """CREATE TRIGGER deviations_search_update AFTER UPDATE ON deviations_searchtext BEGIN
        INSERT INTO deviations_search(deviations_search, rowid, party_words, copy_words)
        VALUES ('delete', old.deviation_id, old.party_words, old.copy_words);
        INSERT INTO deviations_search(rowid, party_words, copy_words)
        VALUES (new.deviation_id, new.party_words, new.copy_words); END""",
]
POSTGRESQL = [
    "CREATE INDEX deviations_party_words ON deviations_searchtext "
    "USING gin (to_tsvector('simple', party_words))",
    "CREATE INDEX deviations_copy_words ON deviations_searchtext "
    "USING gin (to_tsvector('simple', copy_words))",
]
UNDO_SQLITE = [
    "DROP TRIGGER deviations_search_insert",
    "DROP TRIGGER deviations_search_delete",
    "DROP TRIGGER deviations_search_update",
    "DROP TABLE deviations_search",
]
UNDO_POSTGRESQL = ["DROP INDEX deviations_party_words", "DROP INDEX deviations_copy_words"]


def _run(schema_editor, sqlite, postgresql):
    for sql in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(sql)


def forwards(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def backwards(apps, schema_editor):
    _run(schema_editor, UNDO_SQLITE, UNDO_POSTGRESQL)


class Migration(migrations.Migration):
    dependencies = [("deviations", "0001_first")]
    operations = [migrations.RunPython(forwards, backwards)]
