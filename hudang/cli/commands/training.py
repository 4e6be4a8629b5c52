"""``hudang training``."""

from __future__ import annotations

import click

from hudang.accounts.actions.console import acting_user
from hudang.cli.options import as_json, as_user, division, division_prefix
from hudang.cli.output import emit, refusals, say
from hudang.training.queries.lacking import lacking_for


@click.command("training")
@click.option("--missing", is_flag=True, help="列出缺训名单（现在只有这一种）。")
@click.option("--year", type=click.IntRange(2000, 2100), help="年度（默认今年）。")
@division
@as_user
@as_json
@refusals
def training(missing: bool, year: int | None, division: str, acting: str | None, json_lines: bool) -> None:
    """列出谁缺什么培训：当年没有培训、没有职业素养教育、应学课程没有证书、待补考、证书将到期。"""
    if not missing:
        raise click.UsageError("请写明 --missing。")
    prefix = division_prefix(division) if division else ""
    found = lacking_for(acting_user(acting), prefix=prefix, year=year)
    for each in found:
        if json_lines:
            emit(
                {
                    "username": each.user.username,
                    "name": each.user.display_name,
                    "post": each.user.post,
                    "division_code": each.user.division_code,
                    "place": each.place,
                    "lacks": [lack.value for lack in each.lacks],
                    "courses": list(each.courses),
                    "make_up_due": [due for _, due in each.make_ups],
                }
            )
        else:
            click.echo(f"{each.user.display_name}\t{each.user.post_label}\t{each.place}\t{'；'.join(each.words)}")
    if json_lines:
        emit({"summary": {"staff": len(found)}})
    say(f"缺训 {len(found)} 人。")
