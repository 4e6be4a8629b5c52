"""The columns of the list of missing papers: on the page and in the workbook alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.safestring import SafeString

from hudang.archives.queries.requirements import material_names
from hudang.divisions.queries import names_of
from hudang.kernel.division_codes import township_code
from hudang.web.lists.columns import ListColumn, labels_of, link, usual_of

if TYPE_CHECKING:
    from hudang.archives.models import HouseholdFile


@dataclass(frozen=True)
class Lacking:
    """A file that lacks papers, with its place and the papers in words."""

    file: HouseholdFile
    village: str
    township: str
    missing: str


def _head(row: Lacking, name: str) -> SafeString:
    return link(reverse("archives:file", args=[row.file.pk]), name or "（户主待补）")


COLUMNS: Mapping[str, ListColumn[Lacking]] = {
    "head": ListColumn("户主", lambda row: row.file.household.head_name, "card-title nowrap", drawn=_head),
    "village": ListColumn("村（社区）", lambda row: row.village, "nowrap"),
    "township": ListColumn("乡镇", lambda row: row.township, "nowrap", usual=False),
    "code": ListColumn("户编号", lambda row: row.file.household.code, "code", usual=False),
    "reference": ListColumn("档号", lambda row: row.file.reference_code, "code"),
    "count": ListColumn("缺件数", lambda row: row.file.missing_count, "num"),
    "missing": ListColumn("缺少的材料", lambda row: row.missing, "card-wide small"),
}
LABELS, USUAL = labels_of(COLUMNS), usual_of(COLUMNS)


def lacking(files: Iterable[HouseholdFile]) -> list[Lacking]:
    """Return the files with places and papers in words; two queries however many."""
    found = list(files)
    codes = {file.village_code for file in found}
    materials, places = material_names(), names_of(codes | {township_code(code) for code in codes})
    return [
        Lacking(
            file,
            places.get(file.village_code, file.village_code),
            places.get(township_code(file.village_code), ""),
            "、".join(materials.get(code, code) for code in file.missing),
        )
        for file in found
    ]
