"""What happens to pouches and boxes in their lives; stopped households' pouches become 待定卷."""

from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
import hudang.archives.vocabulary
import hudang.kernel.clock
from django.conf import settings
from django.db import migrations, models

# SQLite makes a table anew to change it, and loses its triggers by that
_TRIGGERS = import_module("hudang.archives.migrations.0002_pouch_in_box_of_its_village")

_FILL = [
    "UPDATE archives_householdfile SET numbered_in = village_code",
    """UPDATE archives_householdfile SET state = 'CLOSING', stopped_on =
           (SELECT stopped_on FROM households_household WHERE id = household_id)
       WHERE state IN ('PRE', 'LIVE')
         AND household_id IN (SELECT id FROM households_household WHERE state = 'STOPPED')""",
    """UPDATE archives_pouch SET state = 'CLOSING'
       WHERE file_id IN (SELECT id FROM archives_householdfile WHERE state = 'CLOSING')""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("archives", "0004_village_figures"),
        ("households", "0002_more_of_f06"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(_TRIGGERS.drop, _TRIGGERS.create),
        migrations.CreateModel(
            name="FileLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("split", "分户自"), ("merged", "合户自")], max_length=10, verbose_name="关系"
                    ),
                ),
                ("since", models.DateField(verbose_name="日期")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="FormerCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference_code", models.CharField(max_length=60, unique=True, verbose_name="曾用号")),
                ("village_code", models.CharField(max_length=12, verbose_name="村代码")),
                ("replaced_on", models.DateField(verbose_name="停用日期")),
                ("replaced_by", models.CharField(max_length=40, verbose_name="经手")),
            ],
            options={
                "ordering": ["file_id", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("box_count", models.PositiveIntegerField(verbose_name="盒数")),
                ("pouch_count", models.PositiveIntegerField(verbose_name="袋数")),
                ("reason", models.CharField(max_length=200, verbose_name="交接事由")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "待接收"),
                            ("accepted", "已接收"),
                            ("declined", "未接收"),
                            ("withdrawn", "已撤回"),
                        ],
                        default=hudang.archives.vocabulary.HandoverState["OFFERED"],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("offered_by", models.CharField(max_length=40, verbose_name="移交经手")),
                ("offered_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, default="", max_length=200, verbose_name="接收意见")),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="NoteEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("missing", "缺损"),
                            ("replaced", "修改"),
                            ("supplemented", "补充"),
                            ("moved_in", "移入"),
                            ("moved_out", "移出"),
                            ("destroyed", "销毁"),
                            ("changed", "变更"),
                        ],
                        max_length=15,
                        verbose_name="情况",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="说明")),
                ("on", models.DateField(verbose_name="日期")),
                ("entered_by", models.CharField(max_length=40, verbose_name="登记人")),
            ],
            options={
                "verbose_name_plural": "note entries",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="OutCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("moved", "代卷卡"), ("stopped", "指引卡")], max_length=10, verbose_name="种类"
                    ),
                ),
                ("reference_code", models.CharField(max_length=60, verbose_name="原档号")),
                ("title", models.CharField(max_length=120, verbose_name="题名")),
                ("destination", models.CharField(max_length=160, verbose_name="去向")),
                ("placed_on", models.DateField(verbose_name="日期")),
                ("handler", models.CharField(max_length=40, verbose_name="经手")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="取出日期")),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ShelfMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("county_code", models.CharField(db_index=True, max_length=12, verbose_name="县代码")),
                ("origin", models.CharField(max_length=30, verbose_name="原位置")),
                ("target", models.CharField(max_length=30, verbose_name="新位置")),
                ("places", models.JSONField(default=list, verbose_name="各盒位置")),
                ("moved_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("moved_by", models.CharField(max_length=40, verbose_name="经手")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="撤回时间")),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="householdfile",
            name="file_sequence_once",
        ),
        migrations.AddField(
            model_name="box",
            name="former_label",
            field=models.CharField(blank=True, default="", max_length=80, verbose_name="原盒"),
        ),
        migrations.AddField(
            model_name="box",
            name="founded_by",
            field=models.CharField(blank=True, default="", max_length=40, verbose_name="立档人"),
        ),
        migrations.AddField(
            model_name="box",
            name="inspector",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inspected_boxes",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="box",
            name="keeper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="kept_boxes",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="box",
            name="retention",
            field=models.CharField(blank=True, default="", max_length=4, verbose_name="保管期限"),
        ),
        migrations.AddField(
            model_name="box",
            name="retired_on",
            field=models.DateField(blank=True, null=True, verbose_name="停用日期"),
        ),
        migrations.AddField(
            model_name="box",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="archives.box",
            ),
        ),
        migrations.AddField(
            model_name="box",
            name="unit",
            field=models.CharField(blank=True, default="", max_length=80, verbose_name="责任单位"),
        ),
        migrations.AddField(
            model_name="box",
            name="year",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="停保年度"),
        ),
        migrations.AddField(
            model_name="fonds",
            name="kept_since",
            field=models.DateField(default=hudang.kernel.clock.today, verbose_name="启用日期"),
        ),
        migrations.AddField(
            model_name="householdfile",
            name="former_heads",
            field=models.JSONField(default=list, verbose_name="原户主"),
        ),
        migrations.AddField(
            model_name="householdfile",
            name="numbered_in",
            field=models.CharField(default="", max_length=12, verbose_name="编号村代码"),
        ),
        migrations.AddField(
            model_name="householdfile",
            name="retained_until",
            field=models.DateField(blank=True, null=True, verbose_name="保管期满"),
        ),
        migrations.AddField(
            model_name="householdfile",
            name="stopped_on",
            field=models.DateField(blank=True, null=True, verbose_name="停保日期"),
        ),
        migrations.AddField(
            model_name="item",
            name="copied_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="copies",
                to="archives.item",
            ),
        ),
        migrations.AlterField(
            model_name="householdfile",
            name="state",
            field=models.CharField(
                choices=[
                    ("PRE", "预立"),
                    ("LIVE", "在用"),
                    ("CLOSING", "待定卷"),
                    ("CLOSED", "已定卷"),
                    ("DESTROYED", "已销毁"),
                ],
                default=hudang.archives.vocabulary.PouchState["PRE"],
                max_length=10,
                verbose_name="状态",
            ),
        ),
        migrations.AlterField(
            model_name="pouch",
            name="state",
            field=models.CharField(
                choices=[
                    ("PRE", "预立"),
                    ("LIVE", "在用"),
                    ("CLOSING", "待定卷"),
                    ("CLOSED", "已定卷"),
                    ("DESTROYED", "已销毁"),
                ],
                max_length=10,
                verbose_name="状态",
            ),
        ),
        *(migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in _FILL),
        migrations.AddIndex(
            model_name="householdfile",
            index=models.Index(fields=["state", "village_code"], name="file_state"),
        ),
        migrations.AddConstraint(
            model_name="householdfile",
            constraint=models.UniqueConstraint(fields=("numbered_in", "year", "sequence"), name="file_sequence_once"),
        ),
        migrations.AddField(
            model_name="filelink",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="origins", to="archives.householdfile"
            ),
        ),
        migrations.AddField(
            model_name="filelink",
            name="origin",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="offshoots", to="archives.householdfile"
            ),
        ),
        migrations.AddField(
            model_name="formercode",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="former_codes", to="archives.householdfile"
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="boxes",
            field=models.ManyToManyField(related_name="handovers", to="archives.box"),
        ),
        migrations.AddField(
            model_name="handover",
            name="giver",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="handovers_given", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="taker",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="handovers_taken", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="noteentry",
            name="box",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes",
                to="archives.box",
            ),
        ),
        migrations.AddField(
            model_name="noteentry",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes",
                to="archives.householdfile",
            ),
        ),
        migrations.AddField(
            model_name="outcard",
            name="box",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="out_cards", to="archives.box"
            ),
        ),
        migrations.AddField(
            model_name="outcard",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="out_cards", to="archives.householdfile"
            ),
        ),
        migrations.AddField(
            model_name="outcard",
            name="to_box",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="arrivals", to="archives.box"
            ),
        ),
        migrations.AddConstraint(
            model_name="filelink",
            constraint=models.UniqueConstraint(fields=("file", "origin"), name="file_linked_once"),
        ),
        migrations.AddConstraint(
            model_name="noteentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("box__isnull", False), ("file", None)),
                    models.Q(("box", None), ("file__isnull", False)),
                    _connector="OR",
                ),
                name="note_of_file_or_box",
            ),
        ),
        migrations.RunPython(_TRIGGERS.create, _TRIGGERS.drop),
    ]
