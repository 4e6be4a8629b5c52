"""调查任务单 and 延期审批单: F10a, who finds out what by when (M30); F54, more time by leave (M54; process.md §2)."""

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
FORMS = (F10A, F54)
