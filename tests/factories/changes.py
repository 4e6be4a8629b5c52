"""Supported households and their changes, brought to the county by the acts of everybody concerned."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hudang.accounts.models import User
from hudang.archives.actions.confirming import register_household
from hudang.benefits.actions.awarding import grant
from hudang.benefits.actions.basis import Basis
from hudang.benefits.rules.figures import Figures
from hudang.casework.actions.changing import finish_change, open_change, pass_change, submit_change
from hudang.casework.actions.county import take_up
from hudang.casework.models import Case
from hudang.casework.rules.changes import Asked, Income, Leaving
from hudang.casework.vocabulary import ChangeKind
from hudang.households.actions.economy import IncomeLine, set_incomes
from hudang.households.actions.members import add_member
from hudang.households.models import Household, HouseholdMember
from tests.factories.acts import member_form
from tests.people import MINQIANG, People

DECEMBER = date(2026, 12, 1)


def supported(people: People, since: date = date(2026, 10, 1), village: str = MINQIANG) -> Household:
    """A couple that gets 560 yuan a month: 405 × 2 less 250; needs ``decisions.ready``."""
    household = register_household(
        actor=people.handler,
        village_code=village,
        head=member_form("王德贵", "02", born=date(1958, 3, 5), sex="1"),
        values={
            "assistance": "02",
            "address": "民强村三组 12 号",
            "approved_on": date(2026, 3, 1),
            "bank": "吉林农信大安支行",
            "account": "6221780166015494454",
        },
        since=date(2026, 3, 1),
    ).household
    wife = member_form("李秀英", "10", born=date(1960, 8, 1), sex="2")
    add_member(actor=people.handler, code=household.code, version=None, values=wife, since=date(2026, 3, 1))
    head = HouseholdMember.objects.get(household=household, relation="02")
    lines = [IncomeLine("201", "3000", "year", head.pk)]
    set_incomes(actor=people.handler, code=household.code, version=None, since=date(2026, 3, 1), lines=lines)
    amount = Decimal(560)
    figures = Figures(2, amount, Decimal(0), amount, Decimal(405), Decimal(250))
    grant(
        actor=people.county_head,
        code=household.code,
        since=since,
        figures=figures,
        basis=Basis(reference="大民低保〔2026〕1号"),
    )
    household.refresh_from_db()
    return household


def member(household: Household, name: str) -> HouseholdMember:
    """A present member by name."""
    return HouseholdMember.objects.get(household=household, person__name=name, until=None)


def asked(reason_code: str, **more: Any) -> Asked:
    """A change from December on, with its facts."""
    given: dict[str, Any] = {"reason": "入户核实，有村委会证明和收入凭证", "month": DECEMBER}
    return Asked(reason_code=reason_code, **(given | more))


def earns(household: Household, name: str, amount: str) -> tuple[Income, ...]:
    """One income of a member a month, and no other."""
    return (Income(kind="102", amount=Decimal(amount), period="month", member=member(household, name).pk),)


def left(household: Household, name: str, on: date, leaving: str = "21") -> Leaving:
    """A member who left; by death unless said."""
    return Leaving(member=member(household, name).pk, name=name, leaving=leaving, on=on, proof="死亡医学证明")


def opened(actor: User, household: Household, kind: ChangeKind, what: Asked) -> Case:
    """A draft of a change."""
    return open_change(actor=actor, household_code=household.code, change_kind=kind, asked=what)


def change_at_county(people: People, household: Household, kind: ChangeKind, what: Asked) -> Case:
    """A change that the county has taken up."""
    case = opened(people.handler, household, kind, what)
    submit_change(actor=people.handler, number=case.number)
    finish_change(actor=people.handler, number=case.number)
    pass_change(actor=people.township_head, number=case.number, opinion="情况属实，同意变更")
    return take_up(actor=people.county_handler, number=case.number)
