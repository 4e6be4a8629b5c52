"""The places kept apart (免公示) that were confided to a user."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_saved_views")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="confided",
            field=models.JSONField(blank=True, default=list, verbose_name="知情的单独保密户"),
        ),
    ]
