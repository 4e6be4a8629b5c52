"""What a change still lacks, as the sentence that tells the clerk (forms.md F27, process.md §9.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hudang.casework.rules.changes import Change, is_adverse, is_stop, needs_figures
from hudang.casework.vocabulary import CHANGE_KIND_LABELS, CHANGE_REASONS, WITH_ALLOWANCE, ChangeKind
from hudang.households.vocabulary import DIED, JOINING, LEAVING, STOP_REASON, BenefitState
from hudang.kernel.money import plain

_LEAST = 4


@dataclass(frozen=True)
class Ground:
    """How the household stands today."""

    today: date
    # the first month whose payment list is not closed
    open_month: date
    state: str
    amount: Decimal | None
    suspended: bool = False
    head: int | None = None
    ends_on: date | None = None
    edge_multiple: Decimal = Decimal("1.5")


Check = Callable[[ChangeKind, Change, Ground], str]


def change_fault(kind: ChangeKind, change: Change, ground: Ground) -> str:
    """Return the first thing that is missing or wrong as a sentence, empty when the change is whole."""
    checks = (_stands, _reason, _month, _figures, _OF_KIND.get(kind, _nothing))
    return next((said for check in checks if (said := check(kind, change, ground))), "")


def _nothing(kind: ChangeKind, change: Change, ground: Ground) -> str:
    return ""


def _stands(kind: ChangeKind, change: Change, ground: Ground) -> str:
    if ground.amount is None:
        return "该户没有在执行的定额，不能办理变更。请先在“低保金”页建立定额。"
    standing = change.new.amount if kind is ChangeKind.RESUME else change.old.amount
    if ground.amount != standing:
        return f"该户现行定额已是每月 {plain(ground.amount)} 元，与本案的变更前不同，请重新填写变更内容。"
    return ""


def _reason(kind: ChangeKind, change: Change, ground: Ground) -> str:
    asked = change.asked
    if asked.reason_code not in CHANGE_REASONS[kind]:
        return f"请选择{CHANGE_KIND_LABELS[kind]}的原因。"
    if is_stop(kind, asked) and asked.reason_code not in STOP_REASON:
        return "停发须有法定事由，请选择停发事由。"
    if len(asked.reason.strip()) < _LEAST:
        return "请写明变更的事实和证据。"
    if is_adverse(kind, change) and len(asked.basis.strip()) < _LEAST:
        return "减发、停发、渐退须书面告知理由和依据，请填写依据的文件和条款。"
    return ""


def _month(kind: ChangeKind, change: Change, ground: Ground) -> str:
    asked = change.asked
    if asked.month.day != 1:
        return "生效年月按整月计，请填写某年某月。"
    if asked.month >= ground.open_month:
        return ""
    if not asked.retroactive:
        opened = f"{ground.open_month.year}年{ground.open_month.month}月"
        return f"生效年月不能早于当前结算月（{opened}）；确需追溯的，请选“追溯”并写明依据。"
    return "" if len(asked.retroactive_basis.strip()) >= _LEAST else "追溯以前月份须写明依据。"


def _figures(kind: ChangeKind, change: Change, ground: Ground) -> str:
    if not needs_figures(kind, change.asked):
        return ""
    if change.unknown:
        return f"{change.unknown}请先在家庭页补齐，或填写核定的新金额。"
    kept = kind is ChangeKind.PHASE_OUT or ground.state == BenefitState.GRADUAL
    if change.eligible is False and not kept:
        return f"按变更后的人口和收入测算：{change.verdict}。请改办停发或渐退。"
    return ""


def _increase(kind: ChangeKind, change: Change, ground: Ground) -> str:
    if change.new.amount > change.old.amount:
        return ""
    return f"新月保障金 {plain(change.new.amount)} 元，没有高于原额 {plain(change.old.amount)} 元，不是增发。"


def _decrease(kind: ChangeKind, change: Change, ground: Ground) -> str:
    if not change.new.amount:
        return "新月保障金为 0 元，请改办停发。"
    if change.new.amount < change.old.amount:
        return ""
    return f"新月保障金 {plain(change.new.amount)} 元，没有低于原额 {plain(change.old.amount)} 元，不是减发。"


def _members(kind: ChangeKind, change: Change, ground: Ground) -> str:
    asked = change.asked
    if not asked.joins and not asked.leaves:
        return "请填写增加或减少的成员。"
    if any(each.member == ground.head for each in asked.leaves):
        return "减员的是户主，请办理户主变更。"
    return _people(change, ground)


def _people(change: Change, ground: Ground) -> str:
    asked = change.asked
    if any(each.joining not in JOINING for each in asked.joins):
        return "请选择增员类型。"
    if any(each.leaving not in LEAVING for each in asked.leaves):
        return "请选择减员原因。"
    rows = [(each.on, each.proof) for each in asked.joins] + [(each.on, each.proof) for each in asked.leaves]
    if any(day > ground.today for day, _ in rows):
        return "增减成员的日期在今天之后，请核对。"
    if any(not proof.strip() for _, proof in rows):
        return "请填写增减成员的证明（如出生医学证明、死亡证明、户口迁移证）。"
    return "" if change.new.size else "成员全部减少，请办理停发。"


def _head(kind: ChangeKind, change: Change, ground: Ground) -> str:
    asked = change.asked
    if asked.head is None:
        return "请选择新户主。"
    if asked.head.member == ground.head:
        return "新户主与现户主是同一人，没有变更。"
    if any(each.member == asked.head.member for each in asked.leaves):
        return "减员的人不能是新户主。"
    if asked.head.on > ground.today:
        return "变更户主的日期在今天之后，请核对。"
    return _people(change, ground)


def _classes(kind: ChangeKind, change: Change, ground: Ground) -> str:
    classes = change.asked.classes
    if not classes:
        return "请填写分类施保身份有变化的成员。"
    if any(not each.proof.strip() for each in classes):
        return "请填写身份变化的证明（如残疾人证、诊断证明）。"
    if any(each.on > ground.today for each in classes):
        return "身份变化的日期在今天之后，请核对。"
    same = all(list(each.before) == each.values.get("supplements") for each in classes)
    if same and change.new.amount == change.old.amount:
        return "变更前与变更后完全相同，没有变化就不必办理。"
    return ""


def _assistance(kind: ChangeKind, change: Change, ground: Ground) -> str:
    if change.new.assistance == change.old.assistance:
        return "新类别与原类别相同，没有变化就不必办理。"
    if change.new.assistance not in WITH_ALLOWANCE:
        return "转为边缘、刚性支出或特困的，请办理停发，再按新类别申请。"
    return ""


def _phase_out(kind: ChangeKind, change: Change, ground: Ground) -> str:
    if ground.state != BenefitState.ACTIVE:
        return "只有在保的家庭可以办理渐退。"
    if change.asked.months is None:
        return "请填写渐退期的月数。"
    new = change.new
    if new.standard is None or new.per_head is None:
        return "请填写核定的收入；本户没有登记保障标准的，请先补登。"
    if change.eligible or new.per_head < new.standard:
        return "人均收入仍低于标准，不符合渐退的条件；金额有变化的请办增发或减发。"
    if new.per_head >= new.standard * ground.edge_multiple:
        return f"人均收入 {plain(new.per_head)} 元已达到标准的 {plain(ground.edge_multiple)} 倍，不适用渐退，请办停发。"
    return ""


def _suspend(kind: ChangeKind, change: Change, ground: Ground) -> str:
    if ground.suspended or ground.state not in (BenefitState.ACTIVE, BenefitState.GRADUAL):
        return "只有正在发放的家庭可以暂缓发放。"
    decide_by = change.asked.decide_by
    if decide_by is None or decide_by < ground.today:
        return "请填写暂缓后应处理完的日期，不早于今天。"
    return ""


def _resume(kind: ChangeKind, change: Change, ground: Ground) -> str:
    return "" if ground.suspended else "该户没有暂缓发放，不需要恢复。"


def _move(kind: ChangeKind, change: Change, ground: Ground) -> str:
    move = change.asked.move
    if move is None:
        return "请填写迁往何处。"
    if move.leaves_county and not (move.destination.strip() and move.destination_office.strip()):
        return "迁出本县的，请填写迁入地和迁入地民政部门，迁移证明上要用。"
    if not move.leaves_county and move.on > ground.today:
        return "迁移日期在今天之后，请核对。"
    return ""


def _stop(kind: ChangeKind, change: Change, ground: Ground) -> str:
    if change.asked.reason_code == "12" and ground.state != BenefitState.GRADUAL:
        return "该户不在渐退期，停发事由不能是渐退期满。"
    if change.asked.reason_code == "12" and ground.ends_on and change.asked.month < ground.ends_on:
        return f"渐退期到 {ground.ends_on} 前仍应发放，不能提前停发。"
    return ""


_OF_KIND: dict[ChangeKind, Check] = {
    ChangeKind.INCREASE: _increase,
    ChangeKind.DECREASE: _decrease,
    ChangeKind.STOP: _stop,
    ChangeKind.MEMBERS: _members,
    ChangeKind.HEAD: _head,
    ChangeKind.CLASSES: _classes,
    ChangeKind.ASSISTANCE: _assistance,
    ChangeKind.PHASE_OUT: _phase_out,
    ChangeKind.SUSPEND: _suspend,
    ChangeKind.RESUME: _resume,
    ChangeKind.MOVE: _move,
}


def died(change: Change) -> bool:
    """Tell whether somebody left by death."""
    return any(each.leaving == DIED for each in change.asked.leaves)
