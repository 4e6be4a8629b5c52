"""增减停发: F27 change, F28 notice, F29 stop, F30 phase-out, F31 recovery, F34 grievance, F38 work, F40 correction."""

from __future__ import annotations

from hudang.forms.definitions.pieces import (
    AGREE,
    BASIS,
    CHANGE_KIND,
    CHANGE_REASON,
    FACTS,
    REASONS,
    RELATION,
    REMEDY,
    REMEDY_FIELDS,
    SERVED,
    choice,
    choices,
    day,
    identity,
    identity_of,
    money,
    month,
    number,
    office_phone,
    person,
    phone,
    refusal_fields,
    story,
    text,
    yes_no,
)
from hudang.forms.rules.checks import adds_up, before, filled_when, in_order, months_span, not_more, something_changes
from hudang.forms.rules.definition import FormDefinition, Numbering, Opinion, Section, Signatures, Signer, Table, Text
from hudang.forms.vocabulary import Identity, Issuer, Stage
from hudang.households.vocabulary import ASSISTANCE, HEALTH, SUPPLEMENT_CLASS

F27 = FormDefinition(
    code="F27",
    title="最低生活保障变更审批表",
    stage=Stage.CHANGING,
    material="M75",
    materials=("M76", "M77"),
    issuer=Issuer.COUNTY,
    numbering=Numbering("低变字", Issuer.COUNTY),
    sections=(
        Section(
            "一、变更",
            (
                person("head", "户主", required=True, width=4),
                identity_of(width=8),
                text("address", "住址", width=12),
                choice("kind", "变更类型", required=True, choices=CHANGE_KIND, width=12, lines=2),
                choice("reason", "变更原因", required=True, choices=CHANGE_REASON, width=6, boxes=False),
                month("from_month", "生效年月", required=True, width=6),
                yes_no("retroactive", "追溯以前月份", required=True, width=4),
                text("retroactive_basis", "追溯依据", required=True, width=8, when=("retroactive", "yes")),
                story("facts", "变更事实和证据", required=True, lines=4),
            ),
        ),
        Section(
            "二、变更前后",
            (
                number("old_size", "原家庭人口", required=True, unit="人", width=6, most=20),
                number("new_size", "新家庭人口", required=True, unit="人", width=6, most=20),
                number("old_covered", "原保障人数", required=True, unit="人", width=6, most=20),
                number("new_covered", "新保障人数", required=True, unit="人", width=6, most=20),
                money("old_income", "原月收入", help="由花名册导入、未登记收入的不填", width=6),
                money("new_income", "新月收入", required=True, width=6),
                choice("old_assistance", "原救助类别", required=True, choices=ASSISTANCE, width=6),
                choice("new_assistance", "新救助类别", required=True, choices=ASSISTANCE, width=6),
                money("old_amount", "原月保障金", required=True, width=4),
                money("new_amount", "新月保障金", required=True, width=4),
                money("difference", "差额", required=True, help="减少的填负数", least=-999999, width=4),
            ),
        ),
        Section(
            "三、增减成员和分类施保",
            (
                Table(
                    "members",
                    "增减成员",
                    (
                        choice("change", "增减", required=True, choices={"add": "增", "leave": "减"}, width=5),
                        person("name", "姓名", required=True, width=8),
                        choice("sex", "性别", choices={"1": "男", "2": "女"}, width=5),
                        identity("identity", "公民身份号码", required=True, width=19),
                        choice("relation", "与户主关系", required=True, choices=RELATION, width=9),
                        choice("health", "健康", choices=HEALTH, width=9),
                        money("income", "月收入", width=8),
                        text("why", "理由", required=True, width=12),
                    ),
                    most=12,
                    blank_rows=3,
                ),
                Table(
                    "supplements",
                    "分类施保调整",
                    (
                        person("name", "姓名", required=True, width=12),
                        choice("old_class", "原身份", choices=SUPPLEMENT_CLASS, width=16),
                        choice("new_class", "新身份", choices=SUPPLEMENT_CLASS, width=16),
                        money("old_amount", "原金额", width=10),
                        money("new_amount", "新金额", width=10),
                    ),
                    most=20,
                    blank_rows=3,
                ),
                person("new_head", "新户主", required=True, width=6, when=("kind", "5")),
                text("new_place", "迁入村（社区）", required=True, width=12, when=("kind", "10")),
                yes_no("published", "是否公示", required=True, width=6),
                text("notice_number", "告知书编号", help="减发、停发须先有告知书", width=12, longest=60),
            ),
        ),
        Section(
            "四、意见",
            (
                Opinion("township", "乡镇人民政府\n（街道办事处）意见", choices=AGREE, required=True, lines=3),
                Opinion("county", "县级民政部门意见", choices=AGREE, required=True, lines=3),
            ),
        ),
    ),
    checks=(
        something_changes(
            (
                ("old_amount", "new_amount"),
                ("old_size", "new_size"),
                ("old_covered", "new_covered"),
                ("old_income", "new_income"),
                ("old_assistance", "new_assistance"),
            ),
            ("members", "supplements", "new_head", "new_place"),
        ),
        adds_up(
            ("old_amount", "difference"), "new_amount", "原月保障金加差额为 {sum} 元，与新月保障金 {total} 元不一致。"
        ),
        filled_when("kind", ("2", "3"), ("notice_number",), "减发、停发须先告知当事人，请填写告知书编号。"),
    ),
)

