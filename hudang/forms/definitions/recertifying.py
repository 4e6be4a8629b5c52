"""动态管理: F19 neighbour interview, F21 monthly visit, F22 examination on filing, F38 work (dynamic-review.md §3, §6)."""

from __future__ import annotations

from hudang.forms.definitions.pieces import (
    DIFFERENCE,
    OUTCOME,
    REFERRAL,
    VISIT_WAY,
    choice,
    choices,
    clock_time,
    day,
    moment,
    money,
    month,
    number,
    person,
    phone,
    photo,
    story,
    text,
    yes_no,
)
from hudang.forms.rules.checks import different_people, refusals_counted
from hudang.forms.rules.definition import FormDefinition, Numbering, Section, Signatures, Signer, Table
from hudang.forms.vocabulary import Stage

CREDIBLE = {"1": "可信", "2": "一般", "3": "存疑"}
FOUR_GRADES = {"1": "好", "2": "较好", "3": "一般", "4": "差"}
_AT_HOME = ("way", "HOME")
_BY_PHONE = ("way", "PHONE")
CHECKED_BY_PHONE = {"1": "姓名", "2": "出生日期", "3": "住址"}

F19 = FormDefinition(
    code="F19",
    by_clerk=True,
    confidential=True,
    title="邻里访问记录",
    stage=Stage.INVESTIGATING,
    material="M34",
    sections=(
        Section(
            "一、访问",
            (
                person("head", "对象户主", required=True, width=4),
                moment("visited_at", "访问时间", required=True, width=8),
                person("neighbour", "被访邻居", required=True, help="本人要求保密的写代号", width=4),
                text("neighbour_relation", "与该户关系", required=True, width=4, longest=40),
                phone("phone", "电话", width=4),
                text("distance", "居住距离", required=True, help="例如：同组，相隔两户", width=6, longest=40),
                yes_no("kin", "是否亲属", required=True, width=6),
            ),
        ),
        Section(
            "二、询问",
            (
                story("residents", "家中常住人", required=True, lines=2),
                story("workers", "谁在外务工、收入如何", required=True, lines=2),
                story("living", "主要生活来源", required=True, lines=2),
                story("property", "住房、车辆、大件", required=True, lines=2),
                story("support", "子女是否供养", required=True, lines=2),
                story("spending", "近期大额消费或病灾", required=True, lines=2),
                choice(
                    "deserves", "是否符合低保", required=True, choices={"1": "是", "2": "否", "3": "不清楚"}, width=12
                ),
                story("others", "其他", lines=2),
            ),
        ),
        Section(
            "三、记录",
            (
                choice("credible", "可信度", required=True, choices=CREDIBLE, width=12),
                text("spoken", "口述代记说明", help="被访人不签字的，写明由谁代记、是否读给本人听过", width=12),
                Signatures(
                    (
                        Signer("neighbour_signature", "被访邻居"),
                        Signer("visitor_1", "访问人一", True),
                        Signer("visitor_2", "访问人二"),
                    )
                ),
            ),
        ),
    ),
    checks=(different_people("visitor_1", "visitor_2", "两名访问人不能是同一人。"),),
    note="本记录保密：不得让被核查家庭和无关人员看到。一般访问两名非亲属邻居，每人一份。",
)

F21 = FormDefinition(
    code="F21",
    by_clerk=True,
    title="低保对象走访记录",
    stage=Stage.RECERTIFYING,
    material="M71",
    sections=(
        Section(
            "一、走访",
            (
                person("head", "户主", required=True, width=4),
                person("subject", "走访对象", required=True, width=4),
                month("month", "走访月份", required=True, width=4),
                choice("way", "方式", required=True, choices=VISIT_WAY, width=6),
                moment("visited_at", "时间", required=True, width=6),
                clock_time("until", "结束时间", width=4),
                person("answered_by", "被访人", required=True, width=4),
                text("answerer_relation", "与对象关系", required=True, width=4, longest=40),
                yes_no("seen", "见到（通话）本人", required=True, width=4),
                text("not_seen_reason", "未见本人说明", required=True, width=8, when=("seen", "no")),
                phone("phone", "通话号码", required=True, width=4, when=_BY_PHONE),
                yes_no("verified", "已核对姓名、出生日期、住址", required=True, width=8, when=_BY_PHONE),
                choices(
                    "checked", "电话核对的身份信息", choices=CHECKED_BY_PHONE, width=6, when=_BY_PHONE, printed=False
                ),
                text("short_reason", "通话过短的说明", width=6, when=_BY_PHONE, printed=False),
                text("platform", "视频平台", width=6, when=("way", "VIDEO"), longest=40, printed=False),
                person("companion", "同行走访人", width=6, printed=False),
            ),
        ),
        Section(
            "二、生活状况",
            (
                choice("food", "吃", required=True, choices=FOUR_GRADES, width=6),
                choice("clothes", "穿", required=True, choices=FOUR_GRADES, width=6),
                choice("house", "住", required=True, choices=FOUR_GRADES, width=6),
                choice("warmth", "取暖", required=True, choices=FOUR_GRADES, width=6),
                text("health_change", "健康变化", required=True, help="没有变化写“无”", width=6),
                text("carer", "照料人", width=6),
                text("medicine", "服药", width=12),
            ),
        ),
        Section(
            "三、低保金",
            (
                money("due", "应发", required=True, width=4),
                money("received", "实收", required=True, help="没有收到填 0", width=4),
                day("received_on", "到账日", width=4),
                money("difference", "与上月差", required=True, help="减少的填负数", least=-999999, width=4),
                choice("difference_reason", "差因", required=True, choices=DIFFERENCE, width=8, boxes=False),
                text("other_benefits", "其他补贴到账", help="残疾人两项补贴、高龄津贴、养老金", width=12),
            ),
        ),
        Section(
            "四、变化与需求",
            (
                choices(
                    "changes",
                    "家庭变化",
                    choices={"1": "人口", "2": "收入", "3": "住房", "4": "就业", "9": "其他"},
                    width=12,
                ),
                text("change_detail", "变化情况", required=True, width=12, when=("changes", "*")),
                story("needs", "困难与需求", lines=2),
                choices("referral", "转介", choices=REFERRAL, width=12),
                yes_no("recheck", "需要复核", required=True, width=6),
                day("next_on", "下次走访日期", planned=True, width=6),
                photo("photo", "照片", help="家访至少一张", required=True, width=12, when=_AT_HOME),
                Signatures((Signer("visitor", "走访人", True), Signer("subject_signature", "被访人"))),
                text("refused_to_sign", "拒签说明", help="被访人不签字、不按指印的，写明原因", width=12),
            ),
        ),
    ),
)

