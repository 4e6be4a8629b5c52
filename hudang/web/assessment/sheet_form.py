"""The page of a sheet of parameters: every figure with its label, rows for supplements, tiers, deductions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from hudang.assessment.actions import SheetForm
from hudang.assessment.vocabulary import (
    NOT_COUNTED,
    RIGID_EXPENSE_KIND,
    ROUNDING_LABELS,
    SUPPLEMENT_LABELS,
    AmountMode,
    Area,
    Method,
)
from hudang.kernel.errors import InvalidInput
from hudang.web.assessment.rows import Cell, Table, filled, lines_of

_METHODS = ((Method.RATE_OF_STANDARD.value, "标准的几成（如 0.2）"), (Method.FIXED.value, "元/月"))


@dataclass(frozen=True)
class Entry:
    """One figure: its place in the sheet (``support.multiple``), label, help, and choices if it has any."""

    place: str
    label: str
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The name in the form."""
        return self.place.replace(".", "__")


GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "低保标准与金额",
        (
            Entry("standard", "低保标准（元/人·月）"),
            Entry("mode", "金额算法", choices=((AmountMode.GAP.value, "补差"), (AmountMode.TIER.value, "分档"))),
            Entry(
                "rounding",
                "舍入（只在最后一次）",
                choices=tuple((r.value, text) for r, text in ROUNDING_LABELS.items()),
            ),
            Entry("most_standards", "封顶（标准的几倍 × 保障人数）", "不封顶的不填"),
            Entry("pay_from_next_month", "起发月", choices=(("true", "确认的次月"), ("false", "确认的当月"))),
            Entry("single_person_amount", "单人户定额（元/月）", "按本人收入补差的不填"),
        ),
    ),
    (
        "收入",
        (
            Entry("employment_cost.method", "就业成本扣减", choices=(("", "不扣减"), *_METHODS)),
            Entry("employment_cost.value", "就业成本数值"),
            Entry("employment_cost_disabled.method", "残疾人就业成本扣减", choices=(("", "同上"), *_METHODS)),
            Entry("employment_cost_disabled.value", "残疾人就业成本数值"),
            Entry("losses_are_nothing", "经营亏损", choices=(("true", "按 0 计"), ("false", "抵减其他收入"))),
        ),
    ),
    (
        "赡养费",
        (
            Entry("support.multiple", "义务人人均收入超过标准的几倍才推算", "三项都不填，表示没有推算办法"),
            Entry("support.share_up_to_two", "子女一至二人时的比例", "如 0.5"),
            Entry("support.share_from_three", "子女三人以上时的比例", "如 0.4"),
        ),
    ),
    (
        "财产限额",
        (
            Entry("assets.financial_months", "金融资产（每人几个月的标准）", "没有限额的不填"),
            Entry("assets.dwellings", "住房（套）"),
            Entry("assets.other_buildings", "非居住房屋（处）"),
            Entry("assets.car_value", "生活用车（元）"),
            Entry("assets.business_share", "认缴出资（元）"),
        ),
    ),
    (
        "低保边缘与刚性支出",
        (
            Entry("edge_multiple", "边缘家庭收入上限（标准的几倍）", "如 1.5"),
            Entry("disposable_income", "上年度居民人均可支配收入（元/月）"),
            Entry("rigid_share", "刚性支出占收入的最低比例", "如 0.6"),
        ),
    ),
)
SUPPLEMENTS = Table(
    "supplements",
    "分类施保（每人只取最高一项；老年人满几岁起，未成年人不满几岁）",
    (
        Cell("group", "对象", "choice", [(group.value, label) for group, label in SUPPLEMENT_LABELS.items()]),
        Cell("method", "算法", "choice", _METHODS),
        Cell("value", "数值", "number"),
        Cell("age", "年龄", "number"),
    ),
    least=4,
)
TIERS = Table(
    "tiers",
    "分档",
    (
        Cell("code", "档"),
        Cell("income_below", "人均月收入低于（元）", "number"),
        Cell("amount_per_person", "每人每月（元）", "number"),
    ),
)
RIGID = Table(
    "rigid_expenses",
    "刚性支出扣减",
    (
        Cell("kind", "类别", "choice", list(RIGID_EXPENSE_KIND.items())),
        Cell("rate", "扣减比例", "number"),
        Cell("most_a_year", "全年最多（元）", "number"),
    ),
)
EXCLUDED = Table(
    "not_counted",
    "不计入的收入",
    (Cell("code", "项目", "choice", [("", "—"), *NOT_COUNTED.items()]), Cell("until", "到哪一天为止", "date")),
    least=2,
)
TABLES = (SUPPLEMENTS, TIERS, RIGID, EXCLUDED)
_FLAGS = {"pay_from_next_month", "losses_are_nothing"}


