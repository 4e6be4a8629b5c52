"""``hudang plan-tasks``, ``hudang tasks`` and ``hudang rule-test``."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from hudang.accounts.actions.console import acting_user
from hudang.cli.options import as_json, as_user, division, division_prefix
from hudang.cli.output import emit, refusals, say
from hudang.recertification.actions.planning import plan_county
from hudang.recertification.queries.tasks import TaskFilters, TaskRow, everything
from hudang.recertification.queries.trials import try_rule
from hudang.recertification.rules.rule_text import read_rule
from hudang.recertification.tasks import trial_as_json

_COUNTY = 6


@click.command()
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="按这一天排定（默认今天）。")
@as_user
@as_json
@refusals
def plan_tasks(day: datetime | None, acting: str | None, json_lines: bool) -> None:
    """按核查规则排定任务；重复运行不会重复生成。"""
    user = acting_user(acting)
    made = plan_county(actor=user, county_code=user.division_code[:_COUNTY], day=day.date() if day else None)
    if json_lines:
        emit(made.as_json())
    say(f"{made.households} 户：入列 {made.entered}，退出 {made.left}，新任务 {made.tasks} 项。")


@click.command()
@click.option("--overdue", is_flag=True, help="只列已过宽限期还没有完成的。")
@click.option("--due-until", type=click.DateTime(["%Y-%m-%d"]), help="只列这一天以前（含）应完成的。")
@click.option("--rule", default="", metavar="代码", help="只列这一条规则的。")
@division
@as_user
@as_json
@refusals
def tasks(
    overdue: bool, due_until: datetime | None, rule: str, division: str, acting: str | None, json_lines: bool
) -> None:
    """列出没有办结的核查任务，应完成日期最早的在前。"""
    village = division_prefix(division) if division else ""
    until = due_until.date() if due_until else None
    count = 0
    for row in everything(acting_user(acting), TaskFilters(overdue, until, rule, village)):
        count += 1
        if json_lines:
            emit(_task(row))
        else:
            click.echo(f"{row.due_on}\t{row.rule_code}\t{row.household_code}\t{row.state_label}\t{row.assignee}")
    if json_lines:
        emit({"summary": {"tasks": count}})
    say(f"共 {count} 项。")


def _task(row: TaskRow) -> dict[str, Any]:
    """Return what scripts read of a task; whom it is about is found by the household's code."""
    return {
        "rule": row.rule_code,
        "rule_name": row.rule_name,
        "household": row.household_code,
        "village": row.village_code,
        "period": row.period,
        "due_on": row.due_on.isoformat(),
        "late_after": row.late_after.isoformat(),
        "days_late": row.days_late,
        "lateness": row.lateness.value,
        "state": row.state.value,
        "assignee": row.assignee,
    }


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="按这一天试算（默认今天）。")
@as_user
@as_json
@refusals
def rule_test(file: Path, day: datetime | None, acting: str | None, json_lines: bool) -> None:
    """用一条规则（JSON 文件）试算会纳入哪些人和户，不写入任何数据。"""
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise click.ClickException(f"{file.name} 不是 UTF-8 的 JSON 文件：请检查引号、逗号和括号。") from error
    if not isinstance(values, dict):
        raise click.ClickException(f"{file.name} 里应是一条规则：花括号里写各项。")
    trial = try_rule(acting_user(acting), read_rule(values), _on(day))
    if json_lines:
        emit(trial_as_json(trial))
    say(trial.in_words)


def _on(day: datetime | None) -> date | None:
    return day.date() if day else None
