"""The command ``hudang``; every command is registered here by name."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click
from django.db import DatabaseError

from hudang.cli.preparation import database_is_behind, make_database_if_absent

# where each command is; a command's module is loaded when it is asked for, so that the server is up at once
COMMANDS = {
    "assess": "assessment:assess_case",
    "awards-from-register": "benefits:awards_from_register",
    "classify": "households:classify",
    "completeness": "archive:completeness",
    "create-user": "accounts:create_user",
    "demo": "demo:demo",
    "enter-parameters": "assessment:enter_parameter_sheet",
    "file-scans": "archive:file_scans",
    "households": "households:households",
    "import-divisions": "divisions:import_divisions",
    "import-roster": "rosters:import_roster",
    "init": "init:init",
    "night": "night:night",
    "library": "library:library",
    "payment-list": "benefits:payment_list",
    "prepare": "prepare:prepare",
    "print": "printing:print_papers",
    "quality": "quality:quality",
    "reset-password": "accounts:reset_password",
    "serve": "serve:serve",
    "training": "training:training",
    "verify-audit": "audit:verify_audit",
    "cases": "cases:cases",
    "plan-tasks": "recertification:plan_tasks",
    "rule-test": "recertification:rule_test",
    "tasks": "recertification:tasks",
    "volume": "library:volume",
    "verify-figures": "figures:verify_figures",
}


class Commands(click.Group):
    """The commands of the table above."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the module of a command and return it."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(f"hudang.cli.commands.{module}"), name)
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; on a database of an earlier version say what to do."""
        try:
            return super().invoke(ctx)
        except DatabaseError as fault:
            if not database_is_behind():
                raise
            raise click.ClickException(
                "数据库是旧版本的结构。请先运行 hudang prepare（或 ./start），再重试。"
            ) from fault


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="hudang", message="户档 %(version)s")
def main() -> None:
    """户档：低保家庭档案与办理系统。

    数据目录由环境变量 HUDANG_DATA 指定。只有要求的事全部办成时，退出码才是 0。
    """
    make_database_if_absent()
