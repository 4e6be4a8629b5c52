"""What a sheet of parameters would do to those in payment, before it is entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hudang.accounts.access import require, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.assessment.errors import MissingParameter, UnreadableCase
from hudang.assessment.queries.assessments import last_inputs
from hudang.assessment.queries.register import cases_of_households
from hudang.assessment.rules.case import Case
from hudang.assessment.rules.parameters import Parameters
from hudang.assessment.vocabulary import Area
from hudang.benefits.models import Award
from hudang.benefits.rules.recomputing import case_in, recompute
from hudang.benefits.vocabulary import OUTCOME_LABELS, Outcome

# so many are tried while the page waits
_MOST = 400
_COUNTY = 6


@dataclass
class Effect:
    """How many of those in payment would come out how; ``tried`` of ``households`` were."""

    households: int
    tried: int
    outcomes: dict[Outcome, int]

    @property
    def lines(self) -> list[str]:
        """The effect in words."""
        whole = self.tried == self.households
        said = [] if whole else [f"在执行的定额 {self.households} 户，太多，只抽算了其中 {self.tried} 户。"]
        changed = self.outcomes.get(Outcome.RAISED, 0) + self.outcomes.get(Outcome.LOWERED, 0)
        said.append(f"{'' if whole else '抽算的户中，'}{changed} 户金额变化。")
        said += [f"{OUTCOME_LABELS[each]}：{number} 户。" for each, number in self.outcomes.items()]
        return [*said, "登记参数表本身不改动任何定额；要改的，请在“低保金”的“标准调整”里重算、批准。"]


def effect_of(user: User, area: Area, parameters: Parameters, month: date) -> Effect:
    """Try a sheet on those in payment in its area; a part of them where they are many."""
    require(user, Right.MANAGE_SETTINGS)
    inside = within_division(user.division_code[:_COUNTY], "household__village_code")
    awards = dict(
        Award.objects.filter(inside, until=None, void=False)
        .order_by("household_id")
        .values_list("household_id", "total")
    )
    step = max(1, len(awards) // _MOST)
    tried = list(awards)[::step][:_MOST]
    earlier = last_inputs(tried)
    cases = cases_of_households([key for key in tried if key not in earlier], month)
    effect, others = Effect(len(awards), 0, {}), 0
    for key in tried:
        case = _case(earlier[key], month) if key in earlier else cases.get(key)
        if isinstance(case, Case) and case.area is not area:
            others += 1
            continue
        outcome = _outcome(case, parameters, awards[key]) if isinstance(case, Case) else Outcome.UNREADABLE
        effect.outcomes[outcome] = effect.outcomes.get(outcome, 0) + 1
        effect.tried += 1
    effect.households -= others if step == 1 else others * step
    return effect


def _case(inputs: dict[str, object], month: date) -> Case | None:
    try:
        return case_in(inputs, month)
    except UnreadableCase:
        return None


def _outcome(case: Case, parameters: Parameters, total: object) -> Outcome:
    try:
        return recompute(case, parameters, total).outcome  # type: ignore[arg-type]
    except MissingParameter:
        return Outcome.UNREADABLE
