"""受理: the declaration becomes a household in the register, with file and pouch (R22, R23)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.confirming import reapply_household
from hudang.archives.actions.founding import fonds_of
from hudang.archives.actions.opening import open_file
from hudang.archives.queries.files import open_file_of
from hudang.casework.actions.desk_papers import make_acceptance_papers
from hudang.casework.actions.keeping_apart import isolate, take_apart
from hudang.casework.actions.reregistering import follow_declaration
from hudang.casework.actions.scans import file_scans
from hudang.casework.actions.stepping import advance, open_case
from hudang.casework.declared import declaration_of
from hudang.casework.models import Case
from hudang.casework.rules.applying import assistance_of
from hudang.casework.vocabulary import CaseAct
from hudang.forms.actions.papers import file_waiting
from hudang.households.actions.classification import let_derived_stand
from hudang.households.actions.economy import IncomeLine, set_incomes
from hudang.households.actions.members import add_member
from hudang.households.actions.registration import register_household
from hudang.households.models import Household, HouseholdMember
from hudang.households.vocabulary import HEAD, BenefitState
from hudang.kernel import clock

_HOUSEHOLD_NAMES = ("address", "registered_address", "registered_village_code", "phone", "bank", "account", "causes")


@transaction.atomic
def accept(*, actor: User, number: str, opinion: str = "", version: int | None = None) -> Case:
    """Accept an application: household, members, incomes as declared, file and pouch; the clocks begin.

    A household that was supported before applies again under its old code, and its new file follows the old one.
    Raises what ``advance`` does, ``PersonAlreadySupported`` for somebody supported elsewhere, or ``InvalidInput``.
    """
    case = open_case(actor, number, version)
    declared = declaration_of(case)
    case.near_relative = declared.get("has_near_relative") == "yes"
    if case.handler is None or not case.handler.may(Right.HANDLE_CASES):
        # an assistant helps to apply; whoever accepts is answerable from now on
        case.handler = actor
    advance(actor, case, CaseAct.ACCEPT, opinion=opinion)
    if case.household is None:
        case.household = _register(actor, case, declared)
    else:
        case.state_before = case.household.state
        reapply_household(actor=actor, code=case.household.code, on=clock.today())
        follow_declaration(actor, case, case.household, declared, _values_of(case, declared))
        register_incomes(actor, case.household, declared, by_case=case.number)
        take_apart(actor, case)
        case.household.refresh_from_db()
    let_derived_stand(actor, case.household)
    case.file = open_file_of(case.household)
    if fonds_of(case.village_code) is not None and (case.file is None or case.file.stopped_on):
        case.file = open_file(actor=actor, household=case.household)
    case.save()
    if case.file is not None and case.exempt:
        isolate(actor, case)
    if case.file is not None:
        file_waiting(actor=actor, case_reference=case.number, file=case.file)
        file_scans(actor, case)
    make_acceptance_papers(actor, case)
    return case


def _register(actor: User, case: Case, declared: Mapping[str, Any]) -> Household:
    members = declared["members"]
    head = next(member for member in members if member.get("relation") == HEAD)
    household = register_household(
        actor=actor,
        village_code=case.village_code,
        head=head,
        values=_values_of(case, declared),
        state=BenefitState.APPLYING,
        mismatch_reason=str(head.get("mismatch_reason") or ""),
    ).household
    since = HouseholdMember.objects.filter(household=household).values_list("since", flat=True)[0]
    for member in members:
        if member is not head:
            why = str(member.get("mismatch_reason") or "")
            add_member(actor=actor, code=household.code, version=None, values=member, since=since, mismatch_reason=why)
    register_incomes(actor, household, declared)
    household.refresh_from_db()
    return household


def _values_of(case: Case, declared: Mapping[str, Any]) -> dict[str, Any]:
    """Return the household's own columns as declared."""
    members = declared["members"]
    known = {name: declared[name] for name in _HOUSEHOLD_NAMES if declared.get(name)}
    if case.home_village:
        known.setdefault("registered_village_code", case.home_village)
    return known | {
        "assistance": assistance_of(case.kind, declared["area"]),
        "applied_on": declared["applied_on"],
        "declared_size": sum(not member.get("not_counted") for member in members),
        "covered_size": sum(bool(member.get("covered")) and not member.get("not_counted") for member in members),
    }


def register_incomes(actor: User, household: Household, declared: Mapping[str, Any], by_case: str = "") -> None:
    """Write the incomes of a declaration into the register, members found by their place."""
    ids = member_ids(household, declared)
    lines = [
        IncomeLine(row["kind"], row["amount"], row.get("period") or "month", ids.get(number))
        for number, member in enumerate(declared["members"])
        for row in member.get("incomes", [])
    ]
    lines += [
        IncomeLine(row["kind"], row["amount"], row.get("period") or "month") for row in declared.get("incomes", [])
    ]
    set_incomes(actor=actor, code=household.code, version=None, since=clock.today(), lines=lines, by_case=by_case)


def member_ids(household: Household, declared: Mapping[str, Any]) -> dict[int, int]:
    """Return the register's member of each declared one, by name and birth date; a place without one is left out."""
    standing = {
        (member.person.name, member.person.identity): member.pk
        for member in HouseholdMember.objects.filter(household=household, until=None).select_related("person")
    }
    by_name = {name: pk for (name, _), pk in standing.items()}
    found = {}
    for number, member in enumerate(declared["members"]):
        key = (str(member.get("name", "")).strip(), str(member.get("identity", "")).strip().upper())
        pk = standing.get(key) or by_name.get(key[0])
        if pk is not None:
            found[number] = pk
    return found
