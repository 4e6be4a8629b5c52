"""质量规则 as data: what each asks, how much it matters, what to do (archive.md §17; R5, R10, R26, R49).

How a rule finds what breaks it stands in ``queries.finders`` under the same key; a test asks that both agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hudang.quality.errors import NoSuchRule
from hudang.quality.vocabulary import WEIGHTS, Group, Severity, Subject


@dataclass(frozen=True)
class Rule:
    """One rule: ``title`` names the fault, ``advice`` says how it is mended."""

    key: str
    title: str
    group: Group
    severity: Severity
    subject: Subject
    advice: str
    source: str = "产品规则"

    @property
    def weight(self) -> int:
        """How much it counts in the score."""
        return WEIGHTS[self.severity]


_C, _F, _T, _X = Group.COMPLETENESS, Group.FORM, Group.TIMELINESS, Group.CONTRADICTION
_GRAVE, _USUAL, _SLIGHT = Severity.GRAVE, Severity.USUAL, Severity.SLIGHT
_H, _M, _FILE, _POUCH, _BOX, _ITEM = (
    Subject.HOUSEHOLD, Subject.MEMBER, Subject.FILE, Subject.POUCH, Subject.BOX, Subject.ITEM,
)  # fmt: skip

# the three that must find nothing (R10)
WITHOUT_POUCH, WITHOUT_HOUSEHOLD, SAME_NUMBER = "household_without_pouch", "pouch_without_household", "same_number"
ZERO_CHECKS = (WITHOUT_POUCH, WITHOUT_HOUSEHOLD, SAME_NUMBER)
# what is late: reviews by the year or half-year, visits by the month, what follows from events
TASK_OVERDUE = "task_overdue"
YEARLY, MONTHLY, OTHERWISE = "yearly", "monthly", "event"

RULES: tuple[Rule, ...] = (
    # 完整
    Rule(WITHOUT_POUCH, "有户无袋", _C, _GRAVE, _H, "打开家庭页，为这户立袋。", "建档全面统一"),
    Rule(WITHOUT_HOUSEHOLD, "有袋无户", _C, _GRAVE, _POUCH, "袋在用而家庭不在保：核实家庭状态，停保的转待定卷。", "建档全面统一"),
    Rule("missing_material", "缺必备材料", _C, _GRAVE, _FILE, "打开户袋，补归所缺的材料。", "归档质量要求：必备件齐"),
    Rule("no_head", "没有户主", _C, _GRAVE, _H, "在家庭页变更户主，或改正成员的“与户主关系”。", "数据质量要求"),
    Rule("no_identity", "成员没有身份证号", _C, _GRAVE, _M, "对照户口簿补填公民身份号码。", "数据质量要求"),
    Rule("no_birth_date", "成员没有出生日期", _C, _USUAL, _M, "补填身份证号或出生日期。", "数据质量要求"),
    Rule("disabled_without_level", "残疾等级为空的残疾人", _C, _USUAL, _M, "对照残疾人证补填等级。", "数据质量要求"),
    Rule("pupil_without_school", "在校生没有就读学校", _C, _USUAL, _M, "对照学生证或学籍补填学校。", "家庭成员登记表填写要求"),
    Rule("serious_without_illness", "重病没有病种", _C, _USUAL, _M, "对照诊断证明补填病种。", "家庭成员登记表填写要求"),
    Rule("no_address", "没有居住地址", _C, _USUAL, _H, "补填居住地址。", "数据质量要求"),
    Rule("no_phone", "没有联系电话", _C, _SLIGHT, _H, "补填户主或联系人的电话。", "数据质量要求"),
    Rule("no_account", "没有银行账号", _C, _USUAL, _H, "补填发放低保金的账号。", "数据质量要求"),
    Rule("no_allowance", "没有月保障金", _C, _USUAL, _H, "登记或核定月保障金。", "数据质量要求"),
    Rule("undecided_class", "没有分类", _C, _USUAL, _H, "补齐成员和收入，分类会自动得出。", "分类管理要求"),
    Rule("box_without_keeper", "村盒没有保管人", _C, _SLIGHT, _BOX, "在保管责任页指定保管人。", "档案保管责任"),
    Rule("box_without_location", "村盒没有存放位置", _C, _SLIGHT, _BOX, "在库房与架位页登记位置。", "归档质量要求：位置有效"),
    Rule("keeper_gone", "保管人已停用", _C, _USUAL, _BOX, "在保管责任页办理移交，换成在岗的人。", "档案保管责任"),
    Rule("handler_gone", "案件经办人已停用", _C, _USUAL, Subject.CASE, "打开案件，移交给在岗的经办人。", "岗位交接要求"),
    Rule("notice_without_photo", "公示缺首日或末日照片", _C, _USUAL, Subject.NOTICE, "打开公示批次，补传照片。", "归档质量要求：公示照片首末日"),
    Rule("list_without_photo", "长期公布缺张贴照片", _C, _SLIGHT, Subject.LONG_TERM, "打开长期公布表，补传照片。", "归档质量要求：公示照片"),
    Rule("item_without_image", "电子件没有图像", _C, _USUAL, _ITEM, "重新挂接扫描件。", "归档质量要求：电子件可用"),
    # 规范
    Rule("page_gap", "页号不连续", _F, _USUAL, _FILE, "核对各件起页，重新编页。", "归档质量要求：页号连续、目录相符"),
    Rule("item_count_differs", "目录行数与件数不符", _F, _USUAL, _FILE, "运行 hudang verify-figures 核对，再看卷内目录。", "归档质量要求：页号连续、目录相符"),
    Rule("page_count_differs", "图像页数与登记页数不符", _F, _USUAL, _ITEM, "核对扫描是否漏页，重新挂接或更正页数。", "归档质量要求：页号连续、目录相符"),
    Rule("unreadable_page", "图像打不开", _F, _GRAVE, _ITEM, "重新扫描并挂接。", "归档质量要求：电子件可用"),
    Rule("bad_item_date", "件的日期不对", _F, _USUAL, _ITEM, "更正著录：日期应是真实的、不晚于今天的日子。", "归档质量要求：日期合理"),
    Rule("item_without_creator", "件没有责任者", _F, _SLIGHT, _ITEM, "更正著录，补填责任者。", "DA/T 46"),
    Rule("bad_phone", "电话号码不对", _F, _SLIGHT, _H, "核对后改正：手机 11 位，座机带区号。", "号码格式"),
    Rule("signed_copy_missing", "签字件未归", _F, _USUAL, _ITEM, "打印的一份签字后扫描，归入同一种材料。", "归档质量要求：签名齐"),
    Rule("sealed_copy_missing", "盖章件未归", _F, _SLIGHT, _ITEM, "打印的一份盖章后扫描，归入同一种材料。", "归档质量要求：盖章齐"),
    Rule("keeper_without_right", "保管人没有盒内敏感袋的权限", _F, _USUAL, _BOX, "在保管责任页换成有权限的岗位，或把袋移到县里保管。", "归档质量要求：敏感袋权限"),
    Rule("apart_not_secret", "单独保密的袋没有设密", _F, _GRAVE, _FILE, "打开户袋，归入“单独保密”类，写明依据。", "归档质量要求：敏感袋权限"),
    # 及时
    Rule("decision_not_filed", "办结后未挂接扫描件", _T, _USUAL, _FILE, "扫描审批表或通知书，挂接归档。", "归档时限"),
    Rule("paper_not_scanned", "纸件逾期未挂接", _T, _USUAL, _ITEM, "扫描这一件并挂接。", "归档时限"),
    Rule("scan_waiting", "扫描件逾期未归", _T, _USUAL, Subject.QUEUED, "在待归件页认定归哪一户、哪种材料。", "归档时限"),
    Rule("pouch_not_closed", "停保袋逾期未定卷", _T, _USUAL, _FILE, "在待定卷页整理定卷。", "归档质量要求：停保袋定卷"),
    Rule("case_overdue", "案件逾期", _T, _GRAVE, Subject.CASE, "打开案件，办理或按规定延期。", "办理时限规定"),
    Rule(TASK_OVERDUE, "核查走访逾期", _T, _GRAVE, Subject.TASK, "打开家庭，按任务走访并填表；联系不上的登记尝试。", "归档质量要求：动态件按期"),
    Rule("disability_expired", "残疾人证过期", _T, _USUAL, _M, "请本人换证，或核实后改正有效期。", "动态管理要求"),
    Rule("student_card_expired", "学生证过期", _T, _SLIGHT, _M, "核实是否仍在校，换证或改正。", "动态管理要求"),
    Rule("graduated", "已过预计毕业日期仍记在校", _T, _USUAL, _M, "核实毕业或升学，改正就业状况或毕业日期。", "动态管理要求"),
    # 矛盾
    Rule(SAME_NUMBER, "两户同号", _X, _GRAVE, _H, "两户的低保证号相同：核对后改正其中一户。", "建档全面统一"),
    Rule("person_twice", "同一人在两户", _X, _GRAVE, _M, "核实实际在哪一户，另一户办理减员。", "一人只在一户"),
    Rule("perhaps_twice", "疑为同一人", _X, _USUAL, _M, "同名同生日而有一人没有身份证号：补填身份证号即可分清。", "一人只在一户"),
    Rule("dead_covered", "已去世仍在保障人口里", _X, _GRAVE, _M, "办理减员。", "动态管理要求"),
    Rule("size_differs", "家庭人口与成员人数不符", _X, _USUAL, _H, "增减成员，或改正家庭人口。", "数据质量要求"),
    Rule("covered_differs", "保障人口与保障对象人数不符", _X, _USUAL, _H, "改正保障人口，或改正成员是否保障对象。", "数据质量要求"),
    Rule("same_account", "两户同一银行账号", _X, _USUAL, _H, "核对存折或卡；确由他人代领的，注明理由不改。", "数据质量要求"),
    Rule("allowance_too_high", "月保障金高于标准", _X, _USUAL, _H, "核对标准、保障人口、分类施保和月保障金。", "低保金计算办法"),
    Rule("stopped_without_day", "停保没有日期或原因", _X, _USUAL, _H, "补填停保日期和停保原因。", "归档质量要求：停保袋定卷"),
    Rule("dates_reversed", "批准早于申请", _X, _USUAL, _H, "核对申请日期和批准日期。", "归档质量要求：日期合理"),
    Rule("certificate_reversed", "残疾人证有效期不晚于发证日", _X, _SLIGHT, _M, "对照残疾人证改正。", "家庭成员登记表填写要求"),
)  # fmt: skip
BY_KEY: Mapping[str, Rule] = {rule.key: rule for rule in RULES}


def rule_of(key: str) -> Rule:
    """Return the rule of this name; raises ``NoSuchRule``."""
    if key not in BY_KEY:
        raise NoSuchRule(rule=key[:40])
    return BY_KEY[key]
