"""``hudang verify-figures``."""

from __future__ import annotations

import click

from hudang.archives.actions.figures import verify_figures as verify
from hudang.cli.options import as_json, console
from hudang.cli.output import emit, refusals, say


@click.command("verify-figures")
@click.option("--mend", is_flag=True, help="有不符时重新统计。")
@as_json
@refusals
def verify_figures(mend: bool, json_lines: bool) -> None:
    """核对首页、村盒等处随时记下的统计数与逐行清点的结果；不符且没有重新统计时退出码为 1。"""
    found = verify(actor=console(), mend=mend)
    for each in found:
        line = {"table": each.table, "key": each.key, "kept": each.kept, "counted": each.counted}
        if json_lines:
            emit(line)
        else:
            click.echo(f"{each.table} {each.key}：记为 {each.kept}，实为 {each.counted}")
    if json_lines:
        emit({"summary": {"differences": len(found), "mended": bool(mend and found)}})
    say(f"发现 {len(found)} 处不符" + ("，已重新统计。" if mend else "。") if found else "统计数与清点相符。")
    if found and not mend:
        raise click.exceptions.Exit(1)
