"""``hudang prepare``: bring database and static files up to date; does nothing when they are."""

from __future__ import annotations

import click

from hudang.cli.preparation import bring_up_to_date


@click.command("prepare")
def prepare() -> None:
    """更新数据库结构与静态文件；已是最新时不改动任何内容。"""
    bring_up_to_date()
