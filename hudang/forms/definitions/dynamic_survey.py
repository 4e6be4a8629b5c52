"""动态核查: F20 动态低保户调查审核表 (dynamic-review.md §5)."""

from __future__ import annotations

from hudang.forms.definitions.household import RIGID
from hudang.forms.definitions.pieces import (
    AGREE,
    DIFFERENCE,
    EXEMPTION,
    GOOD_TO_BAD,
    OUTCOME,
    REFERRAL,
    RELATION,
    VISIT_WAY,
    choice,
    choices,
    clock_time,
    day,
    identity,
    money,
    month,
    number,
    person,
    phone,
    quantity,
    story,
    text,
    yes_no,
)
from hudang.forms.rules.checks import column_adds_up, different_people, no_repeats, one_head, over_standard
from hudang.forms.rules.definition import FormDefinition, Numbering, Opinion, Section, Signatures, Signer, Table
from hudang.forms.vocabulary import Stage
from hudang.households.vocabulary import (
    ABC_CLASS,
    ASSET_KIND,
    ASSISTANCE,
    EDUCATION_STAGE,
    EMPLOYMENT,
    HEALTH,
    HOUSE_DANGER,
    HOUSE_KIND,
    HOUSE_STRUCTURE,
    SELF_CARE,
    WORK_CAPACITY,
)

_VERDICT = {"1": "高", "2": "相符", "3": "低"}
_INCOME_GROUP = {"1": "工资性", "2": "经营净", "3": "财产净", "4": "转移净", "5": "赡养费", "6": "其他"}
CERTIFICATE_STATE = {"1": "有效", "2": "过期", "3": "没有"}
CHECKED_BY_PHONE = {"1": "姓名", "2": "出生日期", "3": "住址"}
_BY_PHONE = ("way", "PHONE")
_CARE = {"1": "进食", "2": "穿衣", "3": "上下床", "4": "如厕", "5": "室内行走", "6": "洗澡"}

