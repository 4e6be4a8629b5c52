"""Whether somebody has put the first steps away."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_look_of_pages")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="first_steps_hidden",
            field=models.BooleanField(default=False, verbose_name="收起入门步骤"),
        ),
    ]
