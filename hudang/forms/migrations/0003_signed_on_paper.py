"""Whether somebody signs the printed sheet by hand; papers made before are not asked for their signed copy."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('forms', '0002_paper_readers'),
    ]

    operations = [
        migrations.AddField(
            model_name='paper',
            name='signed_on_paper',
            field=models.BooleanField(default=False, verbose_name='签字见纸质件'),
        ),
    ]
