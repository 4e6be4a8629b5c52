"""``hudang payment-list`` and ``hudang awards-from-register``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import click

from hudang.accounts.actions.console import acting_user
from hudang.benefits.actions.founding import found_awards
from hudang.benefits.actions.lists import prepare_list
from hudang.benefits.queries.lists import list_of_month, plain_rows, rows_for, sums_of
from hudang.benefits.rules.months import read_month
from hudang.cli.options import as_json, as_user
from hudang.cli.output import Meter, emit, refusals, say
from hudang.kernel.errors import InvalidInput
from hudang.kernel.money import plain

_COUNTY = 6


def _month(text: str) -> date:
    try:
        return read_month(text)
    except InvalidInput as refusal:
        raise click.BadParameter(refusal.fields["month"], param_hint="月份") from refusal


@click.command("payment-list")
@click.argument("month", metavar="月份")
@click.option("--prepare", is_flag=True, help="先按现行定额编制（没有编制或还没有封账的月份）。")
@as_user
@as_json
@refusals
def payment_list(month: str, prepare: bool, acting: str | None, json_lines: bool) -> None:
    """列出一个月的低保金发放名册（月份写作 2026-11）；账号只给尾号，金额为元，写作文字。"""
    actor = acting_user(acting)
    since = _month(month)
    if prepare:
        county = actor.division_code[:_COUNTY]
        prepare_list(actor=actor, county=county, month=since, progress=Meter("编制名册"))
    listed = list_of_month(actor, since)
    for row in plain_rows(actor, listed):
        if json_lines:
            emit(row)
        else:
            click.echo(f"{row['household_code']} {row['head_name']} {row['total']}")
    sums = sums_of(rows_for(actor, listed))
    if json_lines:
        emit({"summary": {name: plain(value) if isinstance(value, Decimal) else value for name, value in sums.items()}})
    say(f"{listed.get_state_display()}，{sums['households']} 户，合计 {plain(sums['total'])} 元")


@click.command("awards-from-register")
@click.option("--month", default="", metavar="月份", help="定额起发月，写作 2026-11（默认：第一个未封账的月份）。")
@click.option("--preview", is_flag=True, help="只看会建立多少户，不写入。")
@as_user
@as_json
@refusals
def awards_from_register(month: str, preview: bool, acting: str | None, json_lines: bool) -> None:
    """按登记的月保障金，为在保而没有定额的家庭建立第一版定额。"""
    since = _month(month) if month else None
    founded = found_awards(actor=acting_user(acting), month=since, preview=preview, progress=Meter("建立定额"))
    if json_lines:
        emit(
            {
                "month": f"{founded.month:%Y-%m}",
                "preview": preview,
                "households": founded.households,
                "total": plain(founded.total),
                "left": founded.left_count,
            }
        )
    say(
        f"{'将' if preview else '已'}建立 {founded.households} 户，合计 {plain(founded.total)} 元/月，{founded.month:%Y-%m} 起"
    )
    for reason, count in founded.left_count.items():
        say(f"  {reason}：{count} 户，例如 {founded.left[reason][0]}")
