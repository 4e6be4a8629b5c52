"""受理: F03 acceptance, F04 one-time correction notice, F05 non-acceptance, F07 filing of near relatives (forms.md)."""

from __future__ import annotations

from hudang.forms.definitions.pieces import (
    BASIS,
    FACTS,
    ORIGINAL,
    REASONS,
    RELATION,
    REMEDY,
    REMEDY_FIELDS,
    SERVED,
    choice,
    day,
    identity_of,
    money,
    name_of,
    number,
    office_phone,
    person,
    phone_of,
    refusal_fields,
    text,
    yes_no,
)
from hudang.forms.rules.definition import FormDefinition, Numbering, Section, Signatures, Signer, Table, Text
from hudang.forms.vocabulary import Identity, Stage
from hudang.households.vocabulary import ASSISTANCE

_PAPERS = (
    text("name", "材料名称", required=True, width=26),
    number("copies", "份数", required=True, width=6, least=1, most=200),
    choice("original", "原件或复印件", required=True, choices=ORIGINAL, width=10),
    text("note", "备注", width=14),
)
_HANDLED = (
    person("handler", "经办人", required=True, width=6),
    office_phone("phone", "咨询电话", required=True, width=6),
)

F03 = FormDefinition(
    code="F03",
    title="受理通知书",
    stage=Stage.APPLYING,
    material="M03",
    letter=True,
    identity=Identity.MASKED,
    numbering=Numbering("低受字"),
    addressee="{applicant}",
    sections=(
        Section(
            "受理",
            (
                name_of(),
                text("matter", "申请事项", required=True, help="例如：最低生活保障（农村低保）", width=8),
                day("applied_on", "申请日期", required=True, width=6),
                day("accepted_on", "受理日期", required=True, width=6),
                number(
                    "days",
                    "办理期限",
                    required=True,
                    unit="工作日",
                    help="特殊情况延长的，另行告知",
                    width=6,
                    least=1,
                    most=90,
                ),
                *_HANDLED,
            ),
            printed=False,
        ),
        Section(
            "",
            (
                Text(
                    "你于{applied_on}提出的{matter}申请收悉。经审查，申请材料齐全，符合受理条件，"
                    "我单位决定自{accepted_on}起受理。"
                ),
                Text(
                    "我单位将依法开展入户调查、邻里访问、信函索证、信息核对，自受理之日起{days}个工作日内办结；"
                    "公示异议等特殊情况需要延长的，另行告知。办理期间请保持电话畅通，配合调查；"
                    "家庭人口、收入、财产发生变化的，请及时告知。"
                ),
                Text("已收到下列材料："),
                Table("papers", "", _PAPERS, least=1, blank_rows=8),
                Text("经办人：{handler}　　咨询电话：{phone}"),
            ),
        ),
        SERVED,
    ),
)

F04 = FormDefinition(
    code="F04",
    title="一次性补正告知书",
    stage=Stage.APPLYING,
    material="M04",
    letter=True,
    identity=Identity.MASKED,
    numbering=Numbering("低补字"),
    addressee="{applicant}",
    sections=(
        Section(
            "补正",
            (
                name_of(),
                text("matter", "申请事项", required=True, width=8),
                day("applied_on", "申请日期", required=True, width=6),
                day("until_on", "补正期限至", required=True, width=6, planned=True),
                text("place", "补交地点", required=True, help="例如：舍力镇便民服务中心社会救助窗口", width=12),
                *_HANDLED,
            ),
            printed=False,
        ),
        Section(
            "",
            (
                Text(
                    "你于{applied_on}提出的{matter}申请收悉。经审查，申请材料不齐全或者不符合规定形式，现将需要补正的全部内容一次性告知："
                ),
                Table(
                    "missing",
                    "",
                    (
                        text("name", "需补正的材料", required=True, width=22),
                        text("problem", "问题", required=True, width=16, help="没有提交、过期、不清楚、与原件不符等"),
                        text("how", "怎样补正", width=18),
                    ),
                    least=1,
                    blank_rows=8,
                ),
                Text(
                    "请于{until_on}前将上述材料补交到{place}。材料补齐后即予受理；逾期未补正又未说明理由的，"
                    "视为放弃本次申请，以后可以重新申请。能够通过信息共享核实的，无需提交。"
                ),
                Text("经办人：{handler}　　咨询电话：{phone}"),
            ),
        ),
        SERVED,
    ),
    note="补正告知只能作出一次，应当列出全部需要补正的内容。",
)

F05 = FormDefinition(
    code="F05",
    title="不予受理告知书",
    stage=Stage.APPLYING,
    material="M05",
    letter=True,
    identity=Identity.MASKED,
    numbering=Numbering("低不受字"),
    addressee="{applicant}",
    sections=(
        Section(
            "不予受理",
            (
                name_of(),
                text("matter", "申请事项", required=True, width=8),
                day("applied_on", "申请日期", required=True, width=12),
                *refusal_fields("不予受理"),
                *REMEDY_FIELDS,
                *_HANDLED,
            ),
            printed=False,
        ),
        Section(
            "",
            (
                Text("你于{applied_on}提出的{matter}申请收悉。经审查，决定不予受理。"),
                FACTS,
                REASONS,
                BASIS,
                REMEDY,
                Text("经办人：{handler}　　咨询电话：{phone}"),
            ),
        ),
        SERVED,
    ),
)

OFFICER_KIND = {"1": "县级民政部门工作人员", "2": "乡镇（街道）工作人员", "3": "村（居）民委员会成员"}
CHANNEL = {"1": "申请人申报", "2": "工作人员申报", "3": "信息比对发现"}

F07 = FormDefinition(
    code="F07",
    by_clerk=True,
    title="近亲属申请享受最低生活保障备案表",
    stage=Stage.APPLYING,
    material="M06",
    numbering=Numbering("低备字"),
    sections=(
        Section(
            "工作人员",
            (
                name_of("officer", "姓名"),
                identity_of("officer_identity"),
                text("officer_unit", "工作单位", required=True, width=6),
                text("officer_duty", "职务", required=True, width=6),
                phone_of("officer_phone"),
                choice("officer_kind", "类别", required=True, choices=OFFICER_KIND, width=12),
            ),
        ),
        Section(
            "申请人（保障对象）",
            (
                name_of(),
                identity_of(),
                choice("relation", "与工作人员关系", required=True, choices=RELATION, width=6),
                person("head", "户主姓名", required=True, width=6),
                choice("kind", "救助类别", choices=ASSISTANCE, width=4),
                number("covered", "保障人数", unit="人", width=4, most=20),
                money("allowance", "月保障金", width=4),
                text("address", "家庭住址", width=12),
            ),
        ),
        Section(
            "备案",
            (
                choice("channel", "申报渠道", required=True, choices=CHANNEL, width=12),
                person("registrar", "乡镇登记人", required=True, width=6),
                day("registered_on", "登记日期", required=True, width=6),
                day("visited_on", "县级入户日期", width=6),
                text("visit_result", "县级入户结论", width=6),
                yes_no("ended", "变更或解除", width=6),
                day("ended_on", "变更、解除日期", required=True, width=6, when=("ended", "yes")),
                Signatures(
                    (Signer("applicant_signature", "申报人"), Signer("registrar_signature", "登记人", seal=True))
                ),
            ),
        ),
    ),
    note="有近亲属关系的，县级民政部门必须入户调查，没有县级入户结论不得确认。",
)
FORMS = (F03, F04, F05, F07)
