"""Who alone reads the unfiled papers of a case that is kept apart."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('forms', '0001_papers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PaperReader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case_reference', models.CharField(max_length=40, verbose_name='案号')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reserved_papers', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case_reference', 'user'), name='paper_reader_once')],
            },
        ),
    ]
