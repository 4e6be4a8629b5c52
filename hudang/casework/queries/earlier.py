"""Who is known already when somebody applies: households and earlier cases, without details outside the division."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hudang.accounts.access import is_within, require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.casework.models import Case
from hudang.casework.queries.visible import cases_for
from hudang.casework.vocabulary import FINAL_STAGES
from hudang.households.models import Asset, Household, HouseholdMember, IncomeItem
from hudang.households.queries.finding import PersonHit, people_for
from hudang.households.rules.fields import Kind
from hudang.households.rules.member_fields import MEMBER_FIELDS, PERSON_FIELDS
from hudang.households.rules.states import REAPPLIABLE
from hudang.households.vocabulary import BENEFIT_STATE_LABELS, HEAD, IN_PAYMENT, BenefitState
from hudang.kernel.identity import tidy_identity
from hudang.kernel.money import plain
from hudang.platform.digests import lookup_hash

_MOST = 8
_IDENTITY_LENGTH = 18


@dataclass(frozen=True)
class KnownHousehold:
    """A household of the division that holds the person; ``says`` tells what follows."""

    hit: PersonHit
    village_code: str
    says: str
    reapplies: bool


@dataclass(frozen=True)
class Known:
    """What is known of a person who applies."""

    households: tuple[KnownHousehold, ...]
    cases: tuple[Case, ...]
    elsewhere: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.households or self.cases or self.elsewhere)


def known_for(user: User, text: str) -> Known:
    """Return what is known by an identity number or a name; a number is also looked for outside the division."""
    require(user, Right.OPEN_CASES)
    hits = people_for(user, text, _MOST)
    rows = Household.objects.filter(code__in=[hit.household_code for hit in hits])
    found = {
        code: (village, BenefitState(state))
        for code, village, state in rows.values_list("code", "village_code", "state")
    }
    households = tuple(_known(hit, *found[hit.household_code]) for hit in hits)
    number = tidy_identity(text)
    if len(number) != _IDENTITY_LENGTH:
        cases = cases_for(user).filter(applicant_name=text.strip()).order_by("-pk")[:_MOST]
        return Known(households, tuple(cases), ())
    digest = lookup_hash(number, "identity")
    cases = cases_for(user).filter(applicant_hash=digest).order_by("-pk")[:_MOST]
    return Known(households, tuple(cases), tuple(_elsewhere(user, digest)))


def _known(hit: PersonHit, village_code: str, state: BenefitState) -> KnownHousehold:
    if state in IN_PAYMENT:
        says = "已在保，不能再申请；人口、收入有变化的，请在该户办理变更。"
    elif state == BenefitState.APPLYING:
        says = "正在申请，请在原案中办理。"
    else:
        says = f"现为“{BENEFIT_STATE_LABELS[state]}”，可以用原户编号再次申请。"
    return KnownHousehold(hit, village_code, says, state in REAPPLIABLE)


def _elsewhere(user: User, digest: str) -> Iterator[str]:
    rows = HouseholdMember.objects.filter(person__identity_hash=digest, until=None)
    for state, code in rows.values_list("household__state", "household__village_code"):
        if not is_within(user, code):
            yield f"本人在您管辖范围以外的一户登记，该户现为“{BENEFIT_STATE_LABELS[BenefitState(state)]}”。请向县民政核实。"
    cases = Case.objects.filter(applicant_hash=digest, exempt=False).exclude(stage__in=sorted(FINAL_STAGES))
    for code in cases.values_list("village_code", flat=True):
        if not is_within(user, code):
            yield "本人在您管辖范围以外有一件在办的申请。请向县民政核实。"


def declared_of(household: Household) -> dict[str, Any]:
    """Return what the register knows of a household as the beginning of a new declaration."""
    rows = list(HouseholdMember.objects.filter(household=household, until=None).select_related("person"))
    rows.sort(key=lambda member: (member.relation != HEAD, member.pk))
    incomes = list(IncomeItem.objects.filter(household=household, until=None).exclude(amount=0))
    names = ("address", "registered_address", "registered_village_code", "phone", "bank", "account", "causes")
    fields = {name: getattr(household, name) for name in names if getattr(household, name)}
    return fields | {
        # by these keys acceptance finds those who stayed again, whatever of their names and numbers was corrected
        "known": [{"key": f"m{m.pk}", "name": m.person.name, "since": m.since.isoformat()} for m in rows],
        "members": [
            {"key": f"m{member.pk}", **_member(member, [i for i in incomes if i.member_id == member.pk])}
            for member in rows
        ],
        "incomes": [_income(i) for i in incomes if i.member_id is None],
        "assets": [
            {"kind": asset.kind, "description": asset.description, "value": plain(asset.value)}
            for asset in Asset.objects.filter(household=household, until=None)
        ],
    }


def _income(item: IncomeItem) -> dict[str, Any]:
    return {"kind": item.kind, "amount": plain(item.amount), "period": item.period}


def _member(member: HouseholdMember, incomes: list[IncomeItem]) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(member.person, name) for name in PERSON_FIELDS}
    values |= {name: getattr(member, name) for name in MEMBER_FIELDS if name != "joining"}
    fields = PERSON_FIELDS | MEMBER_FIELDS
    shown = {
        name: plain(value) if fields[name].kind is Kind.AMOUNT else value
        for name, value in values.items()
        if value not in (None, "", [])
    }
    return {name: _text(value) for name, value in shown.items()} | {"incomes": [_income(i) for i in incomes]}


def _text(value: Any) -> Any:
    return value if isinstance(value, bool | list | str) else str(value)
