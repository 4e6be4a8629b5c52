"""一户的一生，和全县的一次提标：each told from the first decision to the last, with what everybody finds in the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from hudang.archives.models import HouseholdFile, Item
from hudang.archives.vocabulary import PouchState
from hudang.audit.actions import verify_log
from hudang.benefits.actions.changing import approve_change
from hudang.benefits.actions.recomputing import compute_change, open_change
from hudang.benefits.models import Award
from hudang.benefits.queries.overview import ending_for
from hudang.casework.actions.change_deciding import confirm_change
from hudang.casework.actions.changing import edit_change, submit_change
from hudang.casework.actions.deciding import confirm
from hudang.casework.errors import NotYet
from hudang.casework.models import Case
from hudang.casework.rules.changes import NewHead
from hudang.casework.vocabulary import CaseStage, ChangeKind
from hudang.households.models import Household
from hudang.households.vocabulary import BenefitState
from hudang.kernel import clock
from tests.factories.cases import declaration
from tests.factories.changes import asked, change_at_county, earns, left, member, opened, supported
from tests.factories.decisions import at_county, ready
from tests.factories.investigations import parameters
from tests.people import People

pytestmark = pytest.mark.django_db


@contextmanager
def on(year: int, month: int, day: int) -> Iterator[None]:
    with clock.frozen(datetime(year, month, day, 1, tzinfo=UTC)):
        yield


def paid(household: Household) -> list[tuple[str, Decimal]]:
    """Return from which month how much a month, in order."""
    rows = Award.objects.filter(household=household, void=False).order_by("since")
    return [(f"{row.since:%Y-%m}", row.total) for row in rows]


def decide(people: People, household: Household, kind: ChangeKind, reason: str, month: date, **more: object) -> Case:
    """Let everybody do his part of a change."""
    case = change_at_county(people, household, kind, asked(reason, month=month, **more))
    confirm_change(actor=people.county_head, number=case.number, opinion="同意")
    household.refresh_from_db()
    return case


def test_获批_减发_渐退_户主死亡_停保_再保(people: People) -> None:
    with on(2026, 11, 12):
        ready(people)
        case = at_county(people)
        confirm(actor=people.county_head, number=case.number)
        household = case.household
        assert household is not None
    # 王德贵外出务工，月入 400 元：405 × 2 − 400
    with on(2027, 1, 12):
        first = earns(household, "王德贵", "400")
        decide(people, household, ChangeKind.DECREASE, "16", date(2027, 2, 1), incomes=first)
    # 李秀英也有了活干，人均 450 元，过了标准，不到一倍半：渐退六个月，照发
    with on(2027, 2, 10):
        both = (*first, *earns(household, "李秀英", "500"))
        decide(people, household, ChangeKind.PHASE_OUT, "16", date(2027, 3, 1), incomes=both, months=6)
        assert household.state == BenefitState.GRADUAL
    # 户主在渐退期内去世，妻子接续，仍过标准：只发她的一份，到期不变
    with on(2027, 5, 25):
        day = date(2027, 5, 20)
        heir = NewHead(member=member(household, "李秀英").pk, name="李秀英", on=day)
        gone = (left(household, "王德贵", day),)
        decide(people, household, ChangeKind.HEAD, "15", date(2027, 6, 1), head=heir, leaves=gone)
        assert (household.head_name, household.state) == ("李秀英", BenefitState.GRADUAL)
        assert Award.objects.get(household=household, until=None).ends_on == date(2027, 9, 1)
    # 渐退期满，系统提示，办理停保；户袋等齐了送达回证再定卷
    with on(2027, 8, 20):
        assert [each.household_id for each in ending_for(people.handler)] == [household.pk]
        decide(people, household, ChangeKind.STOP, "12", date(2027, 9, 1))
        assert (household.state, household.stop_reason) == (BenefitState.STOPPED, "12")
        assert HouseholdFile.objects.get(household=household).state == PouchState.CLOSING
    assert paid(household) == [
        ("2026-12", Decimal(560)),
        ("2027-02", Decimal(410)),
        ("2027-03", Decimal(410)),
        ("2027-06", Decimal(205)),
    ]
    # 活没了，再来申请：还是那一户，另立新袋，新的一案接着老案
    with on(2027, 11, 2):
        alone = declaration()
    with on(2027, 11, 12):
        alone["members"] = [alone["members"][1] | {"relation": "02", "incomes": []}]
        again = at_county(people, alone, household_code=household.code)
        confirm(actor=people.county_head, number=again.number)
        household.refresh_from_db()
        assert household.state == BenefitState.ACTIVE and paid(household)[-1] == ("2027-12", Decimal(405))
    assert HouseholdFile.objects.filter(household=household).count() == 2
    filed = set(Item.objects.filter(file__household=household).values_list("material__code", flat=True))
    assert {"M50", "M51", "M75", "M76", "M78", "M79", "M80", "M81"} <= filed
    assert verify_log(actor=people.auditor) == []


def test_标准提高_全县重算_在办的变更按新标准重填(people: People) -> None:
    with on(2026, 11, 12):
        ready(people)
        one = supported(people)
        waiting = opened(
            people.handler,
            one,
            ChangeKind.DECREASE,
            asked("16", month=date(2027, 1, 1), incomes=earns(one, "王德贵", "400")),
        )
        parameters(since=date(2027, 1, 1), standard="450")
        change = open_change(actor=people.county_handler, county="220882", month=date(2027, 1, 1))
        compute_change(actor=people.county_handler, change_id=change.pk)
        approve_change(actor=people.county_head, change_id=change.pk)
        # 450 × 2 − 250
        assert paid(one)[-1] == ("2027-01", Decimal(650))
        with pytest.raises(NotYet, match="现行定额已是每月 650 元"):
            submit_change(actor=people.handler, number=waiting.number)
        again = asked("16", month=date(2027, 1, 1), incomes=earns(one, "王德贵", "400"))
        edit_change(actor=people.handler, number=waiting.number, asked=again)
        assert submit_change(actor=people.handler, number=waiting.number).stage == CaseStage.INVESTIGATING
