"""审核确认: F23 approval form, F24 notice of approval, F24b notice of refusal, F25 proof of service (forms.md)."""

from __future__ import annotations

from hudang.forms.definitions.pieces import (
    AGREE,
    BASIS,
    FACTS,
    MEMBER_COLUMNS,
    REASONS,
    REMEDY,
    REMEDY_FIELDS,
    SERVED,
    SERVICE,
    choice,
    day,
    identity_of,
    money,
    month,
    name_of,
    number,
    office_phone,
    person,
    phone_of,
    refusal_fields,
    story,
    text,
    yes_no,
)
from hudang.forms.rules.checks import in_order, no_repeats, not_over, one_head
from hudang.forms.rules.definition import FormDefinition, Numbering, Opinion, Section, Signatures, Signer, Table, Text
from hudang.forms.vocabulary import Identity, Issuer, Stage
from hudang.households.vocabulary import (
    ABC_CLASS,
    ASSISTANCE,
    EMPLOYMENT,
    ETHNICITY_LABELS,
    HEALTH,
    HOUSE_KIND,
    MARITAL,
)

F23 = FormDefinition(
    code="F23",
    title="最低生活保障审核确认表",
    stage=Stage.DECIDING,
    material="M50",
    issuer=Issuer.COUNTY,
    numbering=Numbering("低确字", Issuer.COUNTY),
    sections=(
        Section(
            "一、户主",
            (
                person("head", "姓名", required=True, width=4),
                choice("sex", "性别", required=True, choices={"1": "男", "2": "女"}, width=4),
                choice("ethnicity", "民族", required=True, choices=ETHNICITY_LABELS, width=4),
                identity_of(width=8),
                choice("marital", "婚姻", required=True, choices=MARITAL, width=4, boxes=False),
                choice("health", "健康状况", required=True, choices=HEALTH, width=4, boxes=False),
                choice("employment", "就业状况", required=True, choices=EMPLOYMENT, width=4, boxes=False),
                phone_of(width=4),
                text("address", "家庭住址", required=True, width=8),
                choice("house_kind", "住房类别", required=True, choices=HOUSE_KIND, width=4, boxes=False),
            ),
        ),
        Section("二、共同生活的家庭成员", (Table("members", "", MEMBER_COLUMNS, least=1, most=20, blank_rows=6),)),
        Section(
            "三、家庭经济状况",
            (
                money("income", "收入合计", required=True, help="城市填月收入，农村填年收入", unit="元", width=4),
                choice("period", "期间", required=True, choices={"month": "月", "year": "年"}, width=4),
                money("per_head", "人均月收入", required=True, width=4),
                text("assets", "财产结论", required=True, width=12),
                text("supporters", "赡养义务人情况", help="没有法定义务人的写“无”", width=12),
                text("rigid", "刚性支出", width=6),
                text("exempt", "财产豁免", width=6),
                yes_no("related", "近亲属备案", required=True, width=6),
                yes_no("alone", "单人户", required=True, width=6),
                text("other_benefits", "已享待遇", help="残疾人两项补贴、高龄津贴等", width=12),
            ),
        ),
        Section(
            "四、公示与评议",
            (
                yes_no("published", "已公示", required=True, width=4),
                day("notice_from", "公示起", required=True, width=4, when=("published", "yes")),
                day("notice_until", "公示止", required=True, width=4, when=("published", "yes")),
                text("notice_result", "公示结果", required=True, width=12, when=("published", "yes")),
                text("exempt_basis", "免公示依据", required=True, width=12, when=("published", "no")),
                text("hearing", "评议情况", help="没有评议的不填", width=12),
            ),
        ),
        Section(
            "五、意见",
            (
                Opinion("village", "村（居）民委员会意见", ("负责人",), lines=2),
                Opinion("township", "乡镇人民政府\n（街道办事处）\n审核意见", choices=AGREE, required=True, lines=3),
                Opinion("county", "县级民政部门\n确认意见", choices=AGREE, required=True, lines=3),
            ),
        ),
        Section(
            "六、核定",
            (
                choice("assistance", "救助类别", required=True, choices=ASSISTANCE, width=4),
                choice("abc_class", "ABC 类", choices=ABC_CLASS, width=4),
                number("covered", "保障人数", required=True, unit="人", width=4, least=1, most=20),
                money("standard", "保障标准", required=True, unit="元/人·月", width=4),
                money("gap", "补差额", required=True, width=4),
                money("supplement", "分类施保", required=True, width=4),
                story("supplement_detail", "分类施保明细", help="逐人写明身份、比例或定额、金额"),
                money("total", "月合计", required=True, width=4),
                month("from_month", "起发年月", required=True, width=4),
                day("next_check_on", "下次核查日", required=True, planned=True, width=4),
                text("certificate_no", "救助证号", width=6, longest=40),
                text("reference_code", "档号", width=6, longest=60),
            ),
            when=("county_verdict", "agree"),
        ),
        Section(
            "六、不同意的理由和依据",
            (story("reasons", "理由", required=True, lines=3), text("basis", "依据", required=True, width=12)),
            when=("county_verdict", "disagree"),
        ),
    ),
    checks=(
        in_order("notice_from", "notice_until", "公示止日不能早于起日。"),
        not_over(
            "gap", "supplement", "total", "补差额与分类施保合计为 {sum} 元，月合计 {total} 元只能是它取整后的数。"
        ),
        one_head("members"),
        no_repeats("members", "identity", "这名成员已经填过一行。"),
    ),
)

