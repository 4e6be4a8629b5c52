from __future__ import annotations

import django.utils.timezone
from django.db import migrations, models

_TAKEN_OVER = """
INSERT INTO printing_printedpaper (kind, subject, facts, times, printed_at)
SELECT 'pouch-label', pouch_id, facts, times, printed_at FROM printing_printedlabel
"""
_GIVEN_BACK = """
INSERT INTO printing_printedlabel (pouch_id, facts, times, printed_at)
SELECT subject, facts, times, printed_at FROM printing_printedpaper WHERE kind = 'pouch-label'
"""


class Migration(migrations.Migration):
    """What labels said when they were printed is remembered of spines, lists and covers too."""

    dependencies = [("printing", "0002_designs_of_each_paper")]

    operations = [
        migrations.CreateModel(
            name="PrintedPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30, verbose_name="内容")),
                ("subject", models.BigIntegerField(verbose_name="对象")),
                ("facts", models.JSONField(default=dict, verbose_name="记下的字")),
                ("times", models.PositiveIntegerField(default=1, verbose_name="印过次数")),
                ("printed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="最近打印")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "subject"), name="printed_paper_once")],
            },
        ),
        migrations.RunSQL(_TAKEN_OVER, _GIVEN_BACK),
        migrations.DeleteModel(name="PrintedLabel"),
    ]
