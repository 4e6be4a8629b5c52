"""Tables of casework: the case, each step it took, its clocks, tasks, figures, and who is kept out of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hudang.accounts.models import User
from hudang.archives.models import HouseholdFile
from hudang.assessment.vocabulary import CaseKind
from hudang.casework.rules.figures import GROUP_LABELS, FigureGroup
from hudang.casework.vocabulary import (
    CASE_KIND_LABELS,
    CLOCK_LABELS,
    FINAL_STAGES,
    PROCEDURE_LABELS,
    STAGE_LABELS,
    TASK_LABELS,
    TASK_STATE_LABELS,
    CaseStage,
    ClockKind,
    Procedure,
    TaskKind,
    TaskState,
)
from hudang.households.models import Household
from hudang.platform.ciphers import EncryptedField


class Case(models.Model):
    """案: one application, or one change of a supported household, from its first day to its decision.

    ``declaration`` is the JSON text of what was declared (``rules.declaration``); the register gets it on acceptance.
    """

    number = models.CharField("案号", max_length=24, unique=True)
    procedure = models.CharField(
        "程序",
        max_length=12,
        choices=[(p.value, PROCEDURE_LABELS[p]) for p in Procedure],
        default=Procedure.APPLICATION,
    )
    kind = models.CharField(
        "申请类型",
        max_length=16,
        choices=[(k.value, CASE_KIND_LABELS[k]) for k in CaseKind],
        default=CaseKind.DIBAO,
    )
    change_kind = models.CharField("变更类型", max_length=2, default="", blank=True)
    stage = models.CharField(
        "阶段", max_length=20, choices=[(s.value, STAGE_LABELS[s]) for s in CaseStage], default=CaseStage.DRAFT
    )
    village_code = models.CharField("村代码", max_length=12)
    # where the applicant of an exempt case really lives; the case itself lies where the county keeps it apart
    home_village = models.CharField("居住地村代码", max_length=12, default="", blank=True)
    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="cases")
    file = models.ForeignKey(HouseholdFile, models.PROTECT, null=True, blank=True, related_name="cases")
    # in which state a known household applied again, so that a refusal takes nothing from it
    state_before = models.CharField("申请前的状态", max_length=10, default="", blank=True)
    applicant_name = models.CharField("申请人", max_length=50, default="", blank=True)
    applicant_hash = models.CharField(max_length=64, default="", blank=True, db_index=True)
    applicant_masked = models.CharField(max_length=18, default="", blank=True)
    declaration = EncryptedField("申报", default="", blank=True)
    # what a change case is about, old and new (forms.md F27)
    change = EncryptedField("变更内容", default="", blank=True)
    exempt = models.BooleanField("免公示", default=False)
    exempt_reason = EncryptedField("免公示的依据", default="", blank=True)
    near_relative = models.BooleanField("近亲属备案", default=False)
    complaint = models.BooleanField("有投诉举报", default=False)
    by_township = models.BooleanField("乡镇确认", default=False)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="following")
    handler = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="handled_cases")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="opened_cases")
    opened_at = models.DateTimeField("登记时间", default=timezone.now)
    submitted_on = models.DateField("申请日期", null=True, blank=True)
    accepted_on = models.DateField("受理日期", null=True, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    # the day by which the next clock asks for something, kept with the case so that lists are found by it
    due_on = models.DateField("最近时限", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["village_code", "stage"], name="case_village_stage"),
            models.Index(fields=["stage", "due_on", "village_code"], name="case_stage_due"),
            models.Index(fields=["due_on", "village_code"], condition=~Q(due_on=None), name="case_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "procedure"],
                condition=~Q(stage__in=sorted(s.value for s in FINAL_STAGES)) & ~Q(household=None),
                name="one_open_case_a_household",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.applicant_name}"

    @property
    def lives_in(self) -> str:
        """The village in which the applicant lives."""
        return self.home_village or self.village_code

    @property
    def finished(self) -> bool:
        """Whether nothing follows."""
        return CaseStage(self.stage) in FINAL_STAGES


class CaseStep(models.Model):
    """一步: from which stage to which, who, when, what he wrote; linked to the step before by its digest."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    sequence = models.PositiveIntegerField("序")
    act = models.CharField("动作", max_length=24)
    from_stage = models.CharField("原阶段", max_length=20)
    to_stage = models.CharField("新阶段", max_length=20)
    actor = models.ForeignKey(User, models.PROTECT, related_name="case_steps")
    actor_name = models.CharField("办理人", max_length=40)
    actor_post = models.CharField("岗位", max_length=30)
    at = models.DateTimeField("时间")
    opinion = EncryptedField("意见", default="", blank=True)
    reason = EncryptedField("理由", default="", blank=True)
    papers = models.JSONField("材料", default=list)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["case_id", "sequence"]
        constraints = [models.UniqueConstraint(fields=["case", "sequence"], name="case_step_once")]

    def __str__(self) -> str:
        return f"{self.case_id}-{self.sequence} {self.act}"


