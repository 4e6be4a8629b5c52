"""The means test of a case: its inputs from what was verified, and whether the stored one still stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.assessment.actions.assessments import inputs_of
from hudang.assessment.errors import MissingParameter, UnreadableCase
from hudang.assessment.models import Assessment
from hudang.assessment.queries import parameters_in_force
from hudang.assessment.rules import case as means
from hudang.assessment.rules.parameters import Parameters
from hudang.assessment.vocabulary import Area
from hudang.casework.declared import declaration_of
from hudang.casework.errors import NotYet
from hudang.casework.models import Case, CaseFigure
from hudang.casework.queries.task_results import supporters_found
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.rules.figures import Verified, verified_case
from hudang.casework.rules.thresholds import ON_ACCEPTANCE, Thresholds
from hudang.kernel import clock

_COUNTY_DIGITS = 6
_OWN_PAPERS = ".md"
CHANGED = "测算之后核定的数据有改动，请重新测算。"
OTHER_PARAMETERS = "测算之后地区参数已换版，请按现行参数重新测算。"
NO_PARAMETERS = "现在没有有效的地区参数，不能按原测算办理。"


@dataclass(frozen=True)
class MeansTest:
    """The last stored test of a case, and why it no longer stands (empty when it does)."""

    assessment: Assessment
    why_not: str

    @property
    def stands(self) -> bool:
        """Whether an act may rely on it."""
        return not self.why_not

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The stored steps; of the articles those that are law, not the chapters of our own description."""
        return [
            {**step, "article": "；".join(part for part in step["article"].split("；") if _OWN_PAPERS not in part)}
            for step in self.assessment.result["reasons"]
        ]


def day_of_parameters(case: Case, limits: Thresholds) -> date:
    """Return the day whose standard and parameters count: acceptance, or the day of the decision, which is today."""
    if limits.assessed_by == ON_ACCEPTANCE and case.accepted_on:
        return case.accepted_on
    return clock.today()


def parameters_of(case: Case, day: date) -> Parameters:
    """Return the parameters of a case's county and area on a day; raises ``MissingParameter``."""
    area = Area(declaration_of(case).get("area", Area.RURAL))
    return parameters_in_force(case.village_code[:_COUNTY_DIGITS], area, day)


def inputs_for(case: Case, day: date, figures: Iterable[CaseFigure] | None = None) -> means.Case:
    """Return what the means test is given: the declared household with verified figures; raises ``UnreadableCase``."""
    rows = [
        Verified(each.group, each.person, each.kind, each.period, each.verified, each.cost, each.exclusion)
        for each in (CaseFigure.objects.filter(case=case) if figures is None else figures)
        if each.verified is not None
    ]
    return verified_case(declaration_of(case), rows, day, supporters_found(case))


def means_test_of(case: Case, figures: Iterable[CaseFigure] | None = None) -> MeansTest | None:
    """Return the last stored test of a case, None when nobody tested; for actions and pages that opened the case."""
    last = Assessment.objects.filter(case_reference=case.number).order_by("-pk").first()
    if last is None:
        return None
    return MeansTest(last, _why_not(case, last, figures))


def last_assessment_of(case: Case) -> Assessment:
    """Return the last stored test, for acts whose conditions made sure that there is one; raises ``NotYet``."""
    found = Assessment.objects.filter(case_reference=case.number).order_by("-pk").first()
    if found is None:
        raise NotYet(act="办理", why="请先按核定值做收入财产测算。")
    return found


def _why_not(case: Case, last: Assessment, figures: Iterable[CaseFigure] | None) -> str:
    try:
        now = inputs_of(inputs_for(case, last.day, figures))
        version = parameters_of(case, day_of_parameters(case, thresholds())).version
    except UnreadableCase:
        return CHANGED
    except MissingParameter:
        return NO_PARAMETERS
    if now != last.inputs:
        return CHANGED
    return OTHER_PARAMETERS if version != last.version else ""


def tests_of(user: User, case: Case) -> list[Assessment]:
    """Return all stored tests of a case that the user has from ``case_for``, the latest first."""
    require(user, Right.HANDLE_CASES)
    return list(Assessment.objects.filter(case_reference=case.number).order_by("-pk"))
