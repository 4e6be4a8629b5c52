"""公示与评议: F16 public notice with its whitelist, F17 objections, F18 community hearing (forms.md, process.md §6, §7)."""

from __future__ import annotations

from hudang.forms.definitions.pieces import (
    NOTICE_KIND,
    choice,
    day,
    moment,
    money,
    month,
    number,
    person,
    phone,
    photo,
    signature,
    story,
    text,
    yes_no,
)
from hudang.forms.rules.checks import (
    adds_up,
    days_after,
    fit_for_the_public,
    no_repeats,
    not_more,
    rows_are,
    rows_not_more,
)
from hudang.forms.rules.definition import FormDefinition, Numbering, Section, Signatures, Signer, Table, Text
from hudang.forms.vocabulary import Identity, Stage
from hudang.households.vocabulary import ASSISTANCE

F16 = FormDefinition(
    code="F16",
    title="最低生活保障公示单",
    stage=Stage.PUBLISHING,
    material="M41",
    materials=("M55", "M72"),
    institutional_series="ZD2",
    identity=Identity.NEVER,
    landscape=True,
    numbering=Numbering("低公字"),
    sections=(
        Section(
            "",
            (
                choice("kind", "公示类型", required=True, choices=NOTICE_KIND, width=12),
                text("village", "村（社区）", required=True, width=6, longest=60),
                text("telephone", "监督电话", required=True, help="乡镇和县级民政部门的监督电话", width=6, longest=60),
                day("start_on", "公示起日", required=True, planned=True, width=4),
                day("end_on", "公示止日", required=True, planned=True, width=4),
                number("days", "公示天数", required=True, unit="天", width=4, least=1, most=366),
                text("places", "张贴地点", required=True, help="例如：村务公开栏、村民小组公示栏", width=12),
            ),
        ),
        Section(
            "",
            (
                Table(
                    "rows",
                    "公示名单",
                    (
                        number("number", "序号", required=True, width=6, most=9999),
                        person("head", "户主姓名", required=True, help="未成年人只写姓，例如“王**”", width=14),
                        number("size", "家庭人口", required=True, width=9, least=1, most=20),
                        number("covered", "保障人口", required=True, width=9, most=20),
                        choice("assistance", "救助类别", required=True, choices=ASSISTANCE, width=14),
                        money("amount", "拟保障金", unit="元/月", width=14),
                        yes_no("related", "近亲属备案", width=10),
                        text("note", "备注", width=16, longest=30),
                    ),
                    least=1,
                    most=500,
                    blank_rows=11,
                ),
                Text(
                    "公示期内，任何单位和个人对上列家庭有异议的，可以向乡镇人民政府（街道办事处）或者县级民政部门反映。"
                    "反映人的信息依法保密。"
                ),
            ),
        ),
        Section(
            "",
            (
                person("posted_by", "张贴人", width=4),
                text("result", "公示结果", help="期满后填写：无异议，或有异议几户", width=4, longest=60),
                person("confirmed_by", "确认人", width=4),
            ),
        ),
    ),
    checks=(
        days_after("start_on", "days", "end_on"),
        fit_for_the_public(texts=("village", "places", "result"), table="rows", columns=("head", "note")),
        rows_not_more("rows", "covered", "size", "保障人口不能多于家庭人口。"),
    ),
    note="公示内容以本单所列为限，不得另加身份证号、住址、收入明细、病名、残疾等级、账号和未成年人姓名。",
)

WAY_OF_OBJECTION = {"1": "来访", "2": "电话", "3": "来信", "4": "网络", "5": "现场"}
# C46
HANDLING = {"1": "重新调查", "2": "民主评议", "3": "不成立"}
F17 = FormDefinition(
    code="F17",
    confidential=True,
    title="公示异议登记表",
    stage=Stage.PUBLISHING,
    material="M44",
    numbering=Numbering("低异字"),
    sections=(
        Section(
            "异议",
            (
                yes_no("anonymous", "匿名", required=True, width=4),
                person("objector", "异议人", required=True, width=4, when=("anonymous", "no")),
                phone("phone", "联系电话", width=4),
                choice("way", "反映方式", required=True, choices=WAY_OF_OBJECTION, width=12),
                day("raised_on", "反映日期", required=True, width=6),
                text("notice_number", "公示单编号", required=True, width=6, longest=60),
                person("head", "涉及户主", required=True, width=6),
                person("received_by", "受理人", required=True, width=6),
                story("content", "异议内容", required=True, lines=5),
            ),
        ),
        Section(
            "处理",
            (
                choice("handling", "处理方式", required=True, choices=HANDLING, width=12),
                story("conclusion", "核实情况和结论", lines=5),
                day("answered_on", "答复日期", width=6),
                text("answer_way", "答复方式", width=6),
                Signatures((Signer("handler", "承办人"), Signer("head_signature", "负责人", seal=True))),
            ),
        ),
    ),
    note="本表保密：异议人身份只由承办人和负责人掌握，不得向被反映家庭和无关人员透露。",
)

