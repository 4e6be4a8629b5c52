"""Materials that protect who said something, papers of the deadline and of tasks, and items whose paper was annulled."""

from datetime import date

from django.db import migrations, models

_PROTECTED = ("M34", "M44", "M84")
_NEW = (
    ("M30", "调查任务单", 228, ["任务单", "调查通知"]),
    ("M54", "延期审批单", 385, ["延期审批", "延期单"]),
)


def protect_and_add(apps, schema_editor):
    """Bring the tables of an archive that exists already up to what a new one begins with."""
    material = apps.get_model("archives", "Material")
    if not material.objects.exists():
        return
    material.objects.filter(code__in=_PROTECTED).update(confidential=True)
    for code, name, position, aliases in _NEW:
        material.objects.get_or_create(
            code=code,
            defaults={"name": name, "position": position, "aliases": aliases, "valid_from": date(2021, 7, 1)},
        )


class Migration(migrations.Migration):

    dependencies = [("archives", "0014_lending")]

    operations = [
        migrations.AddField(
            model_name="material",
            name="confidential",
            field=models.BooleanField(default=False, verbose_name="保密"),
        ),
        migrations.AddField(
            model_name="item",
            name="annulled_on",
            field=models.DateField(blank=True, null=True, verbose_name="作废日期"),
        ),
        migrations.RunPython(protect_and_add, migrations.RunPython.noop),
    ]