ADVERSE = {"1": "减发", "2": "停发", "3": "渐退", "4": "不予变更"}
_REFUSED = "4"
_CHANGED = ("kind", tuple(code for code in ADVERSE if code != _REFUSED))
F28 = FormDefinition(
    code="F28",
    title="最低生活保障变更告知书",
    stage=Stage.SERVING,
    material="M79",
    materials=("M81",),
    issuer=Issuer.COUNTY,
    letter=True,
    identity=Identity.MASKED,
    numbering=Numbering("低变告字", Issuer.COUNTY),
    addressee="{head}",
    sections=(
        Section(
            "告知",
            (
                person("head", "户主", required=True, width=4),
                choice("kind", "业务", required=True, choices=ADVERSE, width=8),
                *refusal_fields("变更"),
                text("matter", "变更事项", required=True, width=12, longest=60, when=("kind", _REFUSED)),
                month("from_month", "生效年月", required=True, width=4, when=_CHANGED),
                money("old_amount", "原月保障金", required=True, width=4),
                money("new_amount", "新月保障金", required=True, help="停发填 0", width=4),
                *REMEDY_FIELDS,
                person("handler", "经办人", required=True, width=6),
                office_phone("phone", "咨询电话", required=True, width=6),
            ),
            printed=False,
        ),
        Section(
            "",
            (
                Text(
                    "根据对你家庭情况的核查，我单位决定自{from_month}起对你家的最低生活保障金予以{kind}：月保障金由{old_amount}元调整为{new_amount}元。",
                    when=_CHANGED,
                ),
                Text(
                    "关于你家最低生活保障的变更事项（{matter}），经审核，我单位决定不予变更：月保障金仍为{old_amount}元。",
                    when=("kind", _REFUSED),
                ),
                FACTS,
                REASONS,
                BASIS,
                REMEDY,
                Text("家庭情况发生变化，符合条件的，可以重新申请。", when=_CHANGED),
                Text("家庭情况再有变化的，请及时向乡镇人民政府（街道办事处）报告。", when=("kind", _REFUSED)),
                Text("经办人：{handler}　　咨询电话：{phone}"),
            ),
        ),
        SERVED,
    ),
    checks=(not_more("new_amount", "old_amount", "本告知书用于减发、停发、渐退，新月保障金不能高于原额。"),),
    titles=("kind", {code: f"最低生活保障{word}告知书" for code, word in ADVERSE.items()}),
)

FOLLOW_UP = {"1": "低保边缘", "2": "刚性支出困难", "3": "特困供养", "4": "临时救助", "5": "医疗救助", "6": "无"}
F29 = FormDefinition(
    code="F29",
    title="最低生活保障停发审批表",
    stage=Stage.CHANGING,
    material="M80",
    issuer=Issuer.COUNTY,
    numbering=Numbering("低停字", Issuer.COUNTY),
    sections=(
        Section(
            "一、停发",
            (
                person("head", "户主", required=True, width=4),
                identity_of(width=8),
                number("covered", "保障人数", required=True, unit="人", width=4, most=20),
                money("amount", "月保障金", required=True, width=4),
                text("certificate_no", "低保证号", width=4, longest=40),
                text("address", "住址", width=12),
                choice("reason", "停发事由", required=True, choices=CHANGE_REASON, width=6, boxes=False),
                month("from_month", "停发年月", required=True, width=6),
                month("last_month", "最后发放月", required=True, width=6),
                money("overpaid", "多发金额", required=True, help="没有填 0", width=6),
                story("facts", "事实与证据", required=True, lines=5),
                text("basis", "依据", required=True, width=12),
            ),
        ),
        Section(
            "二、后续",
            (
                yes_no("recover", "追缴", required=True, width=4),
                text("recovery_number", "追缴单编号", required=True, width=8, longest=40, when=("recover", "yes")),
                yes_no("certificate_back", "低保证收回", required=True, width=6),
                yes_no("close_file", "档案定卷", required=True, width=6),
                choices("follow_up", "转介", choices=FOLLOW_UP, width=12),
                text("notice_number", "告知书编号", help="停发须书面说明理由并送达", width=12, longest=60),
            ),
        ),
        Section(
            "三、意见",
            (
                Opinion("township", "乡镇人民政府\n（街道办事处）意见", choices=AGREE, required=True, lines=3),
                Opinion("county", "县级民政部门意见", choices=AGREE, required=True, lines=3),
            ),
        ),
    ),
    checks=(before("last_month", "from_month", "最后发放月应早于停发年月。"),),
    note="停发须有法定事由，书面说明理由并送达（《社会救助暂行办法》第十三条）；不得因逾期未核查而停发。",
)

