"""The papers of a decision: approval form, notice of approval or refusal, proof of service."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hudang.accounts.models import User
from hudang.assessment.models import Assessment
from hudang.casework.actions.paper_making import make_case_paper
from hudang.casework.declared import declaration_of
from hudang.casework.errors import NotYet
from hudang.casework.models import Case, Decision, NoticeBatch, Objection, Service
from hudang.casework.queries.offices import office_words
from hudang.casework.queries.told import hearing_told, process_of, told_opinions
from hudang.casework.rules.applying import assistance_of
from hudang.casework.vocabulary import ACT_LABELS, CaseAct, DecisionKind
from hudang.forms.models import Paper
from hudang.households.rules.documents import document_of
from hudang.households.rules.member_form import check_new
from hudang.households.vocabulary import HEAD
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput

_OUTCOMES = {"2": "3"}


def make_confirmation_papers(actor: User, case: Case, decision: Decision, opinion: str) -> list[Paper]:
    """Make approval form and notice of a confirmed application (F23, F24)."""
    papers = [make_case_paper(actor, case, "F23", _approval(actor, case, decision, opinion))]
    if decision.amount is not None:
        papers.append(make_case_paper(actor, case, "F24", _notice_of_approval(case, decision)))
    decision.number = papers[-1].number
    decision.save(update_fields=["number"])
    return papers


def _head(declared: Mapping[str, Any]) -> Mapping[str, Any]:
    return next(member for member in declared["members"] if member.get("relation") == HEAD)


def _member_row(member: Mapping[str, Any], incomes: Mapping[str, Decimal]) -> dict[str, Any]:
    person = _person(member)
    return {
        "name": person["name"],
        "relation": member["relation"],
        "sex": person["sex"],
        "identity": person["identity"],
        "health": member.get("health"),
        "work_capacity": member.get("work_capacity"),
        "employment": member.get("employment"),
        "income": incomes.get(person["name"]),
        "covered": bool(member.get("covered")) and not member.get("not_counted"),
    }


def _person(member: Mapping[str, Any]) -> dict[str, Any]:
    """Return the member's own fields as the register reads them: sex and birth date from the identity number."""
    try:
        person = check_new(member, str(member.get("mismatch_reason") or "")).person
    except InvalidInput:
        person = {"name": str(member.get("name", "")), "sex": member.get("sex"), "identity": member.get("identity")}
    return person | {"identity": document_of({**member, **person}, clock.today())}


def _approval(actor: User, case: Case, decision: Decision, opinion: str) -> dict[str, Any]:
    declared = declaration_of(case)
    head, person = _head(declared), _person(_head(declared))
    assessment = decision.assessment
    result = assessment.result if assessment else {}
    incomes = {row["name"]: Decimal(row["income"]) for row in result.get("members", [])}
    data: dict[str, Any] = {
        "head": person["name"],
        "sex": person["sex"],
        "ethnicity": head.get("ethnicity"),
        "identity": person["identity"],
        "marital": head.get("marital"),
        "health": head.get("health"),
        "employment": head.get("employment"),
        "phone": declared.get("phone"),
        "address": declared.get("address"),
        "house_kind": declared.get("house_kind"),
        "members": [_member_row(member, incomes) for member in declared["members"]],
        "income": Decimal(result.get("income", "0")),
        "period": "month",
        "per_head": Decimal(result.get("income_per_member", "0")),
        "assets": _assets_told(result),
        "supporters": "、".join(str(row.get("name", "")) for row in declared.get("supporters", [])) or "无",
        "related": case.near_relative,
        "alone": case.kind == "single_person",
        "assistance": assistance_of(case.kind, declared.get("area", "")),
    }
    return data | _notice_told(case) | opinions_told(actor, case, opinion, decision) | _awarded(case, decision, result)


def _assets_told(result: Mapping[str, Any]) -> str:
    compared = [row["text"] for row in result.get("reasons", []) if row["key"].startswith("asset_")]
    return "".join(compared)[:200] or "本地没有规定财产限额。"


def _notice_told(case: Case) -> dict[str, Any]:
    if case.exempt:
        return {"published": False, "exempt_basis": case.exempt_reason}
    batch = NoticeBatch.objects.filter(entries__case=case, state__in=["closed", "posted"]).order_by("-pk").first()
    if batch is None:
        raise NotYet(act=ACT_LABELS[CaseAct.CONFIRM], why="没有公示记录，本案也不属于免公示。")
    answered = Objection.objects.filter(case=case).count()
    return {
        "published": True,
        "notice_from": batch.starts_on,
        "notice_until": batch.ends_on,
        "notice_result": f"有异议 {answered} 条，已查明答复" if answered else "无异议",
        "hearing": hearing_told(case),
    }


