"""In which stages an application is still being filled in."""

from __future__ import annotations

from hudang.casework.vocabulary import CaseStage

# a change is filled in until it is examined
CHANGE_FILLED_IN = frozenset({CaseStage.DRAFT, CaseStage.INVESTIGATING})
FILLED_IN = frozenset({CaseStage.DRAFT, CaseStage.SUBMITTED, CaseStage.AWAITING_CORRECTION})
