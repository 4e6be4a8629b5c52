"""The sections in which the papers of a pouch are arranged (archive.md §2.1, 排列原则)."""

from __future__ import annotations

from collections.abc import Iterable

from hudang.archives.rules.completeness import CompletenessLine
from hudang.archives.vocabulary import LineState

# the last position (序) of each section
SECTIONS = (
    (0, "目录"),
    (220, "申请、审批与证明"),
    (310, "调查与核对"),
    (369, "公示与评议"),
    (409, "确认与发放"),
    (489, "动态管理"),
    (980, "停保与其他"),
    (999, "备考表"),
)


def section_of(position: int) -> str:
    """Return the section in which a material of this position lies."""
    return next((name for last, name in SECTIONS if position <= last), SECTIONS[-1][1])


def by_section(lines: Iterable[CompletenessLine]) -> list[tuple[str, list[CompletenessLine]]]:
    """Return the lines section by section, without those that do not apply."""
    sections: dict[str, list[CompletenessLine]] = {}
    for line in lines:
        if line.state is not LineState.NOT_APPLICABLE:
            sections.setdefault(section_of(line.position), []).append(line)
    return list(sections.items())