def sheet_told(sent: QueryDict) -> SheetForm:
    """Return the sheet that was entered; raises ``InvalidInput`` for days and area that cannot be read."""
    faults: dict[str, str] = {}
    since, until = _day(sent, "valid_from", faults), _day(sent, "valid_until", faults)
    if since is None and "valid_from" not in faults:
        faults["valid_from"] = "请填写起执行日期。"
    if sent.get("area") not in set(Area):
        faults["area"] = "请选择城市或农村。"
    if faults or since is None:
        raise InvalidInput(faults)
    return SheetForm(Area(sent.get("area", "")), since, sent.get("source", "").strip(), body_told(sent), until)


def _day(sent: QueryDict, name: str, faults: dict[str, str]) -> date | None:
    text = sent.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        faults[name] = "日期写作 2026-01-01。"
        return None


def body_told(sent: QueryDict) -> dict[str, Any]:
    """Return the parameters as they are stored: what is blank is not set."""
    body: dict[str, Any] = {}
    for _, entries in GROUPS:
        for entry in entries:
            value = sent.get(entry.name, "").strip()[:40]
            if value:
                _put(body, entry.place, value == "true" if entry.place in _FLAGS else value)
    for name in ("employment_cost", "employment_cost_disabled"):
        if "method" not in body.get(name, {}):
            body.pop(name, None)
    for table in TABLES:
        rows = [_row(table.name, line) for _, line in entered(table, sent)]
        if rows:
            body[table.name] = rows
    return body


def entered(table: Table, sent: QueryDict) -> list[tuple[int, dict[str, str]]]:
    """Return the rows in which something was entered."""
    lines = lines_of(table, sent)
    if table is EXCLUDED:
        return [(at, dict(line)) for at, line in enumerate(lines) if line["code"]]
    return filled(table, lines)


def _put(body: dict[str, Any], place: str, value: Any) -> None:
    group, _, name = place.rpartition(".")
    (body.setdefault(group, {}) if group else body)[name] = value


def _row(table: str, line: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {name: value for name, value in line.items() if value}
    if table == "supplements":
        amount = {name: told.pop(name) for name in ("method", "value") if name in told}
        told["amount"] = amount
    return told


def values_of(body: Mapping[str, Any]) -> dict[str, str]:
    """Return a stored sheet as the form shows it."""
    values = {}
    for _, entries in GROUPS:
        for entry in entries:
            found: Any = body
            for part in entry.place.split("."):
                found = found.get(part) if isinstance(found, Mapping) else None
            if found is not None:
                values[entry.name] = str(found).lower() if isinstance(found, bool) else str(found)
    return values


def lines_told(body: Mapping[str, Any]) -> dict[str, list[dict[str, str]]]:
    """Return the rows of a stored sheet as the form shows them."""
    found: dict[str, list[dict[str, str]]] = {}
    for table in TABLES:
        rows = []
        for row in body.get(table.name) or ():
            flat = {**row, **row.get("amount", {})} if table is SUPPLEMENTS else row
            rows.append({cell.key: str(flat.get(cell.key) or "") for cell in table.cells})
        found[table.name] = rows
    return found


def place_of(place: str, sent: QueryDict) -> str:
    """Return the field of a fault: ``supplements.2.amount.value`` counts entered rows from one."""
    parts = place.split(".")
    table = next((each for each in TABLES if each.name == parts[0]), None)
    if table is None or len(parts) < 2:
        return place.replace(".", "__")
    rows = entered(table, sent)
    at = rows[int(parts[1]) - 1][0]
    return f"{table.name}.{at}.{parts[-1] if len(parts) > 2 else table.cells[-1].key}"
