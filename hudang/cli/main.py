"""The command ``hudang``; every command is registered here by name."""

from __future__ import annotations

import click

from hudang.cli.commands.accounts import create_user, reset_password
from hudang.cli.commands.archive import completeness, file_scans
from hudang.cli.commands.audit import verify_audit
from hudang.cli.commands.demo import demo
from hudang.cli.commands.divisions import import_divisions
from hudang.cli.commands.households import classify, households
from hudang.cli.commands.init import init
from hudang.cli.commands.prepare import make_database_if_absent, prepare
from hudang.cli.commands.printing import print_papers
from hudang.cli.commands.rosters import import_roster
from hudang.cli.commands.serve import serve

COMMANDS: tuple[click.Command, ...] = (
    classify,
    completeness,
    create_user,
    demo,
    file_scans,
    households,
    import_divisions,
    import_roster,
    init,
    prepare,
    print_papers,
    reset_password,
    serve,
    verify_audit,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="hudang", message="户档 %(version)s")
def main() -> None:
    """户档：低保家庭档案与办理系统。

    数据目录由环境变量 HUDANG_DATA 指定。只有要求的事全部办成时，退出码才是 0。
    """
    make_database_if_absent()


for command in COMMANDS:
    main.add_command(command)
