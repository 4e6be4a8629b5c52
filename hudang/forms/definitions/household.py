"""家庭: F06 members, F08 supporters, F11 income, F12 assets, F13 expenditure estimation (forms.md)."""

from __future__ import annotations

from hudang.forms.definitions.pieces import (
    EXEMPTION,
    RELATION,
    account,
    certificate,
    choice,
    choices,
    day,
    identity,
    money,
    name_of,
    number,
    person,
    phone,
    place,
    story,
    text,
    yes_no,
)
from hudang.forms.rules.checks import adds_up, asset_total, column_adds_up, in_order, months_make, not_more
from hudang.forms.rules.definition import FormDefinition, Section, Signatures, Signer, Table, Text
from hudang.forms.vocabulary import Stage
from hudang.households.vocabulary import (
    ASSET_KIND,
    DISABILITY_KIND,
    DISABILITY_LEVEL,
    EDUCATION,
    EDUCATION_STAGE,
    EMPLOYMENT,
    ETHNICITY_LABELS,
    HEALTH,
    IDENTITY_KIND,
    INCOME_KIND,
    INSURANCE,
    JOINING,
    LEAVING,
    MARITAL,
    NOT_COUNTED,
    POLITICS,
    REGISTRATION,
    SELF_CARE,
    SPECIAL_GROUP,
    SUPPLEMENT_CLASS,
    WORK_CAPACITY,
)

NATIONS = ETHNICITY_LABELS
_STUDY = ("studying", "yes")
_DISABLED = ("disabled", "yes")
_ILL = ("ill", "yes")

F06 = FormDefinition(
    code="F06",
    by_clerk=True,
    title="家庭成员信息表",
    stage=Stage.APPLYING,
    material="M85",
    sections=(
        Section(
            "成员",
            (
                person("name", "姓名", required=True, width=4),
                choice("relation", "与户主关系", required=True, choices=RELATION, width=4),
                choice("sex", "性别", required=True, choices={"1": "男", "2": "女"}, width=4),
                choice("identity_kind", "证件类型", required=True, choices=IDENTITY_KIND, width=4, boxes=False),
                identity("identity", "公民身份号码", required=True, width=8),
                day("born_on", "出生日期", required=True, width=6),
                text("difference", "与证件不一致的说明", width=6),
                choice("ethnicity", "民族", required=True, choices=NATIONS, width=4),
                choice("politics", "政治面貌", choices=POLITICS, width=4, boxes=False),
                choice("education", "文化程度", choices=EDUCATION, width=4, boxes=False),
                choice("marital", "婚姻状况", required=True, choices=MARITAL, width=12),
                choice("registration", "户口性质", required=True, choices=REGISTRATION, width=12),
                place("registered_division", "户籍地村（社区）", width=12),
                yes_no("covered", "是否保障对象", required=True, width=6),
                yes_no("counted", "计入共同生活", required=True, width=6),
                choice(
                    "not_counted", "不计入的原因", required=True, choices=NOT_COUNTED, width=12, when=("counted", "no")
                ),
            ),
        ),
        Section(
            "健康与残疾",
            (
                choice("health", "健康状况", required=True, choices=HEALTH, width=12),
                yes_no("ill", "患重病或慢性病", width=6),
                text("illness", "病种", required=True, width=6, when=_ILL),
                text("hospital", "诊治医院", width=4, when=_ILL),
                day("diagnosed_on", "诊断日期", width=4, when=_ILL),
                money("medical_paid", "近 12 月自付", width=4, when=_ILL),
                yes_no("disabled", "持残疾人证", required=True, width=4),
                certificate("certificate", "残疾人证号", required=True, width=8, when=_DISABLED),
                choice("disability_kind", "残疾类别", required=True, choices=DISABILITY_KIND, width=12, when=_DISABLED),
                choice(
                    "disability_level", "残疾等级", required=True, choices=DISABILITY_LEVEL, width=12, when=_DISABLED
                ),
                day("certificate_on", "发证日期", width=6, when=_DISABLED),
                day("certificate_until", "有效期至", width=6, planned=True, when=_DISABLED),
                choice("work_capacity", "劳动能力", required=True, choices=WORK_CAPACITY, width=12),
                choice("self_care", "生活自理", required=True, choices=SELF_CARE, width=12),
            ),
        ),
        Section(
            "就业与就学",
            (
                choice("employment", "就业状况", required=True, choices=EMPLOYMENT, width=4),
                text("employer", "工作单位", width=8),
                text("workplace", "工作地点", width=4),
                text("job", "工种", width=4),
                money("income", "月收入", required=True, help="没有收入填 0", width=4),
                yes_no("studying", "在校就读", required=True, width=4),
                text("school", "学校", required=True, width=8, when=_STUDY),
                choice("stage", "学段", required=True, choices=EDUCATION_STAGE, width=12, when=_STUDY),
                text("grade", "年级", width=4, when=_STUDY),
                text("student_card", "学生证号", width=8, longest=40, when=_STUDY),
                day("student_card_until", "学生证有效期至", width=6, planned=True, when=_STUDY),
                day("graduates_on", "预计毕业日期", width=6, planned=True, when=_STUDY),
            ),
        ),
        Section(
            "其他",
            (
                choices("supplements", "分类施保身份", choices=SUPPLEMENT_CLASS, width=12, lines=2),
                choices("insurance", "社会保险", choices=INSURANCE, width=12),
                choices("special", "特定对象", choices=SPECIAL_GROUP, width=12),
                account("account", "银行账号", width=12),
                choice("joining", "增员类型", choices=JOINING, width=12),
                choice("leaving", "减员类型", choices=LEAVING, width=12),
                day("changed_on", "增减日期", width=6),
                text("change_proof", "增减凭证", width=6),
            ),
        ),
    ),
    checks=(in_order("certificate_on", "certificate_until", "残疾人证有效期不能早于发证日期。"),),
    note="每名家庭成员填一张；民族、关系等按户口簿填写。",
)

