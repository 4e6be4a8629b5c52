"""A household that got another decision after it was recomputed is said so."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('benefits', '0002_closed_months_never_move'),
    ]

    operations = [
        migrations.AlterField(
            model_name='bankreturn',
            name='digest',
            field=models.CharField(max_length=64, verbose_name='文件 SHA-256'),
        ),
        migrations.AlterField(
            model_name='standardchangerow',
            name='outcome',
            field=models.CharField(choices=[('raised', '增加'), ('same', '不变'), ('lowered', '降低，须另办减发'), ('ineligible', '不再符合，须另办停发'), ('unreadable', '不能测算'), ('overtaken', '测算后另有决定，没有改')], max_length=10, verbose_name='结果'),
        ),
    ]
