"""The region's parameters of the means test as a section of the settings file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hudang.accounts.models import User
from hudang.assessment.actions.parameters import SheetForm, check_sheet
from hudang.assessment.queries.parameters import sheets_for
from hudang.assessment.vocabulary import AREA_LABELS, Area
from hudang.configuration.rules.bundle import SHEETS, Planned, section_label
from hudang.configuration.rules.values import readable
from hudang.configuration.vocabulary import Outcome
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput


def sheets_section(user: User) -> list[Mapping[str, Any]]:
    """Return the sheets that hold today or later as rows of a file."""
    today = clock.today()
    return [
        {
            "area": sheet.area,
            "valid_from": str(sheet.valid_from),
            "valid_until": str(sheet.valid_until or ""),
            "source": sheet.source,
            "parameters": sheet.body,
        }
        for sheet in reversed(sheets_for(user))
        if sheet.valid_until is None or sheet.valid_until > today
    ]


def weigh_sheets(
    user: User, rows: Sequence[Mapping[str, Any]], faults: list[str]
) -> tuple[list[SheetForm], list[Planned]]:
    """Return the sheets of a file that are new here, and the plan of all; a sheet of our own is never overwritten."""
    here = {(sheet.area, sheet.valid_from) for sheet in sheets_for(user)}
    forms, planned = [], []
    for number, raw in enumerate(rows, 1):
        try:
            form = _form(raw)
            check_sheet(form)
        except (InvalidInput, ValueError, TypeError) as fault:
            said = "；".join(fault.fields.values()) if isinstance(fault, InvalidInput) else "城乡、日期或参数不能读取。"
            faults.append(f"“{section_label(SHEETS)}”第 {number} 条：{said}")
            continue
        known = (form.area, form.valid_from) in here
        label = f"{AREA_LABELS[form.area]} {form.valid_from} 起{'（本县已有同日的，保留本县的）' if known else ''}"
        planned.append(Planned(SHEETS, number, label, Outcome.SAME if known else Outcome.NEW))
        if not known:
            forms.append(form)
    return forms, planned


def _form(raw: Mapping[str, Any]) -> SheetForm:
    until, body = str(raw.get("valid_until") or ""), raw.get("parameters")
    source = str(raw.get("source") or "")
    if not isinstance(body, dict) or not readable(source):
        raise ValueError("no parameters")
    return SheetForm(
        area=Area(str(raw.get("area"))),
        valid_from=date.fromisoformat(str(raw.get("valid_from"))),
        valid_until=date.fromisoformat(until) if until else None,
        source=source,
        body=body,
    )