class CaseClock(models.Model):
    """时限: runs from the day after ``started_on`` to ``due_on``; ``lacking_year`` marks a provisional day."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks")
    kind = models.CharField("时限", max_length=20, choices=[(k.value, CLOCK_LABELS[k]) for k in ClockKind])
    started_on = models.DateField("起算")
    days = models.PositiveSmallIntegerField("天数")
    working = models.BooleanField("工作日", default=True)
    pauses = models.JSONField("停止计时", default=list)
    paused_since = models.DateField("停止自", null=True, blank=True)
    due_on = models.DateField("最后一日")
    lacking_year = models.PositiveSmallIntegerField("缺少放假安排的年份", null=True, blank=True)
    ended_on = models.DateField("办结", null=True, blank=True)
    extended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    extension_reason = models.CharField("延期理由", max_length=300, default="", blank=True)

    class Meta:
        ordering = ["case_id", "pk"]
        indexes = [models.Index(fields=["due_on", "case"], condition=Q(ended_on=None), name="clock_running")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(ended_on=None), name="one_running_clock_a_kind"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("started_on")), name="clock_runs_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.due_on}"


class CaseTask(models.Model):
    """调查任务: what is to be found out, by whom, and what was found; nobody outside the case reads it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    kind = models.CharField("任务", max_length=16, choices=[(k.value, TASK_LABELS[k]) for k in TaskKind])
    state = models.CharField(
        "状态", max_length=8, choices=[(s.value, TASK_STATE_LABELS[s]) for s in TaskState], default=TaskState.OPEN
    )
    assigned = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="case_tasks")
    result = EncryptedField("结果", default="", blank=True)
    waived_reason = models.CharField("免做理由", max_length=300, default="", blank=True)
    done_on = models.DateField("完成日期", null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # of the result alone: who records a task does not disturb those who work on the case
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["case_id", "pk"]
        indexes = [models.Index(fields=["assigned", "case"], condition=Q(state="open"), name="task_open")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class CaseFigure(models.Model):
    """五列对照 of one income, asset or expense: declared, neighbours, checked, estimated, verified (R39).

    ``person`` is the member's place in the declaration, empty for the household; ``line`` the row's place there.
    All amounts are of ``period`` (an asset has none); only ``verified`` counts, less ``cost``.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="figures")
    person = models.PositiveSmallIntegerField("成员", null=True, blank=True)
    group = models.CharField("种类", max_length=10, choices=[(g.value, GROUP_LABELS[g]) for g in FigureGroup])
    kind = models.CharField("项目", max_length=3)
    line = models.PositiveSmallIntegerField("序", default=0)
    period = models.CharField("按月或按年", max_length=5, default="", blank=True)
    declared = models.DecimalField("申报", max_digits=12, decimal_places=2, null=True, blank=True)
    neighbours = models.DecimalField("邻里反映", max_digits=12, decimal_places=2, null=True, blank=True)
    checked = models.DecimalField("信息核对", max_digits=12, decimal_places=2, null=True, blank=True)
    estimated = models.DecimalField("推算", max_digits=12, decimal_places=2, null=True, blank=True)
    verified = models.DecimalField("核定", max_digits=12, decimal_places=2, null=True, blank=True)
    cost = models.DecimalField("成本", max_digits=12, decimal_places=2, default=0)
    # C27 for an income, the reason of exemption for an asset
    exclusion = models.CharField("不计入的原因", max_length=2, default="", blank=True)
    reason = models.CharField("差异说明", max_length=300, default="", blank=True)

    class Meta:
        ordering = ["case_id", "group", "person", "line", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "group", "kind", "line"], name="case_figure_of_member"),
            models.UniqueConstraint(
                fields=["case", "group", "kind", "line"], condition=Q(person=None), name="case_figure_of_household"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.group} {self.kind}"


class KeptOut(models.Model):
    """回避: a user who is related to the applicant, and takes no part in the case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="kept_out")
    user = models.ForeignKey(User, models.PROTECT, related_name="kept_out_of")
    relation = models.CharField("关系", max_length=40)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="kept_out_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id}"


class CaseReader(models.Model):
    """免公示案的知情人: the county staff who may see an exempt case; nobody else does."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="readers")
    user = models.ForeignKey(User, models.PROTECT, related_name="exempt_cases")
    named_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="case_reader_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id}"
