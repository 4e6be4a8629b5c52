"""``hudang serve``: the web server and the worker of background jobs, until Ctrl+C."""

from __future__ import annotations

import os
from pathlib import Path

import click
from django.conf import settings
from django.db import DatabaseError, close_old_connections

from hudang.accounts.actions.console import console_actor
from hudang.cli.output import say
from hudang.cli.preparation import bring_up_to_date
from hudang.cli.supervisor import Supervisor, answers, port_is_free
from hudang.divisions.errors import NoCounty, SeveralCounties
from hudang.platform import nights
from hudang.platform.jobs import give_up_interrupted
from hudang.quality.tasks import check_soon

DEMO_ACCOUNTS = "demo-accounts.txt"


@click.command("serve")
def serve() -> None:
    """启动网页服务与后台任务；Ctrl+C 停止。地址由 HUDANG_BIND、HUDANG_PORT 设定。"""
    host, port = os.environ.get("HUDANG_BIND", "127.0.0.1"), _port()
    if not port_is_free(host, port):
        raise click.ClickException(
            f"端口 {port} 已被占用：户档可能已在运行，请打开 {settings.PUBLIC_URL} 看看；"
            f"要换端口，请运行 HUDANG_PORT={port + 1} ./start"
        )
    bring_up_to_date()
    local = "127.0.0.1" if host in ("0.0.0.0", "") else "::1" if host == "::" else host
    code = Supervisor(give_up_interrupted, begin_night_when_due).run(lambda: answers(local, port), _announce)
    say("已停止。" if not code else "网页服务意外退出。")
    raise click.exceptions.Exit(code)


def begin_night_when_due() -> None:
    """Let the worker begin the works of the night when it is time, and check what changed; nothing without a county."""
    if os.environ.get("HUDANG_NIGHT") == "off":
        return
    try:
        nights.tick(console_actor().pk)
        check_soon()
    except (NoCounty, SeveralCounties):
        return
    except DatabaseError as fault:
        # a database that is busy for a minute must not end the service; it is asked again soon
        say(f"夜间工作稍后再看：{fault}")
        close_old_connections()


def _port() -> int:
    text = os.environ.get("HUDANG_PORT", "8000")
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise click.ClickException(f"HUDANG_PORT 应是 1–65535 的端口号，现在是“{text}”。")
    return int(text)


def _announce() -> None:
    say(f"\n户档已启动：{settings.PUBLIC_URL}\n")
    accounts = Path(settings.DATA) / DEMO_ACCOUNTS
    if accounts.is_file():
        say(accounts.read_text(encoding="utf-8").rstrip() + "\n")
    say("按 Ctrl+C 停止。")