F24 = FormDefinition(
    code="F24",
    title="最低生活保障确认通知书",
    stage=Stage.SERVING,
    material="M51",
    issuer=Issuer.COUNTY,
    letter=True,
    identity=Identity.MASKED,
    numbering=Numbering("低通字", Issuer.COUNTY),
    addressee="{head}",
    sections=(
        Section(
            "确认",
            (
                person("head", "户主", required=True, width=4),
                day("applied_on", "申请日期", required=True, width=4),
                day("decided_on", "确认日期", required=True, width=4),
                choice("assistance", "救助类别", required=True, choices=ASSISTANCE, width=4),
                number("covered", "保障人数", required=True, unit="人", width=4, least=1, most=20),
                money("allowance", "月保障金", required=True, width=4),
                story("amount_detail", "金额构成", required=True, help="例如：补差 515 元，分类施保 122 元", lines=2),
                month("from_month", "起发年月", required=True, width=4),
                text("payday", "发放日", required=True, help="例如：每月 10 日前", width=4),
                text("basis", "法律依据", required=True, width=12),
                office_phone("telephone", "监督电话", required=True, width=6),
            ),
            printed=False,
        ),
        Section(
            "",
            (
                Text("你于{applied_on}提出的最低生活保障申请，经审核、公示，我单位于{decided_on}依据{basis}确认同意。"),
                Text(
                    "救助类别：{assistance}；保障人数：{covered}人；月保障金：{allowance}元（{amount_detail}）。自{from_month}起发放，{payday}由银行代发到你的账户。"
                ),
                Text(
                    "你和家庭成员应当如实报告情况。家庭人口、收入、财产状况发生变化的，应当及时告知乡镇人民政府（街道办事处），并配合定期核查；有劳动能力的成员应当积极就业。"
                ),
                Text("发放中有疑问，或者发现有人扣留、代领保障金的，请拨打监督电话：{telephone}。"),
            ),
        ),
        SERVED,
    ),
)

F24B = FormDefinition(
    code="F24b",
    title="不予确认告知书",
    stage=Stage.SERVING,
    material="M52",
    issuer=Issuer.COUNTY,
    letter=True,
    identity=Identity.MASKED,
    numbering=Numbering("低不确字", Issuer.COUNTY),
    addressee="{applicant}",
    sections=(
        Section(
            "不予确认",
            (
                name_of(),
                day("applied_on", "申请日期", required=True, width=4),
                day("decided_on", "决定日期", required=True, width=4),
                story("process", "审核经过摘要", required=True, help="何时受理、调查、公示、评议", lines=3),
                *refusal_fields("不予确认"),
                *REMEDY_FIELDS,
            ),
            printed=False,
        ),
        Section(
            "",
            (
                Text("你于{applied_on}提出的最低生活保障申请，经审核，我单位于{decided_on}决定不予确认。"),
                Text("审核经过：{process}。"),
                FACTS,
                REASONS,
                BASIS,
                REMEDY,
                Text("以后家庭情况发生变化，符合条件的，可以重新申请。"),
            ),
        ),
        Section(
            "送达",
            (
                choice("service", "送达方式", choices=SERVICE, width=12),
                Signatures((Signer("receiver", "受送达人（或代收人）"), Signer("server", "送达人"))),
            ),
        ),
    ),
    checks=(in_order("applied_on", "decided_on", "决定日期不能早于申请日期。"),),
)

OUTCOME_OF_SERVICE = {"1": "签收", "2": "拒收", "3": "留置", "4": "邮寄退回"}
F25 = FormDefinition(
    code="F25",
    by_clerk=True,
    title="送达回证",
    stage=Stage.SERVING,
    material="M53",
    materials=("M79", "M81"),
    numbering=Numbering("低送字"),
    sections=(
        Section(
            "",
            (
                text("document", "送达文书", required=True, width=6),
                text("document_number", "文书编号", required=True, width=6, longest=60),
                person("recipient", "受送达人", required=True, width=6),
                day("served_on", "送达日期", required=True, width=6),
                text("address", "送达地点", required=True, width=12),
                choice("way", "送达方式", required=True, choices=SERVICE, width=12),
                choice("outcome", "送达结果", required=True, choices=OUTCOME_OF_SERVICE, width=12),
                text("post_number", "邮寄单号", required=True, width=12, longest=60, when=("way", "3")),
                person("proxy", "代收人", width=4),
                text("proxy_relation", "与受送达人关系", width=8, longest=40),
                story("refused", "拒收或留置的情况", required=True, when=("outcome", ("2", "3")), lines=2),
                person("witness", "见证人", required=True, width=6, when=("outcome", ("2", "3"))),
                text("witness_unit", "见证人单位", width=6),
                Signatures(
                    (
                        Signer("receiver", "受送达人（或代收人）"),
                        Signer("witness_signature", "见证人"),
                        Signer("server", "送达人", True),
                    )
                ),
                text("note", "备注", width=12),
            ),
        ),
    ),
    note="受送达人拒绝签收的，送达人应当邀请见证人到场，说明情况，在回证上记明拒收事由和日期，由送达人、见证人签名，把文书留在受送达人住所，即视为送达。",
)
FORMS = (F23, F24, F24B, F25)
