"""在保变更 from its first day to the county: opened, filled in, submitted, checked, examined (process.md §4; C29)."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.queries.files import open_file_of
from hudang.assessment.actions.assessments import store_assessment
from hudang.audit.log import Act, record
from hudang.casework.actions.desk import next_number, refuse_second_case
from hudang.casework.actions.stepping import advance, open_case, touch
from hudang.casework.errors import WrongStage
from hudang.casework.models import Case, CaseReader, KeptOut
from hudang.casework.queries.changes import change_content, computed
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.rules.changes import Asked, survey_kept
from hudang.casework.rules.desk_stages import CHANGE_FILLED_IN
from hudang.casework.vocabulary import (
    CHANGE_KIND_LABELS,
    STAGE_LABELS,
    CaseAct,
    CaseStage,
    ChangeKind,
    Procedure,
)
from hudang.forms.actions.reserving import reserve_papers
from hudang.households.actions.members import member_values
from hudang.households.errors import NoHead, WrongState
from hudang.households.models import Household, HouseholdMember
from hudang.households.rules.member_form import check_edit, check_new
from hudang.households.vocabulary import BENEFIT_STATE_LABELS, HEAD, IN_PAYMENT, BenefitState
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible


@transaction.atomic
def open_change(*, actor: User, household_code: str, change_kind: ChangeKind, asked: Asked) -> Case:
    """Begin a change of a household in payment; what it comes to is computed and kept beside what stands.

    Raises ``NotAllowed``, ``NotVisible``, ``WrongState`` for a household that is not in payment, ``CaseOpen`` when it
    has an open change already.
    """
    require(actor, Right.OPEN_CASES)
    household = _household(actor, household_code)
    head = HouseholdMember.objects.filter(household=household, until=None, relation=HEAD)
    person = head.select_related("person").first()
    previous = Case.objects.filter(household=household).order_by("-pk").first()
    if previous is not None and previous.exempt:
        _refuse_uninitiated(actor, previous)
    case = Case.objects.create(
        number=next_number(household.village_code, "BG"),
        procedure=Procedure.CHANGE,
        change_kind=change_kind,
        village_code=household.village_code,
        household=household,
        file=open_file_of(household),
        previous=previous,
        home_village=previous.home_village if previous else "",
        exempt=previous.exempt if previous else False,
        exempt_reason=previous.exempt_reason if previous else "",
        near_relative=previous.near_relative if previous else False,
        applicant_name=household.head_name,
        applicant_hash=(person.person.identity_hash or "") if person else "",
        applicant_masked=person.person.identity_masked if person else "",
        by_township=bool(thresholds().confirm_by_township) and not (previous and previous.exempt),
        handler=actor,
        opened_by=actor,
        opened_at=clock.now(),
        updated_at=clock.now(),
    )
    if previous is not None:
        _follow_people(case, previous)
    _fill(actor, case, asked)
    case.save()
    summary = f"登记变更（{CHANGE_KIND_LABELS[change_kind]}）{case.number}"
    record(actor, Act("open_change_case", "case", case.pk, household.code, summary))
    return case


def _household(actor: User, code: str) -> Household:
    household = Household.objects.select_for_update().filter(code=code).first()
    if household is None:
        raise NotVisible
    require_place(actor, household.village_code)
    if household.state not in IN_PAYMENT:
        raise WrongState(state=BENEFIT_STATE_LABELS[BenefitState(household.state)], act="在保变更")
    refuse_second_case(household, Procedure.CHANGE)
    return household


def _refuse_uninitiated(actor: User, previous: Case) -> None:
    """Only those who know of an exempt case know of its changes."""
    if not CaseReader.objects.filter(case=previous, user=actor).exists():
        raise NotVisible


def _follow_people(case: Case, previous: Case) -> None:
    """Let those who know of the case before, and those kept out of it, be the same."""
    readers = CaseReader.objects.filter(case=previous)
    CaseReader.objects.bulk_create(CaseReader(case=case, user=r.user, named_by=r.named_by) for r in readers)
    if case.exempt:
        named = [reader.user for reader in readers.select_related("user")]
        reserve_papers(case_reference=case.number, readers=named, place=case.village_code)
    out = KeptOut.objects.filter(case=previous)
    KeptOut.objects.bulk_create(KeptOut(case=case, user=k.user, relation=k.relation) for k in out)


def _fill(actor: User, case: Case, asked: Asked) -> None:
    """Compute what a change comes to, store the means test it rests on, and keep the content."""
    household = case.household
    if household is None:
        raise NotVisible
    _check_people(household, asked)
    found = computed(household, ChangeKind(case.change_kind), asked)
    change = found.change
    if found.inputs is not None and found.result is not None:
        stored = store_assessment(
            actor=actor,
            case=found.inputs,
            result=found.result,
            village_code=case.village_code,
            # the household's own only when the change is confirmed: a change of the standard rests on the last one
            case_reference=case.number,
        )
        change = change.model_copy(update={"assessment": stored.pk})
    case.change = change.model_dump_json()


def _check_people(household: Household, asked: Asked) -> None:
    """Refuse now what the register would refuse when the change is confirmed."""
    for each in asked.joins:
        check_new(each.values, str(each.values.get("mismatch_reason") or ""))
    members = HouseholdMember.objects.filter(household=household, until=None).select_related("person")
    present = {member.pk: member for member in members}
    if ({each.member for each in asked.leaves} | {row.member for row in asked.classes}) - set(present):
        raise NoHead
    for row in asked.classes:
        check_edit(row.values, member_values(present[row.member]), "")


@transaction.atomic
def edit_change(*, actor: User, number: str, asked: Asked, version: int | None = None) -> Case:
    """Fill a change in again, before it is submitted or while it is checked; the figures are computed anew.

    Raises ``WrongStage`` and ``StaleForm``.
    """
    case = open_case(actor, number, version, Right.OPEN_CASES)
    if case.procedure != Procedure.CHANGE or case.stage not in CHANGE_FILLED_IN:
        raise WrongStage(stage=STAGE_LABELS[CaseStage(case.stage)], act="修改变更内容")
    before = change_content(case)
    _fill(actor, case, survey_kept(before.asked, asked) if before else asked)
    touch(case)
    code = case.household.code if case.household else ""
    record(actor, Act("edit_change_case", "case", case.pk, code, f"修改变更内容 {case.number}"))
    return case


@transaction.atomic
def submit_change(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Case:
    """Hand a whole change to the township; its clocks begin."""
    case = open_case(actor, number, version, Right.OPEN_CASES)
    advance(actor, case, CaseAct.SUBMIT, opinion=opinion)
    return case


@transaction.atomic
def finish_change(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Case:
    """Hand a checked change to the examination."""
    case = open_case(actor, number, version)
    advance(actor, case, CaseAct.FINISH_INVESTIGATION, opinion=opinion)
    return case


@transaction.atomic
def pass_change(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Case:
    """Agree to a change, and report it to the county."""
    case = open_case(actor, number, version)
    advance(actor, case, CaseAct.PASS_EXAMINATION, opinion=opinion)
    return case
