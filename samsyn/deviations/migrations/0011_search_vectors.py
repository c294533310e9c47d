"""PostgreSQL keeps what is searched as vectors, with a deviation's parties among a text's words.

An index on an expression made the words of a unit's every row anew to look through them: a third of a
second at 100,000. Now the index itself joins a unit's mark and the words, as SQLite's does. The marks are
written with a sign that no searched word has. Texts and vectors lie beside the row, which stays short: the
index finds a thousand rows in a few pages. To read all rows is dear then, which the planner does not know,
and several workers at once would make it look cheap.
"""

from django.db import migrations

MADE = [
    "DROP INDEX deviations_party_words",
    "DROP INDEX deviations_copy_words",
    "ALTER TABLE deviations_searchtext SET (toast_tuple_target = 128, parallel_workers = 0)",
    """ALTER TABLE deviations_searchtext
        ADD COLUMN party_vector tsvector GENERATED ALWAYS AS (
            strip(to_tsvector('simple', party_words))
            || array_to_tsvector(string_to_array('#' || replace(parties, ' ', ' #'), ' '))
        ) STORED,
        ADD COLUMN copy_vector tsvector GENERATED ALWAYS AS (
            strip(to_tsvector('simple', copy_words))
        ) STORED""",
    "CREATE INDEX deviations_party_vector ON deviations_searchtext USING gin (party_vector)",
    "CREATE INDEX deviations_copy_vector ON deviations_searchtext USING gin (copy_vector)",
]
UNMADE = [
    "ALTER TABLE deviations_searchtext DROP COLUMN party_vector, DROP COLUMN copy_vector",
    "ALTER TABLE deviations_searchtext RESET (toast_tuple_target, parallel_workers)",
    "CREATE INDEX deviations_party_words ON deviations_searchtext "
    "USING gin (to_tsvector('simple', party_words))",
    "CREATE INDEX deviations_copy_words ON deviations_searchtext "
    "USING gin (to_tsvector('simple', copy_words))",
]


def on_postgres(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for sql in statements:
                schema_editor.execute(sql)

    return run


class Migration(migrations.Migration):
    dependencies = [("deviations", "0010_longer_beginnings")]
    operations = [migrations.RunPython(on_postgres(MADE), on_postgres(UNMADE))]
