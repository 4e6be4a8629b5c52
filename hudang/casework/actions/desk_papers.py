"""The papers of the desk: application, pledge, receipt, correction notice, non-acceptance, near relatives (F01–F07)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hudang.accounts.models import User
from hudang.assessment.vocabulary import AREA_LABELS, MONTHS_OF, Area, CaseKind, Period
from hudang.casework.actions.paper_making import make_case_paper
from hudang.casework.declared import declaration_of
from hudang.casework.models import Case
from hudang.casework.queries.declarations import PaperLine, paper_lines
from hudang.casework.queries.offices import office_words
from hudang.casework.queries.supporters import support_sheet
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.rules.applying import assistance_of
from hudang.casework.rules.pledges import applicant_of, pledge_of
from hudang.casework.vocabulary import CASE_KIND_LABELS
from hudang.forms.models import Paper
from hudang.forms.vocabulary import ON_PAPER
from hudang.households.rules.documents import document_of
from hudang.households.vocabulary import HEAD, IDENTITY_CARD
from hudang.kernel import clock

_BASIS = "《社会救助暂行办法》第九条、第十一条和《最低生活保障审核确认办法》"


def matter_of(case: Case, declared: Mapping[str, Any]) -> str:
    """Return what is applied for, as letters to the applicant name it."""
    area = AREA_LABELS[Area(declared.get("area") or Area.RURAL)]
    return f"{CASE_KIND_LABELS[CaseKind(case.kind)]}（{area}）"


def monthly_income(declared: Mapping[str, Any]) -> Decimal:
    """Return the household's income a month as declared, without costs, to the cent."""
    rows = [row for member in declared["members"] for row in member.get("incomes", [])] + declared.get("incomes", [])
    year = sum(
        (Decimal(str(row.get("amount") or 0)) * MONTHS_OF[Period(row.get("period") or "month")] for row in rows),
        Decimal(0),
    )
    return (year / 12).quantize(Decimal("0.01"))


def make_application(actor: User, case: Case) -> Paper:
    """Make the application (F01) of what was declared, the signature standing on paper."""
    declared = declaration_of(case)
    applicant, agent = applicant_of(declared), declared.get("agent") or {}
    members = [member for member in declared["members"] if not member.get("not_counted")]
    registered = declared.get("registered_village_code") or case.lives_in
    causes = list(declared.get("causes", []))
    data: dict[str, Any] = {
        "applicant": applicant["name"],
        "identity_kind": applicant.get("identity_kind") or IDENTITY_CARD,
        "identity": document_of(applicant, clock.today()),
        "kind": assistance_of(case.kind, declared["area"]),
        "alone_basis": declared.get("alone_basis"),
        "registered_address": declared.get("registered_address") or declared["address"],
        "registered_division": registered,
        "phone": declared["phone"],
        "separated": registered != case.lives_in,
        "division": case.lives_in,
        "address": declared["address"],
        "size": len(members),
        "covered": sum(bool(member.get("covered")) for member in members),
        "income": monthly_income(declared),
        "main_cause": causes[0],
        "causes": causes[1:],
        "reason": declared["reason"],
        "agent": bool(declared.get("by_agent")),
        "related": declared.get("has_near_relative") == "yes",
        "account_name": applicant["name"] if declared.get("account") else "",
        "bank": declared.get("bank"),
        "account": declared.get("account"),
        "signature": ON_PAPER,
        "signature_on": declared["applied_on"],
    }
    if declared.get("by_agent"):
        data |= {f"agent_{name}": agent.get(name) for name in ("kind", "name", "relation", "phone", "identity")}
        data |= {"agent_signature": ON_PAPER, "agent_signature_on": declared["applied_on"]}
    return make_case_paper(actor, case, "F01", data)


def _pledge(declared: Mapping[str, Any]) -> dict[str, Any]:
    signed = [member for member in declared["members"] if (member.get("pledge") or {}).get("signed_on")]
    return pledge_of(declared, clock.today()) | {"adults": [_adult(member) for member in signed]}


