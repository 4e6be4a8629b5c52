"""What names are found by, made for everybody who is stored already."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import migrations, models

from hudang.households.names import name_tokens

_BATCH = 1000


def _make_tokens(apps: Any, schema_editor: Any) -> None:
    person, token = apps.get_model("households", "Person"), apps.get_model("households", "NameToken")

    def tokens() -> Iterator[Any]:
        for pk, *names in person.objects.values_list("pk", "name", "pinyin", "initials").iterator():
            for text in name_tokens(*names):
                yield token(person_id=pk, token=text)

    left = tokens()
    while some := list(islice(left, _BATCH)):
        token.objects.bulk_create(some)


def _index_patterns(apps: Any, schema_editor: Any) -> None:
    """Let PostgreSQL find beginnings by index, which its order by language cannot."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX name_token_pattern ON households_nametoken (token varchar_pattern_ops, person_id)"
        )


class Migration(migrations.Migration):
    """Adds the table and fills it."""

    dependencies = [("households", "0002_more_of_f06")]

    operations = [
        migrations.CreateModel(
            name="NameToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=40)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE, related_name="name_tokens", to="households.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("token", "person"), name="name_token_once_a_person")
                ],
            },
        ),
        migrations.RunPython(_make_tokens, migrations.RunPython.noop),
        migrations.RunPython(_index_patterns, migrations.RunPython.noop),
    ]