def opinions_told(actor: User, case: Case, opinion: str, decision: Decision) -> dict[str, Any]:
    """Return the opinions of township and county as the approval forms show them."""
    township = told_opinions(case)
    agree = decision.kind == DecisionKind.CONFIRMED
    return {
        "township_verdict": "agree" if township.agrees else "disagree",
        "township": township.words or "同意。",
        "township_by_1": township.handler,
        "township_by_2": township.head,
        "township_on": township.on,
        "county_verdict": "agree" if agree else "disagree",
        "county": opinion.strip() or "同意确认。",
        "county_by_2": actor.display_name,
        "county_on": decision.decided_on,
    }


def _awarded(case: Case, decision: Decision, result: Mapping[str, Any]) -> dict[str, Any]:
    rows = result.get("supplements", [])
    covered = decision.covered or int(result.get("covered", 1))
    return {
        "covered": covered,
        "standard": Decimal(result.get("standard", "0")),
        "gap": Decimal(result.get("base", "0")),
        "supplement": Decimal(result.get("supplement", "0")),
        "supplement_detail": "；".join(f"{row['name']}（{row['label']}）{row['amount']} 元" for row in rows),
        "total": decision.amount if decision.amount is not None else Decimal(0),
        "from_month": f"{decision.from_month:%Y-%m}" if decision.from_month else f"{decision.decided_on:%Y-%m}",
        "next_check_on": decision.next_visit_on,
        "reference_code": case.file.reference_code if case.file else None,
    }


def _notice_of_approval(case: Case, decision: Decision) -> dict[str, Any]:
    declared, words = declaration_of(case), office_words(case.village_code)
    result = decision.assessment.result if decision.assessment else {}
    detail = f"补差 {result.get('base')} 元"
    if Decimal(result.get("supplement", "0")):
        detail += f"，分类施保 {result['supplement']} 元，合计取整"
    return {
        "head": _person(_head(declared))["name"],
        "applied_on": case.submitted_on,
        "decided_on": decision.decided_on,
        "assistance": assistance_of(case.kind, declared.get("area", "")),
        "covered": decision.covered,
        "allowance": decision.amount,
        "amount_detail": detail,
        "from_month": f"{decision.from_month:%Y-%m}",
        "payday": words.payday,
        "basis": decision.basis,
        "telephone": words.supervision,
    }


def make_refusal_paper(actor: User, case: Case, decision: Decision) -> Paper:
    """Make the notice of refusal with facts, reasons, basis and remedies (F24b)."""
    words = office_words(case.village_code)
    data = {
        "applicant": case.applicant_name,
        "applied_on": case.submitted_on,
        "decided_on": decision.decided_on,
        "process": process_of(case),
        "facts": facts_told(decision.assessment) or decision.reasons,
        "reasons": decision.reasons,
        "basis": decision.basis,
        "reconsideration": words.reconsideration,
        "court": words.court,
    }
    paper = make_case_paper(actor, case, "F24b", data)
    decision.number = paper.number
    decision.save(update_fields=["number"])
    return paper


def facts_told(assessment: Assessment | None) -> str:
    """Return what the means test found, as sentences to the cent, so that a refusal explains itself."""
    if assessment is None:
        return ""
    wanted = ("income_sum", "eligibility", "group", "expense_share")
    told = [row["text"] for row in assessment.result["reasons"] if row["key"] in wanted or row["passed"] is False]
    return "".join(dict.fromkeys(told))


def make_service_paper(actor: User, case: Case, service: Service, material: str = "") -> Paper:
    """Make the proof of service (F25); that of a change goes with its notice."""
    declared = declaration_of(case) or {"address": case.household.address if case.household else ""}
    outcome = "2" if service.refused else _OUTCOMES.get(service.way, "1")
    data = {
        "document": service.paper_title,
        "document_number": service.paper_number,
        "recipient": case.applicant_name,
        "served_on": service.served_on,
        "address": declared.get("address") or "申请人住址",
        "way": service.way,
        "outcome": outcome,
        "post_number": service.post_number,
        "proxy": service.received_by if service.received_by != case.applicant_name else None,
        "refused": "受送达人拒绝签收，留置送达。" if outcome in ("2", "3") else None,
        "witness": service.witness if outcome in ("2", "3") else None,
        "receiver": service.received_by,
        "receiver_on": service.served_on,
        "server": service.served_by,
        "server_on": service.served_on,
    }
    return make_case_paper(actor, case, "F25", data, material=material)
