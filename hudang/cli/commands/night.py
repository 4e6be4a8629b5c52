"""``hudang night``."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from hudang.accounts.actions.console import console_actor
from hudang.cli.options import as_json
from hudang.cli.output import emit, refusals, say
from hudang.kernel import clock
from hudang.platform import nights

if TYPE_CHECKING:
    from hudang.platform.models import NightWork


@click.command()
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="按这一天做（默认今天）。")
@as_json
@refusals
def night(day: datetime | None, json_lines: bool) -> None:
    """把夜间工作逐项做一遍；正在进行的，接着做。一项没有做成不影响其他各项，但退出码为 1。"""
    actor = console_actor()
    run = nights.begin(day.date() if day else clock.today(), actor.pk, actor.display_name)
    done = failed = 0
    while work := nights.do_next(run.pk):
        line = _line(work)
        done, failed = done + 1, failed + (line["state"] == "failed")
        if json_lines:
            emit(line)
        else:
            click.echo(f"{work.label}：{line['message']}（{line['seconds']} 秒）")
    if json_lines:
        emit({"summary": {"day": run.day.isoformat(), "works": done, "failed": failed}})
    say(f"{run.day} 的夜间工作做了 {done} 项" + (f"，{failed} 项没有做成。" if failed else "。"))
    if failed:
        raise click.exceptions.Exit(1)


def _line(work: NightWork) -> dict[str, Any]:
    job = work.job
    if job is None:
        return {"work": work.key, "label": work.label, "state": "queued", "message": "中断，稍后再做", "seconds": 0}
    ended = job.finished_at or clock.now()
    return {
        "work": work.key,
        "label": work.label,
        "state": job.state,
        "message": job.message,
        "started_at": job.created_at.isoformat(),
        "seconds": round((ended - job.created_at).total_seconds(), 2),
        "made": job.outcome,
    }
