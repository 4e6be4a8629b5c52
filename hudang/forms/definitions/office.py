"""机构用表: F26 supervision, F32 payment list, F33 migration, F34 grievance, F35 minutes, F36 training, F39 spot check, F40 correction."""

from __future__ import annotations

from hudang.forms.definitions.pieces import (
    AGREE,
    choice,
    day,
    identity,
    identity_of,
    moment,
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
from hudang.forms.rules.checks import column_adds_up, days_at_most, no_repeats, not_more, rows_are, rows_differ
from hudang.forms.rules.definition import FormDefinition, Numbering, Opinion, Section, Signatures, Signer, Table, Text
from hudang.forms.vocabulary import Identity, Issuer, Stage

F26 = FormDefinition(
    code="F26",
    title="督办单",
    stage=Stage.OFFICE,
    institutional_series="ZD4",
    issuer=Issuer.COUNTY,
    numbering=Numbering("低督字", Issuer.COUNTY),
    sections=(
        Section(
            "督办",
            (
                text("matter", "督办事项", required=True, width=12),
                text("unit", "责任单位", required=True, width=6),
                person("responsible", "责任人", required=True, width=6),
                number("overdue", "逾期", required=True, unit="天", width=6, most=9999),
                day("finish_by", "办结期限", required=True, planned=True, width=6),
                story("demand", "督办要求", required=True, lines=4),
                Signatures((Signer("issuer", "签发人", True, seal=True),)),
            ),
        ),
        Section(
            "反馈",
            (
                story("answer", "办理情况", lines=4),
                day("answered_on", "反馈日期", width=6),
                choice("conclusion", "结论", choices={"1": "办结", "2": "继续督办", "3": "约谈"}, width=6),
                Signatures((Signer("responsible_signature", "责任人"), Signer("closer", "督办人"))),
            ),
        ),
    ),
)

PAYMENT_RESULT = {"0": "成功", "1": "户名不符", "2": "账号错误", "3": "销户或冻结", "4": "已故", "9": "其他"}
F32 = FormDefinition(
    code="F32",
    title="最低生活保障金发放名册",
    stage=Stage.OFFICE,
    institutional_series="RG12",
    issuer=Issuer.COUNTY,
    identity=Identity.MASKED,
    landscape=True,
    numbering=Numbering("低发", Issuer.COUNTY, "{year}{month}-{number:03d}"),
    sections=(
        Section(
            "",
            (
                month("month", "发放月份", required=True, width=4),
                text("village", "村（社区）", required=True, width=4),
                text("bank", "代发银行", width=4),
                Table(
                    "rows",
                    "",
                    (
                        number("number", "序号", required=True, width=5, most=99999),
                        text("household_code", "户编号", required=True, width=15, longest=20),
                        person("head", "户主", required=True, width=9),
                        person("payee", "领取人", width=9),
                        identity("identity", "证件号", width=16),
                        text("account_tail", "账号尾号", width=7, longest=4),
                        number("covered", "人数", required=True, width=5, most=20),
                        money("standard", "标准", width=7),
                        money("gap", "补差", required=True, width=8),
                        money("supplement", "分类施保", required=True, width=8),
                        money("price_subsidy", "价格补贴", width=8),
                        money("other", "其他", width=7),
                        money("total", "合计", required=True, width=8),
                        choice("result", "代发结果", choices=PAYMENT_RESULT, width=9),
                    ),
                    least=1,
                    most=5000,
                    blank_rows=15,
                ),
                number("households", "户数", required=True, unit="户", width=4, most=99999),
                number("people", "人数", required=True, unit="人", width=4, most=999999),
                money("total", "批次总额", required=True, width=4),
                Signatures(
                    (
                        Signer("maker", "制表人"),
                        Signer("checker", "复核人"),
                        Signer("head_signature", "负责人", seal=True),
                    )
                ),
            ),
        ),
    ),
    checks=(
        column_adds_up("rows", "total", "total", "各行合计 {sum} 元，与批次总额 {total} 元不一致。"),
        column_adds_up("rows", "covered", "people", "各行人数合计 {sum} 人，与填写的 {total} 人不一致。"),
        rows_are("rows", "households", "填写 {said} 户，名册有 {rows} 行。"),
        no_repeats("rows", "household_code", "同一户在本批次中出现两次。"),
    ),
)

F33 = FormDefinition(
    code="F33",
    title="最低生活保障迁移证明",
    stage=Stage.OFFICE,
    institutional_series="RG16",
    issuer=Issuer.COUNTY,
    letter=True,
    identity=Identity.MASKED,
    numbering=Numbering("低迁字", Issuer.COUNTY),
    addressee="{destination_office}",
    sections=(
        Section(
            "迁移",
            (
                text("destination_office", "迁入地民政部门", required=True, width=12),
                person("head", "户主", required=True, width=4),
                identity_of(width=8),
                number("people", "迁移人数", required=True, unit="人", width=4, least=1, most=20),
                day("moved_on", "迁移日期", required=True, planned=True, width=4),
                month("stop_month", "停发月份", required=True, width=4),
                text("origin", "迁出地", required=True, width=6),
                text("destination", "迁入地", required=True, width=6),
                money("amount", "迁出前月保障金", required=True, width=6),
                person("handler", "经办人", required=True, width=6),
            ),
            printed=False,
        ),
        Section(
            "",
            (
                Text(
                    "兹有我地低保家庭户主{head}（公民身份号码{identity}），家庭成员{people}人，自{origin}迁往{destination}，迁移日期{moved_on}。迁出前月保障金{amount}元，我地自{stop_month}起停发。请按规定受理其申请。"
                ),
                Text("随证移交下列材料："),
                Table(
                    "papers",
                    "",
                    (
                        text("name", "材料名称", required=True, width=30),
                        number("copies", "份数", required=True, width=8, most=200),
                        text("note", "备注", width=18),
                    ),
                    blank_rows=5,
                ),
                Text("经办人：{handler}"),
            ),
        ),
    ),
)

GRIEVANCE_SOURCE = {"1": "来信", "2": "来访", "3": "来电", "4": "网络", "5": "上级交办"}
F34 = FormDefinition(
    code="F34",
    by_clerk=True,
    confidential=True,
    title="信访、举报登记表",
    stage=Stage.CHANGING,
    material="M84",
    numbering=Numbering("低访字"),
    sections=(
        Section(
            "登记",
            (
                choice("source", "来源", required=True, choices=GRIEVANCE_SOURCE, width=12),
                day("received_on", "收到日期", required=True, width=6),
                yes_no("confidential", "要求保密", required=True, width=6),
                person("complainant", "反映人", help="匿名的不填", width=6),
                phone("phone", "联系电话", width=6),
                person("subject", "反映对象", required=True, width=6),
                person("handler", "承办人", required=True, width=6),
                story("content", "反映内容", required=True, lines=5),
            ),
        ),
        Section(
            "办理",
            (
                day("told_by", "告知期限", required=True, help="收到之日起 15 日内告知是否受理", planned=True, width=4),
                day("told_on", "实际告知", width=4),
                day("finish_by", "办结期限", required=True, help="受理之日起 60 日内", planned=True, width=4),
                day("extended_to", "延期至", help="经批准可延长 30 日", planned=True, width=4),
                day("finished_on", "办结日期", width=4),
                choice(
                    "satisfied", "满意度", choices={"1": "满意", "2": "基本满意", "3": "不满意"}, width=4, boxes=False
                ),
                story("conclusion", "核实情况和结论", lines=4),
                story("answer", "答复", lines=2),
                Signatures((Signer("handler_signature", "承办人"), Signer("head_signature", "负责人", seal=True))),
            ),
        ),
    ),
    checks=(
        days_at_most("received_on", "told_by", 15, "告知期限为收到之日起 15 日内。"),
        days_at_most("received_on", "finish_by", 75, "办结期限为受理之日起 60 日内。"),
        days_at_most("finish_by", "extended_to", 30, "延期不超过 30 日。"),
    ),
    note="反映人信息保密；《信访工作条例》规定十五日内告知、六十日内办结，情况复杂的经批准可延长三十日。",
)

F35 = FormDefinition(
    code="F35",
    title="社会救助审核会议纪要",
    stage=Stage.OFFICE,
    institutional_series="ZD3",
    numbering=Numbering("低会纪"),
    sections=(
        Section(
            "",
            (
                moment("held_at", "时间", required=True, width=6),
                text("place", "地点", required=True, width=6),
                person("chair", "主持人", required=True, width=6),
                person("recorder", "记录人", required=True, width=6),
                story("present", "出席", required=True, lines=2),
                story("absent", "缺席和回避", help="没有写“无”"),
                text("topic", "议题", required=True, width=12),
                Table(
                    "households",
                    "涉及户",
                    (
                        person("head", "户主", required=True, width=10),
                        text("village", "村（社区）", required=True, width=12),
                        story("opinion", "讨论意见", required=True, width=24, longest=300),
                        text("vote", "表决", required=True, width=10),
                        text("conclusion", "结论", required=True, width=12),
                    ),
                    blank_rows=6,
                ),
                story("conclusion", "会议结论", required=True, lines=3),
                Signatures(
                    (
                        Signer("chair_signature", "主持人", True),
                        Signer("recorder_signature", "记录人", True),
                        Signer("members", "参会人员"),
                    )
                ),
            ),
        ),
    ),
)

F36 = FormDefinition(
    code="F36",
    title="培训记录",
    stage=Stage.OFFICE,
    institutional_series="RG06",
    numbering=Numbering("培字"),
    identity=Identity.MASKED,
    sections=(
        Section(
            "一、培训",
            (
                text("title", "培训内容", required=True, width=8, longest=80),
                text("plan_number", "计划号", width=4, longest=30),
                choice(
                    "kind",
                    "类别",
                    required=True,
                    choices={"policy": "政策", "archive": "档案", "system": "系统", "ethics": "职业素养"},
                    width=8,
                ),
                text("lecturer", "讲师", required=True, width=4, longest=40),
                text("posts", "对象岗位", required=True, width=12, longest=120),
                moment("held_at", "日期时间", required=True, width=6, planned=True),
                quantity("hours", "时长", required=True, unit="小时", width=3, most=24),
                text("place", "地点", required=True, width=3, longest=80),
                story("notice", "通知", lines=2, longest=600),
                story("slides", "课件与照片", longest=400),
            ),
        ),
        Section(
            "二、签到与成绩",
            (
                Table(
                    "attendees",
                    "",
                    (
                        person("name", "姓名", required=True, width=10),
                        text("unit", "单位与岗位", required=True, width=24, longest=120),
                        text("signed_at", "签到时间", required=True, width=12, longest=20),
                        text("way", "方式", width=6, longest=10),
                        number("score", "测验分", width=7, most=100),
                        text("passed", "结果", width=8, longest=10),
                    ),
                    least=1,
                    most=1000,
                    blank_rows=16,
                ),
                number("present", "到会人数", required=True, unit="人", width=4, most=9999),
                number("examined", "测验人数", unit="人", width=4, most=9999),
                number("passed_count", "合格人数", unit="人", width=4, most=9999),
                story("summary", "小结", lines=2, longest=500),
                Signatures((Signer("organiser", "组织人"),)),
            ),
        ),
    ),
    checks=(not_more("passed_count", "examined", "合格人数不能多于测验人数。"),),
    note="一场培训结束时由系统制作，连同试卷、照片归入“业务培训”（协理员培训归“协理员培训”）。",
)

F39 = FormDefinition(
    code="F39",
    title="低保对象抽查计划与结果",
    stage=Stage.OFFICE,
    institutional_series="ZD3",
    issuer=Issuer.COUNTY,
    identity=Identity.MASKED,
    landscape=True,
    numbering=Numbering("低抽字", Issuer.COUNTY),
    sections=(
        Section(
            "抽查计划",
            (
                number("year", "年度", required=True, width=3, least=2000, most=2100),
                text("scope", "范围", required=True, width=6),
                quantity("rate", "抽查比例", required=True, unit="%", width=3, most=100),
                number("base", "总户数", required=True, unit="户", width=4, most=999999),
                number("drawn", "抽取户数", required=True, unit="户", width=4, most=999999),
                text("seed", "抽样种子", required=True, width=4, longest=64),
                Table(
                    "rows",
                    "",
                    (
                        number("number", "序号", required=True, width=6, most=99999),
                        text("household_code", "户编号", required=True, width=16, longest=20),
                        person("head", "户主", required=True, width=10),
                        text("village", "村（社区）", required=True, width=14),
                        text("why", "抽取原因", required=True, width=14),
                        day("visited_on", "抽查日期", width=11),
                        text("findings", "发现的问题", width=20),
                        text("mended", "整改", width=14),
                        yes_no("done", "完成", width=6),
                    ),
                    most=5000,
                    blank_rows=12,
                ),
                story("summary", "结果小结", lines=2),
                Signatures((Signer("checker", "抽查人"), Signer("head_signature", "负责人", seal=True))),
            ),
        ),
    ),
    checks=(not_more("drawn", "base", "抽取户数不能多于总户数。"),),
    note="近亲属备案和有投诉举报的家庭全部抽查；抽样种子留存，可以据此重现抽样。",
)

F40 = FormDefinition(
    code="F40",
    by_clerk=True,
    title="数据勘误单",
    stage=Stage.OFFICE,
    numbering=Numbering("低勘字"),
    sections=(
        Section(
            "",
            (
                person("head", "户主", required=True, width=6),
                text("household_code", "户编号", required=True, width=6, longest=20),
                Table(
                    "corrections",
                    "勘误内容",
                    (
                        text("field", "项目", required=True, width=14),
                        text("old", "原值", required=True, width=14),
                        text("new", "更正为", required=True, width=14),
                        text("basis", "依据", required=True, width=18),
                    ),
                    least=1,
                    blank_rows=8,
                ),
                person("applicant", "申请人", required=True, width=6),
                moment("applied_at", "申请时间", required=True, width=6),
                Opinion("approval", "审批意见", ("审批人",), choices=AGREE, required=True, lines=2),
            ),
        ),
    ),
    checks=(rows_differ("corrections", "old", "new", "更正后的值与原值相同，请核对。"),),
)
FORMS = (F26, F32, F33, F34, F35, F36, F39, F40)
