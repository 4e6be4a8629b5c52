"""Households and their members; a membership has dates, so that any past day can be shown (forms.md F06)."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hudang.households.figures import ClassFigure as ClassFigure
from hudang.households.figures import HouseholdFigure as HouseholdFigure
from hudang.households.figures import KindFigure as KindFigure
from hudang.households.figures import TagFigure as TagFigure
from hudang.households.vocabulary import (
    BENEFIT_STATE_LABELS,
    HEAD,
    IDENTITY_CARD,
    INCOME_PERIOD_LABELS,
    BenefitState,
    IncomePeriod,
)
from hudang.kernel.money import MONTHS
from hudang.platform.ciphers import EncryptedField


def _amount(verbose: str) -> models.DecimalField[Decimal | None, Decimal | None]:
    return models.DecimalField(verbose, max_digits=12, decimal_places=2, null=True, blank=True)


class Household(models.Model):
    """一户: the business key is the household code, village code and a number that is never used again (A8)."""

    code = models.CharField("户编号", max_length=16, unique=True)
    village_code = models.CharField("村代码", max_length=12, db_index=True)
    state = models.CharField(
        "在保状态",
        max_length=10,
        choices=[(s.value, BENEFIT_STATE_LABELS[s]) for s in BenefitState],
        default=BenefitState.ACTIVE,
    )
    head_name = models.CharField("户主姓名", max_length=50, default="", blank=True, db_index=True)
    head_pinyin = models.CharField(max_length=120, default="", blank=True)
    head_initials = models.CharField(max_length=30, default="", blank=True, db_index=True)
    assistance = models.CharField("救助类别", max_length=2, default="", blank=True)
    abc_class = models.CharField("ABC 类", max_length=1, default="", blank=True)
    address = models.CharField("居住地址", max_length=200, default="", blank=True)
    registered_address = models.CharField("户籍地址", max_length=200, default="", blank=True)
    registered_village_code = models.CharField("户籍地村代码", max_length=12, default="", blank=True)
    phone = models.CharField("联系电话", max_length=30, default="", blank=True, db_index=True)
    declared_size = models.PositiveSmallIntegerField("家庭人口", null=True, blank=True)
    covered_size = models.PositiveSmallIntegerField("保障人口", null=True, blank=True)
    causes = models.JSONField("致困原因", default=list, blank=True)
    standard = _amount("保障标准（元/人·月）")
    supplement = _amount("分类施保（元/月）")
    allowance = _amount("月保障金（元）")
    certificate_no = models.CharField("低保证号", max_length=40, default="", blank=True)
    bank = models.CharField("开户银行", max_length=60, default="", blank=True)
    account = EncryptedField("银行账号", default="", blank=True)
    account_hash = models.CharField(max_length=64, default="", blank=True, db_index=True)
    account_tail = models.CharField(max_length=4, default="", blank=True)
    applied_on = models.DateField("申请日期", null=True, blank=True)
    approved_on = models.DateField("批准日期", null=True, blank=True)
    stopped_on = models.DateField("停保日期", null=True, blank=True)
    stop_reason = models.CharField("停保原因", max_length=2, default="", blank=True)
    note = models.CharField("备注", max_length=500, default="", blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["code"]
        indexes = [
            models.Index(fields=["village_code", "state"], name="household_village_state"),
            models.Index(fields=["state", "code"], name="household_state_code"),
            models.Index(fields=["approved_on", "village_code"], name="household_approved"),
            models.Index(fields=["certificate_no"], name="household_certificate"),
            # the orders of the list with what is visible, so that a page is found without sorting or reading rows
            models.Index(fields=["code", "village_code"], name="household_by_code"),
            models.Index(fields=["head_pinyin", "code", "village_code"], name="household_by_head"),
            models.Index(fields=["declared_size", "code", "village_code"], name="household_by_size"),
            models.Index(fields=["allowance", "code", "village_code"], name="household_by_allowance"),
            models.Index(fields=["approved_on", "code", "village_code"], name="household_by_approval"),
            models.Index(fields=["updated_at", "code", "village_code"], name="household_by_update"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(allowance=None) | Q(allowance__gte=0), name="household_allowance_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.head_name or '（户主待补）'} {self.code}"


class Person(models.Model):
    """A human being: the identity number is encrypted, found by its keyed hash, shown masked."""

    name = models.CharField("姓名", max_length=50, db_index=True)
    pinyin = models.CharField(max_length=120, default="", blank=True)
    initials = models.CharField(max_length=30, default="", blank=True, db_index=True)
    identity_kind = models.CharField("证件类型", max_length=3, default=IDENTITY_CARD)
    identity = EncryptedField("公民身份号码", default="", blank=True)
    identity_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    identity_masked = models.CharField(max_length=18, default="", blank=True)
    identity_tail = models.CharField(max_length=4, default="", blank=True, db_index=True)
    sex = models.CharField("性别", max_length=1, default="0")
    born_on = models.DateField("出生日期", null=True, blank=True)
    died_on = models.DateField("死亡日期", null=True, blank=True)
    ethnicity = models.CharField("民族", max_length=2, default="", blank=True)

    def __str__(self) -> str:
        return self.name


class NameToken(models.Model):
    """What a person's name is found by (``names.name_tokens``), written whenever the name is."""

    token = models.CharField(max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, related_name="name_tokens")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "person"], name="name_token_once_a_person")]

    def __str__(self) -> str:
        return self.token


