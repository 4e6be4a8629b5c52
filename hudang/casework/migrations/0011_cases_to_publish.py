"""A case is on notice only while its sheet hangs: those that passed examination and hang nowhere wait for it."""

from django.db import migrations, models


def _wait(apps, schema_editor):
    hanging = apps.get_model("casework", "NoticeEntry").objects.filter(live=True, batch__state="posted")
    waiting = apps.get_model("casework", "Case").objects.filter(stage="on_notice")
    waiting.exclude(pk__in=hanging.values("case")).update(stage="to_publish")


def _hang(apps, schema_editor):
    apps.get_model("casework", "Case").objects.filter(stage="to_publish").update(stage="on_notice")


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0010_number_of_the_post'),
    ]

    operations = [
        migrations.RunPython(_wait, _hang),
        migrations.AlterField(
            model_name='case',
            name='stage',
            field=models.CharField(choices=[('draft', '草稿'), ('submitted', '已提交'), ('awaiting_correction', '待补正'), ('not_accepted', '不予受理'), ('accepted', '已受理'), ('investigating', '调查核对中'), ('suspended', '中止'), ('mismatch_told', '不符已告知'), ('rechecking', '复查中'), ('examination', '待初审'), ('refusal_proposed', '拟不同意'), ('to_publish', '待公示'), ('on_notice', '公示中'), ('objected', '公示有异议'), ('reinvestigating', '重新调查'), ('hearing', '民主评议'), ('re_examination', '重新初审'), ('notice_clear', '公示无异议'), ('notice_exempt', '免公示'), ('reported', '已报县'), ('county_examination', '县审核中'), ('returned', '县退回'), ('confirmed', '已确认'), ('refused', '不予确认'), ('withdrawn', '已撤回'), ('terminated', '已终止'), ('lapsed', '逾期失效'), ('cancelled', '已取消')], default="draft", max_length=20, verbose_name='阶段'),
        ),
    ]
