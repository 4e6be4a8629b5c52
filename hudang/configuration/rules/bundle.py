"""The settings of a county as one file for another: its form, its version, and what a row is called in messages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hudang.configuration.errors import BadBundle
from hudang.configuration.rules.shapes import SHAPES
from hudang.configuration.vocabulary import Kind, Outcome

FORMAT = "hudang-settings"
VERSION = 1
LARGEST = 4 * 1024 * 1024
MOST_ROWS = 5000
SCHEME = "scheme"
SHEETS = "assessment"
DESIGNS = "designs"
# the last day of a requirement, which a file tells beside its values
UNTIL, UNTIL_LABEL = "valid_until", "停用日期"
# sections that are no rows of a table of settings
OTHERS = (SCHEME, SHEETS, DESIGNS)
SECTIONS = (*(kind.value for kind, shape in SHAPES.items() if shape.portable), *OTHERS)

_LABELS = {SCHEME: "分类方案", SHEETS: "测算参数", DESIGNS: "标签与目录样式"}


class _Fields(dict[str, Any]):
    """An object of the file; ``repeated`` is a name that stands in it twice, of which JSON would keep the last."""

    def __init__(self, pairs: Sequence[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.repeated = next((name for name in names if names.count(name) > 1), "") if len(self) < len(names) else ""


@dataclass(frozen=True)
class Bundle:
    """The rows of a file, section by section, not checked yet."""

    county: str
    exported_on: str
    sections: dict[str, list[Mapping[str, Any]]]


@dataclass(frozen=True)
class Planned:
    """One row of a file: what importing it would do, and in which fields."""

    section: str
    number: int
    label: str
    outcome: Outcome
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass
class Plan:
    """What importing a file would do, row by row."""

    county: str
    exported_on: str
    rows: list[Planned] = field(default_factory=list)

    def count(self, outcome: Outcome) -> int:
        """Return how many rows come out so."""
        return sum(1 for row in self.rows if row.outcome is outcome)

    @property
    def differing(self) -> list[Planned]:
        """The rows that would change something."""
        return [row for row in self.rows if row.outcome is not Outcome.SAME]


def section_label(section: str) -> str:
    """Return what a section is called."""
    return _LABELS.get(section) or SHAPES[Kind(section)].label


def parse(content: bytes) -> Bundle:
    """Return the rows of a file; raises ``BadBundle`` when it is none, or of a newer version."""
    if len(content) > LARGEST:
        raise BadBundle(["文件超过 4 MB，不像是设置文件。"])
    try:
        told = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_Fields)
        # halves of characters, which JSON can spell, can be neither stored nor shown
        json.dumps(told, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise BadBundle(["不是 JSON 文件，请选择“导出设置”得到的文件。"]) from error
    if not isinstance(told, _Fields) or told.get("format") != FORMAT:
        raise BadBundle(["不是户档的设置文件，请选择“导出设置”得到的文件。"])
    if told.get("version") != VERSION:
        raise BadBundle([f"文件的版本是 {str(told.get('version'))[:20]}，本系统只认第 {VERSION} 版，请先升级。"])
    if told.repeated:
        raise BadBundle([f"文件里“{told.repeated}”写了两次。"])
    sections = told.get("sections")
    if not isinstance(sections, _Fields):
        raise BadBundle(["文件里没有 sections 一节。"])
    if faults := _shape_faults(sections):
        raise BadBundle(faults)
    return Bundle(str(told.get("county", ""))[:12], str(told.get("exported_on", ""))[:10], sections)


def _shape_faults(sections: _Fields) -> list[str]:
    faults = [f"“{sections.repeated[:30]}”一节写了两次。"] if sections.repeated else []
    for name, rows in sections.items():
        if name not in SECTIONS:
            faults.append(f"不认识“{name[:30]}”这一节。")
        elif not isinstance(rows, list) or len(rows) > MOST_ROWS:
            faults.append(f"“{section_label(name)}”一节应是列表，不超过 {MOST_ROWS} 条。")
        else:
            told = ((number, _row_fault(row)) for number, row in enumerate(rows, 1))
            faults += [f"“{section_label(name)}”第 {number} 条{said}" for number, said in told if said]
    return faults


def _row_fault(row: Any) -> str:
    if not isinstance(row, _Fields):
        return "不是一组字段。"
    if row.repeated:
        return f"里“{row.repeated[:30]}”写了两次，不知道以哪个为准。"
    parts = [part for value in row.values() if isinstance(value, list) for part in value if isinstance(part, _Fields)]
    twice = next((number for number, part in enumerate(parts, 1) if part.repeated), 0)
    return f"的第 {twice} 项里“{parts[twice - 1].repeated[:30]}”写了两次，不知道以哪个为准。" if twice else ""


def last_day(row: Mapping[str, Any]) -> tuple[date | None, dict[str, str]]:
    """Return until when a row holds, if it says so, and what is wrong with that."""
    told = row.get(UNTIL)
    if not told:
        return None, {}
    try:
        return date.fromisoformat(str(told)), {}
    except ValueError:
        return None, {UNTIL: f"{UNTIL_LABEL}应写成 2026-12-31 的样子。"}


def write(bundle: Bundle) -> bytes:
    """Return the file of a bundle, in one form, so that two exports can be compared line by line."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "county": bundle.county,
        "exported_on": bundle.exported_on,
        "sections": bundle.sections,
    }
    return (json.dumps(told, ensure_ascii=False, indent=1, default=str) + "\n").encode()
