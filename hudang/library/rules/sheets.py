"""A sheet of parameters in words, line by line, for its paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hudang.assessment.vocabulary import (
    NOT_COUNTED,
    RIGID_EXPENSE_KIND,
    ROUNDING_LABELS,
    SUPPLEMENT_LABELS,
    AmountMode,
    Method,
)

LABELS = {
    "standard": "低保标准（元/人·月）", "mode": "金额算法", "rounding": "舍入", "most_standards": "封顶（标准的倍数）",
    "pay_from_next_month": "自确认次月起发", "single_person_amount": "单人户定额（元/月）", "supplements": "分类施保",
    "support": "赡养抚养扶养费", "multiple": "起算线（标准的倍数）", "share_up_to_two": "被赡养人不超过两人的比例",
    "share_from_three": "三人以上的比例", "not_counted": "不计入收入", "assets": "财产限额",
    "financial_months": "金融资产（标准的月数）", "dwellings": "住房（套）", "other_buildings": "非住宅（处）",
    "car_value": "车辆价值（元）", "edge_multiple": "低保边缘上限（标准的倍数）", "losses_are_nothing": "经营亏损按零计",
    "group": "对象", "amount": "金额", "method": "算法", "value": "数值", "age": "年龄", "code": "项目", "until": "至",
    "from": "自", "since": "自", "tiers": "分档", "deductions": "收入扣减", "rigid_expenses": "刚性支出扣减",
    "kind": "种类", "most": "最高", "share": "比例", "name": "名称", "references": "评估参考值",
}  # fmt: skip
_WORDS: dict[str, str] = {
    **{str(group.value): label for group, label in SUPPLEMENT_LABELS.items()},
    **{str(way.value): label for way, label in ROUNDING_LABELS.items()},
    AmountMode.GAP.value: "补差",
    AmountMode.TIER.value: "分档",
    Method.RATE_OF_STANDARD.value: "标准的几成",
    Method.FIXED.value: "元/月",
}


def lines_of(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return every figure of a sheet with what it is."""
    return [(path, _said(path, value)) for path, value in _flat(body, "")]


def _flat(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            label = LABELS.get(str(name), str(name))
            yield from _flat(inner, f"{path}·{label}" if path else label)
    elif isinstance(value, list):
        if all(isinstance(each, Mapping) for each in value):
            for number, each in enumerate(value, 1):
                yield f"{path} {number}", "，".join(f"{inner}：{_said(path, said)}" for inner, said in _flat(each, ""))
        else:
            yield path, "、".join(map(str, value))
    elif value is not None:
        yield path, value


def _said(path: str, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    text = str(value)
    if "不计入收入" in path:
        return NOT_COUNTED.get(text, text)
    if "刚性支出" in path:
        return RIGID_EXPENSE_KIND.get(text, text)
    return _WORDS.get(text, text)
