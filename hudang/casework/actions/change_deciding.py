"""审核确认 of a change: decision, notice, register, allowance and papers in one transaction; refused, all stays."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.models import User
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.models import HouseholdFile
from hudang.archives.vocabulary import NoteKind
from hudang.assessment.actions.assessments import store_assessment
from hudang.assessment.models import Assessment
from hudang.benefits.models import Recovery
from hudang.benefits.rules.months import in_words
from hudang.casework.actions.change_applying import apply_change, opens_anew
from hudang.casework.actions.change_papers import (
    make_approval,
    make_moving_paper,
    make_notice,
    make_recovery_paper,
    make_refused_notice,
    make_stop_of_old,
    told_before,
)
from hudang.casework.actions.clocks import settle_due, start_clocks
from hudang.casework.actions.investigation_papers import note_paper
from hudang.casework.actions.messages import tell_refused
from hudang.casework.actions.stepping import advance, open_case
from hudang.casework.errors import WrongStage
from hudang.casework.models import Case, Decision
from hudang.casework.queries.changes import change_content, computed
from hudang.casework.rules.changes import Change, is_adverse, is_stop, told_of_refusal
from hudang.casework.vocabulary import (
    ACT_LABELS,
    CHANGE_KIND_LABELS,
    STAGE_LABELS,
    CaseAct,
    CaseStage,
    ChangeKind,
    ClockKind,
    DecisionKind,
    Procedure,
)
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.kernel.money import plain


@transaction.atomic
def confirm_change(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Decision:
    """Confirm a change: everything follows it, or nothing at all.

    Raises what ``advance`` and the acts on register and allowance do, and ``OfficeUnknown`` where a notice lacks the
    words of its office.
    """
    case, change = _opened(actor, number, version, CaseAct.CONFIRM)
    kind = ChangeKind(case.change_kind)
    step = advance(actor, case, CaseAct.CONFIRM, opinion=opinion)
    change = _adopt(actor, case, change)
    decision = _decision(actor, case, change, DecisionKind.CONFIRMED)
    told = told_before(case, change)
    papers = [make_notice(actor, case, kind, change)] if is_adverse(kind, change) else []
    notice = papers[0].number if papers else ""
    founded_anew = kind is ChangeKind.HEAD and opens_anew(told.household, change.asked)
    apply_change(actor, case, kind, change)
    recovery = Recovery.objects.filter(household=case.household, reference=case.number).order_by("-pk").first()
    papers.append(make_approval(actor, case, decision, told, notice=notice, opinion=opinion, recovery=recovery))
    if founded_anew:
        papers.append(make_stop_of_old(actor, case, decision, told, opinion=opinion, recovery=recovery))
    if recovery is not None:
        papers.append(make_recovery_paper(actor, case, change, told, recovery))
    if change.asked.move and is_stop(kind, change.asked):
        papers.append(make_moving_paper(actor, case, change, told))
    for paper in papers:
        note_paper(step, paper)
    decision.number = papers[0].number
    decision.save()
    _tell(actor, case, change)
    if notice:
        _let_serve(case)
    return decision


def _opened(actor: User, number: str, version: int | None, act: CaseAct) -> tuple[Case, Change]:
    case = open_case(actor, number, version)
    change = change_content(case)
    if case.procedure != Procedure.CHANGE or change is None:
        raise WrongStage(stage=STAGE_LABELS[CaseStage(case.stage)], act=f"变更的{ACT_LABELS[act]}")
    return case, change


def _adopt(actor: User, case: Case, change: Change) -> Change:
    """Let the means test on which the change rests be the household's from now on; the conditions found it unchanged."""
    if case.household is None:
        raise NotVisible
    found = computed(case.household, ChangeKind(case.change_kind), change.asked)
    if found.inputs is None or found.result is None:
        return change
    stored = store_assessment(
        actor=actor,
        case=found.inputs,
        result=found.result,
        village_code=case.village_code,
        household=case.household,
        case_reference=case.number,
    )
    adopted = change.model_copy(update={"assessment": stored.pk})
    case.change = adopted.model_dump_json()
    case.save(update_fields=["change"])
    return adopted


def _decision(actor: User, case: Case, change: Change, kind: DecisionKind) -> Decision:
    confirmed = kind is DecisionKind.CONFIRMED
    side = change.new if confirmed else change.old
    return Decision(
        case=case,
        kind=kind,
        number=case.number,
        decided_on=clock.today(),
        decided_by=actor,
        assessment=Assessment.objects.filter(pk=change.assessment or 0).first(),
        amount=side.amount,
        covered=side.covered,
        from_month=change.asked.month if confirmed else None,
        basis=change.asked.basis,
        reasons=change.asked.reason,
    )


def _tell(actor: User, case: Case, change: Change) -> None:
    """Write the change on the note sheet of the pouch."""
    file = HouseholdFile.objects.filter(pk=case.file_id).first() if case.file_id else None
    if file is None:
        return
    label = CHANGE_KIND_LABELS[ChangeKind(case.change_kind)]
    amounts = f"月保障金由 {plain(change.old.amount)} 元到 {plain(change.new.amount)} 元"
    text = f"{label}（{case.number}）：{in_words(change.asked.month)}起{amounts}。"
    write_notes(actor, [Note(file, NoteKind.CHANGED, text)])


@transaction.atomic
def refuse_change(*, actor: User, number: str, reason: str, version: int | None = None) -> Decision:
    """Refuse a change with written reasons; register and allowance stay.

    A household that applied for it, or would have gained by it, is told by a notice with its remedies; that a decrease
    or a stop which the office proposed does not come concerns the township alone. Raises ``OfficeUnknown`` where the
    notice lacks the words of its office.
    """
    case, change = _opened(actor, number, version, CaseAct.REFUSE)
    step = advance(actor, case, CaseAct.REFUSE, reason=reason)
    decision = _decision(actor, case, change, DecisionKind.REFUSED)
    decision.reasons = reason.strip()
    if told_of_refusal(ChangeKind(case.change_kind), change):
        paper = make_refused_notice(actor, case, change, decision.reasons)
        note_paper(step, paper)
        decision.number = paper.number
        _let_serve(case)
    decision.save()
    tell_refused(actor, case)
    return decision


def _let_serve(case: Case) -> None:
    """Let the days begin within which a notice has to reach the household."""
    start_clocks(case, [ClockKind.SERVICE], clock.today())
    settle_due(case)
    case.save(update_fields=["due_on"])
