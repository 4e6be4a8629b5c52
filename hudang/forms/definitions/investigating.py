"""调查与核对: F09 check request, F09a its report, F09b recheck, F09c result told, F14 letters, F15 opinion."""

from __future__ import annotations

from hudang.forms.definitions.applying import CHECKED
from hudang.forms.definitions.pieces import (
    AGREE_OR_RETURN,
    RELATION,
    SERVED,
    choice,
    choices,
    day,
    identity,
    identity_of,
    money,
    name_of,
    number,
    office_phone,
    person,
    story,
    text,
    yes_no,
)
from hudang.forms.rules.checks import in_order, no_repeats, said_when
from hudang.forms.rules.definition import FormDefinition, Numbering, Opinion, Section, Signatures, Signer, Table, Text
from hudang.forms.vocabulary import Identity, Issuer, Stage
from hudang.households.vocabulary import ASSET_KIND, ASSISTANCE, INCOME_KIND

# to which row of the five columns a finding belongs; one that is neither income nor asset stays out of them
NOT_LISTED = "00"
COUNTED = INCOME_KIND | ASSET_KIND | {NOT_LISTED: "不列入"}
_BY = {"month": "按月", "year": "按年"}
FOUND = {"1": "符合", "2": "不符合", "3": "存疑"}
TRUST = {"1": "正常", "2": "有失信记录"}

F09 = FormDefinition(
    code="F09",
    title="家庭经济状况信息核对委托单",
    stage=Stage.INVESTIGATING,
    material="M31",
    issuer=Issuer.COUNTY,
    numbering=Numbering("低核字", Issuer.COUNTY),
    sections=(
        Section(
            "委托",
            (
                text("requested_of", "受托核对机构", required=True, width=12),
                text("requested_by", "委托单位", required=True, width=6),
                text("township", "提请单位", required=True, width=6),
                name_of("head", "户主"),
                choice("assistance", "救助类别", required=True, choices=ASSISTANCE, width=4),
                day("as_of", "核对时点", required=True, width=4),
                day("requested_on", "提请日期", required=True, width=6),
                day("answer_by", "请于此日前反馈", planned=True, width=6),
                choices("scope", "核对范围", required=True, choices=CHECKED, width=12, lines=3),
            ),
        ),
        Section(
            "核对人员",
            (
                Table(
                    "people",
                    "",
                    (
                        person("name", "姓名", required=True, width=10),
                        identity("identity", "公民身份号码", required=True, width=20),
                        choice("relation", "与申请人关系", required=True, choices=RELATION, width=10),
                        text("authorization", "授权书编号", width=16),
                    ),
                    least=1,
                    blank_rows=8,
                ),
                Signatures((Signer("handler", "经办人", True), Signer("head_signature", "委托单位", seal=True))),
            ),
        ),
    ),
    checks=(
        no_repeats("people", "identity", "这个人已经列过。"),
        in_order("requested_on", "answer_by", "反馈日期不能早于提请日期。"),
    ),
    note="核对须以全体成员签署的授权书为前提。",
)

_WHO = person("name", "姓名", required=True, width=9)
F09A = FormDefinition(
    code="F09a",
    by_clerk=True,
    title="家庭经济状况信息核对报告",
    stage=Stage.INVESTIGATING,
    material="M32",
    issuer=Issuer.NOBODY,
    sections=(
        Section(
            "报告",
            (
                text("report_number", "报告编号", required=True, width=6, longest=60),
                text("request_number", "委托单编号", width=6, longest=60),
                text("agency", "核对机构", required=True, width=12),
                name_of("head", "户主"),
                day("reported_on", "出具日期", required=True, width=4),
                day("valid_until", "有效期至", required=True, planned=True, width=4),
            ),
        ),
        Section(
            "逐人逐项核对结果",
            (
                Table(
                    "findings",
                    "",
                    (
                        _WHO,
                        choice(
                            "subject",
                            "核对项目",
                            required=True,
                            choices=CHECKED | {"13": "殡葬", "14": "其他"},
                            width=12,
                        ),
                        story("what", "核对到的情况", required=True, width=26, longest=300),
                        money("value", "金额或价值", width=10),
                        choice("kind", "列入五列对照的项目", choices=COUNTED, printed=False),
                        choice("period", "按月或按年", choices=_BY, printed=False),
                        day("as_of", "数据时点", width=10),
                    ),
                    blank_rows=12,
                    help="核对项目没有信息的，写“无”；有金额的，选它列入五列对照的哪一项，收入还要选按月或按年",
                ),
            ),
        ),
        Section(
            "汇总",
            (
                money("assets", "家庭总财产", required=True, width=4),
                money("yearly", "年收入", required=True, width=4),
                money("monthly", "月收入", required=True, width=4),
                money("per_head", "人均月收入", required=True, width=4),
                money("support", "赡养费", width=4),
                choice("trust", "诚信等级", choices=TRUST, width=4),
                choice("finding", "核对结论", required=True, choices=FOUND, width=12),
                story("alerts", "异常项", lines=3),
                Signatures((Signer("agency_signature", "核对机构", seal=True),)),
            ),
        ),
    ),
    checks=(in_order("reported_on", "valid_until", "有效期不能早于出具日期。"),),
)

