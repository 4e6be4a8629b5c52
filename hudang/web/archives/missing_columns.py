"""The columns of the list of missing papers: on the page and in the workbook alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hudang.archives.queries.requirements import material_names
from hudang.divisions.queries import names_of
from hudang.kernel.division_codes import township_code

if TYPE_CHECKING:
    from hudang.archives.models import HouseholdFile


@dataclass(frozen=True)
class Lacking:
    """A file that lacks papers, with its place and the papers in words."""

    file: HouseholdFile
    village: str
    township: str
    missing: str


@dataclass(frozen=True)
class MissingColumn:
    """A column: its heading, its value, and how its cell is set."""

    label: str
    value: Callable[[Lacking], Any]
    css: str = ""
    usual: bool = True


COLUMNS = {
    "head": MissingColumn("户主", lambda row: row.file.household.head_name, "card-title nowrap"),
    "village": MissingColumn("村（社区）", lambda row: row.village, "nowrap"),
    "township": MissingColumn("乡镇", lambda row: row.township, "nowrap", usual=False),
    "code": MissingColumn("户编号", lambda row: row.file.household.code, "code", usual=False),
    "reference": MissingColumn("档号", lambda row: row.file.reference_code, "code"),
    "count": MissingColumn("缺件数", lambda row: row.file.missing_count, "num"),
    "missing": MissingColumn("缺少的材料", lambda row: row.missing, "card-wide small"),
}
LABELS: Mapping[str, str] = {key: column.label for key, column in COLUMNS.items()}
USUAL = tuple(key for key, column in COLUMNS.items() if column.usual)


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


def cells(row: Lacking, columns: Sequence[str]) -> SafeString:
    """Return the cells of a row as the page draws them."""
    shown = ((COLUMNS[key].css, COLUMNS[key].label, _drawn(key, row)) for key in columns)
    return format_html_join("", '<td class="{}" data-label="{}">{}</td>', shown)


def _drawn(key: str, row: Lacking) -> SafeString:
    value = COLUMNS[key].value(row)
    if key == "head":
        url = reverse("archives:file", args=[row.file.pk])
        return format_html('<a class="row-link" href="{}">{}</a>', url, value or "（户主待补）")
    return format_html("{}", "—" if value in (None, "") else value)
