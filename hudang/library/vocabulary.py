"""Words of the library and of the institutional volumes (archive.md §5, §9)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SERIES_ROOT = "ZY·DB·"
# 机构（问题）: the office of social assistance, where no township is meant (archive.md §6)
COUNTY_OFFICE = "SJS"


@dataclass(frozen=True)
class ShippedSeries:
    """A series of institutional items as it is shipped; a county adds others in its settings."""

    kind: str
    name: str
    retention: str
    takes: str

    @property
    def code(self) -> str:
        """The whole class number."""
        return SERIES_ROOT + self.kind


_Z, _R, _D = "D30", "D10", "D30"
SHIPPED_SERIES = {
    each.kind: each
    for each in (
        ShippedSeries("ZD1", "家庭经济收入评估制度", _Z, "测算参数各版本、认定办法、评估参考值、评估会商纪要"),
        ShippedSeries("ZD2", "公示监管制度", _Z, "公示制度、每批公示单与照片、异议与处理、长期公布"),
        ShippedSeries("ZD3", "审核制度", _Z, "审核授权、抽查计划与结果、近亲属备案台账、审核会纪要"),
        ShippedSeries("ZD4", "动态管理制度", _Z, "走访规则、年审方案与总结、督办单、停减增台账"),
        ShippedSeries("ZD5", "资金监管", _Z, "预算、发放批次、退回与追缴、审计整改"),
        ShippedSeries("ZD6", "人员培训", _Z, "培训计划、签到、课件、成绩、职业素养教育"),
        ShippedSeries("ZD7", "档案管理制度", _Z, "归档范围与期限表、分类方案、借阅、检查、鉴定销毁"),
        ShippedSeries("RG01", "方针政策规定制度", _R, "上级来文和本级制度的日常件"),
        ShippedSeries("RG02", "年度计划总结", _R, "年度、半年计划和总结"),
        ShippedSeries("RG03", "会议记录纪要", _R, "例会等日常会议的记录和纪要"),
        ShippedSeries("RG04", "请示报告批复", _R, "请示、报告和批复"),
        ShippedSeries("RG05", "工作人员及协理员名册", _R, "人员名册和变动"),
        ShippedSeries("RG06", "业务培训", _R, "经办人员的培训材料"),
        ShippedSeries("RG07", "协理员培训", _R, "村协理员的培训材料"),
        ShippedSeries("RG08", "协理员考核", _R, "村协理员年度考核"),
        ShippedSeries("RG09", "统计月报年报", _R, "月报、年报"),
        ShippedSeries("RG10", "对象名册与动态统计", _R, "对象名册、动态管理统计、年度统计"),
        ShippedSeries("RG11", "停增减发汇总", _R, "每月停发、增发、减发汇总"),
        ShippedSeries("RG12", "发放名册清单", _R, "发放名册和清单"),
        ShippedSeries("RG13", "变化登记与再就业", _R, "收入财产就业变化登记、再就业介绍、技能培训"),
        ShippedSeries("RG14", "公示材料", _R, "公示的日常材料"),
        ShippedSeries("RG15", "被走访对象名单", _R, "走访计划和名单"),
        ShippedSeries("RG16", "迁移证明存根", _R, "低保迁移证明存根"),
        ShippedSeries("RG17", "来信来访", _R, "来信、来访登记和答复"),
        ShippedSeries("RG18", "其他", _R, "不属于以上各类的"),
        ShippedSeries("DQ1", "政策文件", _D, "国家、省、市、县的政策和标准规范"),
        ShippedSeries("DQ2", "标准历年表", _D, "历年低保标准及其文件"),
        ShippedSeries("DQ3", "区划人口", _D, "行政区划、人口"),
        ShippedSeries("DQ4", "名册", _D, "对象名册年度快照"),
        ShippedSeries("DQ5", "统计", _D, "统计表"),
        ShippedSeries("DQ6", "宣传与联系", _D, "宣传品、联系表、典型案例"),
    )
}
# day-to-day material and registers of institutions; SP is of households
INSTITUTIONAL = ("ZD", "RG", "DQ")
GROUP_LABELS = {"ZD": "制度类", "RG": "日常管理类", "DQ": "地区资料"}


class DocumentKind(StrEnum):
    """资料的种类 (archive.md §9.3); the value is stored."""

    POLICY = "policy"
    NORM = "norm"
    STANDARD = "standard"
    POPULATION = "population"
    ROSTER = "roster"
    STATISTICS = "statistics"
    PUBLICITY = "publicity"
    CONTACTS = "contacts"
    CASE_STUDY = "case_study"


KIND_LABELS = {
    DocumentKind.POLICY: "政策文件",
    DocumentKind.NORM: "标准规范",
    DocumentKind.STANDARD: "低保标准",
    DocumentKind.POPULATION: "区划人口",
    DocumentKind.ROSTER: "名册快照",
    DocumentKind.STATISTICS: "统计表",
    DocumentKind.PUBLICITY: "宣传材料",
    DocumentKind.CONTACTS: "对口联系表",
    DocumentKind.CASE_STUDY: "典型案例",
}
# where the file of a document is filed (archive.md §5)
SERIES_OF_KIND = {
    DocumentKind.POLICY: "DQ1", DocumentKind.NORM: "DQ1", DocumentKind.STANDARD: "DQ2", DocumentKind.POPULATION: "DQ3",
    DocumentKind.ROSTER: "DQ4", DocumentKind.STATISTICS: "DQ5", DocumentKind.PUBLICITY: "DQ6",
    DocumentKind.CONTACTS: "DQ6", DocumentKind.CASE_STUDY: "DQ6",
}  # fmt: skip
# these name people of the division
RESTRICTED_KINDS = frozenset({DocumentKind.ROSTER})


class Level(StrEnum):
    """适用区划的层级; the value is stored."""

    COUNTRY = "country"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


LEVEL_LABELS = {
    Level.COUNTRY: "全国",
    Level.PROVINCE: "省级",
    Level.CITY: "市级",
    Level.COUNTY: "县级",
    Level.TOWNSHIP: "乡镇级",
}
# GB/T 2260, the first two digits
PROVINCES = {
    "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区", "21": "辽宁省", "22": "吉林省",
    "23": "黑龙江省", "31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省", "35": "福建省", "36": "江西省",
    "37": "山东省", "41": "河南省", "42": "湖北省", "43": "湖南省", "44": "广东省", "45": "广西壮族自治区",
    "46": "海南省", "50": "重庆市", "51": "四川省", "52": "贵州省", "53": "云南省", "54": "西藏自治区", "61": "陕西省",
    "62": "甘肃省", "63": "青海省", "64": "宁夏回族自治区", "65": "新疆维吾尔自治区",
}  # fmt: skip


class Force(StrEnum):
    """Whether a document holds on a day."""

    IN_FORCE = "in_force"
    LATER = "later"
    REPEALED = "repealed"
    UNKNOWN = "unknown"


FORCE_LABELS = {
    Force.IN_FORCE: "现行",
    Force.LATER: "尚未施行",
    Force.REPEALED: "已废止",
    Force.UNKNOWN: "施行日期不详",
}


class RuleFamily(StrEnum):
    """制度的种类 (R24); the value is stored."""

    DUTY = "duty"
    PROCEDURE = "procedure"
    FILING = "filing"
    LENDING = "lending"
    CHECKING = "checking"
    DESTRUCTION = "destruction"
    OTHER = "other"


FAMILY_LABELS = {
    RuleFamily.DUTY: "岗位职责",
    RuleFamily.PROCEDURE: "办理程序",
    RuleFamily.FILING: "归档",
    RuleFamily.LENDING: "查阅借阅",
    RuleFamily.CHECKING: "检查考核",
    RuleFamily.DESTRUCTION: "鉴定销毁",
    RuleFamily.OTHER: "其他制度",
}


class Sort(StrEnum):
    """What a found text belongs to; the value is stored."""

    DOCUMENT = "document"
    RULE = "rule"
    ITEM = "item"


SORT_LABELS = {Sort.DOCUMENT: "资料", Sort.RULE: "制度", Sort.ITEM: "机构卷的件"}
