"""分户 and 合户: members leave one household for another, each with what is known of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.households.actions.classification import reclassify
from hudang.households.actions.counting import count_in, count_out
from hudang.households.actions.membership import check_day
from hudang.households.actions.numbers import take_codes
from hudang.households.actions.opening import Opened, open_household, reason_given
from hudang.households.actions.proposing import propose
from hudang.households.actions.registration import head_fields
from hudang.households.actions.states import stop_household
from hudang.households.errors import HeadStays, SameHousehold, WrongState
from hudang.households.models import Household, HouseholdMember, IncomeItem
from hudang.households.rules.states import STOPPABLE
from hudang.households.vocabulary import BENEFIT_STATE_LABELS, HEAD, RELATION, SUPPORTED_STATES, BenefitState
from hudang.kernel.errors import InvalidInput

LEFT_FOR_ANOTHER = "29"
_STOPPED_FOR_ANOTHER = "99"
_SHARED = (
    "village_code",
    "address",
    "registered_address",
    "registered_village_code",
    "assistance",
    "standard",
    "causes",
)


@dataclass(frozen=True)
class Divided:
    """Both households of a split or merge as they are afterwards."""

    old: Opened
    new: Opened


def _supported(opened: Opened, act: str) -> Household:
    household = opened.household
    if household.state not in SUPPORTED_STATES:
        raise WrongState(state=BENEFIT_STATE_LABELS[BenefitState(household.state)], act=act)
    return household


def _present(household: Household) -> list[HouseholdMember]:
    rows = HouseholdMember.objects.filter(household=household, until=None).select_related("person")
    return list(rows.order_by("pk"))


def _transfer(member: HouseholdMember, household: Household, relation: str, day: date) -> HouseholdMember:
    """End a membership on ``day`` and begin it in another household with what was known and the incomes in force."""
    old_pk, incomes = member.pk, list(IncomeItem.objects.filter(member=member, until=None))
    HouseholdMember.objects.filter(pk=old_pk).update(until=day, leaving=LEFT_FOR_ANOTHER)
    for item in incomes:
        item.until = max(item.since, day)
        item.save(update_fields=["until"])
    member.pk, member.id = None, None
    member._state.adding = True
    member.household, member.relation, member.since, member.leaving, member.until = household, relation, day, "", None
    member.supported = household.state in SUPPORTED_STATES
    member.save(force_insert=True)
    IncomeItem.objects.bulk_create(
        IncomeItem(household=household, member=member, kind=i.kind, amount=i.amount, period=i.period, since=day)
        for i in incomes
    )
    return member


def _relation(relations: Mapping[int, str], member: HouseholdMember) -> str:
    relation = relations.get(member.pk, "")
    if relation not in RELATION or relation in (HEAD, "01"):
        raise InvalidInput({f"relation_{member.pk}": f"请选择{member.person.name}与户主的关系。"})
    return relation


@transaction.atomic
def split_household(
    *,
    actor: User,
    code: str,
    version: int | None,
    members: Sequence[int],
    new_head: int,
    relations: Mapping[int, str],
    on: date,
    reason: str,
    by_case: str = "",
) -> Divided:
    """分户: some members found a household of their own in the same village, which then applies anew (申请中).

    ``relations`` gives the relation of each other leaving member to ``new_head``. Raises ``HeadStays``,
    ``WrongState`` or ``InvalidInput``.
    """
    old = open_household(actor, code, Right.EDIT_HOUSEHOLDS, version, by_case)
    household = _supported(old, "分户")
    leaving = [m for m in _present(household) if m.pk in set(members)]
    if not leaving or any(m.is_head for m in leaving):
        raise HeadStays
    head = next((m for m in leaving if m.pk == new_head), None)
    if head is None:
        raise InvalidInput({"new_head": "新户的户主应是分出的成员之一。"})
    check_day("on", on, max(m.since for m in leaving))
    said, sizes = reason_given(reason, "分户"), _sizes(household)
    assigned = {m.pk: HEAD if m is head else _relation(relations, m) for m in leaving}
    new = Household.objects.create(
        code=take_codes(household.village_code, 1)[0],
        state=BenefitState.APPLYING,
        applied_on=on,
        declared_size=0,
        covered_size=0,
        **{name: getattr(household, name) for name in _SHARED},
        **head_fields(head.person.name),
    )
    names = "、".join(m.person.name for m in leaving)
    for member in sorted(leaving, key=lambda m: m.pk != new_head):
        moved = _transfer(member, new, assigned[member.pk], on)
        count_out(household, moved)
        count_in(new, moved)
    divided = Divided(old, Opened(new))
    return _finish(actor, "split_household", divided, f"分户：{names}另立一户", on, said, {household.pk: sizes})


@transaction.atomic
def merge_households(
    *,
    actor: User,
    code: str,
    version: int | None,
    absorbed: str,
    relations: Mapping[int, str],
    on: date,
    reason: str,
) -> Divided:
    """合户: the members of household ``absorbed`` join household ``code``; the absorbed one is stopped.

    ``relations`` gives the relation of each joining member to the head. Raises ``SameHousehold``, ``WrongState`` or
    ``InvalidInput``.
    """
    if absorbed == code:
        raise SameHousehold
    new = open_household(actor, code, Right.EDIT_HOUSEHOLDS, version)
    old = open_household(actor, absorbed, Right.EDIT_HOUSEHOLDS, None)
    household, other = _supported(new, "合户"), _supported(old, "合户")
    if other.state not in STOPPABLE:
        raise WrongState(state=BENEFIT_STATE_LABELS[BenefitState(other.state)], act="合户（另一户）")
    joining = _present(other)
    check_day("on", on, max((m.since for m in joining), default=None))
    said, sizes = reason_given(reason, "合户"), _sizes(household)
    assigned = {m.pk: _relation(relations, m) for m in joining}
    names = "、".join(m.person.name for m in joining)
    # its members are free for the other household once it is no longer supported
    stop_household(
        actor=actor, code=absorbed, version=None, on=on, stop_reason=_STOPPED_FOR_ANOTHER, reason=f"合户：{said}"
    )
    old.household.refresh_from_db()
    for member in joining:
        count_in(household, _transfer(member, household, assigned[member.pk], on))
    divided = Divided(old, new)
    return _finish(actor, "merge_households", divided, f"合户：{names}并入", on, said, {household.pk: sizes})


def _sizes(household: Household) -> dict[str, int | None]:
    return {"declared_size": household.declared_size, "covered_size": household.covered_size}


def _finish(
    actor: User,
    action: str,
    divided: Divided,
    summary: str,
    on: date,
    reason: str,
    before: Mapping[int, dict[str, int | None]],
) -> Divided:
    """Write both households, their classes, and an entry in the log of each.

    ``before`` holds the sizes of the household that stays as it is: by them the act can be taken back.
    """
    old, new = divided.old, divided.new
    for opened, other in ((old, new), (new, old)):
        household = opened.household
        opened.touch()
        sizes = before.get(household.pk)
        after = {"other_household": other.household.code, "since": on.isoformat()} | (
            _sizes(household) if sizes else {}
        )
        record(actor, Act(action, "household", household.pk, household.code, summary, sizes, after, reason))
    reclassify([new.household.pk])
    propose(actor, old)
    return divided
