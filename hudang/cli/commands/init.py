"""``hudang init``: found the archive of a county."""

from __future__ import annotations

import click

from hudang.archives.actions.founding import found_bureau
from hudang.archives.errors import BureauExists
from hudang.cli.output import refusals, say
from hudang.library.actions.seeding import load_first_entries

_BUREAU = "民政局"


@click.command("init")
@click.option("--county", required=True, help="县级区划代码，如 220882。")
@click.option("--name", required=True, help="县名或民政局名，如 大安市。")
@click.option("--fonds", default="J001", show_default=True, help="全宗号：1 位字母加 3 位数字。")
@refusals
def init(county: str, name: str, fonds: str) -> None:
    """为一个县建立档案：区划、全宗、类别、材料要求。已经建立的不再改动。"""
    county_name = name.removesuffix(_BUREAU) or name
    bureau = name if name.endswith("局") else f"{name}{_BUREAU}"
    try:
        fonds_row = found_bureau(
            actor=None, county_code=county, county_name=county_name, bureau_name=bureau, fonds_code=fonds
        )
    except BureauExists as refusal:
        say(refusal.message)
        return
    load_first_entries()
    say(f"已建立 {bureau} 的档案，全宗号 {fonds_row.code}。")