F30 = FormDefinition(
    code="F30",
    title="最低生活保障渐退期审批表",
    stage=Stage.CHANGING,
    material="M78",
    issuer=Issuer.COUNTY,
    numbering=Numbering("低渐字", Issuer.COUNTY),
    sections=(
        Section(
            "",
            (
                person("head", "户主", required=True, width=4),
                identity_of(width=8),
                number("size", "家庭人口", required=True, unit="人", width=4, least=1, most=20),
                choice("assistance", "救助类别", required=True, choices=ASSISTANCE, width=4),
                phone("phone", "联系电话", width=4),
                text("address", "住址", required=True, width=12),
                story("income_change", "收入变动说明", required=True, lines=4),
                money("per_head", "现人均月收入", required=True, width=6),
                money("standard", "保障标准", required=True, unit="元/人·月", width=6),
                money("old_amount", "原月保障金", required=True, width=6),
                money("amount", "渐退期月额", required=True, width=6),
                number("months", "渐退期", required=True, unit="月", width=4, least=1, most=36),
                month("from_month", "起", required=True, width=4),
                month("until_month", "止", required=True, width=4),
                choice("then", "到期后", required=True, choices={"1": "停发", "2": "复核后决定"}, width=6),
                day("examined_on", "审核日期", required=True, width=6),
            ),
        ),
        Section(
            "意见",
            (
                Opinion("township", "乡镇人民政府\n（街道办事处）意见", choices=AGREE, required=True, lines=3),
                Opinion("county", "县级民政部门意见", choices=AGREE, required=True, lines=3),
            ),
        ),
    ),
    checks=(
        months_span("from_month", "months", "until_month"),
        not_more("standard", "per_head", "渐退用于人均收入已达到标准的家庭；仍低于标准的，按变更办理。"),
    ),
)

F31 = FormDefinition(
    code="F31",
    title="最低生活保障金追缴单",
    stage=Stage.CHANGING,
    material="M82",
    issuer=Issuer.COUNTY,
    numbering=Numbering("追缴", Issuer.COUNTY, "{year}{month}-{number:03d}"),
    sections=(
        Section(
            "",
            (
                person("head", "户主", required=True, width=4),
                identity_of(width=8),
                story("reason", "追缴事由", required=True, lines=3),
                text("basis", "依据", required=True, width=12),
                month("from_month", "多发起月", required=True, width=6),
                month("until_month", "多发止月", required=True, width=6),
                money("due", "应追金额", required=True, width=4),
                money("paid", "实追金额", required=True, help="没有填 0", width=4),
                money("balance", "余额", required=True, width=4),
                yes_no("by_instalments", "分期", required=True, width=12),
                Table(
                    "instalments",
                    "分期与缴款",
                    (
                        day("due_on", "应缴日期", planned=True, width=14),
                        money("amount", "应缴", width=12),
                        day("paid_on", "实缴日期", width=14),
                        money("paid", "实缴", width=12),
                        text("receipt", "凭证号", width=16),
                    ),
                    blank_rows=6,
                ),
                choice(
                    "state",
                    "状态",
                    required=True,
                    choices={"1": "追缴中", "2": "已缴清", "3": "减免", "4": "移送"},
                    width=12,
                ),
                Signatures(
                    (
                        Signer("head_signature", "缴款人"),
                        Signer("handler", "经办人"),
                        Signer("office", "单位", seal=True),
                    )
                ),
            ),
        ),
    ),
    checks=(
        in_order("from_month", "until_month", "多发止月不能早于起月。"),
        adds_up(("paid", "balance"), "due", "实追与余额合计为 {sum} 元，应等于应追金额 {total} 元。"),
    ),
)
FORMS = (F27, F28, F29, F30, F31)