class HouseholdMember(models.Model):
    """One person's membership of one household, from a day until a day, with what is known of that time.

    ``until`` is the first day on which it no longer holds: on a day d the members are those with since <= d < until.
    """

    household = models.ForeignKey(Household, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    relation = models.CharField("与户主关系", max_length=2)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    joining = models.CharField("增员类型", max_length=2, default="", blank=True)
    leaving = models.CharField("减员原因", max_length=2, default="", blank=True)
    supported = models.BooleanField("所在户在保", default=True)
    covered = models.BooleanField("是否保障对象", default=True)
    not_counted = models.CharField("不计入共同生活的原因", max_length=1, default="", blank=True)
    registration = models.CharField("户口性质", max_length=1, default="", blank=True)
    marital = models.CharField("婚姻状况", max_length=2, default="", blank=True)
    education = models.CharField("学历", max_length=2, default="", blank=True)
    politics = models.CharField("政治面貌", max_length=2, default="", blank=True)
    health = models.CharField("健康状况", max_length=1, default="", blank=True)
    illness = models.CharField("病种", max_length=60, default="", blank=True)
    hospital = models.CharField("诊治医院", max_length=80, default="", blank=True)
    diagnosed_on = models.DateField("诊断日期", null=True, blank=True)
    medical_paid = _amount("近 12 个月自付医疗费（元）")
    disability_kind = models.CharField("残疾类别", max_length=1, default="", blank=True)
    disability_level = models.CharField("残疾等级", max_length=1, default="", blank=True)
    # both numbers are made of the identity number, so they are kept as it is
    disability_certificate = EncryptedField("残疾人证号", default="", blank=True)
    disability_issued_on = models.DateField("残疾人证发证日期", null=True, blank=True)
    disability_valid_until = models.DateField("残疾人证有效期至", null=True, blank=True)
    work_capacity = models.CharField("劳动能力", max_length=1, default="", blank=True)
    self_care = models.CharField("自理能力", max_length=1, default="", blank=True)
    employment = models.CharField("就业状况", max_length=2, default="", blank=True)
    employer = models.CharField("工作单位", max_length=100, default="", blank=True)
    workplace = models.CharField("工作地点", max_length=100, default="", blank=True)
    job = models.CharField("工种", max_length=40, default="", blank=True)
    school = models.CharField("就读学校", max_length=80, default="", blank=True)
    education_stage = models.CharField("学段", max_length=1, default="", blank=True)
    grade = models.CharField("年级", max_length=20, default="", blank=True)
    student_card = EncryptedField("学生证号", default="", blank=True)
    student_card_valid_until = models.DateField("学生证有效期至", null=True, blank=True)
    graduates_on = models.DateField("预计毕业日期", null=True, blank=True)
    living = models.CharField("居住方式", max_length=1, default="", blank=True)
    phone = models.CharField("联系电话", max_length=30, default="", blank=True)
    supplements = models.JSONField("分类施保身份", default=list, blank=True)
    insurance = models.JSONField("社会保险", default=list, blank=True)
    special = models.JSONField("特定对象", default=list, blank=True)

    class Meta:
        ordering = ["household_id", "relation", "pk"]
        indexes = [
            models.Index(fields=["phone"], name="member_phone"),
            # from a person to the household of today, without reading the long row of the membership
            models.Index(fields=["person", "household"], condition=Q(until=None), name="member_present"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(until=None, supported=True), name="person_in_one_supported_household"
            ),
            models.UniqueConstraint(
                fields=["household"], condition=Q(until=None, relation=HEAD), name="household_has_one_head"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="membership_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)

    @property
    def is_head(self) -> bool:
        """Whether this member is the head of the household."""
        return self.relation == HEAD


class IncomeItem(models.Model):
    """One income of a member (or of the household as a whole) by kind and period; ``until`` as for members.

    An amount of zero says that there is none; no item at all says that nobody asked yet.
    """

    household = models.ForeignKey(Household, models.CASCADE, related_name="incomes")
    member = models.ForeignKey(HouseholdMember, models.CASCADE, null=True, blank=True, related_name="incomes")
    kind = models.CharField("收入项", max_length=3)
    amount = models.DecimalField("金额", max_digits=12, decimal_places=2)
    period = models.CharField(
        "计算期",
        max_length=5,
        choices=[(p.value, INCOME_PERIOD_LABELS[p]) for p in IncomePeriod],
        default=IncomePeriod.MONTH,
    )
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        ordering = ["household_id", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="income_not_negative")]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"

    @property
    def monthly(self) -> Decimal:
        """Yuan a month, unrounded."""
        return self.amount / MONTHS if self.period == IncomePeriod.YEAR else self.amount


class Asset(models.Model):
    """One asset of the household (forms.md F12)."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="assets")
    kind = models.CharField("财产类别", max_length=2)
    description = models.CharField("说明", max_length=120, default="", blank=True)
    value = _amount("估值（元）")
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        ordering = ["household_id", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.description}"


class Dwelling(models.Model):
    """Housing and utilities of a household (dynamic-review.md §5, 房产水电)."""

    household = models.OneToOneField(Household, models.CASCADE, related_name="dwelling")
    kind = models.CharField("住房性质", max_length=2, default="", blank=True)
    structure = models.CharField("房屋结构", max_length=2, default="", blank=True)
    area = models.DecimalField("面积（㎡）", max_digits=7, decimal_places=2, null=True, blank=True)
    rooms = models.PositiveSmallIntegerField("间数", null=True, blank=True)
    danger = models.CharField("危房等级", max_length=1, default="", blank=True)
    land_mu = models.DecimalField("承包地（亩）", max_digits=8, decimal_places=2, null=True, blank=True)
    water_account = models.CharField("水户号", max_length=30, default="", blank=True)
    water_monthly = _amount("月均水费（元）")
    power_account = models.CharField("电户号", max_length=30, default="", blank=True)
    power_monthly = _amount("月均电费（元）")
    fuel_monthly = _amount("月均燃料取暖（元）")
    telecom_monthly = _amount("月均通讯费（元）")

    def __str__(self) -> str:
        return str(self.household_id)


class Classification(models.Model):
    """How a household is classified now: derived, with its reasons; a person's override keeps both (R6, R8)."""

    household = models.OneToOneField(Household, models.CASCADE, related_name="classification")
    family_structure = models.CharField("家庭结构", max_length=2, db_index=True)
    income_source = models.CharField("主要收入来源", max_length=2, db_index=True)
    derived_structure = models.CharField(max_length=2)
    derived_source = models.CharField(max_length=2)
    reasons = models.JSONField("理由", default=list)
    overridden = models.BooleanField("人工调整", default=False)
    override_reason = models.CharField("调整理由", max_length=300, default="", blank=True)
    # a derivation that came out differently after a change, waiting for somebody to look at it
    proposed_structure = models.CharField(max_length=2, default="", blank=True)
    proposed_source = models.CharField(max_length=2, default="", blank=True)
    proposed_reasons = models.JSONField("建议的理由", default=list, blank=True)
    scheme_version = models.CharField("分类方案版本", max_length=20)
    classified_on = models.DateField("分类日期")

    def __str__(self) -> str:
        return f"{self.family_structure}/{self.income_source}"

    @property
    def has_proposal(self) -> bool:
        """Whether members or incomes changed so that another class is proposed."""
        return bool(self.proposed_structure or self.proposed_source)


class HouseholdTag(models.Model):
    """One characteristic that holds for a household, with the person it comes from."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="tags")
    tag = models.CharField("特征", max_length=24)
    reason = models.CharField("理由", max_length=200, default="", blank=True)

    class Meta:
        ordering = ["household_id", "tag"]
        constraints = [models.UniqueConstraint(fields=["household", "tag"], name="household_tag_once")]
        indexes = [models.Index(fields=["tag", "household"], name="tag_households")]

    def __str__(self) -> str:
        return self.tag


class HouseholdNumber(models.Model):
    """The last household number given in a village: numbers only grow, also after a household ended."""

    village_code = models.CharField(max_length=12, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.village_code} {self.last}"
