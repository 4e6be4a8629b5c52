"""收入财产测算 in a case: the verified figures through the means test, stored as decided, its paper filed."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.models import User
from hudang.assessment.actions.assessments import store_assessment
from hudang.assessment.models import Assessment
from hudang.assessment.rules.means_test import assess
from hudang.casework.actions.stepping import open_case, touch
from hudang.casework.errors import NotYet
from hudang.casework.models import Case, CaseFigure
from hudang.casework.queries.means import day_of_parameters, inputs_for, parameters_of
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.rules.tasks import WORKING_STAGES
from hudang.casework.vocabulary import CaseStage

# once more before the examination or the decision, when the region's parameters changed in between
_TESTING_STAGES = WORKING_STAGES | {
    CaseStage.MISMATCH_TOLD,
    CaseStage.EXAMINATION,
    CaseStage.RE_EXAMINATION,
    CaseStage.NOTICE_CLEAR,
    CaseStage.COUNTY_EXAMINATION,
}


@transaction.atomic
def assess_means(*, actor: User, number: str, version: int | None = None) -> Assessment:
    """Test the means of a case by its verified figures and the parameters of the day, and keep the result.

    Raises ``NotYet`` while a figure is not verified, ``MissingParameter``, ``UnreadableCase``, and what ``open_case``
    does.
    """
    case = open_case(actor, number, version)
    if CaseStage(case.stage) not in _TESTING_STAGES:
        raise NotYet(act="测算", why=f"本案现在是“{case.get_stage_display()}”，不在调查、初审或审核阶段。")
    unverified = CaseFigure.objects.filter(case=case, verified=None).count()
    if unverified:
        raise NotYet(act="测算", why=f"还有 {unverified} 项收入、财产没有核定，请在五列对照中填写核定值。")
    return store_case_assessment(actor, case)


def store_case_assessment(actor: User, case: Case) -> Assessment:
    """Test and store inside the transaction of an act that opened the case."""
    day = day_of_parameters(case, thresholds())
    given = inputs_for(case, day)
    result = assess(given, parameters_of(case, day))
    stored = store_assessment(
        actor=actor,
        case=given,
        result=result,
        village_code=case.village_code,
        household=case.household,
        case_reference=case.number,
    )
    touch(case)
    return stored
