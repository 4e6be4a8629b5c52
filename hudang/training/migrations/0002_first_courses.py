from __future__ import annotations

from typing import Any

from django.db import migrations

from hudang.training.shipped import install


def first_courses(apps: Any, schema_editor: Any) -> None:
    """Write the courses that ship with the product."""
    install(*(apps.get_model("training", name) for name in ("Course", "Lesson", "Question")))


class Migration(migrations.Migration):
    dependencies = [("training", "0001_courses_sessions_staff")]
    operations = [migrations.RunPython(first_courses, migrations.RunPython.noop)]
