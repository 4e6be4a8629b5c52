"""The papers of a change: approval (F27, F29, F30), notice (F28), recovery (F31), proof of moving (F33)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from hudang.accounts.models import User
from hudang.benefits.models import Recovery
from hudang.benefits.rules.months import months_after
from hudang.casework.actions.decision_papers import opinions_told
from hudang.casework.actions.paper_making import issuer_of, make_case_paper
from hudang.casework.models import Case, Decision
from hudang.casework.queries.offices import office_words
from hudang.casework.queries.told import told_opinions
from hudang.casework.rules.changes import ADJUSTED, ALL_DIED, Change, Joining, Leaving, is_stop, notice_material
from hudang.casework.vocabulary import CHANGE_KIND_LABELS, ChangeKind
from hudang.divisions.queries import path_label
from hudang.forms.actions.papers import make_paper
from hudang.forms.models import Paper
from hudang.households.models import Household, HouseholdMember, Person
from hudang.households.rules.documents import document_of
from hudang.households.rules.member_form import check_new
from hudang.households.vocabulary import HEAD, JOINING, LEAVING
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.kernel.money import plain

_STOPPED, _PHASED_OUT, _REDUCED, _NOT_CHANGED = "2", "3", "1", "4"
_MATERIALS = {ChangeKind.MEMBERS: "M76", ChangeKind.HEAD: "M76", ChangeKind.CLASSES: "M77"}
# what goes with a household that moves out of the county
_HANDED_OVER = ("最低生活保障档案主要材料", "停发审批表")


@dataclass(frozen=True)
class Told:
    """The household and its people as they stood before the change; the register follows only afterwards."""

    household: Household
    head: str
    identity: str
    rows: tuple[dict[str, Any], ...]


def told_before(case: Case, change: Change) -> Told:
    """Return what the papers of a change tell of people."""
    household = case.household
    if household is None:
        raise NotVisible
    members = HouseholdMember.objects.filter(household=household, until=None).select_related("person")
    by_key = {member.pk: member for member in members}
    head: Person | None = next((m.person for m in members if m.relation == HEAD), None)
    rows = [_joining_row(each) for each in change.asked.joins]
    rows += [_leaving_row(each, by_key) for each in change.asked.leaves]
    return Told(household, household.head_name, _document(head), tuple(rows))


def _document(head: Person | None) -> str:
    if head is None:
        return ""
    return document_of({"identity": head.identity, "identity_kind": head.identity_kind}, clock.today())


def _joining_row(each: Joining) -> dict[str, Any]:
    filled = check_new(each.values, str(each.values.get("mismatch_reason") or ""))
    person, member = filled.person, filled.member
    return _row("add", person, member) | {"why": f"{JOINING[each.joining]}（{each.proof}）"[:60]}


def _row(change: str, person: dict[str, Any], member: dict[str, Any]) -> dict[str, Any]:
    row = {"name": person["name"], "sex": person["sex"], "identity": document_of(person, clock.today())}
    row |= {name: member[name] for name in ("relation", "health")}
    return {"change": change} | {name: value for name, value in row.items() if value not in (None, "")}


def _leaving_row(each: Leaving, by_key: dict[int, HouseholdMember]) -> dict[str, Any]:
    member = by_key.get(each.member)
    if member is None:
        raise NotVisible
    person = {name: getattr(member.person, name) for name in ("name", "sex", "identity", "identity_kind")}
    row = _row("leave", person, {"relation": member.relation, "health": member.health})
    return row | {"why": f"{LEAVING[each.leaving]}（{each.proof}）"[:60]}


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def make_notice(actor: User, case: Case, kind: ChangeKind, change: Change) -> Paper:
    """Make the notice that tells of a decrease, a stop or a phase-out, with facts, reasons, basis and remedies (F28)."""
    asked = change.asked
    business = _STOPPED if is_stop(kind, asked) else _PHASED_OUT if kind is ChangeKind.PHASE_OUT else _REDUCED
    data = _notice_told(actor, case, change) | {
        "kind": business,
        "reasons": reasons_told(kind, change),
        "from_month": _month(asked.month),
        "new_amount": change.new.amount,
    }
    return make_case_paper(actor, case, "F28", data, material=notice_material(kind, change))


def make_refused_notice(actor: User, case: Case, change: Change, reason: str) -> Paper:
    """Make the notice that a change is refused: what was asked, why not, basis and remedies (F28, 不予变更)."""
    data = _notice_told(actor, case, change) | {
        "kind": _NOT_CHANGED,
        "matter": CHANGE_KIND_LABELS[ChangeKind(case.change_kind)],
        "reasons": reason.strip(),
        "new_amount": change.old.amount,
    }
    return make_case_paper(actor, case, "F28", data, material=ADJUSTED)


def _notice_told(actor: User, case: Case, change: Change) -> dict[str, Any]:
    words = office_words(case.village_code)
    return {
        "head": change.old.head,
        "facts": change.asked.reason,
        "basis": change.asked.basis,
        "old_amount": change.old.amount,
        "reconsideration": words.reconsideration,
        "court": words.court,
        "handler": told_opinions(case).handler or actor.display_name,
        "phone": words.telephone,
    }


def reasons_told(kind: ChangeKind, change: Change) -> str:
    """Return why, in the words of the notice: the figures to the cent where there are some."""
    new = change.new
    if is_stop(kind, change.asked) or new.per_head is None:
        return f"{CHANGE_KIND_LABELS[kind]}：{change.asked.reason}"[:500]
    told = f"变更后家庭月收入 {plain(new.income)} 元，人均 {plain(new.per_head)} 元，保障标准 {plain(new.standard)} 元"
    if kind is ChangeKind.PHASE_OUT:
        return (
            f"{told}，人均收入已不低于标准，给予 {change.asked.months} 个月渐退期，期间仍按 {plain(new.amount)} 元发放"
        )
    return f"{told}，重新核定月保障金 {plain(new.amount)} 元"


def make_approval(
    actor: User, case: Case, decision: Decision, told: Told, *, notice: str, opinion: str, recovery: Recovery | None
) -> Paper:
    """Make the approval form of a change: of a stop (F29), of a phase-out (F30), else the general one (F27)."""
    kind, change = ChangeKind(case.change_kind), Change.model_validate_json(case.change)
    common = {"head": told.head, "identity": told.identity, "address": told.household.address}
    common |= opinions_told(actor, case, opinion, decision)
    if is_stop(kind, change.asked):
        return make_case_paper(actor, case, "F29", common | _stop_told(change, told, notice, recovery))
    if kind is ChangeKind.PHASE_OUT:
        return make_case_paper(actor, case, "F30", common | _phase_out_told(case, change, told, decision))
    data = common | _change_told(kind, change, told, notice)
    return make_case_paper(actor, case, "F27", data, material=_MATERIALS.get(kind, "M75"))


def make_stop_of_old(
    actor: User, case: Case, decision: Decision, told: Told, *, opinion: str, recovery: Recovery | None
) -> Paper:
    """Make the stop's approval of a household whose head died and whose heirs founded a new one (F29)."""
    change = Change.model_validate_json(case.change)
    common = {"head": told.head, "identity": told.identity, "address": told.household.address}
    common |= opinions_told(actor, case, opinion, decision)
    data = common | _stop_told(change, told, "", recovery) | {"reason": ALL_DIED}
    return make_case_paper(actor, case, "F29", data)


