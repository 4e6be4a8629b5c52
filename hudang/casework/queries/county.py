"""The county's spot checks and what waits for them."""

from __future__ import annotations

from dataclasses import dataclass

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.casework.models import Case, CaseTask, Decision, SpotCheck, SpotCheckCase
from hudang.casework.queries.changes import change_content
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.queries.visible import cases_for
from hudang.casework.rules.changes import is_adverse, told_of_refusal
from hudang.casework.vocabulary import CaseStage, ChangeKind, Procedure, TaskKind, TaskState
from hudang.library.models import InstitutionalItem
from hudang.library.queries.volumes import filed_by_each

_WAITING = (CaseStage.REPORTED, CaseStage.COUNTY_EXAMINATION)


@dataclass(frozen=True)
class CountyPage:
    """How many cases wait undrawn, and the rate in force."""

    waiting: int
    percent: int


def county_page(user: User) -> CountyPage:
    """Return what a draw would be over."""
    waiting = cases_for(user).filter(procedure=Procedure.APPLICATION, stage__in=_WAITING)
    return CountyPage(waiting.filter(spot_checks=None).count(), thresholds().spot_check_percent)


def spot_checks_for(user: User) -> list[tuple[SpotCheck, list[SpotCheckCase], InstitutionalItem | None]]:
    """Return the latest spot checks with the cases that the user may see, and where plan and result are filed."""
    require(user, Right.HANDLE_CASES)
    checks = list(SpotCheck.objects.filter(county_code__startswith=user.scope[:6]).select_related("drawn_by")[:30])
    visible = cases_for(user).filter(spot_checks__check_drawn__in=checks).values("pk")
    rows = SpotCheckCase.objects.filter(check_drawn__in=checks, case__in=visible).select_related("case")
    by_check: dict[int, list[SpotCheckCase]] = {}
    for row in rows:
        by_check.setdefault(row.check_drawn_id, []).append(row)
    causes = {check.pk: f"spot_check:{check.pk}" for check in checks}
    filed = filed_by_each(user, causes.values())
    return [(check, by_check.get(check.pk, []), filed.get(causes[check.pk])) for check in checks]


@dataclass(frozen=True)
class Beside:
    """Something to be done beside the acts: what it is, and the name of its page."""

    label: str
    page: str


def _is_served(case: Case) -> bool:
    """Tell whether the decision is told by a notice; of a change what is adverse, or was wanted and refused."""
    change = change_content(case)
    if change is None:
        return True
    kind = ChangeKind(case.change_kind)
    return told_of_refusal(kind, change) if case.stage == CaseStage.REFUSED else is_adverse(kind, change)


def beside_for(user: User, case: Case) -> list[Beside]:
    """Return what a case asks of its handlers beside its next act: the county's visit, the service of its notice."""
    if not user.may(Right.HANDLE_CASES):
        return []
    found = []
    if CaseTask.objects.filter(case=case, kind=TaskKind.COUNTY_VISIT, state=TaskState.OPEN).exists():
        found.append(Beside("登记县级入户核查", "casework:county-visit"))
    if Decision.objects.filter(case=case, case__services=None).exists() and _is_served(case):
        found.append(Beside("登记送达", "casework:service"))
    return found
