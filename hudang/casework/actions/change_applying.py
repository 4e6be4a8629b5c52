"""A confirmed change becomes true: register and allowance follow it in the transaction of the decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hudang.accounts.models import User
from hudang.archives.actions.dividing import split_household
from hudang.archives.actions.heads import change_head, end_membership
from hudang.archives.actions.moving import move_household
from hudang.assessment.models import Assessment
from hudang.benefits.actions.awarding import adjust, end_award, figures_of_award, grant, phase_out
from hudang.benefits.actions.basis import Basis
from hudang.benefits.actions.suspending import resume_payment, suspend_payment
from hudang.benefits.queries.standing import open_award
from hudang.benefits.rules.figures import Figures
from hudang.casework.models import Case
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.rules.changes import ALL_DIED, Asked, Change, Leaving, Side, is_stop
from hudang.casework.rules.thresholds import CLOSE_AND_REOPEN
from hudang.casework.vocabulary import ChangeKind
from hudang.households.actions.economy import IncomeLine, set_incomes
from hudang.households.actions.editing import edit_household
from hudang.households.actions.leaving import end_last_membership, proposed_relations
from hudang.households.actions.members import add_member, edit_member
from hudang.households.models import Household, HouseholdMember, IncomeItem
from hudang.households.vocabulary import DIED, HEAD, BenefitState
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible

_MOVED_AWAY = "04"
_LONGEST_REASON = 300


@dataclass
class Work:
    """One change being carried out; ``came`` leads from those who join to their memberships."""

    actor: User
    case: Case
    change: Change
    household: Household

    @property
    def asked(self) -> Asked:
        """What was asked for."""
        return self.change.asked

    @property
    def code(self) -> str:
        """The household's code."""
        return self.household.code

    @property
    def basis(self) -> Basis:
        """What the decision on the allowance rests on: this case, whose act checked its own right."""
        return Basis(
            reference=self.case.number,
            reason=(self.asked.retroactive_basis or self.asked.reason)[:_LONGEST_REASON],
            assessment=Assessment.objects.filter(pk=self.change.assessment or 0).first(),
            by_case=self.case.number,
            retroactive=self.asked.retroactive,
            instalments=self.asked.instalments,
        )


def apply_change(actor: User, case: Case, kind: ChangeKind, change: Change) -> None:
    """Carry a confirmed change out; raises what the acts on register and allowance do."""
    if case.household is None:
        raise NotVisible
    work = Work(actor, case, change, case.household)
    if is_stop(kind, change.asked):
        _stop(work)
    else:
        _BY_KIND[kind](work)
    work.household.refresh_from_db()


def _stop(work: Work) -> None:
    reason = _MOVED_AWAY if work.asked.move else work.asked.reason_code
    end_award(actor=work.actor, code=work.code, since=work.asked.month, stop_reason=reason, basis=work.basis)


def _figures(work: Work) -> None:
    _incomes(work, {})
    _pay(work)


def _members(work: Work) -> None:
    for each in work.asked.leaves:
        _leave(work, each)
    _incomes(work, _join(work))
    _pay(work)


def _leave(work: Work, each: Leaving) -> None:
    head = work.asked.head
    member = present(each.member)
    was_head = member.relation == HEAD
    end_membership(
        actor=work.actor,
        code=work.code,
        member_id=member.pk,
        version=None,
        until=each.on,
        leaving=each.leaving,
        new_head=present(head.member).pk if head and was_head else None,
        relations=_relations(work) if was_head else None,
        by_case=work.case.number,
    )


def present(member_id: int) -> HouseholdMember:
    """Return the present membership of the person whom a key meant when the change was written."""
    known = HouseholdMember.objects.filter(pk=member_id).first()
    if known is None:
        raise NotVisible
    return HouseholdMember.objects.get(household=known.household_id, person=known.person_id, until=None)


def _relations(work: Work) -> dict[int, str]:
    head = work.asked.head
    return {present(pk).pk: relation for pk, relation in head.relations.items()} if head else {}


def _join(work: Work) -> dict[int, int]:
    """Let members join; return their memberships by the keys that the content gives them."""
    came = {}
    for number, each in enumerate(work.asked.joins, 1):
        values: dict[str, Any] = {**each.values, "joining": each.joining}
        add_member(
            actor=work.actor, code=work.code, version=None, values=values, since=each.on, by_case=work.case.number
        )
        newest = HouseholdMember.objects.filter(household=work.household, until=None).order_by("-pk")
        came[-number] = newest.values_list("pk", flat=True)[0]
    return came


def _incomes(work: Work, came: dict[int, int]) -> None:
    """Write the incomes that hold from today: those of the change, or those that stand, and those who joined bring."""
    asked = work.asked
    joined = [
        IncomeLine(i.kind, i.amount, i.period, came[-number])
        for number, each in enumerate(asked.joins, 1)
        for i in each.incomes
    ]
    if asked.incomes is None and not joined:
        return
    gone = {each.member for each in asked.leaves}
    if asked.incomes is None:
        standing = IncomeItem.objects.filter(household=work.household, until=None)
        lines = [IncomeLine(i.kind, i.amount, i.period, i.member_id) for i in standing]
    else:
        lines = [
            IncomeLine(i.kind, i.amount, i.period, present(i.member).pk if i.member else None)
            for i in asked.incomes
            if i.member not in gone
        ]
    set_incomes(
        actor=work.actor,
        code=work.code,
        version=None,
        since=clock.today(),
        lines=[*lines, *joined],
        by_case=work.case.number,
    )


