"""调查任务单, 延期审批单 and 报送清单: F10a (M30), F54 (M54), F47 (M47); process.md §2."""

from __future__ import annotations

from hudang.forms.definitions.pieces import AGREE, day, name_of, number, person, story, text
from hudang.forms.rules.definition import FormDefinition, Numbering, Opinion, Section, Signatures, Signer, Table
from hudang.forms.vocabulary import Stage

F10A = FormDefinition(
    code="F10a",
    title="家庭经济状况调查任务单",
    stage=Stage.INVESTIGATING,
    material="M30",
    numbering=Numbering("低调字"),
    sections=(
        Section(
            "案件",
            (
                name_of(),
                text("case_number", "案号", required=True, width=8, longest=40),
                text("address", "居住地址", required=True, width=12),
                day("accepted_on", "受理日期", required=True, width=4),
                day("started_on", "启动调查日期", required=True, width=4),
                day("examine_by", "提出初审意见期限", planned=True, width=4),
            ),
        ),
        Section(
            "任务",
            (
                Table(
                    "tasks",
                    "",
                    (
                        text("what", "调查任务", required=True, width=16),
                        text("how", "要求", required=True, width=44),
                        person("who", "承办人", width=12),
                        text("done", "完成情况", width=12),
                    ),
                    least=1,
                    blank_rows=6,
                ),
                Signatures((Signer("handler", "经办人", seal=True),)),
            ),
        ),
    ),
)
F54 = FormDefinition(
    code="F54",
    title="办理时限延期审批单",
    stage=Stage.INVESTIGATING,
    material="M54",
    numbering=Numbering("低延字"),
    sections=(
        Section(
            "申请",
            (
                name_of(),
                text("case_number", "案号", required=True, width=8, longest=40),
                day("started_on", "起算日期", required=True, width=4),
                number("days", "原时限", required=True, unit="个工作日", width=4, least=1, most=200),
                day("due_on", "原最后一日", required=True, planned=True, width=4),
                number("extended_days", "延至", required=True, unit="个工作日", width=6, least=1, most=200),
                day("extended_to", "延期后最后一日", required=True, planned=True, width=6),
                story("reason", "延期理由", required=True, lines=4),
                Signatures((Signer("asked_by", "申请人（经办）", required=True),)),
            ),
        ),
        Section("审批", (Opinion("approval", "负责人意见", ("负责人",), AGREE, required=True),)),
    ),
    note="全流程时限只能延长一次；申请和批准不得为同一人。",
)
F47 = FormDefinition(
    code="F47",
    title="最低生活保障申请报送清单",
    stage=Stage.INVESTIGATING,
    material="M47",
    numbering=Numbering("低报字"),
    sections=(
        Section(
            "报送",
            (
                name_of(),
                text("case_number", "案号", required=True, width=8, longest=40),
                text("reported_to", "报送单位", required=True, width=8),
                day("reported_on", "报送日期", required=True, width=4),
                text("published", "公示情况", required=True, width=12),
                story("opinion", "乡镇（街道）意见", required=True, lines=3),
            ),
        ),
        Section(
            "材料清单",
            (
                Table(
                    "papers",
                    "",
                    (
                        number("number", "件号", required=True, width=6, most=999),
                        text("material", "材料", required=True, width=30),
                        text("title", "题名", required=True, width=40, longest=200),
                        number("pages", "页数", required=True, width=8, most=9999),
                    ),
                    most=120,
                    blank_rows=16,
                ),
                number("items", "共计", unit="件", required=True, width=6, most=999),
                number("pages", "页数合计", unit="页", required=True, width=6, most=9999),
                Signatures((Signer("handler", "报送人", required=True, seal=True), Signer("receiver", "县级接收人"))),
            ),
        ),
    ),
    note="清单与户袋目录一致；县级民政部门据此接收审核。",
)
FORMS = (F10A, F47, F54)
