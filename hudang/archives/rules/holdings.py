"""The same archive seen seven ways (R4): what each view groups by, and how its groups are called."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class View(StrEnum):
    """七种视图; the value stands in addresses."""

    HOUSEHOLD = "household"
    BOX = "box"
    CLASS = "class"
    YEAR = "year"
    MATERIAL = "material"
    RETENTION = "retention"
    LOCATION = "location"


VIEW_LABELS = {
    View.HOUSEHOLD: "户",
    View.BOX: "村盒",
    View.CLASS: "类别",
    View.YEAR: "年度",
    View.MATERIAL: "材料种类",
    View.RETENTION: "保管期限",
    View.LOCATION: "存放位置",
}
# whether the open file of a household lacks papers, or it has no file at all
LACKING, COMPLETE, WITHOUT = "lacking", "complete", "without"
# the groups that no value names: households with several values, and those with none
SEVERAL, NONE = "several", "none"
# any material at all
HELD = "held"
SEVERAL_LABELS = {
    View.BOX: "户袋分在几个盒里",
    View.CLASS: "有几个类别的案卷",
    View.YEAR: "有几个年度的案卷",
    View.RETENTION: "有几种保管期限的案卷",
    View.LOCATION: "户袋分在几处存放",
}
NONE_LABELS = {
    View.BOX: "没有户袋",
    View.CLASS: "没有案卷",
    View.YEAR: "没有案卷",
    View.MATERIAL: "没有归入材料",
    View.RETENTION: "没有案卷",
    View.LOCATION: "没有户袋",
}


@dataclass(frozen=True)
class Group:
    """One group of a view with the number of its households; ``note`` says more than the label."""

    key: str
    label: str
    households: int
    note: str = ""
