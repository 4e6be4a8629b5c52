"""``hudang households`` and ``hudang classify``."""

from __future__ import annotations

import click

from hudang.accounts.actions.console import acting_user
from hudang.cli.options import as_json, as_user, division, division_prefix
from hudang.cli.output import emit, refusals, say
from hudang.households.actions.exporting import reveal_export
from hudang.households.queries.classes import class_of
from hudang.households.queries.export import households_within


@click.command("households")
@division
@click.option("--reveal", is_flag=True, help="给出完整的证件号和账号（记入日志）。")
@click.option("--reason", default="", help="查看完整号码的理由，与 --reveal 同用。")
@as_user
@as_json
@refusals
def households(division: str, reveal: bool, reason: str, acting: str | None, json_lines: bool) -> None:
    """列出家庭与成员；号码默认掩码。"""
    if reveal and not reason.strip():
        raise click.UsageError("--reveal 必须同时用 --reason 写明理由。")
    actor, count = acting_user(acting), 0
    prefix = division_prefix(division) if division else actor.scope
    rows = reveal_export(actor=actor, prefix=prefix, reason=reason) if reveal else households_within(actor, prefix)
    for row in rows:
        count += 1
        if json_lines:
            emit(row)
        else:
            click.echo(f"{row['household_code']} {row['head_name']} {row['state']}")
    say(f"共 {count} 户")


@click.command("classify")
@click.option("--household", required=True, metavar="户编号")
@as_user
@as_json
@refusals
def classify(household: str, acting: str | None, json_lines: bool) -> None:
    """给出一户的分类、特征标签和理由。"""
    found = class_of(acting_user(acting), household)
    if json_lines:
        emit(found)
        return
    click.echo(f"家庭结构：{found['family_structure_label']}；主要收入来源：{found['income_source_label']}")
    for reason in found["reasons"]:
        click.echo(f"  {reason}")
    for tag in found["tags"]:
        click.echo(f"  {tag['label']}：{tag['reason']}")