def _adult(member: Mapping[str, Any]) -> dict[str, Any]:
    pledge = member["pledge"]
    return {
        "name": member["name"],
        "identity": document_of(member, clock.today()),
        "relation": member["relation"],
        "guardian": bool(pledge.get("guardian")),
        "signature": pledge.get("signature") or ON_PAPER,
        "signed_on": pledge["signed_on"],
    }


def make_acceptance_papers(actor: User, case: Case) -> list[Paper]:
    """Make pledge, near-relative filings, the supporters' sheet as far as it is known, and the receipt."""
    declared = declaration_of(case)
    papers = [make_case_paper(actor, case, "F02", _pledge(declared))]
    papers += [
        make_case_paper(actor, case, "F07", _filing(actor, case, declared, row))
        for row in declared.get("near_relatives", [])
        if case.near_relative
    ]
    supporters = support_sheet(declared, case.village_code)
    if supporters is not None:
        papers.append(make_case_paper(actor, case, "F08", supporters))
    return [*papers, make_case_paper(actor, case, "F03", _receipt(actor, case, declared))]


def _letter(actor: User, case: Case, declared: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "applicant": applicant_of(declared)["name"],
        "matter": matter_of(case, declared),
        "applied_on": declared["applied_on"],
        "handler": actor.display_name,
        "phone": office_words(case.village_code).telephone,
    }


def _receipt(actor: User, case: Case, declared: Mapping[str, Any]) -> dict[str, Any]:
    brought = [
        {"name": line.name, "copies": line.copies, "original": line.original or "copy"}
        for line in paper_lines(declared)
        if line.copies
    ]
    papers = [{"name": "最低生活保障申请书", "copies": 1, "original": "original"}, *brought]
    return _letter(actor, case, declared) | {
        "accepted_on": case.accepted_on,
        "days": thresholds().total_days,
        "papers": papers,
    }


def _filing(actor: User, case: Case, declared: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    applicant = applicant_of(declared)
    head = next(member for member in declared["members"] if member.get("relation") == HEAD)
    return {
        "officer": row["name"],
        "officer_identity": row["identity"],
        "officer_unit": row["unit"],
        "officer_duty": row["duty"],
        "officer_phone": row["phone"],
        "officer_kind": row["officer_kind"],
        "applicant": applicant["name"],
        "identity": document_of(applicant, clock.today()),
        "relation": row["relation"],
        "head": head["name"],
        "kind": assistance_of(case.kind, declared["area"]),
        "address": declared["address"],
        "channel": "1",
        "registrar": actor.display_name,
        "registered_on": clock.today(),
        "ended": False,
    }


def make_correction_notice(actor: User, case: Case) -> Paper:
    """Make the one-time notice of everything that is missing, with the last day (F04)."""
    declared = declaration_of(case)
    lines = [line for line in paper_lines(declared) if line.lacking]
    until = clock.today() + timedelta(days=thresholds().correction_days)
    data = _letter(actor, case, declared) | {
        "until_on": until,
        "place": office_words(case.village_code).place,
        "missing": [_missing(line) for line in lines],
    }
    return make_case_paper(actor, case, "F04", data)


def _missing(line: PaperLine) -> dict[str, str]:
    return {"name": line.name, "problem": "没有提交", "how": line.why}


def make_non_acceptance(actor: User, case: Case, reason: str) -> Paper:
    """Make the notice of non-acceptance with facts, reasons, basis and remedies (F05)."""
    declared, words = declaration_of(case), office_words(case.village_code)
    data = _letter(actor, case, declared) | {
        "facts": f"申请人于{declared['applied_on']}提出申请，申报的家庭情况和提交的材料经审查登记在案（案号{case.number}）。",
        "reasons": reason,
        "basis": _BASIS,
        "reconsideration": words.reconsideration,
        "court": words.court,
    }
    return make_case_paper(actor, case, "F05", data)
