"""暂缓发放: the award stays, payment rests; it is taken up again with or without what was missed."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.audit.models import AuditEntry
from hudang.benefits.actions.awarding import phase_out
from hudang.benefits.actions.basis import Basis
from hudang.benefits.actions.suspending import resume_payment, suspend_payment
from hudang.benefits.errors import AlreadySuspended, NoAward, NotSuspended
from hudang.benefits.models import Suspension
from hudang.households.errors import ReasonMissing
from hudang.households.models import Household
from hudang.kernel.errors import InvalidInput, NotAllowed
from tests.factories.benefits import DECEMBER, make_award
from tests.factories.households import make_household
from tests.people import People

WHY = Basis(reason="银行退回，账户待核实")
LATER, JANUARY = date(2999, 1, 31), date(2027, 1, 1)


def test_suspended_and_resumed(people: People) -> None:
    code = make_award(people.county_head).household.code
    suspend_payment(actor=people.county_head, code=code, since=DECEMBER, decide_by=LATER, basis=WHY)
    assert Household.objects.get(code=code).state == "PAUSED"
    with pytest.raises(AlreadySuspended):
        suspend_payment(actor=people.county_head, code=code, since=JANUARY, decide_by=LATER, basis=WHY)
    resume_payment(actor=people.county_head, code=code, since=JANUARY, basis=WHY)
    suspension = Suspension.objects.get()
    assert (suspension.since, suspension.until) == (DECEMBER, JANUARY)
    assert Household.objects.get(code=code).state == "ACTIVE"
    assert AuditEntry.objects.filter(action__in=("suspend_payment", "resume_payment")).count() == 2
    with pytest.raises(NotSuspended):
        resume_payment(actor=people.county_head, code=code, since=JANUARY, basis=WHY)


def test_a_household_in_its_phase_out_comes_back_into_it(people: People) -> None:
    code = make_award(people.county_head).household.code
    phase_out(actor=people.county_head, code=code, since=DECEMBER, basis=WHY)
    suspend_payment(actor=people.county_head, code=code, since=DECEMBER, decide_by=LATER, basis=WHY)
    resume_payment(actor=people.county_head, code=code, since=DECEMBER, basis=WHY, back_pay=True)
    assert Household.objects.get(code=code).state == "GRADUAL"


def test_what_it_needs(people: People) -> None:
    code = make_award(people.county_head).household.code
    act = {"code": code, "since": DECEMBER, "decide_by": LATER}
    with pytest.raises(ReasonMissing):
        suspend_payment(actor=people.county_head, **act, basis=Basis())  # type: ignore[arg-type]
    with pytest.raises(InvalidInput):
        suspend_payment(actor=people.county_head, **(act | {"decide_by": date(2020, 1, 1)}), basis=WHY)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        suspend_payment(actor=people.county_handler, **act, basis=WHY)  # type: ignore[arg-type]
    with pytest.raises(NoAward):
        suspend_payment(actor=people.county_head, **(act | {"code": make_household().code}), basis=WHY)  # type: ignore[arg-type]
