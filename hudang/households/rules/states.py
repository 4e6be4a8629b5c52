"""在保状态 (process.md §4): from which state to which, and by which act."""

from __future__ import annotations

from hudang.households.vocabulary import BenefitState

STOPPABLE = frozenset({BenefitState.ACTIVE, BenefitState.GRADUAL, BenefitState.PAUSED, BenefitState.EDGE})
RESTARTABLE = frozenset({BenefitState.STOPPED})
REAPPLIABLE = frozenset({BenefitState.STOPPED, BenefitState.REFUSED, BenefitState.EDGE})
CHANGES: dict[BenefitState, frozenset[BenefitState]] = {
    BenefitState.APPLYING: frozenset({BenefitState.ACTIVE, BenefitState.EDGE, BenefitState.REFUSED}),
    BenefitState.ACTIVE: frozenset({BenefitState.GRADUAL, BenefitState.PAUSED, BenefitState.EDGE}),
    BenefitState.GRADUAL: frozenset({BenefitState.ACTIVE, BenefitState.PAUSED}),
    BenefitState.PAUSED: frozenset({BenefitState.ACTIVE}),
    BenefitState.EDGE: frozenset({BenefitState.ACTIVE}),
}


def reachable(state: BenefitState) -> frozenset[BenefitState]:
    """Return the states that a household may be put into from here, without stop and restart."""
    return CHANGES.get(state, frozenset())
