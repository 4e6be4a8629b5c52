"""The fields of a household and its dwelling that a clerk fills in (forms.md F01, F10), and how they agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hudang.households.rules.fields import Field, Kind
from hudang.households.vocabulary import (
    ABC_CLASS,
    ASSET_KIND,
    ASSISTANCE,
    CAUSE,
    HOUSE_DANGER,
    HOUSE_KIND,
    HOUSE_STRUCTURE,
)

LARGEST_HOUSEHOLD = 20


def _by_name(*fields: Field) -> dict[str, Field]:
    return {field.name: field for field in fields}


HOUSEHOLD_FIELDS = _by_name(
    Field("assistance", "救助类别", Kind.CODE, ASSISTANCE),
    Field("abc_class", "ABC 类", Kind.CODE, ABC_CLASS),
    Field("declared_size", "家庭人口", Kind.NUMBER, limit=LARGEST_HOUSEHOLD),
    Field("covered_size", "保障人口", Kind.NUMBER, limit=LARGEST_HOUSEHOLD),
    Field("phone", "联系电话", Kind.PHONE, limit=30, secret=True),
    Field("address", "居住地址", limit=200),
    Field("registered_address", "户籍地址", limit=200, help="与居住地址相同可不填"),
    Field("registered_village_code", "户籍地村代码", Kind.VILLAGE, limit=12, help="人户分离时填 12 位代码"),
    Field("causes", "致困原因", Kind.CODES, CAUSE),
    Field("standard", "保障标准（元/人·月）", Kind.AMOUNT),
    Field("supplement", "分类施保（元/月）", Kind.AMOUNT),
    Field("allowance", "月保障金（元）", Kind.AMOUNT),
    Field("certificate_no", "低保证号", limit=40),
    Field("bank", "开户银行", limit=60),
    Field("account", "银行账号", Kind.DIGITS, limit=30, secret=True),
    Field("applied_on", "申请日期", Kind.DATE),
    Field("approved_on", "批准日期", Kind.DATE),
    Field("note", "备注", Kind.LONG_TEXT, limit=500),
)

DWELLING_FIELDS = _by_name(
    Field("kind", "住房性质", Kind.CODE, HOUSE_KIND),
    Field("structure", "房屋结构", Kind.CODE, HOUSE_STRUCTURE),
    Field("area", "面积（㎡）", Kind.AMOUNT),
    Field("rooms", "间数", Kind.NUMBER, limit=99),
    Field("danger", "危房等级", Kind.CODE, HOUSE_DANGER),
    Field("land_mu", "承包地（亩）", Kind.AMOUNT),
    Field("water_account", "水户号", limit=30),
    Field("water_monthly", "月均水费（元）", Kind.AMOUNT),
    Field("power_account", "电户号", limit=30),
    Field("power_monthly", "月均电费（元）", Kind.AMOUNT),
    Field("fuel_monthly", "月均燃料取暖（元）", Kind.AMOUNT),
    Field("telecom_monthly", "月均通讯费（元）", Kind.AMOUNT),
)

ASSET_FIELDS = _by_name(
    Field("kind", "财产类别", Kind.CODE, ASSET_KIND, required=True),
    Field("description", "说明", limit=120),
    Field("value", "估值（元）", Kind.AMOUNT),
)


def disagreements(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the faults between fields of one household, by the field to correct."""
    faults: dict[str, str] = {}
    size, covered = values.get("declared_size"), values.get("covered_size")
    if size == 0:
        faults["declared_size"] = "家庭人口至少是 1。"
    if size is not None and covered is not None and covered > size:
        faults["covered_size"] = f"保障人口 {covered} 多于家庭人口 {size}，请核对。"
    applied, approved = values.get("applied_on"), values.get("approved_on")
    if applied and approved and approved < applied:
        faults["approved_on"] = f"批准日期 {approved} 早于申请日期 {applied}，请核对。"
    return faults
