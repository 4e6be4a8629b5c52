"""Institutional volumes: items by series and year, their pages, notes and households."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('archives', '0015_protected_materials_and_annulled_items'),
        ('digitization', '0001_objects'),
        ('households', '0007_figures_of_kinds'),
    ]

    operations = [
        migrations.CreateModel(
            name='Volume',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('item_count', models.PositiveIntegerField(default=0, verbose_name='件数')),
                ('page_count', models.PositiveIntegerField(default=0, verbose_name='页数')),
                ('arranged_by', models.CharField(blank=True, default='', max_length=40, verbose_name='整理人')),
                ('arranged_on', models.DateField(blank=True, null=True, verbose_name='整理日期')),
                ('checked_by', models.CharField(blank=True, default='', max_length=40, verbose_name='检查人')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='检查日期')),
                ('fonds', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='volumes', to='archives.fonds')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='volumes', to='archives.series')),
            ],
            options={
                'ordering': ['-year', 'series__code'],
            },
        ),
        migrations.CreateModel(
            name='InstitutionalItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='件号')),
                ('reference_code', models.CharField(max_length=60, unique=True, verbose_name='档号')),
                ('cause', models.CharField(blank=True, default='', max_length=80, verbose_name='来由')),
                ('division_code', models.CharField(db_index=True, max_length=12, verbose_name='区划代码')),
                ('restricted', models.BooleanField(default=True, verbose_name='只限本级及上级查看')),
                ('title', models.CharField(max_length=200, verbose_name='题名')),
                ('creator', models.CharField(max_length=80, verbose_name='责任者')),
                ('document_number', models.CharField(blank=True, default='', max_length=60, verbose_name='文号')),
                ('dated', models.CharField(max_length=8, verbose_name='日期')),
                ('page_count', models.PositiveIntegerField(verbose_name='页数')),
                ('digital', models.BooleanField(default=False, verbose_name='有电子件')),
                ('note', models.CharField(blank=True, default='', max_length=200, verbose_name='备注')),
                ('filed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='归档时间')),
                ('filed_by', models.CharField(max_length=40, verbose_name='归档人')),
                ('annulled_on', models.DateField(blank=True, null=True, verbose_name='作废日期')),
                ('annulled_by', models.CharField(blank=True, default='', max_length=40, verbose_name='作废人')),
                ('annulled_reason', models.CharField(blank=True, default='', max_length=200, verbose_name='作废理由')),
                ('volume', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='library.volume')),
            ],
            options={
                'ordering': ['volume_id', 'number'],
            },
        ),
        migrations.CreateModel(
            name='VolumeNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='说明')),
                ('on', models.DateField(verbose_name='日期')),
                ('entered_by', models.CharField(max_length=40, verbose_name='登记人')),
                ('volume', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='library.volume')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='InstitutionalPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='页')),
                ('object_page', models.PositiveIntegerField(verbose_name='电子件内页')),
                ('file_name', models.CharField(blank=True, default='', max_length=255, verbose_name='原文件名')),
                ('digital_object', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='institutional_pages', to='digitization.digitalobject')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='library.institutionalitem')),
            ],
            options={
                'ordering': ['item_id', 'number'],
                'constraints': [models.UniqueConstraint(fields=('item', 'number'), name='institutional_page_once')],
            },
        ),
        migrations.CreateModel(
            name='ItemHousehold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='institutional', to='households.household')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='concerned', to='library.institutionalitem')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('item', 'household'), name='household_once_an_item')],
            },
        ),
        migrations.AddConstraint(
            model_name='volume',
            constraint=models.UniqueConstraint(fields=('fonds', 'series', 'year'), name='one_volume_a_year'),
        ),
        migrations.AddConstraint(
            model_name='institutionalitem',
            constraint=models.UniqueConstraint(fields=('volume', 'number'), name='institutional_number_once'),
        ),
        migrations.AddConstraint(
            model_name='institutionalitem',
            constraint=models.UniqueConstraint(condition=models.Q(('cause', ''), _negated=True), fields=('cause',), name='one_item_an_act'),
        ),
        migrations.AddConstraint(
            model_name='institutionalitem',
            constraint=models.CheckConstraint(condition=models.Q(('page_count__gte', 1)), name='institutional_item_has_pages'),
        ),
    ]
