"""``hudang cases``."""

from __future__ import annotations

from typing import Any

import click

from hudang.accounts.actions.console import acting_user
from hudang.casework.actions.clocks import recount_provisional
from hudang.casework.queries.lists import ALL, CaseFilters, CaseRow, Due, everything
from hudang.cli.options import as_json, as_user, division, division_prefix
from hudang.cli.output import emit, refusals, say

_DIGITS = 12


@click.command()
@click.option("--overdue", is_flag=True, help="只列已逾期的。")
@click.option(
    "--due",
    type=click.Choice([each.value for each in Due]),
    help="只列今日（today）、本周（week）到期或已逾期（overdue）的。",
)
@click.option("--all", "finished", is_flag=True, help="连同已办结的。")
@click.option("--recount", is_flag=True, help="先按现有的放假安排重算暂定的时限。")
@division
@as_user
@as_json
@refusals
def cases(
    overdue: bool, due: str | None, finished: bool, recount: bool, division: str, acting: str | None, json_lines: bool
) -> None:
    """列出在办案件和最近的时限。"""
    user = acting_user(acting)
    if recount:
        say(f"{recount_provisional()} 个暂定的时限已按放假安排重算。")
    code = division_prefix(division).ljust(_DIGITS, "0") if division else ""
    wanted = CaseFilters(due=Due.OVERDUE if overdue else due or "", division=code, group=ALL if finished else "")
    count = 0
    for row in everything(user, wanted):
        count += 1
        if json_lines:
            emit(_line(row))
        else:
            click.echo(f"{row.number}\t{row.applicant}\t{row.stage_label}\t{row.due_on or ''}\t{row.handler}")
    if json_lines:
        emit({"summary": {"cases": count}})
    say(f"共 {count} 件。")


def _line(row: CaseRow) -> dict[str, Any]:
    """Return what scripts read of a case; a person's number is in none of it."""
    return {
        "number": row.number,
        "applicant": row.applicant,
        "township": row.township,
        "village": row.village,
        "kind": row.kind,
        "procedure": row.procedure,
        "stage": row.stage.value,
        "stage_label": row.stage_label,
        "handler": row.handler,
        "submitted_on": row.submitted_on.isoformat() if row.submitted_on else None,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "overdue": row.overdue,
    }
