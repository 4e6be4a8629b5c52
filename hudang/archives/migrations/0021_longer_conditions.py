"""Room for a longer condition: one that the product brings along did not fit, which SQLite lets pass."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("archives", "0020_materials_kept_as_copies")]

    operations = [
        migrations.AlterField(
            model_name="requirement",
            name="condition",
            field=models.CharField(blank=True, default="", max_length=80, verbose_name="条件"),
        ),
    ]