def _head(work: Work) -> None:
    head, leaves = work.asked.head, work.asked.leaves
    if head is None:
        raise NotVisible
    if leaves and opens_anew(work.household, work.asked):
        _reopen(work)
        return
    if leaves:
        # the head first: with him the relations of all who stay are settled
        for each in sorted(leaves, key=lambda row: present(row.member).relation != HEAD):
            _leave(work, each)
        if present(head.member).relation == HEAD:
            _figures(work)
            return
    change_head(
        actor=work.actor,
        code=work.code,
        version=None,
        new_head=present(head.member).pk,
        relations=_relations(work),
        on=head.on,
        by_case=work.case.number,
    )
    if leaves:
        _figures(work)


def opens_anew(household: Household, asked: Asked) -> bool:
    """Tell whether the region stops a household whose head died, and lets those who stay found a new one."""
    dead = [each for each in asked.leaves if each.leaving == DIED and present(each.member).relation == HEAD]
    mode = thresholds().head_death_mode
    return bool(dead) and mode == CLOSE_AND_REOPEN and household.state == BenefitState.ACTIVE


def _reopen(work: Work) -> None:
    """Stop the household of a head who died; the others found a new one with a pouch that follows the old (林口)."""
    head, reference = work.asked.head, work.case.number
    rows = HouseholdMember.objects.filter(household=work.household, until=None).select_related("person")
    dead = next(each for each in work.asked.leaves if present(each.member).relation == HEAD)
    staying = [row for row in rows if row.relation != HEAD]
    if head is None or not staying:
        raise NotVisible
    first = next(row for row in staying if row.pk == present(head.member).pk)
    divided = split_household(
        actor=work.actor,
        code=work.code,
        version=None,
        members=[row.pk for row in staying],
        new_head=first.pk,
        relations=proposed_relations(staying, first) | _relations(work),
        on=dead.on,
        reason=f"户主死亡，停旧户、立新户：{work.asked.reason}",
        by_case=reference,
    )
    end_award(actor=work.actor, code=work.code, since=work.asked.month, stop_reason=ALL_DIED, basis=work.basis)
    end_last_membership(
        actor=work.actor,
        code=work.code,
        member_id=present(dead.member).pk,
        until=dead.on,
        leaving=dead.leaving,
        by_case=reference,
    )
    figures = figures_of_side(work.change.new)
    new = divided.new.household.code
    grant(actor=work.actor, code=new, since=work.asked.month, figures=figures, basis=work.basis)


def _classes(work: Work) -> None:
    for each in work.asked.classes:
        edit_member(
            actor=work.actor,
            code=work.code,
            member_id=present(each.member).pk,
            version=None,
            values=each.values,
            effective=each.on,
            by_case=work.case.number,
        )
    _pay(work)


def _assistance(work: Work) -> None:
    values = {"assistance": work.change.new.assistance}
    edit_household(actor=work.actor, code=work.code, version=None, values=values, by_case=work.case.number)
    _pay(work)


def _phase_out(work: Work) -> None:
    _incomes(work, {})
    phase_out(actor=work.actor, code=work.code, since=work.asked.month, basis=work.basis, months=work.asked.months)


def _suspend(work: Work) -> None:
    decide_by = work.asked.decide_by or clock.today()
    suspend_payment(actor=work.actor, code=work.code, since=work.asked.month, decide_by=decide_by, basis=work.basis)


def _resume(work: Work) -> None:
    resume_payment(
        actor=work.actor, code=work.code, since=work.asked.month, basis=work.basis, back_pay=work.asked.back_pay
    )


def _move(work: Work) -> None:
    move = work.asked.move
    if move is None:
        raise NotVisible
    move_household(
        actor=work.actor,
        code=work.code,
        version=None,
        village_code=move.village_code,
        on=move.on,
        reason=work.asked.reason,
        address=move.address,
        registration_moved=move.registration_moved,
        by_case=work.case.number,
    )


def _pay(work: Work) -> None:
    """Let the allowance follow; a phase-out that is not over goes on with what is kept."""
    standing, figures = open_award(work.household), figures_of_side(work.change.new)
    state = Household.objects.values_list("state", flat=True).get(pk=work.household.pk)
    if standing is None or standing.ends_on is None or state != BenefitState.GRADUAL or work.change.eligible:
        if standing is None or figures.shown != figures_of_award(standing).shown or standing.ends_on:
            adjust(actor=work.actor, code=work.code, since=work.asked.month, figures=figures, basis=work.basis)
        return
    ends, since = standing.ends_on, work.asked.month
    months = (ends.year - since.year) * 12 + ends.month - since.month
    if months > 0 and figures.total != standing.total:
        phase_out(actor=work.actor, code=work.code, since=since, basis=work.basis, months=months, figures=figures)


def figures_of_side(side: Side) -> Figures:
    """Return the figures of a column."""
    return Figures(
        persons=side.covered,
        base=side.base,
        supplement=side.supplement,
        total=side.amount,
        standard=side.standard,
        income=side.income,
        supplements=side.supplements,
    )


def difference(change: Change) -> Decimal:
    """Return how much more (less: negative) is paid a month."""
    return change.new.amount - change.old.amount


_BY_KIND: dict[ChangeKind, Callable[[Work], None]] = {
    ChangeKind.INCREASE: _figures,
    ChangeKind.DECREASE: _figures,
    ChangeKind.MEMBERS: _members,
    ChangeKind.HEAD: _head,
    ChangeKind.CLASSES: _classes,
    ChangeKind.ASSISTANCE: _assistance,
    ChangeKind.PHASE_OUT: _phase_out,
    ChangeKind.SUSPEND: _suspend,
    ChangeKind.RESUME: _resume,
    ChangeKind.MOVE: _move,
}
