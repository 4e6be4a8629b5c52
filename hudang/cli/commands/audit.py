"""``hudang verify-audit``."""

from __future__ import annotations

import click

from hudang.audit.actions import verify_log
from hudang.audit.queries import length
from hudang.cli.options import as_json, console
from hudang.cli.output import emit, refusals, say


@click.command("verify-audit")
@as_json
@refusals
def verify_audit(json_lines: bool) -> None:
    """校验操作日志是否被改动、删除或插入；发现问题时退出码为 1。"""
    entries, faults = length(), verify_log(actor=console())
    for fault in faults:
        if json_lines:
            emit({"sequence": fault.sequence, "message": fault.message})
        else:
            click.echo(fault.message)
    if json_lines:
        emit({"summary": {"entries": entries, "faults": len(faults)}})
    say(f"共 {entries} 条日志，" + (f"发现 {len(faults)} 处问题。" if faults else "完好。"))
    if faults:
        raise click.exceptions.Exit(1)
