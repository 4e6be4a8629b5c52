"""``hudang completeness`` and ``hudang file-scans``."""

from __future__ import annotations

import click

from hudang.accounts.queries import acting_user
from hudang.archives.queries.files import files_within
from hudang.archives.queries.requirements import material_names
from hudang.cli.options import as_json, as_user, division, division_prefix
from hudang.cli.output import emit, refusals, say


@click.command("completeness")
@division
@as_user
@as_json
@refusals
def completeness(division: str, acting: str | None, json_lines: bool) -> None:
    """逐户给出缺少的必备材料。"""
    actor, names = acting_user(acting), material_names()
    files = incomplete = 0
    for file in files_within(actor, division_prefix(division) if division else actor.scope):
        files += 1
        incomplete += 1 if file.missing_count else 0
        if json_lines:
            emit(
                {
                    "household_code": file.household.code,
                    "head_name": file.household.head_name,
                    "reference_code": file.reference_code,
                    "state": file.state,
                    "complete": not file.missing_count,
                    "missing": [{"material_code": code, "name": names.get(code, "")} for code in file.missing],
                }
            )
        elif file.missing_count:
            click.echo(f"{file.household.code} {file.household.head_name} 缺 {'、'.join(file.missing)}")
    if json_lines:
        emit({"summary": {"files": files, "incomplete": incomplete}})
    say(f"共 {files} 袋，不齐 {incomplete} 袋")
