"""Assessments are kept as they were decided: the database refuses to change or remove them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


SQLITE = [
    f"""CREATE TRIGGER assessment_no_{event} BEFORE {event} ON assessment_assessment
        BEGIN SELECT RAISE(ABORT, 'assessments are kept as decided'); END"""
    for event in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """CREATE FUNCTION assessment_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'assessments are kept as decided'; END $$""",
    """CREATE TRIGGER assessment_append_only BEFORE UPDATE OR DELETE ON assessment_assessment
       FOR EACH ROW EXECUTE FUNCTION assessment_append_only()""",
]


def create(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION assessment_append_only() CASCADE")
        return
    schema_editor.execute("DROP TRIGGER assessment_no_UPDATE")
    schema_editor.execute("DROP TRIGGER assessment_no_DELETE")


class Migration(migrations.Migration):

    dependencies = [
        ('assessment', '0001_parameter_sheets'),
        ('households', '0006_approved_by_day'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case_reference', models.CharField(blank=True, db_index=True, default='', max_length=40, verbose_name='案号')),
                ('village_code', models.CharField(db_index=True, max_length=12, verbose_name='村代码')),
                ('day', models.DateField(verbose_name='测算日期')),
                ('kind', models.CharField(choices=[('dibao', '最低生活保障'), ('single_person', '单人户'), ('edge', '低保边缘家庭'), ('rigid_expense', '刚性支出困难家庭')], max_length=14, verbose_name='申请类型')),
                ('area', models.CharField(choices=[('urban', '城市'), ('rural', '农村')], max_length=5, verbose_name='城乡')),
                ('inputs', models.JSONField(verbose_name='依据的数据')),
                ('result', models.JSONField(verbose_name='结果与步骤')),
                ('version', models.CharField(max_length=40, verbose_name='参数版本')),
                ('verdict', models.CharField(choices=[('eligible', '符合条件'), ('income_not_below', '人均收入不低于标准，不符合'), ('income_below_edge', '人均收入低于低保标准，应按最低生活保障办理'), ('income_above_edge', '人均收入超过规定上限，不符合'), ('assets_over', '财产超过规定限额，不符合'), ('not_in_single_person_group', '不属于可单独申请的人员，不符合'), ('expense_share_too_low', '刚性支出占收入的比例未达到规定，不符合')], max_length=28, verbose_name='结论')),
                ('total', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='月保障金（元）')),
                ('made_by_name', models.CharField(max_length=50, verbose_name='测算人')),
                ('made_at', models.DateTimeField(verbose_name='测算时间')),
                ('household', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='households.household')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('total__gte', 0)), name='assessment_not_negative')],
            },
        ),
        migrations.RunPython(create, drop),
    ]