ROLE = {"1": "乡镇（街道）", "2": "包村干部", "3": "村（居）民委员会", "4": "党员", "5": "村（居）民代表"}
F18 = FormDefinition(
    code="F18",
    title="民主评议记录",
    stage=Stage.PUBLISHING,
    material="M45",
    sections=(
        Section(
            "一、会议",
            (
                moment("held_at", "评议时间", required=True, width=6),
                text("place", "评议地点", required=True, width=6),
                person("chair", "主持人", required=True, width=4),
                person("recorder", "记录人", required=True, width=4),
                person("head", "被评议户主", required=True, width=4),
                number("expected", "应到人数", required=True, unit="人", width=4, least=1, most=500),
                number("present", "实到人数", required=True, unit="人", width=4, least=1, most=500),
                number("kept_out", "回避人数", required=True, unit="人", width=4, most=500),
                Table(
                    "attendees",
                    "到会人员",
                    (
                        person("name", "姓名", required=True, width=12),
                        choice("role", "身份", required=True, choices=ROLE, width=16),
                        signature("signature", "签名", width=18),
                        text("note", "备注", width=12),
                    ),
                    least=1,
                    most=200,
                    blank_rows=16,
                ),
                story("avoided", "回避人员和原因", help="与被评议家庭有近亲属关系的应当回避；没有写“无”"),
            ),
        ),
        Section(
            "二、过程",
            (
                story("policy", "政策宣讲", required=True, lines=2),
                story("situation", "情况介绍", required=True, lines=3),
                story("questions", "询问和发言要点", required=True, lines=4),
            ),
        ),
        Section(
            "三、表决（无记名）",
            (
                number("agree", "同意", required=True, unit="票", width=4, most=500),
                number("disagree", "不同意", required=True, unit="票", width=4, most=500),
                number("abstain", "弃权", required=True, unit="票", width=4, most=500),
                choice(
                    "conclusion",
                    "评议结论",
                    required=True,
                    choices={"1": "同意保障", "2": "不同意保障", "3": "未形成结论"},
                    width=12,
                ),
                text("rule", "通过规则", required=True, help="按本地参数，例如：到会人员三分之二以上同意", width=12),
                story("objections", "不同意见", lines=2),
                photo("ballots", "票样照片", width=6),
                photo("scene", "现场照片", width=6),
                Signatures(
                    (
                        Signer("chair_signature", "主持人", True),
                        Signer("recorder_signature", "记录人", True),
                        Signer("counter", "监票人"),
                    )
                ),
            ),
        ),
    ),
    checks=(
        not_more("present", "expected", "实到人数不能多于应到人数。"),
        adds_up(
            ("agree", "disagree", "abstain"), "present", "同意、不同意、弃权合计 {sum} 票，应与实到人数 {total} 相等。"
        ),
        rows_are("attendees", "present", "实到人数填 {said} 人，名单上有 {rows} 人，请核对。"),
        no_repeats("attendees", "name", "同一人列了两次；同名的请在姓名后加括号注明，例如“王强（东屯）”。"),
    ),
    note="评议结果供审核参考，不代替审核；无论结果如何，材料都随案报送。",
)
F16B = FormDefinition(
    code="F16b",
    title="最低生活保障长期公布表",
    stage=Stage.PUBLISHING,
    material="M55",
    institutional_series="ZD2",
    identity=Identity.NEVER,
    landscape=True,
    numbering=Numbering("低布字"),
    sections=(
        Section(
            "",
            (
                text("village", "村（社区）", required=True, width=4, longest=60),
                month("month", "公布月份", required=True, width=4),
                text("telephone", "监督电话", required=True, width=4, longest=60),
            ),
        ),
        Section(
            "",
            (
                Table(
                    "rows",
                    "在保家庭",
                    (
                        number("number", "序号", required=True, width=8, most=9999),
                        person("head", "户主姓名", required=True, help="未成年人只写姓", width=24),
                        number("size", "家庭人口", required=True, width=14, least=1, most=20),
                        number("covered", "保障人口", required=True, width=14, most=20),
                        money("amount", "月保障金", unit="元/月", required=True, width=20),
                        text("note", "备注", width=20, longest=30),
                    ),
                    least=1,
                    most=2000,
                    blank_rows=14,
                ),
                Text("本表长期公布，按月更新。对上列家庭有意见的，可以拨打监督电话反映，反映人的信息依法保密。"),
            ),
        ),
    ),
    checks=(
        fit_for_the_public(texts=("village",), table="rows", columns=("head", "note")),
        rows_not_more("rows", "covered", "size", "保障人口不能多于家庭人口。"),
    ),
    note="公布内容以本表所列为限，不得另加身份证号、住址、收入明细、病名、残疾等级、账号和未成年人姓名。",
)
FORMS = (F16, F16B, F17, F18)
