"""``hudang print``."""

from __future__ import annotations

from pathlib import Path

import click

from hudang.accounts.actions.console import acting_user
from hudang.cli.options import as_user, division_prefix, pdf_output
from hudang.cli.output import Meter, refusals, say
from hudang.printing.actions import papers as actions
from hudang.printing.queries.papers import how_many
from hudang.printing.vocabulary import LabelStock, PaperKind, SpineStock


@click.command("print")
@click.argument("kind", type=click.Choice([kind.value for kind in PaperKind]))
@click.option("--division", metavar="代码", default="", help="区划代码（6、9 或 12 位）。")
@click.option("--household", metavar="户编号", default="", help="只打印这一户。")
@pdf_output
@click.option(
    "--labels", type=click.Choice([stock.value for stock in LabelStock]), default=LabelStock.A4_QUARTERS.value
)
@click.option("--spines", type=click.Choice([stock.value for stock in SpineStock]), default=SpineStock.A4.value)
@as_user
@refusals
def print_papers(
    kind: str, division: str, household: str, output: Path, labels: str, spines: str, acting: str | None
) -> None:
    """打印标签、目录、备考表、盒脊、村盒目录或缺件清单为 PDF/A。"""
    actor, paper, stock = acting_user(acting), PaperKind(kind), actions.stock_of(labels, spines)
    if household:
        output.write_bytes(actions.print_household(actor=actor, kind=paper, code=household, stock=stock).content)
        say(f"已生成 {output.name}")
        return
    prefix = division_prefix(division) if division else actor.scope
    meter, total = Meter("正在排版"), how_many(actor, paper, prefix)
    done = actions.write_division(
        actor=actor,
        kind=paper,
        division_code=prefix.ljust(12, "0"),
        stock=stock,
        target=output.resolve(),
        progress=lambda count: meter(count, total),
    )
    say(f"已生成 {output.name}：{done.papers} 份，{done.pages} 页")
