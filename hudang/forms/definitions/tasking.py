"""调查任务单: F10a, who finds out what, and by when (process.md §2, 4; M30)."""

from __future__ import annotations

from hudang.forms.definitions.pieces import day, name_of, person, text
from hudang.forms.rules.definition import FormDefinition, Numbering, Section, Signatures, Signer, Table
from hudang.forms.vocabulary import Stage

F10A = FormDefinition(
    code="F10a",
    title="家庭经济状况调查任务单",
    stage=Stage.INVESTIGATING,
    material="M85",
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
FORMS = (F10A,)
