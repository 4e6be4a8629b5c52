"""``hudang import-roster``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from hudang.accounts.actions.console import acting_user
from hudang.cli.options import as_json, as_user, division, division_prefix
from hudang.cli.output import Meter, emit, refusals, say
from hudang.rosters.actions.imports import carry_out, set_mapping, summarise, try_out, upload
from hudang.rosters.errors import InvalidMapping
from hudang.rosters.judging import Judged
from hudang.rosters.queries import mapping_for
from hudang.rosters.rules.mapping import correct


@click.command("import-roster")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@division
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="对应列的 JSON 文件，只写要改的工作表和列。",
)
@click.option("--dry-run", is_flag=True, help="只试运行，不写入。")
@as_user
@as_json
@refusals
def import_roster(
    file: Path, division: str, mapping: Path | None, dry_run: bool, acting: str | None, json_lines: bool
) -> None:
    """导入花名册（.xlsx、.xls、.csv）；逐行给出结果，最后一行是汇总。有退回的行时退出码为 1。"""
    actor = acting_user(acting)
    place = division_prefix(division).ljust(12, "0") if division else actor.division_code
    found = upload(actor=actor, source=file, file_name=file.name, division_code=place)
    if mapping:
        chosen = correct(mapping_for(found), _mapping_in(mapping))
        found = set_mapping(actor=actor, roster_import=found, mapping=chosen)
    meter = Meter("正在导入")
    if dry_run:
        judged = try_out(actor=actor, roster_import=found, report=meter)
        codes = judged.codes
    else:
        done = carry_out(actor=actor, roster_import=found, report=meter)
        judged, codes = done.judged, done.codes
    summary = summarise(judged) | {"import": found.pk, "dry_run": dry_run}
    if json_lines:
        _emit(judged, codes)
        emit({"summary": summary})
    say(
        f"通过 {summary['accepted']} 行，提示 {summary['warned']} 行，退回 {summary['rejected']} 行，略过 {summary['skipped']} 行"
    )
    if summary["rejected"]:
        raise click.exceptions.Exit(1)


def _mapping_in(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError as fault:
        raise InvalidMapping(why=f"“{file.name}”不是 UTF-8 的 JSON 文件") from fault


def _emit(judged: Judged, codes: dict[tuple[str, int], str]) -> None:
    for verdict in judged.verdicts:
        row: dict[str, Any] = {
            "sheet": verdict.sheet,
            "row": verdict.row,
            "outcome": str(verdict.outcome),
            "codes": list(verdict.codes),
            "household_code": codes.get((verdict.sheet, verdict.row), ""),
            "values": verdict.values,
        }
        if verdict.skip:
            row["why"] = str(verdict.skip)
        emit(row)
