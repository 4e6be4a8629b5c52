"""The wording of the drawn papers: forms as rows, letters as paragraphs. Fields are filled from ``paper_values``."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hudang.demo.forms import Form, head_row, repeated, row

_ADDRESS = row(11, "2 家庭住址|6 {address}|1.6 联系电话|2.6 {phone}")
_HEAD = row(10, "2 户主姓名|2.4 {head}|1 性别|1 {sex}|1 民族|1.6 {nation}|1.6 救助类别|2.2 {assistance}")
_IDENTITY = row(10, "2 身份证号|4.4 {identity}|1.6 家庭人口|1 {size}|1.6 保障人口|1.6 {covered}")
_MEMBERS = (
    head_row(10, "2 姓名|1.6 与户主关系|1 性别|1 年龄|4 公民身份号码|1.8 健康状况|1.8 劳动能力|1.6 月收入"),
    *repeated(
        6,
        9,
        "2 {m#.name}|1.6 {m#.relation}|1 {m#.sex}|1 {m#.age}|4 {m#.identity}|1.8 {m#.health}|1.8 {m#.work}|1.6 {m#.income}",
    ),
)
_HOUSING = row(10, "2 住房性质|2.4 {house}|1.6 结构|2.4 {structure}|1.6 面积|2 {area}")
_OPINIONS = (
    row(34, "2 村（居）民委员会意见|10.8 {village_opinion}"),
    row(34, "2 乡镇（街道）审核意见|10.8 {town_opinion}"),
    row(34, "2 县级民政部门确认意见|10.8 {county_opinion}"),
)

FORMS: dict[str, Form] = {
    "M50": Form(
        "最低生活保障审核确认表",
        "户编号：{code}　　填表日期：{decided}",
        (
            _HEAD,
            _IDENTITY,
            _ADDRESS,
            row(10, "2 开户银行|5 {bank}|1.4 账号|4.4 {account}"),
            *_MEMBERS,
            row(10, "2.2 家庭月收入|2 {income}|2 人均月收入|2 {income_each}|1.6 保障标准|1.6 {standard}"),
            row(10, "2.2 分类施保金|2 {supplement}|2 月保障金|2 {allowance}|1.6 起发年月|1.6 {start}"),
            row(10, "2.2 公示情况|9.2 {notice}"),
            *_OPINIONS,
        ),
        seals=(("village_opinion", "committee"), ("town_opinion", "government"), ("county_opinion", "bureau")),
    ),
    "M33": Form(
        "最低生活保障家庭入户调查表",
        "调查日期：{surveyed}　　调查地点：本户家中　　户编号：{code}",
        (
            _HEAD,
            _IDENTITY,
            _ADDRESS,
            *_MEMBERS,
            _HOUSING,
            row(10, "2 间数|1.6 {rooms}|1.6 危房等级|1.8 {danger}|1.8 承包地|2 {land}|1.4 财产|3 {assets}"),
            row(10, "2 月均水费|1.8 {water}|1.8 月均电费|1.8 {power}|2 燃料取暖|1.8 {fuel}|1.6 通讯|1.6 {telecom}"),
            row(24, "2 致困原因|10.8 {reason}"),
            row(24, "2 家庭收入情况|10.8 {income_text}"),
            row(26, "2 调查结论|10.8 {survey_finding}"),
        ),
        ("调查人（不少于 2 人）：", "被调查人：{head}　　　　调查日期：{surveyed}"),
    ),
    "M36": Form(
        "家庭收入评估与支出推算表",
        "户主：{head}　　户编号：{code}　　评估日期：{surveyed}　　单位：元",
        (
            head_row(10, "2 成员|3.4 收入项目|1.6 计算期|1.8 申报金额|1.8 核定金额|2.4 依据"),
            *repeated(
                9,
                10,
                "2 {i#.who}|3.4 {i#.kind}|1.6 {i#.period}|1.8 {i#.amount}|1.8 {i#.amount_checked}|2.4 {i#.ground}",
            ),
            row(11, "3 家庭月收入合计|2 {income}|3 人均月收入|2 {income_each}|3 保障标准|2 {standard}"),
            row(11, "3 月均生活支出|2 {spending}|3 月均医疗支出|2 {medical}|3 补差金额|2 {gap}"),
            row(26, "2 评估说明|11 {assessment}"),
        ),
        ("评估人：", "复核人：　　　　　　单位（盖章）："),
        seals=(("assessment", "government"),),
    ),
    "M31": Form(
        "居民家庭经济状况核对委托单",
        "委托单位：{government}　　委托日期：{accepted}",
        (
            _HEAD,
            row(10, "2 核对范围|10.8 {check_scope}"),
            head_row(10, "2 姓名|2 与户主关系|5 公民身份号码|2 授权情况"),
            *repeated(6, 10, "2 {m#.name}|2 {m#.relation}|5 {m#.identity}|2 {m#.authorized}"),
            row(30, "2 委托单位|10.8 {entrust}"),
        ),
        seals=(("entrust", "government"),),
    ),
    "M32": Form(
        "居民家庭经济状况核对报告",
        "报告编号：HD{code}　　出具日期：{surveyed}　　有效期：六个月",
        (
            head_row(10, "2 姓名|4 公民身份号码|1.6 车辆|1.6 房产|2 存款（元）|1.6 工商|1.8 社保"),
            *repeated(
                6,
                11,
                "2 {m#.name}|4 {m#.identity}|1.6 {m#.car}|1.6 {m#.house}|2 {m#.deposit}|1.6 {m#.firm}|1.8 {m#.insured}",
            ),
            row(12, "2.4 家庭财产合计|3 {asset_total}|2.4 家庭月收入|3 {income}"),
            row(26, "2 核对结论|10.8 {check_finding}"),
            row(30, "2 核对机构|10.8 {check_office}"),
        ),
        ("本报告仅供社会救助审核确认使用。",),
        seals=(("check_office", "bureau"),),
    ),
    "M34": Form(
        "邻里访问记录",
        "被核查户：{head}　　访问日期：{surveyed}　　地点：{village}",
        (
            row(11, "2 被访问人|3 {neighbour}|2 与该户关系|3 邻居"),
            row(30, "2 家庭人口与居住|10.8 {n_people}"),
            row(30, "2 收入来源|10.8 {n_income}"),
            row(30, "2 住房与水电|10.8 {n_house}"),
            row(30, "2 健康与劳动|10.8 {n_health}"),
            row(26, "2 访问人意见|10.8 {n_finding}"),
        ),
        ("被访问人签字：　　　　　　　　　　　访问人签字：",),
    ),
    "M41": Form(
        "最低生活保障审核公示单",
        "公示单位：{government}　　公示期：{noticed} 起 7 天",
        (
            head_row(11, "1 序号|2.6 户主姓名|2 家庭人口|2 保障人口|2.6 救助类别|2.6 拟保障金（元）"),
            row(12, "1 1|2.6 {head}|2 {size}|2 {covered}|2.6 {assistance}|2.6 {allowance}"),
            *repeated(6, 12, "1 {x#.n}|2.6 {x#.a}|2 {x#.b}|2 {x#.c}|2.6 {x#.d}|2.6 {x#.e}"),
            row(26, "2 公示说明|10.8 {notice_words}"),
            row(34, "2 公示单位|10.8 {notice_by}"),
        ),
        ("监督举报电话：0436-5000000",),
        seals=(("notice_by", "government"),),
    ),
    "M70": Form(
        "动态低保户调查审核表",
        "户编号：{code}　　审核日期：{rechecked}",
        (
            _HEAD,
            _IDENTITY,
            _ADDRESS,
            *_MEMBERS,
            _HOUSING,
            row(
                10,
                "2 月均水费|1.8 {water}|1.8 月均电费|1.8 {power}|2 家庭月收入|1.8 {income}|1.6 月保障金|1.6 {allowance}",
            ),
            row(24, "2 身体健康情况|10.8 {health_text}"),
            row(24, "2 就业就学情况|10.8 {work_text}"),
            row(28, "2 审核意见|10.8 {recheck_finding}"),
        ),
        ("户主签字：　　　　　　　　　　审核人：　　　　　　　　复核人：",),
        seals=(("recheck_finding", "government"),),
    ),
    "M71": Form(
        "低保对象走访记录",
        "户主：{head}　　户编号：{code}",
        (
            row(11, "2 走访日期|3 {rechecked}|2 走访方式|3 上门走访"),
            row(11, "2 走访对象|3 {head}|2 联系电话|3 {phone}"),
            row(30, "2 生活状况|10.8 {health_text}"),
            row(26, "2 低保金到账|10.8 {paid_text}"),
            row(26, "2 本人诉求|10.8 {wish}"),
        ),
        ("走访人：　　　　　　　　　　　　　被走访人：",),
    ),
    "M22": Form(
        "家庭财产情况表",
        "户主：{head}　　填报日期：{applied}　　单位：元",
        (
            head_row(11, "2 财产类别|5 说明|2 估值|2 凭证"),
            *repeated(6, 12, "2 {a#.kind}|5 {a#.what}|2 {a#.value}|2 {a#.proof}"),
            row(12, "2 住房|5 {house_text}|2 {structure}|2 {area}"),
            row(24, "2 承诺|10.8 {promise}"),
        ),
        ("户主签字：{head}　　　　{applied}",),
    ),
    "M14": Form(
        "诊断证明书（样本）",
        "{hospital}　　门诊号：{seed_number}",
        (
            row(12, "1.6 姓名|2.6 {patient}|1.2 性别|1.2 {patient_sex}|1.2 年龄|1.2 {patient_age}|1.4 科别|2 内科"),
            row(12, "1.6 身份证号|10.4 {patient_identity}"),
            row(40, "1.6 诊断|10.4 {illness}"),
            row(40, "1.6 处理意见|10.4 {treatment}"),
            row(14, "3 近 12 个月自付费用（元）|9 {medical_paid}"),
            row(34, "1.6 医院|10.4 {hospital_line}"),
        ),
        seals=(("hospital_line", "hospital"),),
    ),
    "M77": Form(
        "分类施保调整表",
        "户编号：{code}　　调整日期：{decided}",
        (
            _HEAD,
            _IDENTITY,
            head_row(10, "2 姓名|1.6 年龄|4 公民身份号码|3 分类施保身份|2 比例|2 月增发（元）"),
            *repeated(6, 10, "2 {m#.name}|1.6 {m#.age}|4 {m#.identity}|3 {m#.class}|2 {m#.rate}|2 {m#.extra}"),
            row(12, "3 分类施保金合计|3 {supplement}|3 月保障金合计|3 {allowance}"),
            row(34, "2 乡镇（街道）意见|10.8 {town_opinion}"),
            row(34, "2 县级民政部门意见|10.8 {county_opinion}"),
        ),
        seals=(("town_opinion", "government"), ("county_opinion", "bureau")),
    ),
}
FORMS["M55"] = replace(FORMS["M41"], title="最低生活保障长期公示表")


@dataclass(frozen=True)
class Letter:
    """A letter: title, who is addressed, paragraphs, who signs or seals, on which day."""

    title: str
    address: str
    paragraphs: tuple[str, ...]
    signer: str
    dated: str
    sealed: bool = True


_BUREAU, _TOWN, _VILLAGE, _HEAD_SIGNS = "{bureau}", "{government}", "{committee}", "{head}"
LETTERS: dict[str, Letter] = {
    "M01": Letter(
        "最低生活保障申请书",
        "{government}：",
        (
            "本人{head}，性别{sex}，{nation}，公民身份号码{identity}，住{address}，家庭现有人口{size}人：{people_text}。",
            "{reason}家庭月收入{income}元，人均{income_each}元，低于当地最低生活保障标准。",
            "现申请{assistance}，请予审核。",
            "本人承诺：以上所填内容及提供的证明材料真实、完整，如有隐瞒、虚报，愿承担相应法律责任；家庭人口、收入、财产发生变化的，及时报告。",
            "联系电话：{phone}",
        ),
        _HEAD_SIGNS,
        "{applied}",
        sealed=False,
    ),
    "M02": Letter(
        "诚信承诺与家庭经济状况核对授权书",
        "{government}、{bureau}：",
        (
            "本家庭全体成年成员郑重承诺：所提交的材料真实、完整、有效；授权核对机构查询本家庭户籍、婚姻、车辆、房产、工商登记、税务、社会保险、住房公积金、银行存款、证券、商业保险等信息；配合入户调查、邻里访问；家庭情况发生变化的，在一个月内报告。",
            "授权期限：自{applied}起至退出最低生活保障之日止。",
            "授权人：{adults_text}。",
            "以上内容已经工作人员向本人宣读，本人知悉并同意。",
        ),
        _HEAD_SIGNS,
        "{applied}",
        sealed=False,
    ),
    "M03": Letter(
        "最低生活保障申请受理通知书",
        "{head}：",
        (
            "你于{applied}提出的{assistance}申请，经审查材料齐全，符合受理条件，现予受理。",
            "我单位将自受理之日起三个工作日内启动家庭经济状况调查，请予配合。受理编号：{code}。",
            "已收材料：低保申请书、诚信承诺与核对授权书、户口簿复印件、身份证复印件、收入证明。",
        ),
        _TOWN,
        "{accepted}",
    ),
    "M20": Letter(
        "家庭收入情况证明",
        "{government}：",
        (
            "兹证明我处居民{head}（公民身份号码{identity}），家庭人口{size}人，收入情况如下：{income_text}",
            "合计家庭月收入{income}元。以上情况属实，特此证明。",
        ),
        _VILLAGE,
        "{applied}",
    ),
    "M04": Letter(
        "一次性补正告知书",
        "{head}：",
        (
            "你于{applied}提出的{assistance}申请，材料不齐全。请于收到本告知书之日起十日内一次性补齐：家庭成员身份证复印件、收入证明。",
            "逾期未补正的，视为放弃申请。",
        ),
        _TOWN,
        "{applied}",
    ),
    "M06": Letter(
        "低保经办人员和村（居）民委员会成员近亲属备案表",
        "{bureau}：",
        (
            "{head}家庭（户编号{code}）申请{assistance}。经申报，申请人与{committee}一名成员有近亲属关系，现单独登记备案。",
            "县级民政部门应当入户调查。",
        ),
        _TOWN,
        "{accepted}",
    ),
    "M45": Letter(
        "民主评议记录",
        "评议地点：{village}会议室　　评议时间：{surveyed}",
        (
            "参加人员：乡镇（街道）工作人员、村（居）民委员会成员、党员和居民代表，应到 15 人，实到 13 人。",
            "评议内容：{head}家庭申请材料与入户调查结果的真实性。{reason}",
            "表决结果：同意 12 票，不同意 0 票，弃权 1 票。结论：同意上报。",
        ),
        _VILLAGE,
        "{surveyed}",
    ),
    "M85": Letter(
        "低保边缘家庭认定材料",
        "{bureau}：",
        (
            "经核对，{head}所在家庭人均月收入高于最低生活保障标准、低于标准的 1.5 倍，符合低保边缘家庭条件。",
            "{reason}本人单独提出申请，依据为低保边缘家庭中的重度残疾人员、重病患者。",
        ),
        _TOWN,
        "{accepted}",
    ),
    "M12": Letter(
        "婚姻状况证明（样本）",
        "{government}：",
        ("{head}，公民身份号码{identity}，婚姻状况：{marital}。此件与婚姻登记档案核对无误。",),
        _BUREAU,
        "{applied}",
    ),
    "M15": Letter(
        "在校学生证明（样本）",
        "{government}：",
        (
            "{student}，性别{student_sex}，公民身份号码{student_identity}，现为我校{grade}在籍学生，学籍（学生证）号{student_card}，预计{graduates}毕业。",
            "特此证明。",
        ),
        "{school}",
        "{applied}",
    ),
    "M16": Letter(
        "劳动能力情况说明",
        "{government}：",
        (
            "{head}家庭成员中，{capacity_text}。",
            "以上情况经{committee}入户了解，与诊断证明、残疾人证核对一致。",
        ),
        _VILLAGE,
        "{applied}",
    ),
    "M18": Letter(
        "监护情况证明",
        "{government}：",
        ("{people_text}。以上未成年人由{committee}协助指定监护人照料，日常生活由亲属照顾。",),
        _VILLAGE,
        "{applied}",
    ),
    "M21": Letter(
        "赡（抚、扶）养费情况承诺",
        "{government}：",
        (
            "{head}的法定赡（抚、扶）养义务人承诺按月给付生活费用，给付情况：{support_text}。",
            "如义务人收入发生变化，及时向乡镇（街道）报告。",
        ),
        _HEAD_SIGNS,
        "{applied}",
        sealed=False,
    ),
    "M35": Letter(
        "人户分离居住情况协查函",
        "户籍地乡镇人民政府（街道办事处）：",
        (
            "{head}（公民身份号码{identity}）户籍地为{registered_address}，现居住于{address}。请协助核实其户籍地房产、土地及收入情况并函复。",
        ),
        _TOWN,
        "{surveyed}",
    ),
    "M40": Letter(
        "最低生活保障审核意见书",
        "{bureau}：",
        (
            "{head}家庭（户编号{code}）于{applied}申请{assistance}，我单位于{surveyed}入户调查，并于{noticed}起公示七天，公示无异议。",
            "核定家庭月收入{income}元，人均{income_each}元，保障标准{standard}元，保障人口{covered}人。{town_opinion}",
        ),
        _TOWN,
        "{noticed}",
    ),
    "M51": Letter(
        "最低生活保障确认通知书",
        "{head}：",
        (
            "你户申请{assistance}，经审核确认符合条件。保障人口{covered}人，自{start}起每月发放保障金{allowance}元，存入{bank}账户（尾号{account_tail}）。",
            "家庭人口、收入、财产状况发生变化的，应当及时报告。最低生活保障证号：{certificate}。",
        ),
        _BUREAU,
        "{decided}",
    ),
    "M52": Letter(
        "不予确认最低生活保障告知书",
        "{head}：",
        (
            "你户于{applied}提出的{assistance}申请，经审核，家庭人均月收入{income_each}元，不低于最低生活保障标准{standard}元，不符合确认条件，不予确认。",
            "如不服本决定，可自收到本告知书之日起六十日内申请行政复议，或六个月内提起行政诉讼。",
        ),
        _BUREAU,
        "{decided}",
    ),
    "M53": Letter(
        "送达回证",
        "送达文书：不予确认最低生活保障告知书",
        ("受送达人：{head}。送达方式：直接送达。送达地点：{address}。受送达人已签收。",),
        _BUREAU,
        "{decided}",
    ),
}
OTHER_LETTER = Letter(
    "{material}",
    "{government}：",
    ("关于{head}家庭（户编号{code}，住{address}）的{material}，情况属实，特此说明。",),
    _VILLAGE,
    "{applied}",
)