_HEADER = Section(
    "一、表头",
    (
        text("unit", "填报单位", required=True, width=8),
        number("year", "年度", required=True, width=4, least=2000, most=2100),
        text("rule", "期次和规则", required=True, width=4, longest=40),
        text("household_code", "户编号", required=True, width=4, longest=20),
        text("reference_code", "档号", width=4, longest=60),
        day("surveyed_on", "调查日期", required=True, width=4),
        choice("way", "方式", required=True, choices=VISIT_WAY, width=8),
        person("surveyor_1", "调查人一", required=True, width=4),
        person("surveyor_2", "调查人二", required=True, width=4),
        text("cards", "证号", width=4),
        person("respondent", "被调查人", required=True, width=6),
        choice("respondent_relation", "与户主关系", required=True, choices=RELATION, width=6),
        clock_time("began", "开始（到达）时间", width=4, printed=False),
        clock_time("until", "结束（离开）时间", width=4, printed=False),
        yes_no("seen", "见到（通话）本人", width=4, printed=False),
        text("not_seen_reason", "未见本人说明", required=True, when=("seen", "no"), width=12, printed=False),
        phone("called", "通话号码", width=4, when=_BY_PHONE, printed=False),
        choices("checked", "电话核对的身份信息", choices=CHECKED_BY_PHONE, width=8, when=_BY_PHONE, printed=False),
        text("short_reason", "通话过短的说明", width=6, when=_BY_PHONE, printed=False),
        text("platform", "视频平台", width=6, when=("way", "VIDEO"), longest=40, printed=False),
    ),
)
_FAMILY = Section(
    "二、家庭",
    (
        person("head", "户主", required=True, width=4),
        number("size", "共同生活人数", required=True, unit="人", width=4, least=1, most=20),
        number("covered", "保障人数", required=True, unit="人", width=4, most=20),
        text("registered_address", "户籍地址", required=True, width=12),
        text("address", "居住地址", required=True, width=12),
        yes_no("separated", "人户分离", required=True, width=4),
        choice("assistance", "救助类别", required=True, choices=ASSISTANCE, width=4),
        choice("abc_class", "ABC 类", choices=ABC_CLASS, width=4, boxes=False),
        text("certificate_no", "低保证号", width=4, longest=40),
        phone("phone", "联系电话", required=True, width=4),
        day("last_on", "上次核查日", width=4),
        Table(
            "members",
            "成员",
            (
                person("name", "姓名", required=True, width=8),
                choice("relation", "与户主关系", required=True, choices=RELATION, width=8),
                identity("identity", "公民身份号码", required=True, width=22),
                choice("health", "健康", required=True, choices=HEALTH, width=8),
                text("disability", "残疾类别等级、有效期", width=11),
                choice("certificate", "残疾人证", choices=CERTIFICATE_STATE, width=8, printed=False),
                day("certificate_until", "残疾人证有效期至", planned=True, width=10, printed=False),
                choice("work_capacity", "劳动能力", required=True, choices=WORK_CAPACITY, width=9),
                choice("self_care", "自理", required=True, choices=SELF_CARE, width=8),
                choice("employment", "就业", required=True, choices=EMPLOYMENT, width=9),
                text("place", "单位、地点或学校年级", width=11),
                money("income", "月收入", required=True, width=8),
                choice(
                    "change", "变化", required=True, choices={"0": "无", "1": "增", "2": "减", "3": "信息变"}, width=6
                ),
            ),
            least=1,
            most=20,
            blank_rows=5,
        ),
        Table(
            "students",
            "在校成员",
            (
                person("name", "姓名", required=True, width=8),
                text("school", "学校", required=True, width=16),
                choice("stage", "学段", required=True, choices=EDUCATION_STAGE, width=8),
                text("grade", "年级", required=True, width=8),
                text("student_card", "学号或学生证号", required=True, width=14),
                day("card_until", "证件有效期", planned=True, width=11),
                month("graduates", "预计毕业", required=True, width=9),
            ),
            blank_rows=2,
        ),
    ),
)
_INCOME = Section(
    "三、经济收入",
    (
        Table(
            "incomes",
            "收入（元/月）",
            (
                choice("group", "类别", required=True, choices=_INCOME_GROUP, width=10),
                money("declared", "申报", required=True, width=10),
                choice("neighbours", "邻里佐证", choices=_VERDICT, width=9),
                money("checked", "核对值", width=10),
                money("verified", "核定值", required=True, width=10),
                text("proof", "凭证", width=14),
                text("reason", "差异理由", width=16),
            ),
            least=1,
            most=30,
            blank_rows=6,
        ),
        money("employment_cost", "就业成本", required=True, unit="元/月", width=4),
        money(
            "rigid", "刚性支出", required=True, unit="元/年", help="生活、医疗、教育、残疾康复、住房、其他合计", width=4
        ),
        money("per_head", "人均月收入", required=True, width=4),
        Table(
            "expenses",
            "刚性支出分项（元/年）",
            (
                choice("item", "项目", required=True, choices=RIGID, width=12),
                money("value", "自己负担", required=True, width=12),
                text("proof", "凭证", width=24),
            ),
            most=6,
            blank_rows=2,
            help="有刚性支出的分项填，合计与上面的刚性支出一致；能不能扣减按本地参数",
        ),
    ),
)
_HOUSE = Section(
    "四、房产水电",
    (
        number("houses", "住房套数", required=True, width=4, most=50),
        quantity("area", "面积", required=True, unit="㎡", width=4),
        choice("danger", "危房等级", choices=HOUSE_DANGER, width=4, boxes=False),
        choice("house_kind", "住房性质", required=True, choices=HOUSE_KIND, width=4, boxes=False),
        choice("house_structure", "结构", required=True, choices=HOUSE_STRUCTURE, width=4, boxes=False),
        person("house_owner", "产权人", width=4),
        text("water_account", "水户号", width=4, longest=40),
        quantity("water_used", "近 3 月用水", required=True, unit="吨", width=4),
        money("water_paid", "水费", required=True, width=4),
        text("power_account", "电户号", width=4, longest=40),
        quantity("power_used", "近 3 月用电", required=True, unit="度", width=4),
        money("power_paid", "电费", required=True, width=4),
        money("fuel", "燃气取暖", required=True, unit="元/月", width=4),
        money("telecom", "通讯费", required=True, unit="元/月", width=4),
        money("property_fee", "物业费", required=True, unit="元/月", width=4),
        text("power_alert", "用电异常说明", help="月均用电明显高于村平均的，写明原因", width=12),
    ),
)
_ASSETS = Section(
    "五、财产",
    (
        Table(
            "assets",
            "",
            (
                choice("kind", "种类", required=True, choices=ASSET_KIND, width=14),
                text("what", "名称、牌号、用途", width=22),
                money("value", "现值", required=True, width=12),
                choice("exempt", "豁免", choices=EXEMPTION, width=12),
            ),
            blank_rows=4,
            help="存款、证券、保险、债权、工商认缴、车辆、农机具、牲畜；没有的不填",
        ),
    ),
)
_HEALTH = Section(
    "六、身体健康",
    (
        Table(
            "illnesses",
            "",
            (
                person("name", "姓名", required=True, width=9),
                text("illness", "现病", required=True, width=16),
                money("paid", "近 12 月自付", required=True, width=10),
                number("stays", "住院次数", required=True, width=7, most=99),
                text("disability_change", "残疾变化", width=11),
                text("carer", "照料人", width=9),
                choices("unable", "不能独立完成", choices=_CARE, width=18),
            ),
            blank_rows=3,
        ),
    ),
)
_WORK = Section(
    "七、就业状况",
    (
        Table(
            "workers",
            "有劳动能力的成员",
            (
                person("name", "姓名", required=True, width=9),
                text("work", "就业或求职登记", required=True, width=16),
                number("offers", "近 3 月介绍", required=True, width=8, most=99),
                number("refused", "拒绝次数", required=True, width=8, most=99),
                text("training", "培训", width=12),
                text("labour", "公益劳动", width=12),
            ),
            blank_rows=2,
        ),
        Table(
            "supporters",
            "赡养义务人",
            (
                person("name", "姓名", required=True, width=9),
                choice("relation", "关系", required=True, choices=RELATION, width=9),
                text("job", "健康、职业", width=14),
                number("size", "家庭人口", width=7, most=20),
                money("income", "月收入", width=10),
                money("payable", "应付", required=True, width=9),
                money("paid", "实付", required=True, width=9),
            ),
            blank_rows=3,
        ),
    ),
)
_ALLOWANCE = Section(
    "八、低保金与生活",
    (
        money("due", "应发", required=True, width=3),
        money("received", "实收", required=True, width=3),
        day("received_on", "到账日", width=3),
        money("difference", "与上期差", required=True, least=-999999, width=3),
        choice("difference_reason", "差因", required=True, choices=DIFFERENCE, width=6, boxes=False),
        text("supplements", "分类施保项", width=6),
        choice("food", "饮食", required=True, choices=GOOD_TO_BAD, width=6),
        choice("clothes", "衣被", required=True, choices=GOOD_TO_BAD, width=6),
        choice("warmth", "取暖", required=True, choices=GOOD_TO_BAD, width=6),
        choice("safety", "居住安全", required=True, choices=GOOD_TO_BAD, width=6),
        story("hardship", "主要困难", lines=2),
        choices("referral", "需求转介", choices=REFERRAL, width=12),
        yes_no("related", "近亲属备案", required=True, width=6),
        text("neighbours", "邻里访问", help="附邻里访问记录（F19）不少于两份，写明访问人和日期", width=6),
    ),
)
_CONCLUSION = Section(
    "九、结论",
    (
        choices("changes", "家庭变化", choices={"1": "人口", "2": "收入", "3": "财产", "4": "住房"}, width=12),
        money("verified_per_head", "核定人均", required=True, width=4),
        money("standard", "保障标准", required=True, unit="元/人·月", width=4),
        money("proposed", "建议金额", required=True, width=4),
        money("township_amount", "改定金额", width=4),
        text("township_because", "改定理由", width=8),
        choice("outcome", "建议", required=True, choices=OUTCOME, width=12),
        story("reasons", "理由", required=True, when=("outcome", ("2", "3", "4", "5", "6", "7")), lines=3),
        text(
            "evidence",
            "证据",
            required=True,
            help="结论不是维持的，写明随附的证据",
            width=12,
            when=("outcome", ("2", "3", "4", "5", "6")),
        ),
        Signatures(
            (
                Signer("head_signature", "户主"),
                Signer("surveyor_1_signature", "调查人一", True),
                Signer("surveyor_2_signature", "调查人二"),
            )
        ),
        text("refused_to_sign", "拒签说明", width=12),
        Opinion("village", "村（居）民委员会", ("负责人",), lines=2),
        Opinion("township", "乡镇人民政府\n（街道办事处）意见", choices=AGREE, lines=2),
        Opinion("county", "县级民政部门意见", choices=AGREE, lines=2),
    ),
)

F20 = FormDefinition(
    code="F20",
    by_clerk=True,
    title="动态低保户调查审核表",
    stage=Stage.RECERTIFYING,
    material="M70",
    numbering=Numbering("低动字"),
    sections=(_HEADER, _FAMILY, _INCOME, _HOUSE, _ASSETS, _HEALTH, _WORK, _ALLOWANCE, _CONCLUSION),
    checks=(
        one_head("members"),
        no_repeats("members", "identity", "这名成员已经填过一行。"),
        different_people("surveyor_1", "surveyor_2", "两名调查人不能是同一人。"),
        no_repeats("expenses", "item", "这一类支出已经填过一行。"),
        column_adds_up("expenses", "value", "rigid", "分项合计 {sum} 元，刚性支出填了 {total} 元，请改成一致。"),
        over_standard("verified_per_head", "standard", "outcome"),
    ),
)
FORMS = (F20,)
