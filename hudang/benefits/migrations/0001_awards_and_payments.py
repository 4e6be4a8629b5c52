"""Awards, payment lists, back payments, recoveries, changes of the standard."""

import django.db.models.deletion
import hudang.benefits.vocabulary
import hudang.platform.ciphers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('assessment', '0002_assessments_as_decided'),
        ('households', '0006_approved_by_day'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('village_code', models.CharField(max_length=12, verbose_name='村代码')),
                ('since', models.DateField(verbose_name='起发月')),
                ('until', models.DateField(blank=True, null=True, verbose_name='止发月')),
                ('void', models.BooleanField(default=False, verbose_name='已作废')),
                ('persons', models.PositiveSmallIntegerField(verbose_name='保障人数')),
                ('standard', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='标准（元/人·月）')),
                ('income', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='家庭月收入（元）')),
                ('base', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='基本低保金（元/月）')),
                ('supplements', models.JSONField(blank=True, default=list, verbose_name='分类施保明细')),
                ('supplement', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='分类施保（元/月）')),
                ('total', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='月保障金（元）')),
                ('way', models.CharField(choices=[('normal', '正常发放'), ('phase_out', '渐退期')], default=hudang.benefits.vocabulary.Way['NORMAL'], max_length=9, verbose_name='发放方式')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='渐退期满月')),
                ('reason', models.CharField(choices=[('decision', '审核确认'), ('increase', '增发'), ('decrease', '减发'), ('standard', '标准调整'), ('phase_out', '渐退'), ('import', '按登记金额建立'), ('correction', '勘误')], max_length=10, verbose_name='依据种类')),
                ('reference', models.CharField(blank=True, default='', max_length=60, verbose_name='决定文号')),
                ('note', models.CharField(blank=True, default='', max_length=300, verbose_name='说明')),
                ('made_at', models.DateTimeField(verbose_name='决定时间')),
                ('assessment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='assessment.assessment')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='households.household')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['household_id', 'since', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PaymentList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6, verbose_name='县代码')),
                ('month', models.DateField(verbose_name='月份')),
                ('state', models.CharField(choices=[('draft', '编制中'), ('closed', '已封账'), ('paid', '已回盘')], default=hudang.benefits.vocabulary.ListState['DRAFT'], max_length=6, verbose_name='状态')),
                ('households', models.PositiveIntegerField(default=0, verbose_name='户数')),
                ('persons', models.PositiveIntegerField(default=0, verbose_name='人数')),
                ('total', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='合计（元）')),
                ('price_subsidy', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='价格临时补贴（元/人）')),
                ('price_reference', models.CharField(blank=True, default='', max_length=120, verbose_name='价格临时补贴依据')),
                ('prepared_at', models.DateTimeField(verbose_name='编制时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='封账时间')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='closed_lists', to=settings.AUTH_USER_MODEL)),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prepared_lists', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-month', 'county_code'],
            },
        ),
        migrations.CreateModel(
            name='BankReturn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200, verbose_name='文件名')),
                ('digest', models.CharField(max_length=64, verbose_name='文件 SM3')),
                ('succeeded', models.PositiveIntegerField(default=0, verbose_name='成功')),
                ('failed', models.PositiveIntegerField(default=0, verbose_name='未成功')),
                ('unmatched', models.PositiveIntegerField(default=0, verbose_name='对不上的行')),
                ('wrong', hudang.platform.ciphers.EncryptedField(blank=True, default='', verbose_name='对不上的行')),
                ('made_at', models.DateTimeField(verbose_name='导入时间')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bank_returns', to=settings.AUTH_USER_MODEL)),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='benefits.paymentlist')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='PaymentRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('village_code', models.CharField(max_length=12, verbose_name='村代码')),
                ('household_code', models.CharField(max_length=16, verbose_name='户编号')),
                ('head_name', models.CharField(max_length=50, verbose_name='户主')),
                ('payee', models.CharField(max_length=50, verbose_name='领取人')),
                ('bank', models.CharField(blank=True, default='', max_length=60, verbose_name='开户银行')),
                ('account', hudang.platform.ciphers.EncryptedField(blank=True, default='', verbose_name='银行账号')),
                ('account_hash', models.CharField(blank=True, default='', max_length=64)),
                ('account_tail', models.CharField(blank=True, default='', max_length=4, verbose_name='账号尾号')),
                ('persons', models.PositiveSmallIntegerField(verbose_name='保障人数')),
                ('standard', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='标准')),
                ('base', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='基本低保金')),
                ('supplement', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='分类施保')),
                ('allowance', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='低保金')),
                ('price_subsidy', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='价格临时补贴')),
                ('back_pay', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='补发')),
                ('recovery', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='扣回')),
                ('total', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='实发')),
                ('result', models.CharField(blank=True, choices=[('0', '成功'), ('1', '户名不符'), ('2', '账号错'), ('3', '销户或冻结'), ('4', '已故'), ('9', '其他')], default='', max_length=1, verbose_name='代发结果')),
                ('return_reason', models.CharField(blank=True, default='', max_length=100, verbose_name='退回原因')),
                ('award', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='benefits.award')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='households.household')),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='benefits.paymentlist')),
            ],
            options={
                'ordering': ['list_id', 'household_code'],
            },
        ),
        migrations.CreateModel(
            name='BackPayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_month', models.DateField(verbose_name='自')),
                ('last_month', models.DateField(verbose_name='至')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='金额')),
                ('reason', models.CharField(max_length=300, verbose_name='事由')),
                ('reference', models.CharField(blank=True, default='', max_length=60, verbose_name='决定文号')),
                ('state', models.CharField(choices=[('proposed', '待核对'), ('due', '待补发'), ('paid', '已列入名册'), ('cancelled', '不再补发')], max_length=9, verbose_name='状态')),
                ('made_at', models.DateTimeField()),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='back_payments', to='households.household')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='back_payments', to=settings.AUTH_USER_MODEL)),
                ('returned', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='paid_again_by', to='benefits.paymentrow')),
                ('row', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='back_payments', to='benefits.paymentrow')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Recovery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=12, verbose_name='编号')),
                ('county_code', models.CharField(max_length=6, verbose_name='县代码')),
                ('reason', models.CharField(max_length=300, verbose_name='事由')),
                ('reference', models.CharField(blank=True, default='', max_length=60, verbose_name='决定文号')),
                ('first_month', models.DateField(verbose_name='自')),
                ('last_month', models.DateField(verbose_name='至')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='应追')),
                ('instalment', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='每月扣回')),
                ('recovered', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='实追')),
                ('state', models.CharField(choices=[('open', '追缴中'), ('settled', '已追回'), ('cancelled', '已撤销')], default=hudang.benefits.vocabulary.RecoveryState['OPEN'], max_length=9, verbose_name='状态')),
                ('made_at', models.DateTimeField()),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recoveries', to='households.household')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recoveries', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='月份')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='差额')),
                ('back_payment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='months', to='benefits.backpayment')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='households.household')),
                ('recovery', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='months', to='benefits.recovery')),
            ],
            options={
                'ordering': ['household_id', 'month', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Repayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='金额')),
                ('way', models.CharField(choices=[('deduction', '从低保金中扣回'), ('cash', '缴回')], max_length=9, verbose_name='方式')),
                ('on', models.DateField(verbose_name='日期')),
                ('voucher', models.CharField(blank=True, default='', max_length=60, verbose_name='凭证')),
                ('recovery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='repayments', to='benefits.recovery')),
                ('row', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='repayments', to='benefits.paymentrow')),
            ],
            options={
                'ordering': ['recovery_id', 'on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='StandardChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county_code', models.CharField(max_length=6, verbose_name='县代码')),
                ('month', models.DateField(verbose_name='执行月')),
                ('versions', models.JSONField(default=list, verbose_name='参数版本')),
                ('reference', models.CharField(blank=True, default='', max_length=200, verbose_name='文件依据')),
                ('state', models.CharField(choices=[('computing', '测算中'), ('computed', '待审批'), ('approving', '执行中'), ('approved', '已执行'), ('undoing', '撤销中'), ('undone', '已撤销'), ('discarded', '已作废')], default=hudang.benefits.vocabulary.ChangeState['COMPUTING'], max_length=9, verbose_name='状态')),
                ('made_at', models.DateTimeField(verbose_name='测算时间')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='批准时间')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='approved_changes', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standard_changes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='StandardChangeRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('village_code', models.CharField(max_length=12, verbose_name='村代码')),
                ('old_total', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='原金额')),
                ('new_total', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='新金额')),
                ('outcome', models.CharField(choices=[('raised', '增加'), ('same', '不变'), ('lowered', '降低，须另办减发'), ('ineligible', '不再符合，须另办停发'), ('unreadable', '不能测算')], max_length=10, verbose_name='结果')),
                ('from_assessment', models.BooleanField(default=False, verbose_name='依据上次测算')),
                ('inputs', models.JSONField(blank=True, null=True, verbose_name='依据的数据')),
                ('told', models.CharField(blank=True, default='', max_length=300, verbose_name='说明')),
                ('after', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='made_by_change', to='benefits.award')),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changed_by', to='benefits.award')),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='benefits.standardchange')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standard_changes', to='households.household')),
            ],
            options={
                'ordering': ['change_id', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='自')),
                ('until', models.DateField(blank=True, null=True, verbose_name='至')),
                ('reason', models.CharField(max_length=300, verbose_name='理由')),
                ('decide_by', models.DateField(verbose_name='应处理日期')),
                ('made_at', models.DateTimeField()),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='households.household')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['household_id', 'since'],
            },
        ),
        migrations.AddIndex(
            model_name='award',
            index=models.Index(condition=models.Q(('void', False)), fields=['since', 'until'], name='award_by_month'),
        ),
        migrations.AddIndex(
            model_name='award',
            index=models.Index(condition=models.Q(('until', None), ('void', False)), fields=['ends_on'], name='award_phase_out_due'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.UniqueConstraint(condition=models.Q(('until', None), ('void', False)), fields=('household',), name='one_open_award_a_household'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.UniqueConstraint(condition=models.Q(('void', False)), fields=('household', 'since'), name='one_award_a_month'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('since')), _connector='OR'), name='award_ends_later'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(('base__gte', 0), ('supplement__gte', 0), ('total__gte', 0)), name='award_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='paymentlist',
            constraint=models.UniqueConstraint(fields=('county_code', 'month'), name='one_payment_list_a_month'),
        ),
        migrations.AddConstraint(
            model_name='paymentlist',
            constraint=models.CheckConstraint(condition=models.Q(('state', hudang.benefits.vocabulary.ListState['DRAFT']), ('closed_at__isnull', False), _connector='OR'), name='payment_list_closed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='paymentlist',
            constraint=models.CheckConstraint(condition=models.Q(('price_subsidy__gte', 0), ('total__gte', 0)), name='payment_list_not_negative'),
        ),
        migrations.AddIndex(
            model_name='paymentrow',
            index=models.Index(fields=['list', 'village_code', 'household_code'], name='payment_by_village'),
        ),
        migrations.AddIndex(
            model_name='paymentrow',
            index=models.Index(fields=['list', 'account_hash'], name='payment_by_account'),
        ),
        migrations.AddIndex(
            model_name='paymentrow',
            index=models.Index(fields=['list', 'result'], name='payment_by_result'),
        ),
        migrations.AddConstraint(
            model_name='paymentrow',
            constraint=models.UniqueConstraint(fields=('list', 'household'), name='one_payment_a_household_and_month'),
        ),
        migrations.AddConstraint(
            model_name='paymentrow',
            constraint=models.CheckConstraint(condition=models.Q(('allowance__gte', 0), ('back_pay__gte', 0), ('base__gte', 0), ('price_subsidy__gte', 0), ('recovery__gte', 0), ('supplement__gte', 0), ('total__gte', 0)), name='payment_not_negative'),
        ),
        migrations.AddIndex(
            model_name='backpayment',
            index=models.Index(fields=['state', 'household'], name='back_payment_state'),
        ),
        migrations.AddConstraint(
            model_name='backpayment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='back_payment_positive'),
        ),
        migrations.AddIndex(
            model_name='recovery',
            index=models.Index(fields=['state', 'household'], name='recovery_state'),
        ),
        migrations.AddConstraint(
            model_name='recovery',
            constraint=models.UniqueConstraint(fields=('county_code', 'number'), name='recovery_number_once'),
        ),
        migrations.AddConstraint(
            model_name='recovery',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('instalment__gte', 0), ('recovered__gte', 0), ('recovered__lte', models.F('amount'))), name='recovery_within_what_is_owed'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('back_payment__isnull', False), ('recovery', None)), models.Q(('amount__lt', 0), ('back_payment', None), ('recovery__isnull', False)), _connector='OR'), name='correction_of_one_kind'),
        ),
        migrations.AddConstraint(
            model_name='repayment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='repayment_positive'),
        ),
        migrations.AddIndex(
            model_name='standardchangerow',
            index=models.Index(fields=['change', 'outcome', 'id'], name='change_row_by_outcome'),
        ),
        migrations.AddIndex(
            model_name='standardchangerow',
            index=models.Index(fields=['change', 'village_code'], name='change_row_by_village'),
        ),
        migrations.AddConstraint(
            model_name='standardchangerow',
            constraint=models.UniqueConstraint(fields=('change', 'household'), name='household_once_a_change'),
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=models.UniqueConstraint(condition=models.Q(('until', None)), fields=('household',), name='one_open_suspension_a_household'),
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='suspension_ends_later'),
        ),
    ]
