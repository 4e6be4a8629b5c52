"""What must hold of a setting besides the form of its fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from hudang.archives.errors import BadLocation, BadTemplate
from hudang.archives.rules import thresholds as archives
from hudang.archives.rules.keeping import DIMENSION_WORDS
from hudang.archives.rules.locations import normalise_location
from hudang.archives.rules.reference_codes import file_code
from hudang.archives.vocabulary import Need
from hudang.casework.rules import thresholds as casework
from hudang.configuration.vocabulary import Kind
from hudang.households.rules import facts as households
from hudang.kernel import nights
from hudang.kernel.parameters import Declared, declared
from hudang.quality.rules import thresholds as quality
from hudang.recertification.rules import thresholds as recertification

_MATERIAL = re.compile(r"M\d{2}[a-z]?")
_SERIES = re.compile(r"[A-Z]{2}(·[A-Z0-9]{1,4}){0,3}")
_RETENTION = re.compile(r"Y|D[1-9]\d{0,2}")
# with these in it, two files of a county can never get the same code
_IN_TEMPLATE = ("fonds", "series", "year", "retention", "village", "sequence")
# nothing else between braces: Python's own formatting would reach into objects and pad to any width
_PLACEHOLDER = re.compile(r"\{(fonds|series|year|retention|village|sequence(:0[1-9]d)?)\}")
_PLACES = re.compile(r"[{}]")
PARAMETERS: dict[str, Declared] = {
    each.key: each
    for area, limits in (
        (archives.AREA, archives.Thresholds),
        (households.AREA, households.Thresholds),
        (casework.AREA, casework.Thresholds),
        (quality.AREA, quality.Thresholds),
        (nights.AREA, nights.NightHours),
        (recertification.AREA, recertification.Thresholds),
    )
    for each in declared(area, limits)
}
Values = dict[str, Any]


def _material(values: Values) -> Mapping[str, str]:
    return {} if _MATERIAL.fullmatch(values["code"]) else {"code": "材料码为 M 加两位数字，可再加一个小写字母。"}


def _requirement(values: Values) -> Mapping[str, str]:
    if values["need"] == Need.CONDITIONAL and not values["condition"]:
        return {"condition": "条件必备须选至少一个条件；每户都要的请选“必备”。"}
    return {}


def _series(values: Values) -> Mapping[str, str]:
    return {} if _SERIES.fullmatch(values["code"]) else {"code": "类别号为两个大写字母的门类，下级用“·”相连。"}


def _retention(values: Values) -> Mapping[str, str]:
    code, years = values["code"], values["years"]
    if not _RETENTION.fullmatch(code):
        return {"code": "代码为 Y（永久）或 D 加年数。"}
    if (code == "Y") != (years is None):
        return {"years": "永久不填年数，其他期限须填。"}
    if years is not None and code != f"D{years}":
        return {"code": f"{years} 年的代码应为 D{years}，使档号上的期限与实际一致。"}
    return {}


def _location(values: Values) -> Mapping[str, str]:
    try:
        values["code"] = normalise_location(values["code"])
    except BadLocation as refusal:
        return {"code": refusal.message}
    return {}


def sample_codes(template: str, fonds: str = "J001", village: str = "A01", first: int = 1) -> list[str]:
    """Return the next three reference codes by a template; raises ``BadTemplate``."""
    parts = {"fonds": fonds, "series": "ZY·DB·SP", "year": 2026, "retention": "D5", "village": village}
    return [file_code(template, sequence=number, **parts) for number in range(first, first + 3)]  # type: ignore[arg-type]


def _template(values: Values) -> Mapping[str, str]:
    text = values["template"]
    if _PLACES.search(_PLACEHOLDER.sub("", text)):
        return {"template": "模板里只能用列出的各项，户序可写成 {sequence:04d} 的样子。"}
    lacking = [name for name in _IN_TEMPLATE if not re.search(r"\{" + name + r"(:[^{}]*)?\}", text)]
    if lacking:
        named = "、".join("{" + name + "}" for name in lacking)
        return {"template": f"模板缺少 {named}，会编出重复的档号。"}
    try:
        # the widest numbers that the archive gives, and two that differ in one digit
        codes = [sample_codes(text), sample_codes(text, first=9997), sample_codes(text, village="A02")]
    except BadTemplate as refusal:
        return {"template": refusal.message}
    if len({code for group in codes for code in group}) < 9:
        return {"template": "模板会编出重复的档号，请检查户序的位数。"}
    return {}


def _parameter(values: Values) -> Mapping[str, str]:
    try:
        values["value"] = str(PARAMETERS[values["key"]].read(values["value"]))
    except ValueError as error:
        return {"value": str(error)}
    return {}


def class_faults(values: Values) -> dict[str, str]:
    """Return what is wrong with a class of a scheme besides the form of its fields."""
    faults = {}
    if not re.fullmatch(r"[A-Z]{1,3}\d{0,2}", values["code"]):
        faults["code"] = "类号为大写字母，可加数字，例如 SP6。"
    if values["by_hand"] and any(values[name] for name in DIMENSION_WORDS):
        faults["by_hand"] = "只由人归入的类不设条件。"
    if values["location"]:
        try:
            values["location"] = normalise_location(values["location"])
        except BadLocation as refusal:
            faults["location"] = refusal.message
    return faults


_CHECKS: dict[Kind, Callable[[Values], Mapping[str, str]]] = {
    Kind.MATERIAL: _material,
    Kind.REQUIREMENT: _requirement,
    Kind.SERIES: _series,
    Kind.RETENTION: _retention,
    Kind.LOCATION: _location,
    Kind.TEMPLATE: _template,
    Kind.PARAMETER: _parameter,
}


def faults_of(kind: Kind, values: Values) -> dict[str, str]:
    """Return what is wrong with a setting, by field; tidies codes in ``values`` on the way."""
    return dict(_CHECKS[kind](values))
