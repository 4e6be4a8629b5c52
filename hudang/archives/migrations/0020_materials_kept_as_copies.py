"""Materials of which the household keeps the original, so that filing them begins with “复印件”."""

from django.db import migrations, models

_COPIED = ("M10", "M11", "M12", "M13", "M15")


def mark(apps, schema_editor):
    """Mark them in an archive that exists already."""
    apps.get_model("archives", "Material").objects.filter(code__in=_COPIED).update(copied=True)


class Migration(migrations.Migration):

    dependencies = [("archives", "0019_count_no_annulled_items")]

    operations = [
        migrations.AddField(
            model_name="material",
            name="copied",
            field=models.BooleanField(default=False, verbose_name="一般收复印件"),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