CHECKED_PAPER = {"1": "有", "2": "缺", "3": "过期"}
F22 = FormDefinition(
    code="F22",
    by_clerk=True,
    title="入档审核结论表",
    stage=Stage.RECERTIFYING,
    material="M70",
    numbering=Numbering("低审字"),
    sections=(
        Section(
            "一、审核",
            (
                number("year", "审核年度", required=True, width=4, least=2000, most=2100),
                person("head", "户主", required=True, width=4),
                text("rule", "触发规则", required=True, width=4, longest=40),
                text("household_code", "户编号", required=True, width=6, longest=20),
                text("reference_code", "档号", width=6, longest=60),
                Table(
                    "papers",
                    "资料审核",
                    (
                        text("material", "材料", required=True, width=26),
                        choice("state", "有、缺、过期", required=True, choices=CHECKED_PAPER, width=10),
                        day("valid_until", "有效期至", planned=True, width=12),
                        text("note", "备注", width=14),
                    ),
                    least=1,
                    blank_rows=10,
                ),
            ),
        ),
        Section(
            "二、现状核实",
            (
                yes_no("alive", "对象健在", required=True, width=4),
                yes_no("certificate_valid", "残疾人证有效", width=4),
                yes_no("paid", "低保金足额到账", required=True, width=4),
                text("health", "健康", required=True, width=6),
                text("care", "照料", required=True, width=6),
                money("income", "核定月收入", required=True, width=6),
                text("income_source", "收入来源", width=6),
            ),
        ),
        Section(
            "三、结论",
            (
                story("changes", "变化情况", required=True, help="没有变化写“无”", lines=3),
                choice("outcome", "结论", required=True, choices=OUTCOME, width=12),
                story("reasons", "理由", required=True, when=("outcome", ("2", "3", "4", "5", "6", "7")), lines=2),
                day("next_on", "下次审核日期", required=True, planned=True, width=12),
                Signatures((Signer("examiner", "审核人", True), Signer("rechecker", "复核人", seal=True))),
            ),
        ),
    ),
    checks=(different_people("examiner", "rechecker", "审核人和复核人不能是同一人。"),),
)

F38 = FormDefinition(
    code="F38",
    by_clerk=True,
    title="公益劳动与就业介绍登记表",
    stage=Stage.RECERTIFYING,
    material="M83",
    sections=(
        Section(
            "",
            (
                person("head", "户主", required=True, width=6),
                person("subject", "劳动力姓名", required=True, width=6),
                Table(
                    "offers",
                    "登记",
                    (
                        choice(
                            "kind",
                            "类别",
                            required=True,
                            choices={"1": "就业介绍", "2": "公益劳动", "3": "培训"},
                            width=10,
                        ),
                        day("offered_on", "日期", required=True, width=11),
                        text("unit", "单位", required=True, width=16),
                        text("post", "岗位", required=True, width=12),
                        yes_no("accepted", "接受", required=True, width=6),
                        text("reason", "不接受的理由", width=18),
                        yes_no("proper", "理由正当", width=7),
                    ),
                    least=1,
                    blank_rows=12,
                ),
                number("refused_in_a_row", "连续无正当理由拒绝", required=True, unit="次", width=12, most=99),
                Signatures((Signer("subject_signature", "本人"), Signer("handler", "登记人", True))),
            ),
        ),
    ),
    checks=(refusals_counted("offers", "refused_in_a_row"),),
    note="无正当理由连续三次拒绝介绍的与其健康状况、劳动能力相适应的工作的，减发或者停发其本人的最低生活保障金（《社会救助暂行办法》第四十五条）。",
)
FORMS = (F19, F21, F22, F38)