def _change_told(kind: ChangeKind, change: Change, told: Told, notice: str) -> dict[str, Any]:
    asked, old, new = change.asked, change.old, change.new
    return {
        "kind": kind.value,
        "reason": asked.reason_code,
        "from_month": _month(asked.month),
        "retroactive": asked.retroactive,
        "retroactive_basis": asked.retroactive_basis if asked.retroactive else None,
        "facts": asked.reason,
        "old_size": old.size,
        "new_size": new.size,
        "old_covered": old.covered,
        "new_covered": new.covered,
        "old_income": old.income,
        "new_income": new.income if new.income is not None else old.income or 0,
        "old_assistance": old.assistance,
        "new_assistance": new.assistance,
        "old_amount": old.amount,
        "new_amount": new.amount,
        "difference": new.amount - old.amount,
        "members": list(told.rows),
        "supplements": _classes_told(change),
        "new_head": asked.head.name if asked.head and kind is ChangeKind.HEAD else None,
        "new_place": path_label(asked.move.village_code) if asked.move and not asked.move.leaves_county else None,
        "published": False,
        "notice_number": notice,
    }


def _classes_told(change: Change) -> list[dict[str, Any]]:
    rows = []
    for each in change.asked.classes:
        after = each.values.get("supplements") or []
        row = {"name": each.name, "old_class": each.before[0] if each.before else None}
        row |= {"new_class": after[0] if after else None}
        amounts = {"old_amount": change.old.supplements, "new_amount": change.new.supplements}
        row |= {key: next((s["amount"] for s in side if s["name"] == each.name), None) for key, side in amounts.items()}
        rows.append({name: value for name, value in row.items() if value not in (None, "")})
    return rows


