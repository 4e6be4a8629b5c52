"""``hudang assess`` and ``hudang enter-parameters``."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from hudang.accounts.actions.console import acting_user
from hudang.assessment.actions import SheetForm
from hudang.assessment.errors import UnreadableCase
from hudang.assessment.queries import parameters_in_force
from hudang.assessment.rules.case import read_case
from hudang.assessment.rules.means_test import assess
from hudang.assessment.rules.telling import as_row
from hudang.assessment.vocabulary import Area
from hudang.cli.options import as_json, as_user
from hudang.cli.output import emit, refusals, say
from hudang.divisions.queries import the_county
from hudang.kernel.errors import InvalidInput
from hudang.kernel.money import plain
from hudang.library.actions.publishing import publish_parameters

# digits of a county's code that mean something
_COUNTY = 6


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as fault:
        raise click.ClickException(f"“{path.name}”不是可以读取的 JSON 文件，请检查。") from fault


@click.command("assess")
@click.argument("file", type=click.Path(path_type=Path))
@as_json
@refusals
def assess_case(file: Path, json_lines: bool) -> None:
    """试算一户：家庭收入、财产、低保金，逐步写明数字和依据。金额为元/月。"""
    try:
        case = read_case(_read(file))
    except UnreadableCase as refusal:
        raise InvalidInput(refusal.faults) from refusal
    county = the_county().code[:_COUNTY] if case.parameters is None else ""
    result = assess(case, case.parameters or parameters_in_force(county, case.area, case.day))
    if json_lines:
        emit(as_row(result))
        return
    for number, step in enumerate(result.steps, 1):
        click.echo(f"{number}. {step.text}（{step.article.strip('；')}）")
    said = f"，每月 {plain(result.total)} 元，{result.effective:%Y-%m} 起" if result.effective else ""
    click.echo(f"结论：{result.conclusion}{said}。")


@click.command("enter-parameters")
@click.argument("file", type=click.Path(path_type=Path))
@as_user
@refusals
def enter_parameter_sheet(file: Path, acting: str | None) -> None:
    """登记一张测算参数表（JSON：area、valid_from、valid_until、source、parameters）。"""
    given = _read(file)
    if not isinstance(given, dict) or not isinstance(given.get("parameters"), dict):
        raise click.ClickException("参数表应是一个 JSON 对象，参数写在 parameters 之下。")
    try:
        form = SheetForm(
            area=Area(str(given.get("area"))),
            valid_from=date.fromisoformat(str(given.get("valid_from"))),
            valid_until=date.fromisoformat(str(given["valid_until"])) if given.get("valid_until") else None,
            source=str(given.get("source") or ""),
            body=given["parameters"],
        )
    except ValueError as fault:
        raise click.ClickException("area 应为 urban 或 rural；日期写作 2026-01-01。") from fault
    county = the_county().code[:_COUNTY]
    sheet = publish_parameters(actor=acting_user(acting), county_code=county, form=form)
    say(f"已登记，{sheet.valid_from} 起执行。")