F09B = FormDefinition(
    code="F09b",
    by_clerk=True,
    title="核对（调查）结果异议复查表",
    stage=Stage.INVESTIGATING,
    material="M38",
    sections=(
        Section(
            "申请复查",
            (
                name_of(),
                day("told_on", "收到告知日期", required=True, width=4),
                day("contested_on", "提出异议日期", required=True, width=4),
                text("report_number", "核对报告编号", width=12),
                Table(
                    "points",
                    "异议项目",
                    (
                        text("item", "项目", required=True, width=14),
                        text("told", "告知的结果", required=True, width=16),
                        text("claim", "申请人的说法和理由", required=True, width=24),
                        text("evidence", "证据", width=16),
                    ),
                    least=1,
                    blank_rows=4,
                ),
                Signatures((Signer("applicant_signature", "申请人"),)),
            ),
        ),
        Section(
            "复查",
            (
                story("checked", "复查经过", required=True, help="向谁、以什么方式、核实到什么", lines=4),
                choice(
                    "outcome",
                    "复查结论",
                    required=True,
                    choices={"1": "维持原结果", "2": "更正", "3": "部分更正"},
                    width=12,
                ),
                story("correction", "更正内容", required=True, when=("outcome", ("2", "3")), lines=2),
                day("answered_on", "答复申请人日期", required=True, width=12),
                Signatures((Signer("rechecker", "复查人", True), Signer("head_signature", "负责人", seal=True))),
            ),
        ),
    ),
    checks=(
        in_order("told_on", "contested_on", "提出异议日期不能早于收到告知日期。"),
        in_order("contested_on", "answered_on", "答复日期不能早于提出异议日期。"),
    ),
)

F09C = FormDefinition(
    code="F09c",
    title="核对（调查）结果告知书",
    stage=Stage.INVESTIGATING,
    material="M37",
    letter=True,
    identity=Identity.MASKED,
    numbering=Numbering("低告字"),
    addressee="{applicant}",
    sections=(
        Section(
            "告知",
            (
                name_of(),
                day("applied_on", "申请日期", required=True, width=8),
                story("facts", "核对、调查到的情况", required=True, lines=3),
                story("declared", "与申报不一致之处", required=True, lines=2),
                text("basis", "法律依据", required=True, width=12),
                number("days", "提出异议期限", required=True, unit="工作日", width=4, least=1, most=60),
                person("handler", "经办人", required=True, width=4),
                office_phone("phone", "咨询电话", required=True, width=4),
            ),
            printed=False,
        ),
        Section(
            "",
            (
                Text("你于{applied_on}提出最低生活保障申请后，我单位依法开展了信息核对和调查。"),
                Text("核对、调查到的情况：{facts}。"),
                Text("与你申报不一致之处：{declared}。"),
                Text(
                    "依据{basis}，现将上述情况告知你。你对结果有异议的，可以自收到本告知书之日起{days}个工作日内说明理由、提供证据，由我单位复查；逾期未提出的，按核对、调查结果办理。"
                ),
                Text("经办人：{handler}　　咨询电话：{phone}"),
            ),
        ),
        SERVED,
    ),
)

F14 = FormDefinition(
    code="F14",
    by_clerk=True,
    title="索证函",
    stage=Stage.INVESTIGATING,
    material="M35",
    letter=True,
    numbering=Numbering("低索字"),
    addressee="{recipient}",
    sections=(
        Section(
            "去函",
            (
                text("recipient", "去函单位", required=True, width=12),
                name_of("person", "被查询人", 4),
                identity_of(width=8),
                text("basis", "依据", required=True, help="例如：《社会救助暂行办法》第五十八条", width=12),
                story("matters", "请予证明的事项", required=True, lines=3),
                day("answer_by", "请于此日前回函", required=True, planned=True, width=4),
                person("handler", "联系人", required=True, width=4),
                office_phone("phone", "联系电话", required=True, width=4),
            ),
            printed=False,
        ),
        Section(
            "",
            (
                Text(
                    "我单位正在办理{person}（公民身份号码{identity}）家庭的社会救助事项。依据{basis}，并经本人授权，请你单位协助证明：{matters}。"
                ),
                Text("请于{answer_by}前如实出具证明并加盖公章。所取得的信息仅用于社会救助，我单位依法保密。"),
                Text("联系人：{handler}　　联系电话：{phone}"),
            ),
        ),
        Section(
            "回函",
            (
                story("answer", "回函内容", lines=5),
                day("answered_on", "回函日期", width=6),
                choice(
                    "answer_result",
                    "回函结果",
                    choices={"1": "已证明", "2": "不一致", "3": "无此信息", "4": "未回函"},
                    width=12,
                ),
                Signatures((Signer("answered_by", "回函单位经办人", seal=True),)),
            ),
        ),
    ),
)

F15 = FormDefinition(
    code="F15",
    title="最低生活保障初审意见书",
    stage=Stage.INVESTIGATING,
    material="M40",
    numbering=Numbering("低初审字"),
    sections=(
        Section(
            "",
            (
                name_of(),
                choice("assistance", "拟救助类别", choices=ASSISTANCE, width=4),
                number("covered", "拟保障人数", unit="人", width=4, most=20),
                story("summary", "调查情况摘要", required=True, lines=5),
                money("income", "核定月收入", required=True, width=4),
                money("per_head", "核定人均", required=True, width=4),
                money("amount", "拟月保障金", width=4),
                text("assets", "财产结论", required=True, width=12),
                text("hearing", "评议情况", help="没有评议的不填", width=12),
                yes_no("related", "近亲属备案", required=True, width=6),
                yes_no("second", "重新初审", help="异议处理后再次初审的选“是”", width=6),
            ),
        ),
        Section(
            "初审意见", (Opinion("opinion", "乡镇（街道）\n初审意见", choices=AGREE_OR_RETURN, required=True, lines=5),)
        ),
    ),
    checks=(
        said_when("opinion_verdict", ("disagree", "return"), "opinion", 5, "不同意或者退回的，须写明理由和依据。"),
    ),
)
FORMS = (F09, F09A, F09B, F09C, F14, F15)
