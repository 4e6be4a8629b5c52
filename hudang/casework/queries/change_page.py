"""What the pages of a change show: which kinds a household may have now, and old beside new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.benefits.queries.standing import open_award
from hudang.benefits.rules.months import in_words
from hudang.casework.models import Case, CaseReader
from hudang.casework.queries.changes import change_content, side_before, usual_month
from hudang.casework.rules.changes import Change, Side, applied_for, names_in
from hudang.casework.vocabulary import CHANGE_KIND_LABELS, FINAL_STAGES, ChangeKind, Procedure
from hudang.divisions.queries import path_label
from hudang.forms.definitions.pieces import CHANGE_REASON
from hudang.households.models import Household
from hudang.households.queries.detail import MemberView, members_on
from hudang.households.queries.editing import income_lines
from hudang.households.queries.visible import household_for
from hudang.households.vocabulary import ASSISTANCE, IN_PAYMENT, BenefitState
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.kernel.money import plain

HINTS = {
    ChangeKind.INCREASE: "收入减少、新增刚性支出，按核实的收入重新测算",
    ChangeKind.DECREASE: "收入增加，先告知理由再减发",
    ChangeKind.MEMBERS: "新生、婚入、死亡、迁出等，不是户主本人的",
    ChangeKind.HEAD: "换户主，或户主死亡由家人接续",
    ChangeKind.CLASSES: "重病、重残等身份新增或失效",
    ChangeKind.ASSISTANCE: "城乡之间、整户与单人保之间",
    ChangeKind.PHASE_OUT: "人均收入达到标准但低于 1.5 倍，保留一段时间",
    ChangeKind.STOP: "有法定事由，书面说明理由并送达",
    ChangeKind.SUSPEND: "失联、退回待核实，不等于停发",
    ChangeKind.RESUME: "暂缓的原因已消除",
    ChangeKind.MOVE: "县内换村不停保；迁出本县停发并开迁移证明",
}


@dataclass(frozen=True)
class KindChoice:
    """One kind of change; ``why_not`` is empty when the household may have it now."""

    kind: ChangeKind
    label: str
    hint: str
    why_not: str


@dataclass(frozen=True)
class ChangeStand:
    """A household as its changes begin: how it stands, its members, incomes, and an open change if there is one."""

    household: Household
    side: Side
    place: str
    kinds: tuple[KindChoice, ...]
    members: tuple[MemberView, ...]
    incomes: tuple[dict[str, Any], ...]
    month: date
    under_way: str


def change_stand(user: User, code: str) -> ChangeStand:
    """Return how a household stands before a change; raises ``NotAllowed`` and ``NotVisible``."""
    require(user, Right.OPEN_CASES)
    household = household_for(user, code)
    last = Case.objects.filter(household=household).order_by("-pk").first()
    if last is not None and last.exempt and not CaseReader.objects.filter(case=last, user=user).exists():
        raise NotVisible
    open_cases = Case.objects.filter(household=household, procedure=Procedure.CHANGE).exclude(stage__in=FINAL_STAGES)
    award = open_award(household)
    members = tuple(members_on(household, clock.today()))
    state = BenefitState(household.state)
    return ChangeStand(
        household=household,
        side=side_before(household, award),
        place=path_label(household.village_code),
        kinds=tuple(_choice(kind, state, len(members), has_award=award is not None) for kind in CHANGE_KIND_LABELS),
        members=members,
        incomes=tuple(income_lines(household)),
        month=usual_month(household.village_code),
        under_way=open_cases.values_list("number", flat=True).first() or "",
    )


def _choice(kind: ChangeKind, state: BenefitState, members: int, *, has_award: bool) -> KindChoice:
    return KindChoice(kind, CHANGE_KIND_LABELS[kind], HINTS[kind], _why_not(kind, state, members, has_award=has_award))


def _why_not(kind: ChangeKind, state: BenefitState, members: int, *, has_award: bool) -> str:
    if state not in IN_PAYMENT:
        return "该户不在保。停保后又符合条件的，请重新申请。"
    if not has_award:
        return "该户没有在执行的定额，请先在“低保金”页建立。"
    if kind is ChangeKind.RESUME and state != BenefitState.PAUSED:
        return "该户没有暂缓发放。"
    if kind is ChangeKind.SUSPEND and state == BenefitState.PAUSED:
        return "该户已暂缓发放。"
    if kind is ChangeKind.PHASE_OUT and state != BenefitState.ACTIVE:
        return "只有正常发放的家庭可以办理渐退。"
    if kind is ChangeKind.HEAD and members < _A_HEAD_AND_ANOTHER:
        return "只有一名成员；户主死亡的，请办理停发。"
    return ""


_A_HEAD_AND_ANOTHER = 2


@dataclass(frozen=True)
class Row:
    """One line of the comparison."""

    label: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        """Whether the change changes it."""
        return self.before != self.after


@dataclass(frozen=True)
class Compared:
    """A change as the page of its case shows it."""

    label: str
    month: str
    retroactive: str
    reason: str
    origin: str
    facts: str
    basis: str
    rows: tuple[Row, ...]
    people: tuple[str, ...]
    verdict: str
    unknown: str
    assessment: int | None


def compared(case: Case) -> Compared | None:
    """Return old beside new of a change case that the user has from ``case_for``; ``None`` for an application."""
    change = change_content(case)
    if change is None:
        return None
    asked = change.asked
    return Compared(
        label=CHANGE_KIND_LABELS[ChangeKind(case.change_kind)],
        month=in_words(asked.month),
        retroactive=asked.retroactive_basis if asked.retroactive else "",
        reason=CHANGE_REASON.get(asked.reason_code, ""),
        origin="家庭申请" if applied_for(ChangeKind(case.change_kind), asked) else "经办机构提出",
        facts=asked.reason,
        basis=asked.basis,
        rows=tuple(_rows(change)),
        people=tuple(_people(change)),
        verdict=change.verdict,
        unknown=change.unknown,
        assessment=change.assessment,
    )


def _rows(change: Change) -> list[Row]:
    old, new = change.old, change.new
    shown = [
        ("户主", old.head, new.head),
        ("家庭人口", f"{old.size} 人", f"{new.size} 人"),
        ("保障人口", f"{old.covered} 人", f"{new.covered} 人"),
        ("救助类别", ASSISTANCE.get(old.assistance, "—"), ASSISTANCE.get(new.assistance, "—")),
        ("家庭月收入", _yuan(old.income), _yuan(new.income if new.income is not None else old.income)),
        ("保障标准", _yuan(old.standard), _yuan(new.standard)),
        ("基本低保金", _yuan(old.base), _yuan(new.base)),
        ("分类施保", _yuan(old.supplement), _yuan(new.supplement)),
        ("月保障金", _yuan(old.amount), _yuan(new.amount)),
    ]
    return [Row(*each) for each in shown]


def _yuan(amount: Decimal | None) -> str:
    return "—" if amount is None else f"{plain(amount)} 元"


def _people(change: Change) -> list[str]:
    asked, told = change.asked, []
    if asked.joins:
        told.append(f"增加：{names_in(asked.joins)}")
    if asked.leaves:
        told.append(f"减少：{names_in(asked.leaves)}")
    if asked.classes:
        told.append(f"分类施保身份变化：{'、'.join(row.name for row in asked.classes)}")
    if asked.months:
        told.append(f"渐退期 {asked.months} 个月，期满停发")
    if asked.decide_by:
        told.append(f"{asked.decide_by} 前处理完毕")
    if asked.move:
        where = asked.move.destination if asked.move.leaves_county else path_label(asked.move.village_code)
        told.append(f"迁往 {where}")
    return told
