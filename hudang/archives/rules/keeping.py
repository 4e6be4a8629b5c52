"""How the files of a class are kept (R9, code-tables.md C38), and which class a file belongs to (archive.md §5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from hudang.households.vocabulary import (
    ASSISTANCE,
    BENEFIT_STATE_LABELS,
    FAMILY_STRUCTURE,
    INCOME_SOURCE,
    TAG_LABELS,
)


class SchemeState(StrEnum):
    """方案的状态."""

    DRAFT = "draft"
    ADOPTED = "adopted"


SCHEME_STATE_LABELS = {SchemeState.DRAFT: "草案", SchemeState.ADOPTED: "已定"}


class Holder(StrEnum):
    """保管单位."""

    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


HOLDER_LABELS = {Holder.COUNTY: "县", Holder.TOWNSHIP: "乡镇（街道）", Holder.VILLAGE: "村（社区）"}


class Medium(StrEnum):
    """载体."""

    PAPER = "paper"
    BOTH = "both"
    DIGITAL = "digital"


MEDIUM_LABELS = {Medium.PAPER: "纸质", Medium.BOTH: "纸质和电子", Medium.DIGITAL: "电子"}


class Access(StrEnum):
    """密级 C38."""

    PUBLIC = "public"
    INTERNAL = "internal"
    SENSITIVE = "sensitive"
    SECRET = "secret"


ACCESS_LABELS = {Access.PUBLIC: "公开", Access.INTERNAL: "内部", Access.SENSITIVE: "敏感", Access.SECRET: "秘密"}


class Colour(StrEnum):
    """盒色与标签色."""

    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


COLOUR_LABELS = {Colour.BLUE: "蓝", Colour.GREEN: "绿", Colour.YELLOW: "黄", Colour.RED: "红", Colour.GREY: "灰"}


class LabelStyle(StrEnum):
    """标签样式."""

    FULL = "full"
    CODE_ONLY = "code_only"


LABEL_STYLE_LABELS = {LabelStyle.FULL: "姓名和档号", LabelStyle.CODE_ONLY: "只印档号"}

STATE, ASSIST, STRUCTURE, SOURCE, TAG = "state", "assistance", "structure", "source", "tag"
DIMENSION_LABELS = {
    STATE: "在保状态",
    ASSIST: "救助类别",
    STRUCTURE: "家庭结构",
    SOURCE: "主要收入来源",
    TAG: "人员特征",
}
DIMENSION_WORDS: dict[str, Mapping[str, str]] = {
    STATE: {state.value: label for state, label in BENEFIT_STATE_LABELS.items()},
    ASSIST: ASSISTANCE,
    STRUCTURE: FAMILY_STRUCTURE,
    SOURCE: INCOME_SOURCE,
    TAG: {tag.value: label for tag, label in TAG_LABELS.items()},
}
# what is derived from members and incomes, and so is not known before these are written
DERIVED = frozenset({STRUCTURE, SOURCE, TAG})


class Classed(Protocol):
    """A class as the rules ask for it."""

    @property
    def criteria(self) -> Mapping[str, Sequence[str]]: ...
    @property
    def by_hand(self) -> bool: ...


@dataclass(frozen=True)
class Traits:
    """What of a household decides its file's class."""

    state: str = ""
    assistance: str = ""
    structure: str = ""
    source: str = ""
    tags: frozenset[str] = field(default_factory=frozenset)

    def fit(self, criteria: Mapping[str, Sequence[str]]) -> bool:
        """Tell whether every dimension that the class names holds one of its codes."""
        own = {STATE: {self.state}, ASSIST: {self.assistance}, STRUCTURE: {self.structure}, SOURCE: {self.source}}
        own[TAG] = set(self.tags)
        return all(own[name] & set(codes) for name, codes in criteria.items() if codes)


def place_of(classes: Sequence[Classed], traits: Traits) -> int | None:
    """Return the place of the first class that fits, in their order; ``None`` when no class takes the rest."""
    for place, each in enumerate(classes):
        if not each.by_hand and traits.fit(each.criteria):
            return place
    return None


def needs_derived(classes: Sequence[Classed]) -> bool:
    """Tell whether a class asks for what is derived from members and incomes."""
    return any(DERIVED & {name for name, codes in each.criteria.items() if codes} for each in classes)


def in_words(criteria: Mapping[str, Sequence[str]], by_hand: bool = False) -> str:
    """Return which files belong to a class, in Chinese."""
    if by_hand:
        return "只由人归入"
    parts = [
        f"{DIMENSION_LABELS[name]}为{'、'.join(DIMENSION_WORDS[name].get(code, code) for code in codes)}"
        for name, codes in criteria.items()
        if codes
    ]
    return "，且".join(parts) or "其余"


def scheme_faults(classes: Sequence[Classed]) -> list[str]:
    """Return what keeps a scheme from being adopted: every file must find a class, and every class be reachable."""
    if not classes:
        return ["方案还没有类。请至少设一个类。"]
    taking = [place for place, each in enumerate(classes) if not each.by_hand and not any(each.criteria.values())]
    if not taking:
        return ["没有一个类收“其余”的户：请把最后一个类的归入条件留空，使每一户都有类。"]
    if taking[0] != max(place for place, each in enumerate(classes) if not each.by_hand):
        return [f"第 {taking[0] + 1} 个类没有条件，排在它后面的类永远轮不到。请把它移到最后。"]
    return []
