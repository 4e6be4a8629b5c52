"""The list of what a township reports to the county is a material of its own (M47; process.md §2)."""

from datetime import date

from django.db import migrations


def add(apps, schema_editor):
    """Bring the table of an archive that exists already up to what a new one begins with."""
    material = apps.get_model("archives", "Material")
    if material.objects.exists():
        aliases = ["报送清单", "报县清单", "上报清单"]
        values = {"name": "报送清单", "position": 355, "aliases": aliases, "valid_from": date(2021, 7, 1)}
        material.objects.get_or_create(code="M47", defaults=values)


class Migration(migrations.Migration):
    dependencies = [("archives", "0016_moves_of_many_pouches")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
