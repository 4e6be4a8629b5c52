"""The shape of each kind of setting: its fields, which of them identify a row, and whether rows are ended by date."""

from __future__ import annotations

from dataclasses import dataclass

from hudang.configuration.vocabulary import FieldKind, Kind

TEXT, INTEGER, DAY, YES = FieldKind.TEXT, FieldKind.INTEGER, FieldKind.DAY, FieldKind.YES
CHOICE, WORDS, MANY = FieldKind.CHOICE, FieldKind.WORDS, FieldKind.MANY


@dataclass(frozen=True)
class Field:
    """One field of a setting; a ``key`` field identifies the row and is fixed once it is there."""

    name: str
    label: str
    kind: FieldKind = TEXT
    required: bool = True
    key: bool = False
    longest: int = 60
    least: int = 0
    most: int = 9999
    help: str = ""


@dataclass(frozen=True)
class Shape:
    """A kind of setting. ``endable`` rows stop on a day; ``editable`` rows may be changed in place."""

    label: str
    unit: str
    note: str
    fields: tuple[Field, ...]
    endable: bool = True
    editable: bool = True
    portable: bool = True

    def field(self, name: str) -> Field:
        """Return a field by name."""
        return next(each for each in self.fields if each.name == name)

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of the fields that identify a row."""
        return tuple(each.name for each in self.fields if each.key)


_FROM = Field("valid_from", "启用日期", DAY)
SHAPES = {
    Kind.MATERIAL: Shape(
        "材料",
        "种",
        "户袋里的材料：材料码、名称、在袋中的次序，以及文件名里会出现的别名。",
        (
            Field("code", "材料码", key=True, longest=6, help="M 加两位数字，可再加一个小写字母，例如 M91。"),
            Field("name", "名称"),
            Field("position", "序", INTEGER, help="在袋中的次序，也决定归在卷内哪一段；980 以内。", most=998),
            Field("aliases", "别名", WORDS, required=False, longest=400, help="扫描件文件名里的其他叫法，用顿号隔开。"),
            Field("sensitive", "敏感", YES, required=False, help="含病、残、银行等敏感个人信息。"),
            Field("confidential", "保密", YES, required=False, help="保护提供情况的人：只有办理案件的岗位看得到内容。"),
            Field(
                "copied", "一般收复印件", YES, required=False, help="原件由本人保管的，如户口簿：归件时先选好“复印件”。"
            ),
            _FROM,
        ),
    ),
    Kind.REQUIREMENT: Shape(
        "应有材料",
        "条",
        "哪个阶段、哪些特征的户，应有哪种材料。改变要求时停用旧的一条，从新的日期另设。",
        (
            Field("material", "材料", CHOICE, key=True),
            Field("stage", "阶段", CHOICE, key=True),
            Field("need", "要求", CHOICE),
            Field("condition", "条件", MANY, required=False, key=True, help="同时成立才要求；不选则每户都要求。"),
            Field("reason", "说明", required=False, longest=120),
            Field("source", "依据", required=False, longest=80, help="例如文号。"),
            _FROM,
        ),
        editable=False,
    ),
    Kind.SERIES: Shape(
        "类别与制度卷",
        "个",
        "档案树上的类别，例如在“制度类”下增设“资金发放监管”。",
        (
            Field("code", "类别号", key=True, longest=20, help="例如 ZY·DB·ZD5：门类两个字母，逐级用“·”相连。"),
            Field("name", "名称"),
            Field("arrangement", "整理方式", CHOICE),
            Field("retention", "保管期限", CHOICE),
            _FROM,
        ),
    ),
    Kind.RETENTION: Shape(
        "保管期限",
        "种",
        "期限代码写进档号；年数决定到期日，永久的不填年数。",
        (
            Field("code", "代码", key=True, longest=4, help="Y 为永久；D 加年数，例如 D15。"),
            Field("name", "名称", longest=20),
            Field("years", "年数", INTEGER, required=False, least=1, most=100, help="永久的留空。"),
            Field("after_stop", "自停保起算", YES, required=False),
            _FROM,
        ),
    ),
    Kind.LOCATION: Shape(
        "存放位置",
        "处",
        "库房、区、列、节、层、面；可放盒数用来看还放得下多少。",
        (
            Field("code", "位置编码", key=True, longest=30, help="例如 K1-A-02-3-4-L。"),
            Field("note", "说明", required=False, longest=80),
            Field("capacity", "可放盒数", INTEGER, required=False, least=1, most=999),
        ),
        endable=False,
        portable=False,
    ),
    Kind.TEMPLATE: Shape(
        "档号模板",
        "版",
        "从启用日期起，新立户袋按此编档号；已有的档号不变，号不重复使用。",
        (
            Field("target", "对象", CHOICE, key=True),
            Field(
                "template",
                "模板",
                longest=120,
                help="可用 {fonds} {series} {year} {retention} {village} {sequence:04d}。",
            ),
            Field("valid_from", "启用日期", DAY, key=True),
        ),
        endable=False,
        editable=False,
    ),
    Kind.PARAMETER: Shape(
        "参数",
        "项",
        "随地区而异的数：袋盒容量、时限、年龄界限。从启用日期起改用新值，以前的日期仍按旧值。",
        (
            Field("key", "参数", CHOICE, key=True),
            Field("value", "值", longest=20),
            Field("valid_from", "启用日期", DAY, key=True),
            Field("basis", "依据", required=False, longest=120),
        ),
        endable=False,
        editable=False,
    ),
}
CLASS = Shape(
    "类",
    "个",
    "",
    (
        Field("code", "类号", key=True, longest=4),
        Field("name", "类名", longest=40),
        Field("position", "次序", INTEGER, least=1, most=99, help="从小到大逐个试，先合条件的先归。"),
        Field(
            "by_hand",
            "只由人归入",
            YES,
            required=False,
            help="不按条件自动归入，在户袋页上由人归入、移出，例如单独保密的户。",
        ),
        Field("state", "在保状态", MANY, required=False),
        Field("assistance", "救助类别", MANY, required=False),
        Field("structure", "家庭结构", MANY, required=False),
        Field("source", "主要收入来源", MANY, required=False),
        Field("tag", "人员特征", MANY, required=False),
        Field("holder", "保管单位", CHOICE),
        Field("medium", "载体", CHOICE),
        Field("location", "存放位置", required=False, longest=30, help="新立的盒放在这里；留空则以后再定。"),
        Field("retention", "保管期限", CHOICE),
        Field(
            "access",
            "密级",
            CHOICE,
            help="公开、内部：管辖范围内都能看；敏感：村协理员看不到案卷内容；秘密：只有县经办、县负责人、档案管理员能看。",
        ),
        Field("colour", "盒色", CHOICE),
        Field("label_style", "标签样式", CHOICE),
    ),
)
