"""影响: what saving a setting would do, in figures, before it is saved. No household is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Box, HouseholdFile, Item, Pouch, Requirement, Series
from hudang.archives.queries.completeness import holding_of
from hudang.archives.queries.files import lacking
from hudang.archives.queries.thresholds import thresholds
from hudang.archives.rules.completeness import AT_CLOSING
from hudang.archives.vocabulary import OPEN_STATES, Need
from hudang.configuration.queries.tables import Row, stored_rows
from hudang.configuration.rules.checks import PARAMETERS, sample_codes
from hudang.configuration.vocabulary import Kind
from hudang.kernel import clock

Values = dict[str, Any]
_CHUNK = 1000
# more would keep whoever asks waiting; what is stored is weighed in full in the background
_LOOKED_AT = 5000


def effect_for(user: User, kind: Kind, values: Values) -> list[str]:
    """Return what saving these checked values would do, in Chinese sentences."""
    require(user, Right.MANAGE_SETTINGS)
    return _EFFECTS[kind](user, values)


def _material(user: User, values: Values) -> list[str]:
    items = Item.objects.filter(material__code=values["code"]).count()
    needs = Requirement.objects.filter(material__code=values["code"], valid_until=None).count()
    return [f"已归 {items} 件这种材料，{needs} 条要求用到它。新的名称用于今后的题名，已归的件不变。"]


@dataclass(frozen=True)
class Lacking:
    """How many of the files looked at would newly lack a material, and how many there are."""

    count: int
    looked_at: int
    total: int


def lacking_files(values: Values) -> Lacking:
    """Return how many open files would newly lack the material; with a condition, of the first five thousand."""
    if values["need"] == Need.OPTIONAL or AT_CLOSING in values["condition"]:
        return Lacking(0, 0, 0)
    files = HouseholdFile.objects.filter(state__in=OPEN_STATES, stage=values["stage"])
    files = files.exclude(pk__in=Item.objects.filter(material__code=values["material"]).values("file"))
    total = files.count()
    if not values["condition"]:
        return Lacking(total, total, total)
    wanted, day = set(values["condition"]), max(clock.today(), values["valid_from"])
    ids = list(files.order_by("pk").values_list("pk", flat=True)[:_LOOKED_AT])
    count = 0
    for start in range(0, len(ids), _CHUNK):
        chunk = list(HouseholdFile.objects.filter(pk__in=ids[start : start + _CHUNK]).select_related("household"))
        count += sum(wanted <= holds.keys() for holds in holding_of(chunk, day))
    return Lacking(count, len(ids), total)


def _requirement(user: User, values: Values) -> list[str]:
    day, found = values["valid_from"], lacking_files(values)
    if not found.count and found.looked_at == found.total:
        return ["没有在用的户袋因此缺件。"]
    when = f"自 {day} 起" if day > clock.today() else "保存后"
    if found.looked_at < found.total:
        return [
            f"{when}，看了 {found.looked_at} 个在用户袋，其中 {found.count} 个将显示缺少这种材料；共 {found.total} 个。"
        ]
    return [f"{when}，{found.count} 个在用户袋将显示缺少这种材料（已有这种材料的不算）。"]


def relief_of(user: User, row: Row) -> str:
    """Return what ending a requirement would do, in a Chinese sentence; nothing for other settings."""
    require(user, Right.MANAGE_SETTINGS)
    if row.kind is not Kind.REQUIREMENT or row.values["need"] == Need.OPTIONAL:
        return ""
    files = HouseholdFile.objects.filter(state__in=OPEN_STATES, stage=row.values["stage"], missing_count__gt=0)
    count = lacking(files, row.values["material"]).count()
    return f"这一阶段现有 {count} 个在用户袋缺这种材料，停用后不再因这一条显示缺件（别的一条仍要求的除外）。"


def _series(user: User, values: Values) -> list[str]:
    found = Series.objects.filter(code=values["code"]).first()
    if found is None:
        return ["档案树上增加这一类，可以归入材料。"]
    return [f"已有 {HouseholdFile.objects.filter(series=found).count()} 卷在这一类；已有档案的期限不变。"]


def _retention(user: User, values: Values) -> list[str]:
    files = HouseholdFile.objects.filter(retention=values["code"]).count()
    return [f"{files} 卷档案用这一期限。改名称不改档号；纸上和页面上都用新名称。"]


def _location(user: User, values: Values) -> list[str]:
    boxes = Box.objects.filter(location__code=values["code"]).count()
    said = [f"现有 {boxes} 盒放在这里。"]
    if values["capacity"] and boxes > values["capacity"]:
        said.append(f"超出可放盒数 {boxes - values['capacity']} 盒。")
    return said


def _template(user: User, values: Values) -> list[str]:
    file = HouseholdFile.objects.select_related("fonds").order_by("-pk").first()
    fonds = file.fonds.code if file else "J001"
    codes = "、".join(sample_codes(values["template"], fonds=fonds, first=file.sequence + 1 if file else 1))
    kept = HouseholdFile.objects.count()
    return [f"{values['valid_from']} 起新立的户袋将编为：{codes}。", f"已有的 {kept} 个档号不变，也不再使用。"]


def _parameter(user: User, values: Values) -> list[str]:
    each = PARAMETERS[values["key"]]
    rows = [r for r in stored_rows(Kind.PARAMETER) if r.values["key"] == values["key"] and r.state == "live"]
    now = max(rows, key=lambda row: row.values["valid_from"]).values["value"] if rows else str(each.default)
    said = [f"“{each.label}”自 {values['valid_from']} 起由 {now} 改为 {values['value']}{each.unit}。"]
    count = _CAPACITY.get(values["key"], lambda number: None)(each.read(values["value"]))
    return said + ([count] if count else [])


def _overfull_boxes(percent: Any) -> str:
    kept = Box.objects.exclude(pouches=None)
    count = kept.filter(filled_micrometres__gt=F("thickness_mm") * 10 * (100 - int(percent))).distinct().count()
    return f"按新值，{count} 个盒已超出容量，需要重新分盒。"


def _thick_pouches(limit: Any) -> str:
    least = int(limit) * 1000 + thresholds().empty_pouch_micrometres
    count = Pouch.objects.filter(state__in=[s.value for s in OPEN_STATES], thickness_micrometres__gt=least).count()
    return f"按新值，{count} 个在用户袋已超过上限；再归件时会另立一袋。"


_CAPACITY: dict[str, Callable[[Any], str | None]] = {
    "archives.box_free_percent": _overfull_boxes,
    "archives.pouch_limit_mm": _thick_pouches,
}
_EFFECTS: dict[Kind, Callable[[User, Values], list[str]]] = {
    Kind.MATERIAL: _material,
    Kind.REQUIREMENT: _requirement,
    Kind.SERIES: _series,
    Kind.RETENTION: _retention,
    Kind.LOCATION: _location,
    Kind.TEMPLATE: _template,
    Kind.PARAMETER: _parameter,
}


def uses_of(kind: Kind, pk: int) -> str:
    """Return in words what still depends on a setting that is to be ended; nothing when it can go."""
    if kind is Kind.MATERIAL:
        count = Requirement.objects.filter(Q(valid_until=None) | Q(valid_until__gte=clock.today()), material=pk).count()
        return f"{count} 条应有材料的要求" if count else ""
    if kind is Kind.SERIES:
        held = Series.objects.filter(pk=pk).aggregate(count=Count("files"))["count"]
        return f"{held} 卷档案" if held else ""
    return ""
