"""Words of the roster import: outcomes, codes of findings, fields that a column can hold."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from hudang.households.vocabulary import INCOME_KIND


class Outcome(StrEnum):
    """What becomes of a source row."""

    ACCEPTED = "accepted"
    WARNED = "warned"
    REJECTED = "rejected"
    SKIPPED = "skipped"


OUTCOME_LABELS = {
    Outcome.ACCEPTED: "通过",
    Outcome.WARNED: "提示",
    Outcome.REJECTED: "退回",
    Outcome.SKIPPED: "略过",
}


class Skip(StrEnum):
    """Why a row is no data."""

    TITLE = "title"
    HEADER = "header"
    EMPTY = "empty"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    FOOTER = "footer"
    HIDDEN_SHEET = "hidden sheet"
    OLD_SHEET = "old sheet"
    NO_HEADER = "no header"


SKIP_LABELS = {
    Skip.TITLE: "标题行",
    Skip.HEADER: "表头行",
    Skip.EMPTY: "空行",
    Skip.SUBTOTAL: "小计行",
    Skip.TOTAL: "合计行",
    Skip.FOOTER: "表尾行",
    Skip.HIDDEN_SHEET: "隐藏的工作表",
    Skip.OLD_SHEET: "旧表或非在保名单",
    Skip.NO_HEADER: "没有表头的工作表",
}


class CodeText(NamedTuple):
    """What happened, and what to do; joined they are the sentence shown."""

    happened: str
    remedy: str

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.happened + self.remedy


# N_ is put right silently, W_ is imported and shown to a person, E_ rejects the row
CODES: dict[str, CodeText] = {
    "N_ID_SPACE": CodeText("身份证号中有空格或多余符号，已去掉。", "无需处理。"),
    "N_ID_FULLWIDTH": CodeText("身份证号是全角数字，已换成半角。", "无需处理。"),
    "N_ID_CASE": CodeText("身份证号末位是小写 x，已换成大写。", "无需处理。"),
    "N_NAME_SPACE": CodeText("姓名中有空格，已去掉。", "无需处理。"),
    "N_VILLAGE_SUFFIX": CodeText("村名写法与区划表不同（缺“村”字、带“村委会”或乡镇名），已对上。", "无需处理。"),
    "N_TOWN_FILLED": CodeText("没有填乡镇，全县只有一个同名的村，已补上。", "无需处理。"),
    "N_DATE_TEXT": CodeText("日期是另一种写法的文字，已换成标准日期。", "无需处理。"),
    "N_DATE_SERIAL": CodeText("日期存成了序列数，已换成标准日期。", "无需处理。"),
    "N_AMOUNT_TEXT": CodeText("金额是文字（带元、￥、逗号等），已取出数字。", "无需处理。"),
    "N_NOTE_IN_CELL": CodeText("单元格里夹有说明文字，已取出数值。", "无需处理。"),
    "N_FORMULA": CodeText("单元格是公式，已取保存的计算结果。", "无需处理。"),
    "W_ID_15": CodeText("身份证号是 15 位旧号，已换算成 18 位。", "请对照现行身份证核对。"),
    "W_SEX_MISMATCH": CodeText("性别与身份证号不一致，已按身份证号登记。", "请核对身份证号和性别。"),
    "W_BIRTH_MISMATCH": CodeText("出生日期与身份证号不一致，已按身份证号登记。", "请核对身份证号和出生日期。"),
    "W_NOTE_DECEASED": CodeText("注明此人已去世。", "请核实后办理减员或停发，不要直接归为在保。"),
    "W_VILLAGE_TYPO": CodeText("村名有错字，已按读音或字形最接近的村登记。", "请核对所在村。"),
    "W_VILLAGE_FROM_ADDRESS": CodeText("没有填村名，已按住址中的村登记。", "请核对所在村。"),
    "W_TOWN_TYPO": CodeText("乡镇名称与区划表不符，已按最接近的乡镇或村所在的乡镇登记。", "请核对所属乡镇。"),
    "W_DATE_IMPOSSIBLE": CodeText("日期不存在或无法识别，未登记。", "请补填正确日期。"),
    "W_PHONE_INVALID": CodeText("电话号码位数不对，未登记。", "请补填正确号码。"),
    "W_ACCOUNT_PRECISION": CodeText(
        "银行账号存成了数字，后几位已丢失，未登记。", "请对照存折或银行卡补填，并把该列设为文本。"
    ),
    "W_ACCOUNT_INVALID": CodeText("银行账号不是 8–30 位数字，未登记。", "请对照存折或银行卡补填。"),
    "W_HH_NO_PRECISION": CodeText("户编号存成了数字，末位已丢失，未采用。", "请补填户编号，并把该列设为文本。"),
    "W_COVERED_GT_FAMILY": CodeText("保障人数多于家庭人口，保障人数未登记。", "请核对两项人数。"),
    "W_HIDDEN_ROW": CodeText("此行在表中被隐藏。", "请确认是否应当导入。"),
    "W_HEAD_REJECTED": CodeText("户主所在行被退回，本户暂无户主。", "请改正户主那一行后重新导入，系统会补上户主。"),
    "W_HEAD_MISSING": CodeText("这一户没有标明户主，暂以第一行为户主。", "请核对与户主关系一列。"),
    "W_AMOUNT_UNREADABLE": CodeText("金额无法识别，未登记。", "请改成数字后重新导入。"),
    "W_INCOME_NEGATIVE": CodeText("收入为负数，未登记。", "请核对；经营亏损按 0 填写。"),
    "W_COUNT_UNREADABLE": CodeText("数量无法识别，未登记。", "请改成整数后重新导入。"),
    "W_RELATION_UNKNOWN": CodeText("与户主关系无法对应到国家标准，未登记。", "请改为配偶、子、女、父亲等规范称谓。"),
    "W_FORMULA_NO_VALUE": CodeText("公式没有保存结果或结果出错，按空白处理。", "请用 Excel 打开重新计算并保存。"),
    "W_CERT_MISMATCH": CodeText("残疾证号与身份证号、残疾类别或等级不一致。", "请对照残疾人证核对。"),
    "W_MEMBER_ID": CodeText("同行登记的家庭成员身份证号有误，该成员未登记号码。", "请对照证件改正。"),
    "W_MEMBER_ELSEWHERE": CodeText("同行登记的一名家庭成员已在另一户，未重复登记。", "请核实后保留一处。"),
    "W_HH_NO_DOUBLE": CodeText("户编号与前面一户相同，本户另编新号。", "请核对户编号。"),
    "W_HEAD_CHANGED": CodeText(
        "花名册中的户主与系统中不同，系统中的户主未改，此人按成员登记。", "换户主请在家庭页面办理。"
    ),
    "W_NAME_DIFFERS": CodeText(
        "系统中这个身份证号登记的是另一个姓名，姓名未改。", "请对照证件核对；确属更正的，请在家庭页面更正。"
    ),
    "E_ID_MISSING": CodeText("没有身份证号。", "请补填 18 位公民身份号码。"),
    "E_ID_LENGTH": CodeText("身份证号位数不对。", "应为 18 位，请对照证件补全。"),
    "E_ID_CHECKSUM": CodeText("身份证号校验不符，有数字抄错。", "请对照证件逐位核对。"),
    "E_ID_PRECISION": CodeText("身份证号存成了数字，后几位已丢失。", "请对照证件重新填写，并把该列设为文本。"),
    "E_ID_SHAPE": CodeText("身份证号中有不该出现的字符。", "应为 17 位数字加 1 位数字或 X，请对照证件改正。"),
    "E_ID_DATE": CodeText("身份证号里的出生日期不存在。", "请对照证件改正。"),
    "E_ID_REGION": CodeText("身份证号前两位不是有效的省级代码。", "请对照证件改正。"),
    "E_AGE_IMPOSSIBLE": CodeText("按身份证号计算年龄超过 120 岁或尚未出生。", "请对照证件改正。"),
    "E_NAME_MISSING": CodeText("没有姓名。", "请补填姓名。"),
    "E_VILLAGE_MISSING": CodeText("没有填村（社区），也没有可用的住址。", "请补填所在村。"),
    "E_VILLAGE_UNKNOWN": CodeText("村名在区划表中找不到，或有几个同名的村。", "请改为区划表中的村名，并填明乡镇。"),
    "E_AMOUNT_NEGATIVE": CodeText("金额为负数。", "请核对后改正。"),
    "E_DUP_ROW": CodeText("与前面的一行重复。", "请删去重复的一行。"),
    "E_DUP_PERSON": CodeText("此人已在另一户。", "一人只能在一户享受，请核实后保留一处。"),
    "E_HEAD_DIFFERS": CodeText(
        "系统中同一户编号、同一姓名的户主是另一个身份证号。", "请核对身份证号；确属更正的，请在家庭页面更正。"
    ),
    "E_STOPPED": CodeText("这一户在系统中已停保。", "恢复保障的，请先在家庭页面办理恢复，再导入。"),
    "E_UNPLACED": CodeText("这一户没有可用的户编号和村名，无法登记。", "请先改正户主那一行，或补填所在村。"),
    "E_OUT_OF_SCOPE": CodeText("这一户不在您的管辖范围内。", "请由所属乡镇导入，或请县级人员导入。"),
}


# the row belongs to another office: it is nobody's work here
OUTSIDE_CODE = "E_OUT_OF_SCOPE"


def sentence_of(code: str) -> str:
    """Return the Chinese sentence of a code."""
    return CODES[code].sentence


class Kind(StrEnum):
    """How the cells of a field are read."""

    TEXT = "text"
    NAME = "name"
    IDENTITY = "identity"
    SEX = "sex"
    RELATION = "relation"
    TOWN = "town"
    VILLAGE = "village"
    MONEY = "money"
    INCOME = "income"
    NUMBER = "number"
    COUNT = "count"
    DATE = "date"
    PHONE = "phone"
    ACCOUNT = "account"
    HOUSEHOLD_NUMBER = "household_number"
    NUMBERED = "numbered"
    YES_NO = "yes_no"
    CLASS_ABC = "class_abc"
    REGION = "region"
    NATION = "nation"
    DISABILITY_KIND = "disability_kind"
    DISABILITY_LEVEL = "disability_level"
    DISABILITY = "disability"


class Level(StrEnum):
    """Whom a field describes: the row itself, the household, or the person of the row."""

    ROW = "row"
    GROUP = "group"
    HOUSEHOLD = "household"
    MEMBER = "member"


class Field(NamedTuple):
    """A field that a column can hold; amounts of money become yuan a month."""

    name: str
    label: str
    kind: Kind
    level: Level


def _fields(level: Level, kind: Kind, words: str) -> list[Field]:
    """Return fields from pairs ``name:label`` separated by spaces."""
    pairs = (pair.partition(":") for pair in words.split())
    return [Field(name, label, kind, level) for name, _, label in pairs]


_H, _M, _G, _R = Level.HOUSEHOLD, Level.MEMBER, Level.GROUP, Level.ROW
FIELDS: dict[str, Field] = {
    field.name: field
    for field in [
        *_fields(_R, Kind.TEXT, "seq:序号 note:备注"),
        *_fields(_G, Kind.HOUSEHOLD_NUMBER, "hh_no:户编号"),
        *_fields(_G, Kind.NAME, "head:户主姓名"),
        *_fields(_G, Kind.IDENTITY, "head_id:户主身份证号"),
        *_fields(_H, Kind.TOWN, "town:乡镇（街道）"),
        *_fields(_H, Kind.VILLAGE, "village:村（社区）"),
        *_fields(_M, Kind.NAME, "name:姓名"),
        *_fields(_M, Kind.SEX, "sex:性别"),
        *_fields(_M, Kind.IDENTITY, "id:身份证号"),
        *_fields(_M, Kind.RELATION, "relation:与户主关系"),
        *_fields(_M, Kind.DATE, "birth:出生日期"),
        *_fields(_M, Kind.COUNT, "age:年龄"),
        *_fields(_M, Kind.NATION, "nation:民族"),
        *_fields(_H, Kind.COUNT, "family:家庭人口 covered_n:保障人口"),
        *_fields(_H, Kind.CLASS_ABC, "abc:类别（ABC）"),
        *_fields(_H, Kind.REGION, "region:城乡（户口性质）"),
        *_fields(
            _H, Kind.TEXT, "category:救助类别 address:家庭住址 hamlet:村民小组（屯） bank:开户银行 account_name:开户人"
        ),
        *_fields(
            _H, Kind.MONEY, "standard:保障标准 allowance:月保障金 base_amount:基本保障金（补差） supplement:分类施保金"
        ),
        *_fields(_H, Kind.MONEY, "per_capita:人均保障金"),
        *_fields(_M, Kind.MONEY, "own_allowance:本人保障金"),
        *_fields(_H, Kind.ACCOUNT, "account:银行账号"),
        *_fields(_H, Kind.PHONE, "phone:联系电话"),
        *_fields(_H, Kind.DATE, "approved:批准日期 applied:申请日期 start_month:起发年月 stopped:停保日期"),
        *_fields(_H, Kind.NUMBERED, "cert_no:低保证号 file_no:档案号"),
        *_fields(_H, Kind.TEXT, "cause:致困原因 structure:家庭类型 main_income:主要收入来源 applicant:申请人"),
        *_fields(_H, Kind.TEXT, "registered_address:户籍地址 house_kind:住房性质 house_structure:住房结构"),
        *_fields(_H, Kind.TEXT, "house_danger:危房等级 vehicle:车辆 household_kind:户类型"),
        *_fields(_H, Kind.NUMBER, "house_area:住房面积 house_rooms:住房间数 land:承包地（亩）"),
        *_fields(_H, Kind.INCOME, "household_income:家庭收入合计 per_member_income:人均收入 savings:存款"),
        *_fields(_M, Kind.TEXT, "health:健康状况 illness:病种 labor:劳动能力 self_care:自理能力 employ:就业状况"),
        *_fields(_M, Kind.TEXT, "employer:工作单位 school:就读学校 stage:学段 grade:年级 marital:婚姻状况"),
        *_fields(
            _M, Kind.TEXT, "education:文化程度 politics:政治面貌 insurance:社会保险 not_counted:不计入共同生活原因"
        ),
        *_fields(_M, Kind.NUMBERED, "student_no:学籍（学生证）号 dis_cert:残疾证号"),
        *_fields(_M, Kind.DISABILITY_KIND, "dis_kind:残疾类别"),
        *_fields(_M, Kind.DISABILITY_LEVEL, "dis_level:残疾等级"),
        *_fields(_M, Kind.DISABILITY, "disability:残疾类别和等级"),
        *_fields(_M, Kind.YES_NO, "covered:是否保障 disabled:是否残疾 ill:是否重病 student:是否在校生"),
        *_fields(_M, Kind.INCOME, "income:收入 income_wage:工资性收入 income_business:经营净收入"),
        *_fields(_M, Kind.INCOME, "income_property:财产净收入 income_transfer:转移净收入 income_other:其他收入"),
        *(
            Field(f"income_{code}", label, Kind.INCOME, Level.MEMBER)
            for code, label in INCOME_KIND.items()
            if code != "599"
        ),
    ]
}
# what describes a further person in the same row, as ``member2.id``
MEMBER_BLOCK = ("name", "relation", "sex", "id", "birth", "health", "disability", "covered", "income", "employ")
# columns 配偶姓名, 配偶身份证号 … in the row of a household, as ``spouse.id``
SPOUSE, SPOUSE_NUMBER = "spouse", 0


def block_field(field: str) -> tuple[int, str] | None:
    """Return number and field of a further person's column (``member2.id`` → 2, ``id``); the spouse's number is 0."""
    block, dot, inner = field.partition(".")
    if block == SPOUSE and inner in MEMBER_BLOCK:
        return SPOUSE_NUMBER, inner
    if not dot or not block.startswith("member") or not block[6:].isdigit() or inner not in MEMBER_BLOCK:
        return None
    return int(block[6:]), inner


def is_field(name: str) -> bool:
    """Tell whether a column may be mapped to this field."""
    return name in FIELDS or block_field(name) is not None


def label_of(name: str) -> str:
    """Return the Chinese label of a field."""
    block = block_field(name)
    if block is None:
        return FIELDS[name].label
    return f"{f'成员{block[0]}' if block[0] else '配偶'}·{FIELDS[block[1]].label}"
