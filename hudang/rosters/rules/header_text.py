"""Which field a header's words name, and in what unit its amounts are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from hudang.kernel.text import half_width, remove_spaces, strip_invisible
from hudang.rosters.rules.header_words import COMPILED_PATTERNS, WHOLE_WORDS

CERTAIN, LIKELY, WEAK = 1.0, 0.8, 0.6
_BRACKETS = re.compile(r"[(（\[【<《{][^)）\]】>》}]*[)）\]】>》}]?")
_SIGNS = re.compile(r"[\s()（）\[\]【】<>《》{}:：*※、,，.。·/\\\-—－_\"“”'‘’?？&+|#＃;；]")
_NUMBERING = re.compile(r"^(?:\d{1,2}[.、)）]|[(（]\d{1,2}[)）]|[一二三四五六七八九十]{1,2}、)")
_UNIT_TAIL = re.compile(r"(?:单位)?(?:万元|元|人|岁|周岁|平方米|㎡|M2|亩|间|口)(?:每?[人户月年季])*$")
_TIME_HEAD = re.compile(r"^(?:\d{2,4}年度?)?(?:\d{1,2}月份?|第?[一二三四1-4]季度?|[上下]半年)?")
# words that say something only under or beside another
_VAGUE = frozenset(
    "其他 其它 财产 转移 经营 关系 标准 等级 类型 类别 面积 结构 土地 编号 名称 人均 享受 残疾 补贴 补助 工资 务工 种植 养殖 打工 零工 赡养 单位 "
    "金额 分类 档次 户口 人口 人数 户 组 社 镇 乡 村 小区 户型 经商 林业 渔业 收入 继承 赔偿 户主 号码 银行 面积 情况".split()
)
# a group's words that change what stands below them
_CONTEXT = re.compile(
    r"残疾|监护|代理|包保|帮扶|责任人|村干部|配偶|开户|银行|账户|联系人|户主|申请人|成员|住房|房屋|人口|学|收入|低保证"
)
_OTHER_PERSONS = re.compile(r"残疾|监护|代理|包保|帮扶|责任人|村干部|配偶|开户|账户|联系人")
_NOT_INCOME = re.compile(r"支出|消费|扣除|扣减|刚性|成本|开支")
_INCOME = re.compile(r"收入|所得")


class HeaderMatch(NamedTuple):
    """A field and how sure its words are."""

    field: str | None
    confidence: float
    why: str


NO_MATCH = HeaderMatch(None, 0.0, "表头不认识")


@lru_cache(maxsize=8192)
def flat(text: str) -> str:
    """Return a header's text without spaces, line breaks, signs and numbering, letters in capitals."""
    plain = half_width(remove_spaces(strip_invisible(text)))
    return _SIGNS.sub("", _NUMBERING.sub("", plain)).upper()


@lru_cache(maxsize=8192)
def _forms(text: str) -> tuple[str, ...]:
    plain = half_width(remove_spaces(strip_invisible(text)))
    whole, bare = flat(text), flat(_BRACKETS.sub("", plain))
    forms = [whole, bare, _UNIT_TAIL.sub("", whole), _UNIT_TAIL.sub("", bare)]
    forms += [_TIME_HEAD.sub("", form) for form in forms]
    return tuple(dict.fromkeys(form for form in forms if form))


@lru_cache(maxsize=8192)
def match_words(text: str) -> HeaderMatch:
    """Return the field that one header cell names."""
    forms = _forms(text)
    for form in forms:
        if form in WHOLE_WORDS:
            return HeaderMatch(WHOLE_WORDS[form], WEAK if form in _VAGUE else CERTAIN, "表头一致")
    for form in forms[:1]:
        for pattern, field in COMPILED_PATTERNS:
            if pattern.search(form):
                return HeaderMatch(field or None, LIKELY, "表头相近" if field else "不是需要的内容")
    return NO_MATCH


def match_path(path: Sequence[str]) -> HeaderMatch:
    """Return the field of a column from the texts above it, outermost first."""
    if not path:
        return NO_MATCH
    if len(path) == 1:
        return _kept(match_words(path[0]), path)
    top, bottom = "".join(path[:-1]), path[-1]
    joined, turned, below = match_words(top + bottom), match_words(bottom + top), match_words(bottom)
    if joined.confidence == CERTAIN:
        return _kept(joined, path)
    if turned.confidence == CERTAIN and below.confidence < CERTAIN:
        return _kept(turned, path)
    if below.field and below.field.startswith("income") and _INCOME.search(top):
        return _kept(below, path)
    if joined.confidence == LIKELY and (below.confidence == WEAK or _CONTEXT.search(top) and _changes(below, top)):
        return _kept(joined, path)
    if below.confidence >= WEAK:
        return _kept(below, path)
    return _kept(max(joined, turned, match_words(top), key=lambda m: m.confidence), path)


def _changes(below: HeaderMatch, top: str) -> bool:
    """Tell whether the group's words make another thing of what stands below: whose name, which certificate."""
    if below.confidence == CERTAIN and below.field not in ("name", "id", "phone", "sex"):
        return False
    return bool(_OTHER_PERSONS.search(top)) or below.confidence < CERTAIN


def _kept(match: HeaderMatch, path: Sequence[str]) -> HeaderMatch:
    """Drop incomes named under 支出, and vague words of income that stand under nothing of the kind."""
    words = "".join(path)
    if match.field and match.field.startswith("income"):
        if _NOT_INCOME.search(words):
            return HeaderMatch(None, LIKELY, "是支出，不是收入")
        if match.confidence == WEAK and not _INCOME.search(words):
            return NO_MATCH
    return match


class AmountUnit(NamedTuple):
    """How many months an amount is for (0: not said) and what it is counted in."""

    months: int
    scale: int


def unit_in(text: str) -> AmountUnit:
    """Return the unit that a header or a title's 单位：… states."""
    plain = half_width(remove_spaces(strip_invisible(text)))
    scale = 10_000 if "万元" in plain else 1_000 if "千元" in plain else 1
    inner = "".join(_BRACKETS.findall(plain))
    months = _months_in(inner) or _months_in(_BRACKETS.sub("", plain))
    return AmountUnit(months, scale)


def _months_in(text: str) -> int:
    words = re.sub(r"\d{2,4}年度?|\d{1,2}月份?|年龄|年级|年审|年月", "", text)
    if re.search(r"月均|每月|/月|·月|月", words):
        return 1
    if "半年" in words:
        return 6
    if "年" in words:
        return 12
    return 3 if "季" in words else (1 if re.search(r"\d{1,2}月份?", text) else 0)


def unit_of_title(text: str) -> AmountUnit:
    """Return the unit stated in a line above the header: 单位：元/年, 金额单位：万元."""
    found = re.search(r"单位[:：]([^\s]{0,16})", half_width(strip_invisible(text)).replace("\u3000", " "))
    if not found:
        return AmountUnit(0, 1)
    words = found[1]
    period = re.search(r"元[/·.每、,，]?(?:[人户][/·.])?([年月季])", words)
    months = {"年": 12, "季": 3, "月": 1}[period[1]] if period else 0
    return AmountUnit(months, 10_000 if "万元" in words else 1)
