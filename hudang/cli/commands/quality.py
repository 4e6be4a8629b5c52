"""``hudang quality``."""

from __future__ import annotations

from typing import Any

import click

from hudang.accounts.actions.console import acting_user
from hudang.cli.options import as_json, as_user, division, division_prefix
from hudang.cli.output import Meter, emit, refusals, say
from hudang.quality.actions.checking import check_changes, check_everything
from hudang.quality.queries.measures import shares_of
from hudang.quality.queries.problems import ProblemFilter, ProblemRow, all_rows, last_checked
from hudang.quality.rules.catalogue import rule_of
from hudang.quality.vocabulary import MEASURE_LABELS

_DIGITS = 12


@click.command()
@click.option("--rule", default="", metavar="规则", help="只列一条规则的问题。")
@click.option("--everything", is_flag=True, help="先把全部规则对全县查一遍（平时每夜查）。")
@division
@as_user
@as_json
@refusals
def quality(rule: str, everything: bool, division: str, acting: str | None, json_lines: bool) -> None:
    """列出质量问题；先查上次检查以来有变动的家庭。有问题时退出码仍为 0。"""
    user = acting_user(acting)
    if rule:
        rule_of(rule)
    code = division_prefix(division).ljust(_DIGITS, "0") if division else ""
    if everything or last_checked()[1] is None:
        check_everything(progress=Meter("质量检查"))
    else:
        check_changes()
    count = 0
    for row in all_rows(user, ProblemFilter(rule=rule, division=code)):
        count += 1
        if json_lines:
            emit(_line(row))
        else:
            click.echo(f"{row.problem.household_code or '—'}\t{row.rule.title}\t{row.problem.detail}")
    shares = {kind.value: share.percent for kind, share in shares_of(user, code).items()}
    if json_lines:
        emit({"summary": {"problems": count, "measures": shares}})
    told = "，".join(f"{MEASURE_LABELS[kind]} {share.percent}%" for kind, share in shares_of(user, code).items())
    say(f"共 {count} 处。{told}")


def _line(row: ProblemRow) -> dict[str, Any]:
    """Return what scripts read of a problem; no name of a person is in it."""
    problem = row.problem
    return {
        "rule": problem.rule,
        "title": row.rule.title,
        "group": row.rule.group.value,
        "severity": row.rule.severity.value,
        "village_code": problem.village_code,
        "household_code": problem.household_code or None,
        "subject": row.rule.subject.value,
        "object_id": problem.object_id,
        "mark": problem.mark,
        "other_household_code": row.other_code or None,
        "found_on": problem.found_on.isoformat(),
    }
