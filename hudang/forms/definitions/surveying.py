"""入户调查: F10 home survey (forms.md)."""

from __future__ import annotations

from hudang.forms.definitions.household import RIGID
from hudang.forms.definitions.pieces import (
    EXEMPTION,
    RELATION,
    choice,
    choices,
    identity,
    moment,
    money,
    name_of,
    number,
    person,
    photo,
    quantity,
    story,
    text,
    yes_no,
)
from hudang.forms.rules.checks import different_people, no_repeats, one_head
from hudang.forms.rules.definition import FormDefinition, Section, Signatures, Signer, Table
from hudang.forms.vocabulary import Stage
from hudang.households.vocabulary import HEALTH, HOUSE_DANGER, HOUSE_KIND, HOUSE_STRUCTURE, LIVING, WORK_CAPACITY

_LAND = {"1": "自种", "2": "转包", "3": "承包"}
_SHOT = {"1": "门牌", "2": "房屋外观", "3": "室内", "4": "被调查人", "9": "其他"}
F10 = FormDefinition(
    code="F10",
    title="最低生活保障入户调查表",
    stage=Stage.INVESTIGATING,
    material="M33",
    sections=(
        Section(
            "一、基本情况",
            (
                name_of("head", "户主"),
                moment("surveyed_at", "调查时间", required=True, width=8),
                text("registered_address", "户籍地址", required=True, width=12),
                text("address", "居住地址", required=True, width=12),
                text("place", "调查地点", required=True, width=12),
                person("surveyor_1", "调查人一", required=True, width=4),
                text("surveyor_1_unit", "单位", required=True, width=4),
                text("surveyor_1_card", "工作证号", width=4, longest=40),
                person("surveyor_2", "调查人二", required=True, width=4),
                text("surveyor_2_unit", "单位", required=True, width=4),
                text("surveyor_2_card", "工作证号", width=4, longest=40),
                person("respondent", "被调查人", required=True, width=6),
                choice("respondent_relation", "与户主关系", required=True, choices=RELATION, width=6),
            ),
        ),
        Section(
            "二、申请与走访",
            (
                story("reason", "申请理由", required=True, lines=3),
                story("visit", "走访情况", required=True, lines=3),
                yes_no("alone", "单人户申请", required=True, width=4),
                text("alone_reason", "单人户情况", required=True, width=8, when=("alone", "yes")),
            ),
        ),
        Section(
            "三、家庭成员",
            (
                Table(
                    "members",
                    "",
                    (
                        person("name", "姓名", required=True, width=9),
                        choice("relation", "与户主关系", required=True, choices=RELATION, width=9),
                        identity("identity", "公民身份号码", required=True, width=20),
                        choice("health", "健康状况", required=True, choices=HEALTH, width=10),
                        choice("work_capacity", "劳动能力", required=True, choices=WORK_CAPACITY, width=10),
                        choice("living", "现在何处", required=True, choices=LIVING, width=10),
                        text("note", "备注", width=12),
                    ),
                    least=1,
                    most=20,
                    blank_rows=6,
                ),
            ),
        ),
        Section(
            "四、住房",
            (
                choice("house_kind", "住房类型", required=True, choices=HOUSE_KIND, width=12, lines=2),
                choice("house_structure", "房屋结构", required=True, choices=HOUSE_STRUCTURE, width=12),
                quantity("area", "面积", required=True, unit="㎡", width=4),
                number("houses", "套数", required=True, width=4, most=50),
                choice("danger", "危房等级", choices=HOUSE_DANGER, width=4, boxes=False),
                choice("decoration", "装修", required=True, choices={"0": "无", "1": "一般", "2": "豪华"}, width=12),
                story("furniture", "门窗、家具家电", required=True, help="逐件写明，没有写“无”", lines=2),
            ),
        ),
        Section(
            "五、生产与收入",
            (
                Table(
                    "land",
                    "土地",
                    (
                        choice("way", "方式", required=True, choices=_LAND, width=12),
                        quantity("mu", "亩数", required=True, width=12),
                        money("price", "单价", unit="元/亩·年", width=14),
                        money("value", "年值", required=True, width=14),
                        text("note", "备注", width=20),
                    ),
                    blank_rows=3,
                ),
                Table(
                    "animals",
                    "养殖",
                    (
                        text("what", "种类", required=True, width=20),
                        quantity("number", "数量", required=True, width=14),
                        money("value", "年收益", required=True, width=14),
                        text("note", "备注", width=24),
                    ),
                    blank_rows=3,
                ),
                Table(
                    "jobs",
                    "务工",
                    (
                        person("name", "姓名", required=True, width=12),
                        text("where", "地点", required=True, width=20),
                        text("job", "工种", required=True, width=14),
                        money("monthly", "月收入", required=True, width=12),
                        number("months", "月数", required=True, width=8, most=12),
                    ),
                    blank_rows=3,
                ),
                Table(
                    "businesses",
                    "经营",
                    (
                        text("what", "项目", required=True, width=18),
                        text("licence", "执照", width=16),
                        text("scale", "规模、摊位", width=16),
                        money("value", "年净收入", required=True, width=14),
                    ),
                    blank_rows=2,
                ),
                money("property_income", "财产收入", required=True, unit="元/年", help="没有填 0", width=4),
                money("transfer_income", "转移收入", required=True, unit="元/年", width=4),
                money("support_income", "赡养费", required=True, unit="元/年", width=4),
                money("subsidies", "各类补贴", required=True, unit="元/年", width=6),
                money("other_income", "其他收入", required=True, unit="元/年", width=6),
            ),
        ),
        Section(
            "六、支出与财物",
            (
                money("power", "水电", required=True, unit="元/月", width=3),
                money("fuel", "燃气取暖", required=True, unit="元/月", width=3),
                money("telecom", "通讯", required=True, unit="元/月", width=3),
                money("property_fee", "物业", required=True, unit="元/月", width=3),
                story("vehicles", "交通工具、机具", required=True, help="种类、牌号、现值；没有写“无”", lines=2),
                Table(
                    "rigid",
                    "刚性支出",
                    (
                        choice("item", "项目", required=True, choices=RIGID, width=14),
                        money("value", "年值", required=True, width=14),
                        text("proof", "凭证", width=30),
                    ),
                    blank_rows=3,
                ),
                choices("exempt", "财产豁免", choices=EXEMPTION, width=12),
                text("exempt_reason", "豁免说明", required=True, width=12, when=("exempt", "*")),
            ),
        ),
        Section(
            "七、调查结论",
            (
                money("yearly", "年总收入", required=True, width=4),
                money("per_head", "人均月收入", required=True, width=4),
                choice("finding", "结论", required=True, choices={"1": "符合", "2": "不符合", "3": "需复查"}, width=12),
                story("opinion", "调查意见", required=True, lines=3),
                Signatures(
                    (
                        Signer("surveyor_1_signature", "调查人一", True),
                        Signer("surveyor_2_signature", "调查人二", True),
                        Signer("respondent_signature", "被调查人"),
                    )
                ),
                Signatures((Signer("village_signature", "村（居）民委员会", seal=True),)),
                text("refused_to_sign", "拒签说明", help="被调查人拒绝签字的，由两名调查人写明", width=12),
            ),
        ),
        Section(
            "八、照片",
            (
                Table(
                    "photos",
                    "照片（至少三张：门牌或外观、室内、被调查人）",
                    (
                        choice("what", "内容", required=True, choices=_SHOT, width=12),
                        moment("taken_at", "拍摄时间", width=16),
                        photo("photo", "照片", width=34),
                        text("note", "说明", width=16),
                    ),
                    least=3,
                    most=12,
                    blank_rows=3,
                ),
            ),
        ),
    ),
    checks=(
        different_people("surveyor_1", "surveyor_2", "两名调查人不能是同一人。"),
        one_head("members"),
        no_repeats("members", "identity", "这名成员已经填过一行。"),
    ),
    note="调查人不少于两名，现场填写、现场签字；被调查人阅读或者听读无误后签字。",
)

FORMS = (F10,)