def _stop_told(change: Change, told: Told, notice: str, recovery: Recovery | None) -> dict[str, Any]:
    asked = change.asked
    return {
        "covered": change.old.covered,
        "amount": change.old.amount,
        "certificate_no": told.household.certificate_no,
        "reason": "04" if asked.move else asked.reason_code,
        "from_month": _month(asked.month),
        "last_month": _month(months_after(asked.month, -1)),
        "overpaid": recovery.amount if recovery else 0,
        "facts": asked.reason,
        "basis": asked.basis,
        "recover": recovery is not None,
        "recovery_number": recovery.number if recovery else None,
        "certificate_back": bool(told.household.certificate_no),
        "close_file": True,
        "notice_number": notice,
    }


def _phase_out_told(case: Case, change: Change, told: Told, decision: Decision) -> dict[str, Any]:
    asked, new = change.asked, change.new
    months = asked.months or 1
    return {
        "address": told.household.address or path_label(case.village_code),
        "size": change.old.size,
        "assistance": change.old.assistance,
        "phone": told.household.phone,
        "income_change": asked.reason,
        "per_head": new.per_head,
        "standard": new.standard,
        "old_amount": change.old.amount,
        "amount": new.amount,
        "months": months,
        "from_month": _month(asked.month),
        "until_month": _month(months_after(asked.month, months - 1)),
        "then": "1",
        "examined_on": decision.decided_on,
    }


def make_recovery_paper(actor: User, case: Case, change: Change, told: Told, recovery: Recovery) -> Paper:
    """Make the recovery sheet of what closed months paid too much (F31)."""
    data = {
        "head": told.head,
        "identity": told.identity,
        "reason": change.asked.retroactive_basis or change.asked.reason,
        "basis": change.asked.basis,
        "from_month": _month(recovery.first_month),
        "until_month": _month(recovery.last_month),
        "due": recovery.amount,
        "paid": 0,
        "balance": recovery.amount,
        "by_instalments": change.asked.instalments > 1,
        "state": "1",
    }
    return make_case_paper(actor, case, "F31", data, number=recovery.number)


def make_moving_paper(actor: User, case: Case, change: Change, told: Told) -> Paper:
    """Make the proof of moving for the office of the other county; its stub stays with the office (F33)."""
    move, words = change.asked.move, office_words(case.village_code)
    if move is None:
        raise NotVisible
    data = {
        "destination_office": move.destination_office,
        "head": told.head,
        "identity": told.identity,
        "people": change.old.size,
        "moved_on": move.on,
        "stop_month": _month(change.asked.month),
        "origin": path_label(case.village_code),
        "destination": move.destination,
        "amount": change.old.amount,
        "handler": told_opinions(case).handler or actor.display_name,
        "papers": [{"name": name, "copies": 1} for name in _HANDED_OVER],
        "phone": words.telephone,
    }
    return make_paper(
        actor=actor,
        form="F33",
        data=data,
        village_code=case.village_code,
        case_reference=case.number,
        issued_by=issuer_of(case),
    )
