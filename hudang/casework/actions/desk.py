"""The application desk: a draft is opened, kept, submitted, corrected, declined or withdrawn (process.md §2, 1–3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.numbering import Numbers
from hudang.assessment.vocabulary import Area, CaseKind
from hudang.audit.log import Act, record
from hudang.casework.actions.desk_papers import make_application, make_correction_notice, make_non_acceptance
from hudang.casework.actions.ending import end_without_support
from hudang.casework.actions.stepping import advance, open_case, touch
from hudang.casework.declared import as_text, declaration_of
from hudang.casework.errors import CaseOpen
from hudang.casework.models import Case
from hudang.casework.queries.declarations import faults_of_declaration, paper_lines
from hudang.casework.queries.earlier import declared_of
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.rules.declaration import empty_declaration, shape_fault, with_applicant
from hudang.casework.rules.desk_stages import FILLED_IN
from hudang.casework.vocabulary import FINAL_STAGES, STAGE_LABELS, CaseAct, CaseStage, Procedure
from hudang.divisions.queries import is_live_village
from hudang.households.errors import NoSuchVillage
from hudang.households.models import Household
from hudang.kernel import clock
from hudang.kernel.division_codes import township_code
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.kernel.identity import mask_identity
from hudang.platform.digests import lookup_hash

_EDITABLE = FILLED_IN


@transaction.atomic
def open_draft(
    *,
    actor: User,
    village_code: str,
    kind: CaseKind,
    area: Area,
    household_code: str = "",
    previous: str = "",
    applicant: str = "",
) -> Case:
    """Begin an application in a village, for a new household or one that is known.

    ``applicant`` is the name or the identity number by which he was looked for; the declaration begins with it.

    Raises ``NoSuchVillage``, ``NotVisible``, or ``CaseOpen`` when the household has an open application.
    """
    require(actor, Right.OPEN_CASES)
    require_place(actor, village_code)
    if not is_live_village(village_code):
        raise NoSuchVillage(village_code=village_code)
    household = _household(actor, household_code) if household_code else None
    declared = empty_declaration(kind, area, clock.today()) | (declared_of(household) if household else {})
    case = Case.objects.create(
        number=next_number(village_code, "SQ"),
        procedure=Procedure.APPLICATION,
        kind=kind,
        village_code=village_code,
        household=household,
        previous=Case.objects.filter(number=previous, village_code__startswith=actor.scope).first()
        if previous
        else None,
        declaration=as_text(with_applicant(declared, applicant)),
        applicant_name=household.head_name if household else "",
        by_township=bool(thresholds().confirm_by_township),
        handler=actor,
        opened_by=actor,
        opened_at=clock.now(),
        updated_at=clock.now(),
    )
    summary = f"登记申请 {case.number}"
    record(actor, Act("open_case", "case", case.pk, household.code if household else "", summary))
    return case


def next_number(village_code: str, word: str) -> str:
    """Return the next case number of the township and year: nine digits, a word, the year, four digits."""
    key = f"case:{township_code(village_code)[:9]}:{word}{clock.today().year}"
    numbers = Numbers([key])
    sequence = numbers.next(key)
    numbers.save()
    return f"{township_code(village_code)[:9]}{word}{clock.today().year}{sequence:04d}"


def _household(actor: User, code: str) -> Household:
    household = Household.objects.filter(code=code).first()
    if household is None:
        raise NotVisible
    require_place(actor, household.village_code)
    refuse_second_case(household)
    return household


def refuse_second_case(household: Household, procedure: Procedure = Procedure.APPLICATION) -> None:
    """Raise ``CaseOpen`` when the household has an open case of this procedure."""
    standing = Case.objects.filter(household=household, procedure=procedure).exclude(stage__in=FINAL_STAGES).first()
    if standing is not None:
        raise CaseOpen(
            who=f"{household.head_name}户", number=standing.number, stage=STAGE_LABELS[CaseStage(standing.stage)]
        )


@transaction.atomic
def save_draft(*, actor: User, number: str, declared: Mapping[str, Any], version: int | None = None) -> Case:
    """Keep a declaration as far as it is filled in; a draft that lacks something is kept all the same.

    Raises ``InvalidInput`` only for what is no declaration at all, and ``StaleForm``.
    """
    case = open_case(actor, number, version, Right.OPEN_CASES)
    if case.procedure != Procedure.APPLICATION or case.stage not in _EDITABLE:
        raise InvalidInput({"stage": f"本案已是“{case.get_stage_display()}”，申报不能再改；请用变更办理。"})
    fault = shape_fault(declared)
    if fault:
        raise InvalidInput({"declared": fault})
    before = case.declaration
    case.declaration = as_text(declared)
    if case.declaration == before:
        return case
    _note_applicant(case, declared)
    touch(case)
    # after submission every change of what was declared is told
    if case.stage != CaseStage.DRAFT:
        record(actor, Act("edit_declaration", "case", case.pk, _code(case), f"修改申报 {case.number}"))
    return case


def _note_applicant(case: Case, declared: Mapping[str, Any]) -> None:
    members = declared.get("members", [])
    chosen = declared.get("applicant", 0)
    applicant = members[chosen] if isinstance(chosen, int) and 0 <= chosen < len(members) else {}
    case.applicant_name = str(applicant.get("name") or "").strip()[:50]
    identity = str(applicant.get("identity") or "").strip().upper()
    case.applicant_hash = lookup_hash(identity, "identity") if identity else ""
    case.applicant_masked = mask_identity(identity) if len(identity) == 18 else ""
    if declared.get("kind") in {kind.value for kind in CaseKind}:
        case.kind = str(declared["kind"])


def _code(case: Case) -> str:
    return case.household.code if case.household else ""


@transaction.atomic
def submit(*, actor: User, number: str, version: int | None = None) -> Case:
    """Submit a draft and make the application of it (F01); raises ``InvalidInput`` with every field that is wrong."""
    case = open_case(actor, number, version, Right.OPEN_CASES)
    _check_declared(case)
    advance(actor, case, CaseAct.SUBMIT)
    make_application(actor, case)
    return case


def _check_declared(case: Case) -> None:
    faults = faults_of_declaration(declaration_of(case))
    if faults:
        raise InvalidInput(faults)


@transaction.atomic
def cancel(*, actor: User, number: str, version: int | None = None) -> Case:
    """Give up a draft."""
    case = open_case(actor, number, version, Right.OPEN_CASES)
    advance(actor, case, CaseAct.CANCEL)
    return case


@transaction.atomic
def request_correction(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Case:
    """Tell the applicant once, and completely, what is missing (渝条例 17)."""
    case = open_case(actor, number, version)
    lacking = [line.name for line in paper_lines(declaration_of(case)) if line.lacking]
    advance(actor, case, CaseAct.REQUEST_CORRECTION, opinion=opinion, reason="缺：" + "、".join(lacking))
    make_correction_notice(actor, case)
    return case


@transaction.atomic
def supplement(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Case:
    """Note that the missing papers came."""
    case = open_case(actor, number, version)
    advance(actor, case, CaseAct.SUPPLEMENT, opinion=opinion)
    return case


@transaction.atomic
def lapse(*, actor: User, number: str, reason: str, version: int | None = None) -> Case:
    """Close a case whose missing papers did not come in time."""
    case = open_case(actor, number, version)
    advance(actor, case, CaseAct.LAPSE, reason=reason)
    return case


@transaction.atomic
def decline(*, actor: User, number: str, reason: str, version: int | None = None) -> Case:
    """Decline to accept an application, with written reasons and remedies."""
    case = open_case(actor, number, version)
    advance(actor, case, CaseAct.DECLINE, reason=reason)
    make_non_acceptance(actor, case, reason)
    return case


@transaction.atomic
def withdraw(*, actor: User, number: str, reason: str, version: int | None = None, on: date | None = None) -> Case:
    """Note that the applicant withdrew, by a signed paper."""
    case = open_case(actor, number, version, Right.OPEN_CASES)
    advance(actor, case, CaseAct.WITHDRAW, reason=reason, on=on)
    end_without_support(actor, case)
    return case
