"""Documents of the region, standards, readings, rules and their versions."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessment', '0002_assessments_as_decided'),
        ('library', '0001_volumes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, unique=True, verbose_name='编码')),
                ('family', models.CharField(choices=[('duty', '岗位职责'), ('procedure', '办理程序'), ('filing', '归档'), ('lending', '查阅借阅'), ('checking', '检查考核'), ('destruction', '鉴定销毁'), ('other', '其他制度')], max_length=12, verbose_name='种类')),
                ('title', models.CharField(max_length=80, verbose_name='名称')),
                ('position', models.PositiveSmallIntegerField(default=50, verbose_name='次序')),
                ('acts', models.JSONField(blank=True, default=list, verbose_name='所管的办理步骤')),
                ('county_code', models.CharField(blank=True, default='', max_length=6, verbose_name='县代码')),
            ],
            options={
                'ordering': ['family', 'position', 'key'],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(blank=True, default='', max_length=60)),
                ('county_code', models.CharField(blank=True, default='', max_length=6, verbose_name='县代码')),
                ('kind', models.CharField(choices=[('policy', '政策文件'), ('norm', '标准规范'), ('standard', '低保标准'), ('population', '区划人口'), ('roster', '名册快照'), ('statistics', '统计表'), ('publicity', '宣传材料'), ('contacts', '对口联系表'), ('case_study', '典型案例')], max_length=12, verbose_name='种类')),
                ('title', models.CharField(max_length=200, verbose_name='标题')),
                ('number', models.CharField(blank=True, default='', max_length=80, verbose_name='文号')),
                ('issuer', models.CharField(blank=True, default='', max_length=100, verbose_name='发文机关')),
                ('level', models.CharField(choices=[('country', '全国'), ('province', '省级'), ('city', '市级'), ('county', '县级'), ('township', '乡镇级')], max_length=10, verbose_name='适用层级')),
                ('region_code', models.CharField(max_length=12, verbose_name='适用区划')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='成文日期')),
                ('in_force_on', models.DateField(blank=True, null=True, verbose_name='施行日期')),
                ('repealed_on', models.DateField(blank=True, null=True, verbose_name='废止日期')),
                ('governs', models.TextField(blank=True, default='', verbose_name='管什么')),
                ('scope', models.CharField(blank=True, default='', max_length=200, verbose_name='适用范围')),
                ('keywords', models.CharField(blank=True, default='', max_length=200, verbose_name='关键词')),
                ('source', models.CharField(max_length=300, verbose_name='来源')),
                ('text', models.TextField(blank=True, default='', verbose_name='全文')),
                ('must_read', models.BooleanField(default=False, verbose_name='须确认已读')),
                ('restricted', models.BooleanField(default=False, verbose_name='只限本级及上级查看')),
                ('entered_by', models.CharField(max_length=40, verbose_name='录入人')),
                ('entered_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='录入时间')),
                ('version', models.PositiveIntegerField(default=1)),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='library.institutionalitem')),
                ('replaces', models.ManyToManyField(blank=True, related_name='replaced_by', to='library.document')),
            ],
            options={
                'ordering': ['-issued_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='LastLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='上次看过')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='library_look', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('read_at', models.DateTimeField(verbose_name='确认时间')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='library.document')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='library_readings', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='RuleVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(blank=True, default='', max_length=6, verbose_name='县代码')),
                ('number', models.PositiveSmallIntegerField(verbose_name='版次')),
                ('text', models.TextField(verbose_name='正文')),
                ('responsible', models.CharField(max_length=120, verbose_name='责任岗位')),
                ('basis', models.CharField(blank=True, default='', max_length=300, verbose_name='依据')),
                ('valid_from', models.DateField(verbose_name='施行日期')),
                ('change', models.CharField(blank=True, default='', max_length=200, verbose_name='修改说明')),
                ('entered_by', models.CharField(max_length=40, verbose_name='录入人')),
                ('entered_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='录入时间')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='library.rule')),
            ],
            options={
                'ordering': ['-valid_from', '-number'],
            },
        ),
        migrations.CreateModel(
            name='SheetPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='library.document')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='library.institutionalitem')),
                ('sheet', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='paper', to='assessment.parametersheet')),
            ],
        ),
        migrations.CreateModel(
            name='Standard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6, verbose_name='县代码')),
                ('area', models.CharField(choices=[('urban', '城市'), ('rural', '农村')], max_length=5, verbose_name='城乡')),
                ('valid_from', models.DateField(verbose_name='执行日期')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='标准（元/月）')),
                ('note', models.CharField(blank=True, default='', max_length=200, verbose_name='说明')),
                ('entered_by', models.CharField(max_length=40, verbose_name='录入人')),
                ('entered_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='录入时间')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='standards', to='library.document')),
            ],
            options={
                'ordering': ['-valid_from', 'area'],
            },
        ),
        migrations.CreateModel(
            name='TextEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(choices=[('document', '资料'), ('rule', '制度'), ('item', '机构卷的件')], max_length=10, verbose_name='种类')),
                ('object_id', models.PositiveBigIntegerField()),
                ('county_code', models.CharField(blank=True, default='', max_length=6, verbose_name='县代码')),
                ('region_code', models.CharField(default='', max_length=12, verbose_name='区划代码')),
                ('restricted', models.BooleanField(default=False)),
                ('title', models.CharField(max_length=300, verbose_name='标题')),
                ('body', models.TextField(verbose_name='正文')),
            ],
            options={
                'verbose_name_plural': 'text entries',
                'constraints': [models.UniqueConstraint(fields=('sort', 'object_id'), name='text_entry_once')],
            },
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['kind', '-issued_on'], name='document_of_kind'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['-entered_at'], name='document_entered'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['number'], name='document_number'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('key',), name='shipped_document_once'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('repealed_on', None), ('in_force_on', None), ('repealed_on__gte', models.F('in_force_on')), _connector='OR'), name='document_repealed_after_in_force'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(fields=('document', 'user'), name='document_read_once'),
        ),
        migrations.AddConstraint(
            model_name='ruleversion',
            constraint=models.UniqueConstraint(fields=('rule', 'county_code', 'number'), name='library_rule_version_once'),
        ),
        migrations.AddConstraint(
            model_name='ruleversion',
            constraint=models.UniqueConstraint(fields=('rule', 'county_code', 'valid_from'), name='library_rule_version_a_day'),
        ),
        migrations.AddConstraint(
            model_name='standard',
            constraint=models.UniqueConstraint(fields=('county_code', 'area', 'valid_from'), name='one_standard_a_day'),
        ),
        migrations.AddConstraint(
            model_name='standard',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='standard_above_nothing'),
        ),
    ]
