from __future__ import annotations

from typing import Any

from django.db import migrations

from hudang.training.shipped import install


def courses_anew(apps: Any, schema_editor: Any) -> None:
    """Write the shipped courses again: their lessons name the quality rules that they are about."""
    install(*(apps.get_model("training", name) for name in ("Course", "Lesson", "Question")))


class Migration(migrations.Migration):
    dependencies = [("training", "0002_first_courses")]
    operations = [migrations.RunPython(courses_anew, migrations.RunPython.noop)]
