"""How a county's labels, spines and lists look, as a section of the settings file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from hudang.accounts.models import User
from hudang.configuration.rules.bundle import DESIGNS, Planned, section_label
from hudang.configuration.rules.values import readable
from hudang.configuration.vocabulary import Outcome
from hudang.kernel.errors import Refusal
from hudang.printing.designs import DESIGNED, Design, checked
from hudang.printing.logos import carried_logo
from hudang.printing.queries.studio import design_of, own_designs
from hudang.printing.vocabulary import Face, PaperKind

_LONGEST_TITLE = 30


def designs_section(user: User) -> list[Mapping[str, Any]]:
    """Return the designs that the county made itself as rows of a file."""
    return [
        {
            "paper": design.paper.value,
            "title": design.title,
            "fields": [field.value for field in design.fields],
            "face": design.face.value,
            "stock": design.stock.value,
            "show_code": design.show_code,
            "logo": design.logo,
        }
        for design in own_designs(user)
    ]


def weigh_designs(
    user: User, rows: Sequence[Mapping[str, Any]], faults: list[str]
) -> tuple[list[Design], list[Planned]]:
    """Return the designs of a file that differ from those here, and the plan of all."""
    found: list[Design] = []
    planned, seen = [], set()
    for number, raw in enumerate(rows, 1):
        try:
            design = checked(_design(raw))
        except (Refusal, ValueError, KeyError, TypeError) as fault:
            said = str(fault) if isinstance(fault, Refusal) else "纸样、栏目、字体或纸不能读取。"
            faults.append(f"“{section_label(DESIGNS)}”第 {number} 条：{said}")
            continue
        if design.paper in seen:
            faults.append(f"“{section_label(DESIGNS)}”第 {number} 条：与前面重复，一种纸只能有一条。")
        seen.add(design.paper)
        here = replace(design_of(user.division_code, design.paper), version=0)
        outcome = Outcome.SAME if design == here else Outcome.CHANGED
        planned.append(Planned(DESIGNS, number, DESIGNED[design.paper].label, outcome, _changes(here, design)))
        if outcome is Outcome.CHANGED:
            found.append(design)
    return found, planned


def _design(raw: Mapping[str, Any]) -> Design:
    paper, title = PaperKind(raw["paper"]), str(raw.get("title", ""))
    designed = DESIGNED[paper]
    fields = {field.value: field for field in designed.field_labels}
    stocks = {stock.value: stock for stock in designed.stock_labels}
    if not isinstance(raw["fields"], list) or not readable(title) or len(title) > _LONGEST_TITLE:
        raise ValueError("no design")
    return Design(
        title=title or designed.usual.title,
        fields=tuple(fields[name] for name in raw["fields"]),
        face=Face(raw["face"]),
        stock=stocks[raw["stock"]],
        logo=carried_logo(str(raw.get("logo") or "")),
        show_code=raw.get("show_code") is True,
        paper=paper,
    )


def _changes(here: Design, design: Design) -> tuple[tuple[str, str, str], ...]:
    before, after = _words(here), _words(design)
    return tuple((name, before[name], after[name]) for name in before if before[name] != after[name])


def _words(design: Design) -> dict[str, str]:
    designed = DESIGNED[design.paper]
    return {
        "标题": design.title,
        "栏目": "、".join(designed.field_labels[field] for field in design.fields),
        "字体": design.face.value,
        "纸": designed.stock_labels[design.stock],
        "二维码": "印" if design.show_code else "不印",
        "标志": f"有（{len(design.logo)} 字节）" if design.logo else "",
    }