ABLE = {"1": "有能力", "2": "无能力", "3": "豁免"}
F08 = FormDefinition(
    code="F08",
    by_clerk=True,
    title="赡（抚、扶）养义务人情况表",
    stage=Stage.INVESTIGATING,
    material="M21",
    landscape=True,
    sections=(
        Section(
            "被赡（抚、扶）养人",
            (
                name_of("head", "户主"),
                name_of("supported", "被赡养人"),
                number("supported_count", "被赡养人数", required=True, width=4, least=1, most=20),
            ),
        ),
        Section(
            "义务人",
            (
                Table(
                    "supporters",
                    "",
                    (
                        person("name", "姓名", required=True, width=7),
                        choice("sex", "性别", choices={"1": "男", "2": "女"}, width=4),
                        number("age", "年龄", width=4, most=150),
                        identity("identity", "公民身份号码", required=True, width=17),
                        choice("relation", "与被赡养人关系", required=True, choices=RELATION, width=8),
                        phone("phone", "电话", width=11),
                        text("employer", "单位或住址", width=12),
                        text("source", "收入来源", width=8),
                        money("income", "月收入", required=True, width=8),
                        number("size", "家庭人口", required=True, width=5, least=1, most=20),
                        money("per_head", "人均月收入", required=True, width=8),
                        choice("able", "赡养能力", required=True, choices=ABLE, width=7),
                        money("payable", "月应付", required=True, width=8),
                        money("agreed", "协议判决月额", width=8),
                        money("paid", "月实付", width=8),
                    ),
                    least=1,
                    most=20,
                    blank_rows=6,
                ),
                story("exempted", "豁免原因", help="写明义务人姓名和豁免依据"),
                money("monthly", "月合计", required=True, width=6),
                money("yearly", "年合计", required=True, width=6),
            ),
        ),
        Section(
            "承诺",
            (
                Text("本人承诺按月足额给付上列赡（抚、扶）养费；情况变化时及时报告乡镇人民政府（街道办事处）。"),
                Signatures(
                    (
                        Signer("supporter_signature", "义务人"),
                        Signer("supported_signature", "被赡养人"),
                        Signer("officer_signature", "经办人"),
                    )
                ),
            ),
        ),
    ),
    checks=(months_make("monthly", "yearly", "年合计应为月合计×12，即 {sum} 元。"),),
    note="人均月收入＝月收入÷家庭人口；应付额按本地参数计算，协议、判决或者实际给付更高的按实际。",
)

