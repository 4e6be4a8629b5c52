"""户情摘要 on paper: the six answers and the members, as of today or of a past day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse

from hudang.accounts.vocabulary import Right
from hudang.divisions.queries import path_label
from hudang.households.queries.visible import household_for
from hudang.households.vocabulary import BENEFIT_STATE_LABELS, BenefitState
from hudang.kernel.money import plain
from hudang.printing.actions.catalogues import print_summary
from hudang.web.households.overview import day_asked, overview
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import pdf_response


@door(Right.VIEW_HOUSEHOLDS, Right.PRINT)
def sheet(request: SignedInRequest, code: str) -> HttpResponse:
    """Print the summary of a household; it carries no number of a person and names no disability."""
    household = household_for(request.user, code)
    found = overview(request.user, household, day_asked(request.GET.get("on", "")))
    state = found["then"].state if found["past"] else BENEFIT_STATE_LABELS[BenefitState(household.state)]
    file = found["file"]
    made = print_summary(
        actor=request.user,
        code=code,
        title=f"{household.head_name or '（户主待补）'}，{path_label(household.village_code)}，{code}",
        lines=list(_lines(found, state)),
        fonds=file.fonds.name if file else "",
    )
    return pdf_response(f"户情摘要-{code}", made)


def _lines(found: dict[str, Any], state: str) -> Iterator[tuple[str, str]]:
    digest, shown, then, classes = found["digest"], found["shown"], found["then"], found["classification"]
    structure = then.classes.structure if then else classes.structure if classes else ""
    source = then.classes.source if then else classes.source if classes else ""
    yield "截至", f"{found['day']}"
    yield (
        "什么人",
        f"{digest.declared or digest.present} 口人，保障 {digest.covered or '—'} 人；家庭结构：{structure or '未分类'}",
    )
    for member in found["members"]:
        age = "" if member.age is None else f"，{member.age} 岁"
        work = f"，{member.work}" if member.work else ""
        yield (
            f"　{member.name}",
            f"{member.relation}，{member.sex}{age}{work}，月收入 {plain(member.monthly_income)} 元",
        )
    yield "靠什么生活", f"主要收入来源：{source or '未分类'}；{_living(digest.livelihood)}"
    allowance = f"每月 {plain(shown.allowance)} 元" if shown.allowance is not None else "保障金未登记"
    yield "享受什么", "；".join(filter(None, [allowance, state, found["assistance"], found["abc"]]))
    changed = digest.changed
    yield (
        "最近的变化",
        f"{changed.at:%Y-%m-%d} {changed.summary or changed.act}，{changed.actor}" if changed else "没有记录",
    )
    visited = found["visited"]
    yield "上次走访", f"{visited.on} {visited.method}：{visited.told}" if visited else "没有记录"
    yield from _papers(found)
    for decision in found["decisions"]:
        yield (
            f"决定 {decision.on}",
            f"{decision.label}：{decision.before or '—'} → {decision.after}"
            + (f"；{decision.reason}" if decision.reason else ""),
        )


def _living(life: Any) -> str:
    if not life.known:
        return "收入未登记"
    said = f"家庭月收入 {plain(life.total)} 元，人均 {plain(life.per_member)} 元"
    if life.above is not None:
        return f"{said}，高于保障标准 {plain(life.standard)} 元"
    return f"{said}，低于保障标准 {plain(life.standard)} 元" if life.below is not None else said


def _papers(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    digest = found["digest"]
    if found["past"]:
        yield "材料", f"当日已归 {digest.items} 件"
        return
    yield (
        "还缺什么",
        "不公开"
        if digest.withheld
        else "、".join(digest.missing)
        if digest.missing
        else "材料齐全"
        if digest.file
        else "没有户袋",
    )
    yield (
        "快到期的",
        "；".join(f"{due.words.replace('残疾人证', '证件')}{f'，{due.on}' if due.on else ''}" for due in digest.due)
        or "没有",
    )
