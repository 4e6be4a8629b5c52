"""An exempt case lies where the county keeps it apart; in which village the applicant lives is kept with it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0012_papers_of_exempt_cases")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="home_village",
            field=models.CharField(blank=True, default="", max_length=12, verbose_name="居住地村代码"),
        ),
    ]
