"""The column ``checked`` of the five columns: written from a check's rows, imported or typed into its report (F09a)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hudang.accounts.models import User
from hudang.casework.actions.figures import FoundFigure, new_row, note
from hudang.casework.declared import declaration_of
from hudang.casework.models import Case, CaseFigure
from hudang.casework.rules.check_rows import CheckRow, in_period, merged, typed_faults, typed_rows
from hudang.kernel.errors import InvalidInput


def members_of(case: Case) -> list[tuple[str, str]]:
    """Return the declared members' names and numbers by their place."""
    members = declaration_of(case).get("members", [])
    return [(str(each.get("name") or "").strip(), str(each.get("identity") or "").strip()) for each in members]


def refuse_unfit(case: Case, values: Mapping[str, Any]) -> None:
    """Raise ``InvalidInput`` when a typed report names figures that fit no row of the five columns."""
    faults = typed_faults(values.get("findings") or [], members_of(case))
    if faults:
        raise InvalidInput(faults)


def rows_of(case: Case, kept: Mapping[str, Any]) -> list[CheckRow]:
    """Return the rows that a report puts into the column; a draft says nothing yet."""
    findings = kept["values"].get("findings") if kept.get("whole") else None
    return merged(typed_rows(findings or [], members_of(case)))


def follow_report(actor: User, case: Case, before: Sequence[CheckRow], now: Sequence[CheckRow]) -> None:
    """Let the column follow what the report says now; figures that came otherwise stay when it never named any."""
    if before or now:
        changed = write_checked(case, now)
        note(actor, case, "set_figures", f"录入核对结果 {case.number}", changed)


def write_checked(case: Case, rows: Sequence[CheckRow]) -> list[CaseFigure]:
    """Write the rows as the whole column; what nobody declared becomes a row of its own. Return the rows written."""
    standing = list(CaseFigure.objects.select_for_update().filter(case=case))
    for each in standing:
        each.checked = None
    free = list(standing)
    for row in rows:
        figure: CaseFigure | None = next((f for f in free if _fits(f, row)), None)
        if figure is None:
            figure = new_row(case, FoundFigure(row.group, row.kind, row.person, row.period))
            figure.checked = row.amount
            figure.save()
        else:
            free.remove(figure)
            figure.checked = in_period(row.amount, row.period, figure.period)
    CaseFigure.objects.bulk_update(standing, ["checked"])
    nothing = {name: None for name in ("declared", "neighbours", "checked", "estimated", "verified")}
    CaseFigure.objects.filter(case=case, **nothing).delete()
    return list(CaseFigure.objects.filter(case=case).exclude(checked=None))


def _fits(figure: CaseFigure, row: CheckRow) -> bool:
    return (figure.group, figure.person, figure.kind) == (row.group, row.person, row.kind)
