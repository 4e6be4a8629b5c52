"""The clock of service is named by what it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0007_long_term_lists"),
    ]

    operations = [
        migrations.AlterField(
            model_name="caseclock",
            name="kind",
            field=models.CharField(
                choices=[
                    ("correction", "申请人补正"),
                    ("start_investigation", "启动调查"),
                    ("start_check", "启动信息核对"),
                    ("examination", "提出初审意见"),
                    ("notice", "公示期"),
                    ("hearing", "处理异议"),
                    ("county", "县审核确认"),
                    ("service", "送达决定文书"),
                    ("total", "全流程"),
                ],
                max_length=20,
                verbose_name="时限",
            ),
        ),
    ]
