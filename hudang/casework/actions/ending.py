"""What a case leaves behind that ends without support: household and pouch follow, its notice no longer waits."""

from __future__ import annotations

from hudang.accounts.models import User
from hudang.archives.actions.confirming import change_opened
from hudang.casework.models import Case, NoticeEntry
from hudang.casework.vocabulary import CaseStage
from hudang.households.actions.benefiting import open_for_decision
from hudang.households.vocabulary import BenefitState

_WHY = {
    CaseStage.REFUSED: "不予确认",
    CaseStage.WITHDRAWN: "申请人撤回",
    CaseStage.TERMINATED: "终止审核",
}


def end_without_support(actor: User, case: Case) -> None:
    """Let household and pouch follow a case that ended without support, so that they may apply again.

    A household that was on the edge (低保边缘) when it applied is so again. Runs inside the act that ends the case.
    """
    NoticeEntry.objects.filter(case=case, live=True).update(live=False)
    if case.household is None:
        return
    opened = open_for_decision(actor, case.household.code)
    if opened.household.state == BenefitState.APPLYING:
        on_the_edge = case.state_before == BenefitState.EDGE
        state = BenefitState.EDGE if on_the_edge else BenefitState.REFUSED
        change_opened(actor, opened, state, _WHY[CaseStage(case.stage)])
