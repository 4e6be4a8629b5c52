"""Cases under investigation, as the township's officers bring them on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from hudang.accounts.models import User
from hudang.assessment.models import ParameterSheet
from hudang.casework.actions.figures import take_over_declared
from hudang.casework.actions.investigating import finish_investigation, start_investigation
from hudang.casework.actions.means_testing import assess_means
from hudang.casework.models import Case, CaseTask
from hudang.casework.vocabulary import TaskState
from tests.factories.again import again
from tests.factories.cases import accepted

STANDARD = "405"


@again
def parameters(since: date = date(2026, 1, 1), county: str = "220882", area: str = "rural", **body: Any) -> None:
    """Let the county have a standard of 405 yuan, and nothing else unless said."""
    ParameterSheet.objects.create(
        county_code=county,
        area=area,
        valid_from=since,
        source="吉民发〔2022〕15号",
        body={"standard": STANDARD, **body},
        entered_at=timezone.now(),
    )


@again
def investigating(actor: User, declared: dict[str, Any] | None = None, **more: Any) -> Case:
    """An accepted application whose investigation has begun."""
    return start_investigation(actor=actor, number=accepted(actor, declared, **more).number)


def waived(case: Case) -> None:
    """Let every task be waived, for tests of what follows the tasks."""
    CaseTask.objects.filter(case=case).update(state=TaskState.WAIVED, waived_reason="测试中免做")


def assessed(actor: User, declared: dict[str, Any] | None = None, **more: Any) -> Case:
    """A case whose figures are verified as declared and whose means are tested; needs ``parameters``."""
    case = investigating(actor, declared, **more)
    waived(case)
    take_over_declared(actor=actor, number=case.number)
    assess_means(actor=actor, number=case.number)
    case.refresh_from_db()
    return case


@again
def to_examine(actor: User, declared: dict[str, Any] | None = None, **more: Any) -> Case:
    """A case that waits for the examination."""
    return finish_investigation(actor=actor, number=assessed(actor, declared, **more).number)
