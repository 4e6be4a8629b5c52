"""审核确认 and 不予确认: the decision as its own row, the allowance, the papers, the pouch (process.md §2, 16; F23, F24)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from hudang.accounts.models import User
from hudang.archives.actions.confirming import change_opened
from hudang.assessment.models import Assessment
from hudang.assessment.rules.case import read_case
from hudang.assessment.rules.means_test import effective_month
from hudang.assessment.vocabulary import CaseKind
from hudang.audit.log import Act, record
from hudang.benefits.actions.awarding import grant
from hudang.benefits.actions.basis import Basis
from hudang.benefits.rules.figures import Figures
from hudang.casework.actions.accepting import member_ids
from hudang.casework.actions.clocks import end_clocks, settle_due
from hudang.casework.actions.decision_papers import make_confirmation_papers, make_refusal_paper, make_service_paper
from hudang.casework.actions.ending import end_without_support
from hudang.casework.actions.stepping import advance, open_case
from hudang.casework.declared import declaration_of
from hudang.casework.errors import NotYet
from hudang.casework.models import Case, Decision, Service
from hudang.casework.queries.changes import change_content
from hudang.casework.queries.figures import verified_assets, verified_incomes
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.rules.changes import ADJUSTED, notice_material
from hudang.casework.vocabulary import (
    ACT_LABELS,
    BY_POST,
    SERVICE_WAYS,
    CaseAct,
    ChangeKind,
    ClockKind,
    DecisionKind,
    Procedure,
)
from hudang.forms.models import Paper
from hudang.households.actions.benefiting import open_for_decision
from hudang.households.actions.classification import let_derived_stand
from hudang.households.actions.economy import IncomeLine, set_assets, set_incomes
from hudang.households.vocabulary import BenefitState
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput

_WITH_ALLOWANCE = (CaseKind.DIBAO, CaseKind.SINGLE_PERSON)


@dataclass(frozen=True)
class ServiceEntry:
    """How a paper reached the person."""

    way: str
    served_on: date
    received_by: str
    served_by: str
    refused: bool = False
    witness: str = ""
    post_number: str = ""


@transaction.atomic
def confirm(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Decision:
    """Confirm an application: decision, award from the right month, household and pouch in use, papers.

    The amount is that of the stored means test on which the examination rests; nothing is computed again. Raises what
    ``advance`` and ``benefits.grant`` do.
    """
    case = open_case(actor, number, version)
    advance(actor, case, CaseAct.CONFIRM, opinion=opinion)
    assessment = last_assessment(case)
    today = clock.today()
    decision = Decision(
        case=case,
        kind=DecisionKind.CONFIRMED,
        number=case.number,
        decided_on=today,
        decided_by=actor,
        assessment=assessment,
        next_visit_on=_months_later(today, thresholds().visit_months),
        basis="《社会救助暂行办法》第九条、第十一条",
    )
    _register_verified(actor, case)
    if case.kind in _WITH_ALLOWANCE:
        _grant(actor, case, assessment, decision)
    else:
        _keep_on_edge(actor, case)
    decision.save()
    make_confirmation_papers(actor, case, decision, opinion)
    return decision


def _register_verified(actor: User, case: Case) -> None:
    """Let the register hold the incomes and assets that were verified in place of those declared (R39)."""
    if case.household is None:
        return
    ids = member_ids(case.household, declaration_of(case))
    lines = [
        IncomeLine(row.kind, row.amount, row.period, None if row.person is None else ids.get(row.person))
        for row in verified_incomes(case)
    ]
    code, today = case.household.code, clock.today()
    set_incomes(actor=actor, code=code, version=None, since=today, lines=lines, by_case=case.number)
    assets = verified_assets(case)
    set_assets(actor=actor, code=code, version=None, since=today, lines=assets, by_case=case.number)
    let_derived_stand(actor, case.household)


def last_assessment(case: Case) -> Assessment:
    """Return the stored means test of a case; the conditions have made sure that there is one."""
    found = Assessment.objects.filter(case_reference=case.number).order_by("-pk").first()
    if found is None:
        raise NotYet(act=ACT_LABELS[CaseAct.CONFIRM], why="没有存下的收入财产测算结果。")
    return found


def _grant(actor: User, case: Case, assessment: Assessment, decision: Decision) -> None:
    inputs = read_case(assessment.inputs)
    pay_next = (
        inputs.parameters.pay_from_next_month
        if inputs.parameters
        else bool(assessment.result.get("pay_from_next_month", True))
    )
    month = effective_month(decision.decided_on, next_month=pay_next)
    figures = _figures(assessment)
    # the allowance is seen in the whole division, the number of an exempt case by those who are named
    reference = "" if case.exempt else decision.number
    basis = Basis(reference=reference, reason="审核确认", assessment=assessment, by_case=case.number)
    award = grant(actor=actor, code=_code(case), since=month, figures=figures, basis=basis)
    decision.amount, decision.covered, decision.from_month = award.total, award.persons, month


def _figures(assessment: Assessment) -> Figures:
    """Return the amounts as they were stored."""
    result = assessment.result
    return Figures(
        persons=int(result["covered"]),
        base=Decimal(result["base"]),
        supplement=Decimal(result["supplement"]),
        total=assessment.total,
        standard=Decimal(result["standard"]),
        income=Decimal(result["income"]),
        supplements=result["supplements"],
    )


def _keep_on_edge(actor: User, case: Case) -> None:
    opened = open_for_decision(actor, _code(case))
    opened.household.approved_on = clock.today()
    if opened.household.state != BenefitState.EDGE:
        change_opened(actor, opened, BenefitState.EDGE, "审核确认")


def _code(case: Case) -> str:
    return case.household.code if case.household else ""


def _months_later(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - date(year, month + 1, 1)).days
    return date(year, month + 1, min(day.day, last))


@transaction.atomic
def refuse(*, actor: User, number: str, reason: str, version: int | None = None) -> Decision:
    """Refuse an application, with reasons, basis and remedies; service within its term begins to count."""
    case = open_case(actor, number, version)
    advance(actor, case, CaseAct.REFUSE, reason=reason)
    decision = Decision.objects.create(
        case=case,
        kind=DecisionKind.REFUSED,
        number=case.number,
        decided_on=clock.today(),
        decided_by=actor,
        assessment=Assessment.objects.filter(case_reference=case.number).order_by("-pk").first(),
        reasons=reason.strip(),
        basis="《社会救助暂行办法》第九条、第十一条",
    )
    make_refusal_paper(actor, case, decision)
    end_without_support(actor, case)
    return decision


@transaction.atomic
def terminate(*, actor: User, number: str, reason: str, version: int | None = None) -> Case:
    """End the examination of somebody who refuses to be examined."""
    case = open_case(actor, number, version)
    advance(actor, case, CaseAct.TERMINATE, reason=reason)
    end_without_support(actor, case)
    return case


@transaction.atomic
def prove_service(*, actor: User, number: str, entry: ServiceEntry, version: int | None = None) -> Service:
    """Write down how a notice reached the applicant; the clock of service ends (F25, M53)."""
    case = open_case(actor, number, version)
    decision = Decision.objects.filter(case=case).first()
    if decision is None:
        raise NotYet(act="登记送达", why="本案还没有决定。")
    _check_service(entry, decision)
    title, material = _served_paper(case, decision)
    service = Service.objects.create(
        case=case,
        paper_number=decision.number,
        paper_title=title,
        way=entry.way,
        served_on=entry.served_on,
        received_by=entry.received_by.strip(),
        refused=entry.refused,
        witness=entry.witness.strip(),
        post_number=entry.post_number.strip(),
        served_by=entry.served_by.strip(),
    )
    end_clocks(case, [ClockKind.SERVICE], entry.served_on)
    settle_due(case)
    case.version += 1
    case.updated_at = clock.now()
    case.save()
    make_service_paper(actor, case, service, material)
    summary = f"{SERVICE_WAYS[entry.way]}：{case.number} {service.paper_title}"
    record(actor, Act("prove_service", "case", case.pk, _code(case), summary))
    return service


def _served_paper(case: Case, decision: Decision) -> tuple[str, str]:
    """Return what is served by its title, and the material of its proof; of a change only what is adverse (F28)."""
    if case.procedure == Procedure.APPLICATION:
        return ("确认通知书" if decision.kind == DecisionKind.CONFIRMED else "不予确认告知书"), ""
    change = change_content(case)
    kind, refused = ChangeKind(case.change_kind), decision.kind == DecisionKind.REFUSED
    notice = Paper.objects.filter(case_reference=case.number, form_code="F28", number=decision.number).first()
    if change is None or notice is None:
        raise NotYet(act="登记送达", why="本案没有减发、停发、渐退或不予变更的告知书。")
    return notice.title, ADJUSTED if refused else notice_material(kind, change)


def _check_service(entry: ServiceEntry, decision: Decision) -> None:
    faults = {}
    if entry.way not in SERVICE_WAYS:
        faults["way"] = f"请选择送达方式：{'、'.join(SERVICE_WAYS.values())}。"
    if not decision.decided_on <= entry.served_on <= clock.today():
        faults["served_on"] = f"送达日期应在决定日期 {decision.decided_on} 到今天之间。"
    if not entry.received_by.strip():
        faults["received_by"] = "请填写签收人；拒收的填受送达人姓名。"
    if not entry.served_by.strip():
        faults["served_by"] = "请填写送达人。"
    if (entry.refused or entry.way == "2") and not entry.witness.strip():
        faults["witness"] = "拒收或留置送达的，请填写见证人。"
    if entry.way == BY_POST and not entry.post_number.strip():
        faults["post_number"] = "邮寄送达的，请填写邮寄单号。"
    if faults:
        raise InvalidInput(faults)
