"""The index of full-text search: FTS5 on SQLite, a text search vector on PostgreSQL; both hold pairs of characters."""

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE library_fulltext USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 0', prefix = '1')",
]
POSTGRESQL = [
    "CREATE TABLE library_fulltext (rowid bigint PRIMARY KEY, title text NOT NULL, body text NOT NULL)",
    "CREATE INDEX library_fulltext_words ON library_fulltext USING gin (to_tsvector('simple', title || ' ' || body))",
]


def make(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE library_fulltext")


class Migration(migrations.Migration):

    dependencies = [("library", "0002_documents_and_rules")]

    operations = [migrations.RunPython(make, drop)]