INCOME_ITEM = {code: name for code, name in INCOME_KIND.items() if code != "599"}
BASIS_KIND = {"1": "凭证", "2": "推定", "3": "评估", "4": "信息核对"}
# C27, C44
LEFT_OUT = {
    "1": "优待抚恤金", "2": "计划生育奖扶", "3": "奖学金", "4": "见义勇为奖励", "5": "社会救助款物", "6": "中央基础养老金",
    "7": "残疾人两项补贴", "8": "高龄津贴", "9": "政府公益岗", "10": "省市规定的其他",
}  # fmt: skip
RIGID = {"1": "生活", "2": "医疗", "3": "教育", "4": "残疾康复", "5": "住房", "9": "其他"}

F11 = FormDefinition(
    code="F11",
    title="家庭收入评估表",
    stage=Stage.INVESTIGATING,
    material="M36",
    landscape=True,
    sections=(
        Section(
            "",
            (
                name_of("head", "户主"),
                number("size", "家庭人口", required=True, unit="人", width=4, least=1, most=20),
                number("covered", "保障人数", required=True, unit="人", width=4, least=1, most=20),
                text("window", "收入期间", required=True, help="例如：2025 年 11 月至 2026 年 10 月", width=6),
                text(
                    "param_version",
                    "参数版本",
                    required=True,
                    help="评估当时生效的地区参数，例如：220882 农村 2026-07-01",
                    width=6,
                ),
            ),
        ),
        Section(
            "一、收入（五列对照，只计核定值）",
            (
                Table(
                    "incomes",
                    "",
                    (
                        person("name", "成员", required=True, width=8),
                        choice("item", "收入项目", required=True, choices=INCOME_ITEM, width=12),
                        money("declared", "申报年值", width=9),
                        money("neighbours", "邻里佐证", width=9),
                        money("checked", "信息核对", width=9),
                        money("estimated", "推算", width=9),
                        money("verified", "核定年值", required=True, width=9),
                        number("months", "月数", width=5, most=12),
                        choice("basis", "依据", required=True, choices=BASIS_KIND, width=8),
                        text("reason", "差异说明", width=16),
                    ),
                    blank_rows=8,
                ),
            ),
        ),
        Section(
            "二、不计入与扣减",
            (
                Table(
                    "left_out",
                    "不计入收入的款项",
                    (
                        person("name", "成员", required=True, width=10),
                        choice("item", "项目", required=True, choices=LEFT_OUT, width=20),
                        money("amount", "年值", required=True, width=12),
                        text("proof", "凭证", width=20),
                    ),
                    blank_rows=3,
                ),
                Table(
                    "deductions",
                    "就业成本和刚性支出",
                    (
                        person("name", "成员", width=10),
                        choice("item", "项目", required=True, choices=RIGID | {"0": "必要就业成本"}, width=20),
                        money("amount", "年值", required=True, width=12),
                        text("proof", "凭证", width=20),
                    ),
                    blank_rows=3,
                ),
            ),
        ),
        Section(
            "三、测算结果",
            (
                money("income_total", "年收入合计", required=True, width=4),
                money("deduction_total", "扣减合计", required=True, width=4),
                money("monthly", "家庭月收入", required=True, width=4),
                money("per_head", "人均月收入", required=True, width=4),
                money("standard", "保障标准", required=True, unit="元/人·月", width=4),
                yes_no("eligible", "低于标准", required=True, width=4),
                money("gap", "补差额", required=True, width=4),
                money("supplement", "分类施保", required=True, width=4),
                money("total", "月保障金", required=True, width=4),
                story("steps", "计算过程", lines=4),
                Signatures((Signer("assessor", "评估人", True), Signer("checker", "复核人"))),
            ),
        ),
    ),
    checks=(
        column_adds_up(
            "incomes", "verified", "income_total", "各项核定年值合计为 {sum} 元，与年收入合计 {total} 元不一致。"
        ),
        column_adds_up(
            "deductions", "amount", "deduction_total", "各项扣减合计为 {sum} 元，与扣减合计 {total} 元不一致。"
        ),
        not_more("covered", "size", "保障人数不能多于家庭人口。"),
    ),
    note="先按户汇总，不先算人均；全程不舍入，只在最后按本地规则取整一次。核定值与申报差异较大的，写明理由。",
)

