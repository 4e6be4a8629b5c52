"""``hudang completeness`` and ``hudang file-scans``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hudang.accounts.actions.console import acting_user
from hudang.archives.actions.folders import file_folder
from hudang.archives.queries.completeness import completeness_of
from hudang.archives.queries.files import files_within
from hudang.archives.rules.completeness import CompletenessLine
from hudang.archives.vocabulary import PageOutcome
from hudang.cli.options import as_json, as_user, division, division_prefix
from hudang.cli.output import emit, refusals, say

if TYPE_CHECKING:
    from hudang.archives.models import HouseholdFile

_CHUNK = 500


@click.command("completeness")
@division
@as_user
@as_json
@refusals
def completeness(division: str, acting: str | None, json_lines: bool) -> None:
    """逐户给出材料的有、缺、不适用及理由；不带 --json 时只列缺件的户。"""
    actor = acting_user(acting)
    files = incomplete = 0
    stream = files_within(actor, division_prefix(division) if division else actor.scope)
    while chunk := list(islice(stream, _CHUNK)):
        lines = completeness_of(chunk) if json_lines else {}
        for file in chunk:
            files += 1
            incomplete += 1 if file.missing_count else 0
            if json_lines:
                emit(_completeness(file, lines[file.pk]))
            elif file.missing_count:
                click.echo(f"{file.household.code} {file.household.head_name} 缺 {'、'.join(file.missing)}")
    if json_lines:
        emit({"summary": {"files": files, "incomplete": incomplete}})
    say(f"共 {files} 袋，不齐 {incomplete} 袋")


def _completeness(file: HouseholdFile, lines: Sequence[CompletenessLine]) -> dict[str, Any]:
    return {
        "household_code": file.household.code,
        "head_name": file.household.head_name,
        "reference_code": file.reference_code,
        "state": file.state,
        "complete": not file.missing_count,
        "missing": [_line(line) for line in lines if line.material in file.missing],
        "materials": [_line(line) | {"state": line.state.value, "reason": line.reason} for line in lines],
    }


def _line(line: CompletenessLine) -> dict[str, str]:
    return {"material_code": line.material, "name": line.name}


_OUTCOME_WORDS = {
    PageOutcome.FILED: "归档",
    PageOutcome.QUEUED: "待人工归件",
    PageOutcome.REFUSED: "未归",
    PageOutcome.SKIPPED: "略过",
}


@click.command("file-scans")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@as_user
@as_json
@refusals
def file_scans(folder: Path, acting: str | None, json_lines: bool) -> None:
    """把一个文件夹里的扫描件归入各户袋：按户编号、证件号或村/户主文件夹认户，按材料码或名称认材料。

    认不准的进入“待归件”由人决定；有未归或待决定的页时退出码为 1。
    """
    found: Counter[PageOutcome] = Counter()
    for line in file_folder(actor=acting_user(acting), folder=folder):
        found[line.outcome] += 1
        if line.outcome == PageOutcome.SKIPPED:
            say(f"略过 {line.file}：{line.reason}")
        elif json_lines:
            emit(line.as_json())
        else:
            click.echo(f"{_OUTCOME_WORDS[line.outcome]} {line.file} 第 {line.page} 页：{line.reason}")
    say("，".join(f"{words} {found[outcome]} 页" for outcome, words in _OUTCOME_WORDS.items()))
    if found[PageOutcome.QUEUED] or found[PageOutcome.REFUSED]:
        raise click.exceptions.Exit(1)
