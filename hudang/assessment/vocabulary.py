"""Words of the means test: kinds of cases, results, rounding, supplements, what is not counted."""

from __future__ import annotations

from enum import StrEnum


class CaseKind(StrEnum):
    """申请类型 (process.md §5)."""

    DIBAO = "dibao"
    SINGLE_PERSON = "single_person"
    EDGE = "edge"
    RIGID_EXPENSE = "rigid_expense"


CASE_KIND_LABELS = {
    CaseKind.DIBAO: "最低生活保障",
    CaseKind.SINGLE_PERSON: "单人户",
    CaseKind.EDGE: "低保边缘家庭",
    CaseKind.RIGID_EXPENSE: "刚性支出困难家庭",
}


class Area(StrEnum):
    """城乡: which standard holds."""

    URBAN = "urban"
    RURAL = "rural"


AREA_LABELS = {Area.URBAN: "城市", Area.RURAL: "农村"}


class Verdict(StrEnum):
    """测算结论; anything but ``ELIGIBLE`` says which condition fails first."""

    ELIGIBLE = "eligible"
    INCOME_NOT_BELOW = "income_not_below"
    INCOME_BELOW_EDGE = "income_below_edge"
    INCOME_ABOVE_EDGE = "income_above_edge"
    ASSETS_OVER = "assets_over"
    NOT_IN_SINGLE_PERSON_GROUP = "not_in_single_person_group"
    EXPENSE_SHARE_TOO_LOW = "expense_share_too_low"


VERDICT_LABELS = {
    Verdict.ELIGIBLE: "符合条件",
    Verdict.INCOME_NOT_BELOW: "人均收入不低于标准，不符合",
    Verdict.INCOME_BELOW_EDGE: "人均收入低于低保标准，应按最低生活保障办理",
    Verdict.INCOME_ABOVE_EDGE: "人均收入超过规定上限，不符合",
    Verdict.ASSETS_OVER: "财产超过规定限额，不符合",
    Verdict.NOT_IN_SINGLE_PERSON_GROUP: "不属于可单独申请的人员，不符合",
    Verdict.EXPENSE_SHARE_TOO_LOW: "刚性支出占收入的比例未达到规定，不符合",
}


class Period(StrEnum):
    """What an amount is for; a year is the twelve months before the application."""

    MONTH = "month"
    YEAR = "year"


PERIOD_LABELS = {Period.MONTH: "月", Period.YEAR: "年"}
MONTHS_OF = {Period.MONTH: 12, Period.YEAR: 1}


class AmountMode(StrEnum):
    """How the allowance is found (process.md §9.1, §9.2)."""

    GAP = "gap"
    TIER = "tier"


class Rounding(StrEnum):
    """舍入: applied once, to the total (process.md §9.1)."""

    CEIL_YUAN = "ceil_yuan"
    ROUND_YUAN = "round_yuan"
    ROUND_CENT = "round_cent"
    CEIL_10 = "ceil_10"


ROUNDING_LABELS = {
    Rounding.CEIL_YUAN: "进到元",
    Rounding.ROUND_YUAN: "四舍五入到元",
    Rounding.ROUND_CENT: "四舍五入到分",
    Rounding.CEIL_10: "进到十元",
}


class Method(StrEnum):
    """What a figure is of: a part of the standard, or yuan."""

    RATE_OF_STANDARD = "rate_of_standard"
    FIXED = "fixed"


class SupplementGroup(StrEnum):
    """分类施保对象 (process.md §9.3)."""

    SERIOUS_ILLNESS = "serious_illness"
    SEVERE_DISABILITY = "severe_disability"
    ELDER = "elder"
    MINOR = "minor"


SUPPLEMENT_LABELS = {
    SupplementGroup.SERIOUS_ILLNESS: "重病",
    SupplementGroup.SEVERE_DISABILITY: "重残",
    SupplementGroup.ELDER: "老年人",
    SupplementGroup.MINOR: "未成年人",
}

# C27 不计入收入项
NOT_COUNTED = {
    "1": "优待抚恤金", "2": "计划生育奖励扶助", "3": "奖学金", "4": "见义勇为奖励", "5": "社会救助款物",
    "6": "中央基础养老金", "7": "残疾人两项补贴", "8": "高龄津贴", "9": "政府公益岗位收入", "10": "省市规定的其他项目",
}  # fmt: skip
# C23 不计入共同生活的家庭成员
MEMBER_NOT_COUNTED = {
    "1": "服刑", "2": "强制隔离戒毒", "3": "宣告失踪", "4": "脱离家庭的宗教教职人员", "5": "未婚现役军人",
    "6": "分户单算", "9": "省级规定的其他人员",
}  # fmt: skip
# C44 刚性支出
RIGID_EXPENSE_KIND = {"1": "生活", "2": "医疗", "3": "教育", "4": "残疾康复", "5": "住房", "9": "其他"}
# 财产豁免 (process.md §8)
ASSET_EXEMPTION = {
    "1": "医疗用车", "2": "康复用车", "3": "谋生用车", "4": "救助存款", "5": "卖房存款", "9": "生产生活必需",
}  # fmt: skip
# groups of C43: a cost of finding work is taken off earnings only, a loss counts as nothing in business only
EARNINGS, BUSINESS = "1", "2"
# groups of C35
FINANCIAL_KINDS = frozenset({"11", "12", "13", "14", "15", "16", "17"})
BUSINESS_SHARE, DWELLING, OTHER_BUILDING, PRIVATE_CAR = "18", "21", "22", "31"
# 残疾类别 智力、精神: the third grade counts as severe in these
MENTAL_DISABILITIES = frozenset({"5", "6"})