F12 = FormDefinition(
    code="F12",
    by_clerk=True,
    title="家庭财产状况表",
    stage=Stage.INVESTIGATING,
    material="M22",
    sections=(
        Section(
            "",
            (
                name_of("head", "户主"),
                number("size", "家庭人口", required=True, unit="人", width=4, least=1, most=20),
                day("as_of", "核查时点", required=True, width=4),
            ),
        ),
        Section(
            "财产",
            (
                Table(
                    "assets",
                    "",
                    (
                        choice("kind", "种类", required=True, choices=ASSET_KIND, width=11),
                        person("owner", "权属人", required=True, width=9),
                        text("what", "名称、地址或牌号", width=20),
                        money("value", "估值", required=True, width=11),
                        choice("exempt", "豁免", choices=EXEMPTION, width=10),
                        text("proof", "凭证", width=14),
                    ),
                    blank_rows=14,
                    help="存款、现金、证券、基金、保险、债权、工商认缴、车辆、机械、房屋、林木等逐项填写；没有的不填",
                ),
                yes_no("none", "经核查没有需要登记的财产", width=12),
            ),
        ),
        Section(
            "合计与比较",
            (
                money("financial", "金融资产合计", required=True, width=6),
                money("financial_limit", "限额", width=6),
                number("houses", "住房套数", required=True, unit="套", width=4, most=50),
                number("vehicles", "非豁免车辆", required=True, unit="辆", width=4, most=50),
                money("capital", "认缴出资", required=True, width=4),
                money("total", "财产合计", required=True, help="豁免的不计", width=6),
                choice(
                    "finding",
                    "财产结论",
                    required=True,
                    choices={"1": "符合规定", "2": "超过规定", "3": "存疑，需复查"},
                    width=6,
                ),
                story("reasons", "说明", lines=2),
                Signatures((Signer("applicant_signature", "申请人"), Signer("officer_signature", "调查人"))),
            ),
        ),
    ),
    checks=(
        asset_total("assets", "value", "exempt", "total", "不豁免的财产合计为 {sum} 元，与填写的 {total} 元不一致。"),
    ),
)

_MONTHLY = (
    ("utilities", "水电燃料"), ("food", "食品"), ("telecom", "通讯"), ("property_fee", "物业"), ("education", "教育"),
    ("medical", "医疗"), ("traffic", "交通"), ("gifts", "人情往来"), ("debts", "债务还款"), ("others", "其他"),
)  # fmt: skip
F13 = FormDefinition(
    code="F13",
    by_clerk=True,
    title="家庭支出推算表",
    stage=Stage.INVESTIGATING,
    material="M36",
    sections=(
        Section(
            "",
            (
                name_of("head", "户主"),
                number("size", "家庭人口", required=True, unit="人", width=4, least=1, most=20),
                text("window", "推算期间", required=True, width=4),
            ),
        ),
        Section(
            "月均支出", tuple(money(key, label, required=True, help="没有填 0", width=4) for key, label in _MONTHLY)
        ),
        Section(
            "推算",
            (
                money("total", "月支出合计", required=True, width=4),
                money("aid", "减：月救助款", required=True, width=4),
                money("loans", "减：月借款", required=True, width=4),
                money("floor", "推算收入下限", required=True, width=6),
                money("verified", "核定月收入", required=True, width=6),
                story("reasons", "差额说明", help="推算下限高于核定收入的，写明原因和进一步核查的情况", lines=4),
                Signatures((Signer("officer_signature", "推算人", True), Signer("applicant_signature", "申请人"))),
            ),
        ),
    ),
    checks=(
        adds_up(tuple(key for key, _ in _MONTHLY), "total", "各项支出合计为 {sum} 元，与月支出合计 {total} 元不一致。"),
    ),
    note="推算收入下限＝月支出合计－救助款－借款。",
)
FORMS = (F06, F08, F11, F12, F13)
