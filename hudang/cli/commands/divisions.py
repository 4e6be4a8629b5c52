"""``hudang import-divisions``."""

from __future__ import annotations

from pathlib import Path

import click

from hudang.accounts.actions.console import acting_user
from hudang.cli.options import as_json, as_user
from hudang.cli.output import emit, refusals, say
from hudang.divisions.actions.imports import ImportReport, plan_import
from hudang.divisions.actions.imports import import_divisions as act
from hudang.rosters.tables import first_table

_WORDS = {"new": "新增", "renamed": "改名", "alias": "加别名", "same": "未变", "bad": "有误"}


@click.command("import-divisions")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="只检查，不写入。")
@as_user
@as_json
@refusals
def import_divisions(file: Path, dry_run: bool, acting: str | None, json_lines: bool) -> None:
    """导入区划表（CSV 或 Excel，列：代码、村、乡镇）。重复导入不会改变什么。"""
    rows, actor = first_table(file), acting_user(acting)
    report = plan_import(actor=actor, rows=rows) if dry_run else act(actor=actor, rows=rows)
    if json_lines:
        _emit(report)
    for bad in report.bad:
        say(f"第 {bad.number} 行：{bad.reason}")
    say("，".join(f"{_WORDS[key]} {count}" for key, count in report.summary().items()))
    if report.bad:
        raise click.exceptions.Exit(1)


def _emit(report: ImportReport) -> None:
    for change in report.changes:
        row = change.row
        emit({"row": row.number, "outcome": change.outcome, "code": row.code, "name": row.name})
    for bad in report.bad:
        emit({"row": bad.number, "outcome": "bad", "code": bad.code, "name": bad.name, "reason": bad.reason})
    emit({"summary": report.summary()})
