"""Options that many commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from hudang.accounts.actions.console import acting_user
from hudang.divisions.errors import NoCounty

if TYPE_CHECKING:
    from hudang.accounts.models import User

F = TypeVar("F", bound=Callable[..., Any])


def as_user(command: F) -> F:
    """Add ``--as``: act as this person instead of as the command line."""
    return click.option("--as", "acting", metavar="用户名", help="以该用户的身份和权限办理（默认：命令行）。")(command)


def as_json(command: F) -> F:
    """Add ``--json``: one JSON object a line on stdout."""
    return click.option("--json", "json_lines", is_flag=True, help="结果按行输出 JSON（进度在标准错误）。")(command)


def pdf_output(command: F) -> F:
    """Add ``-o``: the PDF to write, in a folder that is there."""
    path = click.Path(dir_okay=False, writable=True, path_type=Path)
    return click.option("-o", "--output", required=True, type=path, callback=_in_folder, help="PDF 文件。")(command)


def _in_folder(context: click.Context, parameter: click.Parameter, value: Path) -> Path:
    if not value.absolute().parent.is_dir():
        raise click.BadParameter(f"没有文件夹 {value.parent}，请先建好，或写到别处。", context, parameter)
    return value


def division(command: F) -> F:
    """Add ``--division``: only this county, township or village."""
    return click.option("--division", metavar="代码", default="", help="区划代码（6、9 或 12 位）。")(command)


def division_prefix(code: str) -> str:
    """Return the significant digits of a division code given in 6, 9 or 12 digits; ``BadParameter`` otherwise."""
    if not code.isdigit() or len(code) not in (6, 9, 12):
        raise click.BadParameter("区划代码应为 6、9 或 12 位数字。", param_hint="--division")
    for length in (6, 9):
        if code[length:].strip("0") == "":
            return code[:length]
    return code


def console() -> User | None:
    """Return whoever acts for the command line; nobody yet before a county is founded."""
    try:
        return acting_user(None)
    except NoCounty:
        return None
