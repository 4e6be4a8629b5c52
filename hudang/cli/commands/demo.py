"""``hudang demo``: the invented county with its demo accounts."""

from __future__ import annotations

import time

import click
from django.db import transaction

from hudang.accounts.actions.console import acting_user
from hudang.cli.output import Meter, refusals, say
from hudang.demo.accounts import DEMO_FOUNDER, DEMO_PASSWORD, make_demo_accounts
from hudang.demo.cases import make_demo_cases
from hudang.demo.library import fill_demo_library
from hudang.demo.loading import found_demo_county, load_county
from hudang.demo.nights import pass_demo_night
from hudang.demo.payments import pay_demo_county
from hudang.demo.telephones import register_demo_telephone
from hudang.demo.training import make_demo_training
from hudang.demo.visits import make_demo_visits
from hudang.divisions.queries import counties


@click.command("demo")
@click.option("--households", default=2000, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--seed", default=1, show_default=True, type=int)
@click.option("--scanned", default=40, show_default=True, type=click.IntRange(0, 5000), help="有扫描件的户数。")
@click.option("--if-empty", is_flag=True, help="已有档案时什么也不做。")
@refusals
def demo(households: int, seed: int, scanned: int, if_empty: bool) -> None:
    """载入虚构的示例县（大安市）：区划、家庭、户袋、材料和演示账号。"""
    if counties():
        if if_empty:
            return
        raise click.ClickException("这里已有档案，示例县只能载入空的档案。请换一个数据目录（HUDANG_DATA）。")
    started = time.monotonic()
    # all or nothing: a load that is interrupted leaves an empty archive, and the next start loads it anew
    with transaction.atomic():
        found_demo_county()
        make_demo_accounts()
        drawn = load_county(
            actor=acting_user(DEMO_FOUNDER),
            households=households,
            seed=seed,
            scanned=scanned,
            report=Meter("载入示例县"),
        )
        pay_demo_county(acting_user(None))
        make_demo_cases(seed)
        make_demo_training()
        make_demo_visits(seed)
        register_demo_telephone()
        fill_demo_library()
    pass_demo_night(seed)
    say(
        f"已载入 {households} 户、{drawn} 张图像，用时 {time.monotonic() - started:.0f} 秒；演示账号的密码都是 {DEMO_PASSWORD}"
    )
